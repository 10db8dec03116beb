"""Snapshots: which imports count. A snapshot is a small file; making one is the only commit there is.

`lake/snapshots/<number>.json` holds number, parent, reason and the list of standing imports. It is
written put-if-absent, so of two writers one wins and the other takes the winner as its parent.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from lianyi.core.errors import LianyiError
from lianyi.facts.durable import aside, json_text, publish_if_absent

ATTEMPTS = 1_000


@dataclass(frozen=True)
class Snapshot:
    """One version of the data: the imports that stand, in the order in which they came."""

    number: int
    parent: int | None
    reason: str
    at: str
    imports: tuple[str, ...]


EMPTY = Snapshot(0, None, "empty", "", ())


def folder_of(lake: Path) -> Path:
    """Return where the snapshots of `lake` are."""
    return lake / "snapshots"


def latest(lake: Path) -> Snapshot:
    """Return the newest snapshot, or the empty one with number 0."""
    return read(lake, max(_numbers(lake), default=0))


def read(lake: Path, number: int) -> Snapshot:
    """Return snapshot `number`; `snapshot.unknown` where there is none, `snapshot.damaged` if it is broken."""
    if number == 0:
        return EMPTY
    path = folder_of(lake) / f"{number}.json"
    if not path.exists():
        raise LianyiError("snapshot.unknown", number=number)
    try:
        document = json.loads(path.read_text("utf-8"))
        return Snapshot(**{**document, "imports": tuple(document["imports"])})
    except (ValueError, KeyError, TypeError) as error:
        reason = str(error).split("\n")[0]
        raise LianyiError(
            "snapshot.damaged", file=f"lake/snapshots/{number}.json", reason=reason
        ) from error


def history(lake: Path) -> list[Snapshot]:
    """Return all snapshots, oldest first."""
    return [read(lake, number) for number in sorted(_numbers(lake))]


def commit(
    lake: Path, reason: str, at: str, change: Callable[[Snapshot], tuple[str, ...] | None]
) -> Snapshot:
    """Make the next snapshot: `change` gets the newest one and returns the new list of imports.

    When `change` returns None nothing is made and the newest snapshot comes back. Another writer that was
    faster makes `change` be asked again about the state it left.
    """
    for _ in range(ATTEMPTS):
        parent = latest(lake)
        imports = change(parent)
        if imports is None or (parent.number and imports == parent.imports):
            return parent
        snapshot = Snapshot(parent.number + 1, parent.number, reason, at, imports)
        target = folder_of(lake) / f"{snapshot.number}.json"
        written = aside(target)
        written.write_text(json_text(asdict(snapshot)), "utf-8")
        if publish_if_absent(written, target):
            return snapshot
    raise LianyiError("snapshot.busy")


def _numbers(lake: Path) -> list[int]:
    folder = folder_of(lake)
    if not folder.exists():
        return []
    return [int(p.stem) for p in folder.iterdir() if p.suffix == ".json" and p.stem.isdigit()]
