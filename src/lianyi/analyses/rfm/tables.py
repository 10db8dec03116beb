"""The tables of `rfm`: groups, tiles, cells, where the scores begin, and who moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lianyi.analyses.result import Column, Table
from lianyi.analyses.rfm.words import GROUPS, SPLITS, TITLES
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.rfm.rules import Split
    from lianyi.timelines.kernels.rfm import Placed, Rules
    from lianyi.timelines.store import Array

PEOPLE = Column("people", Text("人数", "people"), "count")
ORDERS = Column("orders", Text("订单", "orders"), "count")
NET = Column("net_fen", Text("净成交", "net sales"), "money")
CODE = Column("code", Text("编码", "code"))
R, F, M = (Column(k, Text(n, n), "count") for k, n in (("r", "R"), ("f", "F"), ("m", "M")))
BINARY = tuple(c for c in GROUPS if len(c) == 3 and c.isdigit())


def place_of(code: str) -> int:
    """Return the number of a group in `Placed.groups`.

    >>> place_of("111"), place_of("001"), place_of("single")
    (7, 1, 8)
    """
    return int(code, 2) if code in BINARY else 8 + ("single", "outside", "new").index(code)


def groups_table(placed: Placed, split: tuple[str, str], *, apart: bool) -> Table:
    """Return people, orders and money by group."""
    people, _, money = (int(n) for n in placed.groups.sum(axis=0))
    columns = (
        CODE, Column("group", Text("客户分层", "group")), Column("group_en", Text("英文名", "English name")), PEOPLE,
        Column("share", Text("人数占比", "share of people"), "ratio"), ORDERS, NET,
        Column("money_share", Text("净成交占比", "share of net sales"), "ratio"),
    )  # fmt: skip
    rows = []
    for code in (*BINARY, *(["single"] if apart else [])):
        n, orders, net = (int(v) for v in placed.groups[place_of(code)])
        name = GROUPS[code]
        shares = n / people if people else None, net / money if money > 0 else None
        rows.append((code, name.zh, name.en, n, shares[0], orders, net, shares[1]))
    return Table("groups", TITLES["groups"].format(split=SPLITS[split]), columns, tuple(rows))


def tiles_table(placed: Placed) -> Table:
    """Return the 25 tiles of R against F, all of them."""
    tiles = placed.cells.sum(axis=(0, 3))
    rows = tuple(
        (r, f, *(int(v) for v in tiles[r - 1, f - 1])) for r in range(5, 0, -1) for f in range(1, 6)
    )
    return Table("tiles", TITLES["tiles"], (R, F, PEOPLE, ORDERS, NET), rows)


def cells_table(placed: Placed) -> Table:
    """Return the cells of the 125 in which there is somebody, the best first."""
    cells = placed.cells.sum(axis=0)
    places = [(r, f, m) for r in range(5, 0, -1) for f in range(5, 0, -1) for m in range(5, 0, -1)]
    rows = tuple(
        (*p, *(int(v) for v in cells[p[0] - 1, p[1] - 1, p[2] - 1]))
        for p in places
        if cells[p[0] - 1, p[1] - 1, p[2] - 1, 0]
    )
    return Table("cells", TITLES["cells"], (R, F, M, PEOPLE, ORDERS, NET), rows)


def cutoffs_table(rules: Rules, as_of: int) -> Table:
    """Return per score the days, orders and amounts from and to which it holds; None = without an end."""
    columns = (
        Column("score", Text("分值", "score"), "count"),
        Column("r_from_days", Text("R 从（天）", "R from (days)"), "count"), Column("r_to_days", Text("R 到（天）", "R to (days)"), "count"),
        Column("f_from", Text("F 从", "F from"), "count"), Column("f_to", Text("F 到", "F to"), "count"),
        Column("m_from_fen", Text("M 从", "M from"), "money"), Column("m_to_fen", Text("M 到", "M to"), "money"),
    )  # fmt: skip
    # The later the last day, the fewer days ago it is: the two ends change places.
    days = [(_ago(as_of, to) or 0, _ago(as_of, start)) for start, to in _spans(rules.last_day)]
    each = zip(days, _spans(rules.orders), _spans(rules.net_fen), strict=True)
    rows = [(n + 1, *r, *f, *m) for n, (r, f, m) in enumerate(each)]
    return Table("cutoffs", TITLES["cutoffs"], columns, tuple(reversed(rows)))


def _ago(as_of: int, day: int | None) -> int | None:
    return None if day is None else as_of - day


def _spans(bounds: Sequence[int]) -> Iterator[tuple[int | None, int | None]]:
    starts = [None, *(int(b) for b in bounds)]
    ends = [*(int(b) - 1 for b in bounds), None]
    yield from zip(starts, ends, strict=True)


def flow_table(flow: Array, before: str, after: str) -> Table:
    """Return who was in which group before and after; the last row and column are their sums."""
    states = (*BINARY, "single", "outside")
    columns = (
        Column("before", Text("之前", "before")),
        *(Column(c, GROUPS[c], "count") for c in states),
        Column("total", Text("合计", "total"), "count"),
    )
    rows: list[tuple[Any, ...]] = []
    for code in (*states, "new"):
        moved = [int(flow[place_of(code), place_of(to)]) for to in states]
        rows.append((code, *moved, sum(moved)))
    sums = [sum(row[n] for row in rows) for n in range(1, len(columns))]
    title = TITLES["flow"].format(before=before, after=after)
    return Table("flow", title, columns, (*rows, ("total", *sums)))


def split_said(split: Split, as_of: int, *, by_score: bool) -> dict[str, float | None]:
    """Return what high is measured against, for the JSON: R in days ago (or as a score)."""
    r = split.last_day if by_score else as_of - split.last_day
    keys = ("r_score", "f_score", "m_score") if by_score else ("r_days", "orders", "net_fen")
    return {k: _plain(v) for k, v in zip(keys, (r, split.orders, split.net_fen), strict=True)}


def _plain(value: Fraction) -> float:
    return int(value) if value.denominator == 1 else round(value.numerator / value.denominator, 6)
