"""The traits that personas are made of: per buyer how lately, how often, how much, when, where and what they buy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.timelines.store import Array, Segment, Store

DAY_SECONDS, HOUR = 86_400, 3_600
NIGHT_FROM, NIGHT_TO = 21, 6
MOST_CHANNELS, MOST_CATEGORIES = 5, 6
OTHER_NAMES = ("", "unknown")
HELD_BY = 4.0
Kind = Literal["days", "count", "money", "ratio"]

RECENCY = Text("距上次购买（天）", "days since the last order")
ORDERS = Text("订单数", "orders")
ORDER_VALUE = Text("每单净额", "net value per order")
NIGHT = Text("夜间（21点到6点）下单占比", "share of orders at night (21:00 to 6:00)")
WEEKEND = Text("周末下单占比", "share of orders on weekends")
CHANNEL = Text("「{name}」渠道的订单占比", "share of orders through 「{name}」")
CATEGORY = Text("「{name}」类目的购买占比", "share of purchases in 「{name}」")


@dataclass(frozen=True)
class Trait:
    """One trait: its name, how its values are shown, and the group whose members weigh as one."""

    key: str
    name: Text
    kind: Kind
    group: str


@dataclass(frozen=True)
class Traits:
    """`ids` [people] ascending, `values` [people, traits] as they are, None of them missing."""

    ids: Array
    values: Array
    traits: tuple[Trait, ...]
    as_of: date

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Named:
    """Which channels (codes) and categories (names) are traits; the same ones at both dates."""

    channels: Mapping[str, int]
    categories: Sequence[str]


def traits_of(
    data: Data, as_of: date, window_days: int, named: Named | None, only: Sequence[Array] | None
) -> tuple[Traits, Named]:
    """Return the traits of whoever ordered within `window_days` up to `as_of`, and what they are named after.

    An order of which everything went back is none. With `named` the traits are those of another date.
    """
    store = data.store
    rows = [_orders(s, store, as_of, window_days, None if only is None else only[n]) for n, s in enumerate(store.segments)]  # fmt: skip
    columns = [
        np.concatenate([r[k] for r in rows]) if rows else np.zeros(0, np.int64) for k in range(5)
    ]
    ids, place = np.unique(columns[0], return_inverse=True)
    goods = _bought(data, as_of, window_days)
    if named is None:
        named = Named(_channels(columns[4], store), _categories(goods))
    people = len(ids)
    orders = np.bincount(place, minlength=people)
    last = np.zeros(people, np.int64)
    np.maximum.at(last, place, columns[1])
    sums = [
        np.bincount(place, weights=w, minlength=people)
        for w in (columns[3], _at_night(columns[2]), _on_weekends(columns[1], store))
    ]
    fixed = [store.day_number(as_of) - last, orders, sums[0] / np.maximum(orders, 1), *(s / np.maximum(orders, 1) for s in sums[1:])]  # fmt: skip
    through = [np.bincount(place, weights=columns[4] == code, minlength=people) / np.maximum(orders, 1) for code in named.channels.values()]  # fmt: skip
    bought = _category_shares(goods, named.categories, ids)
    values = np.stack([np.asarray(c, float) for c in (*fixed, *through, *bought)], axis=1)
    return Traits(ids, values, tuple(_declared(named)), as_of), named


def _declared(named: Named) -> list[Trait]:
    return [
        Trait("recency_days", RECENCY, "days", "recency"),
        Trait("orders", ORDERS, "count", "orders"),
        Trait("order_value", ORDER_VALUE, "money", "order_value"),
        Trait("night_share", NIGHT, "ratio", "when"),
        Trait("weekend_share", WEEKEND, "ratio", "when"),
        *(
            Trait(f"channel:{c}", CHANNEL.format(name=c), "ratio", "channel")
            for c in named.channels
        ),
        *(
            Trait(f"category:{c}", CATEGORY.format(name=c), "ratio", "category")
            for c in named.categories
        ),
    ]


def _orders(
    part: Segment, store: Store, as_of: date, window_days: int, only: Array | None
) -> tuple[Array, ...]:
    """Return person, day, second, net amount and channel of every order that counts, arrays [orders]."""
    stream = part.streams.get("orders")
    if stream is None:
        return tuple(np.zeros(0, np.int64) for _ in range(5))
    last = store.day_number(as_of)
    taken = part.alive if only is None else part.alive & only
    who = np.repeat(np.arange(part.people), np.diff(stream.offsets))
    paid, back = stream["order_fen"], stream["refund_fen"]
    kept = taken[who] & (stream["day"] <= last) & (stream["day"] > last - window_days) & ~((back > 0) & (back >= paid))  # fmt: skip
    return (
        part.person_ids[who[kept]], stream["day"][kept].astype(np.int64), stream["at"][kept].astype(np.int64),
        (paid[kept] - back[kept]).astype(np.int64), stream["channel"][kept].astype(np.int64),
    )  # fmt: skip


def _at_night(at: Array) -> Array:
    hour = at % DAY_SECONDS // HOUR
    return np.asarray((hour >= NIGHT_FROM) | (hour < NIGHT_TO))


def _on_weekends(day: Array, store: Store) -> Array:
    return np.asarray((day + store.base_day.weekday()) % 7 >= 5)


def _channels(codes: Array, store: Store) -> dict[str, int]:
    """Return the most used channels that have a name; a single one tells nobody apart."""
    names = store.dictionaries["channel"]
    counts = np.bincount(codes, minlength=1)
    often = [
        int(c)
        for c in np.argsort(-counts, kind="stable")
        if counts[c] and names[int(c)] not in OTHER_NAMES
    ]
    chosen = often[:MOST_CHANNELS]
    return (
        {str(names[c]): c for c in chosen}
        if len(chosen) > 1 or len(np.flatnonzero(counts)) > 1
        else {}
    )


Goods = tuple[Any, Any, tuple[str, ...]]


def _bought(data: Data, as_of: date, window_days: int) -> Goods:
    """Return person and category [rows] of what known people bought, and the names of the categories."""
    from lianyi.analyses.bought import NOBODY, bought
    from lianyi.core.calendar.periods import between

    if "category" not in data.engine.columns("order_lines"):
        return np.zeros(0, np.int64), np.zeros(0, np.int64), ()
    found = bought(data.engine, "category", between(as_of - timedelta(days=window_days - 1), as_of))
    known = found.person != NOBODY
    return found.person[known], found.item[known], found.names


def _categories(goods: Goods) -> list[str]:
    _, item, names = goods
    counts = np.bincount(item, minlength=len(names))
    often = [names[int(c)] for c in np.argsort(-counts, kind="stable")[:MOST_CATEGORIES] if counts[c]]  # fmt: skip
    return often if len(often) > 1 else []


def _category_shares(goods: Goods, wanted: Sequence[str], ids: Array) -> list[Array]:
    """Return per wanted category the share of each person's purchases; 0 for who bought nothing with a category."""
    if not wanted or not len(ids):
        return [np.zeros(len(ids)) for _ in wanted]
    person, item, names = goods
    place: Array = np.asarray(np.searchsorted(ids, person))
    place[place == len(ids)] = 0
    known = ids[place] == person
    place, item = place[known], item[known]
    every = np.bincount(place, minlength=len(ids))
    code = {name: n for n, name in enumerate(names)}
    return [
        np.bincount(place, weights=item == code.get(name, -1), minlength=len(ids)) / np.maximum(every, 1)
        for name in wanted
    ]  # fmt: skip


@dataclass(frozen=True)
class Scale:
    """How values become distances: logarithms of what has no upper end, shares held back by how few orders they rest on."""

    mean: Array
    factor: Array
    is_share: Array
    orders: int

    def of(self, values: Array) -> Array:
        """Return [people, traits] to measure distances in."""
        raw = _moved(values, self.is_share)
        orders = values[:, [self.orders]]
        held = (orders * raw + HELD_BY * self.mean) / (orders + HELD_BY)
        return np.asarray((np.where(self.is_share, held, raw) - self.mean) * self.factor)


def scale_of(traits: Traits) -> Scale:
    """Return the scale in which every group of traits has a spread of 1 in all; a trait without spread weighs nothing.

    The spread is that of the shares as they are: one order is on a weekend or it is not, which is no kind of person, so
    a share counts as if `HELD_BY` orders of everybody stood beside its own.
    """
    is_share = np.array([t.kind == "ratio" for t in traits.traits])
    moved = _moved(traits.values, is_share)
    spread = moved.var(axis=0)
    groups = np.array([t.group for t in traits.traits])
    whole = np.array([spread[groups == g].sum() for g in groups])
    factor = np.divide(1.0, np.sqrt(whole), out=np.zeros(len(whole)), where=whole > 1e-12)
    orders = [t.key for t in traits.traits].index("orders")
    return Scale(moved.mean(axis=0), factor, is_share, orders)


def _moved(values: Array, is_share: Array) -> Array:
    return np.where(is_share, values, np.log1p(np.maximum(values, 0.0)))
