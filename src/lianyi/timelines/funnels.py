"""Funnels over a store: how many came how far, which kernel answers, and the times between the steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np

from lianyi.engines.people import map_people
from lianyi.timelines.grouping import Grouping
from lianyi.timelines.marks import Condition, Marking, chunks, marking
from lianyi.timelines.run import Ranged, parts_of
from lianyi.timelines.store import Array, Store, Stream

Order = Literal["ordered", "strict", "any"]
Unit = Literal["people", "entries", "orders"]
ALWAYS = 1 << 61
"""A second after every event; far enough below the largest number that a window can be added."""


@dataclass(frozen=True)
class Question:
    """What a funnel asks of the stream `events`.

    `steps` and `excluded` are alternatives of conditions, those of a filter already in them; `seen` is the filter
    itself: under the order `strict` an event that meets it and is not the next step ends a run. Entries lie at the
    second `low` or later and before `high`; a window is `within` seconds. What happens after `horizon` is not known.
    """

    steps: Sequence[Sequence[Condition]]
    excluded: Sequence[Condition]
    seen: Condition
    order: Order
    unit: Unit
    within: int
    horizon: int
    re_entry: bool = True
    low: int = -ALWAYS
    high: int = ALWAYS
    grouping: Grouping = field(default_factory=Grouping)

    @cached_property
    def step_of(self) -> Array | None:
        """The step of each event (uint8 by code, 255 = excluded); None where one code does not settle it."""
        if self.order != "ordered" or self.unit != "people":
            return None
        table: Array | None = None
        for step, alternatives in [*enumerate(self.steps, 1), (255, self.excluded)]:
            for condition in alternatives:
                if set(condition) != {"event"}:
                    return None
                if table is None:
                    table = np.zeros(len(condition["event"]), np.uint8)
                if table[condition["event"]].any():
                    return None
                table[condition["event"]] = step
        return table

    @cached_property
    def marks(self) -> tuple[Marking, Array, int, int]:
        """The marking of rows, the bits by step (from 1), those of exclusions, that of `seen`."""
        conditions: list[Condition] = []
        bits = np.zeros(len(self.steps) + 1, np.uint32)
        for step, alternatives in enumerate(self.steps, 1):
            for condition in alternatives:
                bits[step] |= np.uint32(1 << len(conditions))
                conditions.append(condition)
        excluded = 0
        for condition in self.excluded:
            excluded |= 1 << len(conditions)
            conditions.append(condition)
        seen = 1 << len(conditions) if self.order == "strict" else 0
        conditions += [self.seen] * bool(seen)
        return marking(conditions), bits, excluded, seen


@dataclass(frozen=True)
class Answer:
    """By group and deepest step (from 0): who came so far, and who of them may still go on.

    `spans[j]` are pieces of the seconds from step j - 1 to step j, for j = 1 those from the first step to the last.
    `moments` as in `funnel_rule.Tally`; zeros where people are counted.
    """

    counts: Array
    opened: Array
    spans: list[list[Array]]
    moments: Array

    def __add__(self, other: Answer) -> Answer:
        spans = [a + b for a, b in zip(self.spans, other.spans, strict=True)]
        return Answer(self.counts + other.counts, self.opened + other.opened, spans, self.moments + other.moments)  # fmt: skip


def empty(groups: int, steps: int) -> Answer:
    """Return the answer about nobody."""
    shape = groups, steps + 1
    nobody, opened = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    return Answer(nobody, opened, [[] for _ in range(steps + 1)], np.zeros((steps + 1, steps + 1)))


def ask(store: Store, question: Question, only: Sequence[Array] | None = None) -> Answer:
    """Return the answer over all living people, or those of them in `only` (a boolean array per segment)."""
    by_code = question.step_of is not None
    answer = _by_code if by_code else _by_words

    def one(part: Ranged, first: int, after: int) -> Answer:
        stream = part.segment.streams["events"]
        return answer(question, part, stream, first, after)

    found = map_people(one, parts_of(store, only), lambda a, b: a + b)
    return found or empty(question.grouping.groups, len(question.steps))


def _by_code(question: Question, part: Ranged, stream: Stream, first: int, after: int) -> Answer:
    from lianyi.timelines.kernels.funnel import ordered_people

    steps, people = len(question.steps), after - first
    assert question.step_of is not None
    answer = empty(question.grouping.groups, steps)
    spans, filled = np.empty((steps + 1, people), np.int32), np.zeros(steps + 1, np.int64)
    person, row = question.grouping.arrays(part.number, stream)
    ordered_people(
        first, after, part.taken, stream.offsets, stream["event"], stream["at"], question.step_of, steps,
        question.within, question.low, question.high, question.re_entry, question.horizon, person, row,
        answer.counts, answer.opened, spans, filled,
        np.empty((people, steps + 1), np.int64), np.empty(people, np.int64), np.empty(people, np.uint8),
    )  # fmt: skip
    return Answer(answer.counts, answer.opened, _pieces(spans, filled), answer.moments)


def _by_words(question: Question, part: Ranged, stream: Stream, first: int, after: int) -> Answer:
    from lianyi.timelines.kernels.funnel_rule import Groups, Rule, Tally

    made, step_bits, excluded, seen = question.marks
    kernel = _kernel_of(question)
    merged = question.unit == "orders"
    rule = Rule(question.within, question.low, question.high, question.re_entry, merged, excluded, seen, question.horizon)  # fmt: skip
    groups = Groups(*question.grouping.arrays(part.number, stream))
    answer = empty(question.grouping.groups, len(question.steps))
    for begin, end in chunks(stream.offsets, first, after):
        rows = int(stream.offsets[begin]), int(stream.offsets[end])
        spans = np.empty((len(step_bits), rows[1] - rows[0]), np.int32)
        filled = np.zeros(len(step_bits), np.int64)
        tally = Tally(answer.counts, answer.opened, spans, filled, answer.moments)
        words = made.words(stream, *rows)
        kernel(begin, end, part.taken, stream.offsets, words, stream["at"], step_bits, rule, groups, tally)  # fmt: skip
        for j, more in enumerate(_pieces(spans, filled)):
            answer.spans[j].extend(more)
    return answer


def _kernel_of(question: Question) -> Any:
    """Return the kernel over words that answers `question`."""
    if question.order == "any":
        from lianyi.timelines.kernels.funnel_any import funnel_any

        return funnel_any
    if question.unit == "people":
        from lianyi.timelines.kernels.funnel_people import funnel_people

        return funnel_people
    from lianyi.timelines.kernels.funnel_runs import funnel_runs

    return funnel_runs


def _pieces(spans: Array, filled: Array) -> list[list[Array]]:
    """Return the filled part of each row, copied so that the scratch can go."""
    return [[spans[j, :n].copy()] if n else [] for j, n in enumerate(filled.tolist())]
