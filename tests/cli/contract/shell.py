"""Running `lianyi` as a user does: a process of its own, with its two streams and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[3] / "src"
KEY = "5a" * 32


@dataclass(frozen=True)
class Told:
    """What a command told, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)


def lianyi(*arguments: object, at: Path, env: Mapping[str, str] | None = None) -> Told:
    """Run `lianyi ARGUMENT…` in the folder `at`."""
    command = [sys.executable, "-m", "lianyi.cli.main", *map(str, arguments)]
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    settings = {**kept, "PYTHONPATH": str(SOURCE), "LIANYI_KEY": KEY, **(env or {})}
    done = subprocess.run(command, cwd=at, env=settings, capture_output=True, timeout=900)
    return Told(done.returncode, done.stdout.decode(), done.stderr.decode())
