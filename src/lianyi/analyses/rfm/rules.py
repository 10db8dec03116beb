"""Where the scores 1 to 5 begin, and from where on somebody counts as high: quantiles, a published table, own cut-offs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from lianyi.core.errors import LianyiError
from lianyi.core.money import minor_digits, parse_money

if TYPE_CHECKING:
    from lianyi.timelines.kernels.rfm import Gathered, Placed, Rules

CUTS = 4
# R at most so many days, F at least so many orders, M at least so many yuan: scores 5 to 1, and 2 to 5.
PUBLISHED_DAYS = (30, 60, 90, 180)
PUBLISHED_ORDERS = (5, 10, 15, 20)
PUBLISHED_YUAN = (500, 1_000, 3_000, 5_000)


@dataclass(frozen=True)
class Cuts:
    """Own cut-offs, each empty or four rising ones: days (score 5 up to the first), orders and amounts (from them on)."""

    days: tuple[int, ...] = ()
    orders: tuple[int, ...] = ()
    amounts: tuple[int, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to another method."""
        return bool(self.days and self.orders and self.amounts)


def cuts_of(
    days: Sequence[int], orders: Sequence[int], amounts: Sequence[str], currency: str
) -> Cuts:
    """Return own cut-offs; amounts are in whole units of `currency`. Refuses with `rfm.cuts` what is not four rising."""
    read = [parse_money(text, currency) for text in amounts]
    fen = tuple(v for v in read if isinstance(v, int))
    for option, given, values in (
        ("r-cuts", days, tuple(days)), ("f-cuts", orders, tuple(orders)), ("m-cuts", amounts, fen),
    ):  # fmt: skip
        rising = all(a < b for a, b in pairwise(values))
        if given and not (len(given) == len(values) == CUTS and rising and values[0] >= 0):
            raise LianyiError("rfm.cuts", option=option, given=",".join(map(str, given)))
    return Cuts(tuple(days), tuple(orders), fen)


def published(currency: str) -> Cuts:
    """Return the published table, its amounts in minor units of `currency` (they were written for yuan)."""
    unit = 10 ** minor_digits(currency)
    return Cuts(PUBLISHED_DAYS, PUBLISHED_ORDERS, tuple(v * unit for v in PUBLISHED_YUAN))


def scores(gathered: Gathered, as_of: int, cuts: Cuts) -> Rules:
    """Return the rules of scores on the day `as_of`: own cut-offs where given, else quintiles.

    A quintile's cut-off is the smallest value that at least k fifths of all buyers do not exceed; a score is 1 plus the
    number of cut-offs that a value exceeds. So equal values always have one score, whatever that does to the sizes.
    """
    from lianyi.timelines.kernels.rfm import Rules, nth

    people = gathered.people()
    places = [-(-k * people // (CUTS + 1)) for k in range(1, CUTS + 1)]

    def above(what: str) -> list[int]:
        return [v + 1 for v in nth(gathered, what, places)]

    return Rules(
        last_day=[as_of - d for d in reversed(cuts.days)] if cuts.days else above("last_day"),
        orders=cuts.orders or above("orders"),
        net_fen=cuts.amounts or above("net_fen"),
    )


@dataclass(frozen=True)
class Split:
    """What high is measured against: the exact mean or median of the last day (or score), the orders, the amounts."""

    last_day: Fraction
    orders: Fraction
    net_fen: Fraction


def split_of(gathered: Gathered, split: str, least: int) -> Split:
    """Return the mean or the median of each measure, over buyers with at least `least` orders; 0 where there are none."""
    from lianyi.timelines.kernels.rfm import MEASURES, nth

    people = gathered.people(least)
    if not people:
        return Split(Fraction(0), Fraction(0), Fraction(0))
    if split == "mean":
        return Split(*(Fraction(gathered.total(m, least), people) for m in MEASURES))
    middle = [(people + 1) // 2, people // 2 + 1]
    return Split(*(Fraction(sum(nth(gathered, m, middle, least)), 2) for m in MEASURES))


def split_of_scores(placed: Placed, split: str, least: int) -> Split:
    """Return the mean or the median of each score, 1 to 5; 0 where there is nobody."""
    people = placed.cells[least - 1 :, ..., 0].sum(axis=0)
    found = []
    for axis in range(3):
        counts = people.sum(axis=tuple(a for a in range(3) if a != axis)).tolist()
        size = sum(counts)
        if not size:
            found.append(Fraction(0))
        elif split == "mean":
            found.append(Fraction(sum((n + 1) * c for n, c in enumerate(counts)), size))
        else:
            found.append(Fraction(_score(counts, (size + 1) // 2) + _score(counts, size // 2 + 1), 2))  # fmt: skip
    return Split(*found)


def _score(counts: Sequence[int], place: int) -> int:
    """Return the score of the person at `place` (from 1) when they stand by score."""
    return next(n + 1 for n, up_to in enumerate(accumulate(counts)) if up_to >= place)


def with_split(rules: Rules, split: Split, *, by_score: bool, apart: bool) -> Rules:
    """Return rules under which somebody is high who lies strictly above the mean or the median."""
    high = [int(v // 1) + 1 for v in (split.last_day, split.orders, split.net_fen)]
    return replace(rules, high=high, high_by_score=by_score, single_apart=apart)
