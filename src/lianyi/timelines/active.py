"""Activity over a store: people active by day and rolling window, their flow between periods, how often they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lianyi.engines.people import map_people
from lianyi.timelines.grouping import Grouping
from lianyi.timelines.marks import Condition, Marking, chunks, marking
from lianyi.timelines.run import Ranged, parts_of
from lianyi.timelines.store import Array, Store

WINDOWS = (1, 7, 30)
SHIFTS = np.array([[0, 0, 0], [1, 2, 3], [7, 14, 2]], np.uint64)
"""Shifts that widen a day to 7 days, and those to 30: each window is made of the one before."""
MONTH = 30
FEW = 64
"""Up to so many words of all groups, people are counted by tables of bytes (24 KB a word) that then stay in the cache."""
ACTIVE, NEW, KEPT, RETURNED, LOST = range(5)
KINDS = 5


@dataclass(frozen=True)
class Question:
    """What is asked: days from `start` up to, without, `until`, as numbers of the store.

    `period_of_day[day - first_day]` numbers the periods, 0 for the one before those asked for; `periods` is how many
    there are with that one. `events` are alternatives of conditions; empty for every event.
    """

    start: int
    until: int
    first_day: int
    period_of_day: Array
    periods: int
    events: Sequence[Condition] = ()
    grouping: Grouping = field(default_factory=Grouping)


@dataclass(frozen=True)
class Answer:
    """By group: `days` [groups, windows, days] people active within each window that ends on the day; `flow` [groups,
    periods, kinds] people by period; `spread` [groups, MONTH + 1] people by active days, one at least, of the last `MONTH`.
    """

    days: Array
    flow: Array
    spread: Array


def ask(store: Store, question: Question, only: Sequence[Array] | None = None) -> Answer:
    """Return the answer over all living people, or those of them in `only` (a boolean array per segment)."""
    span = _span(question)
    found = map_people(
        lambda part, first, after: _one(question, span, part, first, after),
        parts_of(store, only),
        lambda a, b: [x + y for x, y in zip(a, b, strict=True)],
    )
    days, flow, spread = found or _nothing(question)
    return Answer(np.cumsum(days, axis=2)[:, :, :-1], flow, spread)


def cells_of(question: Question) -> int:
    """Return how many numbers one group takes."""
    return len(WINDOWS) * (question.until - question.start + 1) + KINDS * question.periods + MONTH + 1  # fmt: skip


def _nothing(question: Question) -> list[Array]:
    groups = question.grouping.groups
    days = np.zeros((groups, len(WINDOWS), question.until - question.start + 1), np.int64)
    flow = np.zeros((groups, question.periods, KINDS), np.int64)
    return [days, flow, np.zeros((groups, MONTH + 1), np.int64)]


@dataclass(frozen=True)
class _Span:
    """The days that are kept as bits, from the day `base` on, and the arrays of `kernels.activity.Plan`."""

    base: int
    words: int
    start: int
    counted: Array
    plan: tuple[Any, ...]


def _span(question: Question) -> _Span:
    """Return the days that windows and periods need, as bits."""
    base = min(question.first_day, question.start - WINDOWS[-1] + 1)
    days = question.until - base
    words = -(-days // 64)
    number = np.full(words * 64, -1, np.int64)
    number[question.first_day - base : days] = question.period_of_day[: question.until - question.first_day]  # fmt: skip
    place = np.arange(words * 64)
    is_counted = (place >= question.start - base) & (place < days)
    is_last = (place >= days - MONTH) & (place < days)
    is_earlier = place < question.first_day - base
    per_period = [_bits(number == b) for b in range(question.periods)]
    first_word = np.array([int(np.argmax(w != 0)) for w in per_period], np.int64)
    first_bits = np.array([w[n] for w, n in zip(per_period, first_word, strict=True)], np.uint64)
    next_bits = np.array([w[n + 1] if n + 1 < words else 0 for w, n in zip(per_period, first_word, strict=True)], np.uint64)  # fmt: skip
    plan = (_bits(is_last), _bits(is_earlier), first_word, first_bits, next_bits)
    return _Span(base, words, question.start - base, _bits(is_counted), plan)


def _bits(taken: Array) -> Array:
    """Return 64 booleans a word, the first one as its lowest bit."""
    return np.packbits(taken, bitorder="little").view("<u8").astype(np.uint64)


def _one(question: Question, span: _Span, part: Ranged, first: int, after: int) -> list[Array]:
    from lianyi.timelines.kernels.activity import (
        Bits,
        Plan,
        add_bytes,
        add_changes,
        add_flow,
        days_of_groups,
        days_of_people,
    )

    stream = part.segment.streams["events"]
    plan = Plan(*span.plan)
    groups = question.grouping.groups
    person, row = question.grouping.arrays(part.number, stream)
    days, flow, spread = found = _nothing(question)
    by_bytes = groups * span.words <= FEW
    first_byte = span.start // 8
    used = -(-(question.until - span.base) // 8) - first_byte
    tables = np.zeros((groups if by_bytes else 0, len(WINDOWS), used, 256), np.int32)
    marks: Marking | None = marking(question.events) if question.events else None
    for begin, end in chunks(stream.offsets, first, after):
        rows = int(stream.offsets[begin]), int(stream.offsets[end])
        words = marks.words(stream, *rows) if marks else np.zeros(0, np.uint32)
        most = (rows[1] - rows[0] if len(row) else end - begin) + 1
        bits = Bits(np.empty((most, span.words), np.uint64), np.empty(most, np.int64), np.empty(most, np.bool_))  # fmt: skip
        common = (begin, end, part.taken, stream.offsets, words, stream["day"], span.base, question.until)  # fmt: skip
        if len(row):
            n = days_of_groups(*common, row, groups, bits)
        else:
            n = days_of_people(*common, person, bits)
        if by_bytes:
            add_bytes(n, bits, span.counted, SHIFTS, first_byte, tables)
        else:
            add_changes(n, bits, span.counted, SHIFTS, span.start, days)
        add_flow(n, bits, plan, flow, spread)
    if by_bytes:
        days += _changes(tables, span.start % 8, days.shape[2])
    return found


def _changes(tables: Array, start: int, length: int) -> Array:
    """Return the differences [groups, windows, length] of the people that tables of bytes hold, from bit `start` on."""
    bit_of_value = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little")
    people = (tables.astype(np.int64) @ bit_of_value.astype(np.int64)).reshape(
        *tables.shape[:2], -1
    )
    counted = people[:, :, start : start + length - 1]
    return np.diff(counted, axis=2, prepend=0, append=0)
