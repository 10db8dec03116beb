"""Funnels by brute force over rows: every start is tried, and every run is an object of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from tests.timelines.kernels.event_logs import Event

Meant = Callable[[Event], bool]
Reached = Counter[tuple[int, int]]
"""How many by group and deepest step."""


@dataclass(frozen=True)
class Asked:
    """A question in plain Python; `seen` is the filter, already in the steps and exclusions."""

    steps: Sequence[Meant]
    within: int
    excluded: Meant = lambda _: False
    seen: Meant = lambda _: True
    re_entry: bool = True
    low: int = -1
    high: int = 10**9
    group: Callable[[Event], int] = lambda _: 0

    def starts(self, rows: list[Event]) -> list[int]:
        found = [n for n, r in enumerate(rows) if self.steps[0](r) and self.low <= r.at < self.high]
        return found if self.re_entry else found[:1]


@dataclass
class Found:
    """Counts, those still open, and the seconds between steps ([1]: from the first to the last)."""

    counts: Reached = field(default_factory=Counter)
    opened: Reached = field(default_factory=Counter)
    spans: dict[int, list[int]] = field(default_factory=dict)

    def add(self, asked: Asked, run: list[Event], *, still: bool) -> None:
        key = asked.group(run[0]), len(run)
        self.counts[key] += 1
        self.opened[key] += still and len(run) < len(asked.steps)
        for j in range(1, len(run)):
            self.spans.setdefault(j + 1, []).append(run[j].at - run[j - 1].at)
        if len(run) == len(asked.steps):
            self.spans.setdefault(1, []).append(run[-1].at - run[0].at)


def by_person(rows: Sequence[Event]) -> list[list[Event]]:
    return [
        list(own) for _, own in groupby(sorted(rows, key=lambda r: r.person), lambda r: r.person)
    ]


def chain(asked: Asked, rows: list[Event], start: int, *, strict: bool) -> tuple[list[int], bool]:
    """The places of the longest run from `start`, and whether it could still go on after the last row."""
    run = [start]
    for n in range(start + 1, len(rows)):
        if rows[n].at - rows[start].at > asked.within or asked.excluded(rows[n]):
            return run, False
        if asked.steps[len(run)](rows[n]):
            run.append(n)
            if len(run) == len(asked.steps):
                return run, False
        elif strict and asked.seen(rows[n]):
            return run, False
    return run, True


def people(asked: Asked, log: Sequence[Event], horizon: int, *, strict: bool = False) -> Found:
    """Each person once: of the deepest runs the one that came there first, of those the one that began last."""
    found = Found()
    for rows in by_person(log):
        tried = [chain(asked, rows, s, strict=strict) for s in asked.starts(rows)]
        if not tried:
            continue
        deepest = max(len(run) for run, _ in tried)
        best = min((r for r, _ in tried if len(r) == deepest), key=lambda r: (r[-1], -r[0]) if deepest > 1 else (r[0], 0))  # fmt: skip
        still = any(alive and rows[run[0]].at + asked.within > horizon for run, alive in tried)
        found.add(asked, [rows[n] for n in best], still=still)
    return found


def any_order(asked: Asked, log: Sequence[Event], horizon: int) -> Found:
    """The fullest window: every row that means a step is tried as the beginning."""
    found = Found()
    for rows in by_person(log):
        starts = [
            n
            for n, r in enumerate(rows)
            if any(s(r) for s in asked.steps) and asked.low <= r.at < asked.high
        ]
        windows = [window(asked, rows[s:]) for s in (starts if asked.re_entry else starts[:1])]
        if not windows:
            continue
        deepest = max(len(held) for held, _ in windows)
        still = any(alive and begun + asked.within > horizon for (_, alive), begun in zip(windows, (rows[s].at for s in starts), strict=False))  # fmt: skip
        found.counts[0, deepest] += 1
        found.opened[0, deepest] += still and deepest < len(asked.steps)
    return found


def window(asked: Asked, rows: Sequence[Event]) -> tuple[set[int], bool]:
    """The steps within the window that the first row begins, and whether it was not broken."""
    held: set[int] = set()
    for n, row in enumerate(rows):
        if row.at - rows[0].at > asked.within or (n and asked.excluded(row)):
            return held, False
        held |= {k for k, meant in enumerate(asked.steps) if meant(row)}
    return held, True


@dataclass
class Run:
    """One entry on its way."""

    rows: list[Event]
    is_over: bool = False


def runs(asked: Asked, log: Sequence[Event], horizon: int, *, strict: bool, merged: bool) -> Found:
    """Every entry, or with `merged` every attempt."""
    found = Found()
    for rows in by_person(log):
        going: list[Run] = []
        starts = set(asked.starts(rows))
        for n, row in enumerate(rows):
            _event(asked, going, row, strict=strict, merged=merged, found=found)
            if n in starts:
                _arrive(asked, going, Run([row]), row, merged=merged, found=found)
        for run in going:
            found.add(asked, run.rows, still=run.rows[0].at + asked.within > horizon)
    return found


def _event(asked: Asked, going: list[Run], row: Event, *, strict: bool, merged: bool, found: Found) -> None:  # fmt: skip
    """The deepest runs first: the row goes to every run whose next step it is, none twice."""
    for run in sorted(going, key=lambda r: -len(r.rows)):
        in_time = row.at - run.rows[0].at <= asked.within
        if not asked.excluded(row) and asked.steps[len(run.rows)](row) and in_time:
            going.remove(run)
            run.rows.append(row)
            _arrive(asked, going, run, row, merged=merged, found=found)
        elif asked.excluded(row) or (strict and asked.seen(row)):
            going.remove(run)
            found.add(asked, run.rows, still=False)


def _arrive(asked: Asked, going: list[Run], run: Run, row: Event, *, merged: bool, found: Found) -> None:  # fmt: skip
    """A run comes to its step: one that stood there ends, as the same attempt where its window is still open."""
    for other in [r for r in going if len(r.rows) == len(run.rows)]:
        going.remove(other)
        if not (merged and row.at - other.rows[0].at <= asked.within):
            found.add(asked, other.rows, still=False)
    if len(run.rows) == len(asked.steps):
        found.add(asked, run.rows, still=False)
    else:
        going.append(run)
