"""Counts that jump up, and counts that stop: tested day by day with a stated chance of a false alarm.

Every day is held against an expectation from the days before it. Days that were alarming are left out of later
expectations until they last for weeks: then they are how things are now.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lianyi.planning.risks.counts import (
    Array,
    Flags,
    least_alarming,
    lower_tail,
    most_alarming,
    spread_before,
    trailing,
    upper_tail,
)
from lianyi.planning.risks.heat import ALARMING, CALM, NOTABLE, UNKNOWN, Heat

DAYS_A_YEAR = 365.25
SPREAD_DAYS, LEAST_SPREAD_DAYS = 180, 21
ACCEPTED_AFTER, ACCEPTED_OF = 21, 28
"""A level that was alarming on so many of so many days is the new level."""
WATCH_TIMES = 20.0
"""A day is notable at so many times the chance of an alarm."""


@dataclass(frozen=True)
class Expected:
    """What a day was expected to bring, and from how many events that was learnt (0 = from none)."""

    mean: Array
    base: Array


@dataclass(frozen=True)
class CountTest:
    """When a count alarms: how rare it must be by chance, and how far off it must be besides.

    `chance` is that of one false alarm a day, shared out over the `windows` (sums of so many days). `times` is the least (for a
    fall: the greatest) ratio to what was expected, `excess` the least difference, in events.
    """

    chance: float
    windows: tuple[int, ...]
    times: float
    excess: float
    falls: bool = False

    def heat(self, observed: Array, expected: Expected, spread: Array) -> Heat:
        """Return the heat of every day."""
        rare = [self._rare(observed, expected, spread, window) for window in self.windows]
        chance = self.chance / len(self.windows)
        alarming = np.any([p <= chance for p in rare], axis=0)
        notable = np.any([p <= chance * WATCH_TIMES for p in rare], axis=0)
        unknown = np.isnan(observed) | np.isnan(expected.mean) | (expected.base <= 0)
        found = np.select([unknown, alarming, notable], [UNKNOWN, ALARMING, NOTABLE], CALM)
        return found.astype(np.int8)

    def _rare(self, observed: Array, expected: Expected, spread: Array, window: int) -> Array:
        """Return how rare the sum over each window is, 1 where it is not far enough off to matter."""
        known = ~np.isnan(observed) & ~np.isnan(expected.mean)
        seen = trailing(np.where(known, observed, 0.0), window)
        mean = trailing(np.where(known, expected.mean, 0.0), window)
        # The expectation itself was learnt from few events: that widens the law.
        wide = spread * (1 + mean / np.maximum(expected.base, 1.0))
        if self.falls:
            tail = lower_tail(seen, mean, wide)
            matters = (seen <= self.times * mean) & (mean - seen >= self.excess)
        else:
            tail = upper_tail(seen, mean, wide)
            matters = (seen >= self.times * mean) & (seen - mean >= self.excess)
        found: Array = np.where(matters, tail, 1.0)
        return found


@dataclass(frozen=True)
class Judged:
    """A series of counts with what was expected, how wide that is, and the heat of every day."""

    observed: Array
    expected: Array
    spread: Array
    base: Array
    heat: Heat
    test: CountTest

    def limit(self, row: int) -> float | None:
        """Return the count with which the day of `row` alone would alarm; None where no count does."""
        mean = float(self.expected[row])
        if np.isnan(mean):
            return None
        test = self.test
        wide = float(self.spread[row]) * (1 + mean / max(float(self.base[row]), 1.0))
        chance = test.chance / len(test.windows)
        if not test.falls:
            rare = least_alarming(mean, wide, chance)
            return float(max(rare, np.ceil(mean + test.excess), np.ceil(test.times * mean)))
        rarest = most_alarming(mean, wide, chance)
        found = min(rarest, np.floor(test.times * mean), np.floor(mean - test.excess)) if rarest is not None else -1  # fmt: skip
        return None if found < 0 else float(found)


def judged(observed: Array, expect: Callable[[Flags], Expected], test: CountTest) -> Judged:
    """Hold `observed` (NaN = not known) against what `expect` says when only the days flagged may teach it.

    `expect` must let a day be told by earlier days alone.
    """
    known = ~np.isnan(observed)
    usable = known
    for _ in range(3):
        expected = expect(usable)
        spread = spread_before(observed, expected.mean, usable, SPREAD_DAYS, LEAST_SPREAD_DAYS)
        heat = test.heat(observed, expected, spread)
        usable = known & ~left_out(heat)
    return Judged(observed, expected.mean, spread, expected.base, heat, test)


def left_out(heat: Heat) -> Flags:
    """Return the alarming days that must not teach what is normal."""
    alarming = heat == ALARMING
    lasting: Flags = trailing(alarming.astype(np.float64), ACCEPTED_OF) > ACCEPTED_AFTER
    found: Flags = alarming & ~lasting
    return found


def chance_a_day(alarms_a_year: float, things: int) -> float:
    """Return the daily chance of a false alarm for each of `things` watched, given how many a year are borne in all."""
    return alarms_a_year / DAYS_A_YEAR / max(things, 1)


def usual(observed: Array, usable: Flags, days: int, least: int) -> Expected:
    """Expect the mean of the usable days among the `days` before; NaN with fewer than `least` of them."""
    count = trailing(usable.astype(np.float64), days, 1)
    total = trailing(np.where(usable, observed, 0.0), days, 1)
    mean = np.where(count >= least, total / np.maximum(count, 1.0), np.nan)
    return Expected(mean, total)
