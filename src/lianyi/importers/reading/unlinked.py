"""Files without a name: whatever kills the process, nothing of them remains."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast


def unlinked_file() -> BinaryIO:
    """Return a new file on disk that no folder lists; the space is free as soon as it is closed."""
    return cast("BinaryIO", tempfile.TemporaryFile())


class LastUnpacked:
    """Keeps the file unpacked last: one input is opened several times in a row, to hash, probe and read it.

    One file at most is kept, whatever the number of archives.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key: object = None
        self._file: BinaryIO | None = None

    def open(self, key: object, unpack: Callable[[], BinaryIO]) -> BinaryIO:
        """Return a file of its own over the content of `key`, unpacking it only if another came between."""
        with self._lock:
            if self._file is None or self._key is not key:
                self._forget()
                self._file, self._key = unpack(), key
            # Opened anew through its descriptor, the file has a position of its own.
            return Path(f"/proc/self/fd/{self._file.fileno()}").open("rb")

    def _forget(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = self._key = None


LAST_UNPACKED = LastUnpacked()
