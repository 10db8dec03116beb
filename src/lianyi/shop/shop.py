"""One workspace at one snapshot: metrics, SQL, reports, imports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.period_text import parse_period
from lianyi.core.calendar.periods import Period
from lianyi.facts import snapshots
from lianyi.facts.keys import load_key
from lianyi.facts.snapshots import Snapshot
from lianyi.facts.vault import Vault
from lianyi.facts.workspace import Workspace, open_workspace
from lianyi.shop.answer import Answer

if TYPE_CHECKING:
    from lianyi.analyses.result import Result
    from lianyi.core.errors import Issue
    from lianyi.engines.embedded import Embedded
    from lianyi.engines.spark import SparkEngine
    from lianyi.facts.channels import Channels
    from lianyi.facts.current import Current
    from lianyi.metrics.declaration import Metric
    from lianyi.metrics.own import OwnMetrics
    from lianyi.metrics.query import MetricQuery
    from lianyi.metrics.result import MetricResult
    from lianyi.segments.answer import SegmentAnswer
    from lianyi.segments.document import Segments
    from lianyi.shop.planning import ShopPlan
    from lianyi.timelines.store import Store


def open_shop(folder: Path | str = ".", *, at: int | None = None) -> Shop:
    """Open the workspace in `folder`, pinned to snapshot `at` (default: the newest one now).

    Raises LianyiError `workspace.none` where the folder is no workspace, `snapshot.unknown` for `at`.
    """
    workspace = open_workspace(Path(folder))
    snapshot = (
        snapshots.latest(workspace.lake) if at is None else snapshots.read(workspace.lake, at)
    )
    return Shop(workspace, snapshot)


class Shop:
    """A pinned workspace. Later imports do not change what it answers; `refresh()` moves it on."""

    def __init__(self, workspace: Workspace, snapshot: Snapshot) -> None:
        self.workspace = workspace
        self.snapshot = snapshot

    def refresh(self) -> Shop:
        """Return the same workspace at its newest snapshot."""
        return Shop(self.workspace, snapshots.latest(self.workspace.lake))

    @cached_property
    def calendar(self) -> BusinessCalendar:
        """The business calendar, with the sales days that `calendar.yaml` changes."""
        from lianyi.core.calendar.sales import BUILT_IN, merged

        rows = self.workspace.yaml("calendar.yaml") or []
        return BusinessCalendar(self.workspace.zone, merged(BUILT_IN, rows) if rows else BUILT_IN)

    @cached_property
    def vault(self) -> Vault:
        """The vault; made with its key when there is none."""
        path = self.workspace.folder / "vault.db"
        return Vault(path, load_key(self.workspace.id, create=not path.exists()))

    @cached_property
    def current(self) -> Current:
        """The current view of the pinned snapshot, built at first use."""
        from lianyi.facts.current import ensure

        has_vault = (self.workspace.folder / "vault.db").exists()
        return ensure(self.workspace, self.snapshot, self.vault if has_vault else None)

    @cached_property
    def engine(self) -> Embedded | SparkEngine:
        """The engine over the current view: the one that the workspace asks for."""
        from lianyi.engines.choice import chosen

        choice = chosen(self.workspace.settings)
        if choice.kind == "spark":
            from lianyi.engines.spark import SparkEngine
            from lianyi.timelines import progress

            return SparkEngine(self.current, choice, lambda at: progress.tell("session", about=at))
        from lianyi.engines.embedded import Embedded

        return Embedded(self.current)

    @cached_property
    def channels(self) -> Channels:
        """The channel tree: what `channels.yaml` calls its leaves, and its rules."""
        from lianyi.facts.channels import parse_channels

        return parse_channels(self.workspace.yaml("channels.yaml"))

    @property
    def own_metrics(self) -> tuple[Metric, ...]:
        """The metrics that `metrics.yaml` adds."""
        return self._own.metrics

    @property
    def own_metric_issues(self) -> tuple[Issue, ...]:
        """What is wrong with `metrics.yaml`; the metrics concerned are not in `own_metrics`."""
        return self._own.issues

    @cached_property
    def _own(self) -> OwnMetrics:
        from lianyi.metrics.own import OwnMetrics, load_user_metrics

        path = self.workspace.folder / "metrics.yaml"
        return load_user_metrics(path) if path.exists() else OwnMetrics(())

    def covered_days(self) -> tuple[date, date]:
        """The first and the last day for which orders are known; today where nothing is."""
        days = [(row[3], row[4]) for row in self.engine.coverage if row[0] == "orders"]
        if not days:
            return self.today, self.today
        return min(d[0] for d in days), max(d[1] for d in days)

    def wall_clock(self) -> str:
        """The present moment on the wall clock of the business zone, to the minute."""
        return f"{self.calendar.wall_time(self.now):%Y-%m-%d %H:%M}"

    @property
    def now(self) -> datetime:
        """The present moment (UTC): the only clock of the façade."""
        return datetime.now(UTC)

    @property
    def today(self) -> date:
        """The business day that it is now."""
        return self.calendar.day_of(self.now)

    def period(self, text: str | Period | None = None) -> Period:
        """Return the period that `text` names; None means the last complete week with data behind it."""
        if isinstance(text, Period):
            return text
        if text:
            return parse_period(text)
        from lianyi.core.calendar.periods import last_complete_week

        return last_complete_week(self.today)

    def metrics(
        self,
        *keys: str,
        by: str | Iterable[str] = (),
        period: str | Period | None = None,
        grain: str | None = None,
        where: str | None = None,
        compare: str | None = None,
        segment: str | None = None,
        campaign: str | None = None,
    ) -> Answer:
        """Answer metrics over a period (default: last complete week), one row per `grain` and `by`.

        `segment` limits them to persons: a key of `segments.yaml` or a condition, as of the end of the period.
        `campaign` limits them to a campaign of the plan or of the facts (id or name); its days are then the default.
        """
        from lianyi.metrics.query import MetricQuery
        from lianyi.shop.campaigns import marks_of

        dimensions = (by,) if isinstance(by, str) else tuple(by)
        marks = marks_of(self, campaign) if campaign else None
        days = None if marks and period is None else self.period(period)
        query = MetricQuery(tuple(keys), days, grain, dimensions, where, compare, segment, marks)  # type: ignore[arg-type]  # the query refuses an unknown grain itself
        return Answer(self.ask(query))

    def ask(self, query: MetricQuery) -> MetricResult:
        """Answer one metric query."""
        from lianyi.metrics.book import Book
        from lianyi.metrics.run import answer
        from lianyi.shop.estimating import ask_estimates, estimates_in
        from lianyi.shop.rate_notes import with_rate_notes

        own = self.own_metrics
        if estimates := estimates_in(query, Book(own)):
            return ask_estimates(self, query, estimates)
        found = answer(
            self.engine,
            query,
            calendar=self.calendar,
            today=self.today,
            own=own,
            segments=self.segments if query.segment else None,
        )
        return with_rate_notes(found, self.current.rates_missing, own)

    @cached_property
    def timelines(self) -> Store:
        """The timelines of the pinned snapshot, built at first use (`lianyi warm` builds them ahead)."""
        if self.engine.is_far:
            from lianyi.timelines.spark import spark_store

            return spark_store(self.workspace, self.engine)
        from lianyi.timelines.building import ensure_store

        return ensure_store(self.workspace, self.current)

    @cached_property
    def segments(self) -> Segments:
        """The segments of `segments.yaml`, and what is wrong with it."""
        from lianyi.segments.document import FILE, parse_segments

        return parse_segments(self.workspace.yaml(FILE), self.workspace.event_properties)

    @cached_property
    def plan(self) -> ShopPlan:
        """The operating plan: `shop.plan.check()`, `shop.plan.standings()`."""
        from lianyi.shop.planning import ShopPlan

        return ShopPlan(self)

    @property
    def segment_day(self) -> date:
        """The day as of which segments are asked for: the last one that facts about persons cover, at most today."""
        last = [row[4] for row in self.engine.coverage if row[0] in ("orders", "events")]
        return min(max(last, default=self.today), self.today)

    def segment(
        self, segment: str, as_of: date | None = None, *, doubts: bool = True
    ) -> SegmentAnswer:
        """Return who is in `segment`, a key of `segments.yaml` or a condition (default: as of `segment_day`).

        Without `doubts` it is quicker and says nothing about uncovered days and values that never occur.
        """
        from lianyi.segments.answer import answer_segment

        day, currency = as_of or self.segment_day, self.workspace.currency
        return answer_segment(
            self.engine, self.segments, segment, day, currency=currency, doubts=doubts
        )

    def people_in(self, segment: str, as_of: date | None = None) -> list[Any]:
        """Return per segment of the store a boolean array over its people: who is in `segment`.

        `segment` is a key of `segments.yaml` or a condition, asked as of the end of `as_of` (default: `segment_day`).
        """
        from lianyi.segments.masks import members
        from lianyi.segments.sources import require

        tree, day = self.segments.tree(segment), as_of or self.segment_day
        require(tree, self.engine)
        if self.engine.is_far:
            from lianyi.segments.masks import listed

            return listed(self.timelines, tree, day, self.engine)
        return members(self.timelines, tree, day, self.engine)

    def run(self, analysis: str, /, **options: Any) -> Result:
        """Run an analysis: `shop.run("funnel", steps=("view", "pay"), within="7d")`."""
        from lianyi.analyses.declaration import make
        from lianyi.shop.analysing import run_on_shop

        return run_on_shop(self, make(analysis, options))

    def sql(self, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Run one SELECT over the documented views in a child that cannot write; return names and rows."""
        from lianyi.engines.readonly import run_select

        answer = run_select(self.current, query)
        return answer.names, answer.rows
