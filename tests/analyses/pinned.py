"""A pinned shop in memory: random orders and events as a store and as the views that analyses read beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lianyi.analyses.result import Result
from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.period_text import parse_period
from lianyi.core.calendar.periods import Period, between
from lianyi.engines.known_buyers import count_known_buyers
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.result import MetricResult
from lianyi.timelines.store import Store
from tests.timelines.kernels.order_logs import BASE, Order, Row, database, store_of

Covered = Sequence[tuple[Any, ...]]


class Views:
    """The engine of a pinned shop: the view `orders`, one row an order, and what the imports cover."""

    snapshot = 3
    zone = "Asia/Shanghai"
    currency = "CNY"

    def __init__(self, rows: Sequence[Row], coverage: Covered) -> None:
        self.data_as_of: Mapping[str, str | None] = {}
        self.coverage = coverage
        self.con = database(given_orders=[r for r in rows if isinstance(r, Order)])
        self.con.execute(
            "CREATE VIEW orders AS SELECT person AS person_id, true AS is_paid, order_fen AS paid_fen, "
            f"refund_fen, DATE '{BASE}' + day::INT AS paid_day FROM given_orders"
        )

    def columns(self, view: str) -> list[str]:
        """Return the columns of a view."""
        sql = "SELECT column_name FROM duckdb_columns() WHERE table_name = ?"
        return [row[0] for row in self.con.execute(sql, [view]).fetchall()]

    @property
    def known_buyers(self) -> tuple[int, int] | None:
        """Return of how many paid orders the buyer is known."""
        return count_known_buyers(self)

    def rows(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one SELECT."""
        return self.con.execute(sql, list(params)).fetchall()


@dataclass
class Pinned:
    """What an analysis is handed. `days` is how many days from BASE on the imports cover."""

    facts: Sequence[Row]
    days: int
    channels: Sequence[int] = ()
    partial: bool = False
    today: date = date(2026, 11, 28)
    brand: str = "团团"
    tables: Sequence[str] = ("orders", "events")
    replaced: Sequence[int] = ()
    calendar: BusinessCalendar = field(default_factory=BusinessCalendar)

    def __post_init__(self) -> None:
        last = BASE + timedelta(days=self.days - 1)
        covered = [(t, "youzan", "main", BASE, last, self.partial) for t in self.tables]
        self.engine = Views(self.facts, covered)
        self.store: Store = store_of(self.facts, replaced=self.replaced, channels=self.channels)

    def period(self, text: str | None) -> Period:
        """Return the period named, or all covered days."""
        return parse_period(text) if text else between(BASE, BASE + timedelta(days=self.days - 1))

    def segment(self, name: str | None) -> Any:
        """Return everybody, or the people with an odd number."""
        return None if name is None else [s.person_ids % 2 == 1 for s in self.store.segments]

    def metric(self, query: MetricQuery) -> MetricResult:
        """There are no metrics here."""
        raise NotImplementedError

    def columns(self, path: Path, wanted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """There are no files here."""
        raise NotImplementedError

    def headers(self, path: Path) -> list[str]:
        """There are no files here."""
        raise NotImplementedError

    def lines(self, path: Path) -> list[str]:
        """There are no files here."""
        raise NotImplementedError


def run(key: str, data: Pinned, **options: Any) -> Result:
    """Run an analysis by its key, as the notebook does."""
    from lianyi.analyses.declaration import make

    return make(key, options).run(data)
