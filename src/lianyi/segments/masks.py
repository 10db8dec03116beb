"""From a tree to who is meant in a store of timelines: one boolean array per segment of the store.

Counts and sums of orders, events and invitations run as kernels over the streams. What the timelines do not hold
(attributes from lists, filters by product) is asked in the SQL of `sql.py`: both readings give the same people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from lianyi.core.attributes import attribute_named
from lianyi.core.errors import LianyiError
from lianyi.segments.checks import holds_each
from lianyi.segments.document import Segments, parse_segments
from lianyi.segments.relations import profile_parts
from lianyi.segments.sql import leaf_sql, segment_sql
from lianyi.segments.streams import begun, order_days, streams_know, tallied, texts_met
from lianyi.segments.tree import (
    ALWAYS,
    AsOf,
    Both,
    Check,
    Either,
    Leaf,
    Named,
    Node,
    Not,
    Tally,
    Trait,
)
from lianyi.segments.windows import day_of, settled

if TYPE_CHECKING:
    from lianyi.timelines.store import Array, Store

    Mask = list[Array]

_COUNTED: Mapping[str, str] = {
    "paid_orders": "orders",
    "paid_fen": "paid_fen",
    "net_fen": "net_fen",
}
_DAYS = ("first_paid_day", "last_paid_day", "days_since_last")


class Views(Protocol):
    """What is asked where the timelines do not know: SQL over the documented views."""

    def columns(self, view: str) -> Sequence[str]:
        """Return the columns of a view; nothing where there is none."""
        ...

    def rows(self, sql: str, params: Sequence[object] = ()) -> Sequence[tuple[Any, ...]]:
        """Run one SELECT and return all rows."""
        ...


def people_in(
    store: Store, document: Any, segment: str, as_of: date, views: Views | None = None
) -> Mask:
    """Return per segment of `store` a boolean array over its people: who is in `segment` at the end of `as_of`.

    `document` is the parsed `segments.yaml` (or `Segments`), `segment` a key of it or a condition. Refuses with
    `segment.unknown`, the codes of `parse`, and those of `members`.
    """
    known = document if isinstance(document, Segments) else parse_segments(document)
    return members(store, known.tree(segment), as_of, views)


def members(store: Store, node: Node, as_of: date, views: Views | None = None) -> Mask:
    """Return per segment of `store` who is in the whole tree `node` at the end of `as_of`.

    People that a later segment of the store replaces are in nothing. Refuses with `segment.needs_views` where a
    condition asks for what only views know and there are none.
    """
    masks = _Masks(store, views)
    return _all([masks.of(node, as_of), masks.known(as_of)])


def listed(store: Store, node: Node, as_of: date, views: Views) -> Mask:
    """Return what `members` does, asked in SQL alone: for a store whose histories lie elsewhere."""
    found = views.rows(segment_sql(node, as_of, views.columns))
    ids = np.sort(np.array([person for (person,) in found], np.int64))
    return [_is_among(s.person_ids, ids) & s.alive for s in store.segments]


class _Masks:
    """One evaluation: what was asked once is remembered."""

    def __init__(self, store: Store, views: Views | None) -> None:
        self._store = store
        self._views = views
        self._memo: dict[tuple[Node | str, date], Mask] = {}

    def of(self, node: Node, as_of: date) -> Mask:
        """Return who is in `node`, whether known by then or not."""
        if (node, as_of) not in self._memo:
            self._memo[node, as_of] = self._evaluate(node, as_of)
        return self._memo[node, as_of]

    def _evaluate(self, node: Node, as_of: date) -> Mask:
        match node:
            case Both(parts):
                return _all([self.of(part, as_of) for part in parts])
            case Either(parts):
                none = _all([_not(self.of(part, as_of)) for part in parts])
                return _not(none)
            case Not(part):
                return _not(self.of(part, as_of))
            case AsOf(part, when):
                day = day_of(when, as_of)
                return _all([self.of(part, day), self.known(day)])
            case Named(key):
                raise ValueError(f"put segment {key} in first")
            case _:
                return self._leaf(node, as_of)

    def known(self, as_of: date) -> Mask:
        """Return of whom anything is known by the end of `as_of`."""
        if ("known", as_of) not in self._memo:
            self._memo["known", as_of] = self._known(as_of)
        return self._memo["known", as_of]

    def _known(self, as_of: date) -> Mask:
        high = self._store.day_number(as_of)
        parts = profile_parts(as_of, self._views.columns) if self._views else []
        found = self._those(" UNION ".join(parts)) if parts else self._nobody()
        for number, segment in enumerate(self._store.segments):
            for stream in segment.streams.values():
                found[number] |= begun(stream, high)
            found[number] &= segment.alive
        return found

    def _nobody(self) -> Mask:
        return [np.zeros(s.people, np.bool_) for s in self._store.segments]

    def _leaf(self, leaf: Leaf, as_of: date) -> Mask:
        if isinstance(leaf, Tally):
            if streams_know(self._store, leaf):
                check = settled(leaf.check, as_of)
                return [holds_each(check, v) for v in tallied(self._store, leaf, as_of)]
        elif any("orders" in s.streams for s in self._store.segments):
            if leaf.attribute in _COUNTED:
                counted = Tally(_COUNTED[leaf.attribute], (), ALWAYS, (), leaf.check)
                return self.of(counted, as_of)
            if leaf.attribute in _DAYS:
                return self._order_day(leaf, as_of)
        if self._views is None:
            return self._stored(leaf, as_of)
        found = leaf_sql(leaf, as_of, self._views.columns)
        those = self._those(found.select)
        return those if found.is_inside else _not(those)

    def _those(self, select: str) -> Mask:
        """Return which people a SELECT of person ids names."""
        assert self._views is not None
        listed = self._views.rows(
            f"SELECT list(DISTINCT person_id) FROM ({select}) WHERE person_id IS NOT NULL"
        )
        ids = np.sort(np.array(listed[0][0] or [], np.int64))
        return [_is_among(s.person_ids, ids) for s in self._store.segments]

    def _stored(self, leaf: Leaf, as_of: date) -> Mask:
        """Without views, an attribute is what the store was built with."""
        name = leaf.attribute if isinstance(leaf, Trait) else leaf.measure
        codes = self._store.attributes.get(name) if isinstance(leaf, Trait) else None
        if codes is None or attribute_named(name).type != "text":
            raise LianyiError("segment.needs_views", name=name)
        met = texts_met(self._store, name, settled(leaf.check, as_of))
        return [met[c] for c in codes]

    def _order_day(self, leaf: Trait, as_of: date) -> Mask:
        is_last = leaf.attribute != "first_paid_day"
        days, none = order_days(self._store, as_of, last=is_last)
        check = settled(leaf.check, as_of)
        if leaf.attribute == "days_since_last":
            high = self._store.day_number(as_of)
            return [holds_each(check, high - d, d != none) for d in days]
        numbers = tuple(self._store.day_number(d) for d in check.values if isinstance(d, date))
        numbered = Check(check.operator, numbers)
        return [holds_each(numbered, d, d != none) for d in days]


def _all(masks: Sequence[Mask]) -> Mask:
    return [np.logical_and.reduce(each) for each in zip(*masks, strict=True)]


def _not(mask: Mask) -> Mask:
    return [~m for m in mask]


def _is_among(people: Array, ids: Array) -> Array:
    """Return which of `people` are in the ascending `ids`."""
    if not len(ids):
        return np.zeros(len(people), np.bool_)
    places = np.minimum(np.searchsorted(ids, people), len(ids) - 1)
    there: Array = ids[places] == people
    return there
