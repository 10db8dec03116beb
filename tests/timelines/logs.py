"""Large made-up logs of events, written into a lake without passing through Python row by row."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb

from lianyi.facts import snapshots
from lianyi.facts.current import Current, ensure
from lianyi.facts.lake import Manifest, Part, fact_path, write_manifest
from lianyi.facts.workspace import Workspace
from tests.facts import lakes

COLUMNS = ("event_no", "person", "at", "event", "channel", "content_no", "product_id", "value_fen", "property_1")  # fmt: skip


def log_workspace(folder: Path, rows: int, people: int) -> Workspace:
    """Return a workspace with `rows` events of up to `people` people, some with long histories."""
    where = lakes.workspace(folder)
    add_log(where, "log", rows, people)
    lakes.stand(where, "log")
    return where


def add_log(where: Workspace, name: str, rows: int, people: int, first_person: int = 0) -> None:
    """Write one import of events; it does not count until it stands."""
    path = fact_path(where.lake, "events", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect()
    con.execute("SET threads=1")
    con.execute("SELECT setseed(0.25)")
    con.execute(
        "COPY (SELECT 'generic' AS platform, 'main' AS store, i AS row_no, "
        f"'{name}' || i AS event_no, {first_person} + CAST(floor(pow(random(), 2) * {people}) AS BIGINT) AS person, "
        "TIMESTAMP '2026-09-01' + INTERVAL (CAST(floor(random() * 2592000) AS BIGINT)) SECOND AS \"at\", "
        "['view', 'view', 'view', 'cart', 'pay'][1 + CAST(floor(random() * 5) AS BIGINT)] AS event, "
        "'app/' || (i % 7) AS channel, 'c' || (i % 300) AS content_no, 'p' || CAST(floor(random() * 5000) AS BIGINT) AS product_id, "
        f"CAST(i % 1000 AS BIGINT) AS value_fen, 'x' || (i % 11) AS property_1 FROM range({rows}) t(i)) "
        f"TO '{path}' (FORMAT parquet)"
    )
    con.close()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    part = Part("events", rows, COLUMNS, "2026-09-01", "2026-09-30", partial_last_day=False, sha256=digest)  # fmt: skip
    manifest = Manifest(
        id=name, file=f"{name}.csv", sheet=None, sha256="0" * 64, mapping="test", mapping_version=1, mapping_hash="0",
        kind="events", platform="generic", store="main", as_of=lakes.AT, as_of_from="given", imported_at=lakes.AT,
        rows=rows, skipped=0, bad=0, parts=(part,), notes={"scope_from_cells": False},
    )  # fmt: skip
    write_manifest(where.lake, manifest)


def view_of(where: Workspace) -> Current:
    """Return the view of the newest snapshot."""
    return ensure(where, snapshots.latest(where.lake), None)
