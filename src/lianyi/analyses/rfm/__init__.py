"""RFM: how long ago, how often, how much; scores, the eight groups, and who moved between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.analyses.result import Result
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.observed import Observed
    from lianyi.analyses.result import Option
    from lianyi.analyses.rfm.found import Asked, Moves, Standing

DAY_SECONDS = 86_400


@analysis
@dataclass(frozen=True)
class Rfm(Analysis):
    """Every buyer's scores and group on one day, the sizes and money of each, and the moves since the month before."""

    KEY: ClassVar[str] = "rfm"
    NAME: ClassVar[Text] = Text("客户分层", "RFM")
    SUMMARY: ClassVar[Text] = Text("谁最重要，谁在流失？", "Who matters, who is leaving?")
    EXAMPLE: ClassVar[str] = "lianyi run rfm --method quantile --split mean"
    NEEDS: ClassVar[tuple[str, ...]] = ("orders",)

    method: str = option(
        "quantile", "怎么打分：五分位，或者公开的分值表|How scores are given: quintiles, or a published table",
        choices=("quantile", "published"),
    )  # fmt: skip
    r_cuts: tuple[int, ...] = option((), "自定R的四个界线（天），从小到大|Four own cut-offs of R in days, rising", metavar="30,60,90,180")  # fmt: skip
    f_cuts: tuple[int, ...] = option((), "自定F的四个界线（单），从小到大|Four own cut-offs of F in orders, rising", metavar="2,3,5,10")  # fmt: skip
    m_cuts: tuple[str, ...] = option((), "自定M的四个界线（元），从小到大|Four own cut-offs of M in whole units, rising", metavar="100,300,500,1000")  # fmt: skip
    split: str = option("mean", "八个组的高低和什么比|What high and low in the eight groups are measured against", choices=("mean", "median"))  # fmt: skip
    split_on: str = option("value", "比数值还是比分值|Whether values or scores are compared", choices=("value", "score"))  # fmt: skip
    single: str = option(
        "apart", "只有1单的客户单独成组，还是放进八个组|Whether customers with one order stand apart or within the eight groups",
        choices=("apart", "within"),
    )  # fmt: skip
    window: str = option("730d", "看多长时间的订单|How far back orders count", metavar="730d")
    as_of: str | None = option(None, "截至哪一天；默认数据的最后一天|The day it is as of; the last one with data by default")  # fmt: skip
    before: str | None = option(None, "和哪一天比；默认上个月末|The day to compare with; the end of the month before by default")  # fmt: skip
    flow: bool = option(True, "算出客户在各组之间的去向|Find who moved between the groups")
    drop_refunded: bool = option(False, "全额退款的订单不算|Leave out orders refunded in full")
    segment: str | None = option(None, "只看一个人群|Only people of one segment")

    def run(self, data: Data) -> Result:
        """Return groups, tiles, cells, cut-offs and moves.

        Refuses with `run.missing_source`, `run.nothing_to_count`, `rfm.cuts`, `rfm.before`, `duration.unknown` and
        `period.unknown`.
        """
        from lianyi.analyses.observed import observed
        from lianyi.analyses.rfm import found as found

        reach = observed(data, self.KEY)
        day, before = found.compared_days(
            _day(self.as_of), _day(self.before), reach.seen, reach.first
        )
        asked = self._asked(data.engine.currency)
        store, only = data.store, data.segment(self.segment)
        compare = self.flow and before is not None
        now = found.stand(store, store.day_number(day), asked, only, codes=compare)
        if now is None:
            raise LianyiError("run.nothing_to_count")
        moved = None
        if compare and before is not None:
            moved = found.moves(store, now, before, asked, only)
        return self._result(data, reach, now, moved, asked)

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw the tiles of recency and frequency over the bands of who moved."""
        from lianyi.analyses.rfm.draw import draw

        return draw(result, lang)

    def _asked(self, currency: str) -> Asked:
        from lianyi.analyses.rfm.found import Asked
        from lianyi.analyses.rfm.rules import Cuts, cuts_of, published
        from lianyi.core.durations import parse_duration

        own = cuts_of(self.r_cuts, self.f_cuts, self.m_cuts, currency)
        rest = published(currency) if self.method == "published" else Cuts()
        cuts = Cuts(own.days or rest.days, own.orders or rest.orders, own.amounts or rest.amounts)
        days = -(-parse_duration(self.window) // DAY_SECONDS)
        return Asked(
            cuts, self.split, self.split_on == "score", self.single == "apart", days, self.drop_refunded
        )  # fmt: skip

    def _result(
        self, data: Data, reach: Observed, now: Standing, moved: Moves | None, asked: Asked
    ) -> Result:
        from lianyi.analyses.rfm import tables as tables
        from lianyi.analyses.rfm import words as words
        from lianyi.analyses.rfm.found import numbers

        day = data.store.day_of(now.day)
        shown = {n.key: n for n in reach.withheld(numbers(now, moved))}
        before = moved.before.isoformat() if moved else None
        made = [
            tables.groups_table(now.placed, (self.split, self.split_on), apart=asked.apart),
            tables.tiles_table(now.placed),
            tables.cutoffs_table(now.rules, now.day),
            *([tables.flow_table(moved.flow, str(before), day.isoformat())] if moved else []),
            tables.cells_table(now.placed),
        ]
        split = tables.split_said(now.split, now.day, by_score=asked.by_score)
        return Result(
            analysis=self.KEY,
            definition=self.definition(),
            options=self.options,
            numbers=tuple(shown.values()),
            tables=tuple(made),
            sentences=words.sentences(shown, day.isoformat(), asked.window_days, before),
            warnings=(*reach.warnings, *words.cautions(
                quantile=not asked.cuts.is_complete, published=self.method == "published", currency=data.engine.currency,
                moved=moved is not None, beyond=reach.seen.isoformat() if day > reach.seen else None,
            )),
            sizes={"people": now.gathered.people(), "orders": now.gathered.total("orders")},
            extra={"as_of": day.isoformat(), "before": before, "split": split, "window_days": asked.window_days},
            person_coverage=reach.person_coverage,
            drawn=self.draw,
        )  # fmt: skip


def _day(text: str | None) -> date | None:
    from lianyi.core.calendar.period_text import parse_day

    return parse_day(text) if text else None
