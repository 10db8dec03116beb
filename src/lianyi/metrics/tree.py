"""From a metric to arithmetic over scans: which view each part is counted over, and for which sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from lianyi.core.translation import Text, same
from lianyi.metrics.belonging import LINES, Belonging, Limited
from lianyi.metrics.book import Book, routes, splits
from lianyi.metrics.compiler import Cut, Plan, Route, Within
from lianyi.metrics.declaration import Measure, Metric
from lianyi.metrics.dimensions import DIMENSIONS
from lianyi.metrics.labels import column_text, listed, source_text, table_text
from lianyi.metrics.predicate import Predicate
from lianyi.metrics.reasons import Reason, because, together
from lianyi.metrics.refund_days import Ranges, overlap
from lianyi.metrics.relations import relation
from lianyi.metrics.scope import ALWAYS, PERSON, REFUNDS, Delivered, Source


@dataclass(frozen=True)
class Leaf:
    """A value that a scan counts; `is_sum` = no rows means 0, else no rows means null."""

    route: Route
    is_sum: bool = True


@dataclass(frozen=True)
class Quotient:
    """Sum over sum; `is_money` = rounded half up to whole minor units."""

    numerator: Node
    denominator: Node
    times: Node | None
    scale: int
    is_money: bool


@dataclass(frozen=True)
class Total:
    """Parts with their signs."""

    parts: tuple[tuple[Node, int], ...]


Node = Leaf | Quotient | Total


class Unavailable(Exception):
    """A metric cannot be counted at all in this answer."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason


@dataclass(frozen=True)
class Supply:
    """The sources behind a number: for each, the days that every part of it covers."""

    days: Mapping[Source, tuple[Ranges, ...]]
    missing: Mapping[Source, Reason]

    @cached_property
    def sources(self) -> frozenset[Source]:
        """Every source that supplies the whole number."""
        return frozenset(self.days)


class Builder:
    """Builds the tree of each metric of one answer, adding what it counts to `plan`."""

    def __init__(
        self, book: Book, plan: Plan, data: Delivered, predicate: Predicate | None
    ) -> None:
        self.book = book
        self.plan = plan
        self.data = data
        self.predicate = predicate
        self._routes: dict[Measure, tuple[str, str]] = {}
        self._within: Within = ()
        self.limited: dict[str, Limited] = {}

    @property
    def cut(self) -> Cut:
        """The days, grain and dimensions of the answer."""
        return self.plan.cut

    def build(self, metric: Metric) -> tuple[Node, Supply]:
        """Return the arithmetic of `metric` and its sources; raises `Unavailable`."""
        if self.cut.grain and any(m.day is None for m in self.book.measures(metric)):
            raise Unavailable(because("no_time", name=metric.name))
        supply = self.supply(metric)
        if not supply.days:
            raise Unavailable(self._nothing(metric, supply))
        self._within = self._known_refunds(metric)
        if self.cut.campaign:
            self.limited[metric.key] = self._limited(self.cut.campaign, metric)
        return self._node(metric, None, supply), supply

    def _limited(self, campaign: Belonging, metric: Metric) -> Limited:
        measures = dict.fromkeys(self.book.measures(metric))
        found = campaign.limited(metric, [(self._route(m, metric)[0], m) for m in measures])
        if isinstance(found, Reason):
            raise Unavailable(found)
        return found

    def supply(self, metric: Metric) -> Supply:
        """Return who supplies every part of `metric`, and who supplies only some, lacking what."""
        parts = [
            (m, self.data.ranges(m, self._route(m, metric)[0]))
            for m in map(self._asked, dict.fromkeys(self.book.measures(metric)))
        ]
        everyone = {s for m, _ in parts for s in self._all_sources(m)}
        days: dict[Source, tuple[Ranges, ...]] = {}
        missing: dict[Source, Reason] = {
            source: because("no_time", name=table_text(relation(m.view).tables[0]))
            for m, _ in parts
            for source in sorted(self.data.timeless(m))
        }
        for source in sorted(everyone - set(missing)):
            lacking = [m for m, found in parts if not self._has(found.get(source))]
            if lacking:
                missing[source] = self._why_lacking(lacking[0], source)
            else:
                days[source] = tuple(dict.fromkeys(found[source] for _, found in parts))
        return Supply(days, missing)

    def _asked(self, measure: Measure) -> Measure:
        """Return `measure` as it is asked: limited to some persons, a source has to know them."""
        if self.cut.people is None or PERSON in measure.needs:
            return measure
        return replace(measure, needs=(*measure.needs, PERSON))

    def _why_lacking(self, measure: Measure, source: Source) -> Reason:
        span = self.data.refund_span(source) if REFUNDS in measure.tables else ()
        if not span or self.data.refund_days(source) == ALWAYS:
            return because("missing_column", missing=_lacks(measure))
        days = listed([same(f"{first}..{last}") for first, last in span])
        return because("refunds_unknown", source=source_text(source), days=days)

    def _known_refunds(self, metric: Metric) -> Within:
        """Return the days to which sources are limited whose refunds are not known for all days asked for.

        All parts of a number then speak of the same days.
        """
        if not any(REFUNDS in m.tables for m in self.book.measures(metric)):
            return ()
        period = self.cut.period
        asked: Ranges = ((period.start, period.last),) if period else ALWAYS
        found = []
        for source in sorted(self.data.sources_of("orders")):
            known = self.data.refund_days(source)
            if known != ALWAYS and overlap(asked, known) != asked:
                found.append((source, known))
        return tuple(found)

    def _has(self, days: Ranges | None) -> bool:
        """Return whether a source covers at least one day of the answer."""
        period = self.cut.period
        if days is None or period is None:
            return days is not None
        return any(first < period.end and last >= period.start for first, last in days)

    def _all_sources(self, measure: Measure) -> Iterable[Source]:
        bare = Measure(measure.view, measure.day, measure.value)
        found = self.data.ranges(bare, measure.view)
        return [source for source, days in found.items() if self._has(days)]

    def _nothing(self, metric: Metric, supply: Supply) -> Reason:
        if not supply.missing:
            views = [relation(m.view).tables[0] for m in self.book.measures(metric)]
            missing = listed([table_text(v) for v in views])
            days = [span for view in views for span in self.data.span(view)]
            if days and self.cut.period:
                first, last = min(a for a, _ in days), max(b for _, b in days)
                return because("outside_days", missing=missing, first=first, last=last)
            return because("missing_view", missing=missing)
        return together(list(supply.missing.values()))

    def _node(self, metric: Metric, only: frozenset[Source] | None, supply: Supply) -> Node:
        if metric.measure:
            return self.leaf(metric.measure, only, metric)
        if only is None and not self._alike(metric, supply):
            only = supply.sources
        if metric.ratio:
            ratio = metric.ratio
            return Quotient(
                self._part(ratio.numerator, only, metric),
                self._part(ratio.denominator, only, metric),
                self._part(ratio.times, only, metric) if ratio.times else None,
                ratio.scale,
                metric.unit == "money",
            )
        return Total(tuple((self._part(k, only, metric), sign) for k, sign in metric.sum_of))

    def _alike(self, metric: Metric, supply: Supply) -> bool:
        """Return whether all parts come from the same sources anyway, so that none must be left out."""
        measures = self.book.measures(metric)
        if all(m.per_person or m.needs == (PERSON,) for m in measures):
            return True  # every part counts rows with a known person only, from whichever source
        return all(set(self._all_sources(m)) <= supply.sources for m in measures)

    def _part(self, part: str | Measure, only: frozenset[Source] | None, of: Metric) -> Node:
        if isinstance(part, Measure):
            return self.leaf(part, only, of)
        metric = self.book.get(part)
        return self._node(metric, only, self.supply(metric))

    def leaf(
        self,
        measure: Measure,
        only: frozenset[Source] | None,
        of: Metric,
        *,
        everybody: bool = False,
    ) -> Leaf:
        """Return `measure` as a counted value; raises `Unavailable` where no view can count it."""
        view, value = self._route(measure, of)
        route = Route(measure, view, value, only, self._within, everybody)
        self.plan.add(route)
        return Leaf(route, is_sum=not value.startswith(("max(", "min(", "median(")))

    def _route(self, measure: Measure, of: Metric) -> tuple[str, str]:
        if measure not in self._routes:
            self._routes[measure] = self._find(measure, of)
        return self._routes[measure]

    def _find(self, measure: Measure, of: Metric) -> tuple[str, str]:
        lacking: set[str] = set()
        ways = routes(measure)
        if self.cut.campaign and self.cut.campaign.wants_lines:
            ways.sort(key=lambda way: way[0] != LINES)
        for view, value in ways:
            if not all(splits(measure, view, key) for key in self.cut.by):
                continue
            lacks = self._lacking(view)
            if not lacks:
                return view, value
            lacking = lacking or lacks
        view = relation(measure.view).view
        if not self.data.columns(view):
            raise Unavailable(because("missing_view", missing=table_text(view)))
        raise Unavailable(
            because("where_column", name=of.name, missing=", ".join(sorted(lacking)) or "—")
        )

    def _lacking(self, view: str) -> set[str]:
        base = relation(view)
        there = {*self.data.columns(base.view), *base.adds}
        read = set(self.predicate.columns) if self.predicate else set()
        read |= {PERSON} if self.cut.people else set()
        for key in self.cut.by:
            expression = DIMENSIONS[key].on(base.view) or DIMENSIONS[key].on(view) or ""
            read |= {expression} if expression.isidentifier() else set()
        return (read - there) | {view for view in base.joins if not self.data.columns(view)}


def _lacks(measure: Measure) -> Text:
    base = relation(measure.view)
    columns = [c for name in measure.needs for c in name.split("+")]
    columns += [PERSON] if measure.per_person else []
    wanted = [table_text(table) for table in measure.tables]
    wanted += [column_text(base.view, name) for name in columns]
    return listed(wanted or [table_text(base.tables[0])])
