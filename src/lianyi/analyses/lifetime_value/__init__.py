"""Lifetime value: what customers brought so far, what they will bring, and what one may cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.core.durations import parse_duration
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.lifetime_value.customers import Purchases
    from lianyi.analyses.result import Option, Result

DAY_SECONDS = 86_400
COLUMNS = {
    "customer": ("customer", "customer_id", "id", "客户", "买家", "用户ID"),
    "date": ("date", "ts", "日期", "时间", "付款时间"),
    "?value": ("value", "amount", "金额", "支付金额"),
}


@analysis
@dataclass(frozen=True)
class LifetimeValue(Analysis):
    """History by cohort; BG/NBD with Gamma-Gamma ahead, tried on the last quarter; cost of a customer beside it."""

    KEY: ClassVar[str] = "lifetime-value"
    NAME: ClassVar[Text] = Text("生命周期价值", "Lifetime value")
    SUMMARY: ClassVar[Text] = Text(
        "一个新客户最多值多少获客成本？", "What may a new customer cost?"
    )
    EXAMPLE: ClassVar[str] = "lianyi run lifetime-value --model bgnbd"
    NEEDS: ClassVar[tuple[str, ...]] = ("orders",)
    FILE: ClassVar[bool] = True

    file: Path | None = option(
        None,
        "不用店铺，读一个文件（客户、日期、金额三列）|A file of customer, date and value instead of a shop",
    )
    until: str | None = option(None, "看到哪一天为止，含当天|The last day to look at, included")
    unit: str = option(
        "week", "模型的时间单位|The model's unit of time", choices=("day", "week", "month")
    )
    model: str = option(
        "bgnbd", "预测用的模型；none只看历史|Model of the forecast; none shows history only", choices=("bgnbd", "none")
    )  # fmt: skip
    ahead: str = option("365d", "往前预测多久|How far to look ahead", metavar="365d")
    value: str | None = option(
        None, "按什么计价；默认成本已知的用毛利，否则用退款后的实付|What counts; margin where costs are known, else paid less refunded",
        choices=("margin", "net", "paid"),
    )  # fmt: skip
    segment: str | None = option(None, "只看一个人群|Only people of one segment")
    period: str | None = option(
        None,
        "获客成本算哪一段；不写--until就看到这段结束|The period whose cost of customers counts; without --until also the last day",
    )
    seed: int = option(7, "随机数种子|Seed of the random draws")

    def run(self, data: Data) -> Result:
        """Return history, forecast, back-test and cost of a customer.

        Refuses with `run.nothing_to_count`, `run.cell_unreadable`, `duration.unreadable`.
        """
        from lianyi.analyses.lifetime_value.report import report

        last = self._last(data)
        bought = self._purchases(data, last)
        end = last or date.fromordinal(int(bought.day.max()))
        return report(self, data, bought, end, parse_duration(self.ahead) / DAY_SECONDS)

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw what the mean customer brought, month by month, and what one costs."""
        from lianyi.analyses.lifetime_value.report import curve_option

        return curve_option(result, lang)

    def _last(self, data: Data) -> date | None:
        from lianyi.core.calendar.period_text import parse_day

        if self.until:
            return parse_day(self.until)
        return None if self.file else data.period(self.period).last

    def _purchases(self, data: Data, last: date | None) -> Purchases:
        from lianyi.analyses.lifetime_value import customers as lifetime_customers

        if self.file is not None:
            columns = data.columns(self.file, COLUMNS)
            return lifetime_customers.from_columns(columns, last, self.file.name)
        if last is None:
            raise LianyiError("run.nothing_to_count")
        return lifetime_customers.from_store(
            data.store, self.value, last, data.segment(self.segment)
        )
