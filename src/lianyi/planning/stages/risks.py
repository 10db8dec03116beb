"""The risks of a first plan: the shipped monitors, each with somebody who acts and a plan B."""

from __future__ import annotations

from collections.abc import Sequence

from lianyi.core.translation import Lang, Text
from lianyi.planning.model.risks import Fallback, Level, Risk, Trigger
from lianyi.planning.stages.people import COMMUNITY, CONTENT, OPERATIONS, SUPPLY

RISKS: dict[str, tuple[Text, Level, Level, Text, tuple[tuple[Text, int], ...]]] = {
    "community_falling": (
        Text("社群活跃度下降", "Communities go quiet"), "medium", "medium", COMMUNITY,
        (
            (Text("停三天广告，发一个大家能接的话题", "No ads for three days, one topic that all can join"), 1),
            (Text("逐个问最近两周退群的人", "Ask those who left in the last two weeks"), 3),
        ),
    ),
    "play_banned": (
        Text("裂变活动被平台限制", "A referral play is banned"), "low", "high", OPERATIONS,
        (
            (Text("下线这个活动码，改发普通券", "Take the code down, hand out plain coupons"), 1),
            (Text("把已参与的人导回社群，答应过的奖照发", "Lead those who joined to the groups, and give what was promised"), 3),
        ),
    ),
    "creator_below": (
        Text("达人效果不及预期", "Creators deliver less than promised"), "medium", "medium", CONTENT,
        (
            (Text("和达人谈补发或退费", "Agree with the creator on another post or a refund"), 7),
            (Text("把剩下的钱给已经有单的素材", "Move what is left to material that sells"), 3),
        ),
    ),
    "refund_spike": (
        Text("退款突然增多", "Refunds jump"), "medium", "high", SUPPLY,
        (
            (Text("查退款最多的商品和批次，先停它的投放", "Find the product and batch, stop its ads first"), 1),
            (Text("给已发货的买家主动说明和补偿", "Tell those who wait for parcels, and make it good"), 2),
        ),
    ),
    "stock_out": (
        Text("热销品断货", "A best seller is out of stock"), "medium", "high", SUPPLY,
        (
            (Text("改成预售并写明发货日，或者换替代品", "Sell ahead with a dispatch day, or offer another product"), 1),
            (Text("向备用供应商下单", "Order from the second supplier"), 2),
        ),
    ),
    "complaint_spike": (
        Text("投诉突然增多", "Complaints jump"), "low", "high", OPERATIONS,
        (
            (Text("看投诉集中在哪个商品、哪句话", "See which product and which words they are about"), 1),
            (Text("统一答复口径，48小时内逐条回", "Agree on one answer, reply to each within 48 hours"), 2),
        ),
    ),
    "promoter_concentration": (
        Text("业绩集中在少数推广者", "Few promoters bring most sales"), "medium", "medium", OPERATIONS,
        (
            (Text("和前三位推广者约定交接和备份", "Agree on hand-over with the top three"), 7),
            (Text("从老客里再招一批推广者", "Win new promoters among customers"), 14),
        ),
    ),
}  # fmt: skip


def risks(keys: Sequence[str], lang: Lang) -> tuple[Risk, ...]:
    """Return the risks `keys` with their monitor and fallback steps."""
    return tuple(_risk(key, lang) for key in keys)


def _risk(key: str, lang: Lang) -> Risk:
    name, probability, impact, owner, steps = RISKS[key]
    who = owner.say(lang)
    return Risk(
        id=key.replace("_", "-"),
        name=name.say(lang),
        probability=probability,
        impact=impact,
        trigger=Trigger(preset=key),
        owner=who,
        fallback=tuple(
            Fallback(name=step.say(lang), owner=who, within_days=days) for step, days in steps
        ),
    )
