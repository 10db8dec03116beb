"""Recognise what an export is: by the names in its header row, never by position or count.

```
rows of text cells ─► every mapping × rows 1..20 ─► fits ─► the most specific one  = Recognition
                                                └► none ─► the nearest, and why not = Unrecognised
```

A header is compared by its key: width, case, brackets, spaces, invisible marks and a leading `*` do not
count. The second column of a name is `name#2`. A mapping whose headers are all `@1`, `@2` … reads a file
without a header row by position, and only when it is asked for by name.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from lianyi.core.errors import Issue
from lianyi.core.translation import Text, same
from lianyi.facts.tables import TABLES
from lianyi.importers.mapping import Cell, Mapping

Row = Sequence[str | None]
HEADER_ROWS = 20
NEAR_SHARE = 0.6
GENERIC_SHARE = 0.5
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff'\"“”‘’`*]+")
_BRACKETS = str.maketrans("[]{}【】〔〕「」〈〉", "()()()()()()")
_UNIT = re.compile(r"\((?:[+-]?元|¥|￥|rmb|cny)\)$")
_FIGURES = frozenset(("money", "count", "number", "instant", "day", "percent", "rate_bp", "id"))
_POSITION = re.compile(r"@(\d+)")


@dataclass(frozen=True)
class Recognition:
    """A sheet that one mapping fits.

    `header_row` is Excel's row number, 0 for a file without a header; `skip_rows` are rows below the header
    that only explain it; `columns` maps each found cell to its 0-based column; `headers` are all titles as
    the file shows them, `unread` those that nobody reads; `score` runs from 0 to 1.
    """

    mapping: Mapping
    header_row: int
    columns: Map[str, int]
    headers: tuple[str, ...]
    score: float
    why: Text
    unread: tuple[str, ...] = ()
    skip_rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A mapping that nearly fits a sheet: the share of its headers found and those that are not there."""

    mapping: Mapping
    share: float
    missing: tuple[str, ...]
    header_row: int


@dataclass(frozen=True)
class Unrecognised:
    """A sheet that no mapping fits, the reason as an issue, and what comes nearest."""

    issue: Issue
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class HeaderRow:
    """One row read as a header: its titles and the column of each key, later ones as `key#2`."""

    row: int
    titles: tuple[str, ...]
    index: Map[str, int] = field(default_factory=dict)

    def find(self, header: str) -> int | None:
        """Return the column of `header`, with or without its unit `(元)`, or None."""
        key = header_key(header)
        found = self.index.get(key)
        return found if found is not None else self.index.get(_unitless(key))


def header_key(title: str | None) -> str:
    """Return what two spellings of the same title have in common.

    >>> header_key("﻿退商品金额（元）"), header_key(" Order  ID*")
    ('退商品金额(元)', 'orderid')
    """
    text = unicodedata.normalize("NFKC", title or "").translate(_BRACKETS)
    return _INVISIBLE.sub("", text).rstrip(":").casefold()


def read_header(row: Row, number: int) -> HeaderRow:
    """Read one row of text cells as a header; `number` is its Excel row."""
    index: dict[str, int] = {}
    seen: dict[str, int] = {}
    for column, title in enumerate(row):
        key = header_key(title)
        if not key:
            continue
        seen[key] = seen.get(key, 0) + 1
        index[key if seen[key] == 1 else f"{key}#{seen[key]}"] = column
    for key, column in list(index.items()):
        index.setdefault(_unitless(key), column)
    return HeaderRow(number, tuple((t or "").strip() for t in row), index)


def locate(mapping: Mapping, header: HeaderRow) -> dict[str, int]:
    """Return the column of every cell of `mapping` that the header has; the first header named wins."""
    found: dict[str, int] = {}
    for cell in mapping.cells:
        for name in cell.headers:
            column = header.find(name)
            if column is not None:
                found[cell.name] = column
                break
    return found


def recognise(
    rows: Sequence[Row],
    mappings: Iterable[Mapping],
    *,
    kind: str | None = None,
    file: str = "",
    sheet: str | None = None,
) -> Recognition | Unrecognised:
    """Say which mapping fits the sheet whose first rows are `rows` (row 1 first).

    `kind` (`--as`) accepts mappings of one kind only; a file that is something else is named as such by
    `import.kind_mismatch`. Other codes: `import.column_missing`, `import.ambiguous`
    (several plain tables fit alike), `import.not_recognised`.
    """
    known = list(mappings)
    if len(known) == 1 and _by_position(known[0]):
        return _headerless(known[0], rows)
    headers = [read_header(r, i) for i, r in enumerate(rows[:HEADER_ROWS], 1) if any(r)]
    wanted = [m for m in known if kind in (None, m.kind, m.key)]
    best = _best(wanted, headers)
    if best and not _shadowed(best, wanted, headers):
        rivals = _rivals(best, wanted, file)
        if len(rivals) == 1:
            return _recognition(rivals[0], best[1], rows)
        return _ambiguous(rivals, best[1], Issue("", file, sheet))
    return _refuse(wanted, known, headers, Issue("", file, sheet), kind)


def _best(
    mappings: Iterable[Mapping], headers: Sequence[HeaderRow]
) -> tuple[Mapping, HeaderRow] | None:
    fits = [(m, h) for m in mappings for h in headers if _fits(m, h)]
    return max(fits, key=lambda fit: _rank(*fit), default=None)


def _rivals(
    best: tuple[Mapping, HeaderRow], mappings: Iterable[Mapping], file: str
) -> list[Mapping]:
    """Return the mappings that fit just as well; among plain forms the file's name may decide."""
    mapping, header = best
    if not is_generic(mapping):
        return [mapping]
    top = _rank(mapping, header)
    equal = [m for m in mappings if _fits(m, header) and _rank(m, header) == top]
    named = [m for m in equal if m.kind in file.lower() or m.name.zh.split("·")[-1] in file]
    # A longer name is the narrower one: 订单明细 before 订单.
    return sorted(named, key=lambda m: -len(m.kind))[:1] or equal


def _ambiguous(rivals: Sequence[Mapping], header: HeaderRow, place: Issue) -> Unrecognised:
    names = [kind_name(m.kind) for m in rivals]
    pairs = [
        (f"{n.zh}（{m.kind}）", f"{n.en} ({m.kind})") for n, m in zip(names, rivals, strict=True)
    ]
    kinds = Text("、".join(zh for zh, _ in pairs), ", ".join(en for _, en in pairs))
    facts = {"kinds": kinds, "headers": "、".join(header.titles)[:200]}
    near = tuple(Candidate(m, 1.0, (), header.row) for m in rivals)
    return Unrecognised(_issue("import.ambiguous", place, header.row, facts), near)


def kind_name(kind: str) -> Text:
    """Return what a kind is called: the name of its fact table, or the word itself."""
    return TABLES.get(kind).name if kind in TABLES else same(kind)


def _fits(mapping: Mapping, header: HeaderRow) -> bool:
    if _missing(mapping, header) or _by_position(mapping):
        return False
    if any(header.find(name) is not None for name in mapping.never):
        return False
    return not is_generic(mapping) or _known_share(mapping, header) >= GENERIC_SHARE


def is_generic(mapping: Mapping) -> bool:
    """Return whether the mapping is the plain form of a fact table and not a platform's export."""
    return mapping.key.startswith("generic_")


def _rank(mapping: Mapping, header: HeaderRow) -> tuple[bool, int, int, int]:
    """More specific is better: a platform before a plain form, then cells found, headers demanded."""
    cells = len(set(locate(mapping, header).values()))
    return (not is_generic(mapping), len(mapping.recognise), cells, -header.row)


def _missing(mapping: Mapping, header: HeaderRow) -> tuple[str, ...]:
    """Return the demanded headers that are not there, in the words of the mapping."""
    absent = [name for name in mapping.recognise if header.find(name) is None]
    found = locate(mapping, header)
    for cell in mapping.cells:
        if cell.required and cell.name not in found and not set(cell.headers) & set(absent):
            absent.append(cell.headers[0])
    return tuple(absent)


def _demanded(mapping: Mapping) -> int:
    required = sum(
        1 for c in mapping.cells if c.required and not set(c.headers) & set(mapping.recognise)
    )
    return max(1, len(mapping.recognise) + required)


def _known_share(mapping: Mapping, header: HeaderRow) -> float:
    titles = sum(1 for t in header.titles if t)
    return len(set(locate(mapping, header).values())) / max(1, titles)


def _shadowed(
    best: tuple[Mapping, HeaderRow], mappings: Iterable[Mapping], headers: Sequence[HeaderRow]
) -> bool:
    """A plain form must not swallow a platform's export that lost one column."""
    if not is_generic(best[0]):
        return False
    near = _near([m for m in mappings if not is_generic(m)], headers)
    own = len(locate(*best))
    return bool(near) and any(len(locate(c.mapping, _row(headers, c))) > own for c in near)


def _row(headers: Sequence[HeaderRow], candidate: Candidate) -> HeaderRow:
    return next(h for h in headers if h.row == candidate.header_row)


def _near(mappings: Iterable[Mapping], headers: Sequence[HeaderRow]) -> list[Candidate]:
    """Return the mappings most of whose demanded headers are there, nearest first."""
    found = []
    for mapping in mappings:
        rows = [h for h in headers if not any(h.find(n) is not None for n in mapping.never)]
        if not rows or _by_position(mapping):
            continue
        row = min(rows, key=lambda h: (len(_missing(mapping, h)), -len(locate(mapping, h))))
        missing, cells = _missing(mapping, row), len(locate(mapping, row))
        share = 1 - len(missing) / _demanded(mapping)
        if missing and share >= NEAR_SHARE and cells >= 3:
            found.append((share, cells, Candidate(mapping, share, missing, row.row)))
    return [c for _, _, c in sorted(found, key=lambda f: (is_generic(f[2].mapping), -f[0], -f[1]))]


def _refuse(
    wanted: Sequence[Mapping],
    known: Sequence[Mapping],
    headers: Sequence[HeaderRow],
    place: Issue,
    kind: str | None,
) -> Unrecognised:
    other = _best([m for m in known if m not in wanted], headers)
    near = tuple(_near(wanted, headers))
    if other and kind:
        facts: dict[str, object] = {
            "found": other[0].name,
            "found_kind": kind_name(other[0].kind),
            "expected": kind_name(kind),
        }
        facts["headers"] = "、".join(_shown(other[0], other[1])[:3])
        return Unrecognised(_issue("import.kind_mismatch", place, other[1].row, facts), near)
    if near:
        first = near[0]
        header = _row(headers, first)
        facts = {
            "missing": first.missing[0],
            "all_missing": "、".join(first.missing),
            "expected": first.mapping.name,
            "nearest": nearest_title(first.missing[0], header.titles),
            "rows": min(HEADER_ROWS, max(h.row for h in headers)),
        }
        return Unrecognised(_issue("import.column_missing", place, first.header_row, facts), near)
    shown = max(headers, key=lambda h: sum(1 for t in h.titles if t), default=HeaderRow(1, ()))
    facts = {"headers": "、".join(t for t in shown.titles if t)[:200], "expected": kind or ""}
    return Unrecognised(_issue("import.not_recognised", place, shown.row, facts))


def _issue(code: str, place: Issue, row: int, facts: Map[str, object]) -> Issue:
    return Issue(code, place.file, place.sheet, row, facts=facts)


def nearest_title(wanted: str, titles: Sequence[str]) -> str:
    """Return the title of the file that looks most like `wanted`, or an empty text."""
    keys = {header_key(t): t for t in titles if t}
    near = difflib.get_close_matches(header_key(wanted), keys, n=1, cutoff=0.5)
    return keys[near[0]] if near else ""


def _recognition(mapping: Mapping, header: HeaderRow, rows: Sequence[Row]) -> Recognition:
    columns = locate(mapping, header)
    read = set(columns.values())
    unread = tuple(t for i, t in enumerate(header.titles) if t and i not in read)
    shown = "、".join(_shown(mapping, header)[:3])
    return Recognition(
        mapping,
        header.row,
        columns,
        header.titles,
        round(_known_share(mapping, header), 4),
        Text(f"表头里有{shown}", f"the header has {shown}"),
        unread,
        _explanations(mapping, columns, rows, header.row),
    )


def _shown(mapping: Mapping, header: HeaderRow) -> list[str]:
    """Return the titles by which the file was recognised, as the file writes them."""
    names = mapping.recognise or [
        c.headers[0] for c in mapping.cells if c.name in locate(mapping, header)
    ]
    places = (header.find(name) for name in names)
    return [header.titles[p] for p in places if p is not None]


def _explanations(
    mapping: Mapping, columns: Map[str, int], rows: Sequence[Row], header_row: int
) -> tuple[int, ...]:
    """Return the row below the header where it holds sentences although amounts and times are due."""
    if header_row >= len(rows):
        return ()
    row = rows[header_row]
    said: list[tuple[str, str]] = []
    for cell in mapping.cells:
        place = columns.get(cell.name, len(row))
        if cell.kind in _FIGURES and place < len(row) and len((row[place] or "").strip()) > 2:
            said.append((cell.kind, row[place] or ""))
    sentences = not any(ch.isdigit() for _, text in said for ch in text)
    figures = any(kind != "id" for kind, _ in said)
    return (header_row + 1,) if len(said) > 1 and sentences and figures else ()


def _by_position(mapping: Mapping) -> bool:
    names = [name for cell in mapping.cells for name in cell.headers]
    return bool(names) and all(_POSITION.fullmatch(name) for name in names)


def _headerless(mapping: Mapping, rows: Sequence[Row]) -> Recognition:
    columns = {c.name: _position(c) for c in mapping.cells}
    width = max((len(r) for r in rows), default=0)
    kept = {name: column for name, column in columns.items() if column < width}
    titles = tuple(f"@{i}" for i in range(1, width + 1))
    why = Text(
        "这个文件没有表头，按列的位置读取", "the file has no header: columns are read by position"
    )
    unread = tuple(t for i, t in enumerate(titles) if i not in set(kept.values()))
    return Recognition(mapping, 0, kept, titles, 1.0, why, unread)


def _position(cell: Cell) -> int:
    match = _POSITION.fullmatch(cell.headers[0])
    return int(match[1]) - 1 if match else 0


def _unitless(key: str) -> str:
    return _UNIT.sub("", key)
