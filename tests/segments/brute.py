"""Who is in a segment, found person by person and row by row: the slow reading that the quick ones must equal."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from lianyi.segments.tree import Ago, AsOf, Both, Check, Either, Not, Tally, Trait, Window
from tests.segments.logs import PEOPLE, Log, happened, invited, paid

LONG_AGO = datetime(1, 1, 1)


def members(log: Log, node: Any, as_of: date) -> set[int]:
    """The persons of the log who are in `node` at the end of `as_of`."""
    everybody = {p for p in _everybody(log) if p is not None}
    return {p for p in everybody if _known(log, p, as_of) and _is_in(log, p, node, as_of)}


def _everybody(log: Log) -> set[int | None]:
    rows = [*happened(log), *paid(log), *invited(log)]
    return {r["person"] for r in rows} | set(PEOPLE)


def _known(log: Log, person: int, as_of: date) -> bool:
    did = [r["at"] for r in (*happened(log), *paid(log)) if r["person"] == person and r["at"]]
    if any(at.date() <= as_of for at in did):
        return True
    told = [(c.person_id, c.joined_at) for c in log.customers] + [(r.person_id, r.at) for r in log.rows]  # fmt: skip
    return any(p == person and (at is None or at.date() <= as_of) for p, at in told)


def _is_in(log: Log, person: int, node: Any, as_of: date) -> bool:
    match node:
        case Both(parts):
            return all(_is_in(log, person, p, as_of) for p in parts)
        case Either(parts):
            return any(_is_in(log, person, p, as_of) for p in parts)
        case Not(part):
            return not _is_in(log, person, part, as_of)
        case AsOf(part, when):
            day = _day(when, as_of)
            return _known(log, person, day) and _is_in(log, person, part, day)
        case Tally():
            return _meets(_number(log, person, node, as_of), node.check, as_of)
        case Trait(key, check):
            return _trait(log, person, key, check, as_of)
    raise AssertionError(node)


def _day(when: date | Ago, as_of: date) -> date:
    if isinstance(when, date):
        return when
    assert when.unit in ("d", "w")
    return as_of - timedelta(days=when.n * (7 if when.unit == "w" else 1))


def _within(window: Window, day: date, as_of: date) -> bool:
    if day > as_of:
        return False
    if window.back:
        return day > _day(window.back, as_of)
    return (window.first or date.min) <= day <= (window.last or date.max)


def _number(log: Log, person: int, tally: Tally, as_of: date) -> int:
    orders = tally.measure in ("orders", "order_days", "paid_fen", "refund_fen", "net_fen")
    if tally.measure in ("invites", "invites_joined"):
        rows = list(invited(log))
        if tally.measure == "invites_joined":
            rows = [{**r, "at": r["joined_at"]} for r in rows]
    elif orders:
        given = [o for o in log.orders if o.excluded_reason is None]
        rows = [
            {**r, "product": o.product, "province": o.province or None, "paid_fen": o.paid_fen}
            for r, o in zip(paid(log), given, strict=True)
        ]
    else:
        rows = [
            {**r, "property_1": r.get("p1")}
            for r in happened(log)
            if not tally.events or r["event"] in tally.events
        ]
    mine = [
        r
        for r in rows
        if r["person"] == person and r["at"] and _within(tally.window, r["at"].date(), as_of)
        and all(_meets(r.get(f.column) if f.column == "paid_fen" else r.get(f.column) or None, f.check, as_of) for f in tally.filters)
    ]  # fmt: skip
    match tally.measure:
        case "order_days" | "event_days":
            return len({r["at"].date() for r in mine})
        case "paid_fen":
            return sum(r["order_fen"] for r in mine)
        case "refund_fen":
            return sum(r["refund_fen"] for r in mine)
        case "net_fen":
            return sum(r["order_fen"] - r["refund_fen"] for r in mine)
        case "value_fen":
            return sum(r.get("value_fen") or 0 for r in mine)
    return len(mine)


def _meets(value: Any, check: Check, as_of: date) -> bool:
    if check.operator in ("is known", "is unknown"):
        return (value is not None) == (check.operator == "is known")
    if value is None:
        return False
    if check.operator == "during":
        return _within(check.window, value, as_of)
    operands: list[Any] = [_day(v, as_of) if isinstance(v, Ago) else v for v in check.values]
    first = operands[0]
    meets: dict[str, Callable[[], Any]] = {
        "=": lambda: value == first,
        "!=": lambda: value != first,
        "<": lambda: value < first,
        "<=": lambda: value <= first,
        ">": lambda: value > first,
        ">=": lambda: value >= first,
        "between": lambda: first <= value <= operands[1],
        "in": lambda: value in operands,
        "not in": lambda: value not in operands,
        "has": lambda: first in [w.strip() for w in re.split("[,，;；、|]", value)],
        "contains": lambda: first in value,
        "under": lambda: value.split("/")[: len(first.split("/"))] == first.split("/"),
    }
    return bool(meets[check.operator]())


def _trait(log: Log, person: int, key: str, check: Check, as_of: date) -> bool:
    if key.startswith("attribute:"):
        value = _row_value(log, person, key.removeprefix("attribute:"), as_of)
        return _meets(_as_compared(value, check), check, as_of)
    return _meets(_value(log, person, key, as_of), check, as_of)


def _as_compared(value: str | None, check: Check) -> Any:
    """A text read as what it is compared with; unknown where it is no such thing."""
    first = check.values[0] if check.values else ""
    if value is None or isinstance(first, str):
        return value
    try:
        if isinstance(first, date):
            return date.fromisoformat(value)
        number = float(value)
    except ValueError:
        return None
    return Decimal(str(number)) if math.isfinite(number) else None


def _row_value(log: Log, person: int, name: str, as_of: date) -> str | None:
    rows = [
        (r.at or LONG_AGO, r.value or "")
        for r in log.rows
        if r.person_id == person and r.attribute == name and r.value is not None
        and (r.at is None or r.at.date() <= as_of)
    ]  # fmt: skip
    return (max(rows)[1] or None) if rows else None


def _value(log: Log, person: int, key: str, as_of: date) -> Any:
    mine = [
        (number, o)
        for number, o in enumerate(log.orders, 1)
        if o.person_id == person and o.excluded_reason is None
        and (o.paid_at or o.created_at).date() <= as_of
    ]  # fmt: skip
    first = sorted(mine, key=lambda n: (n[1].paid_at or n[1].created_at, n[1].platform, f"o{n[0]}"))
    days = sorted(o.paid_at.date() for _, o in mine if o.paid_at)
    match key:
        case "first_channel":
            return first[0][1].channel if first else None
        case "province":
            return next((o.province for _, o in first if o.province), None)
        case "paid_orders":
            return len(days)
        case "paid_fen":
            return sum(o.paid_fen for _, o in mine if o.paid_at)
        case "net_fen":
            return sum(o.paid_fen - o.refund_fen for _, o in mine if o.paid_at)
        case "first_paid_day":
            return days[0] if days else None
        case "last_paid_day":
            return days[-1] if days else None
        case "days_since_last":
            return (as_of - days[-1]).days if days else None
        case "inviter":
            joined = [
                (i.joined_at, str(n), i.inviter_id)
                for n, i in enumerate(log.invites, 1)
                if i.invitee_id == person and i.joined_at and i.joined_at.date() <= as_of
            ]
            return str(min(joined)[2]) if joined else None
    return _listed(log, person, key, as_of)


def _listed(log: Log, person: int, key: str, as_of: date) -> Any:
    mine = [
        c
        for c in log.customers
        if c.person_id == person and (c.joined_at is None or c.joined_at.date() <= as_of)
    ]
    if key == "level":
        told = [(c.joined_at or LONG_AGO, c.level) for c in mine if c.level]
        return max(told)[1] if told else None
    if key == "tags":
        return ",".join(sorted(c.tags for c in mine if c.tags)) or None
    assert key == "is_member"
    says = [c.member_at.date() <= as_of if c.member_at else c.is_member for c in mine]
    told_so = [s for s in says if s is not None]
    return any(told_so) if told_so else None
