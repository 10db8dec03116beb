"""Values that no fact has: a segment that asks for them is empty because of a slip of the keyboard, most of the time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from lianyi.core.attributes import attribute_named
from lianyi.core.translation import Text
from lianyi.segments.checks import check_sql
from lianyi.segments.relations import rows_of
from lianyi.segments.sources import Caveat
from lianyi.segments.tallies import MEASURES, SOURCES
from lianyi.segments.tree import Check, Node, Tally, Trait, walk

MOST = 20
"""How many conditions are looked at."""
_UNSEEN = Text(
    "数据里从来没有出现过{values}，检查一下写法。",
    "Nothing in the data is ever {values}: check the spelling.",
)


class Engine(Protocol):
    """What answers: SQL over the documented views."""

    def columns(self, view: str) -> Sequence[str]:
        """Return the columns of a view; nothing where there is none."""
        ...

    def rows(self, sql: str, params: Sequence[object] = ()) -> Sequence[tuple[Any, ...]]:
        """Run one SELECT and return all rows."""
        ...


def unseen_values(node: Node, engine: Engine) -> tuple[Caveat, ...]:
    """Return one caveat that names the texts of `=` and `in` which no fact ever has; nothing where all occur."""
    missing: dict[str, None] = {}
    for number, (values, rows) in enumerate(_asked(node, engine)):
        if number == MOST:
            break
        condition = check_sql("v", Check("in", values))
        found = engine.rows(f"SELECT DISTINCT v FROM ({rows}) WHERE {condition}")
        seen = {row[0] for row in found}
        missing.update(dict.fromkeys(v for v in values if v not in seen))
    if not missing:
        return ()
    zh, en = "、".join(f"「{v}」" for v in missing), ", ".join(f"“{v}”" for v in missing)
    return (Caveat("value_unseen", _UNSEEN.format(values=Text(zh, en))),)


def _asked(node: Node, engine: Engine) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the texts that are asked for, and the SELECT of all values `v` that there are."""
    for leaf in walk(node):
        if isinstance(leaf, Trait):
            attribute = attribute_named(leaf.attribute)
            values = _texts(leaf.check)
            if values and attribute.type in ("text", "any") and engine.columns(attribute.view):
                yield (
                    values,
                    f"SELECT CAST(value AS VARCHAR) AS v FROM ({attribute.select(date.max)})",
                )
        elif isinstance(leaf, Tally):
            yield from _of_tally(leaf, engine)


def _of_tally(leaf: Tally, engine: Engine) -> Iterator[tuple[tuple[str, ...], str]]:
    known = SOURCES[MEASURES[leaf.measure].source].filters
    rows = rows_of(leaf, engine.columns)
    if leaf.events:
        yield leaf.events, f"SELECT event AS v FROM ({rows})"
    for given in leaf.filters:
        column = known[given.column]
        values = _texts(given.check)
        if values and column.type == "text":
            yield values, f"SELECT CAST({column.column} AS VARCHAR) AS v FROM ({rows})"


def _texts(check: Check) -> tuple[str, ...]:
    if check.operator not in ("=", "in"):
        return ()
    return tuple(v for v in check.values if isinstance(v, str) and v)
