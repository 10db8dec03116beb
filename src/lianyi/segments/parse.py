"""From one line of text to the tree of a segment.

```
segment    = both { "or" both }
both       = part { "and" part }
part       = "not" part | whole [ "as_of" day ]
whole      = "(" segment ")" | test
test       = attribute check | measure "(" arguments ")" check | "segment" check
check      = operator value | "between" value "and" value | [ "not" ] "in" "(" values ")" | "in" window
           | "is" [ "not" ] "known" | "is" [ "not" ] "unknown" | "has" text | "contains" text | "under" text
arguments  = event names, a window, filters, split by commas
window     = "last" 90d | 2026-01-01..2026-03-31 | 2026-W46 | "since" day | "until" day
day        = 2026-11-11 | 30d "ago"
```
"""

from __future__ import annotations

from collections.abc import Sequence

from lianyi.core.errors import LianyiError
from lianyi.segments.conditions import read_test
from lianyi.segments.tokens import Reader
from lianyi.segments.tree import AsOf, Node, Not, both, either
from lianyi.segments.values import read_when

MAX_DEPTH = 40
MAX_TESTS = 200
AND, OR, NOT, AS_OF = ("and", "且", "并且"), ("or", "或", "或者"), ("not", "非"), ("as_of", "截至")


def parse(text: str, properties: Sequence[str] = ()) -> Node:
    """Return the tree of `text`; `properties` are the names that a shop gives to event properties, in their order.

    Refuses with a code and the position of the first character that does not fit: `segment.unreadable`,
    `segment.name_unknown`, `segment.type_mismatch`, `segment.filter_unknown`, `segment.bad_character`; and what is
    larger than anybody means: `segment.too_long`, `segment.too_deep`, `segment.too_large`.

    >>> parse("paid_orders >= 2 and not first_platform = 'douyin'").parts[0].attribute
    'paid_orders'
    """
    reader = Reader(text, properties)
    if reader.is_over():
        raise LianyiError("segment.empty")
    tree = _either(reader)
    if not reader.is_over():
        reader.expected("and, or")
    return tree


def _either(reader: Reader) -> Node:
    parts = [_both(reader)]
    while reader.word(*OR):
        parts.append(_both(reader))
    return either(*parts)


def _both(reader: Reader) -> Node:
    parts = [_part(reader)]
    while reader.word(*AND):
        parts.append(_part(reader))
    return both(*parts)


def _part(reader: Reader) -> Node:
    reader.depth += 1
    if reader.depth > MAX_DEPTH:
        raise LianyiError("segment.too_deep", limit=MAX_DEPTH, position=reader.here.at)
    node = Not(_part(reader)) if reader.word(*NOT) else _placed(reader)
    reader.depth -= 1
    return node


def _placed(reader: Reader) -> Node:
    node = _whole(reader)
    return AsOf(node, read_when(reader)) if reader.word(*AS_OF) else node


def _whole(reader: Reader) -> Node:
    if reader.mark("("):
        node = _either(reader)
        reader.need(")")
        return node
    reader.tests += 1
    if reader.tests > MAX_TESTS:
        raise LianyiError("segment.too_large", size=reader.tests, limit=MAX_TESTS)
    return read_test(reader)
