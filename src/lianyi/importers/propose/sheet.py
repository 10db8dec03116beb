"""Find the header row of an unknown sheet, or see that there is none, and split it into columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lianyi.importers.propose.match import Column
from lianyi.importers.propose.values import profile
from lianyi.importers.recognise import HEADER_ROWS, header_key

Row = Sequence[str | None]
_DATA = 0.5


@dataclass(frozen=True)
class Sheet:
    """The columns of a sheet; `header_row` is Excel's row number, 0 where there is no header."""

    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def read_sheet(rows: Sequence[Row], samples: Sequence[Row] = ()) -> Sheet:
    """Split the first rows of a sheet, and further data rows where given, into titled columns."""
    header_row = find_header(rows)
    data = tuple(r for r in (*rows[header_row:], *samples) if any(r))
    width = max((len(r) for r in (*rows, *samples)), default=0)
    titles = (
        _titles(rows[header_row - 1], width) if header_row else [f"@{i + 1}" for i in range(width)]
    )
    columns = (Column(t, i, profile(data, i)) for i, t in enumerate(titles) if t)
    return Sheet(header_row, tuple(columns), data)


def find_header(rows: Sequence[Row]) -> int:
    """Return the 1-based row that names the columns, or 0 if the first row is data already."""
    head = rows[:HEADER_ROWS]
    width = max((_filled(r) for r in head), default=0)
    wide = [i for i, r in enumerate(head) if _filled(r) >= max(1, 0.6 * width)]
    if not wide:
        return 0
    first = next((i for i in wide if _looks_titled(head[i])), None)
    return 0 if first is None else first + 1


def _filled(row: Row) -> int:
    return sum(1 for c in row if (c or "").strip())


def _looks_titled(row: Row) -> bool:
    """Titles are different from each other and hardly ever numbers or dates."""
    cells = [c.strip() for c in row if c and c.strip()]
    figures = sum(1 for c in cells if _is_figure(c))
    return figures < _DATA * len(cells) and (figures == 0 or figures <= 0.1 * len(cells))


def _is_figure(cell: str) -> bool:
    return (
        cell.replace(".", "")
        .replace("-", "")
        .replace(":", "")
        .replace("/", "")
        .replace(" ", "")
        .isdigit()
    )


def _titles(row: Row, width: int) -> list[str]:
    """Return the titles as `from` names them: a repeated one gets `#2`."""
    seen: dict[str, int] = {}
    titles = []
    for cell in (*row, *[""] * (width - len(row))):
        key = header_key(cell)
        seen[key] = seen.get(key, 0) + 1
        text = " ".join((cell or "").replace("\ufeff", "").split())
        titles.append(f"{text}#{seen[key]}" if key and seen[key] > 1 else text)
    return titles
