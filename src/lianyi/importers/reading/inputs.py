"""From what a clerk drops in (a file, a folder, an archive) to one input per table file.

```
open_inputs(path) ─▶ [Input]   .name .size_bytes .weight_bytes .sha256 .issue
                       .open() ─▶ a seekable binary file; members of archives are unpacked into an
                                  unlinked temporary file, so a kill leaves nothing behind
```

A refusal is an `Input` whose `issue` is set: the others go on.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from lianyi.core.errors import Issue
from lianyi.importers.reading.limits import DEFAULT_ARCHIVE_LIMITS, ArchiveLimits
from lianyi.importers.reading.refusals import RefusalError, refuse
from lianyi.importers.reading.zips import packed_bytes

BLOCK_BYTES = 1 << 20
WORKBOOK_SLOWNESS = 8
IGNORED_NAMES = frozenset({"__macosx", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True)
class Input:
    """One file to read. `name` is what the user sees: the path below what was dropped in.

    `opener` returns a new binary file at its start; `issue` is set where the file is refused unread.
    """

    name: str
    size_bytes: int
    opener: Callable[[], BinaryIO] = field(repr=False, compare=False)
    issue: Issue | None = None

    def open(self) -> BinaryIO:
        """Return the content as a seekable file with a descriptor; raise `RefusalError` if refused."""
        if self.issue is not None:
            raise RefusalError(self.issue)
        return self.opener()

    @cached_property
    def sha256(self) -> str:
        """The hash of the content as 64 hex digits; the file is read once for it."""
        digest = hashlib.sha256()
        with self.open() as file:
            while block := file.read(BLOCK_BYTES):
                digest.update(block)
        return digest.hexdigest()

    @cached_property
    def weight_bytes(self) -> int:
        """The size that says how long reading may take: for a workbook what is packed in it counts too.

        To be passed to `Limits.for_size`. A workbook reads at about an eighth of the speed of a CSV file.
        """
        if self.issue is not None:
            return 0
        with self.open() as file:
            return max(self.size_bytes, packed_bytes(file) // WORKBOOK_SLOWNESS)


def open_inputs(path: Path, limits: ArchiveLimits = DEFAULT_ARCHIVE_LIMITS) -> list[Input]:
    """Return the inputs that `path` holds, in a fixed order.

    A folder is walked (sorted; hidden files, `~$` lock files and links left out or refused); a `.zip` gives
    one input per member, a `.gz` one. Nothing is parsed: what a file is shows when it is probed.
    """
    from lianyi.importers.reading.archives import unfold

    found: list[Input] = []
    for file in _files(path):
        found.extend(unfold(file, limits))
    return found


def refused(name: str, issue: Issue, size_bytes: int = 0) -> Input:
    """Return the input that stands for a file that is not read, with the reason."""

    def never() -> BinaryIO:
        raise RefusalError(issue)

    return Input(name, size_bytes, never, issue)


def is_ignored(name: str) -> bool:
    """Say whether one part of a path names a file that operating systems and editors leave about."""
    return name.startswith((".", "~$")) or name.casefold() in IGNORED_NAMES


def _files(path: Path) -> Iterator[Input]:
    if not path.is_dir():
        # The path that the user named may be a link; one found inside a folder may point anywhere.
        yield _plain_input(path, _shown(Path(path.name)), follow=True)
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(f for f in folders if not is_ignored(f))
        for file in sorted(f for f in files if not is_ignored(f)):
            full = Path(folder, file)
            yield _plain_input(full, _shown(full.relative_to(path)), follow=False)


def _shown(path: Path) -> str:
    """Return a path as text that can be printed: names on old disks may be GBK."""
    name = str(path)
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", errors="replace")
    return name


def _plain_input(path: Path, name: str, *, follow: bool) -> Input:
    try:
        status = path.stat(follow_symlinks=follow)
    except OSError as error:
        return refused(name, Issue("import.unreadable", name, facts={"reason": error.strerror}))
    if stat.S_ISLNK(status.st_mode):
        return refused(name, Issue("import.link", name))
    if not stat.S_ISREG(status.st_mode):
        return refused(name, Issue("import.not_a_table", name, facts={"looks_like": "device"}))
    if status.st_size == 0:
        return refused(name, Issue("import.empty", name))
    return Input(name, status.st_size, lambda: _open_unchanged(path, name, status))


def _open_unchanged(path: Path, name: str, seen: os.stat_result) -> BinaryIO:
    """Open `path`, or refuse if it is no longer the file that was listed."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise refuse("import.unreadable", name, reason=error.strerror) from None
    now = os.fstat(file.fileno())
    if (now.st_ino, now.st_size, now.st_mtime_ns) != (seen.st_ino, seen.st_size, seen.st_mtime_ns):
        file.close()
        raise refuse("import.file_changed", name)
    return file
