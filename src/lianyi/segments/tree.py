"""The tree of a segment: frozen values, whatever it was written as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Unit = Literal["d", "w", "mo", "y"]
Operator = Literal[
    "=", "!=", "<", "<=", ">", ">=", "between", "in", "not in", "is known", "is unknown", "has", "contains", "under", "during",
]  # fmt: skip


@dataclass(frozen=True)
class Ago:
    """The day that lies `n` units before the day as of which is asked."""

    n: int
    unit: Unit


@dataclass(frozen=True)
class Window:
    """Days: `last` n units up to the day as of which is asked, or fixed ones from `first` to `last` (None = open)."""

    back: Ago | None = None
    first: date | None = None
    last: date | None = None


ALWAYS = Window()
Value = str | int | Decimal | date | Ago | bool


@dataclass(frozen=True)
class Check:
    """What is asked of one value. `values` are the operands; `window` those of `during`."""

    operator: Operator
    values: tuple[Value, ...] = ()
    window: Window = ALWAYS


@dataclass(frozen=True)
class Trait:
    """A condition on a person attribute, named as in the registry or `attribute:NAME`."""

    attribute: str
    check: Check


@dataclass(frozen=True)
class Filter:
    """Limits the facts that a tally counts to those whose `column` meets the check."""

    column: str
    check: Check


@dataclass(frozen=True)
class Tally:
    """A condition on how many facts, or how much of them, lie in a window: `orders(last 90d) >= 2`."""

    measure: str
    events: tuple[str, ...]
    window: Window
    filters: tuple[Filter, ...]
    check: Check


@dataclass(frozen=True)
class Named:
    """Everybody in another segment."""

    key: str


@dataclass(frozen=True)
class Both:
    """Everybody in all of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Either:
    """Everybody in at least one of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """Every known person who is not in the part."""

    part: Node


@dataclass(frozen=True)
class AsOf:
    """The part as things stood at the end of another day."""

    part: Node
    when: date | Ago


Node = Trait | Tally | Named | Both | Either | Not | AsOf
Leaf = Trait | Tally


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below."""
    if isinstance(node, Both | Either):
        return node.parts
    return (node.part,) if isinstance(node, Not | AsOf) else ()


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and everything below it, from the left."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(reversed(children(here)))


def both(*parts: Node) -> Node:
    """Return the parts joined with `and`; one part stays what it is."""
    return parts[0] if len(parts) == 1 else Both(parts)


def either(*parts: Node) -> Node:
    """Return the parts joined with `or`; one part stays what it is."""
    return parts[0] if len(parts) == 1 else Either(parts)
