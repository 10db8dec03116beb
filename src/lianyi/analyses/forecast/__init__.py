"""Forecast: where a metric lands, how sure that is, and how wrong such forecasts were before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.result import Option, Result

LONGEST_DAYS = 366


@analysis
@dataclass(frozen=True)
class Forecast(Analysis):
    """The next days of a metric with weekdays, holidays, festivals and sales days, against the plain last week."""

    KEY: ClassVar[str] = "forecast"
    NAME: ClassVar[Text] = Text("预测", "Forecast")
    SUMMARY: ClassVar[Text] = Text("接下来会落在哪里？", "Where do we land?")
    EXAMPLE: ClassVar[str] = "lianyi run forecast --metric gmv_paid --horizon 28"
    FILE: ClassVar[bool] = True

    metric: str = option("gmv_paid", "指标|The metric")
    horizon: int = option(28, "往后预测多少天|How many days ahead")
    period: str | None = option(None, "落点算哪一段（如2026-12）：已有的加上预测的|A period to land in (2026-12): what is known plus what is expected")  # fmt: skip
    by: tuple[str, ...] = option((), "再按一个维度分开预测|Also forecast the parts along one dimension")  # fmt: skip
    until: str | None = option(None, "只用到这一天为止的数据，含当天|Use data up to this day only, included")  # fmt: skip
    file: Path | None = option(None, "不用店铺，读一个文件（日期、值两列）|A file of day and value instead of a shop")  # fmt: skip

    def run(self, data: Data) -> Result:
        """Return the days ahead, their total, the landing of a period and the back-test.

        Refuses with `metric.unknown`, `days.not_by_day`, `days.not_yet`, `forecast.not_yet`,
        `forecast.horizon`, `forecast.one_dimension`, `run.needs_a_shop`.
        """
        from lianyi.analyses.forecast.found import found_in
        from lianyi.analyses.forecast.report import report

        if not 1 <= self.horizon <= LONGEST_DAYS:
            raise LianyiError("forecast.horizon", horizon=self.horizon, most=LONGEST_DAYS)
        if len(self.by) > 1:
            raise LianyiError("forecast.one_dimension")
        if self.by and self.file is not None:
            raise LianyiError("run.needs_a_shop")
        return report(self, data, found_in(self, data))

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw the history and the fan of the days ahead."""
        from lianyi.analyses.forecast.draw import draw

        return draw(result, lang)
