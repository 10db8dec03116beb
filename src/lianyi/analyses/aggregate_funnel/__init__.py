"""The funnel as platforms count it: exposure to deal from shop days and live sessions, without people behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.analyses.result import Column, Number, Result, Table
from lianyi.core.calendar.periods import between
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.aggregate_funnel.rows import Counted
    from lianyi.analyses.data import Data
    from lianyi.analyses.result import Option
    from lianyi.core.calendar.periods import Period

TABLES = ("traffic_days", "shop_days", "live_sessions")
BY = {
    "platform": Text("平台", "Platform"),
    "store": Text("店铺", "Store"),
    "carrier": Text("载体", "Carrier"),
    "host": Text("主播", "Host"),
    "day": Text("日期", "Day"),
}
TITLE = Text("聚合漏斗（平台口径，{basis}）", "Aggregate funnel (as the platforms count, {basis})")
RATE = Text("{path}：{first}→{last}（平台口径，{basis}）", "{path}: {first} to {last} (as the platforms count, {basis})")  # fmt: skip
NOTHING = Text("第一步是0", "The first step is 0")


@analysis
@dataclass(frozen=True)
class AggregateFunnel(Analysis):
    """Exposure, view, product exposure, click, deal, from the platforms' own counts; people and times kept apart."""

    KEY: ClassVar[str] = "aggregate-funnel"
    NAME: ClassVar[Text] = Text("聚合漏斗", "Aggregate funnel")
    SUMMARY: ClassVar[Text] = Text(
        "平台自己统计的曝光到成交，在哪一步掉得最多？",
        "Where do most drop out between exposure and deal, as the platforms count?",
    )
    EXAMPLE: ClassVar[str] = "lianyi run aggregate-funnel --of live --basis people"

    of: str | None = option(
        None, "看哪条路：直播间、店铺商品曝光、店铺访客；默认有数据的都看|Which way: live sessions, product impressions or visitors of the shop; all with data by default",
        choices=("live", "shop", "visit"),
    )  # fmt: skip
    basis: str = option("people", "人数口径还是次数口径|Counted by people or by times", choices=("people", "times"))  # fmt: skip
    by: str | None = option(None, "按什么拆开|Break down by", choices=tuple(BY))
    period: str | None = option(None, "看哪一段；默认全部|The period; all by default")

    def run(self, data: Data) -> Result:
        """Return the funnels and their parts.

        Refuses with `run.missing_source`, and with `run.nothing_to_count` where no two steps are known together.
        """
        from lianyi.analyses.aggregate_funnel.rows import PATHS, counted, rows_of
        from lianyi.analyses.observed import observed

        paths = [PATHS[self.of]] if self.of else list(PATHS.values())
        tables = tuple(dict.fromkeys(t for p in paths for t in p.tables))
        reach = observed(data, self.KEY, tables)
        delivered = {row[0] for row in data.engine.coverage}
        period = data.period(self.period) if self.period else between(reach.first, reach.seen)
        found = []
        for path in paths:
            if delivered & set(path.tables):
                rows = rows_of(data.engine, path, self.basis, period, by_carrier=self.by == "carrier")  # fmt: skip
                funnel = counted(path, self.basis, rows)
                found += [funnel] if funnel else []
        if not found:
            raise LianyiError("run.nothing_to_count")
        return self._result(period, found, reach.warnings)

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw the steps of the first funnel."""
        from lianyi.charts.steps import Step, Steps, steps_option
        from lianyi.core import numbers

        rows = [r for r in result.rows() if r["of"] == result.rows()[0]["of"]]
        steps = [
            Step(
                r["step"] if lang == "zh" else r["step_en"], r["count"], 0,
                f"{numbers.count(r['count'], lang)}  {numbers.ratio(r['of_previous'])}  {numbers.ratio(r['of_first'])}",
            )
            for r in rows
        ]  # fmt: skip
        return steps_option(Steps(steps, self.NAME.say(lang), ""), label=result.explain(lang))

    def _result(self, period: Period, found: list[Counted], warnings: tuple[Any, ...]) -> Result:
        from lianyi.analyses.aggregate_funnel import words as words

        return Result(
            analysis=self.KEY,
            definition=self.definition(),
            options=self.options,
            numbers=tuple(self._numbers(found)),
            tables=(self._steps(found), *([self._parts(found)] if self.by else [])),
            sentences=tuple(words.sentence(f) for f in found),
            warnings=(*words.cautions(found, self.basis), *warnings),
            sizes={f"{f.path.key}_rows": len(f.rows) for f in found},
            extra={"claimed_by": "platform", "basis": self.basis},
            period=period.key,
            drawn=self.draw,
        )

    def _numbers(self, found: list[Counted]) -> Iterator[Number]:
        from lianyi.analyses.aggregate_funnel.words import BASIS

        for funnel in found:
            first, *_, last = funnel.totals
            name = RATE.format(
                path=funnel.path.name, first=funnel.steps[0].name, last=funnel.steps[-1].name, basis=BASIS[self.basis],
            )  # fmt: skip
            rate = last / first if first else None
            key = f"{funnel.path.key}_{self.basis}_rate"
            yield Number(key, name, rate, "ratio", None, first, None if first else NOTHING)

    def _steps(self, found: list[Counted]) -> Table:
        from lianyi.analyses.aggregate_funnel.words import BASIS

        columns = (
            Column("of", Text("哪条路", "way")), Column("step", Text("步骤", "step")), Column("step_en", Text("英文名", "English name")),
            Column("column", Text("字段", "column")), Column("count", Text("平台统计", "as the platform counts"), "count"),
            Column("of_previous", Text("上一步→本步", "of previous"), "ratio"), Column("of_first", Text("总体", "overall"), "ratio"),
        )  # fmt: skip
        rows = [
            (funnel.path.key, step.name.zh, step.name.en, step.column, *counts)
            for funnel in found
            for step, counts in zip(funnel.steps, _shares(funnel.totals), strict=True)
        ]
        return Table("steps", TITLE.format(basis=BASIS[self.basis]), columns, tuple(rows))

    def _parts(self, found: list[Counted]) -> Table:
        by = self.by or "platform"
        columns = (
            Column("of", Text("哪条路", "way")), Column("group", BY[by]), Column("step", Text("步骤", "step")),
            Column("step_en", Text("英文名", "English name")), Column("count", Text("平台统计", "as the platform counts"), "count"),
            Column("of_previous", Text("上一步→本步", "of previous"), "ratio"), Column("of_first", Text("总体", "overall"), "ratio"),
        )  # fmt: skip
        rows = [
            (funnel.path.key, group, step.name.zh, step.name.en, *counts)
            for funnel in found
            for group, totals in funnel.groups(by).items()
            for step, counts in zip(funnel.steps, _shares(totals), strict=True)
        ]
        return Table("parts", BY[by], columns, tuple(rows))


def _shares(totals: list[int]) -> Iterator[tuple[int, float | None, float | None]]:
    """Yield per step its count, its share of the step before and of the first one; None over nothing."""
    for before, count in pairwise([totals[0], *totals]):
        yield count, count / before if before else None, count / totals[0] if totals[0] else None
