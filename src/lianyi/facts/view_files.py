"""Whether a built view is still what was built: what its `done.json` says of its files, and what to do with others.

A view is disposable. One that was cut, flipped or half deleted is set aside under a hidden name and built
again from the lake; the newest one set aside is kept, so that somebody can look at it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

DONE = "done.json"
BUILDING = ".aside-"
DAMAGED = ".damaged-"
NOTHING: Mapping[str, list[Any]] = {}
STALE_S = 3_600
"""A build that was not touched for so long when another one finished was killed."""


def describe_files(folder: Path, known: Mapping[str, list[Any]] = NOTHING) -> dict[str, list[Any]]:
    """Return name → [bytes, time of change in ns, SHA-256] of the files of a finished view.

    A file that is one of `known`, unchanged, is not read again.
    """
    found = {}
    for path in sorted(folder.glob("*.parquet")):
        stat, before = _stat(path), known.get(path.name)
        found[path.name] = before if before and before[:2] == stat else [*stat, _sha256(path)]
    return found


def borrow(building: Path, base: str, without: Collection[str]) -> dict[str, Any] | None:
    """Give `building` the files of a whole view of the same base, except the views named `without`.

    Files are shared (hard links), never copied. Returns what that view says of itself, None where there is none or the file
    system shares no files; then nothing was given.
    """
    siblings = [p for p in building.parent.iterdir() if not p.name.startswith(".")]
    for view in sorted(siblings, key=lambda p: p.name):
        done = read_done(view)
        if done is None or done.get("base") != base:
            continue
        try:
            for name in done["files"]:
                if name.removesuffix(".parquet") not in without:
                    os.link(view / name, building / name)
        except OSError:
            for path in building.iterdir():
                path.unlink()
            continue
        return done
    return None


def write_done(folder: Path, done: Mapping[str, Any]) -> None:
    """Write what a view says of itself, with a sum over it: a flipped letter in here must be told as well."""
    text = _text(done)
    kept = {"done": done, "sha256": hashlib.sha256(text.encode()).hexdigest()}
    (folder / DONE).write_text(json.dumps(kept, ensure_ascii=False), "utf-8")


def read_done(folder: Path) -> dict[str, Any] | None:
    """Return what the view in `folder` says of itself, or None where it is not whole.

    A file that looks as it did when it was built is believed; one that was touched is read and compared.
    """
    try:
        kept = json.loads((folder / DONE).read_text("utf-8"))
        done: dict[str, Any] = kept["done"]
        if hashlib.sha256(_text(done).encode()).hexdigest() != kept["sha256"]:
            return None
        is_whole = all(_is_same(folder / name, known) for name, known in done["files"].items())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return done if is_whole else None


def set_aside(folder: Path) -> None:
    """Take a view that is not whole out of the way; only the newest one stays."""
    for old in folder.parent.glob(f"{DAMAGED}*"):
        shutil.rmtree(old, ignore_errors=True)
    target = folder.parent / f"{DAMAGED}{folder.name}-{secrets.token_hex(4)}"
    with contextlib.suppress(FileNotFoundError):  # another process was faster
        folder.rename(target)


def sweep_builds(views: Path, now: float) -> None:
    """Delete builds that were killed: not touched in the hour before `now` (epoch seconds)."""
    for path in views.glob(f"{BUILDING}*"):
        with contextlib.suppress(FileNotFoundError):
            if now - path.stat().st_mtime > STALE_S:
                shutil.rmtree(path, ignore_errors=True)


def _text(done: Mapping[str, Any]) -> str:
    return json.dumps(done, ensure_ascii=False, sort_keys=True)


def _is_same(path: Path, known: list[Any]) -> bool:
    size, changed_ns, digest = known
    found = _stat(path)
    if found == [size, changed_ns]:
        return True
    return bool(found[0] == size and _sha256(path) == digest)


def _stat(path: Path) -> list[int]:
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
