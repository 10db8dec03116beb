"""How far a goal is against time: what is done, how much time is gone, and what the days that are left must bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from lianyi.core.calendar.periods import Period


@dataclass(frozen=True)
class Pace:
    """`now` and `target` in the metric's unit (money minor); shares of 1.

    `flows` says that the value grows day by day (a sum): then time counts. A level (a ratio, a price) is where it is.
    """

    now: Fraction
    target: Fraction
    baseline: Fraction | None
    time_share: Fraction
    days_left: int
    flows: bool
    lower_is_better: bool = False

    @property
    def is_reached(self) -> bool:
        """Whether the target is met as things stand now."""
        return self.now <= self.target if self.lower_is_better else self.now >= self.target

    @property
    def done_share(self) -> Fraction | None:
        """Done ÷ target of a flow; the way from the baseline of a level, None without one (or without a way)."""
        if self.flows:
            return self.now / self.target if self.target else None
        if self.baseline is None or self.baseline == self.target:
            return None
        return (self.now - self.baseline) / (self.target - self.baseline)

    @property
    def planned(self) -> Fraction:
        """What an even pace would have brought by now; of a level its target."""
        return self.target * self.time_share if self.flows else self.target

    @property
    def ahead(self) -> Fraction:
        """Now minus planned, so that more is better (a level: now minus target, or the other way round)."""
        by = self.now - self.planned
        return -by if self.lower_is_better else by

    @property
    def need_daily(self) -> Fraction | None:
        """What each remaining day must bring; None where nothing is missing or no day is left, or of a level."""
        missing = self.target - self.now
        if not self.flows or self.lower_is_better or missing <= 0 or not self.days_left:
            return None
        return missing / self.days_left


def gone(period: Period, known_to: date) -> tuple[Fraction, int]:
    """Return the share of `period` that is over with the end of `known_to`, and the days left after it.

    >>> from lianyi.core.calendar.period_text import parse_period
    >>> gone(parse_period("2026-09"), date(2026, 9, 13))
    (Fraction(13, 30), 17)
    """
    days = min(max((known_to - period.start).days + 1, 0), len(period))
    return Fraction(days, len(period)), len(period) - days
