"""Next item: what each customer is likely to buy next, tried against simply naming what sells most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.analyses.result import Result
from lianyi.core.calendar.periods import between
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.next_item.found import Verdict
    from lianyi.analyses.next_item.model import Sequences
    from lianyi.analyses.observed import Observed
    from lianyi.analyses.result import Option, Table
    from lianyi.timelines.store import Array

DAY_SECONDS = 86_400
MOST_ROWS = 10_000
MOST_PLACES = 20


@analysis
@dataclass(frozen=True)
class NextItem(Analysis):
    """Items per person by what others bought next, or the most sold where that was not surely better."""

    KEY: ClassVar[str] = "next-item"
    NAME: ClassVar[Text] = Text("下一件", "Next item")
    SUMMARY: ClassVar[Text] = Text("每位客户接下来可能买什么？", "What may each customer buy next?")
    EXAMPLE: ClassVar[str] = "lianyi run next-item --test 30d"
    NEEDS: ClassVar[tuple[str, ...]] = ("orders",)

    level: str = option("product", "按商品、SKU还是类目|Products, SKUs or categories", choices=("product", "sku", "category"))  # fmt: skip
    test: str = option("30d", "用最近多少天的购买来试|The last days, whose purchases are the trial", metavar="30d")  # fmt: skip
    half_life: str = option("90d", "过多少天，一次购买的分量减半|After how long a purchase weighs half", metavar="90d")  # fmt: skip
    only_new: bool = option(False, "只推荐没买过的|Only items not bought before")
    items: int = option(3, "每位客户几件|How many items a customer")
    limit: int = option(50, "列出多少位客户，最近买过的在前|How many customers to list, the latest buyers first")  # fmt: skip
    as_of: str | None = option(None, "截至哪一天；默认数据的最后一天|The day it is as of; the last one with data by default")  # fmt: skip
    segment: str | None = option(None, "只看一个人群|Only people of one segment")

    def run(self, data: Data) -> Result:
        """Return the proposals and the trial.

        Refuses with `run.missing_source`, `run.nothing_to_count`, `next_item.counts`, `duration.unknown` and
        `period.unknown`.
        """
        import numpy as np

        from lianyi.analyses.bought import bought, people_in
        from lianyi.analyses.next_item import model as model
        from lianyi.analyses.next_item.found import verdict_of
        from lianyi.analyses.observed import observed
        from lianyi.core.calendar.period_text import parse_day

        self._check()
        reach = observed(data, self.KEY)
        last = min(parse_day(self.as_of), reach.seen) if self.as_of else reach.seen
        if last < reach.first:
            raise LianyiError("run.nothing_to_count")
        of = model.sequences(bought(data.engine, self.level, between(reach.first, last)))
        among = np.ones(len(of.ids), np.bool_)
        if self.segment is not None:
            among = people_in(data, self.segment, of.ids)
        if not among.any():
            raise LianyiError("run.nothing_to_count")
        today = data.store.day_number(last) + 1
        trial = model.tried(of, among, today - self._days(self.test), self._days(self.half_life), only_new=self.only_new)  # fmt: skip
        return self._result(data, reach, of, among, today, verdict_of(trial))

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw the hit rates of both ways."""
        from lianyi.analyses.next_item.found import draw

        return draw(result, lang)

    def _check(self) -> None:
        if not 0 <= self.limit <= MOST_ROWS or not 1 <= self.items <= MOST_PLACES:
            raise LianyiError("next_item.counts", limit=self.limit, items=self.items, most=MOST_ROWS, places=MOST_PLACES)  # fmt: skip

    @staticmethod
    def _days(text: str) -> int:
        from lianyi.core.durations import parse_duration

        return -(-parse_duration(text) // DAY_SECONDS)

    def _proposals(self, data: Data, of: Sequences, among: Array, today: int, verdict: Verdict) -> Table:  # fmt: skip
        """Return the proposals for the latest buyers, from all purchases so far."""
        import numpy as np

        from lianyi.analyses.next_item import model as model
        from lianyi.analyses.next_item.found import next_table

        people = np.flatnonzero(among)
        latest = of.day[of.starts[people + 1] - 1]
        chosen = people[np.lexsort((of.ids[people], -latest))][: self.limit]
        made = model.propose(
            of, model.learn(of, today, self._days(self.half_life)), of.starts[chosen], of.starts[chosen + 1],
            np.full(len(chosen), today), self.items, only_new=self.only_new, by_history=verdict.is_better,
        )  # fmt: skip
        return next_table(of, chosen, made, "model" if verdict.is_better else "popular", data.store.day_of)  # fmt: skip

    def _result(
        self, data: Data, reach: Observed, of: Sequences, among: Array, today: int, verdict: Verdict
    ) -> Result:  # fmt: skip
        from lianyi.analyses.next_item import words as words
        from lianyi.analyses.next_item.found import numbers_of, trial_table

        trial, as_of = verdict.trial, data.store.day_of(today) - timedelta(days=1)
        from_day = data.store.day_of(trial.from_day)
        return Result(
            analysis=self.KEY,
            definition=self.definition(),
            options=self.options,
            numbers=reach.withheld(numbers_of(verdict)),
            tables=(self._proposals(data, of, among, today, verdict), trial_table(verdict)),
            sentences=(words.finding(verdict),),
            warnings=(*words.cautions(verdict.tested, from_day, trial.unknown), *reach.warnings),
            sizes={"people": int(among.sum()), "purchases": len(of.item), "tested": verdict.tested},
            extra={"as_of": as_of.isoformat(), "method": "model" if verdict.is_better else "popular"},
            person_coverage=reach.person_coverage,
            drawn=self.draw,
        )  # fmt: skip
