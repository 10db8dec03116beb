"""The peers: DuckDB and ClickHouse's embedded engine, the same log in a table of each that is sorted for the questions."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from benchmarks.people_log import Size, peer_sql

QUERIES = Path(__file__).parent / "peers"
THREADS = 2
COMPACT = "SELECT CAST(person AS INTEGER) AS person, CAST(ts AS TIMESTAMP_S) AS ts, event, channel, product, value_fen"
PEOPLE = "SELECT person, arg_min(channel, ts) AS first_channel FROM log WHERE event = 'order_paid' GROUP BY person"


class Peer(Protocol):
    """An engine with the log in it."""

    name: str
    build_s: float

    def load_edges(self, path: Path) -> None:
        """Make a table `edges` of a Parquet file with the columns parent and child."""
        ...

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Run the peer's query for `question` and return its rows."""
        ...


def query_of(engine: str, question: str) -> str | None:
    """Return the text of a peer's query, None where it has none."""
    path = QUERIES / engine / f"{question}.sql"
    return path.read_text("utf-8") if path.exists() else None


class Duck:
    """DuckDB over a file, table sorted by person and time."""

    name = "duckdb"

    def __init__(self, folder: Path, size: Size) -> None:
        import duckdb

        self._con = duckdb.connect(str(folder / "peer.duckdb"))
        self._con.execute(f"SET threads={THREADS}")
        self._con.execute(f"SET temp_directory='{folder / 'spill'}'")
        started = time.perf_counter()
        events = (
            "CREATE TYPE event AS ENUM ('view', 'favourite', 'cart', 'order_created', 'order_paid')"
        )
        self._con.execute(events)
        self._con.execute(
            f"CREATE TABLE log AS SELECT * REPLACE (CAST(event AS event) AS event) FROM ({COMPACT} FROM ({peer_sql(size)})) ORDER BY person, ts"
        )
        self._con.execute(f"CREATE TABLE people AS {PEOPLE}")
        self._con.execute("CHECKPOINT")
        self.build_s = time.perf_counter() - started

    def export(self, path: Path) -> None:
        """Write the log as Parquet, for the other peer to load."""
        self._con.execute(
            f"COPY (SELECT * REPLACE (CAST(event AS VARCHAR) AS event) FROM log) TO '{path}' (FORMAT parquet, COMPRESSION lz4_raw)"
        )

    def load_edges(self, path: Path) -> None:
        """Make a table `edges` of a Parquet file with the columns parent and child."""
        self._con.execute(f"CREATE OR REPLACE TABLE edges AS FROM '{path}'")

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Run the peer's query for `question` and return its rows."""
        return self._con.execute(query_of(self.name, question) or "").fetchall()

    def close(self) -> None:
        """Close the file."""
        self._con.close()


class House:
    """ClickHouse's embedded engine, MergeTree ordered by person and time."""

    name = "clickhouse"

    def __init__(self, folder: Path, log: Path) -> None:
        from chdb import session

        self._session = session.Session(str(folder / "clickhouse"))
        started = time.perf_counter()
        self._run("CREATE DATABASE IF NOT EXISTS bench ENGINE = Atomic")
        self._run("USE bench")
        self._run(
            "CREATE TABLE bench.log (person UInt32, ts DateTime, event LowCardinality(String), channel LowCardinality(String), "
            "product LowCardinality(String), value_fen Int64) ENGINE = MergeTree ORDER BY (person, ts)"
        )
        self._run(f"INSERT INTO bench.log SELECT * FROM file('{log}', Parquet)")
        self._run("OPTIMIZE TABLE bench.log FINAL")
        self._run(
            "CREATE TABLE bench.people ENGINE = MergeTree ORDER BY person AS SELECT person, argMin(channel, ts) AS first_channel "
            "FROM bench.log WHERE event = 'order_paid' GROUP BY person"
        )
        self.build_s = time.perf_counter() - started

    def load_edges(self, path: Path) -> None:
        """Make a table `edges` of a Parquet file with the columns parent and child."""
        self._run(
            "CREATE TABLE bench.edges (parent UInt64, child UInt64) ENGINE = MergeTree ORDER BY parent"
        )
        self._run(f"INSERT INTO bench.edges SELECT * FROM file('{path}', Parquet)")
        self._run("OPTIMIZE TABLE bench.edges FINAL")

    def _run(self, sql: str, form: str = "CSV") -> Any:
        return self._session.query(sql, form)

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Run the peer's query for `question` and return its rows."""
        sql = (query_of(self.name, question) or "").rstrip() + f" SETTINGS max_threads = {THREADS}"
        return list(_rows(str(self._run(sql, "TSV"))))

    def close(self) -> None:
        """End the session."""
        self._session.close()


def _rows(text: str) -> Iterator[tuple[Any, ...]]:
    for line in text.splitlines():
        yield tuple(_value(cell) for cell in line.split("\t"))


def _value(cell: str) -> Any:
    try:
        return int(cell)
    except ValueError:
        pass
    try:
        return float(cell)
    except ValueError:
        return cell
