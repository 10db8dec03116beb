"""Read who is paid on whose sales: levels as a count, a list, entries or a mapping."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lianyi.compliance.scheme.model import Commission
from lianyi.compliance.scheme.names import TEAM_DEPTH, concept_of, depth_of, folded_key
from lianyi.compliance.scheme.understanding import Understanding
from lianyi.compliance.scheme.values import NotUnderstood, is_nothing, share, yuan

_ON_ORDERS = re.compile(
    r"paid|(?:actual(?:ly)?)?(?:paid|payment)(?:price|amount)?|list(?:price)?|settled(?:orders)?|实付款?|实际支付|(?:paid|own|customer'?s?|real|net|product)?(?:orders?|sales|purchases?|revenue|gmv|goods|payment|amountpaid|sale)(?:amount|s)?|订单(?:金额)?|销售额?|实付(?:金额)?|成交(?:金额)?|已?付款订单|货款|商品销售|有效订单|paidamount|orderamount|首单"
)
_ON_HEADS = re.compile(
    r"sign_?ups?|recruit(?:s|ment|ing|edpeople)?|registrations?|register|invit(?:es?|ations?)|new(?:user|member|agent|person|people|customer)s?|heads?(?:count)?|joins?|joining|people|persons?|members?(?:recruited|count)?|人头(?:数)?|拉人|拉新|注册|入会|发展人数|邀请|新人|加入|招募|下线人数|人数|follow(?:s|ers?)?|关注|直推人数"
)
_ON_ENTRY = re.compile(
    r"(?:entry|join(?:ing)?|membership|agent|admission)fees?|(?:starter)?(?:package|kit)(?:sales?)?|入门费|入会费|会费|加盟费|代理费|礼包(?:销售)?"
)
TYPE_KEYS = re.compile(r"type|kind|类型|种类|reward(?:type)?|for|名目|项目")
_LEVEL_KEYS = re.compile(
    r"levels?|depth|tier|layer|generation|层级?|级别?|级数|代数?|第几级|lv|level(?:no|num)?"
)
_TO_KEYS = re.compile(
    r"(?:paid)?to|who|payee|receiver|recipient|earner|beneficiary|对象|付给|给谁|收款人|获得者|受益人|谁拿|role|角色"
)
_ON_KEYS = re.compile(
    r"on|of|from|source|basis|base|on(?:whose)?sales(?:of)?|onordersof|salesof|whose(?:sales|orders)?|per|trigger|paidon|event|依据|来源|基于|谁的(?:销售|订单|业绩)|计算依据|按什么|计酬依据|触发|based?on|条件"
)
_PAY_KEYS = re.compile(
    r"rate|ratio|percent(?:age)?|pct|commission(?:rate|ratio|percent)?|brokerage(?:rate|ratio)?|比例|佣金(?:比例|率)?|返佣比例|提成(?:比例)?|share|奖励比例|分佣比例|value|返佣"
)
_FIXED_KEYS = re.compile(
    r"amount|fixed(?:amount)?|yuan|金额|固定(?:金额|佣金)?|元|reward|bonus|奖励|price|pay|每单"
)
_LABEL_KEYS = re.compile(
    r"name|title|label|名称|说明|note|备注|id|description|desc|cap|上限|type|类型|kind|days?|enabled|启用"
)


def add_pay(
    found: Understanding, depth: int, rate: Decimal, amount: Decimal = Decimal(0), name: str = ""
) -> None:
    """Note what a depth is paid: a level, a whole team, or the buyer."""
    if depth >= TEAM_DEPTH:
        found.on("team_pay", rate > 0 or amount > 0)
    elif depth == 0:
        found.on("self_purchase", rate > 0 or amount > 0)
    else:
        found.commissions.append(Commission(depth=depth, rate=rate, amount=amount, name=name))


def read_level_pay(depth: int, value: Any, where: str, found: Understanding) -> None:
    """Note what one level is paid: a share, or a mapping that says more."""
    if isinstance(value, Mapping):
        _read_entry(value, where, found, default_depth=depth)
    else:
        add_pay(found, depth, share(value))


def read_levels(value: Any, where: str, found: Understanding) -> None:
    """Levels come as a count, a list of shares, a list of entries, or a mapping by level."""
    if isinstance(value, bool):
        raise NotUnderstood(where)
    if isinstance(value, int | str):
        read_count(value, where, found)
    elif isinstance(value, float):
        add_pay(found, 1, share(value))
    elif isinstance(value, Mapping):
        _read_level_mapping(value, where, found)
    elif isinstance(value, list):
        for place, item in enumerate(value, 1):
            if isinstance(item, Mapping):
                read_item(item, f"{where}[{place}]", found, default_depth=place)
            else:
                add_pay(found, place, share(item))
    elif value is not None:
        raise NotUnderstood(where)


def read_count(value: Any, where: str, found: Understanding) -> None:
    """Note how many levels are declared; a list or a mapping of levels is read as such."""
    if isinstance(value, Mapping | list | float):
        read_levels(value, where, found)
        return
    if is_nothing(value):
        return
    if isinstance(value, str) and "%" in value.replace("％", "%"):
        add_pay(found, 1, share(value))
        return
    depth = depth_of(value) if not str(value).strip().isdigit() else int(str(value))
    if depth is None:
        raise NotUnderstood(where)
    if depth >= TEAM_DEPTH:
        found.on("team_pay", is_on=True)
        return
    found.settings["max_levels"] = max(found.settings.get("max_levels") or 0, depth)


def _read_level_mapping(value: Mapping[Any, Any], where: str, found: Understanding) -> None:
    if _is_entry(value):
        _read_entry(value, where, found, default_depth=1)
        return
    rest: dict[Any, Any] = {}
    for key, item in value.items():
        depth = depth_of(key)
        if depth is None:
            rest[key] = item
        else:
            read_level_pay(depth, item, f"{where}.{key}", found)
    if rest:
        found.read("container", rest, where, found)


def _is_entry(value: Mapping[Any, Any]) -> bool:
    """True where a mapping describes one payment and not several levels."""
    keys = [folded_key(k) for k in value]
    pays = any(_PAY_KEYS.fullmatch(k) or _FIXED_KEYS.fullmatch(k) for k in keys)
    scalars = not any(isinstance(v, Mapping | list) for v in value.values())
    return pays and scalars and all(depth_of(k) is None for k in value)


def _read_entry(
    item: Mapping[Any, Any], where: str, found: Understanding, *, default_depth: int
) -> None:
    """One payment: to whom, on whose sales, how much."""
    depths: list[int] = []
    rate, amount, name, on = Decimal(0), Decimal(0), "", "orders"
    rest: dict[Any, Any] = {}
    for key, value in item.items():
        plain = folded_key(key)
        if _LEVEL_KEYS.fullmatch(plain):
            depths.append(_told_depth(value))
        elif _ON_KEYS.fullmatch(plain):
            on = _basis(value, depths) or on
        elif _PAY_KEYS.fullmatch(plain):
            rate = max(rate, share(value))
        elif _FIXED_KEYS.fullmatch(plain):
            amount = max(amount, yuan(value))
        elif _TO_KEYS.fullmatch(plain):
            depths += [d for d in [depth_of(value)] if d is not None]
        elif _LABEL_KEYS.fullmatch(plain):
            name = str(value) if plain in ("name", "名称", "title") else name
            depths += [d for d in [depth_of(value)] if d is not None and plain in ("name", "名称")]
        else:
            rest[key] = value
    if rest:
        found.read("container", rest, where, found)
    _place(found, on, max(depths, default=default_depth), rate, amount, name)


def read_item(
    item: Mapping[Any, Any], where: str, found: Understanding, *, default_depth: int
) -> None:
    """One item of a list: what its `type` names, or else a payment."""
    found.recognised += 1
    for key, value in item.items():
        concept = concept_of(str(value)) if TYPE_KEYS.fullmatch(folded_key(key)) else None
        if concept is not None:
            rest = {k: v for k, v in item.items() if k != key}
            if concept == "commissions" or str(concept).startswith("rate"):
                _read_entry(rest, where, found, default_depth=default_depth)
            else:
                found.read(str(concept), _bare(rest), where, found)
            return
    _read_entry(item, where, found, default_depth=default_depth)


def _bare(rest: Mapping[Any, Any]) -> Any:
    """Return what an item says beside its type: on where it says nothing more."""
    return rest or True


def _told_depth(value: object) -> int:
    depth = depth_of(value)
    if depth is None:
        raise NotUnderstood(str(value))
    return depth


def _basis(value: object, depths: list[int]) -> str | None:
    """Return on what a payment rests: orders, heads, entry or team; a depth found on the way is noted."""
    plain = folded_key(value)
    for kind, pattern in (("entry", _ON_ENTRY), ("heads", _ON_HEADS), ("orders", _ON_ORDERS)):
        if pattern.fullmatch(plain):
            return kind
    depth = depth_of(value)
    if depth is None:
        raise NotUnderstood(str(value))
    depths.append(depth)
    return None


def _place(
    found: Understanding, on: str, depth: int, rate: Decimal, amount: Decimal, name: str
) -> None:
    paid = rate > 0 or amount > 0
    if on == "heads":
        found.more("head_count_pay", amount or rate)
    elif on == "entry":
        found.more("entry_fee", Decimal("0.01") if paid else Decimal(0))
        add_pay(found, depth, rate, amount, name)
    else:
        add_pay(found, depth, rate, amount, name)
