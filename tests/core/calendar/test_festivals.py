from __future__ import annotations

from datetime import date

import pytest

from lianyi.core.calendar import FESTIVALS, festival, festival_days, festivals_on

# From the almanac of the Hong Kong Observatory and the announcements of the State Council.
PUBLISHED = [
    (
        "spring_festival",
        [
            "2020-01-25",
            "2023-01-22",
            "2024-02-10",
            "2025-01-29",
            "2026-02-17",
            "2027-02-06",
            "2028-01-26",
            "2033-01-31",
            "2034-02-19",
        ],
    ),
    ("new_year_eve", ["2022-01-31", "2025-01-28", "2026-02-16", "2027-02-05"]),
    ("lantern", ["2024-02-24", "2025-02-12", "2026-03-03"]),
    ("qingming", ["2023-04-05", "2024-04-04", "2025-04-04", "2026-04-05", "2027-04-05"]),
    ("dragon_boat", ["2020-06-25", "2024-06-10", "2025-05-31", "2026-06-19", "2027-06-09"]),
    ("qixi", ["2023-08-22", "2024-08-10", "2025-08-29", "2026-08-19"]),
    (
        "mid_autumn",
        ["2020-10-01", "2023-09-29", "2024-09-17", "2025-10-06", "2026-09-25", "2033-09-08"],
    ),
    ("double_ninth", ["2024-10-11", "2025-10-29", "2026-10-18"]),
    ("laba", ["2025-01-07", "2026-01-26"]),
    ("little_new_year_north", ["2025-01-22", "2026-02-10"]),
    ("winter_solstice", ["2024-12-21", "2025-12-21", "2026-12-22"]),
    ("mothers_day", ["2025-05-11", "2026-05-10"]),
    ("fathers_day", ["2025-06-15", "2026-06-21"]),
    ("thanksgiving", ["2025-11-27", "2026-11-26"]),
]


@pytest.mark.parametrize(
    ("key", "day"), [(key, date.fromisoformat(day)) for key, days in PUBLISHED for day in days]
)
def test_it_falls_on_the_published_day(key: str, day: date) -> None:
    assert FESTIVALS[key].dates_in(day.year) == [day]
    assert FESTIVALS[key] in festivals_on(day)


def test_laba_may_come_twice_in_a_year_or_not_at_all() -> None:
    laba = FESTIVALS["laba"]
    assert laba.dates_in(2022) == [date(2022, 1, 10), date(2022, 12, 30)]
    assert laba.dates_in(2023) == []


def test_the_weightier_festival_comes_first_on_a_shared_day() -> None:
    assert [f.key for f in festivals_on(date(2020, 10, 1))] == ["national_day", "mid_autumn"]
    first = festival(date(2020, 10, 1))
    assert first is not None
    assert first.name.zh == "国庆节"
    assert festival(date(2026, 7, 22)) is None


@pytest.mark.parametrize("year", [1990, 2020, 2026, 2050, 2100])
def test_a_year_lists_its_festivals_in_order(year: int) -> None:
    days = festival_days(year)
    assert [at.day for at in days] == sorted(at.day for at in days)
    assert {at.day.year for at in days} == {year}
    assert len(days) >= len(FESTIVALS) - 1


def test_the_eve_is_the_day_before_whatever_the_length_of_the_last_month() -> None:
    for year in range(1980, 2060):
        eve, new_year = FESTIVALS["new_year_eve"].on(year), FESTIVALS["spring_festival"].on(year)
        assert (new_year - eve).days == 1
        assert date(year, 1, 21) <= new_year <= date(year, 2, 21)
