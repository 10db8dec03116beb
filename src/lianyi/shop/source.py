"""What a report may ask of a shop: the façade's side of `reports.source.ReportSource`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lianyi.charts.tokens import ChangeColours
from lianyi.core.calendar import Period, marks, parse_period
from lianyi.core.errors import LianyiError
from lianyi.core.money import minor_digits
from lianyi.core.translation import Text
from lianyi.facts.tables import TABLES
from lianyi.reports.names import platform_name
from lianyi.reports.source import Annotation, Exclusion, Gap, Target

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.core.calendar import BusinessCalendar
    from lianyi.metrics.declaration import Metric
    from lianyi.metrics.maturity import Cohort
    from lianyi.metrics.query import MetricQuery
    from lianyi.metrics.result import MetricResult
    from lianyi.planning.goals.predictions import Prediction
    from lianyi.planning.model.plan import Plan
    from lianyi.shop.shop import Shop

REASONS = {
    "flag": Text("旗帜标记", "marked by a flag"),
    "remark": Text("备注里有排除词", "a word in the remark"),
    "tiny_amount": Text("测试金额", "test amount"),
    "staff": Text("内部人员", "staff"),
    "listed": Text("指定的订单", "listed orders"),
    "promoter": Text("指定的推广者", "listed promoters"),
    "duplicate_payment": Text("同一笔付款在两个平台出现", "one payment seen on two platforms"),
}


@dataclass(frozen=True)
class ShopSource:
    """A shop as a report sees it; `made_at` is what the report prints as its time."""

    of: Shop
    made_at: str = ""

    @property
    def shop(self) -> str:
        """The name of the brand."""
        return self.of.workspace.name

    @property
    def currency(self) -> str:
        """The currency of all money."""
        return self.of.workspace.currency

    @property
    def zone(self) -> str:
        """The business zone."""
        return self.of.workspace.zone

    @property
    def snapshot(self) -> int | None:
        """The data version."""
        return self.of.snapshot.number

    @property
    def colours(self) -> ChangeColours:
        """How changes are coloured: `[reports] change = "red_up" | "green_up" | "safe"`."""
        named = self.of.workspace.settings.get("reports", {}).get("change", "red_up")
        if named not in ("red_up", "green_up", "safe"):
            raise LianyiError(
                "workspace.settings", file="lianyi.toml", reason=f"reports.change = {named}"
            )
        return named  # type: ignore[no-any-return]  # checked in the line above

    @property
    def calendar(self) -> BusinessCalendar:
        """The business calendar with the shop's own sales days."""
        return self.of.calendar

    @property
    def as_of(self) -> date:
        """The last day of which refunds are known in full: the day before the oldest newest refund file."""
        from lianyi.metrics.refund_cohorts import sources_behind

        # A platform whose refund file is old takes no part in what is expected: it must not age the others.
        old = {f"{platform}/{store}/refunds" for platform, store in sources_behind(self.of.engine)}
        known_to = self.of.engine.data_as_of.items()
        moments = [at for s, at in known_to if at and s.endswith("/refunds") and s not in old]
        if not moments:
            return self.of.covered_days()[1]
        known = datetime.fromisoformat(min(moments))
        return self.of.calendar.day_of(known) - timedelta(days=1)

    @property
    def data(self) -> Data | None:
        """What analyses and the plan ask of the shop; None where nothing was imported."""
        return self.of.plan.data

    @property
    def plan(self) -> Plan | None:
        """The plan as it is now; None where there is none. Refuses with `plan.refused`."""
        return self.of.plan.current if self.of.plan.exists else None

    def predictions(self) -> Sequence[Prediction]:
        """Return everything that the plan check foretold about goals."""
        return self.of.plan.predictions()

    def refund_cohorts(self) -> Sequence[Cohort]:
        """Return every pay day with what was paid and what was refunded after how many days."""
        from lianyi.metrics.refund_cohorts import refund_cohorts

        return refund_cohorts(self.of.engine)

    def refund_cohorts_of(self, platform: str) -> Sequence[Cohort]:
        """Return the refund history of one platform."""
        from lianyi.metrics.refund_cohorts import refund_cohorts_of

        return refund_cohorts_of(self.of.engine, platform)

    def ask(self, query: MetricQuery) -> MetricResult:
        """Answer a metric query."""
        return self.of.ask(query)

    def targets(self) -> Sequence[Target]:
        """Return the targets of `lianyi.toml`, then those imported as facts."""
        return [*self._written_targets(), *self._imported_targets()]

    def annotations(self, period: Period) -> Sequence[Annotation]:
        """Return festivals, sales days and what people noted."""
        known = [
            Annotation(max(m.period.start, period.start), m.text, m.kind)
            for m in marks(period, self.of.calendar)
        ]
        return [*known, *self._noted(period)]

    def exclusions(self, period: Period) -> Sequence[Exclusion]:
        """Return what was left out of `period`, by reason."""
        rows = self.of.engine.rows(
            "SELECT excluded_reason, count(*), CAST(coalesce(sum(paid_fen), 0) AS BIGINT) FROM orders_all "
            "WHERE excluded_reason IS NOT NULL AND coalesce(paid_day, created_day) BETWEEN ? AND ? GROUP BY 1 ORDER BY 1",
            [period.start, period.last],
        )
        return [Exclusion(REASONS[reason], orders, paid) for reason, orders, paid in rows]

    def gaps(self, period: Period) -> Sequence[Gap]:
        """Return the sources that have data around `period` but miss days of it."""
        covered: dict[tuple[str, str, str], set[date]] = defaultdict(set)
        wanted = set(period.days())
        for table, platform, store, first, last, partial in self.of.engine.coverage:
            days = covered[table, platform, store]
            days |= {d for d in wanted if first <= d <= last and not (partial and d == last)}
        return [
            self._gap(table, platform, store, sorted(wanted - days), len(days))
            for (table, platform, store), days in sorted(covered.items())
            if wanted - days and self._matters(table)
        ]

    def previous(self, kind: str, period: Period) -> Mapping[str, Any] | None:
        """Return the newest archived report of `kind` on an earlier period."""
        folder = self.of.workspace.reports
        found = []
        for path in sorted(folder.glob(f"{kind}-*.json")) if folder.exists() else []:
            try:
                document = json.loads(path.read_text("utf-8"))
                is_earlier = parse_period(document["period"]).start < period.start
            except (ValueError, KeyError, TypeError) as error:
                place, reason = f"reports/{path.name}", str(error).split("\n")[0]
                raise LianyiError("report.archive_damaged", file=place, reason=reason) from error
            if is_earlier:
                found.append(document)
        return max(found, key=lambda d: parse_period(d["period"]).start, default=None)

    def _written_targets(self) -> list[Target]:
        scale = 10 ** minor_digits(self.currency)
        found = []
        for name, amount in self.of.workspace.settings.get("targets", {}).items():
            metric, at, period = name.partition("@")
            if not at or not isinstance(amount, int | float):
                raise LianyiError(
                    "workspace.settings", file="lianyi.toml", reason=f"targets.{name}"
                )
            factor = scale if self._is_money(metric) else 1
            found.append(Target(metric, parse_period(period), int(Decimal(str(amount)) * factor)))
        return found

    def _imported_targets(self) -> list[Target]:
        if not self.of.engine.columns("targets"):
            return []
        scale = 10 ** minor_digits(self.currency)
        rows = self.of.engine.rows(
            "SELECT metric, period, target, owner FROM targets WHERE coalesce(scope, '') = ''"
        )
        return [
            Target(
                metric,
                parse_period(period),
                int(Decimal(str(target)) * (scale if self._is_money(metric) else 1)),
                owner or "",
            )
            for metric, period, target, owner in rows
        ]

    def _is_money(self, metric: str) -> bool:
        from lianyi.metrics.book import Book

        return Book(self.of.own_metrics).get(metric).unit == "money"

    def _noted(self, period: Period) -> list[Annotation]:
        if not self.of.engine.columns("annotations"):
            return []
        rows = self.of.engine.rows(
            "SELECT day, title, kind FROM annotations WHERE day BETWEEN ? AND ? ORDER BY day, title",
            [period.start, period.last],
        )
        return [Annotation(day, Text(title, title), kind or "own") for day, title, kind in rows]

    def _matters(self, table: str) -> bool:
        return bool(self._metrics_of(table))

    def _metrics_of(self, table: str) -> list[Metric]:
        from lianyi.metrics.book import Book
        from lianyi.metrics.declaration import METRICS

        book = Book(self.own_metrics)
        known = [*METRICS, *self.own_metrics]
        return [m for m in known if any(measure.view == table for measure in book.measures(m))]

    @property
    def own_metrics(self) -> Sequence[Metric]:
        """The metrics of `metrics.yaml`."""
        return self.of.own_metrics

    def _gap(self, table: str, platform: str, store: str, days: list[date], covered: int) -> Gap:
        name = TABLES.get(table).name
        shop = platform_name(platform)
        suffix = "" if store == "main" else f"/{store}"
        source = Text(f"{shop.zh}{suffix}·{name.zh}", f"{shop.en}{suffix} {name.en.lower()}")
        leaves = () if table == "orders" else (Text("GMV和订单", "GMV and orders"),)
        fed = self._metrics_of(table)
        return Gap(
            source,
            tuple(days),
            tuple(metric.name for metric in fed),
            leaves,
            covered,
            table=table,
            platform=platform,
            metrics=tuple(metric.key for metric in fed),
            kind=name,
        )
