"""Attribution over a store: what counts as a touch, who gets what, in whole numbers that add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from lianyi.timelines.kernels.attribution import (
    COLUMNS,
    FINE_BITS,
    LAST,
    MODELS,
    NO_TOUCH,
    NOT_ASKED,
    NOT_SEEN,
    Orders,
    Rule,
    Scratch,
    Touches,
    credit,
)
from lianyi.timelines.run import Ranged, run_people
from lianyi.timelines.store import Array, Store, Stream

__all__ = ["BLOCKS", "MODELS", "NOT_ASKED", "NOT_SEEN", "NO_TOUCH", "Credits", "Question", "block_of", "share_credit"]  # fmt: skip
Shared = tuple[Array, tuple[tuple[int, Array], ...]]
"""What a range has: its `total`, and with the number of its segment the row of the last touch of every order."""
BLOCKS = 256
ALWAYS = 1 << 61
_BITS, _ORDER_BITS, _FEN_BITS = 61, 48, 20
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Question:
    """Which orders, which touches, told apart by what.

    Touches are rows of `stream`; `width[2 * code + c]` are the seconds before an order within which one counts whose
    `kind` has that code, c = 1 where its content is known, 0 = it is no touch. The row second of the order counts, too.
    `group_of` [codes of `by`] gives one of `groups` groups; `direct` [codes of channel] says what is no channel.
    Orders lie at the second `low` or later and before `high`; those whose window begins before
    `seen[day - first_day]` stand apart (empty: none do). `half_life` is in seconds.
    """

    stream: str
    kind: str
    width: Array
    by: str
    group_of: Array
    groups: int
    direct: Array
    models: Sequence[str] = MODELS
    half_life: int = 7 * 86_400
    low: int = -ALWAYS
    high: int = ALWAYS
    seen: Array = field(default_factory=lambda: np.zeros(0, np.int64))
    first_day: int = 0

    @property
    def widest(self) -> int:
        """The longest window."""
        return int(self.width.max(initial=1))

    @property
    def sliding(self) -> bool:
        """Whether all touches have one window, whatever their content."""
        plain, with_content = self.width[::2], self.width[1::2]
        return bool(np.array_equal(plain, with_content) and np.isin(plain, (0, self.widest)).all())


@dataclass(frozen=True)
class Credits:
    """`total` [blocks, groups + 2, 12]: per model the orders in units of `1 / unit`, then the money in `2 ** -shift`.

    The last two groups are orders without a touch and those whose window is not wholly seen; they stand in the
    columns of the model `last`. `last` has per segment and order the row of its last touch, or why there is none.
    """

    total: Array
    unit: int
    shift: int
    last: Sequence[Array]

    def orders(self, model: str) -> Array:
        """Return [blocks, groups] credited orders (float)."""
        return np.asarray(self.total[:, :-2, 2 * MODELS.index(model)] / self.unit)

    def scaled_fen(self, model: str) -> list[int]:
        """Return by group the credited money, in `2 ** -shift` of a minor unit."""
        return [int(v) for v in self.total[:, :-2, 2 * MODELS.index(model) + 1].sum(axis=0)]

    def apart(self, group: int) -> tuple[Array, int]:
        """Return by block the orders of one of the last two groups (-2 no touch, -1 not seen), and their money."""
        orders = self.total[:, group, 2 * LAST] // self.unit
        return orders, int(self.total[:, group, 2 * LAST + 1].sum()) >> self.shift


def block_of(person_ids: Array) -> Array:
    """Return for each person one of `BLOCKS` parts (uint8): the same one always, whoever else is there."""
    mixed = person_ids.astype(np.uint64) * _MIX
    return (mixed >> np.uint64(56)).astype(np.uint8)


def share_credit(store: Store, question: Question, only: Sequence[Array] | None = None) -> Credits:
    """Return the credit over all living people, or those of them in `only` (a boolean array per segment)."""
    unit, shift = _scale(store)
    rule = _rule(question, unit, shift)

    def one(part: Ranged, first: int, after: int) -> Shared:
        total, last = _of_range(part, first, after, question, rule)
        return total, ((part.number, last),)

    found = run_people(store, one, only=only, merge=_both)
    nothing = np.zeros((BLOCKS, question.groups + 2, COLUMNS), np.int64), ()
    total, pieces = found or nothing
    return Credits(total, unit, shift, _in_order(pieces, len(store.segments)))


def _both(a: Shared, b: Shared) -> Shared:
    return a[0] + b[0], a[1] + b[1]


def _in_order(pieces: Sequence[tuple[int, Array]], segments: int) -> list[Array]:
    """Return per segment the numbers of its orders, from ranges that stand in the order of its people."""
    of_segment: list[list[Array]] = [[] for _ in range(segments)]
    for number, last in pieces:
        of_segment[number].append(last)
    nothing = np.zeros(0, np.int64)
    return [np.concatenate(ranges) if ranges else nothing for ranges in of_segment]


def _scale(store: Store) -> tuple[int, int]:
    """Return what an order is worth and by how many bits money is shifted, so that no sum overflows."""

    def one(part: Ranged, first: int, after: int) -> tuple[int, int]:
        stream = part.segment.streams.get("orders")
        if stream is None:
            return 0, 0
        begin, end = int(stream.offsets[first]), int(stream.offsets[after])
        return end - begin, int(np.abs(stream["order_fen"][begin:end]).sum())

    found = run_people(store, one, merge=lambda a, b: (a[0] + b[0], a[1] + b[1]))
    orders, fen = found or (0, 0)
    unit = 1 << min(_ORDER_BITS, _BITS - orders.bit_length())
    return unit, max(min(_FEN_BITS, _BITS - fen.bit_length()), 0)


def _rule(question: Question, unit: int, shift: int) -> Rule:
    width = np.ascontiguousarray(question.width, np.int64)
    pace = -1.0 / question.half_life
    coarse = np.arange((question.widest >> FINE_BITS) + 1, dtype=np.float64) * (1 << FINE_BITS)
    return Rule(
        (width[::2] > 0).astype(np.int64), width, question.widest, question.sliding,
        np.ascontiguousarray(question.group_of, np.int64), np.ascontiguousarray(question.direct, np.bool_),
        question.low, question.high, np.ascontiguousarray(question.seen, np.int64), question.first_day,
        unit, shift, sum(1 << MODELS.index(m) for m in question.models),
        np.exp2(coarse * pace), np.exp2(np.arange(1 << FINE_BITS) * pace),
    )  # fmt: skip


def _of_range(
    part: Ranged, first: int, after: int, question: Question, rule: Rule
) -> tuple[Array, Array]:
    total = np.zeros((BLOCKS, question.groups + 2, COLUMNS), np.int64)
    orders = part.segment.streams.get("orders")
    if orders is None:
        return total, np.zeros(0, np.int64)
    last = np.full(int(orders.offsets[after] - orders.offsets[first]), NOT_ASKED, np.int64)
    touches = part.segment.streams.get(question.stream)
    if touches is None:
        nothing = np.zeros(0, np.uint8)
        given = Touches(np.zeros(part.people + 1, np.int64), np.zeros(0, np.int32), nothing, nothing, nothing, nothing)  # fmt: skip
    else:
        given = Touches(
            touches.offsets, touches["at"], touches[question.kind], _column(touches, "content"),
            _column(touches, "channel"), _column(touches, question.by),
        )  # fmt: skip
    longest = int(np.diff(given.offsets[first : after + 1]).max(initial=0))
    scratch = Scratch(np.empty(longest + 1, np.int64), np.zeros(question.groups, np.int64))
    credit(
        first, after, part.taken, block_of(part.segment.person_ids[first:after]),
        Orders(orders.offsets, orders["at"], orders["order_fen"]), given, rule, scratch, last, total,
    )  # fmt: skip
    return total, last


def _column(stream: Stream, name: str) -> Array:
    """Return the codes of a column; all of them unknown where the stream has none."""
    found = stream.columns.get(name)
    return np.zeros(len(stream), np.uint8) if found is None else found
