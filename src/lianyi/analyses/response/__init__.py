"""Response: what would the next yuan do? Carry-over and saturation per channel, and a better split of a budget."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.result import Option, Result


@analysis
@dataclass(frozen=True)
class Response(Analysis):
    """Sales by week = level, trend, season, controls + per channel a saturating curve of the carried spend."""

    KEY: ClassVar[str] = "response"
    NAME: ClassVar[Text] = Text("投放响应", "Response")
    SUMMARY: ClassVar[Text] = Text("多花的下一块钱能带来多少？", "What would the next yuan do?")
    EXAMPLE: ClassVar[str] = "lianyi run response --budget 50000"
    NEEDS: ClassVar[tuple[str, ...]] = ("orders", "spend")
    FILE: ClassVar[bool] = True

    file: Path | None = option(None, "不用店铺，读一个按周的表（日期、销售额、各渠道花费）|A weekly table of date, sales and spend per channel instead of a shop")  # fmt: skip
    target: str | None = option(None, "解释哪个数；店铺默认支付GMV，文件默认y、revenue、sales等列|What is explained; paid GMV of a shop, a column like y, revenue or sales of a file")  # fmt: skip
    channels: tuple[str, ...] = option((), "文件里哪些列是花费|Which columns of the file are spend", metavar="tv_S,search_S")  # fmt: skip
    controls: tuple[str, ...] = option((), "文件里哪些列是其他影响，none表示没有|Which columns of the file are other influences; none for none", metavar="price,event_1")  # fmt: skip
    date: str | None = option(None, "文件里哪一列是周|Which column of the file is the week")
    by: str = option("channel", "店铺的花费按什么分渠道|What a channel of the shop's spend is", choices=("channel", "category", "platform", "plan"))  # fmt: skip
    curve: str = option(
        "logistic", "饱和曲线|The curve of saturation", choices=("logistic", "hill")
    )
    lags: int = option(8, "花费最多延续几周|For how many weeks spend may carry over")
    harmonics: int | None = option(None, "一年里的起伏用几个谐波；默认按数据长短|Waves of the season; by the length of the data")  # fmt: skip
    recent: int = option(8, "「现在」是最近几周的平均|How many last weeks are the present")
    budget: float | None = option(None, "要分的每周预算，单位和花费一样（店铺按元）；默认就是现在的|The weekly budget to split, in the unit of the spend (a shop: yuan); the present one by default")  # fmt: skip
    swing: float = option(
        0.5, "分预算时每个渠道最多增减多少|By how much a channel may change in the split"
    )
    bounds: tuple[str, ...] = option((), "某个渠道每周的上下限|Least and most per week of a channel", metavar="tv_S=0:5000")  # fmt: skip
    draws: int = option(400, "区间重抽几次|How often the intervals are drawn")
    period: str | None = option(
        None, "店铺看到这段时间结束为止|A shop: until the end of this period"
    )
    seed: int = option(7, "随机数种子|Seed of the random draws")

    def run(self, data: Data) -> Result:
        """Return parameters, curves, the next yuan and a split, all with intervals.

        Refuses with `response.not_yet`, `response.no_channels`, `response.no_spend`, `response.bounds_unreadable`,
        `response.budget_outside`, and the codes of reading a file.
        """
        from lianyi.analyses.response.file import from_file
        from lianyi.analyses.response.report import report
        from lianyi.analyses.response.shop import from_shop

        return report(self, from_file(self, data) if self.file else from_shop(self, data))

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw every channel's curve with its interval and where it stands today."""
        from lianyi.analyses.response.tables import picture

        return picture(result, lang)
