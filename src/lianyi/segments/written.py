"""The tree as text again: one spelling for every segment, which parses to the same tree."""

from __future__ import annotations

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


def written(node: Node) -> str:
    """Return the text of `node`.

    >>> from lianyi.segments.parse import parse
    >>> written(parse("orders( LAST 90 days )>=2 或 is_member"))
    'orders(last 90d) >= 2 or is_member = true'
    """
    match node:
        case Trait(attribute, check):
            return f"{_attribute(attribute)} {_check(check)}"
        case Tally():
            return _tally(node)
        case Named(key):
            return f"segment = {_value(key)}"
        case Both(parts):
            return " and ".join(map(_inner, parts))
        case Either(parts):
            return " or ".join(map(_inner, parts))
        case Not(part):
            return f"not {_inner(part)}"
        case AsOf(part, when):
            return f"{_placed(part)} as_of {_value(when)}"


def _inner(node: Node) -> str:
    return f"({written(node)})" if isinstance(node, Both | Either) else written(node)


def _placed(node: Node) -> str:
    is_leaf = isinstance(node, Trait | Tally | Named)
    return written(node) if is_leaf else f"({written(node)})"


def _attribute(key: str) -> str:
    name = key.removeprefix(FIRST_OF_TABLE)
    return key if name == key else f"{FIRST_OF_TABLE}{_value(name)}"


def _tally(node: Tally) -> str:
    parts = [*map(_value, node.events)]
    if node.window != ALWAYS:
        parts.append(_window(node.window))
    parts += [_filter(f) for f in node.filters]
    return f"{node.measure}({', '.join(parts)}) {_check(node.check)}"


def _filter(given: Filter) -> str:
    return f"{given.column} {_check(given.check)}"


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
