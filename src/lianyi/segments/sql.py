"""From a tree to one SELECT of `person_id` over the documented views.

Nothing that a reader typed gets into it but as an escaped literal: attributes, measures and columns are looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lianyi.core.attributes import attribute_named
from lianyi.segments.checks import check_sql, holds, typed_sql
from lianyi.segments.relations import NOBODY, Columns, counts_lines, known_sql, rows_of
from lianyi.segments.tallies import MEASURES, SOURCES
from lianyi.segments.tree import (
    AsOf,
    Both,
    Check,
    Either,
    Filter,
    Leaf,
    Named,
    Node,
    Not,
    Tally,
    Trait,
)
from lianyi.segments.windows import day_of, days_of, settled

NOTHING = "SELECT CAST(NULL AS BIGINT) AS person_id, NULL AS value WHERE FALSE"


@dataclass(frozen=True)
class Found:
    """Persons as a SELECT: those that it returns, or every known person but them."""

    select: str
    is_inside: bool


def segment_sql(node: Node, as_of: date, columns: Columns) -> str:
    """Return the SELECT of `person_id`, each once, of a whole tree as of the end of `as_of`.

    `columns` tells the columns of a documented view (an engine's own method).
    """
    return _Writer(columns).select(node, as_of)


def leaf_sql(leaf: Leaf, as_of: date, columns: Columns) -> Found:
    """Return who meets one condition."""
    if isinstance(leaf, Trait):
        return _trait(leaf, as_of, columns)
    return _tally(leaf, as_of, columns)


class _Writer:
    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def select(self, node: Node, as_of: date) -> str:
        """Return who is in `node`; everybody is looked at only where `not` or a count of 0 asks for it."""
        found = self._inside(node, as_of)
        if found is not None:
            return found
        if isinstance(node, Both):
            for number, part in enumerate(node.parts):
                found = self._inside(part, as_of)
                if found is not None:
                    others = node.parts[:number] + node.parts[number + 1 :]
                    return self._among(found, others, as_of)
        return self._among(known_sql(as_of, self._columns), (node,), as_of)

    def _among(self, persons: str, parts: tuple[Node, ...], as_of: date) -> str:
        where = " AND ".join(f"({self._where(part, as_of)})" for part in parts)
        return f"SELECT person_id FROM ({persons}) WHERE {where}"

    def _inside(self, node: Node, as_of: date) -> str | None:
        """Return a SELECT that does not need everybody, None where there is none."""
        if isinstance(node, Trait | Tally):
            found = leaf_sql(node, as_of, self._columns)
            return found.select if found.is_inside else None
        if isinstance(node, Either):
            parts = [self._inside(part, as_of) for part in node.parts]
            return " UNION ".join(p for p in parts if p) if all(parts) else None
        return None

    def _where(self, node: Node, as_of: date) -> str:
        """Return the condition that `person_id` of the FROM is in `node`."""
        match node:
            case Both(parts):
                return " AND ".join(f"({self._where(p, as_of)})" for p in parts)
            case Either(parts):
                return " OR ".join(f"({self._where(p, as_of)})" for p in parts)
            case Not(part):
                return f"NOT ({self._where(part, as_of)})"
            case AsOf(part, when):
                return f"person_id IN ({self.select(part, day_of(when, as_of))})"
            case Named(key):
                raise ValueError(f"put segment {key} in first")
            case _:
                found = leaf_sql(node, as_of, self._columns)
                return f"person_id {'IN' if found.is_inside else 'NOT IN'} ({found.select})"


def _trait(leaf: Trait, as_of: date, columns: Columns) -> Found:
    attribute = attribute_named(leaf.attribute)
    check = settled(leaf.check, as_of)
    value = typed_sql("value", attribute.type, check)
    values = attribute.select(as_of) if columns(attribute.view) else NOTHING
    rows = f"SELECT DISTINCT person_id FROM ({values}) WHERE person_id IS NOT NULL"
    if attribute.empty is None:
        if check.operator == "is unknown":
            return Found(f"{rows} AND {value} IS NOT NULL", is_inside=False)
        return Found(f"{rows} AND {check_sql(value, check)}", is_inside=True)
    if check.operator in ("is known", "is unknown"):
        return Found(NOBODY, is_inside=check.operator == "is unknown")
    return _or_nothing(rows + " AND ", f"coalesce({value}, {attribute.empty})", check, attribute.empty)  # fmt: skip


def _tally(leaf: Tally, as_of: date, columns: Columns) -> Found:
    measure = MEASURES[leaf.measure]
    known = SOURCES[measure.source].filters
    first, last = days_of(leaf.window, as_of)
    since = [] if first == date.min else [f"day >= DATE '{first.isoformat()}'"]
    conditions = [
        *since,
        f"day <= DATE '{last.isoformat()}'",
        *(_filter(known[f.column].column, known[f.column].type == "text", f) for f in leaf.filters),
    ]
    if leaf.events:
        conditions.append(check_sql("event", Check("in", leaf.events)))
    rows = rows_of(leaf, columns)
    grouped = f"SELECT person_id FROM ({rows}) WHERE {' AND '.join(conditions)} GROUP BY person_id HAVING "  # fmt: skip
    value = (measure.lines or measure.sql) if counts_lines(leaf) else measure.sql
    check = settled(leaf.check, as_of)
    if check.operator in ("is known", "is unknown"):
        return Found(NOBODY, is_inside=check.operator == "is unknown")
    return _or_nothing(grouped, f"coalesce({value}, 0)", check, 0)


def _filter(column: str, is_text: bool, given: Filter) -> str:  # noqa: FBT001 - two kinds of columns
    value = f"nullif(CAST({column} AS VARCHAR), '')" if is_text else column
    return f"({check_sql(value, given.check)})"


def _or_nothing(head: str, value: str, check: Check, empty: int) -> Found:
    """Persons without a row have `empty`: where that meets the check, those who do not are easier named."""
    condition = check_sql(value, check)
    if holds(check, empty):
        return Found(f"{head}NOT ({condition})", is_inside=False)
    return Found(head + condition, is_inside=True)
