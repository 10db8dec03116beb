"""What `retention` says: its finding, its cautions, the names of its numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.retention.grid import Share
    from lianyi.analyses.retention.plan import Column

ORDER, ANY = "order", "any"
TITLE = Text("{first} × 之后{again}", "{first} × {again} later")
PEOPLE = Text("人数：{title}", "People: {title}")
RATIO = Text("比例：{title}", "Share: {title}")
MONEY = Text("金额：{first} × 之后每期支付", "Money: {first} × paid in each period")
MEAN = Text("各期平均（按人数加权，只算过完的格子）", "Mean of each period (weighted by people, whole cells only)")  # fmt: skip
CELLS = Text("每一格", "Every cell")
NOT_OVER = Text("还没有一个同期群过完{period}", "No cohort has seen the end of {period} yet")
NOBODY = Text("这些同期群里没有人", "There is nobody in these cohorts")
RUNNING = Text(
    "标「进行中」的格子还没过完，会继续变大，不计入平均。",
    "Cells in progress are not over: they will still grow and do not enter the means.",
)
LATER_STILL = Text(
    "「及以后」的格子看到{end}为止，以后还会有人回来。",
    "Cells “or later” look up to {end}; more people may come back after that.",
)
MONEY_ENDS = Text(
    "订单数据只到{day}，之后的金额看不到。",
    "Orders end on {day}; what was paid after that is not seen.",
)
_FINDING = Text(
    "{first}后{period}有{rate}的人{again}（{people}人，{cohorts}个同期群，95%区间{interval}）。",
    "{rate} of people {again} in {period} after their {first} ({people} people, cohorts: {cohorts}, 95% interval {interval}).",
)
_MORE = Text("{period}{rate}", "{period} {rate}")
_PAID = Text(
    "这些人一共支付{all}，{first}所在的那一期占{share}。",
    "These people paid {all} in all, {share} of it in the period of their {first}.",
)
_NOTHING_YET = Text(
    "{n}人有{first}，还没有一个同期群过完下一期。",
    "{n} people had their {first}; no cohort has seen the end of its next period yet.",
)


def first_text(first: str) -> Text:
    """Return what a first time is called."""
    named = {ORDER: Text("首单", "first order"), ANY: Text("首次来访", "first visit")}
    return named.get(first) or Text(f"首次「{first}」", f"first “{first}”")


def again_text(returning: str, *, same_as_first: bool) -> Text:
    """Return what coming back is called."""
    if returning == ORDER:
        return Text("再次下单", "ordered again") if same_as_first else Text("下单", "ordered")
    if returning == ANY:
        return Text("又来过", "came back") if same_as_first else Text("来过", "came")
    if same_as_first:
        return Text(f"又有「{returning}」", f"did “{returning}” again")
    return Text(f"有「{returning}」", f"did “{returning}”")


def sentences(
    first: Text, again: Text, found: Sequence[tuple[Column, Share, int]], people: int, money: tuple[int, int, str] | None
) -> tuple[Text, ...]:  # fmt: skip
    """Return the finding. `found` are the means worth naming; `money` is paid in all, at once, and the currency."""
    known = [(c, s, n) for c, s, n in found if s.rate is not None]
    said = [_NOTHING_YET.format(n=f"{people:,}", first=first)]
    if known:
        column, share, cohorts = known[0]
        low, high = share.ends
        said = [
            _FINDING.format(
                first=first, period=_inside(column), rate=numbers.ratio(share.rate), again=again,
                people=f"{share.size:,}", cohorts=cohorts,
                interval=_each(lambda lang: numbers.ratio_range(low or 0.0, high or 0.0, lang)),
            )
        ]  # fmt: skip
        rest = [
            _MORE.format(period=_inside(c), rate=numbers.ratio(s.rate)) for c, s, _ in known[1:]
        ]
        if rest:
            zh, en = "，".join(t.zh for t in rest), ", ".join(t.en for t in rest)
            said.append(Text(f"{zh}。", f"{en[0].upper()}{en[1:]}."))
    if money is not None and money[0] > 0:
        every, at_once, currency = money
        amount = _each(lambda lang: numbers.money(every, lang, style="short", currency=currency))
        said.append(_PAID.format(all=amount, first=first, share=numbers.ratio(at_once / every)))
    return tuple(said)


def cautions(*, running: bool, unbounded: bool, end: str) -> list[Caution]:
    """Return what holds for the cells of this grid."""
    found = [Caution("in_progress", RUNNING)] if running else []
    if unbounded:
        found.append(Caution("still_open", LATER_STILL.format(end=end)))
    return found


def number_name(column: Column, again: Text) -> Text:
    """Return the name of the mean of one column."""
    return Text(f"{column.name.zh}{again.zh}的占比", f"Share who {again.en}, {_inside(column).en}")


def not_over(column: Column) -> Text:
    """Return why a mean is missing."""
    return NOT_OVER.format(period=_inside(column))


def _inside(column: Column) -> Text:
    return Text(column.name.zh, column.name.en[0].lower() + column.name.en[1:])


def _each(say: Callable[[Lang], str]) -> Text:
    return Text(say("zh"), say("en"))
