"""Which sources supply a number, and for which days: the difference between 0 and nothing.

A source is a (platform, store). It supplies a measure when it delivered the table (coverage, or at least one
row) and filled the columns that the measure needs at least once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from lianyi.facts.tables import TABLES
from lianyi.metrics.declaration import METRICS, Measure, Metric
from lianyi.metrics.engine import Coverage, Engine
from lianyi.metrics.labels import platform_text as platform_text  # noqa: PLC0414 - sources are named here
from lianyi.metrics.refund_days import Ranges, known_days, overlap
from lianyi.metrics.relations import KNOWN_COMMISSION, KNOWN_FEE, relation

Source = tuple[str, str]
ALWAYS: Ranges = ((date.min, date.max),)
LEAST_PERSON_SHARE = 0.30
HISTORY_DAYS = 180
PERSON = "person_id"
DAY = "day"
"""The business day of a plain view's rows, from the time of its table."""
GENERIC = "generic"
REFUNDS = "refunds"
T = TypeVar("T")
_seen: WeakKeyDictionary[Engine, dict[object, Any]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Delivered:
    """What one engine's sources delivered: rows per view and filled columns, and days per table."""

    engine: Engine
    own_needs: frozenset[str]
    days: Mapping[tuple[str, Source], Ranges]
    partial: Mapping[Source, date]

    @property
    def first_day(self) -> date | None:
        """The first day for which some source delivered orders."""
        starts = [ranges[0][0] for (table, _), ranges in self.days.items() if table == "orders"]
        return min(starts, default=None)

    def columns(self, view: str) -> frozenset[str]:
        """Return the columns of a documented view; nothing where there is no such view."""
        memory = _memory(self.engine)
        if ("columns", view) not in memory:
            memory["columns", view] = frozenset(self.engine.columns(view))
        return memory["columns", view]  # type: ignore[no-any-return]  # one dict holds several kinds

    def every_column(self) -> frozenset[str]:
        """Return the columns of all views, and what tables that nobody delivered yet would bring."""
        found = {"platform", "store", "day"}
        for table in TABLES:
            names = {column.name for column in table.columns}
            found |= names | {f"{name}_id" for name in names} | self.columns(table.key)
        return frozenset(found)

    def sources_of(self, view: str) -> dict[Source, frozenset[str]]:
        """Return every source with rows in `view`, with the needed columns it ever filled."""
        memory = _memory(self.engine)
        place = ("filled", view, self.own_needs)
        if place not in memory:
            found = _filled(self.engine, view, self.own_needs)
            memory[place] = self._with_known_costs(found) if view == "orders" else found
        return memory[place]  # type: ignore[no-any-return]  # one dict holds several kinds

    def _with_known_costs(
        self, orders: dict[Source, frozenset[str]]
    ) -> dict[Source, frozenset[str]]:
        """Return what the sources of orders fill, with the costs that other files of theirs know."""
        settled, shared = self.sources_of("settlements"), self.sources_of("commissions")
        found = {}
        for source, filled in orders.items():
            from_settlements = settled.get(source, frozenset())
            known = {
                KNOWN_COMMISSION: "commission_fen" in filled | from_settlements or source in shared,
                KNOWN_FEE: "platform_fee_fen" in filled | from_settlements,
            }
            found[source] = filled | {name for name, yes in known.items() if yes}
        return found

    def ranges(self, measure: Measure, view: str) -> dict[Source, Ranges]:
        """Return the sources that supply `measure` counted over `view`, and the days they cover."""
        base = relation(view)
        filled = self.sources_of(base.view)
        covered = self._covered(base.tables[0])
        # A file that names its platforms in its cells is covered as a whole, under a platform of its own.
        whole_files = {s for s in covered if s not in filled and s[0] == GENERIC}
        shared = self._days(base.tables, *sorted(whole_files)) if set(filled) - covered else None
        found: dict[Source, Ranges] = {}
        for source in {*filled, *covered}:
            if (source in whole_files and shared) or source in self.timeless(measure):
                continue
            if self._fills(measure, view, source, filled):
                found[source] = self._days(base.tables, source) or shared or ALWAYS
        if REFUNDS not in measure.tables:
            return found
        return {s: days for s, all_days in found.items() if (days := self._refunded(s, all_days))}

    def timeless(self, measure: Measure) -> set[Source]:
        """Return the sources whose facts name no day at all: when they happened is unknown, not never."""
        view = relation(measure.view).view
        if measure.day != DAY or DAY not in self.columns(view):
            return set()
        return {source for source, filled in self.sources_of(view).items() if DAY not in filled}

    def refund_days(self, source: Source) -> Ranges:
        """Return the pay days for which all refunds of the orders of `source` so far are known.

        Running totals in its orders tell for every order; else see `lianyi.metrics.refund_days`.
        """
        if source in self._running_totals():
            return ALWAYS
        days = self._shared_days(REFUNDS, source)
        return known_days(days, self.order_days(source)) if days else ALWAYS

    def order_days(self, source: Source) -> Ranges:
        """Return the days that the order files of `source` cover."""
        return self._shared_days("orders", source) or ()

    def span(self, table: str) -> list[tuple[date, date]]:
        """Return the days that any source covers of `table`."""
        return [r for (name, _), ranges in self.days.items() if name == table for r in ranges]

    def refund_span(self, source: Source) -> Ranges:
        """Return the days that the refund files of `source` cover."""
        return self._shared_days(REFUNDS, source) or ()

    def _refunded(self, source: Source, days: Ranges) -> Ranges:
        known = self.refund_days(source)
        return days if known == ALWAYS else overlap(days, known)

    def _shared_days(self, table: str, source: Source) -> Ranges | None:
        """Return what `source` covers, else what files do that name their platforms in their cells."""
        whole_files = sorted(s for s in self._covered(table) if s[0] == GENERIC)
        return self._days((table,), source) or self._days((table,), *whole_files)

    def _running_totals(self) -> frozenset[Source]:
        memory = _memory(self.engine)
        if "running totals" not in memory:
            memory["running totals"] = frozenset(
                self.engine.rows(
                    "SELECT DISTINCT platform, store FROM refunds WHERE basis = 'running_total'"
                )
                if "basis" in self.columns(REFUNDS)
                else ()
            )
        return memory["running totals"]  # type: ignore[no-any-return]  # one dict holds several kinds

    def _covered(self, table: str) -> set[Source]:
        return {source for name, source in self.days if name == table}

    def _days(self, tables: Iterable[str], *sources: Source) -> Ranges | None:
        places = [(table, source) for table in tables for source in sources]
        return next((self.days[place] for place in places if place in self.days), None)

    def _fills(
        self,
        measure: Measure,
        view: str,
        source: Source,
        filled: Mapping[Source, frozenset[str]],
    ) -> bool:
        same = relation(view).view == relation(measure.view).view
        columns = set(measure.needs) if same else set()
        if measure.per_person:
            columns.add(PERSON)
        if source in filled and not columns <= filled[source]:
            return False
        return all(
            (table, source) in self.days or source in self.sources_of(table)
            for table in measure.tables
        )


def delivered(engine: Engine, own: Iterable[Metric] = ()) -> Delivered:
    """Return what the sources of `engine` delivered; remembered for as long as the engine lives.

    `own` are a shop's own metrics, whose columns are looked at beside those of the dictionary.
    """
    memory = _memory(engine)
    if "delivered" not in memory:
        days: dict[tuple[str, Source], Ranges] = {}
        partial: dict[Source, date] = {}
        for row in map(Coverage._make, engine.coverage):
            place = (row.table, (row.platform, row.store))
            days[place] = merged((*days.get(place, ()), (row.from_day, row.to_day)))
            if row.is_last_day_partial and row.table == "orders":
                partial[row.platform, row.store] = row.to_day
        memory["delivered"] = (days, partial)
    needs = frozenset(n for metric in own for m in own_measures(metric) for n in m.needs)
    return Delivered(engine, needs, *memory["delivered"])


def remembered(engine: Engine, place: object, make: Callable[[], T]) -> T:
    """Return what `make` made for `place`, once for as long as the engine lives."""
    memory = _memory(engine)
    if place not in memory:
        memory[place] = make()
    return memory[place]  # type: ignore[no-any-return]  # one dict holds several kinds


def _memory(engine: Engine) -> dict[object, Any]:
    try:
        return _seen.setdefault(engine, {})
    except TypeError:  # an engine that cannot be referred to weakly is asked again each time
        return {}


def _filled(engine: Engine, view: str, own_needs: frozenset[str]) -> dict[Source, frozenset[str]]:
    there = set(engine.columns(view))
    if not {"platform", "store"} <= there:
        return {}
    wanted = (needed_columns(view) | own_needs | {DAY}) - {PERSON}
    names = sorted(name for name in wanted if set(name.split("+")) <= there)
    flags = [f"{_count_filled(name)} > 0" for name in names]
    if PERSON in there:
        flags.append(f"count({PERSON}) >= {LEAST_PERSON_SHARE} * count(*)")
        names.append(PERSON)
    select = ", ".join(["platform", "store", *flags])
    paid = " WHERE is_paid" if view == "orders" and "is_paid" in there else ""
    found = {}
    for platform, store, *filled in engine.rows(
        f'SELECT {select} FROM "{view}"{paid} GROUP BY platform, store'
    ):
        found[platform, store] = frozenset(n for n, yes in zip(names, filled, strict=True) if yes)
    return found


def _count_filled(name: str) -> str:
    """Return how many rows have the column, or all columns of `a+b` together."""
    columns = name.split("+")
    if len(columns) == 1:
        return f'count("{name}")'
    together = " AND ".join(f'"{column}" IS NOT NULL' for column in columns)
    return f"count(*) FILTER (WHERE {together})"


@lru_cache
def needed_columns(view: str) -> frozenset[str]:
    """Return every column of `view` that some metric needs its sources to fill."""
    return frozenset(
        name
        for metric in METRICS
        for measure in own_measures(metric)
        if relation(measure.view).view == view
        for name in measure.needs
    )


def own_measures(metric: Metric) -> list[Measure]:
    """Return the measures that stand in the declaration itself, not those of other metrics."""
    if metric.measure:
        return [metric.measure]
    if metric.ratio is None:
        return []
    parts = (metric.ratio.numerator, metric.ratio.denominator, metric.ratio.times)
    return [part for part in parts if isinstance(part, Measure)]


def merged(ranges: Ranges) -> Ranges:
    """Return the same days as ranges in order, with no two that touch."""
    found: list[tuple[date, date]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def platform_of(dimension: str, value: str) -> str:
    """Return the platform that a value of `platform` or `channel` names."""
    return value.split("/", 1)[0] if dimension == "channel" else value
