"""What `next-item` says: its finding, its cautions, the names of its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from datetime import date

    from lianyi.analyses.next_item.found import Verdict

HIT = Text("命中率（前10件里有）", "Hit rate (among the first 10)")
HIT_POPULAR = Text("热销榜的命中率", "Hit rate of the most sold")
HIT_GAIN = Text("命中率比热销榜高", "Hit rate above the most sold")
MRR = Text("排位倒数均值（MRR@10）", "Mean reciprocal rank (MRR@10)")
MRR_POPULAR = Text("热销榜的MRR@10", "MRR@10 of the most sold")
MRR_GAIN = Text("MRR@10比热销榜高", "MRR@10 above the most sold")
TOO_FEW = Text(
    "只有{n}位客户可以用来试，不到{least}位",
    "Only {n} customers could be tried, fewer than {least}",
)
NEXT_TITLE = Text("每位客户的下一件", "Next items of each customer")
TRIAL_TITLE = Text("在最后一次购买上的试验", "Tried on the last purchase")
METHODS = {
    "model": Text("跟着买", "what follows"),
    "popular": Text("热销榜", "most sold"),
}
_BETTER = Text(
    "按「买过这件的人接着买什么」推荐，最后一次购买有{hit}在前10件里，热销榜只有{popular}，高{gain}（95%区间{low}～{high}）。",
    "Proposals by what others bought next had {hit} of last purchases among the first 10, the most sold {popular}: a gain of {gain} (95% interval {low} to {high}).",
)
_NO_BETTER = Text(
    "按「买过这件的人接着买什么」推荐（命中{hit}），不比热销榜（命中{popular}）确实更好：差{gain}（95%区间{low}～{high}）。下面给的是热销榜。",
    "Proposals by what others bought next (hit rate {hit}) are not surely better than the most sold ({popular}): {gain} (95% interval {low} to {high}). The most sold are given below.",
)
_UNTRIED = Text(
    "{why}，比不出推荐是否好过热销榜。下面给的是热销榜。",
    "{why}: whether proposals beat the most sold cannot be told. The most sold are given below.",
)
TRIAL = Text(
    "试的是{n}位客户在{day}以后的最后一次购买；两种办法都只学{day}之前的订单。",
    "Tried on the last purchase of {n} customers from {day} on; both ways learnt from orders before that day only.",
)
UNLEARNT = Text(
    "试验里{share}的购买是没有学过的商品（新品或卖得很少），两种办法都猜不到。",
    "{share} of the purchases tried were of items not learnt (new or seldom sold): neither way can find them.",
)
KEPT = Text(
    "赠品、退回的和全额退款的不算买。",
    "Gifts, returns and what was refunded in full do not count as bought.",
)
NO_CAUSE = Text(
    "命中说明猜得准，不说明推荐会让人多买；要知道有没有用，做个实验。",
    "A hit says that the guess was good, not that proposing sells more; an experiment tells that.",
)


def finding(verdict: Verdict) -> Text:
    """Return whether proposals beat the most sold."""
    if verdict.why is not None:
        return Text(*(_UNTRIED.format(why=verdict.why).say(lang) for lang in ("zh", "en")))
    low, high = verdict.hit_gain_ends
    said = {
        "hit": numbers.ratio(verdict.hit), "popular": numbers.ratio(verdict.hit_popular),
        "low": _points(low), "high": _points(high), "gain": _points(verdict.hit - verdict.hit_popular),
    }  # fmt: skip
    return (_BETTER if verdict.is_better else _NO_BETTER).format(**said)


def _points(value: float) -> str:
    return f"{numbers.number(value * 100, decimals=1, sign=True)}pp"


def cautions(tested: int, from_day: date, unknown: float) -> list[Caution]:
    """Return what holds for the trial and the proposals."""
    said = [Caution("trial", TRIAL.format(n=f"{tested:,}", day=from_day))]
    if unknown:
        said.append(Caution("unlearnt_items", UNLEARNT.format(share=numbers.ratio(unknown))))
    return [*said, Caution("kept_lines", KEPT), Caution("no_cause", NO_CAUSE)]
