from __future__ import annotations

import pytest

from lianyi.core.calendar import BUILT_IN, BusinessCalendar, marks, merged, parse_period

CALENDAR = BusinessCalendar()


def told(text: str) -> list[tuple[str, str, str]]:
    return [(m.period.key, m.kind, m.text.zh) for m in marks(parse_period(text), CALENDAR)]


def test_a_chart_shows_rest_days_make_up_days_festivals_and_sales() -> None:
    assert told("2026-09-20..2026-10-18") == [
        ("2026-09-20", "workday", "国庆节调休上班"),
        ("2026-09-25..2026-09-27", "holiday", "中秋节假期"),
        ("2026-09-25", "festival", "中秋节"),
        ("2026-10-01..2026-10-07", "holiday", "国庆节假期"),
        ("2026-10-01", "festival", "国庆节"),
        ("2026-10-10", "workday", "国庆节调休上班"),
        ("2026-10-15..2026-11-14", "sale", "双11"),
        ("2026-10-18", "festival", "重阳节"),
    ]


def test_two_holidays_in_a_row_are_one_band() -> None:
    assert ("2025-10-01..2025-10-08", "holiday", "国庆节·中秋节假期") in told("2025-10-02")


def test_a_year_without_an_announcement_says_so() -> None:
    bands = [text for _, kind, text in told("2040-02") if kind == "holiday"]
    assert bands == ["春节（放假安排未公布）"]


def test_sales_are_marked_as_reference_until_the_shop_states_them() -> None:
    day = parse_period("2026-11-11")
    assert [m.reference for m in marks(day, CALENDAR)] == [True]
    own = {"key": "double_11", "zh": "双11", "start": "11-01", "end": "11-11"}
    [mark] = marks(day, BusinessCalendar(sales=merged(BUILT_IN, [own])))
    assert (mark.reference, mark.period.key) == (False, "2026-11-01..2026-11-11")


@pytest.mark.parametrize("text", ["2026-07-22", "2026-W30"])
def test_a_quiet_week_has_no_marks(text: str) -> None:
    assert told(text) == []
