from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lianyi.core.calendar.periods import Period, single
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.result import MetricResult
from lianyi.metrics.run import answer
from tests.metrics.small_shop import WEEK, SmallShop


def ask(shop: SmallShop, *keys: str, period: Period = WEEK, **more: Any) -> MetricResult:
    return answer(shop, MetricQuery(keys, period, **more))


def test_a_week_is_held_against_the_week_before() -> None:
    result = ask(SmallShop(), "gmv_paid", "refund_rate_by_pay_time", compare="previous")
    row = result.rows[0]
    # 抖音 16000 + 14000, 有赞 21000 + 9000, 小红书 13000, 拼多多 6000
    assert row["gmv_paid__base"] == 79_000
    assert row["gmv_paid__change"] == pytest.approx(205 / 79 - 1)
    # A ratio changes in points, not in percent of itself.
    assert row["refund_rate_by_pay_time__change"] == pytest.approx(
        38_500 / 205_000 - 4_000 / 79_000
    )
    assert result.base == Period(date(2026, 11, 2), date(2026, 11, 9), "week")


def test_a_channel_that_is_gone_and_one_that_is_new_both_have_a_row() -> None:
    result = ask(SmallShop(), "gmv_paid", by=("channel",), compare="previous")
    rows = {r["channel"]: (r["gmv_paid"], r["gmv_paid__base"]) for r in result.rows}
    assert rows["douyin/live/own"] == (23_000, 0)
    assert sum(now - was for now, was in rows.values()) == 205_000 - 79_000
    gone = ask(
        SmallShop(), "gmv_paid", by=("channel",), compare="previous", where="order_no <> 'X4'"
    )
    assert {r["channel"]: r["gmv_paid__base"] for r in gone.rows}["xiaohongshu/note/own"] == 0


def test_days_are_matched_by_their_place_in_the_period() -> None:
    rows = ask(SmallShop(), "gmv_paid", grain="day", compare="previous").rows
    pairs = [(r["day"], r["gmv_paid"], r["gmv_paid__base"]) for r in rows]
    assert pairs[0] == ("2026-11-09", 33_000, 16_000)
    assert pairs[4] == ("2026-11-13", 36_000, 13_000)


def test_a_base_of_zero_has_no_relative_change() -> None:
    row = ask(SmallShop(), "gmv_paid", period=single(date(2026, 11, 15)), compare="weekday").rows[0]
    assert (row["gmv_paid__base"], row["gmv_paid__change"]) == (0, None)


def test_the_partial_last_day_is_left_out_of_the_comparison() -> None:
    shop = SmallShop()
    shop.coverage = [
        (
            t,
            p,
            s,
            first,
            date(2026, 11, 15) if t == "orders" else last,
            t == "orders" and p == "douyin",
        )
        for t, p, s, first, last, _ in shop.coverage
    ]
    result = ask(shop, "orders_paid", compare="previous")
    row = result.rows[0]
    assert row["orders_paid"] == 17
    assert (
        row["orders_paid__base"] == 6
    )  # Monday to Saturday, of which the last order is of Saturday
    assert row["orders_paid__change"] == pytest.approx(16 / 6 - 1)  # without D8 of Sunday
    assert any(n.reason.code == "compared_part" for n in result.notes)


def test_a_running_week_is_compared_with_the_same_elapsed_days() -> None:
    query = MetricQuery(("orders_paid",), WEEK, compare="previous")
    result = answer(SmallShop(), query, today=date(2026, 11, 11))
    row = result.rows[0]
    # Monday and Tuesday: D1 D2 P1, D3 X1 against D10, Y7
    assert (row["orders_paid__base"], row["orders_paid__change"]) == (2, pytest.approx(5 / 2 - 1))


def test_a_base_outside_coverage_is_null() -> None:
    row = ask(SmallShop(), "visitors", compare="year").rows[0]
    assert (row["visitors"], row["visitors__base"], row["visitors__change"]) == (300, None, None)


def test_json_says_what_was_compared_and_how() -> None:
    found = ask(SmallShop(), "gmv_paid", compare="year").to_json("en")
    assert found["compared_with"]["from"] == "2025-11-10"
    assert found["compared_with"]["notes"]
    assert "compare" not in found["unavailable"]


def test_weekdays_match_in_a_comparison_over_a_year() -> None:
    result = ask(SmallShop(), "gmv_paid", compare="year")
    assert result.base is not None
    assert (WEEK.start - result.base.start).days == 364


def _orders_from(shop: SmallShop, first: date, platform: str | None = None) -> SmallShop:
    shop.coverage = [
        (t, p, s, first if t == "orders" and platform in (None, p) else begins, last, partial)
        for t, p, s, begins, last, partial in shop.coverage
    ]
    return shop


def test_a_base_known_for_fewer_days_is_shown_without_a_change() -> None:
    shop = _orders_from(SmallShop(), date(2026, 11, 8))
    result = ask(shop, "orders_paid", compare="previous")
    row = result.rows[0]
    assert row["orders_paid__base"] is not None
    assert (row["orders_paid__change"], row["orders_paid__why"]) == (None, "missing_source")
    notes = result.to_json("en")["compared_with"]["notes"]
    assert any("data for 1 of the 7 days" in note for note in notes)
    assert result.flat_rows()[0]["orders_paid__why"] == "missing_source"


def test_a_base_that_nobody_delivered_is_null_and_says_so() -> None:
    shop = _orders_from(SmallShop(), date(2026, 11, 9))
    result = ask(shop, "orders_paid", compare="previous")
    row = result.rows[0]
    assert (row["orders_paid__base"], row["orders_paid__change"]) == (None, None)
    notes = result.to_json("en")["compared_with"]["notes"]
    assert any("data for 0 of the 7 days" in note for note in notes)


def test_only_the_days_and_platforms_that_lack_a_base_lose_their_change() -> None:
    shop = _orders_from(SmallShop(), date(2026, 11, 4), "douyin")
    by_platform = ask(shop, "gmv_paid", by=("platform",), compare="previous").rows
    changes = {r["platform"]: r["gmv_paid__change"] for r in by_platform}
    assert changes["douyin"] is None
    assert changes["xiaohongshu"] is not None
    days = ask(shop, "gmv_paid", grain="day", compare="previous").rows
    assert [r["gmv_paid__why"] for r in days] == ["missing_source"] * 2 + [None] * 5
