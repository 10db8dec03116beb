"""What a report is made from: answers of metrics, and what is known around them.

The façade implements `ReportSource` over one pinned snapshot; a report never sees a database or a clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from lianyi.charts.tokens import ChangeColours
from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.periods import Period
from lianyi.core.translation import Text
from lianyi.metrics.declaration import Metric
from lianyi.metrics.maturity import Cohort
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.result import MetricResult

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.planning.goals.predictions import Prediction
    from lianyi.planning.model.plan import Plan


@dataclass(frozen=True)
class Target:
    """What somebody wants to reach: `amount` in the metric's unit (money minor)."""

    metric: str
    period: Period
    amount: int
    owner: str = ""


@dataclass(frozen=True)
class Annotation:
    """Something that happened on a day: a festival, a sales day, a ban, a price change."""

    day: date
    text: Text
    kind: str = "own"


@dataclass(frozen=True)
class Exclusion:
    """Orders left out and why: test orders, staff orders, an amount of one fen."""

    reason: Text
    orders: int
    paid_fen: int


@dataclass(frozen=True)
class Gap:
    """Days of the period without data: of what, which days, which metrics that touches.

    `table` and `platform` are the keys behind `source`: where orders of a platform are missing, the headline
    compares without that platform. `metrics` are the keys of all metrics that the table feeds: a report names
    those that it shows and is silent on a gap that touches none of them. Without `metrics` it says `touches`.
    `kind` is what is missing without the platform's name: gaps of one kind and the same days are told together.
    """

    source: Text
    days: tuple[date, ...]
    touches: tuple[Text, ...]
    leaves: tuple[Text, ...] = ()
    covered_days: int = 0
    table: str = ""
    platform: str = ""
    metrics: tuple[str, ...] = ()
    kind: Text | None = None


class ReportSource(Protocol):
    """Everything a report may ask for."""

    @property
    def shop(self) -> str:
        """The name of the brand."""
        ...

    @property
    def currency(self) -> str:
        """The currency of all money."""
        ...

    @property
    def zone(self) -> str:
        """The business zone."""
        ...

    @property
    def snapshot(self) -> int | None:
        """The data version."""
        ...

    @property
    def made_at(self) -> str:
        """When the report is made, as it is printed (`2026-09-14 09:00`); empty to leave it out."""
        ...

    @property
    def colours(self) -> ChangeColours:
        """How changes are coloured."""
        ...

    def ask(self, query: MetricQuery) -> MetricResult:
        """Answer a metric query; refuses as `lianyi.metrics` does."""
        ...

    def targets(self) -> Sequence[Target]:
        """Return all targets."""
        ...

    def annotations(self, period: Period) -> Sequence[Annotation]:
        """Return what happened in `period`, sales days and festivals among it."""
        ...

    def exclusions(self, period: Period) -> Sequence[Exclusion]:
        """Return what was left out of `period`."""
        ...

    def gaps(self, period: Period) -> Sequence[Gap]:
        """Return sources that miss days of `period`."""
        ...

    def previous(self, kind: str, period: Period) -> Mapping[str, Any] | None:
        """Return the newest archived report of `kind` on an earlier period, as `report.json` holds it."""
        ...


@runtime_checkable
class RefundHistory(Protocol):
    """A source that also knows how refunds came in; without it a report says nothing on maturity."""

    @property
    def as_of(self) -> date:
        """The last day of which refunds are known in full."""
        ...

    def refund_cohorts(self) -> Sequence[Cohort]:
        """Return every pay day with what was paid and what was refunded after how many days."""
        ...


@runtime_checkable
class RefundsByPlatform(Protocol):
    """A source that tells the refund history of one platform too."""

    @property
    def as_of(self) -> date:
        """The last day of which refunds are known in full."""
        ...

    def refund_cohorts_of(self, platform: str) -> Sequence[Cohort]:
        """Return the same for one platform; nothing where its refunds have no day."""
        ...


@runtime_checkable
class OwnMetrics(Protocol):
    """A source with metrics of the shop's own (`metrics.yaml`)."""

    @property
    def own_metrics(self) -> Sequence[Metric]:
        """The metrics that the shop declares."""
        ...


@runtime_checkable
class KnowsCalendar(Protocol):
    """A source with the shop's own sales days; without it the built-in ones count."""

    @property
    def calendar(self) -> BusinessCalendar:
        """The business calendar."""
        ...


@runtime_checkable
class AsksAnalyses(Protocol):
    """A source over which analyses can be run; without it a report leaves their blocks out."""

    @property
    def data(self) -> Data | None:
        """What analyses ask; None where nothing was imported."""
        ...


@runtime_checkable
class KnowsPlan(Protocol):
    """A source with an operating plan."""

    @property
    def plan(self) -> Plan | None:
        """The plan as it is now; None where the shop has none."""
        ...


@runtime_checkable
class Foretold(Protocol):
    """A source that remembers what the plan check foretold."""

    def predictions(self) -> Sequence[Prediction]:
        """Return everything that was foretold about goals."""
        ...
