"""Amounts onto the lines of the plan, exactly: each amount goes to the lines that describe it best, the rest stays in sight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lianyi.core.money import split
from lianyi.planning.budget.amounts import Amount
from lianyi.planning.budget.places import Places
from lianyi.planning.model.budget import BudgetLine
from lianyi.planning.model.campaigns import Category

Unplanned = tuple[str, Category, str]
"""Month, category and channel of what no line of the plan describes."""


@dataclass(frozen=True)
class Allotted:
    """`by_line` sums by line id, `unplanned` by month, category and channel; together they are all that was given."""

    by_line: dict[str, int]
    unplanned: dict[Unplanned, int]


def allot(amounts: Sequence[Amount], lines: Sequence[BudgetLine], places: Places) -> Allotted:
    """Return `amounts` on the lines of their month and category.

    A line without a channel takes what no line with one does; the nearest channel wins (its code, itself, its platform,
    its parents). Where several lines are as near (they differ in goal), or an amount names no place at all, they share by
    what they plan, to the last minor unit.
    """
    groups: dict[tuple[str, ...], int] = defaultdict(int)
    unplanned: dict[Unplanned, int] = defaultdict(int)
    for amount in amounts:
        nearest = _nearest(amount, lines, places)
        if nearest:
            groups[nearest] += amount.fen
        else:
            unplanned[amount.month, amount.category, places.shown(amount)] += amount.fen
    planned = {line.id: line.planned_fen for line in lines}
    by_line: dict[str, int] = defaultdict(int)
    for ids, fen in groups.items():
        for line, part in zip(ids, split(fen, [max(planned[i], 0) for i in ids]), strict=True):
            by_line[line] += part
    return Allotted(dict(by_line), dict(unplanned))


def _nearest(amount: Amount, lines: Sequence[BudgetLine], places: Places) -> tuple[str, ...]:
    keys = places.of(amount)
    best: dict[int, list[str]] = defaultdict(list)
    for line in lines:
        if line.month != amount.month or line.category != amount.category:
            continue
        if not line.channel or not keys:
            best[len(keys)].append(line.id)
        elif places.key(line.channel) in keys:
            best[keys.index(places.key(line.channel))].append(line.id)
    return tuple(best[min(best)]) if best else ()
