"""Goals against a shop whose totals are counted by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from lianyi.planning.goals.check import check_goals, state_of
from lianyi.planning.goals.standing import Standing, behind, standings
from lianyi.planning.model.plan import Plan
from lianyi.shop import Shop
from lianyi.shop.analysing import ShopData
from tests.planning.goals.small_shop import gmv_fen

NOVEMBER = {"metric": "gmv_paid", "from_day": "2026-11-01", "due": "2026-11-30"}
TREE = [
    {"id": "visitors", "name": "访客", "metric": "visitors", "target": 9_000},
    {"id": "rate", "name": "成单率", "metric": "orders_per_visitor", "target": "2.5%"},
    {"id": "value", "name": "笔单价", "metric": "order_value", "target": 80},
]


def stood(shop: Shop, *goals: dict[str, Any], until: date | None = None) -> tuple[Standing, ...]:
    """How `goals` stand in the shop."""
    written = [{"id": f"g{n}", "name": f"目标{n}", **goal} for n, goal in enumerate(goals)]
    plan = Plan.model_validate({"goals": written})
    return standings(plan.goals, ShopData(shop), until)


def test_now_is_what_was_paid_to_date(small: Shop) -> None:
    (goal,) = stood(small, {**NOVEMBER, "target": 20_000})
    assert goal.found.value == gmv_fen(date(2026, 11, 1), date(2026, 11, 22))
    assert goal.pace is not None
    assert (goal.pace.time_share, goal.pace.days_left) == (Fraction(22, 30), 8)
    assert goal.phase == "running"


def test_a_steady_shop_lands_where_it_always_lands(small: Shop) -> None:
    # 30 days × (4 × 100 + 3 × 50) and five Sundays with one order more on each platform: 17,250 yuan
    (goal,) = stood(small, {**NOVEMBER, "target": 17_000})
    ahead = goal.landing
    assert ahead.low is not None
    assert ahead.high is not None
    assert ahead.low <= 17_250_00 <= ahead.high
    assert ahead.chance is not None
    assert ahead.chance > 0.5


def test_the_known_day_can_be_earlier_than_today(small: Shop) -> None:
    (goal,) = stood(small, {**NOVEMBER, "target": 20_000}, until=date(2026, 11, 15))
    assert goal.found.value == gmv_fen(date(2026, 11, 1), date(2026, 11, 15))
    assert goal.found.known_to == date(2026, 11, 15)


@pytest.mark.parametrize(("target", "phase"), [(10_000, "reached"), (30_000, "missed")])
def test_a_goal_whose_day_has_passed_is_judged(small: Shop, target: int, phase: str) -> None:
    october = {"metric": "gmv_paid", "from_day": "2026-10-01", "due": "2026-10-31"}
    (goal,) = stood(small, {**october, "target": target})
    assert goal.phase == phase
    assert state_of(goal) == ("pass" if phase == "reached" else "fail")
    assert goal.landing.low == goal.landing.high == goal.found.value


def test_a_goal_that_has_not_begun_is_judged_by_its_chance(small: Shop) -> None:
    (goal,) = stood(small, {"metric": "gmv_paid", "due": "2026-12-31", "target": 1_000})
    assert goal.phase == "ahead"
    assert goal.pace is None
    assert state_of(goal) == "pass"


def test_a_part_by_channel_counts_its_channel(small: Shop) -> None:
    parts = [
        {"id": "y", "name": "有赞", "where": "platform = 'youzan'", "target": 12_000},
        {"id": "d", "name": "抖音", "where": "platform = 'douyin'", "target": 5_000},
    ]
    (goal,) = stood(small, {**NOVEMBER, "target": 17_000, "relation": "sum", "parts": parts})
    values = [part.found.value for part in goal.parts]
    first, last = date(2026, 11, 1), date(2026, 11, 22)
    assert values == [gmv_fen(first, last, "youzan"), gmv_fen(first, last, "douyin")]
    shares = behind(goal)
    assert shares is not None
    assert sum(amount for _, amount in shares.parts) + shares.rest == shares.total
    assert shares.rest == 0


def test_parts_by_month_have_their_own_days(small: Shop) -> None:
    parts = [
        {"id": "oct", "name": "10月", "from_day": "2026-10-01", "due": "2026-10-31", "target": 17_000},
        {"id": "nov", "name": "11月", "from_day": "2026-11-01", "due": "2026-11-30", "target": 17_000},
    ]  # fmt: skip
    whole = {"metric": "gmv_paid", "from_day": "2026-10-01", "due": "2026-11-30", "target": 34_000}
    (goal,) = stood(small, {**whole, "relation": "sum", "parts": parts})
    october, november = goal.parts
    assert october.found.value == gmv_fen(date(2026, 10, 1), date(2026, 10, 31))
    assert november.found.value == gmv_fen(date(2026, 11, 1), date(2026, 11, 22))


def test_the_drivers_say_which_of_them_is_behind(small: Shop) -> None:
    (goal,) = stood(small, {**NOVEMBER, "target": 18_000, "relation": "product", "parts": TREE})
    shares = behind(goal)
    assert goal.pace is not None
    assert shares is not None
    assert shares.total == goal.pace.now - goal.pace.planned
    assert sum(amount for _, amount in shares.parts) + shares.rest == shares.total
    by_part = dict(shares.parts)
    # Both platforms have 300 visitors a day as planned; orders per visitor are fewer, worth less each.
    assert by_part["visitors"] == 0
    assert by_part["rate"] < 0
    assert by_part["value"] < 0


def test_a_metric_without_data_is_missing_and_does_not_pass(small: Shop) -> None:
    (goal,) = stood(small, {"metric": "mentions", "due": "2026-11-30", "target": 100})
    assert goal.phase == "unknown"
    assert goal.why is not None
    assert state_of(goal) == "unknown"


def test_a_metric_that_does_not_exist_fails(small: Shop) -> None:
    (goal,) = stood(small, {"metric": "gmv_payd", "due": "2026-11-30", "target": 100})
    assert state_of(goal) == "fail"
    assert goal.why is not None
    assert "gmv_paid" in goal.why.zh


@pytest.mark.parametrize("lost", ["metric", "target", "due"])
def test_a_goal_that_lacks_something_cannot_be_told(small: Shop, lost: str) -> None:
    goal = {**NOVEMBER, "target": 20_000}
    del goal[lost]
    (found,) = stood(small, goal)
    assert found.phase == "unclear"
    assert state_of(found) == "unknown"


def test_drafts_are_not_checked(small: Shop) -> None:
    plan = Plan.model_validate(
        {"goals": [{"id": "g", "name": "草稿", **NOVEMBER, "target": 1, "draft": True}]}
    )
    assert check_goals(plan, ShopData(small)) == []


def test_without_a_shop_only_the_parts_are_checked() -> None:
    goal = {"id": "g", "name": "G", **NOVEMBER, "target": 18_000, "relation": "product", "parts": TREE}  # fmt: skip
    found = {v.key: v.state for v in check_goals(Plan.model_validate({"goals": [goal]}), None)}
    assert found["goal:g:pace"] == "unknown"
    assert found["goal:g:parts"] == "pass"


def test_parts_that_do_not_make_the_whole_fail_with_the_gap() -> None:
    goal = {"id": "g", "name": "G", **NOVEMBER, "target": 20_000, "relation": "product", "parts": TREE}  # fmt: skip
    found = {v.key: v for v in check_goals(Plan.model_validate({"goals": [goal]}), None)}
    verdict = found["goal:g:parts"]
    assert verdict.state == "fail"
    assert verdict.value == -2_000
    assert "¥2,000.00" in verdict.words.zh


def test_people_counted_once_do_not_add_up(small: Shop) -> None:
    parts = [{"id": "y", "name": "有赞", "where": "platform = 'youzan'", "target": 100}]
    goal = {"id": "g", "name": "G", "metric": "buyers", "due": "2026-11-30", "target": 100, "relation": "sum", "parts": parts}  # fmt: skip
    found = {v.key: v for v in check_goals(Plan.model_validate({"goals": [goal]}), ShopData(small))}
    assert found["goal:g:parts"].state == "fail"


def test_a_campaign_that_the_plan_lacks_fails(small: Shop) -> None:
    goal = {"id": "g", "name": "G", **NOVEMBER, "target": 10, "campaigns": ["double11"]}
    found = [
        v for v in check_goals(Plan.model_validate({"goals": [goal]}), ShopData(small))
        if v.key == "goal:g:campaigns"
    ]  # fmt: skip
    assert [v.state for v in found] == ["fail"]
