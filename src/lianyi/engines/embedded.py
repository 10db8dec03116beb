"""The embedded engine: DuckDB over the files of one current view, pinned to one snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from lianyi.engines.of_view import OfView
from lianyi.facts.current import Current
from lianyi.facts.duck import silent
from lianyi.facts.tables import TABLES

MEMORY_LIMIT = "900MB"
DERIVED = ("orders_all", "order_lines", "refunds", "people", "cohort_months")


class Embedded(OfView):
    """Answers SQL over the documented views of `current`; safe to share between threads by `cursor`."""

    is_far: Literal[False] = False

    def __init__(self, current: Current) -> None:
        super().__init__(current)
        self._con = silent()
        self._con.execute(f"SET memory_limit='{MEMORY_LIMIT}'")
        self._con.execute(f"SET TimeZone='{current.zone}'")
        for statement in view_statements(current):
            self._con.execute(statement)
        self._columns: dict[str, tuple[str, ...]] = {}

    def columns(self, view: str) -> Sequence[str]:
        """Return the columns of a documented view; nothing where there is no such view."""
        if view not in self._columns:
            found = self._con.execute(
                "SELECT column_name FROM duckdb_columns() WHERE table_name = ? AND schema_name = 'main' ORDER BY column_index",
                [view],
            ).fetchall()
            self._columns[view] = tuple(row[0] for row in found)
        return self._columns[view]

    def rows(self, sql: str, params: Sequence[object] = ()) -> Sequence[tuple[Any, ...]]:
        """Run one SELECT and return all rows."""
        found: list[tuple[Any, ...]] = self._con.execute(sql, list(params)).fetchall()
        return found

    def table(
        self, sql: str, params: Sequence[object] = ()
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Run one SELECT and return its column names and rows."""
        done = self._con.execute(sql, list(params))
        return [d[0] for d in done.description], done.fetchall()

    def arrays(self, sql: str, params: Sequence[object] = ()) -> Mapping[str, Any]:
        """Run one SELECT and return its columns as numpy arrays: a row costs its bytes, not an object a cell."""
        found: Mapping[str, Any] = self._con.execute(sql, list(params)).fetchnumpy()
        return found

    def close(self) -> None:
        """Close the connection."""
        self._con.close()


def view_files(current: Current) -> dict[str, Path]:
    """Return the file behind every documented view that is one file."""
    names = (
        *DERIVED,
        *(t.key for t in TABLES if t.key not in ("orders", "order_lines", "refunds")),
    )
    paths = {name: current.folder / f"{name}.parquet" for name in names}
    return {name: path for name, path in paths.items() if path.exists()}


def derived_views(current: Current) -> dict[str, str]:
    """Return the SELECT of every documented view that is made of others."""
    return {
        "orders": "SELECT * EXCLUDE (excluded_reason) FROM orders_all WHERE excluded_reason IS NULL",
        "days": _days_select(current),
    }


def view_statements(current: Current) -> list[str]:
    """Return the statements that define every documented view over the files of `current`."""
    statements = [
        f'CREATE VIEW "{name}" AS SELECT * {"EXCLUDE (oid) " if name == "orders_all" else ""}FROM read_parquet({_quoted(path)})'
        for name, path in view_files(current).items()
    ]
    derived = derived_views(current)
    statements.append(f"CREATE VIEW orders AS {derived['orders']}")
    statements.append(_coverage_view(current))
    statements.append(f"CREATE VIEW days AS {derived['days']}")
    return statements


def _coverage_view(current: Current) -> str:
    names = "table_name, platform, store, from_day, to_day, is_last_day_partial"
    rows = [
        f"({_text(c.table)}, {_text(c.platform)}, {_text(c.store)}, DATE {_text(c.from_day)}, DATE {_text(c.to_day)}, {c.is_last_day_partial})"
        for c in current.coverage
    ]
    if not rows:
        return f"CREATE VIEW coverage AS SELECT * FROM (VALUES ('', '', '', DATE '2000-01-01', DATE '2000-01-01', false)) c({names}) WHERE false"
    return f"CREATE VIEW coverage AS SELECT * FROM (VALUES {', '.join(rows)}) c({names})"


def _days_select(current: Current) -> str:
    first = min((c.from_day for c in current.coverage), default="2020-01-01")
    last = max((c.to_day for c in current.coverage), default="2020-01-01")
    return (
        "SELECT CAST(d AS DATE) AS day, strftime(d, '%G-W%V') AS iso_week, strftime(d, '%Y-%m') AS month, "
        "year(d) || '-Q' || quarter(d) AS quarter, isodow(d) AS weekday "
        f"FROM (SELECT unnest(generate_series(DATE '{first}', DATE '{last}', INTERVAL 1 DAY)) AS d)"
    )


def _quoted(path: Path) -> str:
    return _text(str(path))


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
