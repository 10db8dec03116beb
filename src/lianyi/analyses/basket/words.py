"""What `basket` says: its finding, its cautions, the names of its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.basket.found import Baskets, Found
    from lianyi.core.translation import Lang

BASKETS = Text("篮子数", "Baskets")
MULTI = Text("一篮里有两种以上的占比", "Share of baskets with two items or more")
TESTED = Text("比较过的组合", "Pairs compared")
LINKED = Text("确实常一起买的组合", "Pairs that are surely linked")
LEAST = Text("一对至少要一起出现的篮子数", "Baskets in which a pair has to meet")
TITLE = Text("一起买的组合（按提升度的下限排）", "Bought together (by the lower end of the lift)")
LINKS = {
    "more": Text("常一起买", "together more often"),
    "fewer": Text("很少一起买", "together less often"),
    "unclear": Text("说不准", "cannot tell"),
}
NO_PAIR = Text("没有一对达到最低的次数", "No pair met often enough")
_FINDING = Text(
    "{baskets}个篮子里有{multi}装了两种以上；{linked}对比各自的销量所能解释的更常一起出现，最明显的是「{first}」和「{second}」：提升度{lift}（95%区间{low}～{high}），一起出现{both}次。",
    "Of {baskets} baskets {multi} hold two items or more; {linked} pairs meet more often than their own sales explain, most surely 「{first}」 and 「{second}」: lift {lift} (95% interval {low} to {high}), together in {both} baskets.",
)
_NOTHING = Text(
    "{baskets}个篮子里有{multi}装了两种以上；比较了{tested}对，没有一对比各自的销量所能解释的更常一起出现。",
    "Of {baskets} baskets {multi} hold two items or more; of {tested} pairs compared, none meets more often than their own sales explain.",
)
SUPPORT = Text(
    "只列一起出现{least}次以上的组合；判断是不是常一起买时，全部{tested}对都算作比较过（Benjamini–Hochberg，错误发现不超过5%）。",
    "Only pairs that met in {least} baskets or more are listed; the verdict counts all {tested} pairs as compared (Benjamini–Hochberg, at most 5% false findings).",
)
KEPT = Text(
    "赠品、退回的和全额退款的不算买。",
    "Gifts, returns and what was refunded in full do not count as bought.",
)
NO_CAUSE = Text(
    "一起买不等于互相带动：同一场直播、同一个季节的商品也会一起出现。要知道搭着卖有没有用，做个实验。",
    "Bought together is not caused by each other: goods of one live show or one season meet as well. Whether a bundle sells more is for an experiment to say.",
)
LEFT_OUT = Text(
    "商品很多，只配了卖得最多的{items}种，另有{left}种没有配。",
    "There are many items: the {items} most bought were paired, {left} more were not.",
)
OPEN = Text(
    "{n}个篮子的天数还没过完，还可能再装，所以支持度偏低。",
    "{n} baskets are not over yet and may still grow, so supports lean low.",
)


def finding(baskets: Baskets, found: Found, multi: float) -> Text:
    """Return the finding: the surest pair, or that there is none."""
    said = {"baskets": f"{found.baskets:,}", "multi": numbers.ratio(multi), "tested": f"{found.tested:,}"}  # fmt: skip
    linked = found.linked.nonzero()[0]
    if not len(linked):
        return _NOTHING.format(**said)
    top, lifts = int(linked[0]), found.lifts
    return _FINDING.format(
        **said, linked=f"{len(linked):,}", first=baskets.names[found.first[top]], second=baskets.names[found.second[top]],
        lift=f"{lifts.lift[top]:.2f}", low=f"{lifts.low[top]:.2f}", high=f"{lifts.high[top]:.2f}",
        both=f"{int(found.both[top]):,}",
    )  # fmt: skip


def cautions(baskets: Baskets, found: Found) -> list[Caution]:
    """Return what a reader must know of the pairs."""
    said = [
        Caution("least_support", SUPPORT.format(least=found.least, tested=f"{found.tested:,}")),
        Caution("kept_lines", KEPT),
        Caution("no_cause", NO_CAUSE),
    ]
    if found.left_out:
        text = LEFT_OUT.format(items=f"{found.items:,}", left=f"{found.left_out:,}")
        said.append(Caution("items_left_out", text))
    if baskets.open_baskets:
        said.append(Caution("open_baskets", OPEN.format(n=f"{baskets.open_baskets:,}")))
    return said


def verdict(lift: float, *, sure: bool, lang: Lang) -> str:
    """Return whether a pair comes together more or less often, or the data cannot tell."""
    if not sure:
        return LINKS["unclear"].say(lang)
    return LINKS["more" if lift > 1 else "fewer"].say(lang)
