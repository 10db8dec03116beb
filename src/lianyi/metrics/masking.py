"""Greying out: a number outside what its sources cover, or of too few known buyers, is null with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property

from lianyi.core.translation import same
from lianyi.metrics.counting import Counted
from lianyi.metrics.declaration import Metric
from lianyi.metrics.dimensions import SOURCE_DIMENSIONS
from lianyi.metrics.labels import listed, source_text
from lianyi.metrics.reasons import Reason, because, together
from lianyi.metrics.refund_days import Ranges
from lianyi.metrics.scope import LEAST_PERSON_SHARE, Source, platform_of
from lianyi.metrics.table import Cell
from lianyi.metrics.tree import Supply

Test = Callable[[Cell], Reason | None]


class Mask:
    """Finds, for one metric after the other, the cells that have no number to show."""

    def __init__(self, counted: Counted, *, first_day: date | None, today: date | None) -> None:
        self._counted = counted
        self._first_day = first_day
        self._today = today
        self._skip = 1 if counted.cut.grain else 0
        self._shares = counted.person_share_by_cell() if counted.people else {}
        self._found: dict[object, dict[int, Reason]] = {}

    def holes(self, metric: Metric) -> Mapping[int, Reason]:
        """Return the numbers of the cells in which `metric` is null, and why."""
        supply = self._counted.supplies[metric.key]
        if self._needs_no_test(metric, supply):
            return {}
        alike = (tuple(supply.days.items()), tuple(supply.missing.items()))
        key = (alike, metric.history_days, metric.counts_people)
        if key not in self._found:
            self._found[key] = self._search(metric, supply)
        return self._found[key]

    def _search(self, metric: Metric, supply: Supply) -> dict[int, Reason]:
        covers: dict[tuple[object, ...], Reason | None] = {}
        tests: list[Test] = [lambda cell: self._uncovered(cell, supply, covers)]
        if metric.history_days:
            tests.append(lambda cell: self._too_early(cell, metric.history_days))
        if metric.counts_people and self._counted.people:
            tests.append(self._too_few_known)
        found = {}
        for number, cell in enumerate(self._counted.table.cells):
            reason = next((r for r in (test(cell) for test in tests) if r), None)
            if reason:
                found[number] = reason
        return found

    def _needs_no_test(self, metric: Metric, supply: Supply) -> bool:
        days = self._counted.cut.period
        if metric.history_days or metric.counts_people or supply.missing or days is None:
            return False
        if self._today and days.last > self._today:
            return False
        if any(not self._supplied(place, supply) for place in self._places):
            return False
        whole = [
            first <= days.start and last >= days.last for r in _all(supply) for first, last in r
        ]
        return bool(whole) and all(whole)

    @cached_property
    def _places(self) -> frozenset[tuple[str, ...]]:
        """Every platform, store or channel that a cell is about."""
        return frozenset(self._source_part(cell) for cell in self._counted.table.cells)

    def _supplied(self, place: tuple[str, ...], supply: Supply) -> bool:
        return any(self._is_of(source, place) for source in supply.sources)

    def _uncovered(
        self, cell: Cell, supply: Supply, known: dict[tuple[object, ...], Reason | None]
    ) -> Reason | None:
        place = self._source_part(cell)
        key = (cell[0] if self._skip else None, *place)
        if key not in known:
            known[key] = self._cover(cell, place, supply)
        return known[key]

    def sources_of(self, cell: Cell, supply: Supply) -> list[Source]:
        """Return the sources of `supply` that the number in `cell` is about."""
        place = self._source_part(cell)
        return [source for source in supply.sources if self._is_of(source, place)]

    def _cover(self, cell: Cell, place: tuple[str, ...], supply: Supply) -> Reason | None:
        days = self._counted.table.bucket_days(cell)
        if days and self._today and days[0] > self._today:
            return because("not_yet", day=days[0])
        sources = [s for s in supply.sources if self._is_of(s, place)]
        if any(_covers(supply.days[s], days) for s in sources):
            return None
        lacking = [what for s, what in supply.missing.items() if self._is_of(s, place)]
        if lacking and not sources:
            return together(lacking)
        names = [source_text(s) for s in sorted(sources)] or [same("/".join(place) or "—")]
        return because("missing_source", missing=listed(names))

    def _source_part(self, cell: Cell) -> tuple[str, ...]:
        by = self._counted.cut.by
        return tuple(
            cell[self._skip + number] for number, key in enumerate(by) if key in SOURCE_DIMENSIONS
        )

    def _is_of(self, source: Source, place: tuple[str, ...]) -> bool:
        keys = [key for key in self._counted.cut.by if key in SOURCE_DIMENSIONS]
        return all(
            source[1] == value if key == "store" else source[0] == platform_of(key, value)
            for key, value in zip(keys, place, strict=True)
        )

    def _too_early(self, cell: Cell, history_days: int) -> Reason | None:
        days = self._counted.table.bucket_days(cell)
        if self._first_day is None or self._first_day == date.min:
            return None
        ready = self._first_day + timedelta(days=history_days)
        if days is not None and days[0] >= ready:
            return None
        return because("history", days=history_days, day=ready)

    def _too_few_known(self, cell: Cell) -> Reason | None:
        share = self._shares.get(cell[self._skip :])
        if share is None or share >= LEAST_PERSON_SHARE:
            return None
        return because("person_coverage", share=f"{share:.1%}")


def whole_answer(reasons: Mapping[int, Reason], cells: int) -> Reason | None:
    """Return why a metric is null everywhere, where it is."""
    return reasons[0] if cells and len(reasons) == cells else None


def gaps(supply: Supply, days: tuple[date, date] | None) -> Iterable[tuple[Source, Reason]]:
    """Return what the number of `supply` leaves out over `days`: sources, and days of sources."""
    yield from supply.missing.items()
    if days is None:
        return
    length = (days[1] - days[0]).days + 1
    for source, parts in supply.days.items():
        covered = min(covered_days(part, days) for part in parts)
        if covered < length:
            text = source_text(source)
            yield source, because("part_covered", source=text, covered=covered, days=length)


def covered_days(ranges: Ranges, days: tuple[date, date]) -> int:
    """Return how many of `days` (both included) lie in `ranges`, which are in order of their start."""
    covered, after = 0, days[0]
    for first, last in ranges:
        start, stop = max(first, after), min(last, days[1])
        if start <= stop:
            covered += (stop - start).days + 1
            after = stop + timedelta(days=1)
    return covered


def _covers(parts: tuple[Ranges, ...], days: tuple[date, date] | None) -> bool:
    if days is None:
        return True
    return all(any(first <= days[1] and last >= days[0] for first, last in r) for r in parts)


def _all(supply: Supply) -> list[Ranges]:
    return [ranges for parts in supply.days.values() for ranges in parts]
