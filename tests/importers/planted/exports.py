"""Good export files of the shipped mappings, from a seed: a sheet of text, and what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from lianyi.importers.job import Job
from lianyi.importers.mapping import Cell, Mapping, shipped_mappings
from lianyi.importers.recognise import Recognition, header_key, recognise
from tests.importers.planted.values import WORDS, maker

MAPPINGS = shipped_mappings()
HARD_FIRST = ("choice", "flag", "day", "instant", "money", "count", "percent", "rate_bp", "number", "id")  # fmt: skip
BLANK: list[str] = []


@dataclass(frozen=True)
class Export:
    """A sheet as text. `rows[i]` is Excel row i + 1; `first` is the index of the first data row.

    `cells` are the cells that read each column (none: nobody does), `data` the indices of rows with data,
    `anchor` the column in which a row of totals says so.
    """

    mapping: Mapping
    rows: list[list[str]]
    first: int
    cells: tuple[tuple[Cell, ...], ...]
    data: tuple[int, ...]
    anchor: int | None

    @property
    def header(self) -> list[str]:
        return self.rows[self.first - 1]

    def copy(self) -> Export:
        return replace(self, rows=[list(row) for row in self.rows])


def good_export(rng: Random, size: int, key: str | None = None) -> Export:
    """Return an export of a mapping drawn from all shipped ones, with about `size` rows of data."""
    mapping = MAPPINGS[key or rng.choice(sorted(MAPPINGS))]
    titles = _titles(mapping, rng)
    above = [["订单报表"], ["导出时间：2026-11-16 09:00"]] if rng.random() < 0.2 else []
    head = [*above[: rng.randint(1, 2)], titles]
    found = recognise(head, [mapping])
    assert isinstance(found, Recognition), (mapping.key, titles, found)
    assert found.header_row == len(head), mapping.key
    cells = tuple(
        tuple(c for c in mapping.cells if found.columns.get(c.name) == i)
        for i in range(len(titles))
    )
    rows = _rows(cells, rng, size)
    job = Job(mapping, None, found.header_row, found.columns, found.headers)
    anchor = None if job.anchor is None else found.columns[mapping.cells[job.anchor].name]
    data = tuple(i for i, row in enumerate(rows, len(head)) if row)
    if anchor is not None and rng.random() < 0.3:
        rows.append(["合计" if i == anchor else "" for i in range(len(titles))])
    return Export(mapping, [*head, *rows], len(head), cells, data, anchor)


def _titles(mapping: Mapping, rng: Random) -> list[str]:
    """Choose one title per cell, leave some optional ones out, mix in columns that nobody reads."""
    wanted = dict.fromkeys(mapping.recognise)
    for cell in mapping.cells:
        demanded = [h for h in cell.headers if h in mapping.recognise]
        if demanded or cell.required or rng.random() < 0.8:
            wanted[demanded[0] if demanded else rng.choice(cell.headers)] = None
    # Two titles that differ in their capitals only are one title twice, of which the first is read.
    titles = list({header_key(title): title for title in reversed(wanted)}.values())[::-1]
    plain = [t for t in titles if "#" not in t]
    unread = [f"备用{i}" for i in range(1, rng.randint(2, 4))]
    plain = [*plain, *unread]
    rng.shuffle(plain)
    for second in (t for t in titles if "#" in t):
        name = second.split("#")[0]
        plain += [name] * (2 - plain.count(name))
    return plain


def _rows(cells: tuple[tuple[Cell, ...], ...], rng: Random, size: int) -> list[list[str]]:
    def leading(read: tuple[Cell, ...]) -> Cell | None:
        ranked = sorted(read, key=lambda c: (not c.required, (*HARD_FIRST, c.kind).index(c.kind)))
        return ranked[0] if ranked else None

    makers = [maker(c, rng) if (c := leading(read)) else None for read in cells]
    blank_lines = rng.random() < 0.2
    rows: list[list[str]] = []
    for _ in range(size):
        if blank_lines and rows and rng.random() < 0.02:
            rows.append(BLANK)
        row = [m(rng) if m else rng.choice(WORDS) for m in makers]
        rows.append(row)
    return rows
