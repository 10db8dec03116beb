"""A plan as tables: which there are and which columns they have, derived from the models of the plan.

```
record    a part with single values            one row a field: name | value
sheet     a list of parts                      one row a part; `body` columns stand in the readable table,
                                               the others in a second table of the appendix
```

Every field stands in exactly one table, so that an edit is never contradicted by a copy. A row names the part that it
belongs to by that part's key: `double11 / 预热`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from lianyi.core.translation import Text
from lianyi.planning.document.own.labels import BODY, field_name, noun
from lianyi.planning.model.base import Part
from lianyi.planning.model.plan import Plan

Kind = Literal["text", "money", "amount", "whole", "day", "yes", "choice", "list", "pairs"]
KEYS = ("id", "sku", "stage", "mode", "kind")
"""Fields by which a child names its parent, the first that the parent has; else the number of its row."""


@dataclass(frozen=True)
class Column:
    """One field. `path` are attribute names from the part; `choices` the values of a closed set.

    `default` is `...` where the field has none.
    """

    path: tuple[str, ...]
    name: Text
    kind: Kind
    optional: bool
    choices: tuple[str, ...] = ()
    default: Any = ...

    @property
    def key(self) -> str:
        """The path as one word: `trigger.metric`."""
        return ".".join(self.path)


@dataclass(frozen=True)
class Sheet:
    """The tables of one place of the plan: `path` as `campaigns.phases.tasks`, empty for the plan itself."""

    path: tuple[str, ...]
    parent: Sheet | None
    is_record: bool
    columns: tuple[Column, ...]
    has_tree: bool = False

    @property
    def key(self) -> str:
        """The path as one word."""
        return ".".join(self.path) or "plan"

    @property
    def key_column(self) -> Column | None:
        """The column by which children name a row; None where only its number can."""
        named = {column.key: column for column in self.columns}
        return next((named[key] for key in KEYS if key in named), None)

    @property
    def has_lead(self) -> bool:
        """Tell whether a column before the fields names the parent, or numbers the rows where there is neither."""
        return self.parent is not None or self.key_column is None

    @property
    def body(self) -> tuple[Column, ...]:
        """The columns of the readable table, in its order."""
        wanted = BODY.get(self.key)
        if wanted is None:
            return self.columns
        named = {column.key: column for column in self.columns}
        return tuple(named[key] for key in wanted)

    @property
    def more(self) -> tuple[Column, ...]:
        """The columns of the appendix."""
        shown = {column.key for column in self.body}
        return tuple(column for column in self.columns if column.key not in shown)

    @property
    def head(self) -> Text:
        """The head of the first column of the readable table, which no other table has."""
        return noun(self.key)

    @property
    def more_head(self) -> Text:
        """The head of the first column of the table in the appendix."""
        return Text(f"{self.head.zh}（续）", f"{self.head.en} (more)")


@cache
def sheets() -> tuple[Sheet, ...]:
    """Return every sheet of a plan, a parent before its children."""
    return tuple(_walk(Plan, (), None, is_record=True))


def _walk(
    part: type[Part], path: tuple[str, ...], parent: Sheet | None, *, is_record: bool
) -> Iterator[Sheet]:
    columns, children = [], []
    has_tree = False
    for inner, field in _fields(part, (), flat=not is_record):
        listed = _listed(field.annotation)
        if listed is part:
            has_tree = True
        elif listed is not None:
            children.append((listed, inner, False))
        elif _is_part(field.annotation):
            children.append((field.annotation, inner, True))
        else:
            columns.append(_column(inner, field))
    sheet = Sheet(path, parent, is_record, tuple(columns), has_tree)
    if columns:
        yield sheet
    own = parent if is_record else sheet
    for child, inner, single in children:
        yield from _walk(child, (*path, *inner), own, is_record=single)


def _fields(
    part: type[Part], before: tuple[str, ...], *, flat: bool
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the fields of a part; single parts inside a row are spread over its columns."""
    for name, field in part.model_fields.items():
        inner: Any = field.annotation
        if flat and _is_part(inner):
            yield from _fields(inner, (*before, name), flat=True)
        else:
            yield (*before, name), field


def _is_part(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Part)


def _listed(annotation: Any) -> type[Part] | None:
    """Return the part of which a field is a list."""
    if get_origin(annotation) is tuple and _is_part(get_args(annotation)[0]):
        found: type[Part] = get_args(annotation)[0]
        return found
    return None


def _column(path: tuple[str, ...], field: Any) -> Column:
    base, optional = _base(field.annotation)
    kind, choices = _kind(path[-1], base)
    default = ... if field.is_required() else field.get_default(call_default_factory=True)
    return Column(path, field_name(path), kind, optional, choices, default)


def _base(annotation: Any) -> tuple[Any, bool]:
    """Return the type behind `X | None` and `Annotated[X, …]`, and whether None is allowed."""
    if get_origin(annotation) is Annotated:
        return _base(get_args(annotation)[0])
    if get_origin(annotation) is Union or type(annotation).__name__ == "UnionType":
        inner = [a for a in get_args(annotation) if a is not type(None)]
        return _base(inner[0])[0], len(inner) < len(get_args(annotation))
    return annotation, False


def _kind(name: str, base: Any) -> tuple[Kind, tuple[str, ...]]:
    if get_origin(base) is tuple:
        inner = _base(get_args(base)[0])[0]
        if get_origin(inner) is tuple:
            return "pairs", ()
        return "list", tuple(map(str, get_args(inner))) if get_origin(inner) is Literal else ()
    if get_origin(base) is Literal:
        values = get_args(base)
        return ("whole", ()) if isinstance(values[0], int) else ("choice", tuple(values))
    if base is int and name.endswith("_fen"):
        return "money", ()
    kinds: dict[str, Kind] = {
        "bool": "yes", "int": "whole", "Decimal": "amount", "date": "day", "str": "text"
    }  # fmt: skip
    return kinds[base.__name__], ()
