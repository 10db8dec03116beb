"""The rows that a segment counts, as SQL over documented views, in the columns of the timelines' streams.

Events are everything that a person did, as the stream `events` has it: rows of the table, and orders, touches and
invitations under names of their own. Both are made from one list, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from lianyi.segments.tallies import MEASURES, SOURCES
from lianyi.segments.tree import Tally
from lianyi.timelines.streams import EVENTS, INVITES, Source

Columns = Callable[[str], Sequence[str]]
"""The columns of a documented view; nothing where no import has filled it."""
NOBODY = "SELECT CAST(NULL AS BIGINT) AS person_id WHERE FALSE"
PROFILES = (("customers", "joined_at"), ("person_attributes", '"at"'))
"""Views that describe a person beside the streams, and since when; a row without a time describes them since ever."""
_OWN_NAMES = {"order_created": "created_at", "order_paid": "paid_at", "invite_sent": "at", "invite_joined": "joined_at"}  # fmt: skip
_TOUCH = "touch_"
WHOLE_ORDERS = {"coupon": "coupon_name", "live_session": "live_session_no"}
"""Filters that the lines of an order do not know by themselves."""


def rows_of(tally: Tally, columns: Columns) -> str:
    """Return the SELECT of the rows that `tally` counts, not yet limited: `person_id`, `day` and what limits them."""
    source = MEASURES[tally.measure].source
    if source == "events":
        return did_sql(tally.events, columns)
    if source == "orders":
        return _orders_sql(tally)
    given = INVITES.sources[0]
    if not columns("invites"):
        return _no_rows(given.text)
    day = '"at"' if source == "invites" else "joined_at"
    texts = ", ".join(f"{sql} AS {name}" for name, sql in given.text.items())
    return (
        f"SELECT inviter_id AS person_id, CAST({day} AS DATE) AS day, {texts} FROM invites "
        f'WHERE inviter_id IS NOT NULL AND "at" IS NOT NULL AND {day} IS NOT NULL'
    )


def counts_lines(tally: Tally) -> bool:
    """Return whether a filter asks for what only the lines of orders know."""
    known = SOURCES[MEASURES[tally.measure].source].filters
    return any(known[f.column].lines for f in tally.filters)


def _orders_sql(tally: Tally) -> str:
    paid = "person_id IS NOT NULL AND is_paid"
    if not counts_lines(tally):
        return f"SELECT *, paid_day AS day FROM orders WHERE {paid}"
    lines = f"SELECT *, paid_day AS day FROM order_lines WHERE {paid} AND NOT coalesce(is_return, FALSE)"
    whole = sorted({f.column for f in tally.filters} & WHOLE_ORDERS.keys())
    if not whole:
        return lines
    added = ", ".join(f"o.{WHOLE_ORDERS[name]}" for name in whole)
    return (
        f"SELECT l.*, {added} FROM ({lines}) l JOIN orders o ON "
        "(o.platform = l.platform AND o.store = l.store AND o.order_no = l.order_no)"
    )


def did_sql(events: Iterable[str], columns: Columns) -> str:
    """Return the SELECT of what persons did, from those views that can have one of `events` (none: any)."""
    names = frozenset(events)
    parts = [_part(s, columns) for s in EVENTS.sources if columns(s.view) and _can_have(s, names)]
    return " UNION ALL ".join(parts) or _no_rows((*EVENTS.text, "session", "value_fen"))


def _no_rows(names: Iterable[str]) -> str:
    """A source whose views do not exist: no rows, with the columns that it would have."""
    empty = "".join(f", NULL AS {name}" for name in names)
    return f"SELECT person_id, CAST(NULL AS DATE) AS day{empty} FROM ({NOBODY})"


def views_of_events(events: Iterable[str]) -> frozenset[str]:
    """Return the views that can have one of `events`; orders stand for `orders_all`."""
    names = frozenset(events)
    found = (s.view for s in EVENTS.sources if _can_have(s, names))
    return frozenset("orders" if view == "orders_all" else view for view in found)


def _can_have(source: Source, names: frozenset[str]) -> bool:
    """A view other than `events` only has the names that Lianyi gives."""
    if not names or source.view == "events":
        return True
    if source.view == "touches":
        return any(name.startswith(_TOUCH) for name in names)
    return any(source.text["event"] == f"'{n}'" for n in names & _OWN_NAMES.keys())


def _part(source: Source, columns: Columns) -> str:
    there = set(columns(source.view))
    texts = [
        f"CAST({_or_null(source.text.get(name), there)} AS VARCHAR) AS {name}"
        for name in EVENTS.text
    ]
    session = "session_no" if "session_no" in there else "NULL"
    value = source.numbers.get("value_fen", "0")
    at = f'"{source.at}"'
    return (
        f"SELECT {source.person} AS person_id, CAST({at} AS DATE) AS day, {', '.join(texts)}, "
        f"CAST({session} AS VARCHAR) AS session, {value} AS value_fen FROM {source.view} "
        f"WHERE {source.person} IS NOT NULL AND {at} IS NOT NULL AND {source.where}"
    )


def _or_null(expression: str | None, there: set[str]) -> str:
    """A plain column that the view lacks is null; anything else is an expression that it has."""
    if expression is None or (expression.isidentifier() and expression not in there):
        return "NULL"
    return expression


def known_sql(as_of: date, columns: Columns) -> str:
    """Return the SELECT of everybody of whom anything is known by the end of `as_of`, each once."""
    day = f"DATE '{as_of.isoformat()}'"
    parts = [
        f"SELECT {source.person} AS person_id FROM {source.view} WHERE {source.where} "
        f'AND CAST("{source.at}" AS DATE) <= {day}'
        for source in EVENTS.sources
        if columns(source.view)
    ]
    parts += profile_parts(as_of, columns)
    if not parts:
        return NOBODY
    return f"SELECT person_id FROM ({' UNION '.join(parts)}) WHERE person_id IS NOT NULL"


def profile_parts(as_of: date, columns: Columns) -> list[str]:
    """Return the SELECTs of the persons that lists describe by the end of `as_of`."""
    day = f"DATE '{as_of.isoformat()}'"
    return [
        f"SELECT person_id FROM {view} WHERE {since} IS NULL OR CAST({since} AS DATE) <= {day}"
        for view, since in PROFILES
        if columns(view)
    ]
