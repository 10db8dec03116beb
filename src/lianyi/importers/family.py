"""The imports of one file: the same bytes read the same way, of which one counts at a time.

```
3f2a9c01d7e4            the file as it is
3f2a9c01d7e4-9c1d2e     the same file, told another time of export or other days (or read by a newer reader)
```

What an import once said is never written over: a file that is imported with other answers gets another id,
so a snapshot that names the first one answers as it did.
"""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lianyi.core.errors import LianyiError
from lianyi.facts.lake import Manifest, read_manifest
from lianyi.facts.lake import is_whole as is_part_whole
from lianyi.facts.snapshots import Snapshot

READER = 2
"""Raised whenever the same file makes other facts than before."""
MARK = "-"


@dataclass(frozen=True)
class Answers:
    """What was told or found out about a file besides its rows; `as_of` is UTC without a zone."""

    as_of: datetime
    as_of_from: str
    covers: tuple[date, date] | None
    covers_from: str
    zone: str
    currency: str

    @property
    def is_told(self) -> bool:
        """Whether somebody gave an answer, instead of the file and its name."""
        return "given" in (self.as_of_from, self.covers_from)

    @property
    def mark(self) -> str:
        """A short hash of the answers and of the reader."""
        days = [day.isoformat() for day in self.covers or ()]
        parts = (str(READER), moment_text(self.as_of), *days, self.zone, self.currency)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:6]

    def notes(self) -> dict[str, object]:
        """Return what a manifest keeps of them."""
        covers = None if self.covers is None else [day.isoformat() for day in self.covers]
        return {
            "reader": READER,
            "answers": self.mark,
            "covers": covers,
            "covers_from": self.covers_from,
        }


def moment_text(moment: datetime) -> str:
    """Return a moment as manifests write it."""
    return moment.isoformat(sep=" ", timespec="microseconds")


def stem(import_id: str) -> str:
    """Return the id of the file that an import is one of."""
    return import_id.partition(MARK)[0]


def standing_one(snapshot: Snapshot, own: str) -> str | None:
    """Return the import of the file `own` that counts in `snapshot`."""
    return next((i for i in snapshot.imports if stem(i) == own), None)


def instead(snapshot: Snapshot, import_id: str) -> tuple[str, ...]:
    """Return the list of `snapshot` with `import_id`, and without others of the same file."""
    if import_id in snapshot.imports:
        return tuple(i for i in snapshot.imports if i == import_id or stem(i) != stem(import_id))
    kept = (i for i in snapshot.imports if stem(i) != stem(import_id))
    return (*kept, import_id)


def id_for(lake: Path, own: str, answers: Answers) -> str:
    """Return the id under which a file with these answers is kept."""
    before = readable(lake, own)
    if before is not None:
        is_same = before.notes.get("answers") == answers.mark
        return own if is_same else f"{own}{MARK}{answers.mark}"
    return f"{own}{MARK}{answers.mark}" if answers.is_told else own


def readable(lake: Path, import_id: str) -> Manifest | None:
    """Return the manifest of an import, or None where there is none that can be read."""
    try:
        return read_manifest(lake, import_id)
    except LianyiError:
        return None


def is_whole(lake: Path, manifest: Manifest) -> bool:
    """Whether every fact file of an import is what was imported."""
    return all(is_part_whole(lake, manifest.id, part) for part in manifest.parts)


@contextmanager
def writing(cache: Path) -> Iterator[None]:
    """Let one process at a time write fact files: two that import one file must agree on its bytes."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "import.lock").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
