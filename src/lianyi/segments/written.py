"""The tree as text again: one spelling for every segment, which parses to the same tree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lianyi.core.attributes import FIRST_OF_TABLE
from lianyi.segments.tree import (
    ALWAYS,
    Ago,
    AsOf,
    Both,
    Check,
    Either,
    Filter,
    Named,
    Node,
    Not,
    Tally,
    Trait,
    Value,
    Window,
)


def written(node: Node, properties: Sequence[str] = ()) -> str:
    """Return the text of `node`; `properties` are the names that a shop gives to event properties.

    >>> from lianyi.segments.parse import parse
    >>> written(parse("orders( LAST 90 days )>=2 或 is_member"))
    'orders(last 90d) >= 2 or is_member = true'
    """
    return _Written(properties).of(node)


class _Written:
    def __init__(self, properties: Sequence[str]) -> None:
        self._own = {f"property_{n}": name for n, name in enumerate(properties, 1)}

    def of(self, node: Node) -> str:
        match node:
            case Trait(attribute, check):
                return f"{_attribute(attribute)} {_check(check)}"
            case Tally():
                return self._tally(node)
            case Named(key):
                return f"segment = {_value(key)}"
            case Both(parts):
                return " and ".join(map(self._inner, parts))
            case Either(parts):
                return " or ".join(map(self._inner, parts))
            case Not(part):
                return f"not {self._inner(part)}"
            case AsOf(part, when):
                return f"{self._placed(part)} as_of {_value(when)}"

    def _inner(self, node: Node) -> str:
        return f"({self.of(node)})" if isinstance(node, Both | Either) else self.of(node)

    def _placed(self, node: Node) -> str:
        is_leaf = isinstance(node, Trait | Tally | Named)
        return self.of(node) if is_leaf else f"({self.of(node)})"

    def _tally(self, node: Tally) -> str:
        parts = [*map(_value, node.events)]
        if node.window != ALWAYS:
            parts.append(_window(node.window))
        parts += [self._filter(f) for f in node.filters]
        return f"{node.measure}({', '.join(parts)}) {_check(node.check)}"

    def _filter(self, given: Filter) -> str:
        return f"{self._own.get(given.column, given.column)} {_check(given.check)}"


def _attribute(key: str) -> str:
    name = key.removeprefix(FIRST_OF_TABLE)
    return key if name == key else f"{FIRST_OF_TABLE}{_value(name)}"


def _check(check: Check) -> str:
    values = [_value(v) for v in check.values]
    match check.operator:
        case "between":
            return f"between {values[0]} and {values[1]}"
        case "in" | "not in":
            return f"{check.operator} ({', '.join(values)})"
        case "is known" | "is unknown":
            return check.operator
        case "during":
            return f"in {_window(check.window)}"
        case _:
            return f"{check.operator} {values[0]}"


def _window(window: Window) -> str:
    if window.back is not None:
        return f"last {window.back.n}{window.back.unit}"
    if window.first is None:
        return f"until {window.last}"
    return f"since {window.first}" if window.last is None else f"{window.first}..{window.last}"


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, Ago):
        return f"{value.n}{value.unit} ago"
    return value.isoformat() if isinstance(value, date) else str(value)
