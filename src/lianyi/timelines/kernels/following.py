"""What follows what: which item a person buys after which, and the items that a history points to.

Rows are what people bought, each item once a day: sorted by person, then day. Items are codes; −1 is one that is not
learnt. The table of pairs is items × items, so memory depends on the items and on nothing else.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lianyi.timelines.compiled import kernel
from lianyi.timelines.store import Array

LOOK_BACK = 20
"""So many of the rows before an item are looked at: older ones say little, and cost the same."""


@kernel
def learn(person: Array, day: Array, item: Array, fading: Array, follows: Array) -> None:
    """Add to `follows` [items, items] how often the second was bought on a later day than the first, faded by the days.

    `fading` [days] is the weight of a gap; longer gaps weigh nothing.
    """
    for row in range(len(person)):
        if item[row] < 0:
            continue
        for before in range(row - 1, max(row - 1 - LOOK_BACK, -1), -1):
            if person[before] != person[row]:
                break
            gap = day[row] - day[before]
            if gap > 0 and gap < len(fading) and item[before] >= 0:
                follows[item[before], item[row]] += fading[gap]


@kernel
def rank(
    first: Array, after: Array, at_day: Array, day: Array, item: Array, fading: Array, follows: Array, whole: Array,
    popular: Array, prior: float, only_new: int, by_history: int, best: Array, score: Array, because: Array,
) -> None:  # fmt: skip
    """Write the items with the highest scores of each history into `best` [people, k]: −1 where there are no more.

    A history is the rows `first[p]` up to, without, `after[p]`, seen on the day `at_day[p]`. The score of an item is the
    mean of (follows + prior · popular) ÷ (whole + prior) over the items of the history, faded by their age; without
    `by_history` it is `popular` [items]. `because` [people, k] is the item of the history that adds most.
    """
    kinds = len(popular)
    value = np.empty(kinds)
    banned = np.zeros(kinds, np.bool_)
    for p in range(len(first)):
        _score(
            first[p],
            after[p],
            at_day[p],
            day,
            item,
            fading,
            follows,
            whole,
            popular,
            prior,
            by_history,
            value,
        )
        if only_new:
            for row in range(first[p], after[p]):
                if item[row] >= 0:
                    banned[item[row]] = True
        for place in range(best.shape[1]):
            top = -1
            for k in range(kinds):
                if not banned[k] and value[k] > 0 and (top < 0 or value[k] > value[top]):
                    top = k
            best[p, place] = top
            if top < 0:
                continue
            score[p, place] = value[top]
            because[p, place] = _reason(
                first[p], after[p], at_day[p], day, item, fading, follows, whole, prior, top
            )
            value[top] = 0.0
        if only_new:
            for row in range(first[p], after[p]):
                if item[row] >= 0:
                    banned[item[row]] = False


@kernel
def _score(
    first: int, after: int, at_day: int, day: Array, item: Array, fading: Array, follows: Array, whole: Array,
    popular: Array, prior: float, by_history: int, value: Array,
) -> None:  # fmt: skip
    """Write the score of every item into `value`."""
    weight = 0.0
    value[:] = 0.0
    if by_history:
        for row in range(max(first, after - LOOK_BACK), after):
            age = at_day - day[row]
            if item[row] < 0 or age >= len(fading):
                continue
            weight += fading[age]
            share = fading[age] / (whole[item[row]] + prior)
            for k in range(len(popular)):
                value[k] += share * (follows[item[row], k] + prior * popular[k])
    for k in range(len(popular)):
        value[k] = value[k] / weight if weight > 0 else popular[k]


@kernel
def _reason(
    first: int, after: int, at_day: int, day: Array, item: Array, fading: Array, follows: Array, whole: Array,
    prior: float, wanted: int,
) -> int:  # fmt: skip
    """Return the item of the history that points most to `wanted`; −1 where none does."""
    most, found = 0.0, -1
    for row in range(max(first, after - LOOK_BACK), after):
        age = at_day - day[row]
        if item[row] < 0 or age >= len(fading):
            continue
        adds = fading[age] * follows[item[row], wanted] / (whole[item[row]] + prior)
        if adds > most:
            most, found = adds, item[row]
    return found


def warm() -> tuple[Any, ...]:
    """Return the kernels of this file, for compiling ahead."""
    return learn, rank
