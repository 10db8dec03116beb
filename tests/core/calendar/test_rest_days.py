from __future__ import annotations

from datetime import date, timedelta

import pytest

from lianyi.core.calendar import holiday, holidays_of, is_announced, is_workday

# Announcements of the State Council for 2025 and 2026.
RESTS_2026 = ["01-01..01-03", "02-15..02-23", "04-04..04-06", "05-01..05-05", "06-19..06-21", "09-25..09-27",
              "10-01..10-07"]  # fmt: skip
WORKED_2025 = ["01-26", "02-08", "04-27", "09-28", "10-11"]
WORKED_2026 = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


def days_between(span: str, year: int) -> list[date]:
    first, last = (date.fromisoformat(f"{year}-{end}") for end in span.split(".."))
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_the_rest_days_of_2026_are_those_announced() -> None:
    announced = [day for span in RESTS_2026 for day in days_between(span, 2026)]
    assert [found.day for found in holidays_of(2026) if found.kind == "rest"] == announced
    assert all(found.official for found in holidays_of(2026))


@pytest.mark.parametrize(("year", "worked"), [(2025, WORKED_2025), (2026, WORKED_2026)])
def test_make_up_days_are_worked_weekends(year: int, worked: list[str]) -> None:
    made_up = [found.day for found in holidays_of(year) if found.kind == "workday"]
    assert [f"{day:%m-%d}" for day in made_up] == worked
    assert all(day.weekday() >= 5 and is_workday(day) for day in made_up)


def test_a_holiday_says_its_name_and_an_ordinary_weekend_says_nothing() -> None:
    found = holiday(date(2026, 2, 17))
    assert found is not None
    assert (found.name.zh, found.name.en, found.kind) == ("春节", "Spring Festival", "rest")
    assert holiday(date(2026, 11, 21)) is None
    assert not is_workday(date(2026, 11, 21))
    assert is_workday(date(2026, 11, 23))
    assert not is_workday(date(2026, 10, 7))  # a Wednesday off
    assert is_workday(date(2026, 10, 10))  # a Saturday worked


def test_mid_autumn_within_the_national_holiday_keeps_its_name() -> None:
    found = holiday(date(2025, 10, 6))
    assert found is not None
    assert found.name.zh == "中秋节"


@pytest.mark.parametrize("year", [1999, 2040, 2099])
def test_a_year_that_is_not_announced_has_the_days_of_the_law_and_says_so(year: int) -> None:
    assert not is_announced(year)
    found = holiday(date(year, 10, 1))
    assert found is not None
    assert (found.name.zh, found.official) == ("国庆节", False)
    assert {f.kind for f in holidays_of(year)} == {"rest"}


def test_the_eve_and_the_new_year_of_an_unannounced_year_rest() -> None:
    eve, new_year = holiday(date(2040, 2, 11)), holiday(date(2040, 2, 12))
    assert eve is not None
    assert new_year is not None
    assert eve.name == new_year.name
    assert new_year.name.zh == "春节"


def test_no_year_crashes() -> None:
    for year in range(1970, 2101):
        for month in range(1, 13):
            assert isinstance(is_workday(date(year, month, 1)), bool)
