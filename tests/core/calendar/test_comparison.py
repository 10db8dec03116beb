from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.core.calendar import (
    COMPARE_KINDS,
    BusinessCalendar,
    CompareKind,
    Period,
    between,
    compare,
    default_kind,
    merged,
    parse_period,
    whole,
)
from lianyi.core.calendar.comparison import NAMES

CALENDAR = BusinessCalendar()


def base_of(text: str, kind: CompareKind) -> str:
    return compare(parse_period(text), kind, CALENDAR).period.key


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("2026-W37", "2026-W36"),
        ("2026-W01", "2025-W52"),
        ("2026-09", "2026-08"),
        ("2026-Q1", "2025-Q4"),
        ("2026", "2025"),
        ("2026-09-13", "2026-09-12"),
        ("2026-09-05..2026-09-14", "2026-08-26..2026-09-04"),
        ("2026-09..2026-09-13", "2026-08..2026-08-13"),
        ("2026-W37..2026-09-10", "2026-W36..2026-09-03"),
        ("2026-03..2026-03-30", "2026-02"),
    ],
)
def test_previous_is_the_same_length_or_the_same_days(text: str, base: str) -> None:
    assert base_of(text, "previous") == base


def test_month_to_date_says_how_many_days_it_holds_against_how_many() -> None:
    reason = compare(parse_period("2026-09..2026-09-13"), "previous", CALENDAR).reason
    assert reason is not None
    assert reason.zh == "前13天比前13天"
    clipped = compare(parse_period("2026-03..2026-03-30"), "previous", CALENDAR).reason
    assert clipped is not None
    assert (clipped.zh, clipped.en) == ("前30天比前28天", "days 1 to 30 against days 1 to 28")


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("2026-09-13", "2026-09-06"),
        ("2026-W37", "2026-W36"),
        ("2026-09-05..2026-09-14", "2026-08-22..2026-08-31"),
    ],
)
def test_weekday_keeps_the_weekdays(text: str, base: str) -> None:
    assert base_of(text, "weekday") == base


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("2026-09-13", "2025-09-14"),
        ("2026-W37", "2025-W37"),
        ("2026-W46", "2025-W46"),
        ("2026-11", "2025-11-02..2025-12-01"),
        ("2026-09-05..2026-09-14", "2025-09-06..2025-09-15"),
        ("2026", "2025"),
        ("2024-07-01..2026-06-30", "2022-07-01..2024-06-30"),
    ],
)
def test_year_goes_back_364_days_unless_that_would_overlap(text: str, base: str) -> None:
    assert base_of(text, "year") == base


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("2026-09-13", "2025-09-13"),
        ("2024-02-29", "2023-02-28"),
        ("2026-11", "2025-11"),
        ("2026-Q1", "2025-Q1"),
        ("2026-09..2026-09-13", "2025-09..2025-09-13"),
        ("2026-W37", "2025-09-07..2025-09-13"),
    ],
)
def test_date_keeps_the_dates(text: str, base: str) -> None:
    assert base_of(text, "date") == base


@pytest.mark.parametrize(
    ("text", "base", "about"),
    [
        ("2025-05-13..2025-06-20", "2024-05-20..2024-06-20", "618"),  # the sale's own days
        ("2025-10-15..2025-11-14", "2024-10-14..2024-11-11", "双11"),
        ("2026-W46", "2025-11-09..2025-11-15", "双11"),
        ("2026-11-11", "2025-11-11", "双11"),
        ("2026-11", "2025-11", "双11"),
        ("2026-10-28", "2025-10-28", "双11"),  # a day within the long window
        ("2026-W08", "2025-01-28..2025-02-03", "春节"),
        ("2026-02-17", "2025-01-29", "春节"),
        ("2026-02-09..2026-02-15", "2025-01-21..2025-01-27", "春节"),  # not 情人节
        ("2026-01-20..2026-02-10", "2025-01-01..2025-01-22", "年货节"),
        ("2026-02", "2025-01-13..2025-02-09", "春节"),
        ("2026-09-25", "2025-10-06", "中秋节"),
        ("2026-06-19", "2025-06-19", "618"),
        ("2026-10-01..2026-10-07", "2025-10-01..2025-10-07", "国庆节"),
        ("2026-05-10", "2025-05-11", "母亲节"),
        ("2026-08-19", "2025-08-29", "七夕"),
    ],
)
def test_festival_meets_the_same_festival(text: str, base: str, about: str) -> None:
    found = compare(parse_period(text), "festival", CALENDAR)
    assert (found.period.key, found.kind) == (base, "festival")
    assert found.reason is not None
    assert about in found.reason.zh


def test_one_may_say_which_festival_is_meant() -> None:
    day = parse_period("2026-06-19")
    found = compare(day, "festival", CALENDAR, occasion="dragon_boat")
    assert found.period.key == "2025-05-31"
    assert found.reason is not None
    assert found.reason.zh == "按端午节对齐：2026-06-19对2025-05-31"
    assert found.reason.en == "Aligned on Dragon Boat Festival: 19 Jun 2026 with 31 May 2025"


@pytest.mark.parametrize(
    ("text", "base", "kind", "why"),
    [
        ("2026-W30", "2025-W30", "year", "没有占主导的节日或大促"),
        ("2026-09", "2025-09-02..2025-10-01", "year", "没有占主导的节日或大促"),
        ("2026-Q4", "2025-10-02..2026-01-01", "year", "超过两个月"),
        ("2026", "2025", "date", "超过两个月"),
    ],
)
def test_festival_falls_back_to_the_year_and_says_so(
    text: str, base: str, kind: str, why: str
) -> None:
    found = compare(parse_period(text), "festival", CALENDAR)
    assert (found.period.key, found.kind) == (base, kind)
    assert found.reason is not None
    assert why in found.reason.zh
    assert found.reason.zh.endswith("改按同比比较")
    assert found.name.zh.startswith("同比")


def test_a_sale_that_was_not_held_the_year_before_has_no_counterpart() -> None:
    row = {
        "key": "fan_day",
        "zh": "宠粉日",
        "start": "07-20",
        "end": "07-22",
        "years": {2025: None},
    }
    calendar = BusinessCalendar(sales=merged((), [row]))
    found = compare(parse_period("2026-07-20..2026-07-22"), "festival", calendar)
    assert (found.kind, found.period.key) == ("year", "2025-07-21..2025-07-23")
    assert found.reason is not None
    assert found.reason.zh == "上年没有「宠粉日」，改按同比比较"


def test_a_day_is_compared_with_its_weekday_unless_someone_chooses() -> None:
    assert default_kind(parse_period("2026-09-13")) == "weekday"
    assert default_kind(parse_period("2026-W37")) == "previous"
    assert set(NAMES) == set(COMPARE_KINDS)


@given(
    st.dates(date(2005, 1, 1), date(2035, 1, 1)),
    st.integers(1, 900),
    st.sampled_from(COMPARE_KINDS),
    st.sampled_from(["day", "week", "month", "quarter", "year", "range"]),
)
def test_a_comparison_is_earlier_never_overlaps_and_keeps_its_promise(
    day: date, length: int, kind: CompareKind, grain: str
) -> None:
    period = (
        between(day, date.fromordinal(day.toordinal() + length - 1))
        if grain == "range"
        else whole(day, grain)  # type: ignore[arg-type]  # a grain other than range
    )
    found = compare(period, kind, CALENDAR)
    base: Period = found.period
    if found.kind != "festival":
        assert base.end <= period.start
    assert base.start < period.start
    if found.kind in ("weekday", "year"):
        assert len(base) == len(period)
        assert base.start.weekday() == period.start.weekday()
