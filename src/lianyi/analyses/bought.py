"""What was bought: the lines of paid orders that were kept, as arrays by person, day and order.

A line is kept that was neither given away, nor sent back, nor refunded in full, of an order that was not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np

from lianyi.core.errors import LianyiError
from lianyi.timelines.store import BASE_DAY

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.core.calendar.periods import Period
    from lianyi.metrics.engine import Engine
    from lianyi.timelines.store import Array

LEVELS: Mapping[str, tuple[str, ...]] = {
    "product": ("product_name",),
    "sku": ("sku_code", "product_name"),
    "category": ("category",),
}
UNKNOWN_PRODUCT = "unknown product"
NOBODY = -1
_ORDER = ("platform", "store", "order_no")


@runtime_checkable
class HandsColumns(Protocol):
    """An engine that hands over whole columns; of others they are made of rows."""

    def arrays(self, sql: str, params: Sequence[object] = ()) -> Mapping[str, Array]:
        """Run one SELECT and return its columns by name."""
        ...


@dataclass(frozen=True)
class Bought:
    """Each item once per order, by person, day and order: arrays [rows]; `item` are places in `names`.

    `person` is `NOBODY` where the buyer is not known; `day` counts from `BASE_DAY`; `order` tells orders apart.
    """

    person: Array
    day: Array
    order: Array
    item: Array
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.item)

    def where(self, kept: Array) -> Bought:
        """Return the rows `kept` [rows], in their order."""
        return Bought(self.person[kept], self.day[kept], self.order[kept], self.item[kept], self.names)  # fmt: skip


def bought(engine: Engine, level: str, period: Period) -> Bought:
    """Return what was bought in `period`, by `level` of `LEVELS`.

    Refuses with `run.missing_source` where the orders name no items of this level.
    """
    have = set(engine.columns("order_lines"))
    names = [c for c in LEVELS[level] if c in have]
    if not names:
        raise LianyiError("run.missing_source", analysis=level, missing="order_lines")
    named = f"coalesce({', '.join(f'l.{c}' for c in names)})"
    lines, days = _lines_sql(engine, named, have), [period.start, period.last]
    known = f"SELECT DISTINCT item FROM ({lines}) WHERE {_KNOWN}"
    items = tuple(str(row[0]) for row in engine.rows(f"{known} ORDER BY item", days))
    coded = f"SELECT item, row_number() OVER (ORDER BY item) - 1 AS code FROM ({known})"
    sql = (
        f'SELECT DISTINCT l.person AS person, l.day AS day, l."order" AS "order", CAST(c.code AS INTEGER) AS item '
        f'FROM ({lines}) l JOIN ({coded}) c USING (item) ORDER BY person, day, "order", item'
    )
    person, day, order, item = arrays_of(
        engine, sql, [*days, *days], ("person", "day", "order", "item")
    )
    return Bought(person, day, order, item, items)


_KNOWN = f"item IS NOT NULL AND item <> '' AND item <> '{UNKNOWN_PRODUCT}'"


def _lines_sql(engine: Engine, item: str, have: set[str]) -> str:
    """Return the SELECT of item, person, day and order of every kept line paid between two days."""
    kept = ["l.is_paid", "l.paid_day BETWEEN ? AND ?", "NOT (coalesce(l.refund_fen, 0) > 0 AND l.refund_fen >= l.paid_fen)"]  # fmt: skip
    if "quantity" in have:
        kept.append("coalesce(l.quantity, 1) > 0")
    kept += [f"NOT coalesce(l.{flag}, false)" for flag in ("is_gift", "is_return") if flag in have]
    person = f"coalesce(l.person_id, {NOBODY})" if "person_id" in have else str(NOBODY)
    order = ", ".join(f"l.{c}" for c in _ORDER)
    if "is_fully_refunded" in engine.columns("orders"):
        same = " AND ".join(f"o.{c} = l.{c}" for c in _ORDER)
        kept.append(f"NOT EXISTS (SELECT 1 FROM orders o WHERE o.is_fully_refunded AND {same})")
    return (
        f"SELECT {item} AS item, CAST({person} AS BIGINT) AS person, "
        f"CAST(l.paid_day - DATE '{BASE_DAY}' AS INTEGER) AS day, CAST(hash({order}) >> 1 AS BIGINT) AS \"order\" "
        f"FROM order_lines l WHERE {' AND '.join(kept)}"
    )


def arrays_of(
    engine: Engine, sql: str, params: Sequence[object], names: Sequence[str]
) -> list[Array]:
    """Return the columns `names` of one SELECT whose whole numbers are never null."""
    if isinstance(engine, HandsColumns):
        columns = engine.arrays(sql, params)
        return [np.ascontiguousarray(columns[name], np.int64) for name in names]
    rows: Sequence[tuple[Any, ...]] = engine.rows(sql, params)
    return [np.array([row[n] for row in rows], np.int64) for n in range(len(names))]


def people_in(data: Data, segment: str, person: Array) -> Array:
    """Return per row of `person` [rows] whether that person is in `segment`; nobody is in none."""
    masks = data.segment(segment)
    inside = [s.person_ids[m & s.alive] for s, m in zip(data.store.segments, masks, strict=True)]
    return np.isin(person, np.concatenate([np.zeros(0, np.int64), *inside]))


def changes(*columns: Array) -> Array:
    """Return where a row differs from the row before it in any of `columns`; the first row does."""
    new = np.zeros(len(columns[0]), np.bool_)
    new[:1] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return new
