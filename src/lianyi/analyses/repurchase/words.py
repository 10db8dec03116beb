"""What `repurchase` says: its finding, its cautions, the names of its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lianyi.analyses.result import Interval, Number
from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.translation import Lang, Text

CYCLE = Text("平均复购周期（天）", "Average repurchase cycle (days)")
MEDIAN_GAP = Text("两单间隔的中位数（天）", "Median days between two orders")
MEDIAN_SECOND = Text("一半客户下第二单用的天数", "Days until half of the customers ordered again")
DUE = Text("30天内预计会再买的客户", "Customers expected within 30 days")
OVERDUE = Text("已过预计区间还没来的客户", "Customers past their expected interval")
COVERAGE = Text(
    "预计区间命中率（用另一半客户试出来）",
    "How often the interval held (tried on the other half of customers)",
)
NOBODY_OLD_ENOUGH = Text("还没有客户的首单满{days}天", "No customer's first order is {days} days old yet")  # fmt: skip
NO_SECOND = Text("还没有人买过第二单", "Nobody has ordered twice yet")
NOT_HALF = Text("看得到的时间里，还不到一半的客户下了第二单", "Less than half of the customers ordered again within the time seen")  # fmt: skip
TOO_FEW = Text("买过三天以上的客户不到30人，试不出区间", "Fewer than 30 customers bought on three days or more: no interval can be learnt")  # fmt: skip
RATE_TITLE = Text("首单之后多少天内买了第二单", "A second order within so many days of the first")
CURVE_TITLE = Text("到第几天买过第二单（Kaplan–Meier，Greenwood区间）", "Ordered again by day (Kaplan–Meier, Greenwood interval)")  # fmt: skip
AGAIN_BY = Text("到这一天又买过的客户", "Had ordered again by that day")
GAPS_TITLE = Text("两单间隔", "Days between two orders")
ITEMS_TITLE = Text("商品的复购周期", "Repurchase cycle of products")
NEXT_TITLE = Text("接下来预计会买的客户", "Customers expected next")
WHOLE_SHOP_ITEMS = Text(
    "商品的周期按全部客户算，不随人群和日期变。",
    "Product cycles are over all customers, whatever the segment and the period.",
)
NO_ITEMS = Text(
    "没有同一件商品被同一位客户买过两次，或者订单里没有商品，商品周期没有算。",
    "No customer bought an item twice, or the orders name none: there are no product cycles.",
)
SEEN_GAPS = Text(
    "间隔只看已经发生的；还没等到的下一单不在里面，所以偏短。",
    "Gaps are those that ended; orders still awaited are not among them, so they lean short.",
)
_FINDING = Text(
    "首单满{days}天的{n}位客户里，{rate}在{days}天内又买了一单（95%区间{interval}）。",
    "Of {n} customers whose first order is at least {days} days old, {rate} ordered again within {days} days (95% interval {interval}).",
)
_CYCLE = Text(
    "买过两单以上的客户平均{cycle}天买一次，间隔的中位数是{median}天。",
    "Customers with two orders or more buy every {cycle} days on average; the median gap is {median} days.",
)


def rate_name(days: int) -> Text:
    """Return the name of a rate."""
    return Text(f"{days}天复购率", f"Repurchase rate within {days} days")


def sentences(head: int, shown: Mapping[str, Number]) -> tuple[Text, ...]:
    """Return the finding: the rate of the window of `head` days, and how long a cycle is."""
    rate = shown[f"repurchase_{head}d"]
    cycle, median = shown["repurchase_cycle_days"].value, shown["gap_median_days"].value
    if rate.value is None:
        first = rate.why or NOBODY_OLD_ENOUGH.format(days=head)
        first = Text(f"{first.zh}。", f"{first.en}.")
    else:
        around = rate.interval or Interval(rate.value, rate.value)
        first = _FINDING.format(
            days=head, n=f"{rate.n or 0:,}", rate=numbers.ratio(rate.value),
            interval=each(lambda lang: numbers.ratio_range(around.low, around.high, lang)),
        )  # fmt: skip
    if cycle is None or median is None:
        return (first,)
    return first, _CYCLE.format(cycle=f"{cycle:.1f}", median=int(median))


def cautions(*, filtered: bool, has_items: bool, wants_items: bool) -> list[Caution]:
    """Return what holds for every answer, and what for one of a part of the customers."""
    found = [Caution("gaps_seen", SEEN_GAPS)]
    if wants_items and not has_items:
        found.append(Caution("no_items", NO_ITEMS))
    if filtered and has_items:
        found.append(Caution("items_of_all", WHOLE_SHOP_ITEMS))
    return found


def each(say: Callable[[Lang], str]) -> Text:
    """Return a text from what is said in each language."""
    return Text(say("zh"), say("en"))
