from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.core.calendar import BusinessCalendar, parse_period
from lianyi.core.errors import LianyiError

# New York and London change at 02:00, São Paulo and Beirut skipped midnight itself, Lord Howe moves
# by half an hour, Apia left out a whole day, Shanghai had summer time until 1991.
ZONES = (
    "Asia/Shanghai",
    "UTC",
    "America/New_York",
    "Europe/London",
    "America/Sao_Paulo",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/Havana",
)
calendars = {zone: BusinessCalendar(zone) for zone in ZONES}
instants = st.datetimes(
    datetime.fromisoformat("1985-01-01"),
    datetime.fromisoformat("2040-01-01"),
    timezones=st.just(UTC),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_day_begins_at_midnight_in_the_shop() -> None:
    calendar = BusinessCalendar()
    assert calendar.zone == "Asia/Shanghai"
    assert calendar.bounds(date(2026, 11, 9)) == (
        at("2026-11-08T16:00:00+00:00"),
        at("2026-11-09T16:00:00+00:00"),
    )


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-11-08T15:59:59.999999+00:00", date(2026, 11, 8)),
        ("2026-11-08T16:00:00+00:00", date(2026, 11, 9)),
        ("2026-11-09T00:00:00+08:00", date(2026, 11, 9)),
        ("2026-11-08T23:30:00-05:00", date(2026, 11, 9)),
    ],
)
def test_the_last_moment_before_midnight_belongs_to_the_old_day(instant: str, day: date) -> None:
    assert BusinessCalendar().day_of(at(instant)) == day


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("America/New_York", date(2026, 3, 8), 23),
        ("America/New_York", date(2026, 11, 1), 25),
        ("Europe/London", date(2026, 3, 29), 23),
        ("America/Sao_Paulo", date(2018, 11, 4), 23),
        ("Asia/Beirut", date(2026, 3, 29), 23),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        ("Pacific/Apia", date(2011, 12, 30), 0),
        ("Asia/Shanghai", date(2026, 11, 9), 24),
        ("Asia/Shanghai", date(1990, 4, 15), 23),
    ],
)
def test_a_day_has_as_many_hours_as_the_zone_gives_it(zone: str, day: date, hours: float) -> None:
    begins, ends = BusinessCalendar(zone).bounds(day)
    assert (ends - begins) / timedelta(hours=1) == hours


@given(st.sampled_from(ZONES), instants)
def test_an_instant_lies_within_the_bounds_of_its_day(zone: str, instant: datetime) -> None:
    calendar = calendars[zone]
    begins, ends = calendar.bounds(calendar.day_of(instant))
    assert begins <= instant < ends


@given(st.sampled_from(ZONES), st.dates(date(1985, 1, 1), date(2040, 1, 1)))
def test_days_follow_each_other_without_gap(zone: str, day: date) -> None:
    calendar = calendars[zone]
    assert calendar.bounds(day)[1] == calendar.bounds(day + timedelta(days=1))[0]


@given(st.sampled_from(ZONES), instants)
def test_wall_time_leads_back_to_the_instant_unless_the_clock_shows_it_twice(
    zone: str, instant: datetime
) -> None:
    calendar = calendars[zone]
    back = calendar.instant_of(calendar.wall_time(instant))
    assert timedelta(0) <= instant - back <= timedelta(hours=1)


def test_a_period_lasts_from_its_first_to_its_last_midnight() -> None:
    begins, ends = BusinessCalendar("America/New_York").bounds(parse_period("2026-11"))
    assert (ends - begins) == timedelta(days=30, hours=1)


def test_a_time_without_a_zone_is_a_bug() -> None:
    calendar = BusinessCalendar()
    with pytest.raises(ValueError, match="without a zone"):
        calendar.day_of(datetime(2026, 11, 9))
    with pytest.raises(ValueError, match="already"):
        calendar.instant_of(at("2026-11-09T00:00:00+08:00"))


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "Asia"])
def test_a_zone_that_does_not_exist_is_refused(zone: str) -> None:
    with pytest.raises(LianyiError) as refused:
        BusinessCalendar(zone)
    assert refused.value.code == "zone.unknown"
    assert refused.value.facts == {"zone": zone}
