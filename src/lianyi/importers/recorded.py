"""Facts that Lianyi states itself (check states, predictions, actions): one import for each time it says something.

They go the way of every import: immutable files, a manifest, a snapshot. So they are listed, undone and verified like
the others, and a report on an older snapshot sees what was known then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from lianyi.facts import snapshots
from lianyi.facts.duck import silent
from lianyi.facts.durable import aside, publish
from lianyi.facts.lake import Manifest, Part, fact_path, write_manifest
from lianyi.facts.snapshots import Snapshot
from lianyi.facts.tables import TABLES
from lianyi.facts.workspace import Workspace
from lianyi.importers.family import moment_text, writing

PLATFORM, STORE, MAPPING = "lianyi", "main", "lianyi"
Rows = Sequence[Mapping[str, Any]]


def record(
    workspace: Workspace, what: str, tables: Mapping[str, Rows], at: datetime, day: date
) -> Snapshot:
    """Write `tables` (fact table -> rows by column) as one import made at `at`; return the snapshot that counts it.

    `what` names the import in lists (`plan check`). Instants in rows are UTC. Nothing is written where no table has a
    row. The same rows at the same moment are one import, however often they are recorded.
    """
    filled = {key: rows for key, rows in tables.items() if rows}
    if not filled:
        return snapshots.latest(workspace.lake)
    moment = at.astimezone(UTC).replace(tzinfo=None)
    text = json.dumps(
        [what, moment_text(moment), filled], default=str, ensure_ascii=False, sort_keys=True
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    import_id = digest[:12]
    with writing(workspace.cache):
        parts = tuple(_part(workspace.lake, import_id, key, rows, day) for key, rows in filled.items())  # fmt: skip
        write_manifest(workspace.lake, _manifest(import_id, digest, what, moment, at, parts))
    return snapshots.commit(
        workspace.lake,
        f"import {import_id}",
        at.astimezone(UTC).isoformat(timespec="seconds"),
        lambda s: s.imports if import_id in s.imports else (*s.imports, import_id),
    )


def _manifest(
    import_id: str, digest: str, what: str, moment: datetime, at: datetime, parts: tuple[Part, ...]
) -> Manifest:
    return Manifest(
        id=import_id, file=what, sheet=None, sha256=digest, mapping=MAPPING, mapping_version=1,
        mapping_hash="", kind=what.replace(" ", "_"), platform=PLATFORM, store=STORE,
        as_of=moment_text(moment), as_of_from="given",
        imported_at=at.astimezone(UTC).isoformat(timespec="seconds"),
        rows=sum(part.rows for part in parts), skipped=0, bad=0, parts=parts,
        notes={"scope_from_cells": False},
    )  # fmt: skip


def _part(lake: Path, import_id: str, table: str, rows: Rows, day: date) -> Part:
    declared = TABLES.get(table).by_name
    columns = [name for name in declared if any(name in row for row in rows)]
    target = fact_path(lake, table, import_id)
    written = aside(target)
    types = "".join(f', "{name}" {declared[name].sql_type}' for name in columns)
    with closing(silent()) as con:
        con.execute(f"CREATE TABLE said (platform VARCHAR, store VARCHAR, row_no BIGINT{types})")
        marks = ", ".join("?" * (len(columns) + 3))
        values = [[PLATFORM, STORE, n, *(row.get(c) for c in columns)] for n, row in enumerate(rows, 1)]  # fmt: skip
        con.executemany(f"INSERT INTO said VALUES ({marks})", values)
        quoted = str(written).replace("'", "''")
        con.execute(f"COPY said TO '{quoted}' (FORMAT parquet, COMPRESSION zstd)")
    with written.open("rb") as file:
        sha = hashlib.file_digest(file, "sha256").hexdigest()
    publish(written, target)
    days = (day.isoformat(), day.isoformat(), False)
    return Part(table, len(rows), tuple(columns), *days, sha)
