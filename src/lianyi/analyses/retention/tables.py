"""The tables of a retention grid: people, shares and money side by side, column means, every cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lianyi.analyses.person_groups import group_name
from lianyi.analyses.result import Column, Table, Unit
from lianyi.analyses.retention import words
from lianyi.analyses.retention.grid import Grid, Share
from lianyi.core.translation import Text

SIZE = Text("人数", "people")
RUNNING = Column("in_progress", Text("进行中的期", "period in progress"))
PAID = Column("paid_fen", Text("支付", "paid"), "money")
LATER, TOTAL = Text("之后", "later"), Text("合计", "total")
BEFORE = Text("首次之前", "before the first time")
SHARES = (
    Column("people", SIZE, "count"),
    Column("returned", Text("回来的人", "came back"), "count"),
    Column("rate", Text("比例", "share"), "ratio"),
    Column("low", Text("低", "low"), "ratio"),
    Column("high", Text("高", "high"), "ratio"),
)


@dataclass(frozen=True)
class Line:
    """One row of the wide tables; `cohort` or `group` None means all of them."""

    label: str
    cohort: int | None
    group: int | None
    size: int
    shares: tuple[Share | None, ...]
    running: str | None


def lines_of(grid: Grid, names: Sequence[str], by: str | None) -> list[Line]:
    """Return a line a cohort; with `by` one a group, over the whole cells of all cohorts."""
    columns = grid.plan.columns
    if by:
        return [
            Line(
                name, None, g, int(grid.size[:, g].sum()),
                tuple(grid.mean(c.n, [g])[0] if grid.is_over(c.n) else None for c in columns), None,
            )
            for g, name in enumerate(names)
            if grid.size[:, g].any()
        ]  # fmt: skip
    by_cohort: dict[int, list[Share | None]] = {}
    for cell in grid.cells:
        by_cohort.setdefault(cell.cohort, []).append(cell.share)
    lines = []
    for cohort, label in enumerate(grid.plan.labels):
        running = [c.key for c, s in zip(columns, grid.plan.states[cohort], strict=True) if s == "in_progress"]  # fmt: skip
        size = int(grid.size[cohort].sum())
        shares = tuple(by_cohort[cohort])
        lines.append(Line(label, cohort, None, size, shares, ", ".join(running) or None))
    return lines


def tables_of(
    grid: Grid, title: Text, first: Text, names: Sequence[str], by: str | None, *, money: bool
) -> tuple[Table, ...]:
    """Return the tables, the people's first; `names` are those of the groups."""
    head = Column("group", group_name(by)) if by else Column("cohort", first)
    lines = lines_of(grid, names, by)
    returned = [[s.returned if s else None for s in line.shares] for line in lines]
    rates = [[s.rate if s else None for s in line.shares] for line in lines]
    tables = [
        _wide("people", words.PEOPLE.format(title=title), (grid, head, "count"), lines, returned),
        _wide("ratio", words.RATIO.format(title=title), (grid, head, "ratio"), lines, rates),
    ]
    if money:
        tables.append(_money(grid, head, words.MONEY.format(first=first), lines))
    return (*tables, _mean(grid), _cells(grid, names, by))


def _wide(
    key: str, title: Text, kind: tuple[Grid, Column, Unit], lines: Sequence[Line], values: Sequence[Sequence[float | None]]
) -> Table:  # fmt: skip
    grid, head, unit = kind
    columns = [Column(c.key, c.name, unit) for c in grid.plan.columns]
    by_group = head.key == "group"
    ends = [] if by_group else [RUNNING]
    rows = tuple(
        (line.label, line.size, *row, *([] if by_group else [line.running]))
        for line, row in zip(lines, values, strict=True)
    )
    return Table(key, title, (head, Column("size", SIZE, "count"), *columns, *ends), rows)


def _money(grid: Grid, head: Column, title: Text, lines: Sequence[Line]) -> Table:
    """What was paid: periods, later ones, and with what came before they sum to the total of each row."""
    rows, is_early = [], False
    for line in lines:
        periods, later, before, total = grid.paid(line.cohort, line.group)
        is_early = is_early or before != 0
        rows.append((line.label, line.size, *periods, later, before, total))
    columns = [Column(c.key, c.name, "money") for c in grid.plan.columns]
    ends = [Column("later", LATER, "money"), Column("before", BEFORE, "money"), Column("total", TOTAL, "money")]  # fmt: skip
    if not is_early:
        del ends[1]
        rows = [(*row[:-2], row[-1]) for row in rows]
    names = (head, Column("size", SIZE, "count"), *columns, *ends)
    return Table("money", title, names, tuple(rows))


def _mean(grid: Grid) -> Table:
    rows = []
    for column in grid.plan.columns:
        share, cohorts = grid.mean(column.n)
        rows.append((column.key, cohorts, share.size, share.returned, share.rate, *share.ends))
    names = (Column("period", Text("期", "period")), Column("cohorts", Text("同期群数", "cohorts"), "count"), *SHARES)  # fmt: skip
    return Table("mean", words.MEAN, names, tuple(rows))


def _cells(grid: Grid, names: Sequence[str], by: str | None) -> Table:
    head = [Column("group", group_name(by))] if by else []
    columns = (
        *head, Column("cohort", Text("同期群", "cohort")), Column("period", Text("期", "period")),
        Column("n", Text("第几期", "number"), "count"), *SHARES, PAID, Column("state", Text("状态", "state")),
    )  # fmt: skip
    rows = tuple(_each_cell(grid, names if by else None))
    return Table("cells", words.CELLS, columns, rows)


def _each_cell(grid: Grid, names: Sequence[str] | None) -> Iterator[tuple[object, ...]]:
    labels, keys = grid.plan.labels, [c.key for c in grid.plan.columns]
    empty = {g for g in range(grid.groups) if names is not None and not grid.size[:, g].any()}
    for cell in grid.cells:
        if cell.group in empty:
            continue
        share = cell.share
        # The interval of a period that is not over would be one of an unfinished count.
        ends = share.ends if share and cell.state == "whole" else (None, None)
        counts = (share.size, share.returned, share.rate) if share else (None, None, None)
        group = () if names is None else (names[cell.group],)
        yield (*group, labels[cell.cohort], keys[cell.n], cell.n, *counts, *ends, cell.fen, cell.state)  # fmt: skip
