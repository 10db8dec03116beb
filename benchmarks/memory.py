"""How much memory this process has used at most, read from the kernel's own account."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

STATUS = Path("/proc/self/status")
EVERY_S = 0.01


def status_mb(name: str) -> float:
    """Return an entry of the process's status in MB.

    `resource` cannot be asked: its high-water mark is that of the process that started this one, if that was larger.
    """
    line = next(x for x in STATUS.read_text("ascii").splitlines() if x.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


class Peak:
    """The most of `RssAnon` (what the process holds for itself) while the block ran, looked at a hundred times a second.

    `resident_mb` counts pages of mapped files too, which the machine takes back when it needs them.
    """

    def __enter__(self) -> Self:
        """Begin to look."""
        self.own_mb = status_mb("RssAnon")
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)
        self._looking.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:  # fmt: skip
        """Look for the last time."""
        self._over.set()
        self._looking.join()
        self.own_mb = max(self.own_mb, status_mb("RssAnon"))
        self.resident_mb = status_mb("VmHWM")

    def _look(self) -> None:
        while not self._over.wait(EVERY_S):
            self.own_mb = max(self.own_mb, status_mb("RssAnon"))
