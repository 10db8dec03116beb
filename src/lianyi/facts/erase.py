"""Erasing a person: the vault forgets who they are, and what they wrote goes from the lake.

Their facts stay under random numbers that lead to nobody, so counts and old snapshots keep their values. A
file with their words is written again without them and its manifest told the new checksum. An intent written first
and removed last makes a killed erasure visible to `lianyi verify` and safe to repeat.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lianyi.facts.duck import silent
from lianyi.facts.durable import aside, publish, write_json
from lianyi.facts.lake import (
    ERASING,
    Manifest,
    damaged,
    fact_path,
    read_manifest,
    write_manifest,
)
from lianyi.facts.vault import Vault
from lianyi.facts.workspace import Workspace

FREE_TEXT: dict[str, tuple[str, ...]] = {
    "reviews": ("text",),
    "surveys": ("answer",),
    "events": ("more",),
}
"""Columns in which a person (`person` of the same row) writes what they like."""


@dataclass(frozen=True)
class Erased:
    """What went: identifiers deleted, files written again, rows that lost their text."""

    identifiers: int
    files: int
    texts: int


def erase(
    workspace: Workspace,
    vault: Vault,
    ids: Sequence[int],
    *,
    at: str,
    reason: str,
    tagged: Sequence[str] = (),
) -> Erased:
    """Erase the identifiers `ids`; `tagged` values (`kind<US>value`) are barred even if never seen. Repeatable."""
    if not ids:  # nobody known: the values are barred, and there is nothing to take out
        return Erased(vault.erase(ids, tagged, at, reason), 0, 0)
    intent = intent_path(workspace.lake)
    resumed = intent.exists()
    write_json(intent, {"ids": sorted(ids), "at": at, "reason": reason})
    gone = vault.erase(ids, tagged, at, reason)
    files = texts = 0
    for manifest in _manifests(workspace.lake):
        changed, emptied = _without_text(workspace.lake, manifest, ids, resumed=resumed)
        files += changed
        texts += emptied
    shutil.rmtree(workspace.cache / "views", ignore_errors=True)
    shutil.rmtree(workspace.timelines, ignore_errors=True)
    intent.unlink()
    return Erased(gone, files, texts)


def intent_path(lake: Path) -> Path:
    """Return the file that exists while an erasure is under way, or was cut short."""
    return lake / ERASING


def _manifests(lake: Path) -> Iterator[Manifest]:
    folder = lake / "imports"
    for path in sorted(folder.glob("*.json")) if folder.exists() else ():
        yield read_manifest(lake, path.stem)


def _without_text(
    lake: Path, manifest: Manifest, ids: Sequence[int], *, resumed: bool
) -> tuple[int, int]:
    """Take the words of `ids` out of one import; return how many files and how many rows lost some."""
    parts, emptied = [], []
    for part in manifest.parts:
        columns = [c for c in FREE_TEXT.get(part.table, ()) if c in part.columns]
        path = fact_path(lake, part.table, manifest.id)
        if not columns or "person" not in part.columns or not path.exists():
            parts.append(part)
            continue
        rows = _rewrite(lake, path, columns, ids)
        emptied.append(rows)
        # An erasure that was cut short may have left a new file under an old checksum.
        digest = _sha256(path) if rows or resumed else part.sha256
        parts.append(replace(part, sha256=digest))
    if tuple(parts) != manifest.parts:
        write_manifest(lake, replace(manifest, parts=tuple(parts)))
    return sum(rows > 0 for rows in emptied), sum(emptied)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _rewrite(lake: Path, path: Path, columns: Sequence[str], ids: Sequence[int]) -> int:
    """Null `columns` in the rows of `ids`; return how many rows had text. The file is replaced whole."""
    import duckdb

    con = silent()
    try:
        con.execute("CREATE TEMP TABLE gone AS SELECT unnest(CAST(? AS BIGINT[])) AS id", [[*ids]])
        hit = "person IN (SELECT id FROM gone)"
        written_any = " OR ".join(f"{c} IS NOT NULL" for c in columns)
        source = f"read_parquet({_quoted(path)})"
        emptied = _one(con, f"SELECT count(*) FROM {source} WHERE {hit} AND ({written_any})")
        if not emptied:
            return 0
        nulled = ", ".join(f"CASE WHEN {hit} THEN NULL ELSE {c} END AS {c}" for c in columns)
        target = aside(path)
        con.execute(
            f"COPY (SELECT * REPLACE ({nulled}) FROM {source}) TO {_quoted(target)} (FORMAT parquet, COMPRESSION zstd)"
        )
    except duckdb.Error as error:
        raise damaged(lake, path, error) from error
    finally:
        con.close()
    publish(target, path)
    return emptied


def _one(con: Any, sql: str) -> int:
    return int(con.execute(sql).fetchone()[0])


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
