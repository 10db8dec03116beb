from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.core.calendar import (
    SHORTCUTS,
    Grain,
    Period,
    between,
    last_complete_day,
    last_complete_month,
    last_complete_week,
    parse_day,
    parse_period,
    single,
    to_date,
    whole,
)
from lianyi.core.errors import LianyiError

days = st.dates(date(1975, 1, 1), date(2095, 12, 31))
natural_grains: st.SearchStrategy[Grain] = st.sampled_from(
    ["day", "week", "month", "quarter", "year"]
)


@pytest.mark.parametrize(
    ("text", "first", "last", "grain"),
    [
        ("2026-W46", "2026-11-09", "2026-11-15", "week"),
        ("2026W46", "2026-11-09", "2026-11-15", "week"),
        ("2026-w01", "2025-12-29", "2026-01-04", "week"),
        ("2020-W53", "2020-12-28", "2021-01-03", "week"),
        ("2026-11", "2026-11-01", "2026-11-30", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "quarter"),
        ("2026q1", "2026-01-01", "2026-03-31", "quarter"),
        ("2026", "2026-01-01", "2026-12-31", "year"),
        ("2026-11-09", "2026-11-09", "2026-11-09", "day"),
        (" 2026-11-09 ", "2026-11-09", "2026-11-09", "day"),
        ("2026-11-09..2026-11-15", "2026-11-09", "2026-11-15", "range"),
        ("2026-11-09~2026-11-15", "2026-11-09", "2026-11-15", "range"),
        ("2026-11-09..2026-11-09", "2026-11-09", "2026-11-09", "day"),
        ("2026-10..2026-11", "2026-10-01", "2026-11-30", "range"),
        ("2026-09..2026-09-13", "2026-09-01", "2026-09-13", "month"),
        ("2026-W37..2026-09-10", "2026-09-07", "2026-09-10", "week"),
        ("2026-09-09..2026-W37", "2026-09-09", "2026-09-13", "week"),
        ("2026..2026-09-13", "2026-01-01", "2026-09-13", "year"),
    ],
)
def test_it_reads_periods_as_people_type_them(text: str, first: str, last: str, grain: str) -> None:
    period = parse_period(text)
    assert (str(period.start), str(period.last), period.grain) == (first, last, grain)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "next week",
        "2026-13",
        "2026-02-30",
        "2026-W54",
        "2025-W53",
        "2026-Q5",
        "0026",
        "20261",
        "2026-W00",
        "2026-11-09..",
        "..2026",
        "2026/11",
        "２０２６",
        "9999",
        "1969-12-31",
    ],
)
def test_it_refuses_what_names_no_period(text: str) -> None:
    with pytest.raises(LianyiError) as refused:
        parse_period(text)
    assert refused.value.code == "period.unknown"
    assert refused.value.facts["text"] == text


def test_it_refuses_a_range_that_runs_backwards() -> None:
    with pytest.raises(LianyiError) as refused:
        parse_period("2026-11-15..2026-11-09")
    assert refused.value.code == "period.backwards"


def test_a_day_is_a_day() -> None:
    assert parse_day("2026-11-09") == date(2026, 11, 9)
    with pytest.raises(LianyiError):
        parse_day("2026-11")


@given(days, natural_grains)
def test_weeks_agree_with_iso_and_a_unit_holds_its_day(day: date, grain: Grain) -> None:
    period = whole(day, grain)
    assert day in period
    assert period.is_whole
    iso = day.isocalendar()
    assert whole(day, "week").key == f"{iso.year}-W{iso.week:02d}"
    assert period.stepped(1).start == period.end
    assert period.stepped(-1).end == period.start


@given(days, st.integers(0, 400), natural_grains)
def test_every_period_is_read_back_from_its_key(day: date, more: int, grain: Grain) -> None:
    for period in (between(day, day + timedelta(days=more)), whole(day, grain)):
        assert parse_period(period.key) == period
    running = to_date(day, grain)
    assert parse_period(running.key) in {running, single(running.start)}


@given(days, st.integers(1, 800), natural_grains)
def test_buckets_cover_every_day_once(day: date, length: int, grain: Grain) -> None:
    period = Period(day, day + timedelta(days=length))
    buckets = period.buckets(grain)
    assert [d for bucket in buckets for d in bucket.days()] == period.days()
    assert all(bucket.is_whole for bucket in buckets[1:-1])
    assert {bucket.grain for bucket in buckets} == {grain}


def test_a_range_is_one_bucket() -> None:
    period = parse_period("2026-11-09..2026-11-20")
    assert period.buckets("range") == [period]


def test_it_counts_and_lists_its_days() -> None:
    week = parse_period("2026-W37")
    assert len(week) == 7
    assert [d.day for d in week] == [7, 8, 9, 10, 11, 12, 13]
    assert date(2026, 9, 14) not in week
    assert "2026-09-08" not in week


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("2026-W37", "2026-09", 7),
        ("2026-W36", "2026-09", 6),
        ("2026-W35", "2026-09", 0),
        ("2026-09-07", "2026-W37", 1),
    ],
)
def test_it_counts_shared_days(one: str, other: str, shared: int) -> None:
    left, right = parse_period(one), parse_period(other)
    assert left.shared(right) == right.shared(left) == shared
    assert left.overlaps(right) is bool(shared)


def test_a_moved_month_is_a_range_and_a_moved_week_stays_a_week() -> None:
    assert parse_period("2026-11").shifted(-364).grain == "range"
    assert parse_period("2026-W46").shifted(-364).key == "2025-W46"
    assert parse_period("2026-02").shifted(28).grain == "range"  # not the whole of March


def test_an_empty_or_torn_period_is_a_bug() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Period(date(2026, 9, 7), date(2026, 9, 7))
    with pytest.raises(ValueError, match="more than one week"):
        Period(date(2026, 9, 6), date(2026, 9, 8), "week")


@pytest.mark.parametrize(
    ("text", "zh", "en", "title_zh", "title_en"),
    [
        (
            "2026-W37",
            "第37周（09-07~09-13）",
            "2026-W37 (7–13 Sep)",
            "2026年第37周（09-07~09-13）",
            "2026-W37 (7 to 13 Sep)",
        ),
        (
            "2026-W40",
            "第40周（09-28~10-04）",
            "2026-W40 (28 Sep–4 Oct)",
            "2026年第40周（09-28~10-04）",
            "2026-W40 (28 Sep to 4 Oct)",
        ),
        (
            "2026-W01",
            "第1周（12-29~01-04）",
            "2026-W01 (29 Dec–4 Jan)",
            "2026年第1周（12-29~01-04）",
            "2026-W01 (29 Dec to 4 Jan)",
        ),
        ("2026-09-13", "09-13 周日", "Sun 13 Sep", "2026-09-13 周日", "Sun 13 Sep 2026"),
        ("2026-09", "2026年9月", "Sep 2026", "2026年9月", "Sep 2026"),
        ("2026-Q4", "2026年第四季度", "2026 Q4", "2026年第四季度", "2026 Q4"),
        ("2026", "2026年", "2026", "2026年", "2026"),
        (
            "2026-09..2026-09-13",
            "2026年9月（09-01~09-13）",
            "Sep 2026 (1–13 Sep)",
            "2026年9月（09-01~09-13）",
            "Sep 2026 (1 to 13 Sep)",
        ),
        (
            "2026-09-07..2026-09-15",
            "09-07~09-15",
            "7–15 Sep",
            "2026-09-07~09-15",
            "7 to 15 Sep 2026",
        ),
        (
            "2025-12-20..2026-01-10",
            "2025-12-20~2026-01-10",
            "20 Dec 2025–10 Jan 2026",
            "2025-12-20~2026-01-10",
            "20 Dec 2025 to 10 Jan 2026",
        ),
    ],
)
def test_it_is_named_in_both_languages(
    text: str, zh: str, en: str, title_zh: str, title_en: str
) -> None:
    period = parse_period(text)
    assert (period.label("zh"), period.label("en")) == (zh, en)
    assert (period.title("zh"), period.title("en")) == (title_zh, title_en)


def test_the_last_complete_units_end_before_today() -> None:
    monday, sunday = date(2026, 9, 14), date(2026, 9, 13)
    assert last_complete_week(monday).key == "2026-W37"
    assert last_complete_week(sunday).key == "2026-W36"
    assert last_complete_day(monday).key == "2026-09-13"
    assert last_complete_month(monday).key == "2026-08"


@pytest.mark.parametrize(
    ("shortcut", "key"),
    [
        ("yesterday", "2026-09-13"),
        ("last_7_days", "2026-09-07..2026-09-13"),
        ("last_30_days", "2026-08-15..2026-09-13"),
        ("week_to_date", "2026-W38..2026-09-14"),  # Monday: nothing is complete yet
        ("last_week", "2026-W37"),
        ("month_to_date", "2026-09..2026-09-13"),
        ("last_month", "2026-08"),
        ("this_quarter", "2026-Q3..2026-09-13"),
        ("this_year", "2026..2026-09-13"),
    ],
)
def test_the_menu_ends_with_yesterday(shortcut: str, key: str) -> None:
    assert SHORTCUTS[shortcut].on(date(2026, 9, 14)).key == key


def test_the_menu_is_in_the_order_that_people_expect() -> None:
    assert [s.name.zh for s in SHORTCUTS.values()] == [
        "昨天",
        "近7天",
        "近30天",
        "本周至今",
        "上周",
        "本月至今",
        "上月",
        "本季",
        "今年",
    ]
