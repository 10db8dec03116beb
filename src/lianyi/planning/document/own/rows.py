"""A plan -> tables of text, every field in exactly one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lianyi.core.translation import Lang, Text
from lianyi.planning.document.own.cells import Unit, cell_of, kept
from lianyi.planning.document.own.labels import (
    PARENT,
    RECORD_FIELD,
    RECORD_VALUE,
    caption,
    choice_name,
)
from lianyi.planning.document.own.shape import Column, Sheet, sheets
from lianyi.planning.model.base import CURRENCY, Part
from lianyi.planning.model.plan import Plan

INDENT = "\u3000"
JOIN = " / "
UnitOf = Callable[[str], Unit]


@dataclass(frozen=True)
class OwnTable:
    """One table as it is written. `keys` name the rows (the ids of goals, lines, risks …) for what stands beside them."""

    sheet: Sheet
    is_more: bool
    caption: Text
    heads: tuple[Text, ...]
    columns: tuple[Column | None, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One part of the plan with the names by which its children and its second table find it."""

    part: Part
    own: str
    parent: str
    depth: int = 0
    parent_goal: str = ""


def number_unit(_: str) -> Unit:
    """Return the unit of a metric that nobody knows."""
    return "number"


def tables_of(
    plan: Plan, lang: Lang, currency: str = CURRENCY, unit_of: UnitOf = number_unit
) -> list[OwnTable]:
    """Return every table of a plan that has a row, the readable ones before those of the appendix.

    `unit_of` gives the unit of a metric by its key, so that ratios are written as percentages.
    """
    say = _Saying(lang, currency, unit_of)
    found = [(sheet, list(items_of(plan, sheet, lang))) for sheet in sheets()]
    shown = [say.body(sheet, items) for sheet, items in found if items]
    more = [say.more(sheet, items) for sheet, items in found if items and sheet.more]
    return [*shown, *(table for table in more if table.rows)]


def items_of(plan: Plan, sheet: Sheet, lang: Lang = "zh") -> Iterator[Item]:
    """Yield the parts of a sheet in order: children with their parents' names, goals each before its parts."""
    if sheet.is_record:
        yield Item(_at(plan, sheet.path), "", "")
        return
    parents = [Item(plan, "", "")] if sheet.parent is None else items_of(plan, sheet.parent, lang)
    inner = sheet.path if sheet.parent is None else sheet.path[len(sheet.parent.path) :]
    for parent in parents:
        above = _joined(parent.parent, parent.own) if sheet.parent is not None else ""
        yield from _listed(_at(parent.part, inner), sheet, above, lang)


def _listed(parts: Sequence[Any], sheet: Sheet, above: str, lang: Lang) -> Iterator[Item]:
    if sheet.has_tree:
        yield from _tree(parts, 0, "")
        return
    seen: Counter[str] = Counter()
    for number, part in enumerate(parts, 1):
        name = _name(part, sheet, number, lang)
        seen[name] += 1
        yield Item(part, name if seen[name] == 1 else f"{name}#{seen[name]}", above)


def _tree(goals: Sequence[Any], depth: int, above: str) -> Iterator[Item]:
    for goal in goals:
        yield Item(goal, goal.id, "", depth, above)
        yield from _tree(goal.parts, depth + 1, goal.id)


def _name(part: Part, sheet: Sheet, number: int, lang: Lang) -> str:
    column = sheet.key_column
    if column is None:
        return str(number)
    value = str(get(part, column))
    return choice_name(value).say(lang) if column.kind == "choice" else value


def get(part: Part, column: Column) -> Any:
    """Return the value of a column."""
    return _at(part, column.path)


def _at(part: Any, path: Sequence[str]) -> Any:
    for name in path:
        part = getattr(part, name)
    return part


def _joined(above: str, own: str) -> str:
    return f"{above}{JOIN}{own}" if above else own


@dataclass(frozen=True)
class _Saying:
    lang: Lang
    currency: str
    unit_of: UnitOf

    def body(self, sheet: Sheet, items: Sequence[Item]) -> OwnTable:
        """Return the readable table; a record has a row for each field."""
        if sheet.is_record:
            (item,) = items
            rows: list[tuple[str, ...]] = [(c.name.say(self.lang), self._cell(item, c)) for c in sheet.body]  # fmt: skip
            heads: tuple[Text, ...] = (sheet.head, RECORD_VALUE)
            keys = tuple(c.key for c in sheet.body)
            return OwnTable(sheet, False, caption(sheet.key), heads, (None, None), tuple(rows), keys)  # fmt: skip
        first = sheet.has_lead
        columns = sheet.body
        heads = tuple(c.name for c in columns)
        heads = (sheet.head, *heads) if first else (sheet.head, *heads[1:])
        shown: tuple[Column | None, ...] = (None, *columns) if first else columns
        rows = []
        for number, item in enumerate(items, 1):
            lead = (kept(item.parent) or str(number),) if first else ()
            rows.append((*lead, *(self._cell(item, c, tree=sheet.has_tree) for c in columns)))
        keys = tuple(item.own for item in items)
        return OwnTable(sheet, False, caption(sheet.key), heads, shown, tuple(rows), keys)

    def more(self, sheet: Sheet, items: Sequence[Item]) -> OwnTable:
        """Return the table of the appendix: part, field, value, for every field that is not as it would be anyway."""
        rows, keys = [], []
        for item in items:
            found = [
                (c.name, self._cell(item, c)) for c in sheet.more if get(item.part, c) != c.default
            ]
            if item.parent_goal:
                found.insert(0, (PARENT, kept(item.parent_goal)))
            lead = kept(_joined(item.parent, item.own))
            rows += [(lead, name.say(self.lang), text) for name, text in found]
            keys += [item.own] * len(found)
        heads = (sheet.more_head, RECORD_FIELD, RECORD_VALUE)
        return OwnTable(sheet, True, caption(sheet.key), heads, (None, None, None), tuple(rows), tuple(keys))  # fmt: skip

    def _cell(self, item: Item, column: Column, *, tree: bool = False) -> str:
        unit = "number"
        if column.kind == "amount":
            metric = getattr(item.part, "metric", "") or _trigger_metric(item.part)
            unit = self.unit_of(metric) if metric else "number"
        text = cell_of(get(item.part, column), column, self.lang, self.currency, unit)
        return INDENT * item.depth + text if tree and column.key == "name" else text


def _trigger_metric(part: Part) -> str:
    trigger = getattr(part, "trigger", None)
    return getattr(trigger, "metric", "") if trigger is not None else ""
