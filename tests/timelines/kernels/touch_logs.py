"""Random touches and orders as rows, the same as a store, and their credit by trying every pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import duckdb
import numpy as np
from hypothesis import strategies as st

from lianyi.timelines.store import Array, Segment, Store, Stream

BASE = date(2026, 1, 1)
DAY = 86_400
KINDS = ("", "click", "order", "impression")
CHANNELS = ("", "live", "note", "direct")
CONTENTS = ("", "video-1")


@dataclass(frozen=True, order=True)
class Touch:
    """One touch; the texts are codes of KINDS, CHANNELS, CONTENTS."""

    person: int
    at: int
    kind: int = 1
    channel: int = 1
    content: int = 0


@dataclass(frozen=True, order=True)
class Order:
    person: int
    at: int
    order_fen: int = 100


def touches(people: int = 2, seconds: int = 14) -> st.SearchStrategy[list[Touch]]:
    """Few people and seconds, so that many touches share one."""
    one = st.builds(
        Touch, st.integers(1, people), st.integers(0, seconds), st.integers(0, 3), st.integers(0, 3), st.integers(0, 1)
    )  # fmt: skip
    return st.lists(one, max_size=14).map(sorted)


def orders(people: int = 2, seconds: int = 14) -> st.SearchStrategy[list[Order]]:
    """Orders of the same people, some worth nothing."""
    fen = st.sampled_from([0, 1, 2, 99, 100, 12_345_678])
    return st.lists(st.builds(Order, st.integers(1, people), st.integers(0, seconds), fen), max_size=8).map(sorted)  # fmt: skip


def random_log(people: int, rows: int, days: int, seed: int) -> tuple[list[Touch], list[Order]]:
    """Many touches with a heavy tail of people, a tenth as many orders."""
    rng = np.random.default_rng(seed)

    def drawn(n: int, *tops: int) -> list[tuple[int, ...]]:
        who, at = (rng.zipf(1.5, n) - 1) % people + 1, rng.integers(0, days * DAY, n)
        return [tuple(r) for r in np.stack([who, at, *(rng.integers(0, t, n) for t in tops)], axis=1).tolist()]  # fmt: skip

    made = sorted(Touch(*r) for r in drawn(rows, 4, 4, 2))
    # Nobody has two touches in one second: SQL knows no order among those.
    apart = [t for n, t in enumerate(made) if not n or (t.person, t.at) != (made[n - 1].person, made[n - 1].at)]  # fmt: skip
    return apart, sorted(Order(*r) for r in drawn(rows // 10, 50_000))


def store_of(given: Sequence[Touch], bought: Sequence[Order], *, replaced: Sequence[int] = ()) -> Store:  # fmt: skip
    """Return a store; people with an even number are in a second segment, those in `replaced` dead in the first."""
    known = sorted({t.person for t in given} | {o.person for o in bought} | {1, 2})
    second = [p for p in known if p % 2 == 0 or p in replaced]
    first = [p for p in known if p not in second or p in replaced]
    dead_touches = [Touch(p, 0) for p in replaced]
    dead_orders = [Order(p, 1, 10**9) for p in replaced]
    parts = (
        _segment(first, [t for t in given if t.person not in second] + dead_touches,
                 [o for o in bought if o.person not in second] + dead_orders, set(replaced)),
        _segment(second, [t for t in given if t.person in second], [o for o in bought if o.person in second], set()),
    )  # fmt: skip
    names = {"kind": KINDS, "channel": CHANNELS, "content": CONTENTS, "event": ("", *KINDS[1:])}
    return Store(BASE, parts, names)


def _segment(
    people: list[int], given: Sequence[Touch], bought: Sequence[Order], dead: set[int]
) -> Segment:
    text = {c: (c, np.uint8) for c in ("kind", "channel", "content")}
    streams = {
        "touches": _stream(people, given, text),
        "events": _stream(people, given, {"event": ("kind", np.uint8), **text}),
        "orders": _stream(people, bought, {"order_fen": ("order_fen", np.int64)}),
    }
    alive = np.array([p not in dead for p in people], np.bool_)
    return Segment(np.array(people, np.int64), alive, streams)


def _stream(people: list[int], rows: Sequence[Any], columns: Mapping[str, tuple[str, Any]]) -> Stream:  # fmt: skip
    place = {p: n for n, p in enumerate(people)}
    ordered = sorted(rows, key=lambda r: (place[r.person], r.at))
    counts = np.bincount([place[r.person] for r in ordered], minlength=len(people))
    at = np.array([r.at for r in ordered], np.int32)
    data: dict[str, Array] = {"at": at, "day": (at // DAY).astype(np.int32)}
    for name, (field, dtype) in columns.items():
        data[name] = np.array([getattr(r, field) for r in ordered], dtype)
    for column in data.values():
        column.flags.writeable = False  # as those of a store on disk
    return Stream(np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), data)


def reached(order: Order, given: Sequence[Touch], width: Sequence[int]) -> list[Touch]:
    """Return the touches that count for `order`; `width[2 * kind + c]` is their window."""
    return [
        t
        for t in given
        if t.person == order.person and 0 <= order.at - t.at < width[2 * t.kind + (t.content > 0)]
    ]


def shares(found: Sequence[Touch], model: str, half_life: int, order: Order) -> list[Fraction]:
    """Return the share of each touch, for decay as the fraction nearest to the float."""
    n, whole = len(found), Fraction(1)
    if model == "linear":
        return [whole / n] * n
    if model == "position" and n > 2:
        return [whole * 2 / 5, *[whole / 5 / (n - 2)] * (n - 2), whole * 2 / 5]
    if model == "position":
        return [whole / n] * n
    if model == "decay":
        weights = [2.0 ** (-(order.at - t.at) / half_life) for t in found]
        return [Fraction(w / sum(weights)) for w in weights]
    at = 0 if model == "first" else n - 1
    if model == "last_non_direct":
        at = next((k for k in reversed(range(n)) if CHANNELS[found[k].channel] != "direct"), at)
    return [whole * (k == at) for k in range(n)]


def by_hand(
    given: Sequence[Touch], bought: Sequence[Order], width: Sequence[int], model: str, half_life: int = 5
) -> dict[int, tuple[Fraction, Fraction]]:  # fmt: skip
    """Return by channel the credited orders and money; -1 stands for orders without a touch."""
    total: dict[int, list[Fraction]] = defaultdict(lambda: [Fraction(0), Fraction(0)])
    for order in bought:
        found = reached(order, given, width)
        parts = shares(found, model, half_life, order) if found else [Fraction(1)]
        for channel, share in zip([t.channel for t in found] or [-1], parts, strict=True):
            total[channel][0] += share
            total[channel][1] += share * order.order_fen
    return {c: (n, fen) for c, (n, fen) in total.items() if n or fen}


def database(given: Sequence[Touch], bought: Sequence[Order]) -> duckdb.DuckDBPyConnection:
    """Return a database with the tables `touches` and `orders`."""
    con = duckdb.connect()
    for name, rows in (("touches", given), ("orders", bought)):
        fields = list(rows[0].__dataclass_fields__)
        con.register("given", {"sec" if f == "at" else f: np.array([getattr(r, f) for r in rows], np.int64) for f in fields})  # fmt: skip
        con.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
        con.unregister("given")
    return con
