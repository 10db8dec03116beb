"""Tables of text, as a Word file holds them, -> the data of a plan.

What is no longer there (a table, a column) comes from `base`, the plan that the file carries beside its text, where it
still carries one. A row without an id gets one; a row whose parent is gone goes with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lianyi.core.errors import LianyiError
from lianyi.core.translation import LANGS, Text
from lianyi.planning.document.own.cells import Unread, restored, value_of
from lianyi.planning.document.own.labels import PARENT, RECORD_VALUE, caption
from lianyi.planning.document.own.rows import INDENT, JOIN, OwnTable
from lianyi.planning.document.own.shape import Column, Sheet, sheets

Texts = Sequence[Sequence[str]]
Name = tuple[str, ...]
LEAD = ""
"""Under this the first cell of a row is kept, beside the cells of its columns."""


@dataclass
class Found:
    """What a file holds of one table: the columns that are there, and a text for each of them in each row."""

    columns: set[str] = field(default_factory=set)
    rows: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Row:
    """One part of the plan as its data is put together."""

    name: Name
    data: dict[str, Any]
    above: str = ""


def tables_found(tables: Iterable[Texts]) -> dict[tuple[str, bool], Found]:
    """Return our tables among those of a file, by sheet and whether it is the one of the appendix."""
    heads = _heads()
    found: dict[tuple[str, bool], Found] = {}
    for table in tables:
        place = heads.get(_plain(table[0][0])) if table and table[0] else None
        if place is None:
            continue
        sheet, is_more = place
        into = found.setdefault((sheet.key, is_more), Found())
        if sheet.is_record:
            _record(table, sheet, into)
        elif is_more:
            _more_rows(table, sheet, into)
        else:
            _rows(table, sheet, into)
    return found


def written_tables(tables: Iterable[OwnTable]) -> list[Texts]:
    """Return tables as a file would hold them."""
    return [[[head.zh for head in t.heads], *t.rows] for t in tables]


def plan_data(
    found: Mapping[tuple[str, bool], Found], base: Mapping[tuple[str, bool], Found], currency: str
) -> dict[str, Any]:
    """Return the data of the plan. Raises LianyiError `plan.document_cell` for a cell that is no value."""
    data: dict[str, Any] = {}
    made: dict[str, list[Row]] = {}
    for sheet in sheets():
        key = (sheet.key, False)
        body, old = found.get(key) or base.get(key), base.get(key)
        if body is None:
            continue
        if sheet.is_record:
            _fill(_at(data, sheet.path), _completed(body, old)[0], sheet, sheet.columns, currency)
            continue
        more = found.get((sheet.key, True)) or base.get((sheet.key, True))
        rows = _parts(sheet, body, old, currency)
        _add_more(sheet, rows, more, currency)
        made[sheet.key] = rows
        _hang(sheet, rows, made, data)
    return data


def _heads() -> dict[str, tuple[Sheet, bool]]:
    found = {}
    for sheet in sheets():
        for is_more, head in ((False, sheet.head), (True, sheet.more_head)):
            found.update({_plain(head.say(lang)): (sheet, is_more) for lang in LANGS})
    return found


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def _is(text: str, name: Text) -> bool:
    return _plain(text) in {_plain(name.say(lang)) for lang in LANGS}


def _record(table: Texts, sheet: Sheet, into: Found) -> None:
    values = into.rows[0] if into.rows else {}
    place = next((n for n, head in enumerate(table[0]) if n and _is(head, RECORD_VALUE)), 1)
    for row in table[1:]:
        column = next((c for c in sheet.columns if row and _is(row[0], c.name)), None)
        if column is not None and len(row) > place:
            values[column.key] = row[place]
    into.rows[:] = [values]
    into.columns |= values.keys()


def _more_rows(table: Texts, sheet: Sheet, into: Found) -> None:
    """Read the appendix: one row a field."""
    by_name: dict[str, dict[str, str]] = {}
    fields = [(c.name, c.key) for c in sheet.columns]
    if sheet.has_tree:
        fields.append((PARENT, PARENT.en))
    for row in table[1:]:
        key = next((key for name, key in fields if len(row) > 2 and _is(row[1], name)), None)
        if key is not None:
            by_name.setdefault(row[0].strip(), {LEAD: row[0]})[key] = row[2]
    into.rows += by_name.values()


def _rows(table: Texts, sheet: Sheet, into: Found) -> None:
    places = {0: LEAD if sheet.has_lead else sheet.body[0].key}
    for n, head in enumerate(table[0][1:], 1):
        named = next((c for c in sheet.columns if _is(head, c.name) and c.key not in places.values()), None)  # fmt: skip
        if named is not None:
            places[n] = named.key
    into.columns |= set(places.values())
    for row in table[1:]:
        cells = {key: row[n] for n, key in places.items() if n < len(row)}
        if any(text.strip(INDENT + " \n\t") for text in cells.values()):
            into.rows.append(cells)


def _completed(body: Found, old: Found | None) -> list[dict[str, str]]:
    """Return the one row of a record, with what its table no longer shows."""
    before = old.rows[0] if old is not None and old.rows else {}
    return [{**before, **(body.rows[0] if body.rows else {})}]


def _parts(sheet: Sheet, body: Found, old: Found | None, currency: str) -> list[Row]:
    rows: list[Row] = []
    seen: Counter[Name] = Counter()
    used = {row.get("id") or row.get("sku") or "" for row in body.rows}
    earlier = _by_name(sheet, old)
    for number, cells in enumerate(body.rows, 1):
        own = _key_of(sheet, cells, number, used)
        above = _normal(cells.get(LEAD, ""), sheet.parent) if sheet.parent is not None else ()
        name = (*above, own)
        seen[name] += 1
        if seen[name] > 1:
            name = (*above, f"{own}#{seen[name]}")
        for key in (old.columns if old is not None else set()) - body.columns:
            cells.setdefault(key, earlier.get(name, {}).get(key, ""))
        data: dict[str, Any] = {}
        columns = [c for c in sheet.columns if c.key in cells]
        _fill(data, cells, sheet, columns, currency)
        rows.append(Row(name, data))
    return rows


def _by_name(sheet: Sheet, old: Found | None) -> dict[Name, dict[str, str]]:
    found = {}
    for number, cells in enumerate(old.rows if old is not None else [], 1):
        above = _normal(cells.get(LEAD, ""), sheet.parent) if sheet.parent is not None else ()
        found[*above, _key_of(sheet, cells, number, set())] = cells
    return found


def _key_of(sheet: Sheet, cells: dict[str, str], number: int, used: set[str]) -> str:
    """Return by what a row is named; a new one without an id gets it here."""
    column = sheet.key_column
    if column is None:
        return str(number)
    text = restored(cells.get(column.key, "").strip())
    if column.kind == "choice":
        return _raw(text, column)
    if not text:
        text = next(t for n in range(number, number + len(used) + 2) if (t := f"{sheet.path[-1]}-{n}") not in used)  # fmt: skip
        used.add(text)
        cells[column.key] = text
    return text


def _raw(text: str, column: Column) -> str:
    """Return the value behind the word of a closed set, keeping the number of a repeated one."""
    word, mark, number = text.partition("#")
    try:
        value = value_of(word, column, "")
    except Unread:
        return text
    return f"{value}{mark}{number}"


def _normal(text: str, sheet: Sheet | None) -> Name:
    """Return the name of a part from how a row spells it: `双11 / 预热` and `双11/Warm-up` are the same."""
    steps: list[Sheet] = []
    while sheet is not None:
        steps.insert(0, sheet)
        sheet = sheet.parent
    pieces = [restored(piece.strip()) for piece in text.split(JOIN.strip())]
    named = []
    for n, piece in enumerate(pieces):
        column = steps[n].key_column if n < len(steps) else None
        named.append(
            _raw(piece, column) if column is not None and column.kind == "choice" else piece
        )
    return tuple(named)


def _add_more(sheet: Sheet, rows: list[Row], more: Found | None, currency: str) -> None:
    """Put what the appendix says beside what the readable table says."""
    told = {_normal(cells.get(LEAD, ""), sheet): cells for cells in (more.rows if more else [])}
    for row in rows:
        cells = told.get(row.name, {})
        _fill(row.data, cells, sheet, sheet.more, currency, str(row.name[-1]))
        row.above = restored(cells.get(PARENT.en, "").strip())


def _fill(
    data: dict[str, Any],
    cells: Mapping[str, str],
    sheet: Sheet,
    columns: Sequence[Column],
    currency: str,
    name: str = "",
) -> None:
    for column in columns:
        if column.key not in cells:
            continue
        try:
            value = value_of(cells[column.key], column, currency)
        except Unread:
            first = sheet.key_column
            row = name or (cells.get(first.key, "") if first else "") or "—"
            raise LianyiError(
                "plan.document_cell",
                table=caption(sheet.key),
                row=row,
                column=column.name,
                value=cells[column.key],
            ) from None
        if value is not ...:
            _at(data, column.path[:-1])[column.path[-1]] = value


def _at(data: dict[str, Any], path: Sequence[str]) -> dict[str, Any]:
    for name in path:
        data = data.setdefault(name, {})
    return data


def _hang(
    sheet: Sheet, rows: list[Row], made: Mapping[str, list[Row]], data: dict[str, Any]
) -> None:
    """Put the parts where they belong: under the plan, under their parent, goals under the goal they are part of."""
    if sheet.has_tree:
        _at(data, sheet.path[:-1])[sheet.path[-1]] = _grown(rows)
    elif sheet.parent is None:
        _at(data, sheet.path[:-1])[sheet.path[-1]] = [row.data for row in rows]
    else:
        parents = {row.name: row.data for row in made.get(sheet.parent.key, [])}
        inner = sheet.path[len(sheet.parent.path) :]
        for row in rows:
            parent = parents.get(row.name[:-1])
            if parent is not None:
                _at(parent, inner[:-1]).setdefault(inner[-1], []).append(row.data)


def _grown(rows: list[Row]) -> list[dict[str, Any]]:
    """Return the trees that goals form; a goal whose parent is gone, or that would be its own, stands alone."""
    by_id = {row.name[-1]: row for row in rows}
    top = []
    for row in rows:
        if row.above not in by_id or _is_above(row, by_id):
            top.append(row.data)
        else:
            by_id[row.above].data.setdefault("parts", []).append(row.data)
    return top


def _is_above(row: Row, by_id: Mapping[str, Row]) -> bool:
    """Tell whether going up from a goal comes back to it."""
    step, seen = row.above, set()
    while step in by_id and step not in seen:
        if step == row.name[-1]:
            return True
        seen.add(step)
        step = by_id[step].above
    return step in seen
