"""The tables of `repurchase`: rates by window, the curve to the second order, gaps, products, customers due."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.repurchase import words
from lianyi.analyses.result import Column, Table
from lianyi.core.translation import Text
from lianyi.stats.intervals import wilson

if TYPE_CHECKING:
    from lianyi.analyses.repurchase.cycle import Next
    from lianyi.stats.survival import Survival
    from lianyi.timelines.kernels.repurchase import Again
    from lianyi.timelines.store import Array

CURVE_DAYS = (0, 1, 3, 7, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365, 540, 730)
GAP_ENDS = (0, 7, 14, 30, 60, 90, 180, 365)
PEOPLE = Text("客户数", "customers")
AGAIN = Text("又买了", "ordered again")
LOW, HIGH = Text("低", "low"), Text("高", "high")


def rate_table(again: Again, windows: Sequence[int], names: Sequence[str], by: Text | None) -> Table:  # fmt: skip
    """Return per window (and group) who could have ordered again within it, and who did."""
    head = [Column("group", by)] if by else []
    columns = (
        *head, Column("days", Text("天数", "days"), "count"), Column("people", Text("首单满这么久的客户", "customers old enough"), "count"),
        Column("again", AGAIN, "count"), Column("rate", Text("复购率", "rate"), "ratio"), Column("low", LOW, "ratio"),
        Column("high", HIGH, "ratio"),
    )  # fmt: skip
    rows = []
    for group, name in enumerate(names):
        if not again.ages[group].any():
            continue
        for place, window in enumerate(windows):
            people = int(again.old_enough(window)[group])
            row = rate_row(int(again.within[group, place]), people)
            rows.append((*([name] if by else []), window, people, *row))
    return Table("rate", words.RATE_TITLE, columns, tuple(rows))


def rate_row(hits: int, people: int) -> tuple[int | None, float | None, float | None, float | None]:
    """Return hits, share and interval; None where nobody could."""
    if not people:
        return None, None, None, None
    return hits, hits / people, *wilson(hits, people)


def curve_table(curve: Survival, longest: int) -> Table:
    """Return the share who had ordered again by a day, at days that tell the story."""
    columns = (
        Column("days", Text("天数", "days"), "count"), Column("share", AGAIN, "ratio"), Column("low", LOW, "ratio"),
        Column("high", HIGH, "ratio"),
    )  # fmt: skip
    rows = []
    for day in [d for d in CURVE_DAYS if d <= longest]:
        share, low, high = curve.at(day)
        rows.append((day, 1 - share, 1 - high, 1 - low))
    return Table("curve", words.CURVE_TITLE, columns, tuple(rows))


def gap_table(gaps: Array) -> Table:
    """Return how many gaps lasted how long."""
    columns = (
        Column("from_days", Text("从（天）", "from (days)"), "count"), Column("to_days", Text("到（天）", "to (days)"), "count"),
        Column("gaps", Text("次数", "gaps"), "count"), Column("share", Text("占比", "share"), "ratio"),
        Column("up_to", Text("累计", "up to here"), "ratio"),
    )  # fmt: skip
    total, running, rows = int(gaps.sum()), 0, []
    for first, last in _spans(len(gaps) - 1):
        count = int(gaps[first : last + 1].sum())
        running += count
        rows.append((first, last, count, *((count / total, running / total) if total else (None, None))))  # fmt: skip
    return Table("gaps", words.GAPS_TITLE, columns, tuple(rows))


def _spans(longest: int) -> Iterator[tuple[int, int]]:
    starts = [0, *(e + 1 for e in GAP_ENDS)]
    for first, last in zip(starts, [*GAP_ENDS, max(longest, GAP_ENDS[-1] + 1)], strict=True):
        if first <= longest:
            yield first, min(last, longest)


def nth_gap(gaps: Array, share: float) -> int | None:
    """Return the shortest number of days that at least `share` of all gaps do not exceed."""
    total = int(gaps.sum())
    if not total:
        return None
    return int(np.searchsorted(np.cumsum(gaps), np.ceil(share * total), side="left"))


def item_table(rows: Sequence[tuple[Any, ...]]) -> Table:
    """Return the cycle of items."""
    columns = (
        Column("item", Text("商品", "item")), Column("people", PEOPLE, "count"), Column("purchases", Text("购买次数", "purchases"), "count"),
        Column("gaps", Text("间隔数", "gaps"), "count"), Column("cycle_days", Text("周期（天）", "cycle (days)"), "days"),
    )  # fmt: skip
    return Table("items", words.ITEMS_TITLE, columns, tuple(rows))


def next_table(people: Sequence[Next], day_of: Callable[[int], date]) -> Table:
    """Return the customers due next: numbers of persons only."""
    columns = (
        Column("person_id", Text("客户编号", "person")), Column("purchases", Text("购买天数", "days of buying"), "count"),
        Column("last", Text("上次", "last"), "day"), Column("cycle_days", Text("周期（天）", "cycle (days)"), "days"),
        Column("expected", Text("预计", "expected"), "day"), Column("low", Text("最早", "from"), "day"), Column("high", Text("最晚", "to"), "day"),
    )  # fmt: skip

    def said(day: int | None) -> str | None:
        return None if day is None else day_of(day).isoformat()

    rows = tuple(
        (str(p.person_id), p.purchases, said(p.last), p.cycle_days, said(p.expected), said(p.low), said(p.high))
        for p in people
    )  # fmt: skip
    return Table("next", words.NEXT_TITLE, columns, rows)
