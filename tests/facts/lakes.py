"""Workspaces with hand-written facts: rows go into the lake as an import would leave them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from lianyi.facts import snapshots
from lianyi.facts.lake import Manifest, Part, fact_path, write_manifest
from lianyi.facts.tables import TABLES
from lianyi.facts.vault import Vault
from lianyi.facts.workspace import Workspace, init_workspace

KEY = bytes(range(32))
AT = "2026-11-23T00:00:00+00:00"
Rows = Sequence[Mapping[str, Any]]


def workspace(folder: Path, zone: str = "Asia/Shanghai") -> Workspace:
    """Return a new, empty workspace."""
    return init_workspace(folder, name="团团", zone=zone)


def vault(where: Workspace) -> Vault:
    """Open its vault under the tests' key."""
    return Vault(where.folder / "vault.db", KEY)


def add(
    where: Workspace,
    import_id: str,
    as_of: str,
    *,
    platform: str = "youzan",
    store: str = "main",
    columns: Sequence[str] | None = None,
    days: tuple[str, str] | None = None,
    partial: bool = False,
    **tables: Rows,
) -> Manifest:
    """Write one import of the `tables` given (and its manifest); it does not count until it stands.

    `columns` are those that the file had; without them, those named in any row.
    """
    parts = []
    for table, rows in tables.items():
        had = columns or tuple(dict.fromkeys(c for row in rows for c in row))
        path = fact_path(where.lake, table, import_id)
        _write(path, table, had, rows, platform, store)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        first, last = days or (None, None)
        parts.append(Part(table, len(rows), tuple(had), first, last, partial, digest))
    manifest = Manifest(
        id=import_id, file=f"{import_id}.csv", sheet=None, sha256=hashlib.sha256(import_id.encode()).hexdigest(),
        mapping="test", mapping_version=1, mapping_hash="0", kind="orders", platform=platform, store=store,
        as_of=as_of, as_of_from="given", imported_at=AT, rows=sum(len(r) for r in tables.values()), skipped=0, bad=0,
        parts=tuple(parts), notes={"scope_from_cells": False},
    )  # fmt: skip
    write_manifest(where.lake, manifest)
    return manifest


def stand(where: Workspace, *imports: str) -> snapshots.Snapshot:
    """Make a snapshot in which exactly `imports` count."""
    return snapshots.commit(where.lake, "test", AT, lambda _: imports)


def _write(
    path: Path, table: str, columns: Sequence[str], rows: Rows, platform: str, store: str
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    declared = TABLES.get(table).by_name
    typed = "".join(f', "{c}" {declared[c].sql_type}' for c in columns)
    con = duckdb.connect()
    con.execute(f"CREATE TABLE t (platform VARCHAR, store VARCHAR, row_no BIGINT{typed})")
    for number, row in enumerate(rows, start=2):
        values = [platform, store, number, *(row.get(c) for c in columns)]
        con.execute(f"INSERT INTO t VALUES ({', '.join('?' * len(values))})", values)
    quoted = str(path).replace("'", "''")
    con.execute(f"COPY t TO '{quoted}' (FORMAT parquet)")
    con.close()
