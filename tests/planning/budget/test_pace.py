from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lianyi.core.calendar.period_text import parse_period
from lianyi.planning.budget.curve import campaign_weights, expected_share
from lianyi.planning.budget.pace import pace, stale_day
from lianyi.planning.budget.table import BudgetRow
from lianyi.planning.budget.words import guard, warnings
from lianyi.planning.model.campaigns import Campaign
from lianyi.planning.model.plan import Plan
from tests.planning.budget.september import september

SEPTEMBER = parse_period("2026-09")


def test_only_what_is_ten_points_ahead_is_too_fast() -> None:
    found = september()
    states = {row.key: found.pace(row).state for row in found.table.rows}
    assert states == {"content": "on", "kol": "on", "ads": "fast", "incentives": "on"}
    assert found.pace(found.table.total).spent == Fraction(10_070, 24_000)


def test_two_fifths_of_the_time_and_three_fifths_of_the_money_is_told_with_what_is_left() -> None:
    row, plan = _month(1_000_000, 610_000)
    found = pace(row, plan, date(2026, 9, 12), None)
    assert found.state == "fast"
    assert guard(row, found, 18, "CNY").zh == "「广告」时间过去40.0%，钱花了61.0%（到现在应在40.0%左右）；剩下18天每天最多花¥217。"  # fmt: skip


def test_a_campaign_that_begins_early_may_spend_early() -> None:
    campaign = {
        "id": "c", "name": "开学季", "from_day": "2026-09-01", "to_day": "2026-09-10", "budget": [{"category": "ads", "amount": 6000}],
    }  # fmt: skip
    row, plan = _month(1_000_000, 610_000, [campaign])
    found = pace(row, plan, date(2026, 9, 12), None)
    # 6,000 of the 10,000 belong to the campaign, which is over; of the other 4,000 two fifths were due: 76 %.
    assert found.expected == Fraction(76, 100) and found.state == "on"


def test_the_burst_weighs_four_days() -> None:
    burst = {"kind": "burst", "from_day": "2026-09-20", "to_day": "2026-09-20"}
    warm = {"kind": "warm_up", "from_day": "2026-09-18", "to_day": "2026-09-19"}
    campaign = Campaign.model_validate(
        {"id": "c", "name": "c", "from_day": "2026-09-17", "to_day": "2026-09-20", "phases": [warm, burst]}
    )  # fmt: skip
    assert sorted(campaign_weights(campaign).values()) == [1, 2, 2, 4]
    share = expected_share(SEPTEMBER, date(2026, 9, 19), 100, [(campaign, 100)])
    assert share == Fraction(5, 9)


def test_where_spend_stopped_nothing_is_judged() -> None:
    found = september(stale=date(2026, 9, 10))
    assert {found.pace(row).state for row in found.table.rows} == {"stale"}
    assert [w.zh for w in warnings(found)] == ["花费停在09-10"]


def test_a_row_beyond_its_plan_is_over_even_where_spend_stopped() -> None:
    row, plan = _month(100, 101)
    assert pace(row, plan, date(2026, 9, 12), date(2026, 9, 1)).state == "over"


def test_nothing_planned_has_no_pace() -> None:
    row, plan = _month(0, 5)
    assert pace(row, plan, date(2026, 9, 12), None).spent is None


def test_a_source_given_up_long_ago_ages_nobody() -> None:
    covered = [("a", "main", date(2026, 1, 1)), ("b", "main", date(2026, 9, 13))]
    assert stale_day(covered, date(2026, 9, 13)) is None
    assert stale_day(covered[:1], date(2026, 9, 13)) == date(2026, 1, 1)


@given(
    st.integers(0, 29),
    st.integers(1, 10**6),
    st.integers(0, 10**7),
    st.integers(1, 40),
    st.integers(0, 40),
)
def test_what_is_expected_rises_to_the_whole(
    day: int, planned: int, held: int, start: int, length: int
) -> None:
    first = date.fromordinal(date(2026, 8, 15).toordinal() + start)
    last = date.fromordinal(first.toordinal() + length)
    campaign = Campaign.model_validate({"id": "c", "name": "c", "from_day": first, "to_day": last})
    at = [
        expected_share(SEPTEMBER, date(2026, 9, 1 + n), planned, [(campaign, held)])
        for n in (day, 29)
    ]
    assert 0 <= at[0] <= at[1] == 1


def _month(planned_fen: int, spent_fen: int, campaigns: list[Any] | None = None) -> tuple[BudgetRow, Plan]:  # fmt: skip
    line = {"id": "a", "category": "ads", "month": "2026-09", "planned_fen": planned_fen}
    plan = Plan.model_validate({"budget": {"lines": [line]}, "campaigns": campaigns or []})
    from lianyi.core.translation import Text

    return BudgetRow("ads", Text("广告", "Ads"), planned_fen, 0, spent_fen, plan.budget.lines), plan
