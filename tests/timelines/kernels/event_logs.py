"""Random logs of events as rows, and the same as a store: people in two segments, some of them replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
from hypothesis import strategies as st

from lianyi.timelines.store import Array, Segment, Store, Stream

BASE = date(2026, 1, 1)
DAY = 86_400
NAMES = ("", "view", "cart", "pay", "share", "refund")
CHANNELS = ("", "live", "note", "card")
CITIES = ("", "Hangzhou", "Chengdu")


@dataclass(frozen=True, order=True)
class Event:
    """One row; `event` and `channel` are codes of NAMES and CHANNELS."""

    person: int
    at: int
    event: int
    channel: int = 0


def city_of(person: int) -> int:
    return person % len(CITIES)


def logs(people: int = 3, seconds: int = 12, size: int = 16) -> st.SearchStrategy[list[Event]]:
    """Few people, few seconds (many at the same one), all events and channels."""
    one = st.builds(
        Event,
        st.integers(1, people),
        st.integers(0, seconds - 1),
        st.integers(1, len(NAMES) - 1),
        st.integers(0, len(CHANNELS) - 1),
    )
    return st.lists(one, max_size=size).map(sorted)


def random_log(people: int, rows: int, days: int, seed: int = 1) -> list[Event]:
    """Many events with a heavy tail of people, most of them views."""
    rng = np.random.default_rng(seed)
    who = (rng.zipf(1.5, rows) - 1) % people + 1
    what = rng.choice([1, 2, 3, 4, 5], rows, p=[0.7, 0.12, 0.1, 0.05, 0.03])
    # A third of the seconds is drawn from few, so that many rows share one.
    at = rng.integers(0, days * DAY, rows)
    at = np.where(rng.random(rows) < 0.3, at // 3_600 * 3_600, at)
    parts = zip(who.tolist(), at.tolist(), what.tolist(), rng.integers(0, 4, rows).tolist(), strict=True)  # fmt: skip
    return sorted(Event(*part) for part in parts)


def store_of(rows: Sequence[Event], *, people: int = 0, replaced: Sequence[int] = ()) -> Store:
    """Return a store of these rows (in order within a person); people with an even number are in a second segment.

    Those in `replaced` lie dead in the first one, too, with rows that must not count.
    """
    known = sorted({r.person for r in rows} | set(range(1, people + 1)))
    second = [p for p in known if p % 2 == 0 or p in replaced]
    first = [p for p in known if p not in second or p in replaced]
    dead = [Event(p, at, what) for p in replaced for at, what in ((0, 1), (1, 2), (2, 3))]
    parts = (
        _segment(first, [r for r in rows if r.person not in second] + dead, set(replaced)),
        _segment(second, [r for r in rows if r.person in second], set()),
    )
    cities = tuple(np.array([city_of(p) for p in ids], np.uint8) for ids in (first, second))
    for codes in cities:
        codes.flags.writeable = False
    names = {"event": NAMES, "channel": CHANNELS, "city": CITIES}
    return Store(BASE, parts, names, attributes={"city": cities})


def _segment(people: list[int], rows: Sequence[Event], dead: set[int]) -> Segment:
    place = {p: n for n, p in enumerate(people)}
    ordered = sorted(rows, key=lambda r: (place[r.person], r.at))
    counts = np.bincount([place[r.person] for r in ordered], minlength=len(people))
    at = np.array([r.at for r in ordered], np.int32)
    columns: dict[str, Array] = {
        "at": at,
        "day": (at // DAY).astype(np.int32),
        "event": np.array([r.event for r in ordered], np.uint8),
        "channel": np.array([r.channel for r in ordered], np.uint8),
    }
    for column in columns.values():
        column.flags.writeable = False  # as those of a store on disk
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    alive = np.array([p not in dead for p in people], np.bool_)
    return Segment(np.array(people, np.int64), alive, {"events": Stream(offsets, columns)})


def database(rows: Sequence[Event]) -> duckdb.DuckDBPyConnection:
    """Return a database with the table `log`: person, sec, event and channel by name, city, pos within the person."""
    con = duckdb.connect()
    con.execute(
        "CREATE TABLE log (person BIGINT, sec BIGINT, event VARCHAR, channel VARCHAR, city VARCHAR, pos BIGINT)"
    )
    lines = (
        (r.person, r.at, NAMES[r.event], CHANNELS[r.channel], CITIES[city_of(r.person)], pos)
        for pos, r in enumerate(rows)
    )
    if rows:
        con.execute(f"INSERT INTO log VALUES {', '.join(map(str, lines))}")
    return con


def horizon(rows: Sequence[Event]) -> int:
    """The last second of the log; a person's last event is not always the last one of all."""
    return max((r.at for r in rows), default=0)
