"""Rows and columns of a retention grid: which cohorts, which periods after the first time, and what is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import numpy as np

from lianyi.core.calendar.periods import Period, between, natural_bounds, whole
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.timelines.kernels.retention import Steps
    from lianyi.timelines.store import Array, Store

Grain = Literal["day", "week", "month"]
State = Literal["whole", "in_progress", "not_yet"]
DAY = timedelta(days=1)
DAYS_OF = {"day": 1, "week": 7}
MOST_PERIODS = {"day": 30, "week": 12, "month": 12}
MOST_BRACKETS = 60
LONGEST_DAYS = 3_660
UNITS = {"day": Text("天", "day"), "week": Text("周", "week"), "month": Text("个月", "month")}


@dataclass(frozen=True)
class Column:
    """One period after the first time: its key (`d7`, `w1`, `m3`, `b4_7`), its name, and `n`, its number."""

    key: str
    name: Text
    n: int


@dataclass(frozen=True)
class Plan:
    """`states[cohort][n]` say what is over by the last whole day; `end` is the last day that is looked at at all."""

    within: Period
    grain: Grain
    mode: str
    cohorts: tuple[Period, ...]
    columns: tuple[Column, ...]
    states: tuple[tuple[State, ...], ...]
    brackets: tuple[tuple[int, int], ...]
    end: date

    @property
    def labels(self) -> list[str]:
        """The names of the cohorts: `2026-11`, `2026-W46`, `2026-11-09`."""
        return [whole(c.start, self.grain).key for c in self.cohorts]

    def cohort_of_day(self, store: Store) -> tuple[Array, int, int]:
        """Return the cohort of every day from the first one on, the number of that day, and the number of the last."""
        low, until = store.day_number(self.cohorts[0].start), store.day_number(self.end)
        table = np.full(until - low + 1, -1, np.int32)
        for number, cohort in enumerate(self.cohorts):
            start = store.day_number(cohort.start) - low
            table[start : start + len(cohort)] = number
        return table, low, until

    def steps(self) -> Steps:
        """Return how the kernel finds the number of a period."""
        from lianyi.timelines.kernels.retention import Steps

        if self.mode == "rolling":
            return Steps(np.zeros(1, np.int32), seconds=DAYS_OF[self.grain] * 86_400)
        if self.brackets:
            table = np.full(self.brackets[-1][1] + 2, len(self.brackets), np.int32)
            for n, (first, last) in enumerate(self.brackets):
                table[first : last + 1] = n
            return Steps(table, elapsed=True)
        if self.grain == "day":
            return Steps(np.arange(len(self.columns) + 1, dtype=np.int32), elapsed=True)
        return Steps(_unit_numbers(self.cohorts[0].start, self.end, self.grain))


def plan_of(
    grain: Grain, mode: str, brackets: Sequence[int], periods: int | None, within: Period, seen: date, over: date
) -> Plan:  # fmt: skip
    """Return the grid of first times `within` a period, as far as days up to `seen` can fill it.

    `brackets` are the last days of each bracket after day 0. `over` is the last whole day. Refuses with
    `retention.brackets`, `retention.rolling_month`, `retention.periods` and `retention.not_yet`.
    """
    if within.start > seen:
        raise LianyiError("retention.not_yet", period=within.key, seen=seen)
    if mode == "rolling" and grain == "month":
        raise LianyiError("retention.rolling_month")
    if periods is not None and not 1 <= periods <= LONGEST_DAYS:
        raise LianyiError("retention.periods", periods=periods, most=LONGEST_DAYS)
    known = within if within.last <= seen else between(within.start, seen)
    cohorts = tuple(known.buckets(grain))
    bounds = _brackets(brackets) if mode == "bracket" else ()
    most = len(bounds) - 1 if bounds else periods or MOST_PERIODS[grain]
    spans = _spans(cohorts, most + 1, grain, mode, bounds)
    ends = seen.toordinal(), over.toordinal()
    states = tuple(tuple(_state(span, ends) for span in row) for row in spans)
    # Columns that nobody can have reached yet say nothing.
    reached = sum(state != "not_yet" for state in states[0])
    columns = tuple(_column(n, grain, mode, bounds) for n in range(reached))
    return Plan(known, grain, mode, cohorts, columns, tuple(row[:reached] for row in states), bounds, seen)  # fmt: skip


def _brackets(ends: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return (first day, last day) of day 0 and every bracket after it."""
    fine = ends and all(a < b for a, b in zip((0, *ends), ends, strict=False))
    if not fine or ends[-1] > LONGEST_DAYS or len(ends) > MOST_BRACKETS:
        raise LianyiError("retention.brackets", brackets=",".join(map(str, ends)))
    starts = (0, *(e + 1 for e in (0, *ends[:-1])))
    return tuple(zip(starts, (0, *ends), strict=True))


def _state(span: tuple[int, int], ends: tuple[int, int]) -> State:
    """Return what the days `span` are, of data that is seen and over by the days `ends`."""
    if span[1] <= ends[1]:
        return "whole"
    return "in_progress" if span[0] <= ends[0] else "not_yet"


def _spans(
    cohorts: Sequence[Period], columns: int, grain: Grain, mode: str, brackets: Sequence[tuple[int, int]]
) -> list[list[tuple[int, int]]]:  # fmt: skip
    """Return per cohort and period the day on which it begins for the first of a cohort and ends for the last.

    Days are ordinals: there may be many thousand cells.
    """
    days = [(c.start.toordinal(), c.last.toordinal()) for c in cohorts]
    if brackets:
        return [[(a + first, b + last) for first, last in brackets] for a, b in days]
    if mode == "rolling":
        step = DAYS_OF[grain]
        return [[(a + n * step, b + (n + 1) * step) for n in range(columns)] for a, b in days]
    # Cohorts follow each other: period n of cohort c is the unit c + n.
    unit = whole(cohorts[0].start, grain)
    units = []
    for _ in range(len(cohorts) + columns):
        units.append((unit.start.toordinal(), unit.last.toordinal()))
        unit = whole(unit.end, grain)
    return [units[c : c + columns] for c in range(len(cohorts))]


def column_of(n: int, plan: Plan) -> Column:
    """Return column `n` of a plan, also where nobody has reached it."""
    return _column(n, plan.grain, plan.mode, plan.brackets)


def _column(n: int, grain: Grain, mode: str, brackets: Sequence[tuple[int, int]]) -> Column:
    if brackets:
        first, last = brackets[n]
        if first == last:
            return Column(f"b{first}", Text(f"第{first}天", f"Day {first}"), n)
        return Column(f"b{first}_{last}", Text(f"第{first}~{last}天", f"Days {first} to {last}"), n)
    unit = UNITS[grain]
    name = Text(f"第{n}{unit.zh}", f"{unit.en.capitalize()} {n}")
    if mode == "unbounded":
        name = Text(f"{name.zh}及以后", f"{name.en} or later")
    return Column(f"{grain[0]}{n}", name, n)


def _unit_numbers(first: date, last: date, grain: Grain) -> Array:
    """Return per day from `first` to `last` the number of its week or month; neighbours differ by one."""
    numbers = []
    day, number = first, 0
    while day <= last:
        after = natural_bounds(day, grain)[1]
        numbers += [number] * (min(after, last + DAY) - day).days
        day, number = after, number + 1
    return np.array(numbers, np.int32)
