"""What `attribution` says: its finding and its cautions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianyi.analyses.attribution.found import DIRECT, NO_PERSON, NONE, NOT_SEEN, TOUCH
from lianyi.analyses.attribution.plan import OFFLINE
from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.attribution.found import Found, Line
    from lianyi.analyses.attribution.plan import Plan

MODEL_NAMES = {
    "first": Text("首次触点", "First"),
    "last": Text("末次触点", "Last"),
    "last_non_direct": Text("末次非直接", "Last non-direct"),
    "linear": Text("线性", "Linear"),
    "position": Text("首尾各40%", "Position 40/20/40"),
    "decay": Text("时间衰减", "Decay"),
}
BASIS = {
    TOUCH: Text("触点", "Touch"),
    DIRECT: Text("直接访问", "Direct visit"),
    "coupon": Text("订单上的券码", "Coupon of the order"),
    "promoter": Text("订单绑定的推广者", "Promoter of the order"),
    "sales_channel": Text("订单的销售渠道", "Channel of sale"),
    NONE: Text("没有触点", "No touch"),
    NOT_SEEN: Text("窗口未完整覆盖", "Window not wholly seen"),
    NO_PERSON: Text("认不出买家", "Buyer unknown"),
}
_FINDING = Text(
    "{orders}单里{share}有触点；按末次触点，「{best}」分到最多：{credit}单，占{best_share}（95%区间{interval}）。",
    "{share} of {orders} orders had a touch; by last touch “{best}” has the most credit: {credit} orders, {best_share} (95% interval {interval}).",
)
_NO_TOUCHES = Text(
    "{orders}单在各自的窗口里都没有触点。",
    "None of the {orders} orders had a touch within its window.",
)
_SUMS = Text(
    "每个模型分出去的都合计{orders}单、{money}。",
    "Under every model the credit adds up to {orders} orders and {money}.",
)
_UNKNOWN = Text(
    "{n}单（{share}）既没有触点，也没有券码等依据，来源未知。",
    "{n} orders ({share}) have neither a touch nor a code; their origin is unknown.",
)
_DIFFERS = Text(
    "和末次相比，「{model}」给「{group}」的占比{direction}{points}（同时比较后95%区间仍不含0），是各模型分歧最大的地方。",
    "Against last touch, {model} gives “{group}” {points} {direction} of the credit (95% interval without 0, all comparisons together), the largest disagreement.",
)
_NOT_SEEN = Text(
    "{n}单的窗口没有被触点数据完整覆盖，已单列，不参与占比。",
    "The touch data does not wholly cover the window of {n} orders; they stand apart and are in no share.",
)
_NO_PERSON = Text(
    "{n}单认不出买家，无法归因，已单列。", "The buyer of {n} orders is unknown; they stand apart."
)
_DERIVED = Text(
    "{n}单没有触点，按订单自带的{kinds}归因；有触点的订单不看这些。",
    "{n} orders without a touch are credited by what they name ({kinds}); orders with a touch are not.",
)
_NO_DIRECT = Text(
    "没有渠道是直接访问，「末次非直接」和「末次」一样；用--direct指明。",
    "No channel is a direct visit, so last non-direct equals last; name them with --direct.",
)
_DOUBLE = Text(
    "各平台自报的成交合计{claimed}，超过同期全部支付金额{paid}：每个平台都按自己的末次点击算，同一单被算了不止一次，不要相加。",
    "Platforms claim {claimed} together, more than the {paid} paid in all: each counts by its own last click, so one order counts more than once. Do not add them up.",
)


def sentences(found: Found, currency: str) -> tuple[Text, ...]:
    """Return who has most, that it adds up, what is unknown, and where models disagree."""
    if not found.judged:
        return (_NOT_SEEN.format(n=f"{found.orders:,}"),)
    said = [_finding(found)]
    said.append(_SUMS.format(orders=f"{found.judged:,}", money=_money(found.paid_fen, currency)))
    (unknown,) = found.of(NONE)
    n = round(unknown.credit("last"))
    if n:
        said.append(_UNKNOWN.format(n=f"{n:,}", share=numbers.ratio(n / found.judged)))
    return (*said, *_disagreement(found))


def _finding(found: Found) -> Text:
    touched = found.of(TOUCH, DIRECT)
    if not touched:
        return _NO_TOUCHES.format(orders=f"{found.judged:,}")
    best = max(touched, key=lambda ln: (ln.credit("last"), ln.group))
    shared = found.share(best, "last")
    assert shared is not None
    value, interval = shared
    share = sum(ln.credit("last") for ln in touched) / found.judged
    return _FINDING.format(
        orders=f"{found.judged:,}", share=numbers.ratio(share), best=best.group, credit=f"{round(best.credit('last')):,}", best_share=numbers.ratio(value),
        interval=Text(numbers.ratio_range(interval.low, interval.high, "zh"), numbers.ratio_range(interval.low, interval.high, "en")),
    )  # fmt: skip


def _disagreement(found: Found) -> tuple[Text, ...]:
    """Return the largest difference to the model last that is beyond doubt, also as the largest of so many."""
    compared = max(len(found.of(TOUCH, DIRECT)) * (len(found.models) - 1), 1)
    sure: list[tuple[float, str, Line, float]] = []
    for model in found.models:
        for line in found.of(TOUCH, DIRECT):
            more = found.more_than_last(line, model, 1 - 0.05 / compared)
            if more is not None and (more[1].low > 0 or more[1].high < 0):
                sure.append((abs(more[0]), model, line, more[0]))
    if not sure:
        return ()
    size, model, line, value = max(sure, key=lambda s: s[0])
    up = Text("高", "more") if value > 0 else Text("低", "less")
    points = Text(f"{numbers.number(size * 100, decimals=1)}个百分点", f"{numbers.number(size * 100, decimals=1)} points")  # fmt: skip
    return (_DIFFERS.format(model=MODEL_NAMES[model], group=line.group, direction=up, points=points),)  # fmt: skip


def cautions(plan: Plan, found: Found, currency: str) -> list[Caution]:
    """Return what is apart, what was credited without a touch, and claims that exceed what was paid."""
    said = []
    claimed, paid = sum(c[1] for c in found.claims), sum(c[2] for c in found.claims)
    if claimed > paid:
        text = _DOUBLE.format(claimed=_money(claimed, currency), paid=_money(paid, currency))
        said.append(Caution("claims_double", text, loud=True))
    for basis, words in ((NOT_SEEN, _NOT_SEEN), (NO_PERSON, _NO_PERSON)):
        n = round(sum(ln.credit("last") for ln in found.of(basis)))
        if n:
            said.append(Caution(basis, words.format(n=f"{n:,}")))
    own = found.of(*OFFLINE)
    if own:
        n = round(sum(ln.credit("last") for ln in own))
        kinds = [BASIS[o] for o in OFFLINE if any(ln.basis == o for ln in own)]
        listed = Text("、".join(k.zh for k in kinds), ", ".join(k.en.lower() for k in kinds))
        said.append(Caution("derived", _DERIVED.format(n=f"{n:,}", kinds=listed)))
    if "last_non_direct" in plan.models and not plan.has_direct:
        said.append(Caution("no_direct", _NO_DIRECT))
    return said


def _money(fen: int, currency: str) -> Text:
    zh, en = (numbers.money(fen, lang, style="exact", currency=currency) for lang in ("zh", "en"))
    return Text(zh, en)
