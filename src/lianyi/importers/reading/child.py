"""The child's side of `sandbox`: take off every right, run one function, answer once.

Started as `python -m lianyi.importers.reading.child` with the job as JSON on stdin.
"""

from __future__ import annotations

import ctypes
import errno
import importlib
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lianyi.core.errors import Issue, LianyiError
from lianyi.importers.reading.refusals import RefusalError, issue_to_json

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_NO_NEW_PRIVS = 38
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
MB = 1 << 20


def main() -> None:
    """Read the job from stdin, do it, write the answer to its `reply_fd`."""
    job = json.load(sys.stdin)
    _give_up_rights(job["limits"], job["parent"])
    with os.fdopen(job["reply_fd"], "w", encoding="utf-8") as replies:

        def progress(**numbers: int) -> None:
            replies.write(json.dumps({"progress": numbers}) + "\n")
            replies.flush()

        answer = _answer(job, progress)
        replies.write(_as_line({**answer, "peak_kb": _peak_kb()}) + "\n")
        replies.flush()
    # Threads and destructors of a confused library must not keep the parent waiting.
    os._exit(0)


def _answer(job: Mapping[str, Any], progress: Any) -> dict[str, Any]:
    """Call the target; return {"value": …} or {"issue": …}, whatever happens."""
    try:
        module, _, name = job["target"].partition(":")
        function = getattr(importlib.import_module(module), name)
        return {"value": function(job["args"], job["fds"], progress)}
    except RefusalError as refusal:
        issue = refusal.issue
    except LianyiError as error:
        issue = Issue(error.code, facts=error.facts)
    except BaseException as error:  # a panic inside calamine is not an Exception
        issue = _issue_for(error)
    return {"issue": issue_to_json(issue)}


def _issue_for(error: BaseException) -> Issue:
    """Name what stopped the target: memory, the output ceiling, a full disk, or a fault of its own."""
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryException":
        return Issue("import.too_heavy", facts={"reason": "memory"})
    if isinstance(error, OSError) and error.errno == errno.EFBIG:
        return Issue("import.too_heavy", facts={"reason": "output"})
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return Issue("import.disk_full")
    return Issue("import.reader_crashed", facts={"reason": _place_of(error)})


def _as_line(answer: Mapping[str, Any]) -> str:
    try:
        return json.dumps(answer, ensure_ascii=True)
    except (TypeError, ValueError) as error:
        issue = Issue("import.reader_crashed", facts={"reason": f"answer: {error}"})
        return json.dumps({"issue": issue_to_json(issue)})


def _place_of(error: BaseException) -> str:
    """Return the kind and place of `error`; never its text, which may quote somebody's data."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} {Path(last.filename).name}:{last.lineno}"


def _give_up_rights(limits: Mapping[str, Any], parent: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    # Without a network of its own nothing in a file can call home. Refused in some containers; the
    # readers open no connection either way.
    libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)  # the parent died before the line above could tie us to it
    # Twice the wall time: a reader with two busy threads is not runaway, the parent's clock decides.
    cpu_s = int(limits["wall_s"] * max(2, os.cpu_count() or 1)) + 5
    _limit(resource.RLIMIT_CPU, cpu_s)
    _limit(resource.RLIMIT_AS, limits["address_space_mb"] * MB)
    _limit(resource.RLIMIT_FSIZE, limits["output_mb"] * MB)
    _limit(resource.RLIMIT_CORE, 0)


def _limit(what: int, ceiling: int) -> None:
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        ceiling = min(ceiling, hard)
    resource.setrlimit(what, (ceiling, ceiling))


def _peak_kb() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0


if __name__ == "__main__":
    main()
