"""Anomaly: which days lie outside what weekdays, holidays, sales and the days around them tell."""

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

LEVELS = (0.8, 0.9999)


@analysis
@dataclass(frozen=True)
class Anomaly(Analysis):
    """Days outside their normal range, shifts of the level apart, and how many alarms chance alone would give."""

    KEY: ClassVar[str] = "anomaly"
    NAME: ClassVar[Text] = Text("异常", "Anomaly")
    SUMMARY: ClassVar[Text] = Text("哪几天不正常？", "Which days were not normal?")
    EXAMPLE: ClassVar[str] = "lianyi run anomaly --metric gmv_paid"
    FILE: ClassVar[bool] = True

    metric: str = option("gmv_paid", "指标|The metric")
    period: str | None = option(None, "看哪一段；默认有数据的最后13周|The days to judge; the last 13 weeks with data by default")  # fmt: skip
    level: float = option(0.99, "正常范围包住多少正常的日子|Which share of normal days the normal range holds")  # fmt: skip
    until: str | None = option(None, "只用到这一天为止的数据，含当天|Use data up to this day only, included")  # fmt: skip
    file: Path | None = option(None, "不用店铺，读一个文件（日期、值两列）|A file of day and value instead of a shop")  # fmt: skip

    def run(self, data: Data) -> Result:
        """Return the days outside, the shifts, and every day with its normal range.

        Refuses with `metric.unknown`, `days.not_by_day`, `days.not_yet`, `anomaly.too_short`, `anomaly.level`.
        """
        from lianyi.analyses.anomaly.report import report

        if not LEVELS[0] <= self.level <= LEVELS[1]:
            raise LianyiError("anomaly.level", level=self.level)
        return report(self, data)

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw the days with their normal range; a day outside gets a ring."""
        from lianyi.analyses.anomaly.report import draw

        return draw(result, lang)
