"""Explanation: what moved a number, along every dimension that knows it, and whether the move is more than noise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.core.calendar.comparison import COMPARE_KINDS, compare
from lianyi.core.calendar.periods import last_complete_week
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.explain.parts import Axis
    from lianyi.analyses.result import Option, Result
    from lianyi.core.calendar.periods import Period
    from lianyi.metrics.declaration import Metric
    from lianyi.metrics.noise import Band

LONGEST_SPAN = 92


@analysis
@dataclass(frozen=True)
class Explain(Analysis):
    """Parts of a change that sum to it exactly: amounts by part, ratios by rate and mix, with the noise band."""

    KEY: ClassVar[str] = "explain"
    NAME: ClassVar[Text] = Text("变化解释", "Explanation")
    SUMMARY: ClassVar[Text] = Text("什么让这个数变了？", "What moved the number?")
    EXAMPLE: ClassVar[str] = "lianyi run explain --metric gmv_paid --compare previous"

    metric: str = option("gmv_paid", "指标|The metric")
    period: str | None = option(None, "哪一段；默认有数据的最后一个完整周|The period; the last complete week with data by default")  # fmt: skip
    compare: str = option("previous", "和什么比|What to compare with", choices=COMPARE_KINDS)
    by: tuple[str, ...] = option((), "只看这些维度；默认看全部能看的|Only these dimensions; all sensible ones by default")  # fmt: skip
    top: int = option(
        8, "每个维度列出几项，其余合成一项|Parts shown per dimension; the rest becomes one"
    )

    def run(self, data: Data) -> Result:
        """Return the change, its parts along each dimension, and how it compares with normal changes.

        Refuses with `metric.unknown`, `explain.no_axis`, `explain.nothing_to_compare`.
        """
        from lianyi.analyses.explain.report import report
        from lianyi.metrics.book import Book

        period = self._period(data)
        base = compare(period, self.compare, data.calendar)  # type: ignore[arg-type]  # one of the choices
        metric = Book().get(self.metric)
        now, before = (_whole(data, metric, p) for p in (period, base.period))
        if now is None or before is None:
            raise LianyiError("explain.nothing_to_compare", metric=metric.key, period=period.key, base=base.period.key)  # fmt: skip
        axes = self._axes(data, metric, period, base.period)
        band = noise_of(data, metric, period, base.period)
        return report(self, metric, (period, base), (now, before), axes, band)

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw the parts of the telling dimension as a waterfall."""
        from lianyi.analyses.explain.report import draw

        return draw(result, lang)

    def _period(self, data: Data) -> Period:
        if self.period:
            return data.period(self.period)
        covered = data.period(None)
        return last_complete_week(min(data.today, covered.last + timedelta(days=1)))

    def _axes(self, data: Data, metric: Metric, now: Period, before: Period) -> list[Axis]:
        """Return the dimensions along which both periods foot, the most telling first.

        A dimension that some facts do not know (a refund without a product) would leave a rest without a name.
        """
        from lianyi.analyses.explain import parts as parts

        found = []
        whole = [parts.values_by(data, metric, p, None) for p in (before, now)]
        for key in parts.axes_of(metric, self.by):
            sides = [parts.values_by(data, metric, p, key) for p in (before, now)]
            if all(parts.foots(s, w) for s, w in zip(sides, whole, strict=True)):
                found.append(parts.explained(metric, sides[0], sides[1], key))
        return sorted((a for a in found if len(a.parts) > 1), key=lambda a: -a.telling)


def _whole(data: Data, metric: Metric, period: Period) -> int | float | None:
    from lianyi.metrics.query import MetricQuery

    rows = data.metric(MetricQuery((metric.key,), period)).rows
    value: int | float | None = rows[0][metric.key] if rows else None
    return value


def noise_of(data: Data, metric: Metric, period: Period, base: Period) -> Band | None:
    """Return the normal range of the change, as the forecast from what lay before gives it; None = too new to say.

    Sums are added up from days; a ratio is asked for whole weeks, so a ratio has a band only for a week against the week
    before. With a shorter history it is learnt from how the same spans before differed.
    """
    from lianyi.core.calendar.periods import between
    from lianyi.core.calendar.unusual import unusual_days
    from lianyi.metrics.noise import period_band
    from lianyi.metrics.normal_range import LOOK_BACK, span_change, week_change
    from lianyi.metrics.query import MetricQuery

    if len(period) != len(base):
        return None
    is_week = period.grain == "week" and period.is_whole and base.end == period.start
    if is_week:
        weeks = between(period.start - timedelta(weeks=LOOK_BACK[7]), period.last)
        rows = data.metric(MetricQuery((metric.key,), weeks, "week")).rows
        by_week = {date.fromisoformat(f"{r['week']}-1"): r[metric.key] for r in rows}
        if found := week_change(by_week, period.start, data.calendar):
            return found
    if metric.kind not in ("sum", "derived"):
        return None
    history = between(period.start - timedelta(days=LOOK_BACK[1]), period.last)
    rows = data.metric(MetricQuery((metric.key,), history, "day")).rows
    series = {date.fromisoformat(r["day"]): r[metric.key] for r in rows}
    before = [series.get(day) for day in base.days()]
    if None not in before and len(period) <= LONGEST_SPAN:
        total = float(sum(v for v in before if v is not None))
        if found := span_change(series, period.days(), total, data.calendar):
            return found
    masked = unusual_days(data.calendar, history)
    return period_band(series, period.start, period.end, masked=masked)
