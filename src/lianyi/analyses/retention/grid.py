"""From counts by cohort to cells: what has not happened is None, means weigh people and take whole periods only."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from lianyi.stats.intervals import wilson

if TYPE_CHECKING:
    from lianyi.analyses.retention.plan import Plan, State
    from lianyi.timelines.kernels.retention import Returned
    from lianyi.timelines.store import Array

LEVEL = 0.95


class Share(NamedTuple):
    """So many of so many people; `rate` and the interval are None where there is nobody."""

    returned: int
    size: int

    @property
    def rate(self) -> float | None:
        """The share."""
        return self.returned / self.size if self.size else None

    @property
    def ends(self) -> tuple[float, float] | tuple[None, None]:
        """The interval (Wilson)."""
        return wilson(self.returned, self.size, LEVEL) if self.size else (None, None)


class Cell(NamedTuple):
    """One cohort in one period, of one group. `share` and `fen` are None where it has not begun."""

    group: int
    cohort: int
    n: int
    state: State
    share: Share | None
    fen: int | None


class Grid:
    """`people` and `fen` are [cohorts, groups, periods + 1 or 2], `size` [cohorts, groups]."""

    def __init__(self, plan: Plan, found: Returned, groups: int) -> None:
        shape = (len(plan.cohorts), groups)
        counted = found.or_later if plan.mode == "unbounded" else found.people
        self.plan = plan
        self.groups = groups
        self.size: Array = found.size.reshape(shape)
        self.exact: Array = found.people.reshape(*shape, -1)
        self.or_later: Array = found.or_later.reshape(*shape, -1)
        self.people: Array = counted.reshape(*shape, -1)
        self.fen: Array = found.fen.reshape(*shape, -1)
        self._whole = np.array([[s == "whole" for s in row] for row in plan.states])

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell, by group, cohort and period."""
        size, people, fen = (a.tolist() for a in (self.size, self.people, self.fen))
        return tuple(
            Cell(group, cohort, n, state, None, None)
            if state == "not_yet"
            else Cell(
                group, cohort, n, state, Share(people[cohort][group][n], size[cohort][group]), fen[cohort][group][n]
            )
            for group in range(self.groups)
            for cohort, states in enumerate(self.plan.states)
            for n, state in enumerate(states)
        )  # fmt: skip

    def mean(self, n: int, groups: Sequence[int] | None = None) -> tuple[Share, int]:
        """Return column n over all whole cells, people over people, and of how many cohorts with people that is."""
        chosen = list(range(self.groups)) if groups is None else list(groups)
        whole = self._whole[:, n]
        people, size = self.people[whole][:, chosen, n], self.size[whole][:, chosen]
        return Share(int(people.sum()), int(size.sum())), int(size.any(axis=1).sum())

    def is_over(self, n: int) -> bool:
        """Return whether column n has a whole cell."""
        return n < self._whole.shape[1] and bool(self._whole[:, n].any())

    def paid(self, cohort: int | None, group: int | None) -> tuple[list[int | None], int, int, int]:
        """Return per period what was paid (None before it began), paid in later periods, before the first time, in all.

        `cohort` or `group` None means all of them.
        """
        rows = slice(None) if cohort is None else slice(cohort, cohort + 1)
        parts = slice(None) if group is None else slice(group, group + 1)
        sums = self.fen[rows, parts].sum(axis=(0, 1)).tolist()
        columns = len(self.plan.columns)
        # The first cohort is the oldest: what it has not reached, nobody has.
        states = self.plan.states[0 if cohort is None else cohort]
        periods = [None if state == "not_yet" else sums[n] for n, state in enumerate(states)]
        return periods, sum(sums[columns:-1]), sums[-1], sum(sums)
