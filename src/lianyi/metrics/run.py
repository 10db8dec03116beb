"""Answering a question: the numbers, each one with its unit, its definition and, where it is null, its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.comparison import compare
from lianyi.core.calendar.periods import Period
from lianyi.core.errors import LianyiError
from lianyi.metrics import comparison
from lianyi.metrics.base_cover import base_gap, base_notes, known_days
from lianyi.metrics.belonging import Belonging
from lianyi.metrics.book import Book, routes
from lianyi.metrics.compiler import FIRST_DAY, Cut
from lianyi.metrics.counting import Counted, Scanned, scan
from lianyi.metrics.declaration import Metric
from lianyi.metrics.engine import Engine
from lianyi.metrics.masking import Mask, gaps, whole_answer
from lianyi.metrics.people import Members
from lianyi.metrics.predicate import Predicate, parse_predicate
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.reasons import Reason, because
from lianyi.metrics.relations import relation
from lianyi.metrics.result import COMPARE, MetricResult, Note
from lianyi.metrics.scope import HISTORY_DAYS, Delivered, Source, delivered
from lianyi.metrics.table import Cell, bucket_label
from lianyi.metrics.tree import Supply

if TYPE_CHECKING:
    from lianyi.segments.document import Segments


class _Run:
    """One question being answered; `numbers` may be asked for two periods."""

    def __init__(
        self,
        engine: Engine,
        query: MetricQuery,
        own: Iterable[Metric],
        today: date | None,
        segments: Segments | None,
    ) -> None:
        own = tuple(own)
        self.engine = engine
        self.query = query
        self.today = today
        self.book = Book(own)
        self.metrics = {key: self.book.get(key) for key in query.keys}
        for metric in self.metrics.values():
            self.book.check(metric, query.by)
        self.predicate = parse_predicate(query.where) if query.where else None
        self.data: Delivered = delivered(engine, own)
        if self.predicate:
            self._check_columns(self.predicate)
        self.members = (
            Members(engine, segments, query.segment, self.data) if query.segment else None
        )
        self.campaign = Belonging(engine, query.campaign) if query.campaign else None
        if self.members:
            self.members.check(self.book, self.metrics.values())

    def _check_columns(self, predicate: Predicate) -> None:
        """Refuse with `where.column_unknown` a column that no table has: it is a slip of the hand."""
        measures = [m for metric in self.metrics.values() for m in self.book.measures(metric)]
        views = dict.fromkeys(view for m in measures for view, _ in routes(m))
        near = {c for v in views for c in (*self.data.columns(relation(v).view), *relation(v).adds)}
        if predicate.columns <= near:
            return
        for name in sorted(predicate.columns - near - self.data.every_column()):
            close = get_close_matches(name, sorted(near), n=3, cutoff=0.5)
            raise LianyiError("where.column_unknown", column=name, nearest=", ".join(close) or "—")

    def scan(self, period: Period | None) -> Scanned:
        """Return what the scans over `period` say."""
        first = self.data.first_day
        cut = Cut(
            period,
            self.query.grain,
            self.query.by,
            self.predicate.sql if self.predicate else None,
            first + timedelta(days=HISTORY_DAYS) if first else FIRST_DAY,
            self.members.condition(period) if self.members else None,
            self.campaign,
        )
        return scan(
            self.engine,
            self.metrics,
            cut,
            book=self.book,
            data=self.data,
            predicate=self.predicate,
        )

    def known(self, supply: Supply, period: Period | None) -> dict[Source, tuple[int, int]]:
        """Return for each source of a number how many days of `period` it covers wholly, and of how many."""
        if period is None:
            return {}
        return known_days(supply, (period.start, period.last), self.data.partial)

    def holes(self, counted: Counted) -> dict[str, Mapping[int, Reason]]:
        """Return, for each metric, the cells that have no number and why; they are set to None."""
        mask = Mask(counted, first_day=self.data.first_day, today=self.today)
        found: dict[str, Mapping[int, Reason]] = {}
        for key, column in counted.columns.items():
            found[key] = mask.holes(self.metrics[key])
            for number in found[key]:
                column[number] = None
        return found


def answer(
    engine: Engine,
    query: MetricQuery,
    *,
    calendar: BusinessCalendar | None = None,
    today: date | None = None,
    own: Iterable[Metric] = (),
    segments: Segments | None = None,
) -> MetricResult:
    """Return the numbers that `query` asks for.

    `calendar` finds the period to compare with (default: the engine's zone), `today` greys out buckets that
    have not come yet, `own` are a shop's own metrics, `segments` those that `query.segment` may name. Refusals:
    `metric.unknown`, `metric.dimension_unsupported`, `where.not_a_condition`, `where.not_allowed`, `where.failed`,
    `metric.segment_unsupported`, `segment.unknown` and what else a segment is refused with.
    """
    run = _Run(engine, query, own, today, segments)
    scanned = run.scan(query.period)
    against = _against(run, calendar or BusinessCalendar(engine.zone))
    combinations = scanned.combinations() | (against.then.combinations() if against else set())
    counted = scanned.laid_out(combinations)
    holes = run.holes(counted)
    rows = _rows(counted, run.metrics)
    notes = [*_notes(run, counted), *(against.notes if against else ())]
    if against:
        notes += _compare(run, counted, against, combinations, rows)
    return MetricResult(
        query=query,
        metrics=run.metrics,
        rows=rows,
        period=query.period,
        base=against.base if against else None,
        zone=engine.zone,
        currency=engine.currency,
        snapshot=engine.snapshot,
        data_as_of=engine.data_as_of,
        person_coverage=counted.person_share(),
        unavailable=_unavailable(counted, holes),
        notes=tuple(notes),
        why=_why(counted, holes),
        sql=counted.sql,
        known={key: run.known(s, query.period) for key, s in counted.supplies.items()},
        segment_as_of=run.members.day(query.period) if run.members else None,
        limited=counted.limited,
    )


def _rows(counted: Counted, metrics: Mapping[str, Metric]) -> list[dict[str, Any]]:
    cells = counted.table.cells
    grain = counted.cut.grain
    skip = 1 if grain else 0
    columns: dict[str, list[Any]] = {
        key: [cell[skip + number] for cell in cells] for number, key in enumerate(counted.cut.by)
    }
    if grain:
        labels = {cell[0]: bucket_label(cell[0], grain) for cell in cells}
        columns[grain] = [labels[cell[0]] for cell in cells]
    for key in metrics:
        columns[key] = list(counted.columns.get(key) or [None] * len(cells))
    names = list(columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _unavailable(counted: Counted, holes: Mapping[str, Mapping[int, Reason]]) -> dict[str, Reason]:
    cells = len(counted.table.cells)
    found = dict(counted.unavailable)
    for key, reasons in holes.items():
        reason = whole_answer(reasons, cells)
        if reason:
            found[key] = reason
    for key, column in counted.columns.items():
        if key not in found and column and all(value is None for value in column):
            found[key] = because("undefined")
    return found


def _why(
    counted: Counted, holes: Mapping[str, Mapping[int, Reason]]
) -> dict[tuple[int, str], Reason]:
    undefined = because("undefined")
    why: dict[tuple[int, str], Reason] = {}
    for key, column in counted.columns.items():
        if None in column:
            for number, value in enumerate(column):
                if value is None:
                    why[number, key] = holes[key].get(number, undefined)
    return why


def _notes(run: _Run, counted: Counted) -> list[Note]:
    period = run.query.period
    days = (period.start, period.last) if period else None
    notes = []
    for key, supply in counted.supplies.items():
        for source, reason in gaps(supply, days):
            notes.append(Note(key, "/".join(part for part in source if part), reason))
    return notes


@dataclass(frozen=True)
class _Against:
    """The period to compare with; `now` is set where only a part of the period asked for is compared."""

    base: Period
    then: Scanned
    now: Scanned | None
    notes: tuple[Note, ...]


def _against(run: _Run, calendar: BusinessCalendar) -> _Against | None:
    period, kind = run.query.period, run.query.compare
    if period is None or kind is None:
        return None
    found = compare(period, kind, calendar)  # type: ignore[arg-type]  # checked by MetricQuery
    notes = [] if found.reason is None else [Note(COMPARE, None, Reason("aligned", found.reason))]
    part, base = comparison.same_elapsed(period, found.period, run.data, run.today)
    if part is not period:
        reason = because("compared_part", days=len(part), day=part.last)
        notes.append(Note(COMPARE, None, reason))
    now = None if part is period else run.scan(part)
    return _Against(base, run.scan(base), now, tuple(notes))


def _compare(
    run: _Run,
    counted: Counted,
    against: _Against,
    combinations: set[Cell],
    rows: list[dict[str, Any]],
) -> list[Note]:
    """Write the comparison into `rows`; return what the base leaves out."""
    before = against.then.laid_out(combinations)
    run.holes(before)
    if against.now:
        counted = against.now.laid_out(combinations)
        run.holes(counted)
    comparison.add(rows, counted, before, run.metrics, _gap(run, counted, before))
    known = [run.known(supply, against.base) for supply in counted.supplies.values()]
    reasons = dict.fromkeys(reason for days in known for reason in base_notes(days))
    return [Note(COMPARE, None, reason) for reason in reasons]


def _gap(run: _Run, counted: Counted, before: Counted) -> comparison.Gap:
    """Return what tells whether a cell of the base is known as well as that of the period."""
    mask = Mask(counted, first_day=None, today=None)

    def gap(key: str, number: int | None, then: int | None) -> Reason | None:
        supply = counted.supplies.get(key)
        if supply is None or number is None or then is None:
            return None
        cell = counted.table.cells[number]
        days = counted.table.bucket_days(cell), before.table.bucket_days(before.table.cells[then])
        if days[0] is None or days[1] is None:
            return None
        known = [known_days(supply, span, run.data.partial) for span in days if span]
        return base_gap(known[0], known[1], mask.sources_of(cell, supply))

    return gap
