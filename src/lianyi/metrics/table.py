"""What the scans returned, laid over one set of cells: columns of equal length, ready for arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from lianyi.core.calendar.periods import DAY, natural_bounds, whole
from lianyi.core.rounding import round_half_up
from lianyi.metrics.compiler import Plan
from lianyi.metrics.query import QueryGrain
from lianyi.metrics.tree import Leaf, Node, Quotient

Cell = tuple[Any, ...]
Column = list[Any]


class Table:
    """Cells (bucket first where there is a grain, then the dimensions) and one column per counted value."""

    def __init__(self, plan: Plan, results: Sequence[Sequence[tuple[Any, ...]]]) -> None:
        self._plan = plan
        self._results = results
        self._width = len(plan.cut.by) + (1 if plan.cut.grain else 0)
        self.cells: list[Cell] = []
        self._positions: list[list[int]] = []
        self._memo: dict[Node, Column] = {}

    def combinations(self) -> set[Cell]:
        """Return every combination of dimensions that a scan saw."""
        skip = 1 if self._plan.cut.grain else 0
        return {row[skip : self._width] for rows in self._results for row in rows}

    def lay_out(self, combinations: Iterable[Cell]) -> None:
        """Fix the cells: each combination of dimensions in each bucket, in order."""
        width = self._width
        self._memo.clear()
        grain = self._plan.cut.grain
        if grain:
            combos = sorted(combinations)
            self.cells = [(b, *combo) for b in self._buckets(grain) for combo in combos]
        else:
            self.cells = sorted(combinations) if self._plan.cut.by else [()]
        where = {cell: number for number, cell in enumerate(self.cells)}
        self._positions = [[where[row[:width]] for row in rows] for rows in self._results]

    def _buckets(self, grain: QueryGrain) -> list[date]:
        cut = self._plan.cut
        starts = {row[0] for rows in self._results for row in rows}
        if cut.period:
            first, last = cut.period.start, cut.period.last
        elif starts:
            first, last = min(starts), max(starts)
        else:
            return []
        buckets = []
        start = natural_bounds(first, grain)[0]
        while start <= last:
            buckets.append(start)
            start = natural_bounds(start, grain)[1]
        return buckets

    def bucket_days(self, cell: Cell) -> tuple[date, date] | None:
        """Return the first and the last day of the cell's bucket, cut to the period; None = no bounds."""
        cut = self._plan.cut
        if not cut.grain:
            return (cut.period.start, cut.period.last) if cut.period else None
        start, end = natural_bounds(cell[0], cut.grain)
        if cut.period:
            return max(start, cut.period.start), min(end - DAY, cut.period.last)
        return start, end - DAY

    def values(self, node: Node) -> Column:
        """Return the value of `node` in every cell; None where a denominator is 0."""
        if node not in self._memo:
            self._memo[node] = self._compute(node)
        return self._memo[node]

    def _compute(self, node: Node) -> Column:
        if isinstance(node, Leaf):
            return self._counted(node)
        if isinstance(node, Quotient):
            return self._divided(node)
        columns = [self.values(part) for part, _ in node.parts]
        signs = [sign for _, sign in node.parts]
        return [
            None if None in row else sum(v * sign for v, sign in zip(row, signs, strict=True))
            for row in zip(*columns, strict=True)
        ]

    def _counted(self, leaf: Leaf) -> Column:
        place = self._plan.places[leaf.route]
        empty = 0 if leaf.is_sum else None
        column: Column = [empty] * len(self.cells)
        index = self._width + place.column
        rows = self._results[place.scan]
        for position, row in zip(self._positions[place.scan], rows, strict=True):
            value = row[index]
            if value is not None:
                column[position] = value
        return column

    def _divided(self, node: Quotient) -> Column:
        above, below = self.values(node.numerator), self.values(node.denominator)
        if node.times:
            above = [
                None if n is None or t is None else n * t
                for n, t in zip(above, self.values(node.times), strict=True)
            ]
        scale = node.scale
        if node.is_money:
            return [
                _whole(n * scale, d) if d and n is not None else None
                for n, d in zip(above, below, strict=True)
            ]
        return [
            n * scale / d if d and n is not None else None
            for n, d in zip(above, below, strict=True)
        ]


def bucket_label(start: date, grain: QueryGrain) -> str:
    """Return the name of a bucket: `2026-11-09`, `2026-W46`, `2026-11`, `2026-Q4`."""
    return whole(start, grain).key


def _whole(amount: float, by: float) -> int:
    if isinstance(amount, int) and isinstance(by, int) and amount >= 0 and by > 0:
        return (2 * amount + by) // (2 * by)
    return round_half_up(Fraction(amount) / Fraction(by))
