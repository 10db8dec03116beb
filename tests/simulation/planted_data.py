"""The planted shop as analyses see it, straight from the generator's rows: a store in memory and coverage of all tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import duckdb
import numpy as np

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.period_text import parse_period
from lianyi.core.calendar.periods import Period, between
from lianyi.core.errors import LianyiError
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.result import MetricResult
from lianyi.simulation.planted.block import Block, block
from lianyi.simulation.planted.settings import PeopleSettings
from lianyi.simulation.planted.visits import EVENTS
from lianyi.timelines.store import Array, Segment, Store, Stream

BASE = date(2000, 1, 1)
DAY = 86_400
VIEWS = {"person_attributes": ("person_id", "attribute", "value", "at"), "orders": ("person_id", "is_paid", "paid_fen", "refund_fen", "paid_day")}  # fmt: skip
TABLES = ("orders", "events", "invites", "touches", "person_attributes")


@dataclass
class Engine:
    """What the imports cover, and SQL over the attributes of people."""

    made: Block
    settings: PeopleSettings
    zone: str = "Asia/Shanghai"
    currency: str = "CNY"
    snapshot: int | None = 1
    known_buyers: tuple[int, int] = (1, 1)
    data_as_of: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def coverage(self) -> list[tuple[Any, ...]]:
        """One source that knows everything up to the last day."""
        first, last = self.settings.first_day, self.settings.last_day
        return [(table, "generic", "main", first, last, False) for table in TABLES]

    @cached_property
    def con(self) -> Any:
        """The table `person_attributes`, and `orders` as rows of people and money."""
        con = duckdb.connect()
        trial, made = self.settings.trial, self.made
        con.execute('CREATE TABLE person_attributes (person_id BIGINT, attribute VARCHAR, value VARCHAR, "at" TIMESTAMP)')  # fmt: skip
        told = ((trial.name, trial.arms, made.arm), (trial.placebo, trial.placebo_arms, made.placebo))  # fmt: skip
        for name, arms, arm in told:
            rows = {"person": made.people, "arm": arm, "at": made.arrived}  # noqa: F841 - read by name below
            con.execute(
                f"INSERT INTO person_attributes SELECT person, 'experiment:{name}', ['{arms[0]}', '{arms[1]}'][arm + 1], "
                f"TIMESTAMP '{self.settings.first_day}' + to_seconds(\"at\") FROM rows"
            )
        paid = {"person": made.orders.customer, "fen": made.orders.fen, "at": made.orders.at}  # noqa: F841 - read by name below
        con.execute(
            "CREATE TABLE orders AS SELECT person AS person_id, true AS is_paid, fen AS paid_fen, 0 AS refund_fen, "
            f"CAST(TIMESTAMP '{self.settings.first_day}' + to_seconds(\"at\") AS DATE) AS paid_day FROM paid"
        )
        return con

    def columns(self, view: str) -> list[str]:
        """Return the columns of a view."""
        return list(VIEWS.get(view, ()))

    def rows(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one SELECT."""
        found: list[tuple[Any, ...]] = self.con.execute(sql, list(params)).fetchall()
        return found


@dataclass
class PlantedData:
    """A pinned shop of one block; `segments` name sets of people."""

    settings: PeopleSettings
    segments: Mapping[str, Array] = field(default_factory=dict)
    calendar: BusinessCalendar = field(default_factory=BusinessCalendar)
    today: date = date(2026, 11, 28)

    def __post_init__(self) -> None:
        self.made = block(self.settings, 0)
        self.engine = Engine(self.made, self.settings)

    @cached_property
    def store(self) -> Store:
        """The timelines of everybody."""
        return store_of(self.made, self.settings)

    def period(self, text: str | None) -> Period:
        """Return the period named, or all days."""
        return parse_period(text) if text else between(self.settings.first_day, self.settings.last_day)  # fmt: skip

    def segment(self, name: str | None) -> list[Array] | None:
        """Return the people of a segment."""
        return None if name is None else [np.isin(s.person_ids, self.segments[name]) for s in self.store.segments]  # fmt: skip

    def metric(self, query: MetricQuery) -> MetricResult:
        """No metric has a value here."""
        return cast("MetricResult", SimpleNamespace(rows=[]))

    def columns(self, path: Path, wanted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """There are no files here."""
        raise LianyiError("run.needs_a_shop")

    def lines(self, path: Path) -> list[str]:
        """There are no files here."""
        raise LianyiError("run.needs_a_shop")


def store_of(made: Block, settings: PeopleSettings) -> Store:
    """Return a store of one segment."""
    orders, events, led, sent = made.orders, made.events, made.touches, made.invites
    refund = np.zeros(len(orders), np.int64)
    refund[made.returns.order] = orders.fen[made.returns.order]
    everybody = [made.people, orders.customer, events.person, sent.inviter, sent.invitee]
    people = np.unique(np.concatenate(everybody))
    base = (settings.first_day - BASE).days * DAY

    def stream(person: Array, at: Array, **columns: Array) -> Stream:
        order = np.lexsort((at, person))
        offsets = np.searchsorted(person[order], np.append(people, np.iinfo(np.int64).max))
        moment = at[order] + base
        named = {"at": moment, "day": (moment // DAY).astype(np.int32)}
        return Stream(offsets, named | {k: v[order] for k, v in columns.items()})

    def later(at: Array) -> Array:
        return np.where(at >= 0, at + base, -1)

    ones = np.ones(len(led.at), np.uint8)
    streams = {
        "orders": stream(orders.customer, orders.at, order_fen=orders.fen, refund_fen=refund, margin_fen=orders.fen - refund),
        "events": stream(events.person, events.at, event=(events.event + 1).astype(np.uint8)),
        "touches": stream(orders.customer[led.order], led.at, channel=(led.channel + 1).astype(np.uint8), kind=ones, content=ones * 0),
        "invites": stream(
            sent.inviter, sent.at, invitee=sent.invitee, opened_at=later(sent.opened_at), joined_at=later(sent.joined_at),
            activity=np.ones(len(sent), np.uint8), status=np.zeros(len(sent), np.uint8),
        ),
    }  # fmt: skip
    words = {
        "event": ("", *EVENTS), "channel": ("", *settings.touches.channels), "kind": ("", "click"), "content": ("",),
        "activity": ("", settings.invites.activity), "status": ("",),
    }  # fmt: skip
    segment = Segment(people, np.ones(len(people), bool), streams)
    return Store(BASE, [segment], words)
