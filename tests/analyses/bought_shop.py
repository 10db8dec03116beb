"""A shop in memory whose lines are written by hand or drawn: the views and the people that analyses of items read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from lianyi.analyses.result import Result
from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.period_text import parse_period
from lianyi.core.calendar.periods import Period, between
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.result import MetricResult
from lianyi.timelines.store import BASE_DAY, Segment, Store, Stream

FIRST = date(2026, 1, 1)
START = (FIRST - BASE_DAY).days
DAY = 86_400


@dataclass(frozen=True)
class Line:
    """One line; `day` counts from FIRST, a person None is not known."""

    person: int | None
    day: int
    order: str
    item: str
    category: str | None = None
    paid_fen: int = 1_000
    refund_fen: int = 0
    is_gift: bool = False
    is_paid: bool = True
    channel: int = 1
    quantity: int = 1


class Views:
    """The engine: `order_lines` and `orders`."""

    snapshot = 1
    zone = "Asia/Shanghai"
    currency = "CNY"

    def __init__(self, lines: Sequence[Line], coverage: Sequence[tuple[Any, ...]]) -> None:
        self.data_as_of: Mapping[str, str | None] = {}
        self.coverage = coverage
        self.con = duckdb.connect()
        given = {
            "person": np.array([-1 if x.person is None else x.person for x in lines], np.int64),
            "day": np.array([x.day for x in lines], np.int64),
            "order_no": np.array([x.order for x in lines], object),
            "product_name": np.array([x.item for x in lines], object),
            "category": np.array([x.category or "" for x in lines], object),
            **{n: np.array([getattr(x, n) for x in lines], np.int64) for n in ("paid_fen", "refund_fen", "quantity")},
            **{n: np.array([getattr(x, n) for x in lines], np.bool_) for n in ("is_gift", "is_paid")},
        }  # fmt: skip
        self.con.register("given", given)
        self.con.execute(
            "CREATE TABLE order_lines AS SELECT nullif(person, -1) AS person_id, 'youzan' AS platform, 'main' AS store, "
            f"order_no, product_name, nullif(category, '') AS category, paid_fen, refund_fen, quantity, is_gift, is_paid, DATE '{FIRST}' + day::INT AS paid_day FROM given"
        )
        self.con.execute(
            "CREATE TABLE orders AS SELECT person_id, platform, store, order_no, paid_day, bool_or(is_paid) AS is_paid, sum(paid_fen) AS paid_fen, "
            "sum(refund_fen) AS refund_fen, sum(refund_fen) >= sum(paid_fen) AND sum(refund_fen) > 0 AS is_fully_refunded FROM order_lines GROUP BY ALL"
        )

    def columns(self, view: str) -> list[str]:
        """Return the columns of a view."""
        sql = "SELECT column_name FROM duckdb_columns() WHERE table_name = ?"
        return [row[0] for row in self.con.execute(sql, [view]).fetchall()]

    @property
    def known_buyers(self) -> tuple[int, int] | None:
        """Return of how many paid orders the buyer is known."""
        every, known = self.rows("SELECT count(*), count(person_id) FROM orders WHERE is_paid")[0]
        return every, known

    def rows(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one SELECT."""
        return self.con.execute(sql, list(params)).fetchall()


class Columns(Views):
    """The same, and it hands over whole columns."""

    def arrays(self, sql: str, params: Sequence[object] = ()) -> Mapping[str, Any]:
        """Run one SELECT and return its columns."""
        found: Mapping[str, Any] = self.con.execute(sql, list(params)).fetchnumpy()
        return found


@dataclass
class Bazaar:
    """What an analysis is handed; `days` are covered from FIRST on, `inside` are the people of any segment."""

    lines: Sequence[Line]
    days: int = 100
    inside: Sequence[int] = ()
    hands_columns: bool = True
    today: date = date(2026, 11, 28)
    calendar: BusinessCalendar = field(default_factory=BusinessCalendar)

    def __post_init__(self) -> None:
        last = FIRST + timedelta(days=self.days - 1)
        covered = [(t, "youzan", "main", FIRST, last, False) for t in ("orders", "order_lines")]
        self.engine = (Columns if self.hands_columns else Views)(self.lines, covered)
        self.store = store_of(self.lines)

    def period(self, text: str | None) -> Period:
        """Return the period named, or all covered days."""
        return parse_period(text) if text else between(FIRST, FIRST + timedelta(self.days - 1))

    def segment(self, name: str | None) -> Any:
        """Return everybody, or the people inside."""
        if name is None:
            return None
        return [np.isin(s.person_ids, self.inside) for s in self.store.segments]

    def metric(self, query: MetricQuery) -> MetricResult:
        """There are no metrics here."""
        raise NotImplementedError

    def columns(self, path: Path, wanted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """There are no files here."""
        raise NotImplementedError

    def lines_of(self, path: Path) -> list[str]:
        """There are no files here."""
        raise NotImplementedError


def store_of(lines: Sequence[Line]) -> Store:
    """Return the known people with their paid orders."""
    orders: dict[str, list[Line]] = {}
    for line in lines:
        if line.person is not None and line.is_paid:
            orders.setdefault(line.order, []).append(line)
    rows = sorted(
        (of[0].person or 0, of[0].day, order, sum(x.paid_fen for x in of), sum(x.refund_fen for x in of), of[0].channel)
        for order, of in orders.items()
    )  # fmt: skip
    people = sorted({x.person for x in lines if x.person is not None})
    counts = np.bincount(np.searchsorted(people, [r[0] for r in rows]), minlength=len(people)) if rows else np.zeros(len(people), np.int64)  # fmt: skip
    day = np.array([r[1] + START for r in rows], np.int32)
    stream = Stream(
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        {
            "day": day, "at": day.astype(np.int64) * DAY, "order_fen": np.array([r[3] for r in rows], np.int64),
            "refund_fen": np.array([r[4] for r in rows], np.int64), "channel": np.array([r[5] for r in rows], np.uint8),
        },
    )  # fmt: skip
    whole = Segment(np.array(people, np.int64), np.ones(len(people), np.bool_), {"orders": stream})
    return Store(BASE_DAY, [whole], {"channel": ("", "live", "note", "mall", "search")}, "bazaar")


def handed(data: Bazaar) -> Any:
    """Return it as what an analysis is handed: there are no files here."""
    return data


def run(key: str, data: Bazaar, **options: Any) -> Result:
    """Run an analysis by its key, as the notebook does."""
    from lianyi.analyses.declaration import make

    return make(key, options).run(data)  # type: ignore[arg-type]  # it has no files
