from __future__ import annotations

from datetime import date
from typing import Any

from lianyi.planning.budget.check import check
from lianyi.planning.budget.lint import lint
from lianyi.planning.model.plan import Plan
from lianyi.planning.verdict import CHECKS, Verdict
from tests.planning.budget.shop import Door, Facts, spend

LINE = {"category": "ads", "owner": "王岚", "goal": "gmv"}
GOALS = [{"id": "gmv", "name": "9月30日前支付GMV到190万元"}]


def test_months_beyond_the_approved_total_are_refused_in_the_words_of_the_page() -> None:
    found = _by_key(
        _plan(_months(66_000, 65_000), approved=[{"category": "ads", "amount": 128_000}])
    )
    one = found["budget:approved:ads"]
    assert one.state == "fail" and one.facts["code"] == "plan.budget_mismatch"
    assert (
        one.words.zh
        == "「广告」各月加起来比批准的多¥3,000.00。各月合计¥131,000.00，批准¥128,000.00。"
    )
    assert (
        one.words.en
        == "The months of Ads exceed the approved total by ¥3,000.00. They add up to ¥131,000.00 against ¥128,000.00."
    )
    assert one.advice is not None and one.advice.zh == "减少某个月，或提交超额审批。"


def test_months_within_the_approved_total_pass() -> None:
    found = _by_key(
        _plan(_months(64_000, 64_000), approved=[{"category": "ads", "amount": 128_000}])
    )
    assert {v.state for v in found.values()} == {"pass"}


def test_two_approvals_of_a_category_add_up() -> None:
    twice = [{"category": "ads", "amount": 60_000}, {"category": "ads", "amount": 5_000}]
    assert (
        _by_key(_plan(_months(64_000, 1_000), approved=twice))["budget:approved:ads"].state
        == "pass"
    )


def test_each_slip_of_a_line_is_named_with_its_lines() -> None:
    lines = [
        LINE | {"id": "minus", "month": "2026-09", "planned": -5},
        LINE | {"id": "ownerless", "month": "2026-10", "planned": 1, "owner": ""},
        LINE | {"id": "goalless", "month": "2026-11", "planned": 1, "goal": ""},
        LINE | {"id": "strange", "month": "2026-12", "planned": 1, "goal": "nothing"},
        LINE | {"id": "early", "month": "2026-01", "planned": 1, "channel": "nowhere"},
        LINE | {"id": "twin1", "month": "2026-08", "planned": 1},
        LINE | {"id": "twin2", "month": "2026-08", "planned": 2},
    ]
    channels = [{"id": "dy", "name": "抖音"}]
    found = _by_key(
        _plan(lines, channels=channels, period_from=date(2026, 8, 1), period_to=date(2026, 12, 31))
    )
    named = {key.partition(":")[2]: v.facts["lines"] for key, v in found.items()}
    assert named == {
        "negative": ["minus"], "owner": ["ownerless"], "goal": ["goalless"], "goal_unknown": ["strange"],
        "channel_unknown": ["early"], "outside": ["early"], "twice": ["twin1", "twin2"],
    }  # fmt: skip
    assert (found["budget:negative"].state, found["budget:owner"].state) == ("fail", "remind")


def test_campaigns_that_hold_more_than_is_planned_are_told() -> None:
    campaign = {
        "id": "c", "name": "双11", "from_day": "2026-11-01", "to_day": "2026-11-11", "budget": [{"category": "kol", "amount": 900}],
    }  # fmt: skip
    found = _by_key(_plan(_months(1), campaigns=[campaign]))
    assert found["budget:campaigns:kol"].facts["held_fen"] == 90_000


def test_an_empty_plan_says_nothing() -> None:
    assert list(lint(Plan(), "CNY")) == [] and check(Plan(), None) == []


def test_it_is_one_of_the_checks_of_the_plan() -> None:
    assert CHECKS.get("budget").run is check


def test_money_that_goes_too_fast_is_reminded_of() -> None:
    found = _checked([spend("2026-09-05", 700)], _months(1_000))
    one = found["budget:pace:ads"]
    assert one.state == "remind" and one.value == 0.7
    assert (
        one.words.zh.startswith("「广告」时间过去43.3%，钱花了70.0%") and "剩下17天" in one.words.zh
    )


def test_money_on_pace_passes_and_beyond_the_plan_it_fails() -> None:
    assert _checked([spend("2026-09-05", 400)], _months(1_000))["budget:pace:ads"].state == "pass"
    over = _checked([spend("2026-09-05", 1_001)], _months(1_000))["budget:pace:ads"]
    assert over.state == "fail" and "多¥1.00" in over.words.zh


def test_where_spend_stopped_its_pace_is_unknown() -> None:
    found = _checked([spend("2026-09-05", 700)], _months(1_000), ends=date(2026, 9, 10))
    assert (
        found["budget:pace:ads"].state == "unknown"
        and "2026-09-10" in found["budget:pace:ads"].words.zh
    )


def test_what_was_not_planned_is_told_with_its_amount() -> None:
    found = _checked([spend("2026-09-05", 12.5, "内容")], _months(1_000))
    one = found["budget:unplanned"]
    assert one.state == "remind" and one.words.zh == "2026年9月有¥12.50花在计划之外：内容¥12.50。"


def test_a_shop_without_spend_is_told_to_import_it() -> None:
    door: Any = Door(Facts(), date(2026, 9, 14))
    found = {v.key: v for v in check(_plan(_months(1_000)), door)}
    assert found["budget:spend"].state == "unknown"


def _checked(
    rows: list[Any], lines: list[Any], ends: date = date(2026, 9, 13)
) -> dict[str, Verdict]:
    door: Any = Door(Facts({"spend": ends}, spend=rows), date(2026, 9, 14))
    return {v.key: v for v in check(_plan(lines), door)}


def _by_key(plan: Plan) -> dict[str, Verdict]:
    return {v.key: v for v in lint(plan, "CNY")}


def _months(*yuan: int) -> list[dict[str, Any]]:
    return [
        LINE | {"id": f"m{n}", "month": f"2026-{9 + n:02}", "planned": y}
        for n, y in enumerate(yuan)
    ]


def _plan(lines: list[Any], approved: Any = (), **more: Any) -> Plan:
    return Plan.model_validate(
        {"goals": GOALS, "budget": {"lines": lines, "approved": approved}} | more
    )
