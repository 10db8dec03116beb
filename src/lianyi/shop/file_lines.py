"""Lines of a text file that is no table: decoded in the sandboxed child like every other file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from lianyi.core.errors import Issue

HERE = "lianyi.shop.file_lines"


def file_lines(path: Path) -> list[str]:
    """Return the lines of the first file in `path` without their ends; refuses with the codes of reading."""
    from lianyi.importers.reading import Limits, open_inputs, run_sandboxed
    from lianyi.importers.reading.unlinked import unlinked_file

    source = next(iter(open_inputs(path)), None)
    if source is None:
        raise LianyiError("import.empty", file=str(path))
    _refuse(source.issue, source.name)
    limits = Limits().for_size(source.weight_bytes)
    with source.open() as file, unlinked_file() as out:
        fds = {"source": file.fileno(), "out": out.fileno()}
        done = run_sandboxed(f"{HERE}:decode_job", {}, fds, limits, None, source.name)
        _refuse(done.issue, source.name)
        out.seek(0)
        return out.read().decode("utf-8").split("\n")[:-1]


def decode_job(args: Mapping[str, Any], fds: Mapping[str, int], progress: Any) -> int:  # noqa: ARG001
    """Write the text behind `fds["source"]` as UTF-8 with plain line ends to `fds["out"]`; return its lines."""
    from lianyi.importers.reading.delimited import text_blocks, text_lines
    from lianyi.importers.reading.encodings import detect_encoding
    from lianyi.importers.reading.formats import table_format
    from lianyi.importers.reading.refusals import refuse

    lines = 0
    with os.fdopen(os.dup(fds["source"]), "rb") as file, os.fdopen(os.dup(fds["out"]), "w", encoding="utf-8", newline="\n") as out:  # fmt: skip
        if table_format(file) != "csv":
            raise refuse("import.not_a_table", looks_like="workbook")
        for line in text_lines(text_blocks(file, detect_encoding(file))):
            out.write(line.rstrip("\r\n").lstrip("\ufeff") + "\n")
            lines += 1
    return lines


def _refuse(issue: Issue | None, file: str) -> None:
    if issue is not None:
        raise LianyiError(issue.code, **{"file": file, "row": issue.row or "", "column": "", "value": "", **issue.facts})  # fmt: skip
