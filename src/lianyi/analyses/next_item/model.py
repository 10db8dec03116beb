"""The model of `next-item`: what follows what in other people's orders, and its trial on purchases that it never saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.bought import NOBODY, Bought, changes

if TYPE_CHECKING:
    from lianyi.timelines.store import Array

MOST_ITEMS = 3_000
"""So many items are learnt at most, the most bought ones: their table takes 36 MB."""
MOST_TESTED = 20_000
PLACES = 10
"""A hit is a purchase among so many proposals."""
PRIOR = 5.0
"""How many purchases popularity weighs against what followed an item."""
POPULAR_HALF_DAYS = 30


@dataclass(frozen=True)
class Sequences:
    """What known people bought, each item once a day: arrays [rows] by person and day, and where people begin.

    `starts` [people + 1] are the rows at which each begins; `ids` [people] their numbers.
    """

    ids: Array
    starts: Array
    person: Array
    day: Array
    item: Array
    names: tuple[str, ...]

    def last_days(self) -> Array:
        """Return the first row [people] of the last day on which each bought."""
        last = self.day[self.starts[1:] - 1]
        new = changes(self.person, self.day)
        begins = np.flatnonzero(new)
        found: Array = begins[np.searchsorted(begins, self.starts[1:] - 1, side="right") - 1]
        assert bool((self.day[found] == last).all())
        return found


@dataclass(frozen=True)
class Model:
    """`follows` [items, items] float32, `whole` [items] its sums by row, `popular` [items] shares, `fading` [days] weights.

    `code` [names] is −1 for an item that is not learnt; `kept` [items] are places in the names.
    """

    code: Array
    kept: Array
    follows: Array
    whole: Array
    popular: Array
    fading: Array


@dataclass(frozen=True)
class Trial:
    """How often the last purchase was among the proposals: arrays [tested]; `rank` 0 = not among them.

    `model` and `popular` are the places at which it stood. `unknown` is the share of purchases of items not learnt.
    """

    model: Array
    popular: Array
    unknown: float
    from_day: int


@dataclass(frozen=True)
class Proposed:
    """Places in the names [people, k], −1 = none; scores; and the item of the history that speaks most for each."""

    best: Array
    score: Array
    because: Array


def sequences(found: Bought) -> Sequences:
    """Return the histories of known people."""
    known = found.where(found.person != NOBODY)
    order = np.lexsort((known.item, known.day, known.person))
    person, day, item = known.person[order], known.day[order], known.item[order]
    once = changes(person, day, item)
    person, day, item = person[once], day[once], item[once]
    begins = np.flatnonzero(changes(person))
    return Sequences(person[begins], np.append(begins, len(person)), person, day, item, found.names)


def learn(of: Sequences, before: int, half_days: int) -> Model:
    """Return what the purchases of days before `before` teach; nothing later is looked at."""
    from lianyi.timelines.kernels.following import learn as learn_rows

    past = of.day < before
    counts = np.bincount(of.item[past], minlength=len(of.names))
    kept = np.sort(np.argsort(-counts, kind="stable")[: min(MOST_ITEMS, int((counts > 0).sum()))])
    code = np.full(len(of.names), -1, np.int64)
    code[kept] = np.arange(len(kept))
    item, day = code[of.item[past]], of.day[past]
    fading = 0.5 ** (np.arange(6 * half_days + 1) / half_days)
    follows = np.zeros((len(kept), len(kept)), np.float32)
    learn_rows(of.person[past], day, item, fading, follows)
    newer = 0.5 ** ((before - day) / POPULAR_HALF_DAYS)
    popular = np.bincount(item[item >= 0], weights=newer[item >= 0], minlength=len(kept))
    return Model(code, kept, follows, follows.sum(axis=1, dtype=np.float64), popular / max(popular.sum(), 1e-300), fading)  # fmt: skip


def propose(
    of: Sequences, model: Model, first: Array, after: Array, at_day: Array, places: int, *, only_new: bool, by_history: bool
) -> Proposed:  # fmt: skip
    """Return the best items for histories: rows `first` up to `after` seen on the day `at_day`, arrays [people]."""
    from lianyi.timelines.kernels.following import rank

    best = np.full((len(first), places), -1, np.int64)
    score, because = np.zeros(best.shape), np.full(best.shape, -1, np.int64)
    if len(model.kept):
        rank(
            first, after, at_day, of.day, model.code[of.item], model.fading, model.follows, model.whole, model.popular,
            PRIOR, int(only_new), int(by_history), best, score, because,
        )  # fmt: skip
    return Proposed(_names(model, best), score, _names(model, because))


def tried(of: Sequences, among: Array, from_day: int, half_days: int, *, only_new: bool) -> Trial:
    """Try model and popularity on the last purchase of whoever bought again from `from_day` on.

    Both learn from the days before `from_day` only; the history is whatever that person bought before the last day.
    `among` [people] limits who is tried, not who is learnt from. With `only_new` a purchase is one of an item that the
    person had not bought before, and who bought none is not tried.
    """
    last = of.last_days()
    tested = np.flatnonzero(among & (last > of.starts[:-1]) & (of.day[last] >= from_day))
    tested = tested[:: max(1, -(-len(tested) // MOST_TESTED))]
    targets = [_targets(of, p, int(last[p]), only_new=only_new) for p in tested.tolist()]
    some = [n for n, t in enumerate(targets) if len(t)]
    tested, targets = tested[some], [targets[n] for n in some]
    model = learn(of, from_day, half_days)
    ranks = []
    for by_history in (True, False):
        found = propose(
            of, model, of.starts[tested], last[tested], of.day[last[tested]], PLACES, only_new=only_new, by_history=by_history
        )  # fmt: skip
        ranks.append(np.array([_place(row, t) for row, t in zip(found.best, targets, strict=True)], np.int64))  # fmt: skip
    wanted = np.concatenate([np.zeros(0, np.int64), *targets])
    unknown = float((model.code[wanted] < 0).mean()) if len(wanted) else 0.0
    return Trial(ranks[0], ranks[1], unknown, from_day)


def _targets(of: Sequences, person: int, last: int, *, only_new: bool) -> Array:
    wanted = of.item[last : of.starts[person + 1]]
    if only_new:
        wanted = wanted[~np.isin(wanted, of.item[of.starts[person] : last])]
    return wanted


def _place(best: Array, wanted: Array) -> int:
    """Return at which place the first wanted item stands; 0 where none does."""
    there = np.flatnonzero(np.isin(best, wanted))
    return int(there[0]) + 1 if len(there) else 0


def _names(model: Model, codes: Array) -> Array:
    return np.where(codes < 0, -1, model.kept[np.maximum(codes, 0)] if len(model.kept) else -1)
