"""Who came back: people by the period of their first fact, and by the periods in which they had another.

A person's facts stand in the order of time, so the number of the period since the first one never falls: a period
is counted where that number changes, without a list of periods seen. Where coming back is the first thing again
and periods are days, one word of bits a person does it without a branch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lianyi.timelines.compiled import kernel
from lianyi.timelines.run import Ranged, run_people
from lianyi.timelines.store import Array, Store, Stream

ANY = -1
NOWHERE = -1
MASK_PERIODS = 62
# Counters of 1 KB each, one a row and octet of bits: as many as stay in the second cache.
MOST_OCTETS = 512
BITS = (np.arange(256)[:, None] >> np.arange(8) & 1).astype(np.float64)


@dataclass(frozen=True)
class Facts:
    """Rows of one stream; `event` is a code of its column `event`, ANY for all rows."""

    stream: str
    event: int = ANY


@dataclass(frozen=True)
class Steps:
    """How the number of a row's period is found, counted from the person's first fact.

    `seconds` > 0: whole spans of that length since the first fact, to the second. Else `table` (int32) is looked up:
    `elapsed` by days since the day of the first fact (days beyond the table have the number of its last entry),
    otherwise at both days (less `low`), and the difference counts.
    """

    table: Array
    elapsed: bool = False
    seconds: int = 0


@dataclass(frozen=True)
class Question:
    """What to count. Days are those of the columns `day`; facts after the day `until` do not count.

    `cohort[d - low]` is the row of somebody whose first fact falls on day d, NOWHERE outside of the cohorts.
    `group` gives a code below `groups` per person and segment of the store; row r of group g is `r * groups + g`.
    """

    first: Facts
    back: Facts
    cohort: Array
    low: int
    until: int
    steps: Steps
    periods: int
    group: Sequence[Array] | None = None
    groups: int = 1

    @property
    def rows(self) -> int:
        """How many rows the answer has."""
        return (int(self.cohort.max(initial=NOWHERE)) + 1) * self.groups


@dataclass(frozen=True)
class Returned:
    """Counts by row. `size` [rows] people with a first fact; the others have one column a period and one for later.

    `people` had a fact in that period; `last` had their last one in it, so a sum from the right counts those who came
    in that period or later. `fen` is paid in that period, with one more column for what was paid before the first fact
    (before its day, where periods are days and any event counts).
    """

    size: Array
    people: Array
    last: Array
    fen: Array

    @property
    def or_later(self) -> Array:
        """People who had a fact in that period or in a later one."""
        return np.cumsum(self.last[:, ::-1], axis=1)[:, ::-1]


def count_returned(
    store: Store, asked: Question, *, only: Sequence[Array] | None = None
) -> Returned:
    """Return who came back when, over all living people of `store` (of `only`, a boolean array per segment)."""
    shape = (asked.rows, asked.periods + 1)
    empty = (np.zeros(shape[0], np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64))
    nothing = (*empty, np.zeros((shape[0], asked.periods + 2), np.int64))

    def one(part: Ranged, first: int, after: int) -> tuple[Array, ...]:
        return _count(part, first, after, asked)

    found = run_people(store, one, only=only) if asked.rows else None
    return Returned(*(nothing if found is None else found))


def _count(part: Ranged, first: int, after: int, asked: Question) -> tuple[Array, ...]:
    rows, wide = asked.rows, asked.periods + 1
    size, people = np.zeros(rows, np.int64), np.zeros((rows, wide), np.int64)
    last, fen = np.zeros((rows, wide), np.int64), np.zeros((rows, wide + 1), np.int64)
    streams = part.segment.streams
    if asked.first.stream not in streams:
        return size, people, last, fen
    if _fits_mask(asked):
        known = _masked(part, first, after, asked, (size, people, last))
    else:
        known = _firsts(part, first, after, asked, size)
        if asked.back.stream in streams:
            _walk(streams[asked.back.stream], asked.back, known, asked, (people, last, fen))
    if asked.back.stream != "orders" and "orders" in streams:
        waste = np.zeros((rows, wide), np.int64)
        _walk(streams["orders"], Facts("orders"), known, asked, (waste, waste.copy(), fen))
    return size, people, last, fen


Known = tuple[int, int, Array, Array, Array]
"""A range of people, and per person row, day and second of the first fact."""


def _known(first: int, after: int) -> Known:
    people = after - first
    return first, after, np.empty(people, np.int32), np.empty(people, np.int32), np.empty(people, np.int64)  # fmt: skip


def _grouped(asked: Question, number: int) -> Array:
    if asked.group is None:
        return np.zeros(0, np.int32)
    return np.ascontiguousarray(asked.group[number], np.int32)


def _firsts(part: Ranged, first: int, after: int, asked: Question, size: Array) -> Known:
    stream, known = part.segment.streams[asked.first.stream], _known(first, after)
    firsts(
        first, after, part.taken, stream.offsets, stream["day"], stream["at"], *_events(stream, asked.first),
        asked.cohort, asked.low, asked.until, _grouped(asked, part.number), asked.groups, *known[2:], size,
    )  # fmt: skip
    return known


def _masked(
    part: Ranged, first: int, after: int, asked: Question, out: tuple[Array, Array, Array]
) -> Known:
    stream, known = part.segment.streams[asked.first.stream], _known(first, after)
    octets = asked.periods // 8 + 1
    few = asked.rows * octets <= MOST_OCTETS
    counts = np.zeros((asked.rows if few else 0, octets, 256), np.int32)
    masks(
        first, after, part.taken, stream.offsets, stream["day"], *_events(stream, asked.first), asked.cohort, asked.low,
        asked.until, _grouped(asked, part.number), asked.groups, *known[2:], *out, counts,
    )  # fmt: skip
    if few:
        # How often each value of an octet occurred, times the bits that it has: counts of people, exact as floats.
        days = (counts.reshape(-1, 256).astype(np.float64) @ BITS).astype(np.int64)
        out[1][:] += days.reshape(asked.rows, -1)[:, : asked.periods + 1]
    return known


def _fits_mask(asked: Question) -> bool:
    """Return whether one word of bits holds a person: coming back is the first thing again, and periods are days."""
    return (
        asked.first == asked.back
        and asked.first.stream != "orders"  # whose amounts have to be added up
        and asked.periods <= MASK_PERIODS
        and asked.steps.elapsed
        and asked.steps.seconds == 0
        and bool(np.array_equal(asked.steps.table, np.arange(len(asked.steps.table))))
        and len(asked.steps.table) > asked.periods
    )


def _walk(
    stream: Stream, facts: Facts, known: Known, asked: Question, out: tuple[Array, Array, Array]
) -> None:
    steps = asked.steps
    amounts = np.zeros(0, np.int64) if facts.stream != "orders" else stream["order_fen"]
    walk(
        *known, stream.offsets, stream["day"], stream["at"], *_events(stream, facts), amounts, asked.until,
        steps.table, asked.low, steps.elapsed, steps.seconds, *out,
    )  # fmt: skip


def _events(stream: Stream, facts: Facts) -> tuple[Array, int]:
    if facts.event == ANY:
        return np.zeros(0, np.uint16), ANY
    return stream["event"], facts.event


@kernel
def firsts(
    first: int, after: int, taken: Array, offsets: Array, day: Array, at: Array, event: Array, code: int,
    cohort: Array, low: int, until: int, group: Array, groups: int,
    row: Array, day_of: Array, at_of: Array, size: Array,
) -> None:  # fmt: skip
    """Write row, day and second of each person's first fact; the row is NOWHERE for people without a cohort."""
    for p in range(first, after):
        i = p - first
        row[i] = NOWHERE
        if not taken[p]:
            continue
        for k in range(offsets[p], offsets[p + 1]):
            if code >= 0 and event[k] != code:
                continue
            place = day[k] - low
            # A first fact before the cohorts is a first fact: the person belongs to none of them.
            if 0 <= place < len(cohort) and day[k] <= until and cohort[place] >= 0:
                where = cohort[place] * groups
                if len(group) > 0:
                    where += group[p]
                row[i] = where
                day_of[i] = day[k]
                at_of[i] = at[k]
                size[where] += 1
            break


@kernel
def walk(
    first: int, after: int, row: Array, day_of: Array, at_of: Array,
    offsets: Array, day: Array, at: Array, event: Array, code: int, fen: Array, until: int,
    table: Array, low: int, elapsed: bool, seconds: int,  # noqa: FBT001 - the order of a kernel's arguments
    people: Array, last: Array, paid: Array,
) -> None:  # fmt: skip
    """Add each person's periods, the last of them, and the amounts paid in them."""
    beyond = people.shape[1] - 1
    for p in range(first, after):
        i = p - first
        r = row[i]
        if r < 0:
            continue
        begun = table[day_of[i] - low] if seconds == 0 and not elapsed else 0
        seen = -1
        for k in range(offsets[p], offsets[p + 1]):
            if day[k] > until:
                break
            if code >= 0 and event[k] != code:
                continue
            if at[k] < at_of[i]:
                if len(fen) > 0:
                    paid[r, beyond + 1] += fen[k]
                continue
            if seconds > 0:
                n = (at[k] - at_of[i]) // seconds
            elif elapsed:
                n = table[min(day[k] - day_of[i], len(table) - 1)]
            else:
                n = table[day[k] - low] - begun
            n = min(n, beyond)
            if n != seen:
                people[r, n] += 1
                seen = n
            if len(fen) > 0:
                paid[r, n] += fen[k]
        if seen >= 0:
            last[r, seen] += 1


@kernel
def masks(
    first: int, after: int, taken: Array, offsets: Array, day: Array, event: Array, code: int,
    cohort: Array, low: int, until: int, group: Array, groups: int,
    row: Array, day_of: Array, at_of: Array, size: Array, people: Array, last: Array, counts: Array,
) -> None:  # fmt: skip
    """Do what `firsts` and `walk` do where the same fact counts first and later and periods are days, without a branch a row.

    The second of the first fact is far away in memory: that of the beginning of its day is written instead. Where
    `counts` [rows, octets, 256] has rows, days are not added to `people`: it counts the values of everybody's octets.
    """
    one = np.uint64(1)
    for p in range(first, after):
        i = p - first
        row[i] = NOWHERE
        begin, end = offsets[p], offsets[p + 1]
        while code >= 0 and begin < end and event[begin] != code:
            begin += 1
        if not taken[p] or begin == end:
            continue
        begun = day[begin]
        place = begun - low
        if place < 0 or place >= len(cohort) or begun > until or cohort[place] < 0:
            continue
        r = cohort[place] * groups
        if len(group) > 0:
            r += group[p]
        row[i] = r
        day_of[i] = begun
        at_of[i] = np.int64(begun) * 86_400
        size[r] += 1
        while day[end - 1] > until:
            end -= 1
        bits = np.uint64(0)
        if code < 0:
            for k in range(begin, end):
                bits |= one << np.uint64(min(day[k] - begun, 63))
        else:
            for k in range(begin, end):
                bits |= np.uint64(event[k] == code) << np.uint64(min(day[k] - begun, 63))
        add_days(bits, r, people, last, counts)


@kernel
def add_days(bits: np.uint64, r: int, people: Array, last: Array, counts: Array) -> None:
    """Add the days of one person of cohort row `r` (bit n: day n) to the outputs of `masks`."""
    one = np.uint64(1)
    beyond = people.shape[1] - 1
    # Bit 63 stands for every day beyond, as do those from `beyond` on.
    rest = bits & ((one << np.uint64(beyond)) - one)
    if bits >> np.uint64(beyond):
        rest |= one << np.uint64(beyond)
    newest = beyond
    while rest >> np.uint64(newest) == 0:
        newest -= 1
    last[r, newest] += 1
    if len(counts) > 0:
        for octet in range(counts.shape[1]):
            counts[r, octet, np.int64(rest & np.uint64(255))] += 1
            rest >>= np.uint64(8)
    n = 0
    while rest != 0:
        if rest & one:
            people[r, n] += 1
        rest >>= one
        n += 1


def warm() -> tuple[Any, ...]:
    """Return the kernels of this file, for compiling ahead."""
    return firsts, walk, masks
