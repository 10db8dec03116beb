"""A reader's own SELECT, run where it can do no harm.

```
query ── parsed, checked, written anew ──▶ child without rights ──▶ names and rows
          (readonly_query)                  (readonly_child)
view files: opened read-only here, handed over as open descriptors
```
"""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.engines.embedded import view_statements
from lianyi.engines.readonly_query import checked_select
from lianyi.facts.current import Current

CHILD = "lianyi.engines.readonly_child"
PACKAGE_ROOT = str(Path(__file__).resolve().parents[2])
MB = 1 << 20
VIEW = re.compile(r'^CREATE VIEW "?(\w+)"? ')


@dataclass(frozen=True)
class Limits:
    """What one query may cost: real time, DuckDB's memory and the whole address space, rows, bytes said."""

    wall_s: float = 30.0
    memory_mb: int = 900
    address_space_mb: int = 3072
    rows: int = 100_000
    reply_mb: int = 128

    @property
    def cpu_s(self) -> int:
        """Processor time: what two busy threads use in `wall_s`, and a little."""
        return int(2 * self.wall_s) + 5


@dataclass(frozen=True)
class Answer:
    """Column names, rows of Python values (dates, datetimes, ints, Decimals …), and whether rows were cut off."""

    names: list[str]
    rows: list[tuple[Any, ...]]
    truncated: bool


DEFAULT_LIMITS = Limits()


def run_select(current: Current, query: str, limits: Limits = DEFAULT_LIMITS) -> Answer:
    """Run one SELECT over the documented views of `current`.

    Refuses with the codes of `checked_select`, and with `sql.failed` (fact `why`: what the engine said) or
    `sql.too_heavy` (facts `reason`: time, memory or output; `limit`).
    """
    statements = view_statements(current)
    views = [found[1] for s in statements if (found := VIEW.match(s))]
    sql = checked_select(query, views)
    with _opened(current.folder) as files:
        job = {
            "sql": sql,
            "statements": [_over_descriptors(s, current.folder, files) for s in statements],
            "fds": list(files.values()),
            "zone": current.zone,
            "limits": {**asdict(limits), "cpu_s": limits.cpu_s},
            "parent": os.getpid(),
        }
        reply = _converse(job, limits)
    if "error" in reply:
        raise _refusal(reply, limits)
    rows = [tuple(map(_typed, reply["types"], row)) for row in reply["rows"]]
    return Answer(reply["names"], rows, reply["truncated"])


@contextmanager
def _opened(folder: Path) -> Iterator[dict[str, int]]:
    """Open the files of a view read-only; they stay readable even if the cache is cleared meanwhile."""
    with ExitStack() as stack:
        files = {}
        for path in sorted(folder.glob("*.parquet")):
            files[path.name] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            stack.callback(os.close, files[path.name])
        yield files


def _over_descriptors(statement: str, folder: Path, files: Mapping[str, int]) -> str:
    for name, fd in files.items():
        path = str(folder / name).replace("'", "''")
        statement = statement.replace(f"'{path}'", f"'/proc/self/fd/{fd}'")
    return statement


def _converse(job: Mapping[str, Any], limits: Limits) -> dict[str, Any]:
    reader, writer = os.pipe()
    with tempfile.TemporaryFile() as stdin:
        stdin.write(json.dumps({**job, "reply_fd": writer}).encode())
        stdin.seek(0)
        try:
            child = _start(stdin.fileno(), [*job["fds"], writer])
        finally:
            os.close(writer)
    try:
        said, stopped = _listen(reader, limits)
    finally:
        os.close(reader)
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
        status = child.wait()
    return _reply(said, stopped, status)


def _start(stdin: int, fds: Sequence[int]) -> subprocess.Popen[bytes]:
    paths = dict.fromkeys([PACKAGE_ROOT, *(str(Path(p).absolute()) for p in sys.path if p)])
    environment = {
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    return subprocess.Popen(
        [sys.executable, "-P", "-m", CHILD], stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        pass_fds=fds, cwd="/", env=environment, start_new_session=True,
    )  # fmt: skip


def _listen(reader: int, limits: Limits) -> tuple[bytes, str]:
    """Return what the child said, and why listening stopped before it had finished ("" if it had)."""
    deadline = time.monotonic() + limits.wall_s
    said: list[bytes] = []
    held = 0
    while held <= 2 * limits.reply_mb * MB:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reader], [], [], left)[0]:
            return b"", "time"
        chunk = os.read(reader, 1 << 16)
        if not chunk:
            return b"".join(said), ""
        said.append(chunk)
        held += len(chunk)
    return b"", "output"


def _reply(said: bytes, stopped: str, status: int) -> dict[str, Any]:
    if stopped:
        return {"error": stopped, "why": ""}
    if not said and status > 0:
        raise RuntimeError(f"The process that runs a query ended with exit {status}.")
    if not said:
        # Killed by the kernel's limit on processor time, or by running out of address space.
        return {"error": "time" if status == -signal.SIGXCPU else "memory", "why": ""}
    reply: dict[str, Any] = json.loads(said)
    if reply.get("error") == "crashed":
        raise RuntimeError(f"The process that runs a query broke off: {reply['why']}.")
    return reply


def _refusal(reply: Mapping[str, Any], limits: Limits) -> LianyiError:
    reason = reply["error"]
    if reason == "failed":
        return LianyiError("sql.failed", why=reply["why"])
    what, limit = {
        "time": (Text("时间", "time"), f"{limits.wall_s:g} s"),
        "memory": (Text("内存", "memory"), f"{limits.memory_mb} MB"),
        "output": (Text("结果的大小", "room for the result"), f"{limits.reply_mb} MB"),
    }[reason]
    return LianyiError("sql.too_heavy", reason=reason, what=what, limit=limit)


def _typed(kind: str, value: Any) -> Any:
    """Return a plain value as Python's type for a column of DuckDB type `kind`."""
    if not isinstance(value, str):
        return value
    if kind == "DATE":
        return date.fromisoformat(value)
    if kind.startswith("TIMESTAMP"):
        return datetime.fromisoformat(value)
    if kind.startswith("DECIMAL"):
        return Decimal(value)
    return float(value) if kind in ("DOUBLE", "FLOAT") else value
