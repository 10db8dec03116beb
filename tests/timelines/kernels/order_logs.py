"""Random logs of orders and events as rows, and the same as a store: people cut into segments, some replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import numpy as np
from hypothesis import strategies as st

from lianyi.timelines.store import Segment, Store, Stream

BASE = date(2026, 1, 1)
DAY = 86_400
EVENTS = ("", "view", "cart", "pay")
CHANNELS = ("", "live", "note")


@dataclass(frozen=True)
class Order:
    person: int
    at: int
    order_fen: int
    refund_fen: int = 0


@dataclass(frozen=True)
class Event:
    person: int
    at: int
    event: int = 1


Row = Order | Event
STREAMS: dict[str, tuple[type[Any], dict[str, Any]]] = {
    "orders": (Order, {"order_fen": np.int64, "refund_fen": np.int64}),
    "events": (Event, {"event": np.uint8}),
}


def orders(people: int = 4, days: int = 70) -> st.SearchStrategy[list[Order]]:
    """Orders of few people, many at the same second, some refunded in part or in full."""
    second = st.integers(0, days * 4 - 1).map(lambda n: n * DAY // 4)
    fen = st.integers(0, 3).map(lambda n: n * 100)
    one = st.builds(Order, st.integers(1, people), second, fen, fen)
    return st.lists(one, max_size=25)


def events(people: int = 4, days: int = 70) -> st.SearchStrategy[list[Event]]:
    """Events of few people, many at the same second."""
    second = st.integers(0, days * 4 - 1).map(lambda n: n * DAY // 4)
    return st.lists(
        st.builds(Event, st.integers(1, people), second, st.integers(1, 3)), max_size=25
    )


def store_of(
    rows: Sequence[Row],
    *,
    people: int | None = None,
    replaced: Sequence[int] = (),
    channels: Sequence[int] = (),
) -> Store:
    """Return a store with these rows; people with an even number live in a second segment.

    Those in `replaced` lie dead in the first one, too, with rows that must not count. `channels` gives the code of
    the first channel by person.
    """  # fmt: skip
    known = sorted({r.person for r in rows} | set(range(1, (people or 0) + 1)))
    second = [p for p in known if p % 2 == 0 or p in replaced]
    first = [p for p in known if p not in second or p in replaced]
    dead = [_worse(r) for r in rows if r.person in replaced]
    parts = [
        _segment(first, [r for r in rows if r.person not in second] + dead, set(replaced)),
        _segment(second, [r for r in rows if r.person in second], set()),
    ]
    code = [
        np.array([channels[p - 1] if p <= len(channels) else 0 for p in ids], np.uint16)
        for ids in (first, second)
    ]
    names = {"event": EVENTS, "first_channel": CHANNELS}
    return Store(BASE, parts, names, attributes={"first_channel": code})


def _worse(row: Row) -> Row:
    return Order(row.person, 0, 10**9) if isinstance(row, Order) else Event(row.person, 0, 1)


def _segment(people: list[int], rows: Sequence[Row], dead: set[int]) -> Segment:
    streams = {
        name: _stream(people, [r for r in rows if isinstance(r, kind)], columns)
        for name, (kind, columns) in STREAMS.items()
    }
    alive = np.array([p not in dead for p in people], np.bool_)
    return Segment(np.array(people, np.int64), alive, streams)


def _stream(people: list[int], rows: Sequence[Row], columns: dict[str, Any]) -> Stream:
    place = {p: n for n, p in enumerate(people)}
    ordered = sorted(rows, key=lambda r: (place[r.person], r.at))
    counts = np.bincount([place[r.person] for r in ordered], minlength=len(people))
    at = np.array([r.at for r in ordered], np.int64)
    data = {n: np.array([getattr(r, n) for r in ordered], kind) for n, kind in columns.items()}
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return Stream(offsets, {"at": at, "day": (at // DAY).astype(np.int32), **data})


def random_orders(people: int, rows: int, days: int, seed: int = 1) -> list[Order]:
    """Return many orders of a seed, for comparing with SQL."""
    rng = np.random.default_rng(seed)
    who = (rng.zipf(1.4, rows) - 1) % people + 1
    at = rng.integers(0, days * DAY, rows)
    fen = rng.integers(0, 5_000, rows)
    back = np.where(rng.random(rows) < 0.2, fen, np.where(rng.random(rows) < 0.2, fen // 3, 0))
    parts = zip(who.tolist(), at.tolist(), fen.tolist(), back.tolist(), strict=True)
    return [Order(*part) for part in parts]


def random_events(people: int, rows: int, days: int, seed: int = 2) -> list[Event]:
    """Return many events of a seed."""
    rng = np.random.default_rng(seed)
    who = (rng.zipf(1.4, rows) - 1) % people + 1
    parts = zip(who.tolist(), rng.integers(0, days * DAY, rows).tolist(), rng.integers(1, 4, rows).tolist(), strict=True)  # fmt: skip
    return [Event(*part) for part in parts]


def database(**tables: Sequence[Row]) -> duckdb.DuckDBPyConnection:
    """Return a database with a table for each list of rows; `day` counts from BASE."""
    con = duckdb.connect()
    for name, rows in tables.items():
        fields = ("person", "at", *STREAMS[name.removeprefix("given_")][1])
        con.register(
            "rows_given", {f: np.array([getattr(r, f) for r in rows], np.int64) for f in fields}
        )
        con.execute(f'CREATE TABLE {name} AS SELECT *, "at" // {DAY} AS day FROM rows_given')
        con.unregister("rows_given")
    return con
