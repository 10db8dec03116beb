"""Everything a report needs from the metrics, asked in few queries and kept with where it came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lianyi.core.calendar.periods import Period
from lianyi.core.translation import Text
from lianyi.metrics.base_cover import base_gap
from lianyi.metrics.book import Book
from lianyi.metrics.declaration import METRICS, Metric
from lianyi.metrics.query import MetricQuery, QueryGrain
from lianyi.metrics.reasons import Reason
from lianyi.metrics.result import MetricResult
from lianyi.metrics.scope import Source
from lianyi.reports.document import Derived, Nothing, Number
from lianyi.reports.shown import Shown, signed_percent
from lianyi.reports.source import OwnMetrics, ReportSource

if TYPE_CHECKING:
    from lianyi.planning.goals.standing import Standing

Cell = tuple[tuple[str, str], ...]
NO_ROW = Nothing("missing_source", Text("这一项没有数据", "there is no data for this"))


@dataclass(frozen=True)
class Values:
    """One row of an answer: what each metric is there, or why it is nothing.

    `hidden` are metrics whose value is no base to compare with, and why.
    """

    answer: MetricResult | None = None
    row: int = 0
    hidden: Mapping[str, Reason] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        """Return the value of metric `key`, None where there is none."""
        if self.answer is None or key not in self.answer.metrics or key in self.hidden:
            return None
        return self.answer.rows[self.row][key]

    def why(self, key: str) -> Nothing:
        """Return why metric `key` has no value here."""
        if self.answer is None or key not in self.answer.metrics:
            return NO_ROW
        if key in self.hidden:
            return Nothing(self.hidden[key].why, self.hidden[key].text)
        reason = self.answer.reason(self.row, key)
        return Nothing(reason.why, reason.text) if reason else NO_ROW


EMPTY = Values()
WEEK_BEFORE = Text("前一周", "the week before")


@dataclass
class Gathered:
    """Answers of one report: `period` against `base`, remembered by question."""

    source: ReportSource
    period: Period
    base: Period
    keys: tuple[str, ...]
    base_name: Text = WEEK_BEFORE
    _answers: dict[MetricQuery, MetricResult] = field(default_factory=dict)

    @cached_property
    def shown(self) -> Shown:
        """How numbers are written."""
        return Shown(self.source.currency)

    @cached_property
    def now(self) -> Values:
        """Metric key → value of the period."""
        return self.total(self.keys, self.period)

    @cached_property
    def before(self) -> Values:
        """Metric key → value of the base period; nothing where it is known for fewer days than the period."""
        return self.total(self.keys, self.base)

    @cached_property
    def plan_goals(self) -> tuple[Standing, ...]:
        """Where the goals of the plan stand that the period belongs to; nothing where there is no plan."""
        from lianyi.reports.analysis.planned import plan_goals

        return plan_goals(self.source, self.period)

    def known(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Return those of `keys` that the dictionary has."""
        return tuple(key for key in keys if key in METRICS or key in self.own)

    @cached_property
    def own(self) -> dict[str, Metric]:
        """The shop's own metrics by key; none where the source knows of none."""
        source = self.source
        found = source.own_metrics if isinstance(source, OwnMetrics) else ()
        return {metric.key: metric for metric in found}

    @cached_property
    def book(self) -> Book:
        """The dictionary with the shop's own metrics in it."""
        return Book(self.own.values())

    def metric(self, key: str) -> Metric:
        """Return the declaration of a metric."""
        return self.book.get(key)

    def ask(self, query: MetricQuery) -> MetricResult:
        """Answer a query once."""
        if query not in self._answers:
            self._answers[query] = self.source.ask(query)
        return self._answers[query]

    def answers(self) -> Sequence[MetricResult]:
        """Return all answers so far, in the order they were asked for."""
        return tuple(self._answers.values())

    def total(self, keys: Sequence[str], period: Period, where: str | None = None) -> Values:
        """Return the values over the whole `period`, of the facts that fulfil `where`."""
        known = self.known(keys)
        if not known:
            return EMPTY
        answer = self.ask(MetricQuery(known, period, where=where))
        if not answer.rows:
            return EMPTY
        if period != self.base:
            return Values(answer)
        now = self.ask(MetricQuery(known, self.period, where=where))
        return Values(answer, hidden=_gaps(now, answer))

    def split(self, keys: Sequence[str], period: Period, by: str) -> dict[str, Values]:
        """Return cell of the dimension `by` → its values; metrics without that dimension are left out."""
        known = tuple(
            key for key in self.known(keys) if by in self.book.dimensions(self.metric(key))
        )
        if not known:
            return {}
        answer = self.ask(MetricQuery(known, period, by=(by,)))
        found = {str(row[by]): Values(answer, n) for n, row in enumerate(answer.rows)}
        if period != self.base or self.now.answer is None:
            return found
        hidden = {c: _gaps(self.now.answer, answer, _sources_in(by, c)) for c in found}
        return {cell: replace(values, hidden=hidden[cell]) for cell, values in found.items()}

    def series(self, keys: Sequence[str], period: Period, grain: QueryGrain) -> dict[str, Values]:
        """Return bucket (`2026-W37`, `2026-09-07`) → its values, in order of time."""
        known = self.known(keys)
        if not known:
            return {}
        answer = self.ask(MetricQuery(known, period, grain=grain))
        return {str(row[grain]): Values(answer, n) for n, row in enumerate(answer.rows)}

    def definition(self, key: str) -> str:
        """Return the id of a metric's definition."""
        return self.metric(key).id

    def number(
        self,
        key: str,
        values: Values,
        period: Period,
        *,
        by: Cell = (),
        where: str = "",
        strong: bool = False,
    ) -> Number | Nothing:
        """Return what metric `key` answers in `values`, or why there is nothing."""
        value = values.get(key)
        if value is None:
            return values.why(key)
        metric = self.metric(key)
        text = self.written(key, value)
        return Number(
            key,
            value,
            metric.unit,
            text,
            period.key,
            metric.id,
            self.source.snapshot,
            where=where,
            by=by,
            strong=strong,
        )

    def written(self, key: str, value: float) -> Text:
        """Return a value of metric `key` in words: money per something with its minor units."""
        metric = self.metric(key)
        if metric.unit == "money" and metric.kind == "ratio":
            return self.shown.exact(value)
        return self.shown.of(metric.unit, value)

    def derived(
        self,
        key: str,
        value: float,
        unit: str,
        text: Text,
        kind: Derived,
        *,
        by: Cell = (),
        direction: int = 0,
        strong: bool = False,
        period: str = "",
        base: str = "",
    ) -> Number:
        """Return a number that follows from answers of metric `key`."""
        return Number(
            key,
            value,
            unit,
            text,
            period or self.period.key,
            self.definition(key),
            self.source.snapshot,
            by=by,
            derived=kind,
            base_period=base or self.base.key,
            direction=direction,
            strong=strong,
        )

    def change(
        self,
        key: str,
        now: Values,
        before: Values,
        *,
        by: Cell = (),
        inside: bool = False,
        base: str = "",
    ) -> Number | Nothing:
        """Return the change: points for a ratio, per cent for all else; grey where `inside` the band.

        `base` is the key of the period that `before` is about, without it the report's own base.
        """
        new, old = now.get(key), before.get(key)
        if new is None or old is None:
            return (now if new is None else before).why(key)
        metric = self.metric(key)
        sign = 0 if inside else (new > old) - (new < old)
        if metric.unit == "ratio":
            text = arrow(new - old, self.shown.change_of("ratio", new - old), sign)
            return self.derived(
                key, new - old, "points", text, "change", by=by, direction=sign, base=base
            )
        if old <= 0:
            return Nothing("undefined", Text("上期为0", "the period before was 0"))
        rate = (new - old) / old
        text = arrow(rate, signed_percent(rate), sign)
        return self.derived(
            key, rate, "ratio", text, "change_rate", by=by, direction=sign, base=base
        )


def _gaps(
    now: MetricResult, base: MetricResult, of: Callable[[Source], bool] = lambda _: True
) -> dict[str, Reason]:
    """Return the metrics of `base` that must not be compared, for the sources that `of` accepts, and why."""
    found = {}
    for key, known in base.known.items():
        gap = base_gap(now.known.get(key, {}), known, [s for s in known if of(s)])
        if gap is not None:
            found[key] = gap
    return found


def _sources_in(by: str, cell: str) -> Callable[[Source], bool]:
    """Return which sources the row `cell` of the dimension `by` is about."""
    if by == "platform":
        return lambda source: source[0] == cell
    return lambda source: source[1] == cell if by == "store" else True


def arrow(value: float, text: Text, direction: int) -> Text:
    """Return the change with ▲ or ▼ in place of its sign where it has a direction.

    >>> from lianyi.core.translation import same
    >>> arrow(-0.029, same("−2.9%"), -1).say("zh")
    '▼2.9%'
    """
    if not direction or not text.zh.startswith(("+", "−")):
        return text
    mark = "▲" if value > 0 else "▼"
    return Text(mark + text.zh[1:], mark + text.en[1:])
