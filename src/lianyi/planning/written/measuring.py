"""M: is there a measure that somebody keeps, and a number that can be one of its values?"""

from __future__ import annotations

import re

from lianyi.core.translation import Text
from lianyi.planning.written.letters import Letter, ok, refused, reminder
from lianyi.planning.written.naming import UNNAMED, Measured
from lianyi.planning.written.said import Said
from lianyi.planning.written.shown import amount_text
from lianyi.planning.written.units import CLEAR_MONEY
from lianyi.planning.written.vague import strange_in

OF_WHAT = re.compile(r"(?:历史|史上|去年|上月|上季度?|上周|上一?个?[月季年周]|今年|现在|目前|同期|平均)[^,;。]{0,10}的|best|last|current", re.IGNORECASE)  # fmt: skip
UNIT_WORDS = {
    "money": Text("金额", "an amount of money"),
    "ratio": Text("百分比", "a percentage"),
    "count": Text("个数", "a count"),
    "number": Text("数值", "a plain number"),
    "days": Text("天数", "days"),
    "minutes": Text("时长", "a length of time"),
}
# A price of one thing is small; without 元 it is still read as yuan.
SMALL_MONEY = frozenset(
    {"order_value", "buyer_value", "unit_value", "visitor_value", "acquisition_cost", "cac", "cost_per_engagement", "gpm", "ad_cpm", "ad_cpc",
     "creator_cpm", "creator_cpc", "visitor_cost", "creator_visitor_cost", "spend_per_order", "live_visitor_value", "gmv_per_1000_impressions",
     "lifetime_value", "ltv_history", "ad_order_cost", "coupon_discount_per_use", "refund_value", "platform_buyer_value", "gmv_per_promoter"}
)  # fmt: skip


def measurable(said: Said, sentence: Text) -> Letter:
    """Judge M; `sentence` is the goal as it could be written."""
    if said.measured is None:
        return _without_measure(said, sentence)
    name = said.measured.name
    if said.goal_raw is None:
        return refused("有指标「{name}」，没有数字", "{name} is a measure, but there is no number", sentence, name=name)  # fmt: skip
    if said.target is None:
        return _without_target(said, said.measured, sentence)
    bare = _bare_money(said, said.measured)
    if bare is not None:
        return bare
    if said.base_raw is not None and said.baseline is None:
        return _wrong_unit(said.measured, sentence)
    if said.measured.key == UNNAMED and not strange_in(said.normal, known=False):
        return reminder("字典里没有「{name}」：写清从哪里取数", "The dictionary has no {name}: say where the number comes from", name=name)  # fmt: skip
    return ok(
        "{name}，{unit}，到{target}",
        "{name} is {unit}; target {target}",
        name=name,
        unit=UNIT_WORDS[said.measured.unit],
        target=amount_text(said.target, said.measured),
    )


def _without_measure(said: Said, sentence: Text) -> Letter:
    if said.number and strange_in(said.normal, known=False):
        return ok("数得出来", "It can be counted")
    if said.number:
        return refused(
            "有数字，没有指标：说的不是指标字典里的东西，也不是常见的外部数据",
            "There is a number, but no measure that the dictionary or a usual outside source knows",
            sentence,
        )
    return refused("没有指标和数字", "No measure and no number", sentence)


def _without_target(said: Said, measure: Measured, sentence: Text) -> Letter:
    """Judge a goal that says how much to change, or a number that cannot be a value of its measure."""
    change, raw = said.change, said.goal_raw
    if change is not None and change.kind == "share" and measure.unit == "ratio":
        return refused(
            "{name}本身是百分比：「{n}%」说的是百分点还是原来的百分之几，看不出来",
            "{name} is a percentage itself: {n}% may mean points or a share of what it was",
            sentence,
            name=measure.name,
            n=f"{abs(change.value) * 100:f}".rstrip("0").rstrip("."),
        )
    if change is not None and (said.against or said.baseline is not None or _whole_named(said)):
        return ok("{name}，比上一段的变化", "{name}, as a change against an earlier period", name=measure.name)  # fmt: skip
    if change is not None:
        return reminder(
            "没有写从多少开始：默认和之前同样长的一段比",
            "It does not say from where: taken as against the same length of time before",
            sentence,
        )
    if raw is not None and measure.unit == "ratio" and raw.kind == "plain":
        return refused("「{n}」缺单位：{name}是百分比，写成{n}%", "{n} has no unit: {name} is a percentage, write {n}%", sentence, n=_plain(raw.written), name=measure.name)  # fmt: skip
    return _wrong_unit(measure, sentence)


def _whole_named(said: Said) -> bool:
    """Whether a factor says of what it is: 历史最好月份的3.1倍, 上月的2倍."""
    return said.change is not None and said.change.kind == "factor" and OF_WHAT.search(said.normal) is not None  # fmt: skip


def _wrong_unit(measure: Measured, sentence: Text) -> Letter:
    return refused(
        "单位对不上：{name}是{unit}",
        "The unit does not fit: {name} is {unit}",
        sentence,
        name=measure.name,
        unit=UNIT_WORDS[measure.unit],
    )


def _bare_money(said: Said, measure: Measured) -> Letter | None:
    """Judge money without 元 and 万: a small number may mean 万, a price of one thing is read as yuan."""
    raw = said.goal_raw
    if measure.unit != "money" or raw is None or not raw.bare or measure.key in SMALL_MONEY:
        return None
    shown = _plain(raw.written)
    if abs(raw.value) < CLEAR_MONEY:
        return refused(
            "「{n}」缺单位：是{n}元还是{n}万元",
            "{n} has no unit: yuan, or tens of thousands",
            Text(f"写成{shown}万元或¥{shown}", f"Write ¥{shown} or ¥{shown}0K"),
            n=shown,
        )
    return reminder("没有写单位，按元算", "No unit is written; taken as yuan")


def _plain(value: object) -> str:
    text = f"{value:,f}" if hasattr(value, "as_tuple") else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text
