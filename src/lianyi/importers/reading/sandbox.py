"""Run one function over hostile bytes in a child process that can hurt nobody.

```
parent ── job (JSON on stdin) ─▶ child: limits itself, imports `module:function`, calls it
       ◀─ one JSON object a line: {"progress": …}* then {"value": …} or {"issue": …}
       watches clock and resident memory; kills; a dead child is an Issue, never an exception
```

The function is called as `function(args, fds, progress)`: `args` the JSON object given here, `fds` the file
descriptors by name (same numbers as here), `progress(**numbers)` sends a progress line. It returns
something that JSON can hold, or raises `RefusalError` (or any `LianyiError`) to refuse the file.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from lianyi.core.errors import Issue
from lianyi.importers.reading.limits import DEFAULT_LIMITS, MB, Limits
from lianyi.importers.reading.refusals import issue_from_json, issue_to_json

OnProgress = Callable[[Mapping[str, int]], None]
CHILD_MODULE = "lianyi.importers.reading.child"
# A busy child gains some 2 MB in a millisecond: looking every 5 ms and stopping a little early keeps the promise.
TICK_S = 0.005
MARGIN_MB = 16
MOST_PATIENCE = 10
"""How many times its time a child may take where others keep it waiting."""
PACKAGE_ROOT = str(Path(__file__).resolve().parents[3])


@dataclass(frozen=True)
class Outcome:
    """What came of a child: `value` (when `issue` is None) or `issue`, and what it cost."""

    value: Any
    issue: Issue | None
    peak_rss_mb: float
    seconds: float


def run_sandboxed(
    target: str,
    args: Mapping[str, Any],
    fds: Mapping[str, int],
    limits: Limits = DEFAULT_LIMITS,
    on_progress: OnProgress | None = None,
    file: str = "",
) -> Outcome:
    """Call `target` ("package.module:function") in a child under `limits` and return its outcome.

    Issues that arise here: `import.too_heavy` (facts `reason` time|memory|output, `limit`) and
    `import.reader_crashed` (facts `reason`). `file` is the name that they show. What `on_progress`
    raises passes through after the child is killed, which is how a caller cancels.
    """
    job = {"target": target, "args": dict(args), "fds": dict(fds), "limits": asdict(limits)}
    with _Child(job, list(fds.values()), limits) as child:
        reply = child.converse(on_progress)
        return child.outcome(reply, file)


class _Child:
    """One child process and the conversation with it."""

    def __init__(self, job: Mapping[str, Any], fds: list[int], limits: Limits) -> None:
        self._limits = limits
        self._start = time.monotonic()
        self._reader, writer = os.pipe()
        self._peak_kb = 0
        self._killed_for = ""
        stdin = _file_holding({**job, "reply_fd": writer, "parent": os.getpid()})
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", CHILD_MODULE],
                stdin=stdin,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[*fds, writer],
                cwd="/",
                env=_clean_environment(),
                start_new_session=True,
            )
        except BaseException:
            os.close(self._reader)
            raise
        finally:
            os.close(writer)
            os.close(stdin)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._kill("")
        self._process.wait()
        os.close(self._reader)

    def converse(self, on_progress: OnProgress | None) -> dict[str, Any] | None:
        """Listen until the child answers or ends; return its answer if there is one."""
        lines = _Lines(self._limits.reply_mb * MB)
        os.set_blocking(self._reader, False)
        with selectors.DefaultSelector() as selector:
            selector.register(self._reader, selectors.EVENT_READ)
            while self._within_limits():
                if not selector.select(TICK_S):
                    continue
                chunk = os.read(self._reader, 1 << 16)
                if not chunk:
                    return None
                for reply in lines.feed(chunk):
                    if "progress" not in reply:
                        return reply
                    if on_progress is not None:
                        on_progress(reply["progress"])
                if lines.overfull:
                    self._kill("output")
        return None

    def outcome(self, reply: dict[str, Any] | None, file: str) -> Outcome:
        """Turn the answer, or the way in which the child died without one, into an outcome."""
        seconds = time.monotonic() - self._start
        if reply is None:
            if self._killed_for:
                issue = self._too_heavy(self._killed_for, file)
            else:
                issue = self._post_mortem(file)
            return Outcome(None, issue, self._peak_kb / 1024, seconds)
        peak_mb = max(self._peak_kb, reply.get("peak_kb", 0)) / 1024
        if "issue" not in reply:
            return Outcome(reply["value"], None, peak_mb, seconds)
        issue = issue_from_json(reply["issue"])
        if issue.code == "import.too_heavy" and "reason" in issue.facts:
            issue = self._too_heavy(str(issue.facts["reason"]), file)
        return Outcome(None, replace(issue, file=issue.file or file), peak_mb, seconds)

    def _within_limits(self) -> bool:
        if self._killed_for:
            return False
        resident_kb, peak_kb = _memory_kb(self._process.pid)
        self._peak_kb = max(self._peak_kb, peak_kb)
        if resident_kb > (self._limits.memory_mb - MARGIN_MB) * 1024:
            self._kill("memory")
        elif self._is_late():
            self._kill("time")
        return not self._killed_for

    def _is_late(self) -> bool:
        """Whether the child had its time: waiting for a processor that others use is no fault of its file."""
        passed_s, allowed_s = time.monotonic() - self._start, self._limits.wall_s
        if passed_s <= allowed_s:
            return False
        return (
            passed_s > MOST_PATIENCE * allowed_s
            or passed_s - _waited_s(self._process.pid) > allowed_s
        )

    def _kill(self, reason: str) -> None:
        self._killed_for = self._killed_for or reason
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)

    def _post_mortem(self, file: str) -> Issue:
        """Say what a child died of that closed its pipe without a word."""
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return Issue("import.reader_crashed", file=file, facts={"reason": "silent"})
        if code == -signal.SIGXCPU:
            return self._too_heavy("time", file)
        if code == -signal.SIGXFSZ:
            return self._too_heavy("output", file)
        reason = signal.Signals(-code).name if code < 0 else f"exit {code}"
        return Issue("import.reader_crashed", file=file, facts={"reason": reason})

    def _too_heavy(self, reason: str, file: str) -> Issue:
        limits = self._limits
        limit = {
            "time": f"{limits.wall_s:.0f} s",
            "memory": f"{limits.memory_mb} MB",
            "output": f"{limits.output_mb} MB",
        }[reason]
        return Issue("import.too_heavy", file=file, facts={"reason": reason, "limit": limit})


def _waited_s(pid: int) -> float:
    """Return how long a process was ready and got no processor; 0 where the system does not count that."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


class _Lines:
    """Splits the child's bytes into JSON objects, up to a total of `ceiling` bytes for one line."""

    def __init__(self, ceiling: int) -> None:
        self._ceiling = ceiling
        self._parts: list[bytes] = []
        self._held = 0

    @property
    def overfull(self) -> bool:
        return self._held > self._ceiling

    def feed(self, chunk: bytes) -> list[dict[str, Any]]:
        self._parts.append(chunk)
        self._held += len(chunk)
        if b"\n" not in chunk:
            return []
        *lines, rest = b"".join(self._parts).split(b"\n")
        self._parts, self._held = [rest], len(rest)
        return [_reply(line) for line in lines]


def _reply(line: bytes) -> dict[str, Any]:
    """Parse one line; what no honest child writes counts as a crash."""
    try:
        reply = json.loads(line)
    except ValueError:
        reply = None
    if isinstance(reply, dict) and reply.keys() & {"progress", "value", "issue"}:
        return reply
    garbled = Issue("import.reader_crashed", facts={"reason": "garbled"})
    return {"issue": issue_to_json(garbled)}


def _file_holding(job: Mapping[str, Any]) -> int:
    """Return an anonymous file, at its start, that holds `job`: a pipe could fill up and block."""
    fd = os.memfd_create("job", os.MFD_CLOEXEC)
    os.write(fd, json.dumps(job).encode())
    os.lseek(fd, 0, os.SEEK_SET)
    return fd


def _clean_environment() -> dict[str, str]:
    """Return the child's whole environment: where to import from, nothing that could be a secret."""
    paths = dict.fromkeys([PACKAGE_ROOT, *(str(Path(p).absolute()) for p in sys.path if p)])
    return {
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
        "TMPDIR": tempfile.gettempdir(),
        "TZ": "UTC",
        "MALLOC_ARENA_MAX": "2",
    }


def _memory_kb(pid: int) -> tuple[int, int]:
    """Return resident and peak memory of `pid` in kB from /proc, zeros once it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_bytes()
    except OSError:
        return 0, 0
    return _status_kb(status, b"VmRSS:"), _status_kb(status, b"VmHWM:")


def _status_kb(status: bytes, key: bytes) -> int:
    _, _, rest = status.partition(key)
    return int(rest.split(None, 1)[0]) if rest else 0
