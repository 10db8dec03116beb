"""Refunds still to come: how a shop's refunds trickle in after payment, and what that says about a young period.

A cohort is the orders of one pay day. Of a cohort that is `a` days old only refunds with a delay of up to `a` days
have been seen, so the rate at delay `j` is learnt from the cohorts that are at least `j` days old (the additive
method of loss reserving): rate(j) = Σ refunds at delay j ÷ Σ paid, over those cohorts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

HORIZON_DAYS = 45
LEAST_WINDOWS = 4
LEVEL = Fraction(4, 5)


@dataclass(frozen=True)
class Cohort:
    """Orders of one pay day: what was paid, and what was refunded after how many days."""

    day: date
    paid_fen: int
    refunds: Mapping[int, int]

    def seen(self, age: int) -> int:
        """Return what was refunded within `age` days."""
        return sum(fen for delay, fen in self.refunds.items() if delay <= age)


@dataclass(frozen=True)
class Curve:
    """The share of paid money refunded at each delay, up to the horizon."""

    rates: tuple[Fraction, ...]

    @property
    def final_rate(self) -> Fraction:
        """The refund rate that orders are expected to end at."""
        return sum(self.rates, Fraction(0))

    def still_to_come(self, age: int) -> Fraction:
        """Return the share of paid money still expected to be refunded at `age` days."""
        return sum(self.rates[max(age + 1, 0) :], Fraction(0))

    def seen_share(self, age: int) -> Fraction:
        """Return the share of all refunds that is seen after `age` days; 1 where none are expected."""
        final = self.final_rate
        return 1 - self.still_to_come(age) / final if final else Fraction(1)


@dataclass(frozen=True)
class Outlook:
    """What becomes of a period: money in minor units, `maturity` = refunds seen ÷ refunds expected.

    `net_low` and `net_high` are where net sales should end with a chance of 80 %; None where too few complete
    periods lie behind.
    """

    paid_fen: int
    refunded_fen: int
    expected_fen: int
    maturity: Fraction
    net_low: int | None
    net_high: int | None

    @property
    def net_so_far(self) -> int:
        """Paid less refunded so far."""
        return self.paid_fen - self.refunded_fen

    @property
    def net_expected(self) -> int:
        """Paid less all refunds expected in the end."""
        return self.paid_fen - self.expected_fen


def delay_curve(cohorts: Sequence[Cohort], as_of: date, horizon: int = HORIZON_DAYS) -> Curve:
    """Return the refund rate at each delay, from all cohorts that are old enough by the end of `as_of`."""
    rates = []
    for delay in range(horizon + 1):
        old = [c for c in cohorts if (as_of - c.day).days >= delay]
        paid = sum(c.paid_fen for c in old)
        back = sum(c.refunds.get(delay, 0) for c in old)
        rates.append(Fraction(back, paid) if paid else Fraction(0))
    return Curve(tuple(rates))


def outlook(
    cohorts: Sequence[Cohort],
    start: date,
    end: date,
    as_of: date,
    horizon: int = HORIZON_DAYS,
) -> Outlook | None:
    """Return what is to be expected of the orders paid from `start` up to and without `end`.

    `cohorts` are the whole history, seen up to the end of `as_of`. None where nothing was paid.
    """
    period = [c for c in cohorts if start <= c.day < end]
    paid = sum(c.paid_fen for c in period)
    if paid == 0:
        return None
    curve = delay_curve([c for c in cohorts if c.day <= as_of], as_of, horizon)
    ages = {c.day: (as_of - c.day).days for c in period}
    seen = sum(c.seen(ages[c.day]) for c in period)
    to_come = sum((c.paid_fen * curve.still_to_come(ages[c.day]) for c in period), Fraction(0))
    expected = seen + to_come
    maturity = seen / expected if expected else Fraction(1)
    low, high = _net_range(cohorts, start, end, as_of, horizon, paid - seen, to_come)
    return Outlook(paid, seen, round(expected), Fraction(maturity), low, high)


def same_age_rate(cohorts: Sequence[Cohort], start: date, end: date, age: int) -> Fraction | None:
    """Return refunds within `age` days of payment ÷ paid, of the orders paid in a period.

    Two periods of different age are compared at the age of the younger one. None where nothing was paid.
    """
    period = [c for c in cohorts if start <= c.day < end]
    paid = sum(c.paid_fen for c in period)
    return Fraction(sum(c.seen(age) for c in period), paid) if paid else None


def common_age(end: date, as_of: date) -> int:
    """Return how old the youngest orders of a period are that ends before `end`, in days."""
    return (as_of - (end - timedelta(days=1))).days


def _net_range(
    cohorts: Sequence[Cohort],
    start: date,
    end: date,
    as_of: date,
    horizon: int,
    net: int,
    to_come: Fraction,
) -> tuple[int | None, int | None]:
    """Return where net sales should end, from how far earlier periods of equal length ended from the curve."""
    if to_come == 0:
        return net, net
    misses = _misses(cohorts, start, end, as_of, horizon)
    if len(misses) < LEAST_WINDOWS:
        return None, None
    tail = (1 - LEVEL) / 2
    most, least = _quantile(misses, 1 - tail), _quantile(misses, tail)
    return round(net - to_come * most), round(net - to_come * least)


def _misses(
    cohorts: Sequence[Cohort], start: date, end: date, as_of: date, horizon: int
) -> list[Fraction]:
    """Return actual ÷ expected of what was still to come, for earlier periods at the same age."""
    by_day = {c.day: c for c in cohorts}
    length = (end - start).days
    curve = delay_curve(cohorts, as_of, horizon)
    misses = []
    first = min(by_day)
    back = length
    while start - timedelta(days=back) >= first:
        shift = timedelta(days=back)
        back += length
        if (as_of - (end - shift)).days + 1 < horizon:
            continue
        actual, expected = Fraction(0), Fraction(0)
        for offset in range(length):
            now, then = start + timedelta(days=offset), start + timedelta(days=offset) - shift
            cohort = by_day.get(then)
            if cohort:
                age = (as_of - now).days
                actual += cohort.seen(horizon) - cohort.seen(age)
                expected += cohort.paid_fen * curve.still_to_come(age)
        if expected:
            misses.append(actual / expected)
    return misses


def _quantile(values: Sequence[Fraction], share: Fraction) -> Fraction:
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
