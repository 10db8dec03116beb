"""Basket: which items are bought together more often than their own sales explain, with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.analyses.result import Result
from lianyi.core.calendar.periods import between
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.basket.found import Baskets, Found
    from lianyi.analyses.bought import Bought
    from lianyi.analyses.data import Data
    from lianyi.analyses.observed import Observed
    from lianyi.analyses.result import Option
    from lianyi.core.calendar.periods import Period

DAY_SECONDS = 86_400
MOST_ROWS = 10_000


@analysis
@dataclass(frozen=True)
class Basket(Analysis):
    """Pairs of items with support, confidence and lift, per order or per person and span of days."""

    KEY: ClassVar[str] = "basket"
    NAME: ClassVar[Text] = Text("连带", "Basket")
    SUMMARY: ClassVar[Text] = Text("哪些商品常被一起买？", "What is bought together?")
    EXAMPLE: ClassVar[str] = "lianyi run basket --level product --within 30d"
    NEEDS: ClassVar[tuple[str, ...]] = ("orders",)

    level: str = option("product", "按商品、SKU还是类目|Pairs of products, SKUs or categories", choices=("product", "sku", "category"))  # fmt: skip
    within: str | None = option(
        None, "同一位客户多少天内的购买算一篮；默认一个订单是一篮|What one person buys within so many days is a basket; by default an order is one",
        metavar="30d",
    )  # fmt: skip
    min_support: float = option(0.001, "一对商品至少出现在多大比例的篮子里|The least share of baskets in which a pair has to meet", metavar="0.001")  # fmt: skip
    limit: int = option(50, "列出多少对|How many pairs to list")
    period: str | None = option(
        None, "付款落在哪一段；默认全部|The days of payment; all by default"
    )
    segment: str | None = option(None, "只看一个人群|Only people of one segment")

    def run(self, data: Data) -> Result:
        """Return the pairs, the surest link first.

        Refuses with `run.missing_source`, `run.nothing_to_count`, `basket.support`, `basket.limit` and
        `duration.unknown`.
        """
        from lianyi.analyses.basket.found import pairs_of
        from lianyi.analyses.bought import bought
        from lianyi.analyses.observed import observed

        self._check()
        reach = observed(data, self.KEY)
        period = data.period(self.period) if self.period else between(reach.first, reach.seen)
        found = self._of_segment(data, bought(data.engine, self.level, period))
        baskets = self._baskets(found, (min(period.last, reach.seen)).toordinal())
        if not len(baskets.item):
            raise LianyiError("run.nothing_to_count")
        return self._result(reach, period, baskets, pairs_of(baskets, self.min_support))

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw the lift of the surest pairs with their intervals."""
        from lianyi.analyses.basket.tables import draw

        return draw(result, lang)

    def _check(self) -> None:
        if not 0 <= self.min_support <= 1:
            raise LianyiError("basket.support", given=f"{self.min_support:g}")
        if not 0 <= self.limit <= MOST_ROWS:
            raise LianyiError("basket.limit", limit=self.limit, most=MOST_ROWS)

    def _of_segment(self, data: Data, found: Bought) -> Bought:
        from lianyi.analyses.bought import people_in

        if self.segment is None:
            return found
        return found.where(people_in(data, self.segment, found.person))

    def _baskets(self, found: Bought, last: int) -> Baskets:
        from lianyi.analyses.basket.found import orders_as_baskets, windows_as_baskets
        from lianyi.core.durations import parse_duration
        from lianyi.timelines.store import BASE_DAY

        if self.within is None:
            return orders_as_baskets(found)
        days = -(-parse_duration(self.within) // DAY_SECONDS)
        return windows_as_baskets(found, days, last - BASE_DAY.toordinal())

    def _result(self, reach: Observed, period: Period, baskets: Baskets, found: Found) -> Result:
        from lianyi.analyses.basket import tables as tables
        from lianyi.analyses.basket import words as words

        made = tables.numbers_of(baskets, found)
        multi = {n.key: n for n in made}["multi_item_share"].value or 0.0
        return Result(
            analysis=self.KEY,
            definition=self.definition(),
            options=self.options,
            numbers=made if self.within is None else reach.withheld(made),
            tables=(tables.pair_table(found, self.limit),),
            sentences=(words.finding(baskets, found, multi),),
            warnings=(*words.cautions(baskets, found), *reach.warnings),
            sizes={"baskets": found.baskets, "units": found.units, "items": found.items},
            period=period.key,
            person_coverage=reach.person_coverage,
            drawn=self.draw,
        )
