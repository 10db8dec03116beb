"""The numbers of a funnel: who reached each step, both rates with intervals, times, and the parts of a breakdown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lianyi.analyses.funnel.words import UNITS, column_texts
from lianyi.analyses.result import Column, Interval, Number, Table
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.funnel.plan import Plan
    from lianyi.timelines.funnels import Answer
    from lianyi.timelines.store import Array

SHARES = (0.5, 0.75, 0.9)
NOBODY = Text("这段时间里没有人做第一步", "Nobody did the first step in these days")
NOBODY_THROUGH = Text("还没有人走完", "Nobody has come through yet")


class Counted:
    """An answer read step by step. Lists begin with step 1 at place 1."""

    def __init__(self, plan: Plan, answer: Answer) -> None:
        self.plan = plan
        self._answer = answer
        self.steps = len(plan.names)
        self.reached = _at_least(answer.counts.sum(axis=0))
        self.open = [int(n) for n in answer.opened.sum(axis=0)]

    @cached_property
    def times(self) -> list[list[float] | None]:
        """Median, P75 and P90 in seconds, from the step before to each step; at place 1 from the first to the last."""
        from lianyi.stats.quantiles import quantiles

        return [None, *(quantiles(pieces, SHARES) for pieces in self._answer.spans[1:])]

    @property
    def still_open(self) -> int:
        """How many have not come through and may still do so."""
        return sum(self.open)

    def lost(self, step: int) -> int:
        """Return how many left after `step` for good."""
        return self.reached[step] - self.reached[step + 1] - self.open[step]

    def rate(self, step: int, base: int) -> float | None:
        """Return who reached `step` over who reached `base`."""
        return self.reached[step] / self.reached[base] if self.reached[base] else None

    def interval(self, step: int, base: int) -> Interval | None:
        """Return the interval of that rate: Wilson where people are counted, else by the delta method over people."""
        from lianyi.stats.intervals import wilson
        from lianyi.stats.moments import share_of_sums

        hits, n = self.reached[step], self.reached[base]
        if n == 0:
            return None
        if self.plan.unit == "people":
            return Interval(*wilson(hits, n), method="wilson")
        # Runs of one person are not independent: the person is what was drawn.
        m = self._answer.moments
        squares = float(m[step, step]), float(m[base, step]), float(m[base, base])
        ends, method = share_of_sums(hits, n, *squares, int(m[0, 0]))
        return Interval(*ends, method=method)

    def numbers(self) -> Iterator[Number]:
        """Yield what stands alone: who entered and came through, the conversion, the time it takes, who is open."""
        first, last = self.reached[1], self.reached[self.steps]
        unit = UNITS[self.plan.unit]
        yield Number("entered", unit.entered, first, "count")
        yield Number("converted", unit.converted, last, "count")
        why = None if first else NOBODY
        yield Number("conversion", Text("总体转化率", "Conversion"), self.rate(self.steps, 1), "ratio", self.interval(self.steps, 1), first, why)  # fmt: skip
        for step in range(2, self.steps + 1):
            name = Text(f"{self._name(step - 1)}→{self._name(step)}", f"{self._name(step - 1)} → {self._name(step)}")  # fmt: skip
            why = None if self.reached[step - 1] else NOBODY
            yield Number(f"step_{step}_rate", name, self.rate(step, step - 1), "ratio", self.interval(step, step - 1), self.reached[step - 1], why)  # fmt: skip
        names = (Text("走完用时（中位）", "Time to come through (median)"), Text("走完用时（P75）", "Time to come through (P75)"), Text("走完用时（P90）", "Time to come through (P90)"))  # fmt: skip
        times = self.times[1]
        for place, (key, name) in enumerate(zip(("median", "p75", "p90"), names, strict=True)):
            value = times[place] / 60 if times else None
            yield Number(f"{key}_minutes", name, value, "minutes", n=last, why=None if times else NOBODY_THROUGH)  # fmt: skip
        share = self.still_open / first if first else None
        yield Number("open_share", Text("还在窗口里的占比", "Share still inside the window"), share, "ratio", n=first, why=None if first else NOBODY)  # fmt: skip

    def _name(self, step: int) -> str:
        return self.plan.names[step - 1]

    def tables(self, by: str | None) -> tuple[Table, ...]:
        """Return the steps, and the parts where there is a breakdown."""
        texts = column_texts(self.plan.unit)
        keys = ("step", "name", self.plan.unit, "of_previous", "of_previous_low", "of_previous_high", "of_first", "of_first_low",
                "of_first_high", "lost", "open", "median_minutes", "p75_minutes", "p90_minutes")  # fmt: skip
        columns = tuple(Column(k, texts[k], _unit(k)) for k in keys)
        rows = tuple(self._row(step) for step in range(1, self.steps + 1))
        steps = Table("steps", Text("每一步", "Each step"), columns, rows)
        return (steps, self._groups(texts)) if by else (steps,)

    def _row(self, step: int) -> tuple[Any, ...]:
        before: list[float | None] = [None] * 3
        if step > 1:
            before = [self.rate(step, step - 1), *_ends(self.interval(step, step - 1))]
        since_first = [self.rate(step, 1), *_ends(self.interval(step, 1) if step > 1 else None)]
        after = [self.lost(step), self.open[step]] if step < self.steps else [None, None]
        # At place 1 stand the times of the whole way, which belong to no step.
        times = self.times[step] if step > 1 else None
        return (step, self.plan.names[step - 1], self.reached[step], *before, *since_first, *after,
                *(t / 60 for t in times or ()), *([None] * 3 if not times else ()))  # fmt: skip

    def groups(self) -> list[tuple[str, list[int], int]]:
        """Return per group its name, who reached each step (from place 1), and who of them may still go on."""
        counts, opened = self._answer.counts, self._answer.opened
        found = []
        for name, codes in self.plan.breakdown.largest(counts.sum(axis=1)):
            found.append((name, _at_least(counts[codes].sum(axis=0)), int(opened[codes].sum())))
        return found

    def _groups(self, texts: dict[str, Text]) -> Table:
        from lianyi.stats.intervals import wilson

        keys = [f"step_{n}" for n in range(1, self.steps + 1)]
        columns = (
            Column("group", self.plan.breakdown.title),
            *(Column(key, Text(name, name), "count") for key, name in zip(keys, self.plan.names, strict=True)),
            *(Column(k, texts[k], _unit(k)) for k in ("conversion", "low", "high", "open")),
        )  # fmt: skip
        rows = []
        for name, reached, still in self.groups():
            hits, n = reached[self.steps], reached[1]
            ends = wilson(hits, n) if self.plan.unit == "people" else (None, None)
            rows.append((name, *reached[1:], hits / n if n else None, *ends, still))
        return Table("groups", Text("分组", "Parts"), columns, tuple(rows))


def _at_least(deepest: Array) -> list[int]:
    """Return from numbers by deepest step those who reached at least each step."""
    return [int(n) for n in deepest[::-1].cumsum()[::-1]]


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (interval.low, interval.high) if interval else (None, None)


def _unit(key: str) -> Any:
    if key.endswith("_minutes"):
        return "minutes"
    if key.startswith("of_") or key in ("conversion", "low", "high"):
        return "ratio"
    return "text" if key in ("name", "group") else "count"
