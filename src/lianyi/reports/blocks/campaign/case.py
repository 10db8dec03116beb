"""What a campaign review is made from: the campaign, its last time, its kind, and answers limited to each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from lianyi.core.calendar.periods import Period, between
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.metrics.book import Book
from lianyi.metrics.maturity import HORIZON_DAYS
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.result import MetricResult
from lianyi.planning.campaigns.known import Run, last_of_its_kind, of_its_kind
from lianyi.planning.campaigns.past import BaseRate, base_rates
from lianyi.reports.document import Cell, Nothing, Number
from lianyi.reports.gather import Values, arrow
from lianyi.reports.shown import Shown, signed_percent
from lianyi.reports.source import OwnMetrics, ReportSource

if TYPE_CHECKING:
    from lianyi.analyses.result import Result
    from lianyi.planning.model.plan import Plan

NO_PAST = Nothing("missing_source", Text("没有更早的同类活动", "no earlier campaign of its kind"))
NO_VALUE = Nothing("missing_source", Text("没有写", "nothing was written"))


@dataclass(frozen=True)
class Action:
    """Something to be done that the facts know: who, by when, done when."""

    title: str
    owner: str
    due: date | None
    done: date | None


@runtime_checkable
class CampaignSource(ReportSource, Protocol):
    """A report source that is about one campaign."""

    @property
    def run(self) -> Run:
        """The campaign."""
        ...

    @property
    def runs(self) -> Sequence[Run]:
        """Every campaign that is known."""
        ...

    @property
    def plan(self) -> Plan | None:
        """The plan, None where there is none."""
        ...

    @property
    def today(self) -> date:
        """The business day that it is now."""
        ...

    @property
    def known_to(self) -> date:
        """The last day that is over and covered by orders."""
        ...

    def spread(self) -> Result | None:
        """Return the virality of the campaign's invites; None where there are none."""
        ...

    def actions(self) -> Sequence[Action]:
        """Return the actions whose title names the campaign."""
        ...


@dataclass
class Case:
    """One review over `period`, the days of the campaign that are asked for."""

    about: CampaignSource
    period: Period
    _answers: dict[MetricQuery, MetricResult] = field(default_factory=dict)

    @property
    def source(self) -> ReportSource:
        """Where answers come from."""
        return self.about

    @cached_property
    def _book(self) -> Book:
        source = self.source
        return Book(source.own_metrics if isinstance(source, OwnMetrics) else ())

    def knows(self, key: str) -> bool:
        """Return whether there is a metric of that key."""
        try:
            self._book.get(key)
        except LianyiError:
            return False
        return True

    def direction(self, key: str) -> str:
        """Return whether more of a metric is good: `up_good`, `down_good`, `neutral`."""
        return self._book.get(key).direction

    def unit(self, key: str) -> str:
        """Return the unit of a metric."""
        return self._book.get(key).unit

    @cached_property
    def shown(self) -> Shown:
        """How numbers are written."""
        return Shown(self.source.currency)

    @property
    def run(self) -> Run:
        """The campaign."""
        return self.about.run

    @cached_property
    def past(self) -> tuple[Run, ...]:
        """Earlier campaigns of its kind, the latest last."""
        return of_its_kind(self.about.runs, self.run)

    @cached_property
    def last(self) -> Run | None:
        """The one to compare with."""
        return last_of_its_kind(self.about.runs, self.run)

    @property
    def has_begun(self) -> bool:
        """Whether a day of the campaign is over and known."""
        return self.about.known_to >= self.period.start

    @cached_property
    def days(self) -> Period:
        """The days of the period that are over and known; the whole period before it begins."""
        if not self.has_begun:
            return self.period
        last = min(self.period.last, self.about.known_to)
        return self.period if last == self.period.last else between(self.period.start, last)

    @property
    def mature_day(self) -> date:
        """The day by which the refunds of the last orders have come in."""
        return self.days.last + timedelta(days=HORIZON_DAYS)

    @property
    def is_mature(self) -> bool:
        """Whether refunds are known as far as they matter."""
        return self.about.known_to >= self.mature_day

    @cached_property
    def last_days(self) -> Period | None:
        """The days of the last campaign to compare: as many from its start as of this one are over."""
        if self.last is None:
            return None
        if self.days == self.run.period:
            return self.last.period
        first = self.last.period.start + (self.days.start - self.run.period.start)
        end = min(first + (self.days.end - self.days.start), self.last.period.end)
        return Period(first, end) if first < end else None

    def ask(self, query: MetricQuery) -> MetricResult:
        """Answer a query once."""
        if query not in self._answers:
            self._answers[query] = self.source.ask(query)
        return self._answers[query]

    def answers(self) -> Sequence[MetricResult]:
        """Return all answers so far."""
        return tuple(self._answers.values())

    def values(self, keys: Sequence[str], run: Run, days: Period) -> Values:
        """Return the values of metrics over `days` of a campaign, limited to what belongs to it."""
        answer = self.ask(MetricQuery(tuple(keys), days, campaign=run.limits))
        return Values(answer) if answer.rows else Values()

    def now(self, keys: Sequence[str]) -> Values:
        """Return the values of this campaign."""
        return self.values(keys, self.run, self.days)

    def before(self, keys: Sequence[str]) -> Values | None:
        """Return the values of the last campaign of its kind; None where there was none."""
        if self.last is None or self.last_days is None:
            return None
        return self.values(keys, self.last, self.last_days)

    def rates(self, keys: Sequence[str]) -> dict[str, BaseRate]:
        """Return what each metric was in past campaigns of the kind, over their whole time."""
        return {rate.key: rate for rate in base_rates(self.ask, self.past, keys)}

    def definition(self, key: str) -> str:
        """Return the id of the definition of a metric."""
        return self._book.get(key).id

    def name_of(self, key: str) -> Text:
        """Return the name of a metric."""
        return self._book.get(key).name

    def written(self, key: str, value: float) -> Text:
        """Return a value of a metric in words."""
        metric = self._book.get(key)
        if metric.unit == "money" and metric.kind == "ratio":
            return self.shown.exact(value)
        return self.shown.of(metric.unit, value)

    def number(self, key: str, values: Values | None, run: Run | None = None, days: Period | None = None) -> Number | Nothing:  # fmt: skip
        """Return what metric `key` answers in `values`, or why there is nothing."""
        if values is None:
            return NO_PAST
        value = values.get(key)
        if value is None:
            return values.why(key)
        metric = self._book.get(key)
        return Number(
            key,
            value,
            metric.unit,
            self.written(key, value),
            (days or self.days).key,
            metric.id,
            self.source.snapshot,
            campaign=(run or self.run).key,
        )

    def derived(self, key: str, value: float, unit: str, text: Text) -> Number:
        """Return a number that follows from answers of metric `key`."""
        metric = self._book.get(key)
        return Number(
            key, value, unit, text, self.days.key, metric.id, self.source.snapshot,
            derived="part", campaign=self.run.key,
        )  # fmt: skip

    def given(self, key: str, value: float, unit: str, text: Text) -> Number:
        """Return a number that somebody wrote into the plan."""
        return Number(key, value, unit, text, self.run.period.key, derived="given")

    def change(self, key: str, now: Values, before: Values | None) -> Cell:
        """Return the change: points for a ratio, per cent for all else."""
        if before is None or self.last_days is None:
            return NO_PAST
        new, old = now.get(key), before.get(key)
        if new is None or old is None:
            return (now if new is None else before).why(key)
        metric = self._book.get(key)
        sign = (new > old) - (new < old)
        if metric.unit == "ratio":
            text = arrow(new - old, self.shown.change_of("ratio", new - old), sign)
            return self._changed(key, new - old, "points", text, "change", sign)
        if old <= 0:
            return Nothing("undefined", Text("上次为0", "it was 0 last time"))
        rate = (new - old) / old
        return self._changed(key, rate, "ratio", arrow(rate, signed_percent(rate), sign), "change_rate", sign)  # fmt: skip

    def _changed(self, key: str, value: float, unit: str, text: Text, kind: str, sign: int) -> Number:  # fmt: skip
        base = self.last_days.key if self.last_days else ""
        return Number(
            key, value, unit, text, self.days.key, self._book.get(key).id, self.source.snapshot,
            derived="change" if kind == "change" else "change_rate", base_period=base, direction=sign,
            campaign=self.run.key,
        )  # fmt: skip
