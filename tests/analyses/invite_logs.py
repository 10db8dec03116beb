"""Small shops of invites: a store made of arrays, and a pinned shop around it that imports nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.period_text import parse_period
from lianyi.core.calendar.periods import Period
from lianyi.core.errors import LianyiError
from lianyi.timelines.store import BASE_DAY, Array, Segment, Store, Stream

DAY = 86_400
FIRST = date(2026, 9, 1)
START = (FIRST - BASE_DAY).days * DAY
"""The second at which the logs begin."""


@dataclass(frozen=True)
class Invite:
    """Days since `FIRST`, None where it did not happen."""

    inviter: int
    invitee: int
    at: float
    joined: float | None = None
    opened: float | None = None
    activity: str = ""
    status: str = ""


@dataclass(frozen=True)
class Order:
    person: int
    at: float
    paid: int = 1_000
    refunded: int = 0


@dataclass
class FakeEngine:
    """Coverage of `invites` up to a day, and one answer for every question about spend."""

    last: date
    spend: tuple[int, int] | None = None
    orders_last: date | None = None
    asked: list[tuple[str, Sequence[object]]] = field(default_factory=list)
    zone: str = "Asia/Shanghai"
    currency: str = "CNY"
    snapshot: int | None = 1

    @property
    def data_as_of(self) -> Mapping[str, str]:
        return {}

    @property
    def coverage(self) -> list[tuple[Any, ...]]:
        tables = {"invites": self.last, "orders": self.orders_last or self.last}
        return [(t, "generic", "main", FIRST, last, False) for t, last in tables.items()]

    @property
    def known_buyers(self) -> None:
        return None

    def columns(self, view: str) -> Sequence[str]:
        known = view == "spend" and self.spend is not None
        return ("day", "plan_no", "plan_name", "category", "spend_fen") if known else ()

    def rows(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        self.asked.append((sql, params))
        assert self.spend is not None
        return [self.spend]


@dataclass
class FakeShop:
    """A pinned shop; `segments` name sets of people."""

    store: Store
    engine: FakeEngine
    today: date = date(2026, 11, 28)
    segments: Mapping[str, set[int]] = field(default_factory=dict)
    calendar: BusinessCalendar = field(default_factory=BusinessCalendar)
    brand: str = "涟漪样品店"

    def period(self, text: str | None) -> Period:
        return parse_period(text or "2026-09")

    def segment(self, name: str | None) -> list[Array] | None:
        if name is None:
            return None
        return [np.isin(s.person_ids, list(self.segments[name])) for s in self.store.segments]

    def metric(self, query: object) -> Any:
        raise LianyiError("run.needs_a_shop")

    def columns(self, path: object, wanted: object) -> Any:
        raise LianyiError("run.needs_a_shop")

    def headers(self, path: object) -> Any:
        raise LianyiError("run.needs_a_shop")

    def lines(self, path: object) -> Any:
        raise LianyiError("run.needs_a_shop")


def second(day: float | None) -> int:
    return -1 if day is None else START + round(day * DAY)


def shop_of(
    invites: Sequence[Invite],
    orders: Sequence[Order] = (),
    events: Sequence[tuple[int, float]] = (),
    *,
    days: int = 60,
    spend: tuple[int, int] | None = None,
    segments: Mapping[str, set[int]] | None = None,
    pieces: int = 1,
) -> FakeShop:
    """Return a shop whose data ends after so many `days`; people are spread over `pieces` of the store."""
    people = {p for i in invites for p in (i.inviter, i.invitee)}
    people |= {o.person for o in orders} | {p for p, _ in events}
    people |= set().union(*(segments or {"": set()}).values())
    words = {
        "activity": ["", *sorted({i.activity for i in invites} - {""})],
        "status": ["", *sorted({i.status for i in invites} - {""})],
    }
    parts = [sorted(people)[n::pieces] for n in range(pieces)]
    made = [_segment(part, invites, orders, events, words) for part in parts]
    last = date.fromordinal(FIRST.toordinal() + days - 1)
    return FakeShop(Store(BASE_DAY, made, words), FakeEngine(last, spend), segments=segments or {})


def _segment(people: list[int], invites: Sequence[Invite], orders: Sequence[Order], events: Sequence[tuple[int, float]], words: Mapping[str, list[str]]) -> Segment:  # fmt: skip
    sent = [
        (i.inviter, second(i.at), i.invitee, second(i.opened), second(i.joined), *(words[w].index(getattr(i, w)) for w in words))
        for i in invites
    ]  # fmt: skip
    paid = [(o.person, second(o.at), o.paid, o.refunded) for o in orders]
    done = [(p, second(at)) for p, at in events]
    streams = {
        "invites": _stream(people, sent, ("invitee", "opened_at", "joined_at", *words)),
        "orders": _stream(people, paid, ("order_fen", "refund_fen")),
        "events": _stream(people, done, ()),
    }
    ids = np.array(people, np.int64)
    return Segment(ids, np.ones(len(people), bool), streams)


def _stream(people: list[int], rows: Sequence[tuple[int, ...]], columns: Sequence[str]) -> Stream:
    known = set(people)
    own = sorted((r for r in rows if r[0] in known), key=lambda r: (r[0], r[1]))
    table = np.array(own, np.int64).reshape(len(own), 2 + len(columns))
    offsets = np.searchsorted(table[:, 0], [*people, 2**62])
    named = dict(zip(("at", *columns), table.T[1:], strict=True))
    return Stream(offsets, {**named, "day": named["at"] // DAY})
