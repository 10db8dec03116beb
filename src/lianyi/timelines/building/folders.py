"""Where stores are: names, publication, the lock of the one who builds, and sweeping.

```
timelines/segments/<id>/arrays.bin, arrays.json    whole people, immutable
timelines/stores/<name>/store.json, arrays.*       which segments, who is alive in each, dictionaries, attributes
timelines/lock                                     held while one builds
```
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lianyi.timelines import progress

KEEP = 3
ASIDE = ".aside-"


class Home:
    """The folder `timelines` of a workspace."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.segments = folder / "segments"
        self.stores = folder / "stores"

    def aside(self, parent: Path) -> Path:
        """Return a fresh folder that nobody reads."""
        made = parent / f"{ASIDE}{secrets.token_hex(8)}"
        made.mkdir(parents=True)
        return made

    def publish(self, written: Path, target: Path) -> None:
        """Give a finished folder its name, surviving a power cut; replaces an unusable one."""
        _sync(written)
        if target.exists():
            target.rename(self.aside(target.parent) / "old")
        written.rename(target)
        _sync(target.parent)

    def names(self) -> list[str]:
        """Return the stores that there are, the one used last first."""
        if not self.stores.exists():
            return []
        found = [p for p in self.stores.iterdir() if not p.name.startswith(ASIDE)]
        return [p.name for p in sorted(found, key=_used, reverse=True)]

    def manifest(self, name: str) -> dict[str, Any]:
        """Return the manifest of a store, empty where it cannot be read."""
        try:
            found: dict[str, Any] = json.loads(
                (self.stores / name / "store.json").read_text("utf-8")
            )
        except (OSError, ValueError):
            return {}
        return found

    @contextmanager
    def building(self) -> Iterator[None]:
        """Be the only one who builds; waits for another. The lock ends with its process, however that ends."""
        self.folder.mkdir(parents=True, exist_ok=True)
        fd = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                progress.tell("waiting")
                fcntl.flock(fd, fcntl.LOCK_EX)
            yield
        finally:
            os.close(fd)

    def sweep_after_killed(self, current: str) -> None:
        """Sweep where a builder was killed after it had published, unless somebody builds just now."""
        if not any(self._set_aside(folder) for folder in (self.folder, self.stores, self.segments)):
            return
        fd = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.sweep(current)
        except BlockingIOError:
            return
        finally:
            os.close(fd)

    @staticmethod
    def _set_aside(folder: Path) -> bool:
        return folder.exists() and any(p.name.startswith(ASIDE) for p in folder.iterdir())

    def sweep(self, current: str) -> None:
        """Remove old stores, segments of no store and what killed builders left; only while building.

        Maps that readers hold stay readable.
        """
        temporary = [n for n in self.names() if n != current and self.manifest(n).get("temporary")]
        lasting = [n for n in self.names() if n != current and n not in temporary]
        for name in [*lasting[KEEP - 1 :], *temporary[1:]]:
            shutil.rmtree(self.stores / name, ignore_errors=True)
        used = {s for n in self.names() for s in self.manifest(n).get("segments", ())}
        for folder in (self.folder, self.stores, self.segments):
            for path in folder.iterdir() if folder.exists() else ():
                if path.name.startswith(ASIDE) or (folder == self.segments and path.name not in used):  # fmt: skip
                    shutil.rmtree(path, ignore_errors=True)


def _used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _sync(path: Path) -> None:
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
