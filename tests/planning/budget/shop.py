"""A door onto hand-written facts: what the budget asks of a shop, answered from tables in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import duckdb

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.facts.tables import TABLES
from lianyi.metrics.query import MetricQuery

FIRST = date(2025, 1, 6)
"""The first day that every source covers, a Monday."""
Rows = Sequence[Mapping[str, Any]]
ORDER = {
    "platform": "VARCHAR", "store": "VARCHAR", "order_no": "VARCHAR", "paid_day": "DATE", "channel": "VARCHAR", "source": "VARCHAR",
    "promoter_name": "VARCHAR", "promoter_id": "VARCHAR", "commission_fen": "BIGINT", "platform_fee_fen": "BIGINT",
}  # fmt: skip


class Facts:
    """An engine over tables given as rows; a table without rows is not there."""

    currency = "CNY"
    zone = "Asia/Shanghai"
    snapshot = 1
    known_buyers = None

    def __init__(self, ends: Mapping[str, date] | None = None, **tables: Rows) -> None:
        self.con = duckdb.connect()
        self._columns: dict[str, list[str]] = {}
        self.coverage = [
            (t, "youzan", "main", FIRST, day, False) for t, day in (ends or {}).items()
        ]
        for name, rows in tables.items():
            self.add(name, rows)

    def columns(self, view: str) -> Sequence[str]:
        return self._columns.get(view, ())

    def rows(self, sql: str, params: Sequence[object] = ()) -> Sequence[tuple[Any, ...]]:
        return self.con.execute(sql, list(params)).fetchall()

    def add(self, name: str, rows: Rows) -> None:
        typed = (
            ORDER if name == "orders" else {c.name: c.sql_type for c in TABLES.get(name).columns}
        )
        typed = {"platform": "VARCHAR", "store": "VARCHAR", "channel": "VARCHAR", **typed}
        self._columns[name] = list(typed)
        self.con.execute(f"CREATE TABLE {name} ({', '.join(f'{c} {t}' for c, t in typed.items())})")
        for row in rows:
            full = {
                "platform": "youzan",
                "store": "main",
                "channel": row.get("platform", "youzan"),
                **row,
            }
            self.con.execute(
                f"INSERT INTO {name} ({', '.join(full)}) VALUES ({', '.join('?' * len(full))})",
                list(full.values()),
            )


@dataclass(frozen=True)
class Door:
    """`Data` over facts, on a day of the test's choice."""

    engine: Facts
    today: date
    calendar: BusinessCalendar = field(default_factory=BusinessCalendar)
    sales: Mapping[str, int] = field(default_factory=dict)

    def metric(self, query: MetricQuery) -> Any:
        """Answer GMV by week from `sales`, as many weeks as the period has."""
        weeks = sorted(self.sales)[: len(query.period or ()) // 7]
        return SimpleNamespace(
            rows=[{"week": week, "gmv_paid": self.sales[week]} for week in weeks]
        )


def spend(day: str, yuan: float, category: str = "广告", **more: Any) -> dict[str, Any]:
    """One row of spend."""
    return {"day": day, "plan_no": "p", "category": category, "spend_fen": round(yuan * 100)} | more


def days(first: str, count: int) -> list[str]:
    """So many days in a row."""
    start = date.fromisoformat(first)
    return [(start + timedelta(days=n)).isoformat() for n in range(count)]
