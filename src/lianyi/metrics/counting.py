"""One pass of an answer: build the trees, run the scans, lay the values over the cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lianyi.core.errors import LianyiError
from lianyi.metrics.belonging import Limited
from lianyi.metrics.book import Book
from lianyi.metrics.compiler import Cut, Plan
from lianyi.metrics.declaration import Measure, Metric
from lianyi.metrics.dimensions import SOURCE_DIMENSIONS
from lianyi.metrics.engine import Engine
from lianyi.metrics.predicate import Predicate
from lianyi.metrics.reasons import Reason
from lianyi.metrics.scope import Delivered
from lianyi.metrics.table import Cell, Column, Table
from lianyi.metrics.tree import Builder, Node, Supply, Unavailable

_PAID = Measure("orders", "paid_day", "count(*)", lines="count(*)")
_KNOWN = Measure("orders", "paid_day", "count(person_id)", lines="count(person_id)")


@dataclass(frozen=True)
class Counted:
    """The numbers of one period before anything is greyed out."""

    cut: Cut
    table: Table
    columns: Mapping[str, Column]
    supplies: Mapping[str, Supply]
    unavailable: Mapping[str, Reason]
    people: tuple[Column, Column] | None
    sql: tuple[str, ...]
    limited: Mapping[str, Limited] = field(default_factory=dict)

    def person_share(self) -> float | None:
        """Return the share of paid orders with a known buyer; None where it does not matter or is 0/0."""
        if self.people is None:
            return None
        paid, known = sum(self.people[0]), sum(self.people[1])
        return known / paid if paid else None

    def person_share_by_cell(self) -> dict[Cell, float]:
        """Return that share for each combination of dimensions, over all buckets together."""
        skip = 1 if self.cut.grain else 0
        sums: dict[Cell, list[int]] = {}
        paid, known = self.people or ((), ())
        for cell, orders, persons in zip(self.table.cells, paid, known, strict=False):
            total = sums.setdefault(cell[skip:], [0, 0])
            total[0] += orders
            total[1] += persons
        return {cell: known / orders for cell, (orders, known) in sums.items() if orders}


@dataclass(frozen=True)
class Scanned:
    """What the scans of one period returned, not yet laid over cells."""

    table: Table
    nodes: Mapping[str, Node]
    supplies: Mapping[str, Supply]
    unavailable: Mapping[str, Reason]
    people: tuple[Node, Node] | None
    plan: Plan
    limited: Mapping[str, Limited] = field(default_factory=dict)

    def combinations(self) -> set[Cell]:
        """Return every combination of dimensions that has a row, or whose source covers the days."""
        return self.table.combinations() | _covered_cells(self.plan.cut, self.supplies)

    def laid_out(self, combinations: Iterable[Cell]) -> Counted:
        """Return the numbers with one cell for each of `combinations` and each bucket."""
        table = self.table
        table.lay_out(combinations)
        people = self.people
        return Counted(
            self.plan.cut,
            table,
            {key: list(table.values(node)) for key, node in self.nodes.items()},
            self.supplies,
            self.unavailable,
            (table.values(people[0]), table.values(people[1])) if people else None,
            tuple(self.plan.all_sql),
            self.limited,
        )


def scan(
    engine: Engine,
    metrics: Mapping[str, Metric],
    cut: Cut,
    *,
    book: Book,
    data: Delivered,
    predicate: Predicate | None,
) -> Scanned:
    """Run what `metrics` count over `cut`; refuses with `where.failed` what SQL cannot compare."""
    plan = Plan(cut)
    builder = Builder(book, plan, data, predicate)
    nodes: dict[str, Node] = {}
    supplies: dict[str, Supply] = {}
    unavailable: dict[str, Reason] = {}
    for key, metric in metrics.items():
        try:
            nodes[key], supplies[key] = builder.build(metric)
        except Unavailable as no:
            unavailable[key] = no.reason
    about_people = cut.people or any(m.counts_people for m in metrics.values())
    people = _people(builder, metrics) if about_people else None
    table = Table(plan, [_run(engine, sql, cut) for sql in plan.all_sql])
    return Scanned(table, nodes, supplies, unavailable, people, plan, builder.limited)


def _run(engine: Engine, sql: str, cut: Cut) -> Any:
    try:
        return engine.rows(sql)
    except LianyiError:
        raise
    except Exception as failure:
        if cut.where is None:
            raise
        why = str(failure).splitlines()[0][:200]
        raise LianyiError("where.failed", where=cut.where, why=why) from failure


def _people(builder: Builder, metrics: Mapping[str, Metric]) -> tuple[Node, Node] | None:
    of = next(iter(metrics.values()))
    try:
        paid = builder.leaf(_PAID, None, of, everybody=True)
        return paid, builder.leaf(_KNOWN, None, of, everybody=True)
    except Unavailable:
        return None


def _covered_cells(cut: Cut, supplies: Mapping[str, Supply]) -> set[Cell]:
    """Return the cells of sources that delivered nothing in these days: for them, no rows means 0."""
    if (
        cut.where
        or cut.people
        or cut.campaign
        or not cut.by
        or not set(cut.by) <= set(SOURCE_DIMENSIONS[:2])
    ):
        return set()
    sources = {source for supply in supplies.values() for source in supply.sources}
    index = {"platform": 0, "store": 1}
    return {tuple(source[index[key]] for key in cut.by) for source in sources}
