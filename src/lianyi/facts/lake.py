"""The lake: one immutable Parquet file per import and table, and a manifest per import.

```
lake/<table>/<import>.parquet      rows as they were in that file
lake/imports/<import>.json         manifest: where it came from, what it has, what it covers
lake/snapshots/<n>.json            which imports count
```
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.facts.durable import ASIDE, write_json

ERASING = "erasing.json"
"""Exists while an erasure is under way, or was cut short."""
IS_MISSING = Text("不见了", "it is missing")
NOT_AS_IMPORTED = Text("内容和导入时不一样", "it is not what was imported")


@dataclass(frozen=True)
class Part:
    """What one import brought for one table. Days are business days, both included.

    `poorer` are columns made without some of their cells: they never replace one that was whole.
    """

    table: str
    rows: int
    columns: tuple[str, ...]
    from_day: str | None
    to_day: str | None
    partial_last_day: bool
    sha256: str
    poorer: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """One import. `as_of` is when the platform made the file (UTC, ISO); it decides which version wins."""

    id: str
    file: str
    sheet: str | None
    sha256: str
    mapping: str
    mapping_version: int
    mapping_hash: str
    kind: str
    platform: str
    store: str
    as_of: str
    as_of_from: str
    imported_at: str
    rows: int
    skipped: int
    bad: int
    parts: tuple[Part, ...]
    notes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def rank(self) -> tuple[str, str]:
        """The order of versions: by `as_of`, ties by content, never by when it was imported."""
        return (self.as_of, self.sha256)

    def part(self, table: str) -> Part | None:
        """Return what this import has for `table`."""
        return next((p for p in self.parts if p.table == table), None)


def fact_path(lake: Path, table: str, import_id: str) -> Path:
    """Return the file of one import and table."""
    return lake / table / f"{import_id}.parquet"


def manifest_path(lake: Path, import_id: str) -> Path:
    """Return the manifest's file."""
    return lake / "imports" / f"{import_id}.json"


def write_manifest(lake: Path, manifest: Manifest) -> None:
    """Store `manifest`, whole or not at all."""
    write_json(manifest_path(lake, manifest.id), asdict(manifest))


def read_manifest(lake: Path, import_id: str) -> Manifest:
    """Return the manifest of an import; `import.unknown` where there is none, `lake.damaged` if it is broken."""
    path = manifest_path(lake, import_id)
    if not path.exists():
        raise LianyiError("import.unknown", id=import_id)
    try:
        document = json.loads(path.read_text("utf-8"))
        parts = tuple(_part(p) for p in document.pop("parts"))
        return Manifest(**document, parts=parts)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(lake, path, error) from error


def is_whole(lake: Path, import_id: str, part: Part) -> bool:
    """Whether the fact file of one import and table is what was imported."""
    try:
        with fact_path(lake, part.table, import_id).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == part.sha256
    except OSError:
        return False


def check_parts(lake: Path, manifests: Iterable[Manifest], tables: Collection[str] = ()) -> None:
    """Refuse with `lake.damaged` the first fact file (of `tables`, if given) that is not what was imported.

    While an erasure is under way files are ahead of their checksums, so nothing is said then.
    """
    if (lake / ERASING).exists():
        return
    for manifest in manifests:
        for part in manifest.parts:
            if tables and part.table not in tables:
                continue
            if not is_whole(lake, manifest.id, part):
                path = fact_path(lake, part.table, manifest.id)
                wrong = NOT_AS_IMPORTED if path.exists() else IS_MISSING
                raise LianyiError(
                    "lake.damaged", file=str(path.relative_to(lake.parent)), reason=wrong
                )


def damaged(lake: Path, path: Path, error: Exception) -> LianyiError:
    """Return the refusal of a file of the lake that cannot be read."""
    place = path.relative_to(lake.parent) if path.is_relative_to(lake.parent) else path
    return LianyiError("lake.damaged", file=str(place), reason=str(error).split("\n")[0])


def _part(document: dict[str, Any]) -> Part:
    listed = {name: tuple(document.get(name, ())) for name in ("columns", "poorer")}
    return Part(**{**document, **listed})


def find_import(lake: Path, name: str) -> Manifest:
    """Return the import that `name` means: its id, or the start of it that no other has."""
    folder = lake / "imports"
    start = name.strip().lstrip("#")
    ids = [p.stem for p in folder.glob("*.json")] if folder.exists() and start else []
    hits = [i for i in ids if i == start] or [i for i in ids if i.startswith(start)]
    if len(hits) != 1:
        raise LianyiError(
            "import.id_ambiguous" if hits else "import.unknown", id=name.strip() or "「」"
        )
    return read_manifest(lake, hits[0])


def sweep(lake: Path, older_than: float) -> int:
    """Delete half-written files last touched before `older_than` (epoch seconds); return how many."""
    stale = [p for p in lake.rglob(f"{ASIDE}*") if p.stat().st_mtime < older_than]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)
