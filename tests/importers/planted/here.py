"""The reader without a process of its own: the same functions and the same answers, for many small files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lianyi.importers import run, sheet
from lianyi.importers.reading import child
from lianyi.importers.reading.refusals import issue_from_json
from lianyi.importers.reading.sandbox import Outcome


def read_here() -> None:
    """Let imports of this process read in it; for worker processes that do nothing else."""
    run.run_sandboxed = _answered  # type: ignore[assignment, attr-defined]  # no limits, no progress
    sheet.run_sandboxed = _answered  # type: ignore[assignment, attr-defined]  # no limits, no progress


def _answered(
    target: str, args: Mapping[str, Any], fds: Mapping[str, int], *_: object, file: str = ""
) -> Outcome:
    job = {"target": target, "args": dict(args), "fds": dict(fds)}
    reply = json.loads(child._as_line(child._answer(job, lambda **_numbers: None)))
    if "issue" not in reply:
        return Outcome(reply["value"], None, 0.0, 0.0)
    issue = issue_from_json(reply["issue"])
    return Outcome(None, replace(issue, file=issue.file or file), 0.0, 0.0)
