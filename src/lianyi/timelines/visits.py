"""Sessions over a store: sums by cell, sums over people for intervals, and how many sessions have which length and size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from lianyi.engines.people import map_people
from lianyi.timelines.grouping import Grouping
from lianyi.timelines.marks import Condition, Marking, chunks, marking
from lianyi.timelines.run import Ranged, parts_of
from lianyi.timelines.store import Array, Store

SESSIONS, EVENTS, SECONDS, BOUNCED, WITH_GOAL, OPEN = range(6)
MEASURES = 6
"""What a session adds to its cells: itself, its events, its length, whether it had one event only, whether it held the
goal, whether it may still go on."""
COUNTS, GOAL = 1, 2
"""Bits of a row's word: it is an event of a session; it is the goal (and then an event as well)."""
COUNTED_SECONDS, COUNTED_EVENTS = 6 * 3_600, 1_024
"""Sessions shorter and smaller than this are counted by length and size, the few others kept one by one."""


@dataclass(frozen=True)
class Question:
    """What sessions are asked for.

    `events` are alternatives of conditions, those of a filter already in them; empty for every event. `goal` is what a
    session may hold. `period_of_day[day - first_day]` is the number of the period of a session that begins on the day
    `day`, of `periods` in all. Sessions begin at the second `low` or later and before `high`, which those days cover.
    """

    gap: int
    midnight: bool
    low: int
    high: int
    horizon: int
    period_of_day: Array
    first_day: int
    periods: int
    events: Sequence[Condition] = ()
    goal: Sequence[Condition] = ()
    grouping: Grouping = field(default_factory=Grouping)


@dataclass(frozen=True)
class Answer:
    """Sums [cells, MEASURES] and moments [cells, 2 * MEASURES] (see `kernels.sessions.Totals`).

    Cell 0 is the whole, then come the groups, then the periods. `seconds[n]` sessions took n seconds, `events[n]` had n
    events; `long` and `large` are those beyond.
    """

    sums: Array
    moments: Array
    seconds: Array
    events: Array
    long: list[Array]
    large: list[Array]

    def __add__(self, other: Answer) -> Answer:
        return Answer(
            self.sums + other.sums,
            self.moments + other.moments,
            self.seconds + other.seconds,
            self.events + other.events,
            self.long + other.long,
            self.large + other.large,
        )


def empty(cells: int) -> Answer:
    """Return the answer about nobody."""
    seconds, events = np.zeros(COUNTED_SECONDS, np.int64), np.zeros(COUNTED_EVENTS, np.int64)
    return Answer(np.zeros((cells, MEASURES), np.int64), np.zeros((cells, 2 * MEASURES)), seconds, events, [], [])  # fmt: skip


def ask(store: Store, question: Question, only: Sequence[Array] | None = None) -> Answer:
    """Return the answer over all living people, or those of them in `only` (a boolean array per segment)."""
    found = map_people(
        lambda part, first, after: _one(question, part, first, after),
        parts_of(store, only),
        lambda a, b: a + b,
    )
    return found or empty(1 + question.grouping.groups + question.periods)


def _one(question: Question, part: Ranged, first: int, after: int) -> Answer:
    from lianyi.timelines.kernels.sessions import Cells, Cut, Totals, sessions

    stream = part.segment.streams["events"]
    cut = Cut(question.gap, question.midnight, question.low, question.high, question.horizon)
    period = 1 + question.grouping.groups + question.period_of_day
    cells = Cells(*question.grouping.arrays(part.number, stream), period, question.first_day)
    answer = empty(1 + question.grouping.groups + question.periods)
    made = _marking(question)
    for begin, end in chunks(stream.offsets, first, after):
        rows = int(stream.offsets[begin]), int(stream.offsets[end])
        long, large = np.empty(rows[1] - rows[0], np.int64), np.empty(rows[1] - rows[0], np.int64)
        filled = np.zeros(2, np.int64)
        words = np.zeros(0, np.uint32)
        if made is not None:
            marks, goals = made
            words = marks.words(stream, *rows)
            words = np.where(words & goals, COUNTS | GOAL, np.where(words, COUNTS, 0)).astype(np.uint32)  # fmt: skip
        totals = Totals(answer.sums, answer.moments, answer.seconds, answer.events, long, large, filled)  # fmt: skip
        sessions(begin, end, part.taken, stream.offsets, words, stream["at"], stream["day"], cut, cells, totals)  # fmt: skip
        answer.long.append(long[: filled[0]].copy())
        answer.large.append(large[: filled[1]].copy())
    return answer


def _marking(question: Question) -> tuple[Marking, int] | None:
    """Return the marking of rows with the bits of the goal; None where every row is an event and none is a goal."""
    if not question.events and not question.goal:
        return None
    events = list(question.events) or [{}]
    goals = ((1 << len(question.goal)) - 1) << len(events)
    return marking([*events, *question.goal]), goals
