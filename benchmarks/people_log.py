"""A behaviour log of any size: people with a heavy tail, thirty days, most of it views, a fiftieth paid orders.

Written straight into the lake, as an import of that many rows would have left it, by one DuckDB query per table:
the same numbers at every call, on every machine.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FIRST_DAY = "2026-09-01"
DAYS = 30
ZONE_HOURS = 8
ORDER_SHARE = 0.02
CARRIERS = ("live", "video", "card", "note")
SOURCES = ("own", "creator")


@dataclass(frozen=True)
class Size:
    """How many rows the log has: `events` counts orders twice, as created and as paid."""

    events: int
    people: int

    @property
    def orders(self) -> int:
        """How many orders."""
        return int(self.events * ORDER_SHARE)

    @property
    def others(self) -> int:
        """How many events that are no orders."""
        return self.events - 2 * self.orders


def _u(salt: int, row: str = "i") -> str:
    """Return the SQL of a number in [0, 1) for a row, another one for each `salt`."""
    return f"((hash({row} * 64 + {salt}) >> 11)::DOUBLE / 9007199254740992.0)"


def drawn_sql(first: int, rows: int, people: int, *, orders: bool) -> str:
    """Return the SELECT of `rows` drawn rows: number, person, local time, event, carrier, source, product, amount.

    Persons follow a power law; seven of ten rows come over a person's own channel.
    """
    kind = (
        "'order'"
        if orders
        else f"CASE WHEN {_u(4)} < 0.93 THEN 'view' WHEN {_u(4)} < 0.96 THEN 'favourite' ELSE 'cart' END"
    )
    # The lane goes by person and second: two rows of one second are then no matter of which came first.
    at = "(person::BIGINT * 4294967296 + second)"
    return f"""
        SELECT i, person, TIMESTAMP '{FIRST_DAY}' + to_seconds(second) AS moment, kind,
          list_extract({list(CARRIERS)}, 1 + lane % 4) AS carrier, list_extract({list(SOURCES)}, 1 + lane // 4) AS source,
          'P' || product AS product, amount_fen
        FROM (SELECT *, CAST(CASE WHEN {_u(5, at)} < 0.7 THEN hash(person) % 8 ELSE floor(8 * {_u(6, at)}) END AS INTEGER) AS lane
        FROM (SELECT i, CAST(floor({people} * pow({_u(1)}, 1.5)) AS INTEGER) AS person,
          CAST(floor({DAYS} * {_u(2)}) AS INTEGER) * 86400 + CAST(floor(86400 * (0.3 + 0.7 * sqrt({_u(3)}))) AS INTEGER) % 86400 AS second,
          {kind} AS kind,
          CAST(floor(10000 * pow({_u(7)}, 2)) AS INTEGER) AS product,
          CAST(1000 + floor(50000 * {_u(8)}) AS BIGINT) AS amount_fen
        FROM (SELECT unnest(range({first}, {first + rows})) AS i)))"""


PERSON_ID = "CAST(hash(person * 64 + 63) >> 1 AS BIGINT)"
"""The identifier that the vault would have drawn for a person."""


def write_lake(folder: Path, size: Size) -> None:
    """Make the workspace in `folder` and fill its lake with one import of events and orders."""
    from lianyi.facts import snapshots
    from lianyi.facts.duck import silent
    from lianyi.facts.lake import Manifest, write_manifest
    from lianyi.facts.workspace import init_workspace, open_workspace

    init_workspace(folder, name="Benchmark")
    workspace = open_workspace(folder)
    con = silent()
    con.execute("SET preserve_insertion_order=false")
    con.execute("SET memory_limit='3GB'")
    parts = (
        _write(con, workspace.lake, "events", _events(size)),
        _write(con, workspace.lake, "orders", _orders(size)),
    )
    con.close()
    made = "2026-10-01 00:00:00.000000"
    manifest = Manifest(
        id="bench", file="log", sheet=None, sha256="0" * 64, mapping="generic_events", mapping_version=1, mapping_hash="0",
        kind="events", platform="douyin", store="main", as_of=made, as_of_from="given", imported_at=made, rows=size.events,
        skipped=0, bad=0, parts=parts,
    )  # fmt: skip
    write_manifest(workspace.lake, manifest)
    snapshots.commit(workspace.lake, "bench", made, lambda _: ("bench",))


def _events(size: Size) -> str:
    drawn = drawn_sql(0, size.others, size.people, orders=False)
    return (
        f"SELECT 'E' || i AS event_no, {PERSON_ID} AS person, moment - INTERVAL {ZONE_HOURS} HOUR AS \"at\", kind AS event, "
        f"'douyin/' || carrier || '/' || source AS channel, product AS product_id FROM ({drawn})"
    )


def _orders(size: Size) -> str:
    drawn = drawn_sql(size.others, size.orders, size.people, orders=True)
    return (
        f"SELECT 'O' || i AS order_no, {PERSON_ID} AS buyer, moment - INTERVAL {ZONE_HOURS} HOUR AS created_at, "
        f"moment - INTERVAL {ZONE_HOURS} HOUR AS paid_at, amount_fen AS paid_fen, 'completed' AS status, carrier, source FROM ({drawn})"
    )


def _write(con: Any, lake: Path, table: str, sql: str) -> Any:
    from lianyi.facts.lake import Part, fact_path

    path = fact_path(lake, table, "bench")
    path.parent.mkdir(parents=True, exist_ok=True)
    con.execute(
        f"COPY (SELECT 'douyin' AS platform, 'main' AS store, row_number() OVER () AS row_no, * FROM ({sql})) "
        f"TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
    )
    described = con.execute(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall()
    columns = tuple(c[0] for c in described if c[0] not in ("platform", "store", "row_no"))
    rows = con.execute(f"SELECT count(*) FROM read_parquet('{path}')").fetchone()[0]
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Part(table, rows, columns, FIRST_DAY, "2026-09-30", False, sha256)


def peer_sql(size: Size) -> str:
    """Return the SELECT of the same log for a peer: dense person numbers, local time, one row an event."""
    others = drawn_sql(0, size.others, size.people, orders=False)
    orders = drawn_sql(size.others, size.orders, size.people, orders=True)
    channel = "'douyin/' || carrier || '/' || source AS channel"
    return (
        f"SELECT person, moment AS ts, kind AS event, {channel}, product, 0::BIGINT AS value_fen FROM ({others}) UNION ALL "
        f"SELECT person, moment, unnest(['order_created', 'order_paid']) AS event, {channel}, product, amount_fen FROM ({orders})"
    )


def described(size: Size) -> str:
    """Return the size as text for the table."""
    return json.dumps({"events": size.events, "people": size.people})
