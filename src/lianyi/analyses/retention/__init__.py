"""Retention: of the people who came for the first time in a period, how many came again in each period after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, cast

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.analyses.result import Interval, Number, Result
from lianyi.analyses.result import Warning as Caution
from lianyi.core.calendar.periods import between
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.observed import Observed
    from lianyi.analyses.result import Option
    from lianyi.analyses.retention.grid import Grid, Share
    from lianyi.analyses.retention.plan import Column, Grain, Plan
    from lianyi.timelines.kernels.retention import Facts, Returned
    from lianyi.timelines.store import Store

ORDER, ANY = "order", "any"
# The means that stand as numbers, by the unit of the periods.
NAMED = {"day": (1, 7, 30), "week": (1, 4, 12), "month": (1, 3, 6, 12)}
PREFIX = {"calendar": "", "rolling": "rolling_", "unbounded": "unbounded_", "bracket": "bracket_"}


@analysis
@dataclass(frozen=True)
class Retention(Analysis):
    """Cohorts by first time against periods after it; what has not happened yet is blank, never 0."""

    KEY: ClassVar[str] = "retention"
    NAME: ClassVar[Text] = Text("留存", "Retention")
    SUMMARY: ClassVar[Text] = Text("买过的人还回来吗？", "Do buyers come back?")
    EXAMPLE: ClassVar[str] = "lianyi run retention --first order --grain month"

    first: str = option(
        ORDER, "首次做什么：order（付款订单）、any（任何事件）或者事件名|The first time of what: order (paid), any (event), or the name of an event"
    )  # fmt: skip
    returning: str | None = option(None, "回来做什么；默认和首次一样|What coming back is; as the first time by default")  # fmt: skip
    grain: str = option("month", "同期群和期的长度|Length of cohorts and periods", choices=("day", "week", "month"))  # fmt: skip
    mode: str = option(
        "calendar", "期怎么算：自然日/周/月、每人首次起24小时一期、天数区间、某期及以后|Periods: calendar, spans of 24 hours from each first time, brackets of days, or that period and later",
        choices=("calendar", "rolling", "bracket", "unbounded"),
    )  # fmt: skip
    brackets: tuple[int, ...] = option(
        (1, 3, 7, 14, 30), "天数区间各自的最后一天（mode为bracket时）|Last day of each bracket (mode bracket)", metavar="1,3,7,14,30"
    )  # fmt: skip
    periods: int | None = option(None, "首次之后看几期|How many periods after the first")
    by: str | None = option(None, "按什么分组：first_channel、inviter等|Group by first_channel, inviter or another attribute")  # fmt: skip
    period: str | None = option(None, "首次落在哪一段；默认全部|The days of the first time; all by default")  # fmt: skip
    segment: str | None = option(None, "只看一个人群|Only people of one segment")

    def run(self, data: Data) -> Result:
        """Return the grid of people and of money, column means with intervals, and every cell.

        Refuses with `run.missing_source`, `run.nothing_to_count`, `run.event_unknown`, `run.group_unknown`,
        `retention.brackets`, `retention.rolling_month`, `retention.periods`, `retention.not_yet`.
        """
        from lianyi.analyses.observed import observed
        from lianyi.analyses.retention.grid import Grid
        from lianyi.analyses.retention.plan import plan_of

        reach = observed(data, self.KEY, _tables(self.first))
        if self._again != self.first:
            reach = reach.and_also(observed(data, self.KEY, _tables(self._again)))
        within = data.period(self.period) if self.period else between(reach.first, reach.seen)
        plan = plan_of(
            cast("Grain", self.grain),
            self.mode,
            self.brackets,
            self.periods,
            within,
            reach.seen,
            reach.over,
        )
        found, names = self._count(data, plan)
        if not found.size.sum():
            raise LianyiError("run.nothing_to_count")
        return self._result(data, reach, Grid(plan, found, len(names)), names)

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw the triangle of cohorts over the curve of its means."""
        from lianyi.analyses.retention.draw import draw

        return draw(result, lang)

    @property
    def _again(self) -> str:
        return self.returning or self.first

    def _count(self, data: Data, plan: Plan) -> tuple[Returned, tuple[str, ...]]:
        from lianyi.analyses.person_groups import groups_of
        from lianyi.timelines.kernels.retention import Question, count_returned

        store = data.store
        first, again = facts_of(store, self.first), facts_of(store, self._again)
        cohort, low, until = plan.cohort_of_day(store)
        asked = Question(first, again, cohort, low, until, plan.steps(), len(plan.columns))
        names: tuple[str, ...] = ("",)
        if self.by:
            groups = groups_of(store, self.by)
            asked = replace(asked, group=groups.codes, groups=len(groups.names))
            names = groups.names
        return count_returned(store, asked, only=data.segment(self.segment)), names

    def _result(self, data: Data, reach: Observed, grid: Grid, names: tuple[str, ...]) -> Result:
        from lianyi.analyses.retention import words as words
        from lianyi.analyses.retention.tables import tables_of

        plan, money = grid.plan, any(row[0] == "orders" for row in data.engine.coverage)
        first = words.first_text(self.first)
        again = words.again_text(self._again, same_as_first=self._again == self.first)
        title = words.TITLE.format(first=first, again=again)
        named = list(self._means(grid))
        paid, _, _, total = grid.paid(None, None)
        sums = (total, paid[0] or 0, data.engine.currency) if money else None
        running = any("in_progress" in row for row in plan.states)
        end = reach.over.isoformat()
        return Result(
            analysis=self.KEY,
            definition=self.definition(),
            options=self.options,
            numbers=reach.withheld(self._numbers(grid, named, again)),
            tables=tables_of(grid, title, first, names, self.by, money=money),
            sentences=words.sentences(first, again, named, int(grid.size.sum()), sums),
            warnings=(*reach.since(plan.cohorts[0].start), *words.cautions(running=running, unbounded=self.mode == "unbounded", end=end), *_money_ends(data, reach)),
            sizes={"people": int(grid.size.sum()), "cohorts": len(plan.cohorts)},
            extra={"grid": _extra(grid, names if self.by else None, money=money), "last_whole_day": end},
            period=plan.within.key,
            person_coverage=reach.person_coverage,
            drawn=self.draw,
        )  # fmt: skip

    def _means(self, grid: Grid) -> Iterator[tuple[Column, Share, int]]:
        """Yield the columns that stand as numbers, also those that nobody has reached."""
        from lianyi.analyses.retention.grid import Share
        from lianyi.analyses.retention.plan import column_of

        plan = grid.plan
        most = self.periods or max(NAMED[self.grain])
        wanted = range(1, len(plan.brackets)) if plan.brackets else [n for n in NAMED[self.grain] if n <= most]  # fmt: skip
        for n in wanted:
            column = column_of(n, plan)
            share, cohorts = grid.mean(n) if n < len(plan.columns) else (Share(0, 0), 0)
            yield column, share, cohorts

    def _numbers(
        self, grid: Grid, means: list[tuple[Column, Share, int]], again: Text
    ) -> Iterator[Number]:
        from lianyi.analyses.retention import words as words

        for column, share, _ in means:
            key = f"retention_{PREFIX[self.mode]}{column.key.removeprefix('b') if self.mode == 'bracket' else column.key}"  # fmt: skip
            why = (
                None
                if share.size
                else words.NOBODY
                if grid.is_over(column.n)
                else words.not_over(column)
            )
            low, high = share.ends
            around = None if low is None or high is None else Interval(low, high, method="wilson")
            yield Number(key, words.number_name(column, again), share.rate, "ratio", around, share.size, why)  # fmt: skip


def _tables(what: str) -> tuple[str, ...]:
    """Return the fact tables that say whether `what` happened."""
    if what == ORDER or what.startswith("order_"):
        return ("orders",)
    if what.startswith("touch_"):
        return ("touches",)
    if what.startswith("invite_"):
        return ("invites",)
    return ("events",) if what != ANY else ("events", "orders", "touches", "invites")


def _money_ends(data: Data, reach: Observed) -> list[Caution]:
    """Return a warning where orders stop before the facts that were asked for: what was paid after that is missing."""
    from lianyi.analyses.retention.words import MONEY_ENDS

    last = max((row[4] for row in data.engine.coverage if row[0] == "orders"), default=None)
    if last is None or last >= reach.over:
        return []
    return [Caution("money_ends", MONEY_ENDS.format(day=last))]


def facts_of(store: Store, what: str) -> Facts:
    """Return the rows that `what` means; refuses with `run.event_unknown` an event that nobody did."""
    from lianyi.timelines.kernels.retention import Facts

    if what == ORDER:
        return Facts("orders")
    if what == ANY:
        return Facts("events")
    code = store.code("event", what)
    if not code:
        known = sorted(v for v in store.dictionaries.get("event", ()) if v)
        raise LianyiError("run.event_unknown", event=what, known=", ".join(known[:40]) or "—")
    return Facts("events", code)


def _extra(grid: Grid, names: tuple[str, ...] | None, *, money: bool) -> dict[str, Any]:
    """Return the grid as nested lists [group][cohort][n]; without groups [cohort][n]."""
    plan = grid.plan
    columns = len(plan.columns)

    def nested(values: Any, wide: int = columns) -> Any:
        blank = [[state == "not_yet" for state in row] for row in plan.states]
        each = [
            [
                [None if blank[c][n] else int(v) for n, v in enumerate(row[:wide])]
                for c, row in enumerate(values[:, group].tolist())
            ]
            for group in range(grid.groups)
        ]
        return each if names is not None else each[0]

    sizes = grid.size.T.tolist() if names is not None else grid.size[:, 0].tolist()
    found = {
        "cohorts": plan.labels,
        "periods": [c.key for c in plan.columns],
        "size": sizes,
        "people": nested(grid.exact),
        "people_or_later": nested(grid.or_later),
        "state": [list(row) for row in plan.states],
    }
    return found | ({"groups": list(names)} if names else {}) | ({"paid_fen": nested(grid.fen)} if money else {})  # fmt: skip
