"""The smallest conditions: one attribute, one tally or another segment, and what is asked of it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import NoReturn

from lianyi.core.attributes import FIRST_OF_TABLE, PERSON_ATTRIBUTES, AttributeType, attribute_named
from lianyi.core.errors import LianyiError
from lianyi.segments.tallies import MEASURES, SOURCES, Measure
from lianyi.segments.tokens import Reader, Token
from lianyi.segments.tree import (
    ALWAYS,
    Check,
    Filter,
    Named,
    Node,
    Not,
    Operator,
    Tally,
    Trait,
    Value,
    Window,
    either,
)
from lianyi.segments.values import is_window, mismatch, read_value, read_window

SEGMENT = ("segment", "人群")
_TEXT_ONLY: tuple[Operator, ...] = ("has", "contains", "under")
_ORDERED: tuple[AttributeType, ...] = ("count", "money", "number", "day", "any")
_EQUAL: dict[bool, Operator] = {True: "=", False: "!="}


def read_test(reader: Reader) -> Node:
    """Return the condition that comes next."""
    token = reader.take()
    if token.kind != "word":
        reader.expected("orders(last 90d) >= 2, first_channel = '…'", token)
    name = token.value
    if name.lower() in SEGMENT:
        return _named(reader)
    if reader.is_mark("("):
        if name not in MEASURES:
            _unknown(token, MEASURES)
        return _tally(reader, MEASURES[name])
    if f"{name}:" == FIRST_OF_TABLE and reader.mark(":"):
        return _trait(reader, FIRST_OF_TABLE + _name_of_row(reader))
    if name not in PERSON_ATTRIBUTES:
        _unknown(token, (*PERSON_ATTRIBUTES.all(), *MEASURES))
    return _trait(reader, name)


def _unknown(token: Token, known: Iterable[str]) -> NoReturn:
    nearest = ", ".join(difflib.get_close_matches(token.value, list(known), n=3, cutoff=0.5)) or "—"
    raise LianyiError(
        "segment.name_unknown", name=token.value[:40], position=token.at, nearest=nearest
    )


def _name_of_row(reader: Reader) -> str:
    token = reader.take()
    if token.kind not in ("word", "text") or not token.value.strip():
        reader.expected("attribute:'…'", token)
    return token.value


def _trait(reader: Reader, key: str) -> Node:
    attribute = attribute_named(key)
    if attribute.type == "flag" and not _is_check(reader):
        return Trait(key, Check("=", (True,)))
    return Trait(key, read_check(reader, attribute.type, key))


def _named(reader: Reader) -> Node:
    """`segment = 'a'`, `segment in ('a', 'b')` and their opposites."""
    check = read_check(reader, "text", "segment")
    keys = [Named(str(v)) for v in check.values]
    if check.operator not in ("=", "!=", "in", "not in"):
        reader.expected("segment = '…', segment in ('…', '…')")
    found = either(*keys)
    return found if check.operator in ("=", "in") else Not(found)


def _is_check(reader: Reader) -> bool:
    words = ("in", "not", "is", "between", *_TEXT_ONLY)
    return reader.here.kind == "operator" or reader.is_word(*words)


def read_check(reader: Reader, type_: AttributeType, name: str) -> Check:
    """Return what is asked of a value of that type."""
    token = reader.here
    if token.kind == "operator":
        return _compared(reader, type_, name)
    if reader.word("is"):
        return _known(reader)
    if reader.word("between") and _ordered(token, type_, name):
        low = read_value(reader, type_, name)
        if not reader.word("and"):
            reader.expected("and")
        return _alike(token, Check("between", (low, read_value(reader, type_, name))), name)
    if type_ == "day" and reader.is_word("in") and reader.after().value != "(":
        reader.take()
        return Check("during", window=_window(reader))
    if reader.is_word("in", "not"):
        return _among(reader, type_, name)
    for operator in _TEXT_ONLY:
        if reader.word(operator):
            return _of_text(reader, operator, type_, name)
    return reader.expected("=, !=, <, <=, >, >=, between, in, is unknown", token)


def _ordered(token: Token, type_: AttributeType, name: str) -> bool:
    if type_ not in _ORDERED:
        raise LianyiError("segment.no_order", name=name, position=token.at)
    return True


def _compared(reader: Reader, type_: AttributeType, name: str) -> Check:
    token = reader.take()
    operator: Operator = token.value  # type: ignore[assignment]  # an operator token is one
    if operator not in ("=", "!="):
        _ordered(token, type_, name)
    value_token = reader.here
    value = read_value(reader, type_, name)
    if operator not in ("=", "!=") and isinstance(value, str):
        mismatch(value_token, "number", name)
    return Check(operator, (value,))


def _known(reader: Reader) -> Check:
    is_not = reader.word("not")
    if reader.word("unknown", "null"):
        return Check("is known" if is_not else "is unknown")
    if reader.word("known"):
        return Check("is unknown" if is_not else "is known")
    return reader.expected("unknown, known")


def _among(reader: Reader, type_: AttributeType, name: str) -> Check:
    token = reader.here
    operator: Operator = "not in" if reader.word("not") else "in"
    if not reader.word("in"):
        reader.expected("in")
    reader.need("(")
    values: list[Value] = [read_value(reader, type_, name)]
    while reader.mark(","):
        values.append(read_value(reader, type_, name))
    reader.need(")")
    return _alike(token, Check(operator, tuple(values)), name)


def _alike(token: Token, check: Check, name: str) -> Check:
    """Several values of an attribute of any type have to be of one type."""
    kinds = {"number" if _is_number(v) else type(v).__name__ for v in check.values}
    if len(kinds - {"Ago"}) > 1 or (kinds == {"str"} and check.operator == "between"):
        raise LianyiError("segment.values_differ", name=name, position=token.at)
    return check


def _is_number(value: Value) -> bool:
    from decimal import Decimal

    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _of_text(reader: Reader, operator: Operator, type_: AttributeType, name: str) -> Check:
    token = reader.here
    if type_ not in ("text", "any"):
        raise LianyiError("segment.text_only", name=name, operator=operator, position=token.at)
    value = read_value(reader, "text", name)
    if not str(value).strip():
        mismatch(token, "text", name)
    return Check(operator, (value,))


def _window(reader: Reader) -> Window:
    if not is_window(reader):
        reader.expected("last 90d, 2026-01-01..2026-03-31")
    return read_window(reader)


def _tally(reader: Reader, measure: Measure) -> Node:
    """What stands in the brackets of a measure, in any order, and what is asked of its number."""
    reader.need("(")
    events: list[str] = []
    filters: list[Filter] = []
    window: Window | None = None
    while not reader.is_mark(")"):
        token = reader.here
        if token.kind == "text":
            if measure.source != "events" or not token.value:
                reader.expected("last 90d, channel = '…'", token)
            events.append(reader.take().value)
        elif is_window(reader):
            if window is not None:
                reader.expected(")", token)
            window = read_window(reader)
        else:
            filters.append(_filter(reader, measure))
        if not reader.mark(","):
            break
    reader.need(")")
    check = read_check(reader, measure.type, measure.key)
    return Tally(measure.key, tuple(events), window or ALWAYS, tuple(filters), check)


def _filter(reader: Reader, measure: Measure) -> Filter:
    token = reader.take()
    known = SOURCES[measure.source].filters
    own = reader.properties if measure.source == "events" else {}
    column = known.get(own.get(token.value, token.value)) if token.kind == "word" else None
    if column is None:
        raise LianyiError(
            "segment.filter_unknown",
            name=token.shown[:40],
            measure=measure.key,
            position=token.at,
            known=", ".join([*(k for k in known if not k.startswith("property_")), *own]),
        )
    return Filter(column.key, read_check(reader, column.type, column.key))
