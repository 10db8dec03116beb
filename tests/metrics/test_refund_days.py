from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.core.calendar.periods import Period, between, single
from lianyi.metrics.maturity import HORIZON_DAYS
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.refund_cohorts import refund_cohorts, sources_behind
from lianyi.metrics.refund_days import SLACK, known_days, overlap
from lianyi.metrics.result import MetricResult
from lianyi.metrics.run import answer
from tests.metrics.small_shop import FIRST, LAST, STORES, WEEK, D, SmallShop, X, Y

YEAR = ((FIRST, LAST),)
BY_PAY = (
    "refund_amount_by_pay_time",
    "refund_rate_by_pay_time",
    "gmv_net",
    "refunded_orders",
    "refund_order_rate",
    "roi_net",
    "gross_margin",
    "product_margin",
    "product_margin_rate",
    "line_refund_rate",
)


def shop_with_refunds_until(last: date, first: date = FIRST) -> SmallShop:
    """Return the shop after the newest refund file of 抖音 was taken out: it ends with `last`."""
    shop = SmallShop()
    shop.coverage = [
        (t, p, s, first, last, False) if (t, p) == ("refunds", D) else (t, p, s, a, b, partial)
        for t, p, s, a, b, partial in shop.coverage
    ]
    return shop


def ask(shop: SmallShop, *keys: str, period: Period | None = WEEK, **more: str) -> MetricResult:
    by = (more["by"],) if "by" in more else ()
    return answer(shop, MetricQuery(keys, period, by=by))


def test_without_the_refund_file_of_the_week_nothing_is_said_of_its_refunds() -> None:
    split = ask(shop_with_refunds_until(date(2026, 10, 25)), *BY_PAY, by="platform")
    for key in BY_PAY:
        assert split.value(key, platform=D) is None, key
        row = next(n for n, r in enumerate(split.rows) if r["platform"] == D)
        reason = split.reason(row, key)
        assert reason is not None
        assert reason.why == "missing_source"
        assert "2026-10-25" in reason.say("zh"), key
    assert split.value("refund_amount_by_pay_time", platform=X) == 22_000


def test_a_total_leaves_the_source_out_on_both_sides_and_names_it() -> None:
    shop = shop_with_refunds_until(date(2026, 10, 25))
    whole = ask(shop, "refund_amount_by_pay_time", "gmv_net", "refund_rate_by_pay_time")
    # 有赞 2500 of 83000, 小红书 22000 of 42000, 拼多多 1000 of 8000; without 抖音.
    assert whole.rows[0]["refund_amount_by_pay_time"] == 25_500
    assert whole.rows[0]["gmv_net"] == 133_000 - 25_500
    assert whole.rows[0]["refund_rate_by_pay_time"] == pytest.approx(25_500 / 133_000)
    named = whole.to_json("en")["unavailable"]
    assert named[f"gmv_net:{D}/{STORES[D]}"]["code"] == "refunds_unknown"


def test_days_before_and_days_without_refunds_do_not_mix() -> None:
    """A file until 25 October tells of orders paid 45 days before it, and of none after."""
    shop = shop_with_refunds_until(date(2026, 10, 25))
    known = date(2026, 10, 25) - timedelta(days=HORIZON_DAYS)
    for day, there in ((known, True), (known + timedelta(days=1), False)):
        split = ask(
            shop, "gmv_paid", "refund_amount_by_pay_time", period=single(day), by="platform"
        )
        assert (split.value("refund_amount_by_pay_time", platform=D) is not None) is there, day


def test_a_ratio_over_more_days_than_are_known_takes_the_known_days_on_both_sides() -> None:
    """Refunds of 抖音 from 10 November on: D1 D2 of the 9th count on neither side."""
    shop = shop_with_refunds_until(LAST, first=date(2026, 11, 10))
    split = ask(shop, "refund_rate_by_pay_time", "gmv_net", "gmv_paid", by="platform")
    assert split.value("gmv_paid", platform=D) == 72_000
    assert split.value("gmv_net", platform=D) == 72_000 - 30_000 - 8_000
    assert split.value("refund_rate_by_pay_time", platform=D) == pytest.approx(8_000 / 42_000)
    assert any(n.key == "gmv_net" and n.reason.code == "part_covered" for n in split.notes)


def test_running_totals_in_the_orders_need_no_refund_file() -> None:
    split = ask(shop_with_refunds_until(date(2026, 10, 25)), "refund_rate_by_pay_time", by="store")
    assert split.value("refund_rate_by_pay_time", store=STORES[Y]) == pytest.approx(2_500 / 83_000)


def test_a_file_that_ends_with_its_last_refund_covers_the_days_after_it() -> None:
    assert known_days(((FIRST, LAST - SLACK),), YEAR) == YEAR
    week_short = LAST - timedelta(days=7)
    assert known_days(((FIRST, week_short),), YEAR) == (
        (FIRST, week_short - timedelta(days=HORIZON_DAYS)),
    )


ranges = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 90)), min_size=1, max_size=4).map(
    lambda found: [(FIRST + timedelta(days=a), FIRST + timedelta(days=a + n)) for a, n in found]
)


@given(ranges)
def test_a_known_day_is_covered_from_then_on_for_as_long_as_refunds_come(
    spans: list[tuple[date, date]],
) -> None:
    covered = {day for a, b in spans for day in between(a, b).days()}
    merged: list[tuple[date, date]] = []
    for day in sorted(covered):
        if merged and merged[-1][1] + timedelta(days=1) == day:
            merged[-1] = (merged[-1][0], day)
        else:
            merged.append((day, day))
    known = {day for a, b in known_days(tuple(merged), YEAR) for day in between(a, b).days()}
    for day in between(FIRST, LAST).days():
        until = min(day + timedelta(days=HORIZON_DAYS), LAST)
        holes = [d for d in between(day, until).days() if d not in covered]
        if not holes:
            assert day in known
        if day in known and day + timedelta(days=HORIZON_DAYS) <= LAST - SLACK:
            runs = sum(1 for d in holes if d - timedelta(days=1) not in holes)
            assert len(holes) <= SLACK.days * runs


def test_overlap_is_the_days_in_both() -> None:
    one = ((date(2026, 1, 1), date(2026, 1, 10)), (date(2026, 2, 1), date(2026, 2, 2)))
    other = ((date(2026, 1, 5), date(2026, 2, 1)),)
    assert overlap(one, other) == (
        (date(2026, 1, 5), date(2026, 1, 10)),
        (date(2026, 2, 1), date(2026, 2, 1)),
    )


def test_a_platform_whose_refunds_are_old_says_nothing_about_what_is_to_come() -> None:
    assert sources_behind(SmallShop()) == frozenset()
    behind = shop_with_refunds_until(date(2026, 10, 25))
    assert sources_behind(behind) == {(D, STORES[D])}
    # 小红书 alone is left: its refunds have the day of their request; 有赞 and 拼多多 have running totals.
    assert sum(c.paid_fen for c in refund_cohorts(behind)) == 13_000 + 42_000
    assert sum(c.paid_fen for c in refund_cohorts(SmallShop())) > 55_000
