"""Counting for `basket`: baskets from what was bought, the items that are counted, every pair with its lift."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.bought import NOBODY, Bought, changes
from lianyi.stats.intervals import ratio, wilson

if TYPE_CHECKING:
    from lianyi.stats.lift import Lifts
    from lianyi.timelines.store import Array

MOST_ITEMS = 1_500
"""So many items are paired at most, the most bought ones: their tables take 110 MB."""
LEAST_TOGETHER = 10
"""A pair that met in fewer baskets than this is not told from chance."""
SURE = 0.05


@dataclass(frozen=True)
class Baskets:
    """Rows sorted by unit and basket, an item once in a basket: arrays [rows].

    `unit` is who was drawn independently: a person, or an order whose buyer nobody knows. `open_baskets` may still grow.
    """

    unit: Array
    basket: Array
    item: Array
    names: tuple[str, ...]
    open_baskets: int = 0

    @property
    def sizes(self) -> tuple[Array, Array]:
        """Per unit how many baskets it has, and how many of them hold more than one item."""
        starts = np.flatnonzero(changes(self.basket, self.unit))
        kinds = np.diff(np.append(starts, len(self.basket)))
        units = np.cumsum(changes(self.unit))[starts] - 1
        return np.bincount(units), np.bincount(units, weights=kinds > 1)


@dataclass(frozen=True)
class Found:
    """Every pair of counted items that met often enough: arrays [pairs], the surest link first."""

    first: Array
    second: Array
    both: Array
    with_first: Array
    with_second: Array
    lifts: Lifts
    adjusted: Array
    names: tuple[str, ...]
    baskets: int
    units: int
    least: int
    items: int
    left_out: int
    tested: int

    @property
    def linked(self) -> Array:
        """Whether a pair comes together more often than its shares explain, all pairs considered."""
        return (self.adjusted < SURE) & (self.lifts.lift > 1)


def orders_as_baskets(found: Bought) -> Baskets:
    """Return one basket an order; an order of an unknown buyer stands for itself."""
    unit = np.where(found.person == NOBODY, NOBODY - 1 - found.order, found.person)
    return Baskets(unit, found.order, found.item, found.names)


def windows_as_baskets(found: Bought, days: int, last_day: int) -> Baskets:
    """Return what each known person bought within `days` of the first purchase of a basket, up to `last_day`."""
    from lianyi.timelines.kernels.baskets import windows

    known = found.where(found.person != NOBODY)
    basket = np.empty(len(known), np.int64)
    windows(known.person, known.day, days, basket)
    starts = np.flatnonzero(changes(basket))
    still_open = int((known.day[starts] + days > last_day + 1).sum())
    order = np.lexsort((known.item, basket))
    item, basket, unit = known.item[order], basket[order], known.person[order]
    once = changes(item, basket)
    return Baskets(unit[once], basket[once], item[once], found.names, still_open)


def pairs_of(baskets: Baskets, min_support: float) -> Found:
    """Return the pairs that met in at least `min_support` of the baskets and `LEAST_TOGETHER`.

    The correction for many pairs (Benjamini, Hochberg) counts every pair that two counted items could make, also those
    that met too rarely to be listed: they count as no finding.
    """
    from lianyi.stats.lift import Pairs, lifts
    from lianyi.timelines.kernels import baskets as kernel

    n = int(changes(baskets.basket, baskets.unit).sum())
    least = max(ceil(min_support * n - 1e-9), LEAST_TOGETHER)
    chosen, left_out = _counted(baskets, least)
    code = np.full(len(baskets.names), -1, np.int64)
    code[chosen] = np.arange(len(chosen))
    pairs = np.zeros((6, len(chosen), len(chosen)), np.int64)
    items, totals = np.zeros((len(chosen), 3), np.int64), np.zeros(3, np.int64)
    item = code[baskets.item] if len(baskets.item) else baskets.item
    kernel.gather(baskets.unit, baskets.basket, item, pairs, items, totals)
    a, b = np.nonzero(pairs[kernel.TOGETHER] >= least)
    t = pairs[:, a, b]
    summed = Pairs(
        n, items[a, kernel.COUNT], items[b, kernel.COUNT], t[kernel.TOGETHER], t[kernel.SQUARE], t[kernel.WITH_FIRST],
        t[kernel.WITH_SECOND], t[kernel.WITH_ALL], t[kernel.BOTH], items[a, kernel.COUNT_SQUARE],
        items[b, kernel.COUNT_SQUARE], items[a, kernel.COUNT_ALL], items[b, kernel.COUNT_ALL], int(totals[1]),
    )  # fmt: skip
    made, tested = lifts(summed), len(chosen) * (len(chosen) - 1) // 2
    return _sorted(Found(
        chosen[a], chosen[b], summed.both, summed.first, summed.second, made, _adjusted(made.p_value, tested),
        baskets.names, n, int(totals[2]), least, len(chosen), left_out, tested,
    ))  # fmt: skip


def _counted(baskets: Baskets, least: int) -> tuple[Array, int]:
    """Return the items in at least `least` baskets, the most bought ones, and how many more there are."""
    counts = np.bincount(baskets.item, minlength=len(baskets.names))
    often = np.flatnonzero(counts >= least)
    kept = often[np.argsort(-counts[often], kind="stable")[:MOST_ITEMS]]
    return np.sort(kept), len(often) - len(kept)


def _adjusted(p_values: Array, tested: int) -> Array:
    from lianyi.stats.multiple import benjamini_hochberg

    unlisted = np.ones(tested - len(p_values))
    return np.array(benjamini_hochberg(np.concatenate([p_values, unlisted]))[: len(p_values)])  # type: ignore[arg-type]  # an array is read like a sequence


def _sorted(found: Found) -> Found:
    """Return the pairs by the lower end of their lift: what is surely linked stands above what may be luck."""
    order = np.lexsort((found.second, found.first, -found.lifts.low))
    lifts = replace(found.lifts, **{f: getattr(found.lifts, f)[order] for f in ("lift", "low", "high", "p_value", "design")})  # fmt: skip
    kept = {f: getattr(found, f)[order] for f in ("first", "second", "both", "with_first", "with_second", "adjusted")}  # fmt: skip
    return replace(found, lifts=lifts, **kept)


def multi_share(baskets: Baskets) -> tuple[float, tuple[float, float], int]:
    """Return the share of baskets with more than one item, its interval by person, and the number of baskets."""
    every, several = baskets.sizes
    n, hits = int(every.sum()), int(several.sum())
    ends = wilson(hits, n) if n == len(every) else ratio(several, every)
    return hits / n, (max(ends[0], 0.0), min(ends[1], 1.0)), n
