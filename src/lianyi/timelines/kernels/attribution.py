"""Credit for orders, shared among the touches before them: every model in one pass over orders and touches.

Whole numbers throughout: an order is worth `Rule.unit`, its money is shifted left by `Rule.shift` bits, and what a
division leaves over goes, one each, to the earliest touches. So the shares of an order add up to it exactly, and no
sum depends on how people were cut into ranges.

Where one width holds for all touches, those of successive orders are windows that slide: equal shares of a stretch
of touches are written as two differences at its ends, and summed up once a person.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from lianyi.timelines.compiled import kernel
from lianyi.timelines.kernels.bounds import lower_bound
from lianyi.timelines.store import Array

MODELS = ("first", "last", "last_non_direct", "linear", "position", "decay")
FIRST, LAST, LAST_NON_DIRECT, LINEAR, POSITION, DECAY = range(6)
NO_TOUCH, NOT_SEEN, NOT_ASKED = -1, -2, -3
"""What `last` says of an order instead of a row: no touch in its window, a window not wholly seen, outside the period."""
COLUMNS = 2 * len(MODELS)
FINE_BITS = 12
FINE = (1 << FINE_BITS) - 1


class Orders(NamedTuple):
    """The stream `orders`."""

    offsets: Array
    at: Array
    fen: Array


class Touches(NamedTuple):
    """The stream of touches; `group` is the column that credit is told apart by."""

    offsets: Array
    at: Array
    kind: Array
    content: Array
    channel: Array
    group: Array


class Rule(NamedTuple):
    """What a touch is and how it counts.

    `width[2 * kind + c]` seconds before an order within which a touch counts, c = 1 where its content is known; 0 = it
    is no touch. `widest` is the largest; `sliding` says that no other but 0 is there and that content does not matter.
    `group_of` gives a group by code, `direct` by code of channel whether it is none. Orders lie at `low` or later and
    before `high`. `seen[day - first_day]` is the second from which on touches are known until the end of that day.
    `models` has a bit a model. The weight of a touch d seconds before the last one is
    `coarse[d >> 12] * fine[d & 4095]`.
    """

    is_touch: Array
    width: Array
    widest: int
    sliding: bool
    group_of: Array
    direct: Array
    low: int
    high: int
    seen: Array
    first_day: int
    unit: int
    shift: int
    models: int
    coarse: Array
    fine: Array


class Scratch(NamedTuple):
    """`rows` [n + 1] of the touches at hand; `held` [groups] how many of them, within the window, each group has."""

    rows: Array
    held: Array


@kernel
def credit(
    first: int, after: int, taken: Array, block: Array, orders: Orders, touches: Touches, rule: Rule, scratch: Scratch,
    last: Array, total: Array,
) -> None:  # fmt: skip
    """Add to `total` [blocks, groups + 2, 12] the credit for the orders of a range: per model orders, then money.

    The last two groups are orders without a touch and those whose window is not wholly seen, both in the columns of
    the model last. `block` is per person of the range, `last` per order of the range: it becomes the row of the last touch.
    """
    # Taken out once: a field that is read within a loop costs two counts of references each time.
    begins, order_at, fen = orders
    touch_begins, touch_at, kind, content, channel, group = touches
    is_touch, width, widest, sliding, group_of, direct, earliest, latest, seen, first_day, unit, shift, models, coarse, fine = rule  # fmt: skip
    rows, held = scratch
    groups, flat = total.shape[1], total.reshape(-1)
    base = begins[first]
    for p in range(first, after):
        if begins[p] == begins[p + 1] or not taken[p]:
            continue
        mine = int(block[p - first]) * groups * COLUMNS
        none = mine + (groups - 2) * COLUMNS
        row, stop = touch_begins[p], touch_begins[p + 1]
        low = size = 0
        held[:] = 0
        for j in range(begins[p], begins[p + 1]):
            at = int(order_at[j])
            if at < earliest:
                continue
            if at >= latest:
                break
            amount, before = int(fen[j]) << shift, at - widest
            if len(seen) > 0 and not is_seen(at, before, seen, first_day):
                last[j - base] = apart(NOT_SEEN, unit, amount, none + COLUMNS, flat)
                continue
            if row < stop and touch_at[row] <= before:
                row = lower_bound(touch_at, row, stop, before + 1)
            if sliding:
                row, low, size = slide(row, stop, low, size, at, before, touch_at, kind, is_touch, rows, group, group_of, held)  # fmt: skip
            else:
                size = reach(row, stop, at, touch_at, kind, content, width, rows, group, group_of, held)  # fmt: skip
            if low == size:
                last[j - base] = apart(NO_TOUCH, unit, amount, none, flat)
                continue
            last[j - base] = rows[size - 1]
            share_out(low, size, unit, amount, models, rows, held, channel, direct, group, group_of, mine, flat)  # fmt: skip
            if models >> DECAY & 1:
                fade(low, size, unit, amount, rows, touch_at, coarse, fine, group, group_of, mine, flat)  # fmt: skip


@kernel
def apart(why: int, unit: int, amount: int, place: int, flat: Array) -> int:
    """Count an order that no touch has, in the columns of the model last; return `why`."""
    flat[place + 2 * LAST] += unit
    flat[place + 2 * LAST + 1] += amount
    return why


@kernel
def slide(
    row: int, stop: int, low: int, size: int, at: int, before: int, touch_at: Array, kind: Array, is_touch: Array,
    rows: Array, group: Array, group_of: Array, held: Array,
) -> tuple[int, int, int]:  # fmt: skip
    """Move the window `rows[low:size]` on to an order at `at`; return the first row behind it, and both ends."""
    end = row
    while end < stop and touch_at[end] <= at:
        end += 1
    for k in range(row, end):
        rows[size] = k
        counts = is_touch[kind[k]]
        size += counts
        held[group_of[group[k]]] += counts
    while low < size and touch_at[rows[low]] <= before:
        held[group_of[group[rows[low]]]] -= 1
        low += 1
    return end, low, size


@kernel
def is_seen(at: int, before: int, seen: Array, first_day: int) -> bool:
    """Return whether touches are known for all seconds after `before` up to `at`."""
    day = at // 86_400 - first_day
    return 0 <= day < len(seen) and before + 1 >= seen[day]


@kernel
def reach(
    row: int, stop: int, at: int, touch_at: Array, kind: Array, content: Array, width: Array, rows: Array,
    group: Array, group_of: Array, held: Array,
) -> int:  # fmt: skip
    """Write into `rows` the touches from `row` on that count for an order at `at`; return how many."""
    size = 0
    held[:] = 0
    while row < stop and touch_at[row] <= at:
        place = 2 * int(kind[row]) + (content[row] > 0)
        rows[size] = row
        counts = int(at - int(touch_at[row]) < width[place])
        size += counts
        held[group_of[group[row]]] += counts
        row += 1
    return size


@kernel
def share_out(
    low: int, size: int, unit: int, amount: int, models: int, rows: Array, held: Array,
    channel: Array, direct: Array, group: Array, group_of: Array, mine: int, flat: Array,
) -> None:  # fmt: skip
    """Give one order to the touches `rows[low:size]`: single ones at once, equal shares as differences."""
    n = size - low
    earliest = mine + COLUMNS * group_of[group[rows[low]]]
    latest = mine + COLUMNS * group_of[group[rows[size - 1]]]
    flat[earliest + 0] += unit
    flat[earliest + 1] += amount
    flat[latest + 2] += unit
    flat[latest + 3] += amount
    if models >> LAST_NON_DIRECT & 1:
        k = size - 1
        while k >= low and direct[channel[rows[k]]]:
            k -= 1
        g = mine + COLUMNS * group_of[group[rows[k]]] if k >= low else latest
        flat[g + 4] += unit
        flat[g + 5] += amount
    if models & (1 << LINEAR | 1 << POSITION):
        # 40 % to either end, 20 % to those between; one touch has all, two have half each.
        edge = 1.0 if n == 1 else 0.5 if n == 2 else 0.4
        between = 0.2 / (n - 2) if n > 2 else 0.0
        orders_edge, money_edge = int(unit * edge), int(amount * edge)
        orders_each, money_each = int(unit * (1.0 / n)), int(amount * (1.0 / n))
        orders_between, money_between = int(unit * between), int(amount * between)
        for g in range(len(held)):
            place = mine + COLUMNS * g
            flat[place + 6] += held[g] * orders_each
            flat[place + 7] += held[g] * money_each
            flat[place + 8] += held[g] * orders_between
            flat[place + 9] += held[g] * money_between
        # Shares are rounded somehow, and the latest touch has what is left: it all adds up to the order.
        flat[latest + 6] += unit - n * orders_each
        flat[latest + 7] += amount - n * money_each
        flat[earliest + 8] += orders_edge - orders_between
        flat[earliest + 9] += money_edge - money_between
        flat[latest + 8] += unit - orders_edge - (n - 1) * orders_between
        flat[latest + 9] += amount - money_edge - (n - 1) * money_between


@kernel
def fade(
    low: int, size: int, unit: int, amount: int, rows: Array, touch_at: Array, coarse: Array, fine: Array,
    group: Array, group_of: Array, mine: int, flat: Array,
) -> None:  # fmt: skip
    """Give one order by weights that halve with time; each touch has what its running share adds, rounded down."""
    latest = int(touch_at[rows[size - 1]])
    whole = 0.0
    for k in range(low, size):
        ago = latest - int(touch_at[rows[k]])
        whole += coarse[ago >> FINE_BITS] * fine[ago & FINE]
    running = 0.0
    orders_given = money_given = 0
    for k in range(low, size):
        ago = latest - int(touch_at[rows[k]])
        running += coarse[ago >> FINE_BITS] * fine[ago & FINE]
        orders_due, money_due = unit, amount
        if k < size - 1:
            orders_due = int(unit * (running / whole))
            money_due = int(amount * (running / whole))
        g = mine + COLUMNS * group_of[group[rows[k]]]
        flat[g + 10] += orders_due - orders_given
        flat[g + 11] += money_due - money_given
        orders_given, money_given = orders_due, money_due


def warm() -> tuple[Any, ...]:
    """Return the kernels of this file, for compiling ahead."""
    return (credit,)
