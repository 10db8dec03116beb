"""Random logs of a small shop: as rows, as documented views in DuckDB, and as a store of timelines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Any

import duckdb
import numpy as np
from hypothesis import strategies as st

from lianyi.timelines.store import Segment, Store, Stream

FIRST = date(2026, 1, 1)
BASE = date(2025, 12, 20)
DAYS = 40
PEOPLE = tuple(range(101, 107))
CHANNELS = ("douyin/live", "douyin", "youzan", "它's")
EVENTS = ("view", "cart", "complaint", "order_paid")
PRODUCTS = ("P1", "P2", "")


@dataclass(frozen=True)
class Order:
    person_id: int | None
    created_at: datetime
    paid_at: datetime | None
    paid_fen: int = 0
    refund_fen: int = 0
    channel: str = "youzan"
    platform: str = "youzan"
    province: str | None = None
    product: str = "奶瓶"
    excluded_reason: str | None = None


@dataclass(frozen=True)
class Event:
    person_id: int | None
    at: datetime
    event: str
    channel: str | None = None
    product_id: str | None = None
    value_fen: int | None = None
    property_1: str | None = None


@dataclass(frozen=True)
class Touch:
    person_id: int | None
    at: datetime
    kind: str | None
    channel: str | None = None


@dataclass(frozen=True)
class Invite:
    inviter_id: int
    invitee_id: int
    at: datetime
    joined_at: datetime | None
    activity: str | None = None


@dataclass(frozen=True)
class Customer:
    person_id: int
    joined_at: datetime | None
    member_at: datetime | None = None
    is_member: bool | None = None
    level: str | None = None
    tags: str | None = None


@dataclass(frozen=True)
class Row:
    """A row of the table of person attributes."""

    person_id: int
    attribute: str
    value: str | None
    at: datetime | None


@dataclass(frozen=True)
class Log:
    orders: tuple[Order, ...] = ()
    events: tuple[Event, ...] = ()
    touches: tuple[Touch, ...] = ()
    invites: tuple[Invite, ...] = ()
    customers: tuple[Customer, ...] = ()
    rows: tuple[Row, ...] = ()
    replaced: frozenset[int] = field(default=frozenset(), compare=False)


def on(day: int, hour: int = 12) -> datetime:
    """The day with this number, 0 is the first of January 2026."""
    return datetime(FIRST.year, FIRST.month, FIRST.day, hour) + timedelta(days=day)


_WHEN = st.builds(on, st.integers(0, DAYS - 1), st.sampled_from((0, 12, 23)))
_PERSON = st.sampled_from(PEOPLE)
_SOMEBODY = st.one_of(st.none(), _PERSON)


def _some(of: st.SearchStrategy[Any], size: int) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=size).map(tuple)


@st.composite
def _orders(draw: st.DrawFn) -> Order:
    created = draw(_WHEN)
    later = st.integers(0, 5).map(lambda d: created + timedelta(days=d, minutes=5))
    paid = draw(st.one_of(st.none(), later, later))
    fen = st.sampled_from((0, 1, 5_000, 10_000))
    return Order(
        draw(_SOMEBODY), created, paid, draw(fen), draw(fen), draw(st.sampled_from(CHANNELS)),
        draw(st.sampled_from(("douyin", "youzan"))), draw(st.sampled_from((None, "", "浙江", "江苏"))),
        draw(st.sampled_from(("奶瓶", "围兜"))), draw(st.sampled_from((None, None, None, "flag"))),
    )  # fmt: skip


_CHANNEL = st.sampled_from((None, "", *CHANNELS))
_EVENT = st.builds(
    Event,
    _SOMEBODY,
    _WHEN,
    st.sampled_from(EVENTS),
    _CHANNEL,
    st.sampled_from((None, *PRODUCTS)),
    st.sampled_from((None, 0, 100, 20_000)),
    st.sampled_from((None, "", "红")),
)
_TOUCH = st.builds(Touch, _SOMEBODY, _WHEN, st.sampled_from((None, "", "click", "下单")), _CHANNEL)
_LATER = st.one_of(st.none(), _WHEN)
_INVITE = st.builds(Invite, _PERSON, _PERSON, _WHEN, _LATER, st.sampled_from((None, "邀3人")))
_CUSTOMER = st.builds(
    Customer, _PERSON, _LATER, _LATER, st.sampled_from((None, True, False)),
    st.sampled_from((None, "", "金", "银")), st.sampled_from((None, "", "宝妈", "宝妈, 老客；囤货", "老 客|宝妈妈")),
)  # fmt: skip
_VALUE = st.sampled_from((None, "", "油性", "12", "3.5", "nan", "1e9", "2026-01-10", "it's"))
_ROW = st.builds(Row, _PERSON, st.sampled_from(("肤质", "a'b")), _VALUE, _LATER)


def logs() -> st.SearchStrategy[Log]:
    """Logs of few people with everything that can be missing missing somewhere."""
    return st.builds(
        Log, _some(_orders(), 14), _some(_EVENT, 14), _some(_TOUCH, 5), _some(_INVITE, 5), _some(_CUSTOMER, 5),
        _some(_ROW, 5), st.frozensets(_PERSON, max_size=2),
    )  # fmt: skip


class Views:
    """The log as documented views; views of tables without rows do not exist, as in a real workspace."""

    coverage: Sequence[tuple[Any, ...]] = (("orders", "youzan", "main", FIRST, FIRST, False),)

    def __init__(self, log: Log) -> None:
        self.con = duckdb.connect(config={"threads": 1})
        self._table("orders_raw", Order, log.orders)
        self.con.execute(
            "CREATE TABLE orders_all AS SELECT 'main' AS store, 'o' || n AS order_no, * EXCLUDE (n, product), CAST(created_at AS DATE) AS created_day, "
            "CAST(paid_at AS DATE) AS paid_day, paid_at IS NOT NULL AS is_paid FROM (SELECT *, row_number() OVER () AS n FROM orders_raw)"
        )
        self.con.execute(
            "CREATE TABLE order_lines AS SELECT a.*, r.product AS product_name, false AS is_return FROM orders_all a JOIN "
            "(SELECT 'o' || row_number() OVER () AS order_no, product FROM orders_raw) r USING (order_no) WHERE excluded_reason IS NULL"
        )
        self.con.execute("CREATE VIEW orders AS SELECT * FROM orders_all WHERE excluded_reason IS NULL")  # fmt: skip
        for name, kind, rows in (
            ("events", Event, log.events), ("touches", Touch, log.touches), ("invites", Invite, log.invites),
            ("customers", Customer, log.customers), ("person_attributes", Row, log.rows),
        ):  # fmt: skip
            if rows:
                self._table(f"{name}_raw", kind, rows)
                self.con.execute(
                    f"CREATE TABLE {name} AS SELECT 'youzan' AS platform, 'main' AS store, CAST(row_number() OVER () AS VARCHAR) AS {name[:-1]}_no, "
                    f"{self._more(name)} * FROM {name}_raw"
                )

    @staticmethod
    def _more(name: str) -> str:
        extra = {
            "events": "NULL AS content_no, NULL AS category, NULL AS session_no,",
            "touches": "NULL AS content_no, NULL AS promoter_id, NULL AS code,",
            "invites": "'youzan' AS channel, NULL AS status, NULL AS opened_at,",
            "customers": "NULL AS gender, NULL AS region, NULL AS staff, 'unknown' AS source,",
        }
        return extra.get(name, "")

    def _table(self, name: str, kind: type[Any], rows: Iterable[Any]) -> None:
        types = {"int": "BIGINT", "datetime": "TIMESTAMP", "str": "VARCHAR", "bool": "BOOLEAN"}
        names = [f.name for f in fields(kind)]
        typed = [f'"{f.name}" {types[str(f.type).split(" ")[0]]}' for f in fields(kind)]
        self.con.execute(f"CREATE TABLE {name} ({', '.join(typed)})")
        values = [[getattr(row, n) for n in names] for row in rows]
        if values:
            self.con.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(names))})", values)  # fmt: skip

    def columns(self, view: str) -> Sequence[str]:
        found = self.con.execute(
            "SELECT column_name FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index",
            [view],
        )
        return [row[0] for row in found.fetchall()]

    def rows(self, sql: str, params: Sequence[object] = ()) -> Sequence[tuple[Any, ...]]:
        return self.con.execute(sql, list(params)).fetchall()


def happened(log: Log) -> Iterator[dict[str, Any]]:
    """Everything that persons did, as the stream `events` has it."""
    for o in log.orders:
        if o.excluded_reason is None:
            yield {
                "person": o.person_id,
                "at": o.created_at,
                "event": "order_created",
                "channel": o.channel,
            }
            yield {
                "person": o.person_id,
                "at": o.paid_at,
                "event": "order_paid",
                "channel": o.channel,
                "value_fen": o.paid_fen,
            }
    for e in log.events:
        yield {
            "person": e.person_id,
            "at": e.at,
            "event": e.event,
            "channel": e.channel,
            "product": e.product_id,
            "value_fen": e.value_fen,
            "p1": e.property_1,
        }
    for t in log.touches:
        yield {
            "person": t.person_id,
            "at": t.at,
            "event": f"touch_{t.kind or 'unknown'}",
            "channel": t.channel,
        }
    for i in log.invites:
        yield {"person": i.inviter_id, "at": i.at, "event": "invite_sent", "channel": "youzan"}
        yield {"person": i.invitee_id, "at": i.joined_at, "event": "invite_joined", "channel": "youzan"}  # fmt: skip


def paid(log: Log) -> Iterator[dict[str, Any]]:
    """Paid orders, as the stream `orders` has them."""
    for o in log.orders:
        if o.excluded_reason is None:
            yield {"person": o.person_id, "at": o.paid_at, "order_fen": o.paid_fen, "refund_fen": o.refund_fen, "channel": o.channel, "platform": o.platform, "store": "main"}  # fmt: skip


def invited(log: Log) -> Iterator[dict[str, Any]]:
    """Invitations, as the stream `invites` has them."""
    for i in log.invites:
        yield {"person": i.inviter_id, "at": i.at, "joined_at": i.joined_at, "activity": i.activity, "channel": "youzan"}  # fmt: skip


TEXT = ("event", "channel", "product", "p1", "platform", "store", "activity")
NUMBERS = ("order_fen", "refund_fen", "value_fen")


def store_of(log: Log, words: Mapping[str, Sequence[str]] | None = None) -> Store:
    """The log as a store: everybody who is in it, some of them replaced by a second segment."""
    streams = {"orders": list(paid(log)), "events": list(happened(log)), "invites": list(invited(log))}  # fmt: skip
    dictionaries = dict(words or _dictionaries(streams))
    everybody = {r["person"] for rows in streams.values() for r in rows} | set(PEOPLE)
    people = sorted(p for p in everybody if p is not None)
    later = [p for p in people if p in log.replaced]
    first = _segment(people, streams, dictionaries, dead=log.replaced)
    segments = [first, _segment(later, streams, dictionaries)] if later else [first]
    return Store(BASE, segments, dictionaries)


def _dictionaries(streams: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, list[str]]:
    rows = [row for given in streams.values() for row in given]
    return {name: ["", *sorted({r[name] for r in rows if r.get(name)})] for name in TEXT}


def _segment(
    people: Sequence[int],
    streams: Mapping[str, Sequence[Mapping[str, Any]]],
    words: Mapping[str, Sequence[str]],
    dead: frozenset[int] = frozenset(),
) -> Segment:
    ids = np.array(people, np.int64)
    alive = np.array([p not in dead for p in people], np.bool_)
    return Segment(ids, alive, {n: _stream(people, rows, words) for n, rows in streams.items()})


def _stream(
    people: Sequence[int], rows: Sequence[Mapping[str, Any]], words: Mapping[str, Sequence[str]]
) -> Stream:
    kept = sorted(
        (r for r in rows if r["person"] in people and r["at"]),
        key=lambda r: (r["person"], r["at"]),
    )
    counts = [sum(r["person"] == p for r in kept) for p in people]
    seconds = [_seconds(r["at"]) for r in kept]
    columns: dict[str, Any] = {
        "at": np.array(seconds, np.int64),
        "day": np.array([s // 86_400 for s in seconds], np.int32),
    }
    for name in TEXT:
        columns[name] = np.array([words[name].index(r.get(name) or "") for r in kept], np.uint8)
    for name in NUMBERS:
        columns[name] = np.array([r.get(name) or 0 for r in kept], np.int64)
    joined = [r.get("joined_at") for r in kept]
    columns["joined_at"] = np.array([-1 if j is None else _seconds(j) for j in joined], np.int64)
    return Stream(np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), columns)


def _seconds(at: datetime) -> int:
    return int((at - datetime(BASE.year, BASE.month, BASE.day)).total_seconds())
