"""Probing and reading in a sandboxed child: what the rest of Lianyi calls.

The functions ending in `_job` are the child's side.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, BinaryIO

from lianyi.importers.reading.fast_csv import CsvShape
from lianyi.importers.reading.inputs import Input
from lianyi.importers.reading.limits import DEFAULT_LIMITS, Limits
from lianyi.importers.reading.readers import check, probe, read
from lianyi.importers.reading.refusals import RefusalError
from lianyi.importers.reading.sandbox import OnProgress, Outcome, run_sandboxed
from lianyi.importers.reading.tables import ReadReport, ReadRequest, SheetPreview
from lianyi.importers.reading.unlinked import unlinked_file

HERE = "lianyi.importers.reading.in_child"


@dataclass(frozen=True)
class FastCsv:
    """A file that DuckDB may read directly: `path` is valid in this process and while `file` is open.

    Pass `file.fileno()` to a child, where the path is `/proc/self/fd/<number>`.
    """

    file: BinaryIO
    shape: CsvShape

    @property
    def path(self) -> str:
        """The path under which this process can open it."""
        return f"/proc/self/fd/{self.file.fileno()}"


def probe_in_child(
    source: Input, limits: Limits = DEFAULT_LIMITS, on_progress: OnProgress | None = None
) -> Outcome:
    """Return an outcome whose value is a list of `SheetPreview`."""
    limits = limits.for_size(_weight_bytes(source))
    outcome = _with_file(source, "probe_job", {"limits": asdict(limits)}, {}, limits, on_progress)
    if outcome.issue is not None:
        return outcome
    return replace(outcome, value=[SheetPreview.from_json(p) for p in outcome.value])


def read_in_child(
    source: Input, request: ReadRequest, out_fd: int, on_progress: OnProgress | None = None
) -> Outcome:
    """Read `source` into `out_fd`; return an outcome whose value is a `ReadReport`."""
    limits = request.limits.for_size(_weight_bytes(source))
    args = {"request": request.to_json()}
    outcome = _with_file(source, "read_job", args, {"out": out_fd}, limits, on_progress)
    if outcome.issue is not None:
        return outcome
    return replace(outcome, value=ReadReport.from_json(outcome.value))


def fast_csv_in_child(
    source: Input, request: ReadRequest, on_progress: OnProgress | None = None
) -> FastCsv | None:
    """Return the file for DuckDB to read directly, None where it must go through `read_in_child`.

    The caller closes `file`. Records may be blank in every cell; the caller leaves those out.
    """
    limits = request.limits.for_size(_weight_bytes(source))
    copy = unlinked_file()
    args = {"request": request.to_json()}
    outcome = _with_file(source, "check_job", args, {"copy": copy.fileno()}, limits, on_progress)
    if outcome.issue is None and outcome.value is not None:
        shape = CsvShape(**outcome.value)
        if shape.copied:
            return FastCsv(copy, shape)
        copy.close()
        return FastCsv(source.open(), shape)
    copy.close()
    return None


def _weight_bytes(source: Input) -> int:
    try:
        return source.weight_bytes
    except RefusalError:
        return 0


def _with_file(
    source: Input,
    job: str,
    args: dict[str, Any],
    fds: dict[str, int],
    limits: Limits,
    on_progress: OnProgress | None,
) -> Outcome:
    try:
        file = source.open()
    except RefusalError as refusal:
        return Outcome(
            None, replace(refusal.issue, file=refusal.issue.file or source.name), 0.0, 0.0
        )
    with file:
        named = {**args, "name": source.name}
        given = {**fds, "source": file.fileno()}
        return run_sandboxed(f"{HERE}:{job}", named, given, limits, on_progress, source.name)


@dataclass(frozen=True)
class _Given:
    """The child's view of an input: a descriptor that it was handed."""

    name: str
    fd: int

    def open(self) -> BinaryIO:
        file = os.fdopen(os.dup(self.fd), "rb")
        file.seek(0)
        return file


def probe_job(args: Mapping[str, Any], fds: Mapping[str, int], progress: Any) -> object:  # noqa: ARG001
    """Probe the input behind `fds["source"]`."""
    source = _Given(args["name"], fds["source"])
    return [preview.to_json() for preview in probe(source, Limits(**args["limits"]))]


def read_job(args: Mapping[str, Any], fds: Mapping[str, int], progress: Any) -> object:
    """Read the input behind `fds["source"]` into `fds["out"]`."""
    source = _Given(args["name"], fds["source"])
    request = ReadRequest.from_json(args["request"])
    return read(source, request, fds["out"], progress).to_json()


def check_job(args: Mapping[str, Any], fds: Mapping[str, int], progress: Any) -> object:
    """Check whether DuckDB may read the input behind `fds["source"]`, re-coding it into `fds["copy"]`."""
    source = _Given(args["name"], fds["source"])
    with os.fdopen(os.dup(fds["copy"]), "wb") as copy:
        shape = check(source, ReadRequest.from_json(args["request"]), copy, progress)
    return None if shape is None else asdict(shape)
