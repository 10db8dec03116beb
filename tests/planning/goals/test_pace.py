"""How far a goal is against time: the worked example of 团团母婴, September 2026, to the 13th."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from lianyi.core.calendar.period_text import parse_period
from lianyi.planning.goals.pace import Pace, gone

SEPTEMBER = parse_period("2026-09")


def pace(**changed: object) -> Pace:
    """The GMV goal of the example."""
    plain = {
        "now": Fraction(844_200_00), "target": Fraction(1_900_000_00), "baseline": None,
        "time_share": Fraction(13, 30), "days_left": 17, "flows": True,
    }  # fmt: skip
    return Pace(**{**plain, **changed})  # type: ignore[arg-type]  # fields of a pace


def test_the_example_is_done_to_44_percent_with_43_of_the_time_gone() -> None:
    share, left = gone(SEPTEMBER, date(2026, 9, 13))
    assert (share, left) == (Fraction(13, 30), 17)
    one = pace()
    assert round(float(one.done_share or 0), 3) == 0.444
    assert one.ahead == 844_200_00 - Fraction(1_900_000_00 * 13, 30)


def test_each_day_left_must_bring_a_seventeenth_of_what_is_missing() -> None:
    assert pace().need_daily == Fraction(1_055_800_00, 17)


@pytest.mark.parametrize(
    "changed", [{"days_left": 0}, {"now": Fraction(1_900_000_00)}, {"flows": False}]
)
def test_nothing_is_needed_where_no_day_is_left_or_nothing_is_missing(
    changed: dict[str, object],
) -> None:
    assert pace(**changed).need_daily is None


def test_a_level_is_measured_from_its_baseline() -> None:
    rate = {"flows": False, "now": Fraction(274, 1000), "target": Fraction(28, 100)}
    assert pace(**rate).done_share is None
    assert pace(**rate, baseline=Fraction(25, 100)).done_share == Fraction(24, 30)
    assert pace(**rate, baseline=Fraction(28, 100)).done_share is None


def test_where_less_is_better_less_is_reached_and_ahead() -> None:
    refunds = pace(flows=False, now=Fraction(4, 100), target=Fraction(6, 100), lower_is_better=True)
    assert refunds.is_reached
    assert refunds.ahead == Fraction(2, 100)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 8, 31), (Fraction(0), 30)),
        (date(2026, 9, 30), (Fraction(1), 0)),
        (date(2026, 10, 5), (Fraction(1), 0)),
    ],
)
def test_time_is_never_less_than_nothing_or_more_than_all(
    day: date, expected: tuple[Fraction, int]
) -> None:
    assert gone(SEPTEMBER, day) == expected


def test_a_target_of_zero_has_no_share() -> None:
    assert pace(target=Fraction(0)).done_share is None
