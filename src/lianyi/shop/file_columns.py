"""Columns of a file that belongs to no shop: read in the sandboxed child like every other file, then by header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lianyi.core.errors import Issue, LianyiError

if TYPE_CHECKING:
    from lianyi.importers.reading import Input, ReadRequest
    from lianyi.importers.reading.tables import SheetPreview


def file_columns(path: Path, wanted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the wanted columns of the first table in `path` as text, row by row; "" is an empty cell.

    `wanted` maps a name to the headers that it may have; one that starts with `?` may be missing and is then left
    out of the answer. Refuses with `run.column_missing`, `import.empty` and the codes of reading.
    """
    from lianyi.importers.reading import ReadRequest

    source, preview = _probed(path)
    header_row, headers = _header(preview)
    found = _matched(headers, wanted, source.name)
    indices = tuple(sorted(set(found.values())))
    request = ReadRequest(columns=indices, sheet=preview.sheet, header_row=header_row)
    columns = _read_directly(source, request)
    if columns is None:
        columns = _read_patiently(source, request)
    return {name: columns[indices.index(index)] for name, index in found.items()}


def file_headers(path: Path) -> list[str]:
    """Return the headers of the first table in `path`. Refuses with `import.empty` and the codes of reading."""
    return list(_header(_probed(path)[1])[1])


def _probed(path: Path) -> tuple[Input, SheetPreview]:
    from lianyi.importers.reading import open_inputs, probe_in_child

    source = next(iter(open_inputs(path)), None)
    if source is None:
        raise LianyiError("import.empty", file=str(path))
    probed = probe_in_child(source)
    _refuse(probed.issue, source.name)
    preview = next((p for p in probed.value if any(map(any, p.rows))), None)
    if preview is None:
        raise LianyiError("import.empty", file=source.name)
    return source, preview


def _header(preview: SheetPreview) -> tuple[int, list[str]]:
    """Return the number of the row that holds the headers, counted from 1, and the headers."""
    return next((n + 1, list(row)) for n, row in enumerate(preview.rows) if any(row))


def _read_directly(source: Input, request: ReadRequest) -> list[list[str]] | None:
    """Return the columns of a CSV that a child has proved to be regular; None where it has to be read patiently."""
    from lianyi.facts.duck import silent
    from lianyi.importers.reading import fast_csv_in_child

    fast = fast_csv_in_child(source, request)
    if fast is None:
        return None
    shape = fast.shape
    names = [f"c{n}" for n in range(shape.columns)]
    listed = "{" + ", ".join(f"'{n}': 'VARCHAR'" for n in names) + "}"
    newline = {"\n": "\\n", "\r\n": "\\r\\n"}[shape.newline]
    con = silent()
    with fast.file:
        read = (
            f"read_csv('{fast.path}', columns={listed}, header=false, skip={shape.skip}, delim='{shape.delimiter}', "
            f"quote='\"', escape='\"', new_line='{newline}', auto_detect=false)"
        )
        wanted = ", ".join(f"coalesce(c{n}, '')" for n in request.columns)
        filled = f"coalesce({', '.join(names)}) IS NOT NULL"
        found = con.execute(f"SELECT {wanted}, {filled} FROM {read}").fetchnumpy()
    con.close()
    *columns, kept = found.values()
    if len(kept) != shape.rows:
        return None
    # Rows that are blank in every cell are no rows.
    return [list(c) if kept.all() else list(c[kept]) for c in columns]


def _read_patiently(source: Input, request: ReadRequest) -> list[list[str]]:
    """Return the columns of any other file, by way of clean rows that a child writes."""
    from lianyi.importers.reading import read_in_child
    from lianyi.importers.reading.unlinked import unlinked_file

    with unlinked_file() as out:
        read = read_in_child(source, request, out.fileno())
        _refuse(read.issue, source.name)
        _refuse(next(iter(read.value.issues), None), source.name)
        return _read_back(out.fileno(), len(request.columns))


def _refuse(issue: Issue | None, file: str) -> None:
    if issue is not None:
        facts = {"row": issue.row or "", "column": issue.column or "", "value": issue.value or ""}
        raise LianyiError(issue.code, **{**facts, "file": file, **issue.facts})


def _plain(header: str) -> str:
    return "".join(header.split()).strip("\ufeff").lower().replace("_", "")


def _matched(headers: list[str], wanted: Mapping[str, Sequence[str]], file: str) -> dict[str, int]:
    """Return per name the index of the first header that fits."""
    plain = [_plain(h) for h in headers]
    found = {}
    for name, accepted in wanted.items():
        index = next((plain.index(_plain(a)) for a in accepted if _plain(a) in plain), None)
        if index is not None:
            found[name.removeprefix("?")] = index
        elif not name.startswith("?"):
            raise LianyiError(
                "run.column_missing",
                file=file,
                column=" / ".join(accepted),
                headers=", ".join(headers)[:200],
            )
    return found


def _read_back(fd: int, columns: int) -> list[list[str]]:
    """Return the columns of the clean CSV behind `fd`; its first field is the row number."""
    from lianyi.facts.duck import silent

    names = [f"c{n}" for n in range(columns + 1)]
    listed = "{" + ", ".join(f"'{n}': 'VARCHAR'" for n in names) + "}"
    con = silent()
    found = con.execute(
        f"SELECT {', '.join(f'coalesce({n}, $e)' for n in names[1:])} FROM read_csv('/proc/self/fd/{fd}', columns={listed}, "
        "header=false, delim=',', quote='\"', escape='\"', new_line='\\n', auto_detect=false, parallel=false)",
        {"e": ""},
    ).fetchnumpy()
    con.close()
    return [list(values) for values in found.values()]
