"""Read prizes and price claims of a scheme document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from lianyi.compliance.scheme.model import DealPrice, PriceClaim, Prize
from lianyi.compliance.scheme.names import folded_key
from lianyi.compliance.scheme.values import NotUnderstood, day, flag, is_nothing, share, yuan

Unknown = Callable[[str, object], None]

_PRIZE = {
    "name": r"name|title|奖品|奖项|名称|奖品名称|level|等级|奖级|type|类型|description|说明|id",
    "value": r"(?:top|max|highest|first|grand)?prize(?:value|amount)?|最高奖(?:金额|价值)?|头奖|一等奖|value|price|worth|amount|yuan|cash|marketvalue|价值|金额|市场价|单价|奖金|奖品价值|面值",
    "odds": r"odds|probability|chance|rate|winrate|概率|中奖率|中奖概率|几率|weight",
    "stock": r"stock|count|quantity|num(?:ber)?|qty|库存|数量|名额|份数|个数",
    "drawn": r"drawn|draw|random|lottery|抽奖|随机|是否抽奖",
}
_GROUPED = re.compile(r"prizes|prizelist|items|list|awards|奖品|奖项|奖品列表")
_DRAW_NOTES = re.compile(
    r"name|名称|rules?|规则|start\w*|end\w*|time|开奖时间|drawat|drawtime|drawday|how|method|开奖方式|conditions?|参与条件|announced?|公示|claim\w*|兑奖\w*|organi[sz]er|主办方|perusers?\w*|limit\w*|每人\w*|factor|cost|enabled|启用|text|description|说明"
)
_CLAIM = {
    "sku": r"sku|name|product|商品|名称|title|id|货号",
    "price": r"price|now|current(?:price)?|saleprice|dealprice|活动价|现价|售价|到手价|秒杀价|拼团价|团购价|promotionprice|promo|flashprice|groupprice",
    "crossed_out": r"crossed(?:out)?(?:price)?|list(?:price)?|original(?:price)?|was|reference(?:price)?|strikethrough(?:price)?|comparedprice|marketprice|otprice|原价|划线价|参考价|吊牌价|市场价|标价|被比较价格",
    "day": r"day|date|on|from|日期|开始(?:日期)?|活动日期|start(?:day)?|as ?of",
    "deals": r"deals?|recent(?:deals?|dealprices?|prices|sales)?|dealprices|history|pricehistory|成交(?:记录|价)?|近期成交|最近成交|近7天成交|近七天成交价?|last7days|past7days",
}


def prizes(value: Any, where: str, unknown: Unknown) -> tuple[Prize, ...]:
    """Return the prizes of a list, a mapping by name, or a draw that holds a list; unknown keys are told to `unknown`."""
    if is_nothing(value):
        return ()
    if isinstance(value, Mapping):
        grouped = [v for k, v in value.items() if _GROUPED.fullmatch(folded_key(k))]
        if grouped:
            for key, item in value.items():
                plain = folded_key(key)
                if not (
                    _GROUPED.fullmatch(plain) or _DRAW_NOTES.fullmatch(plain) or is_nothing(item)
                ):
                    unknown(f"{where}.{key}", item)
            return prizes(grouped[0], where, unknown)
        if all(isinstance(v, Mapping) for v in value.values()):
            named = [{"name": k, **v} for k, v in value.items()]
            return prizes(named, where, unknown)
        return (_prize(value, where, unknown),)
    if not isinstance(value, list):
        raise NotUnderstood(where)
    return tuple(
        _prize(item, f"{where}[{place}]", unknown)
        if isinstance(item, Mapping)
        else Prize(value=yuan(item))
        for place, item in enumerate(value, 1)
    )


def _prize(item: Mapping[Any, Any], where: str, unknown: Unknown) -> Prize:
    told = _fields(item, _PRIZE, where, unknown)
    stock = told.get("stock")
    return Prize(
        name=str(told.get("name", "")),
        value=None if told.get("value") is None else _money(told["value"]),
        odds=None if told.get("odds") is None else _odds(told["odds"]),
        stock=None
        if stock is None or str(stock) in ("-1", "unlimited", "不限")
        else int(_money(stock)),
        drawn=flag(told["drawn"]) if "drawn" in told else True,
    )


def _money(value: Any) -> Decimal:
    return Decimal(0) if value == 0 else yuan(value)


def _odds(value: Any) -> Decimal:
    found = re.fullmatch(r"\s*(\d+)\s*/\s*(\d+)\s*", str(value))
    if found and int(found[2]):
        return Decimal(found[1]) / Decimal(found[2])
    return share(value)


def price_claims(value: Any, where: str, unknown: Unknown) -> tuple[PriceClaim, ...]:
    """Return the price claims of a list or of one mapping; unknown keys are told to `unknown`."""
    if is_nothing(value):
        return ()
    if isinstance(value, Mapping):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise NotUnderstood(where)
    return tuple(_claim(item, f"{where}[{place}]", unknown) for place, item in enumerate(value, 1))


def _claim(item: Mapping[Any, Any], where: str, unknown: Unknown) -> PriceClaim:
    told = _fields(item, _CLAIM, where, unknown)
    return PriceClaim(
        sku=str(told.get("sku", "")),
        price=None if told.get("price") is None else yuan(told["price"]),
        crossed_out=None if told.get("crossed_out") is None else yuan(told["crossed_out"]),
        day=None if told.get("day") is None else day(told["day"]),
        deals=_deals(told.get("deals"), where),
    )


def _deals(value: Any, where: str) -> tuple[DealPrice, ...]:
    if value is None:
        return ()
    if isinstance(value, Mapping):
        return tuple(DealPrice(day=day(k), price=yuan(v)) for k, v in value.items())
    if not isinstance(value, list):
        raise NotUnderstood(where)
    deals = []
    for item in value:
        if isinstance(item, Mapping):
            told = _fields(
                item, {"day": _CLAIM["day"], "price": r"price|amount|价格|成交价|金额"}, where
            )
            deals.append(DealPrice(day=day(told.get("day")), price=yuan(told.get("price"))))
        elif isinstance(item, list) and len(item) == 2:
            deals.append(DealPrice(day=day(item[0]), price=yuan(item[1])))
        else:
            raise NotUnderstood(where)
    return tuple(deals)


def _fields(
    item: Mapping[Any, Any], names: Mapping[str, str], where: str, unknown: Unknown | None = None
) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for key, value in item.items():
        plain = folded_key(key)
        name = next((n for n, pattern in names.items() if re.fullmatch(pattern, plain)), None)
        if name is not None:
            told.setdefault(name, value)
        elif unknown is None:
            raise NotUnderstood(f"{where}.{key}")
        elif not is_nothing(value):
            unknown(f"{where}.{key}", value)
    return told
