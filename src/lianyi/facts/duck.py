"""The one place that opens DuckDB: in memory, and silent.

DuckDB draws a progress bar on stdout for queries that take long, which would stand in the middle of
somebody's JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def silent(config: Mapping[str, Any] | None = None) -> Any:
    """Return a new in-memory connection that prints nothing; `config` as `duckdb.connect` takes it."""
    import duckdb

    con = duckdb.connect(config=dict(config or {}))
    con.execute("SET enable_progress_bar=false")
    return con
