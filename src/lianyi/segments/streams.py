"""Counting over timelines: the number that a tally compares, per person, and the days of a person's orders."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from lianyi.segments.checks import holds
from lianyi.segments.tallies import MEASURES, SOURCES, Measure
from lianyi.segments.tree import Check, Tally
from lianyi.segments.windows import days_of, settled
from lianyi.timelines.run import Ranged, run_people
from lianyi.timelines.store import NONE, Array, Segment, Store, Stream

if TYPE_CHECKING:
    from collections.abc import Sequence

EVERY = np.zeros(0, np.bool_)
DAY_SECONDS = 86_400
NEVER = np.iinfo(np.int32).max
Texts = tuple[str, Array]
"""A text column, and per code of it whether its value counts."""


def streams_know(store: Store, tally: Tally) -> bool:
    """Return whether the streams have every column that `tally` reads."""
    measure = MEASURES[tally.measure]
    source = SOURCES[measure.source]
    columns = {"day", *(c for c, _ in measure.columns)}
    columns |= {"joined_at"} if measure.source == "joined" else set()
    columns |= {"event"} if tally.events else set()
    for given in tally.filters:
        column = source.filters[given.column].stream
        if column is None or column not in store.dictionaries:
            return False
        columns.add(column)
    streams = [s.streams[source.stream] for s in store.segments if source.stream in s.streams]
    return bool(streams) and all(columns <= stream.columns.keys() for stream in streams)


def tallied(store: Store, tally: Tally, as_of: date) -> list[Array]:
    """Return per segment and person the number that `tally` compares (int64, 0 where there is nothing to count)."""
    measure = MEASURES[tally.measure]
    low, high = (store.day_number(day) for day in days_of(tally.window, as_of))
    count = _Count(store, measure, _texts(store, tally, as_of), low, high)
    run_people(store, count, merge=_first)
    return count.found


def order_days(store: Store, as_of: date, *, last: bool) -> tuple[list[Array], int]:
    """Return per person the day of the first or the last paid order up to `as_of`, and the number that means none."""
    from lianyi.timelines.kernels import counts

    high = store.day_number(as_of)
    kernel = counts.last_day if last else counts.first_day
    found = [np.full(s.people, counts.NO_DAY, np.int64) for s in store.segments]

    def fill(part: Ranged, first: int, after: int) -> tuple[Array, ...]:
        stream = part.segment.streams.get("orders")
        if stream is not None:
            kernel(first, after, part.taken, stream.offsets, stream["day"], high, found[part.number])  # fmt: skip
        return ()

    run_people(store, fill, merge=_first)
    return found, counts.NO_DAY


def begun(stream: Stream, high: int) -> Array:
    """Return per person whether the stream has a row up to day `high`."""
    starts = np.asarray(stream.offsets[:-1])
    there = starts < stream.offsets[1:]
    day = stream["day"]
    if len(day):
        there &= day[np.minimum(starts, len(day) - 1)] <= high
    return there


def texts_met(store: Store, column: str, check: Check) -> Array:
    """Return per code of a text column whether its value meets `check`; code 0 is unknown."""
    values = store.dictionaries[column]
    met = np.zeros(len(values), np.bool_)
    if check.operator in ("=", "!=", "in", "not in"):
        codes = [store.code(column, str(v)) for v in check.values]
        met[[c for c in codes if c]] = True
        if check.operator in ("!=", "not in"):
            met = ~met
            met[NONE] = False
        return met
    for code, value in enumerate(values):
        met[code] = holds(check, value if code != NONE else None)
    return met


def _texts(store: Store, tally: Tally, as_of: date) -> list[Texts]:
    """Return what limits the rows; two filters of one column both have to hold."""
    known = SOURCES[MEASURES[tally.measure].source].filters
    limits = [(known[f.column].stream or "", settled(f.check, as_of)) for f in tally.filters]
    if tally.events:
        limits.append(("event", Check("in", tally.events)))
    return [(column, texts_met(store, column, check)) for column, check in limits]


class _Count:
    """What `run_people` calls: fills `found` (one array per segment of the store) over a range of people."""

    def __init__(
        self, store: Store, measure: Measure, texts: Sequence[Texts], low: int, high: int
    ) -> None:
        self.found = [np.zeros(s.people, np.int64) for s in store.segments]
        self._measure = measure
        self._stream = SOURCES[measure.source].stream
        self._texts = texts
        self._span = (low, high)
        self._days = [self._days_of(s) for s in store.segments]

    def _days_of(self, segment: Segment) -> Array | None:
        stream = segment.streams.get(self._stream)
        if stream is None or self._measure.source != "joined":
            return None if stream is None else stream["day"]
        joined = np.asarray(stream["joined_at"], np.int64)
        return np.where(joined == -1, NEVER, joined // DAY_SECONDS)

    def __call__(self, part: Ranged, first: int, after: int) -> tuple[Array, ...]:
        """Fill the numbers of people `first` up to, without, `after`."""
        from lianyi.timelines.kernels import counts

        stream, day = part.segment.streams.get(self._stream), self._days[part.number]
        if stream is None or day is None:
            return ()
        base, end = int(stream.offsets[first]), int(stream.offsets[after])
        common = (first, after, part.taken, stream.offsets, day, *self._span, self._kept(stream, base, end), base)  # fmt: skip
        out = self.found[part.number]
        if self._measure.how == "rows":
            counts.count_rows(*common, out)
        elif self._measure.how == "days":
            counts.count_days(*common, out)
        else:
            for column, sign in self._measure.columns:
                counts.add_values(*common, stream[column], sign, out)
        return ()

    def _kept(self, stream: Stream, base: int, end: int) -> Array:
        """Return which of the rows of a range count; an empty array where nothing limits them."""
        keep = EVERY
        for column, met in self._texts:
            kept = met[stream[column][base:end]]
            keep = kept if keep is EVERY else keep & kept
        return keep


def _first(a: tuple[Array, ...], _: tuple[Array, ...]) -> tuple[Array, ...]:
    """Nothing has to be merged: every range has filled its own part of the result."""
    return a
