"""Repurchase: who orders again and how soon, of those who have had the time; how often; and who is due next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.analyses.result import Result, Table
from lianyi.core.calendar.periods import between
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.observed import Observed
    from lianyi.analyses.repurchase.found import Found
    from lianyi.analyses.result import Option
    from lianyi.core.calendar.periods import Period
    from lianyi.timelines.store import Store

HEAD_WINDOW = 90
LONGEST_DAYS = 3_660
MOST_ROWS = 10_000


@analysis
@dataclass(frozen=True)
class Repurchase(Analysis):
    """Rates over those who could have; the curve to the second order; cycles; when each customer is expected next."""

    KEY: ClassVar[str] = "repurchase"
    NAME: ClassVar[Text] = Text("复购", "Repurchase")
    SUMMARY: ClassVar[Text] = Text(
        "多少客户会再买，多久买一次？", "How many customers buy again, and how often?"
    )
    EXAMPLE: ClassVar[str] = "lianyi run repurchase --windows 30,60,90,180"
    NEEDS: ClassVar[tuple[str, ...]] = ("orders",)

    windows: tuple[int, ...] = option(
        (30, 60, 90, 180), "首单之后看多少天|Days after the first order", metavar="30,60,90"
    )
    by: str | None = option(
        None, "复购率按什么分组：first_channel、inviter等|Group the rates by first_channel, inviter or another attribute"
    )  # fmt: skip
    items: str = option(
        "sku", "商品周期按什么算|What a product cycle is of", choices=("sku", "product", "category", "none")
    )  # fmt: skip
    limit: int = option(50, "列出多少商品和客户|How many products and customers to list")
    period: str | None = option(
        None, "首单落在哪一段；默认全部|The days of the first order; all by default"
    )
    segment: str | None = option(None, "只看一个人群|Only people of one segment")

    def run(self, data: Data) -> Result:
        """Return rates, curve, cycles and who is due.

        Refuses with `run.missing_source`, `run.nothing_to_count`, `run.group_unknown`, `repurchase.windows` and
        `repurchase.limit`.
        """
        from lianyi.analyses.observed import observed

        self._check()
        reach = observed(data, self.KEY)
        within = data.period(self.period) if self.period else between(reach.first, reach.seen)
        if within.start > reach.over:
            raise LianyiError("run.nothing_to_count")
        found = self._count(data, within, reach)
        if not found.again.ages.sum():
            raise LianyiError("run.nothing_to_count")
        return self._result(data, reach, within, found)

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw who had ordered again by day, with its interval."""
        from lianyi.analyses.repurchase.draw import draw

        return draw(result, lang)

    def _check(self) -> None:
        windows, known = self.windows, ",".join(map(str, self.windows))
        rising = all(a < b for a, b in pairwise(windows))
        if not windows or not rising or not 1 <= windows[0] <= windows[-1] <= LONGEST_DAYS:
            raise LianyiError("repurchase.windows", windows=known, most=LONGEST_DAYS)
        if not 0 <= self.limit <= MOST_ROWS:
            raise LianyiError("repurchase.limit", limit=self.limit, most=MOST_ROWS)

    def _count(self, data: Data, within: Period, reach: Observed) -> Found:
        from lianyi.analyses.person_groups import groups_of
        from lianyi.analyses.repurchase.found import Found
        from lianyi.timelines.kernels.repurchase import Buyers, bought_again, habits

        store, only = data.store, data.segment(self.segment)
        until = store.day_number(reach.over)
        first, last = store.day_number(within.start), min(store.day_number(within.last), until)
        buyers = grouped = Buyers(first, last, until, self.windows)
        names: tuple[str, ...] = ("",)
        if self.by:
            groups = groups_of(store, self.by)
            names = groups.names
            grouped = replace(buyers, group=groups.codes, groups=len(names))
        again = bought_again(store, grouped, only=only)
        return Found(names, again, habits(store, buyers, only=only), until, self.windows)

    def _result(self, data: Data, reach: Observed, within: Period, found: Found) -> Result:
        from lianyi.analyses.repurchase import words as words
        from lianyi.analyses.repurchase.cycle import item_cycles

        items = []
        if self.items != "none":
            items = item_cycles(data.engine, self.items, reach.over, self.limit)
        shown = {n.key: n for n in reach.withheld(found.numbers())}
        head = HEAD_WINDOW if HEAD_WINDOW in self.windows else self.windows[-1]
        filtered = self.period is not None or self.segment is not None
        return Result(
            analysis=self.KEY,
            definition=self.definition(),
            options=self.options,
            numbers=tuple(shown.values()),
            tables=self._tables(found, items, data.store),
            sentences=words.sentences(head, shown),
            warnings=(*reach.since(within.start), *words.cautions(filtered=filtered, has_items=bool(items), wants_items=self.items != "none")),
            sizes={"people": int(found.again.ages.sum()), "orders": int(found.again.orders.sum())},
            extra={"curve": _curve(found), "last_whole_day": reach.over.isoformat()},
            period=within.key,
            person_coverage=reach.person_coverage,
            drawn=self.draw,
        )  # fmt: skip

    def _tables(
        self, found: Found, items: list[tuple[Any, ...]], store: Store
    ) -> tuple[Table, ...]:
        from lianyi.analyses.person_groups import group_name
        from lianyi.analyses.repurchase import tables as tables

        by = group_name(self.by) if self.by else None
        due = found.expected.rows(found.next(self.limit))
        return (
            tables.rate_table(found.again, self.windows, found.names, by),
            tables.curve_table(found.curve, found.again.ages.shape[1] - 1),
            tables.gap_table(found.gaps),
            *([tables.item_table(items)] if items else []),
            tables.next_table(due, store.day_of),
        )


def _curve(found: Found) -> dict[str, list[float]]:
    """Return every step of the curve to the second order: days, share who ordered again, interval, at risk."""
    curve = found.curve
    return {
        "days": curve.times.tolist(),
        "share": (1 - curve.share).tolist(),
        "low": (1 - curve.high).tolist(),
        "high": (1 - curve.low).tolist(),
        "at_risk": curve.at_risk.tolist(),
        "second_orders": curve.events.tolist(),
    }
