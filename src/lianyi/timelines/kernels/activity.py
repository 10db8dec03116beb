"""Who was active when: one bit a day and person, then windows, flow and habit from those bits alone.

Setting a bit needs no branch, however often somebody comes. A window of 7 days is the bits shifted over themselves; how
many people it holds is read from tables of bytes, or from the days on which such rows of bits change.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from lianyi.timelines.active import ACTIVE, FEW, KEPT, LOST, NEW, RETURNED
from lianyi.timelines.compiled import kernel
from lianyi.timelines.kernels.bounds import lower_bound
from lianyi.timelines.store import Array

ONE, THREE, SIX, SEVEN = np.uint64(1), np.uint64(3), np.uint64(6), np.uint64(7)
LOW_SIX, LOW_BYTE = np.uint64(63), np.uint64(255)
FIFTY_EIGHT, SIXTY_THREE, TABLE = np.uint64(58), np.uint64(63), np.uint64(256)
# The place of the only bit of a word: a de Bruijn sequence holds every six bits once (Leiserson, Prokop, Randall 1998).
DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
PLACE = np.zeros(64, np.int64)
PLACE[[(0x03F79D71B4CB0A89 << n & (1 << 64) - 1) >> 58 for n in range(64)]] = np.arange(64)


class Bits(NamedTuple):
    """Days as bits [rows, words]: bit d of a row is the day `base + d`; `seen` says that there were days before."""

    days: Array
    group: Array
    seen: Array


class Plan(NamedTuple):
    """Which bits count [words]: `month` for the habit, `earlier` for days before the first period. Period b takes
    `first_bits[b]` of word `first_word[b]` and `next_bits[b]` of the next.
    """

    month: Array
    earlier: Array
    first_word: Array
    first_bits: Array
    next_bits: Array


@kernel
def days_of_people(
    first: int, after: int, taken: Array, offsets: Array, words: Array, day: Array, base: int, until: int,
    person_group: Array, bits: Bits,
) -> int:  # fmt: skip
    """Fill `bits` with the days `base` up to, without, `until` of the people; return how many rows that took.

    `words` begin with the first row of the first person; without words every row counts.
    """
    days, group, seen = bits
    n = 0
    for p in range(first, after):
        if not taken[p]:
            continue
        begin, end = offsets[p], offsets[p + 1]
        row = lower_bound(day, begin, end, base)
        end = lower_bound(day, row, end, until)
        if row == end:
            continue
        group[n] = int(person_group[p]) if len(person_group) > 0 else 0
        seen[n] = row > begin
        for w in range(days.shape[1]):
            days[n, w] = 0
        if len(words) == 0:
            for i in range(row, end):
                d = np.uint64(int(day[i]) - base)
                days[n, d >> SIX] |= ONE << (d & LOW_SIX)
            n += 1
            continue
        seen[n] = False
        for i in range(begin, row):
            seen[n] |= words[i - offsets[first]] != 0
        some = False
        for i in range(row, end):
            if words[i - offsets[first]] != 0:
                d = np.uint64(int(day[i]) - base)
                days[n, d >> SIX] |= ONE << (d & LOW_SIX)
                some = True
        n += int(some)
    return n


@kernel
def days_of_groups(
    first: int, after: int, taken: Array, offsets: Array, words: Array, day: Array, base: int, until: int,
    row_group: Array, groups: int, bits: Bits,
) -> int:  # fmt: skip
    """Fill `bits` as `days_of_people` does, with a row for each person and group in which one of his rows is."""
    days, group, seen = bits
    width = days.shape[1]
    # The words of the running person, group by group. Few are all looked at in the end; of many those touched are kept.
    own = np.zeros(groups * width, np.uint64)
    few = len(own) <= FEW
    touched = np.empty(len(own) + 1, np.int64)
    owner, place = np.full(groups, -1, np.int64), np.empty(groups, np.int64)
    n = 0
    for p in range(first, after):
        if not taken[p]:
            continue
        begin = lower_bound(day, offsets[p], offsets[p + 1], base)
        end = lower_bound(day, begin, offsets[p + 1], until)
        cells = len(own) if few else 0
        for i in range(begin, end):
            if len(words) > 0 and words[i - offsets[first]] == 0:
                continue
            d = np.uint64(int(day[i]) - base)
            cell = np.int64(row_group[i]) * width + np.int64(d >> SIX)
            if not few:
                touched[cells] = cell
                cells += int(own[cell] == 0)
            own[cell] |= ONE << (d & LOW_SIX)
        for c in range(cells):
            at = c if few else touched[c]
            if own[at] == 0:
                continue
            g = at // width if width > 1 else at
            if owner[g] != p:
                owner[g], place[g], group[n], seen[n] = p, n, g, False
                for w in range(width):
                    days[n, w] = 0
                n += 1
            days[place[g], at - g * width] = own[at]
            own[at] = 0
        for i in range(offsets[p], begin):
            g = int(row_group[i])
            if owner[g] == p and (len(words) == 0 or words[i - offsets[first]] != 0):
                seen[place[g]] = True
    return n


@kernel
def add_bytes(n: int, bits: Bits, counted: Array, shifts: Array, first_byte: int, tables: Array) -> None:  # fmt: skip
    """Add `n` rows of bits to `tables` [groups, windows, bytes, 256]: how often each byte of days has which value.

    Byte 0 there is `first_byte` of a row. No branch and no loop over days: for few groups, whose tables stay in the cache.
    """
    own, group, _ = bits
    words, used, flat = own.shape[1], tables.shape[2], tables.reshape(-1)
    rolled = np.empty(words, np.uint64)
    for r in range(n):
        for w in range(words):
            rolled[w] = own[r, w]
        for m in range(len(shifts)):
            for s in range(shifts.shape[1]):
                shift = shifts[m, s]
                for w in range(words - 1, 0, -1):
                    over = rolled[w - 1] >> ONE >> (SIXTY_THREE - shift)
                    rolled[w] |= (rolled[w] << shift) | over
                rolled[0] |= rolled[0] << shift
            at = np.uint64((group[r] * len(shifts) + m) * used * 256)
            for place in range(used):
                byte = np.uint64(first_byte + place)
                inside = rolled[byte >> THREE] & counted[byte >> THREE]
                value = inside >> ((byte & SEVEN) << THREE)
                flat[at + (value & LOW_BYTE)] += 1
                at += TABLE


@kernel
def add_changes(n: int, bits: Bits, counted: Array, shifts: Array, start: int, days: Array) -> None:
    """Add `n` rows of bits to `days` [groups, windows, days + 1]: differences, whose running sums are people.

    Only the days on which a row of bits changes are visited: for many groups, in each of which a person is seldom.
    """
    own, group, _ = bits
    words = own.shape[1]
    rolled = np.empty(words, np.uint64)
    for r in range(n):
        for w in range(words):
            rolled[w] = own[r, w]
        for m in range(len(shifts)):
            for s in range(shifts.shape[1]):
                shift = shifts[m, s]
                for w in range(words - 1, 0, -1):
                    rolled[w] |= (rolled[w] << shift) | (
                        rolled[w - 1] >> ONE >> (SIXTY_THREE - shift)
                    )
                rolled[0] |= rolled[0] << shift
            carried = np.uint64(0)
            for w in range(words):
                here = rolled[w] & counted[w]
                changes = here ^ ((here << ONE) | carried)
                carried = here >> SIXTY_THREE
                while changes != 0:
                    lowest = changes & (~changes + ONE)
                    place = 64 * w + PLACE[(lowest * DE_BRUIJN) >> FIFTY_EIGHT] - start
                    days[group[r], m, place] += 1 if here & lowest != 0 else -1
                    changes ^= lowest


@kernel
def add_flow(n: int, bits: Bits, plan: Plan, flow: Array, spread: Array) -> None:
    """Add `n` rows of bits to `flow` [groups, periods, kinds], and to `spread` [groups, days + 1] by active days."""
    days, group, seen = bits
    month, earlier, first_word, first_bits, next_bits = plan
    words = days.shape[1]
    for r in range(n):
        g, often, known, before = group[r], 0, bool(seen[r]), False
        for w in range(words):
            known |= days[r, w] & earlier[w] != 0
            rest = days[r, w] & month[w]
            while rest != 0:
                rest &= rest - ONE
                often += 1
        for b in range(len(first_word)):
            w = first_word[b]
            found = days[r, w] & first_bits[b]
            if w + 1 < words:
                found |= days[r, w + 1] & next_bits[b]
            here = found != 0
            if here:
                flow[g, b, ACTIVE] += 1
                flow[g, b, (KEPT if before else RETURNED) if known else NEW] += 1
                known = True
            elif before:
                flow[g, b, LOST] += 1
            before = here
        if often > 0:
            spread[g, often] += 1


def warm() -> tuple[Any, ...]:
    """Return the kernels of this file, for compiling ahead."""
    return days_of_people, days_of_groups, add_bytes, add_changes, add_flow
