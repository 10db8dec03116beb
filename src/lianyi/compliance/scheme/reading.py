"""Read a scheme document of any known spelling into the one model; whatever is not understood becomes an issue."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from lianyi.compliance.overrides import Override
from lianyi.compliance.scheme.model import PriceClaim, Prize, Scheme
from lianyi.compliance.scheme.names import TEAM_DEPTH, concept_of, depth_of, folded_key
from lianyi.compliance.scheme.offers import price_claims, prizes
from lianyi.compliance.scheme.payments import (
    TYPE_KEYS,
    add_pay,
    read_count,
    read_item,
    read_level_pay,
    read_levels,
)
from lianyi.compliance.scheme.understanding import Understanding
from lianyi.compliance.scheme.values import NotUnderstood, day, flag, is_nothing, share, yuan
from lianyi.core.errors import Issue, LianyiError

_COUPON = re.compile(r"coupons?|points?|voucher|gift|优惠券|积分|券|礼品|赠品")
_NOTE_KEYS = re.compile(
    r"level|levels|depth|cap|dailycap|limit|on|to|who|type|kind|currency|per|unit|notes?|name|basis|trigger|refundable|可退|说明|备注|名称|单位|币种|上限|每日上限|层级|对象|触发|label|when|condition|条件"
)
_OWN_KEYS = re.compile(
    r"amount|fee|price|yuan|value|rate|ratio|percent|reward|bonus|cash|pay|fixed|min(?:imum)?|total|sum|cost|each|every|required|enabled?|active|启用|金额|费用|价格|比例|奖励|数额|元|每人|需要|per(?:person|head|recruit|user|invite|member|order)(?:yuan|amount|fee|bonus|reward)?|amountyuan|feeyuan|level\d|一级|二级|三级|spend|threshold|门槛"
)


def understood(document: object, file: str = "") -> tuple[Scheme, list[Issue]]:
    """Return the scheme of a parsed YAML or JSON document, and an issue for each place that is not understood.

    A scheme with issues must not be passed: what is unknown may be what is forbidden. A document that is no
    mapping, or without one known setting, is refused with `scheme.unreadable`.
    """
    if not isinstance(document, Mapping):
        raise LianyiError("scheme.unreadable", file=file)
    found = Understanding(file, read=_read)
    try:
        _read_mapping(document, "", found)
    except RecursionError as error:
        raise LianyiError("scheme.unreadable", file=file) from error
    if not found.recognised and not found.issues:
        raise LianyiError("scheme.unreadable", file=file)
    fields = {**found.settings, "commissions": tuple(found.commissions)}
    return Scheme(**fields, texts=tuple(found.texts)), found.issues


def _read_mapping(document: Mapping[Any, Any], path: str, found: Understanding) -> None:
    if _brokerage_is_off(document):
        found.recognised += 1
        return
    for key, value in document.items():
        where = f"{path}.{key}" if path else str(key)
        concept = concept_of(str(key))
        if concept is None:
            _read_unknown(value, where, found)
            continue
        found.recognised += concept not in ("name", "texts", "container")
        try:
            _read(concept, value, where, found)
        except (NotUnderstood, ValueError, ArithmeticError):
            found.unreadable(where, value)


def _brokerage_is_off(document: Mapping[Any, Any]) -> bool:
    return any(concept_of(str(k)) == "on" and is_nothing(v) for k, v in document.items())


def _read_unknown(value: object, where: str, found: Understanding) -> None:
    """An unknown setting that is switched off does no harm; any other is an issue."""
    if isinstance(value, str):
        found.texts.append(value)
    if not is_nothing(value):
        found.unknown(where, value)


def _read(concept: str, value: Any, where: str, found: Understanding) -> None:
    if concept.startswith("level:"):
        read_level_pay(int(concept[6:]), value, where, found)
    elif concept == "commissions" or concept.startswith("rate"):
        depth = int(concept[4:]) if concept.startswith("rate") else 1
        if isinstance(value, Mapping | list):
            read_levels(value, where, found)
        elif depth_of(value) in (TEAM_DEPTH, 2, 3) and isinstance(value, str):
            read_count(value, where, found)
        else:
            add_pay(found, depth, share(value))
    else:
        _READERS[concept](value, where, found)


def _head_count(value: Any, _where: str, found: Understanding) -> None:
    if isinstance(value, Mapping):
        kinds = [
            v for k, v in value.items() if folded_key(k) in ("type", "kind", "类型", "form", "形式")
        ]
        if any(_COUPON.fullmatch(folded_key(kind)) for kind in kinds):
            found.on("invite_gift", flag({k: v for k, v in value.items() if v not in kinds}))
            return
    if (
        isinstance(value, str)
        and _COUPON.search(value)
        and not re.search(r"现金|cash|元现金", value)
    ):
        found.on("invite_gift", is_on=True)
        return
    _settled("head_count_pay", value, _where, found)


def _settled(name: str, value: Any, where: str, found: Understanding) -> None:
    """Read an amount; within a mapping the notes are passed over and other settings are read for themselves."""
    if not isinstance(value, Mapping) or is_nothing(value):
        found.more(name, yuan(value))
        return
    notes = {k: v for k, v in value.items() if _NOTE_KEYS.fullmatch(folded_key(k))}
    amounts = {
        k: v for k, v in value.items() if k not in notes and _OWN_KEYS.fullmatch(folded_key(k))
    }
    rest = {k: v for k, v in value.items() if k not in notes and k not in amounts}
    if amounts:
        found.more(name, max(yuan(v) for v in amounts.values()))
    elif not rest:
        found.more(name, Decimal("0.01"))
    if rest:
        _read_mapping(rest, where, found)


def _qualification(value: Any, _where: str, found: Understanding) -> None:
    """Who may promote: 1 designated, 2 everyone, 3 by what was spent (as shop software numbers them)."""
    if str(value).strip() == "3" or re.search(r"满额|消费满|spend|spent", str(value).lower()):
        found.more("spend_qualification", Decimal("0.01"))
    elif re.search(r"购买|purchase|buy|paid|付费|缴费|交费", str(value).lower()):
        found.more("required_purchase", Decimal("0.01"))


def _roles(value: Any, where: str, found: Understanding) -> None:
    for place, role in enumerate(value if isinstance(value, list) else [value], 1):
        if isinstance(role, Mapping):
            _read_mapping(role, f"{where}[{place}]", found)


def _container(value: Any, where: str, found: Understanding) -> None:
    if isinstance(value, Mapping):
        _read_mapping(value, where, found)
    elif isinstance(value, list) and all(isinstance(item, Mapping) for item in value):
        for place, item in enumerate(value, 1):
            if any(TYPE_KEYS.fullmatch(folded_key(k)) for k in item):
                read_item(item, f"{where}[{place}]", found, default_depth=1)
            else:
                _read_mapping(item, f"{where}[{place}]", found)
    elif not is_nothing(value):
        raise NotUnderstood(where)


def _texts(value: Any, where: str, found: Understanding) -> None:
    if isinstance(value, Mapping):
        _aside(value, where, found)
    found.texts += [str(v) for v in (value if isinstance(value, list) else [value]) if v]


def _payer(value: Any, where: str, found: Understanding) -> None:
    plain = folded_key(value)
    if re.fullmatch(
        r"platform|internetplatform|平台|互联网平台(?:企业)?|b|methodb|累计预扣", plain
    ):
        found.settings["payer"] = "platform"
    elif re.fullmatch(
        r"ordinary|merchant|shop|company|普通(?:企业|付款方)?|商家|企业|公司|a|methoda|按次", plain
    ):
        found.settings["payer"] = "ordinary"
    else:
        raise NotUnderstood(where)


def _overrides(value: Any, where: str, found: Understanding) -> None:
    records = []
    if value is not None and not isinstance(value, list):
        raise NotUnderstood(where)
    for item in value or []:
        if not isinstance(item, Mapping):
            raise NotUnderstood(where)
        told = {folded_key(k): v for k, v in item.items()}
        texts = {k: str(told.get(k, "")) for k in ("rule", "reason", "owner")}
        subject = str(told.get("subject", "*"))
        try:
            records.append(Override(**texts, subject=subject, day=day(told.get("day"))))
        except LianyiError as error:
            found.issues.append(Issue(error.code, found.file, header=where, facts=error.facts))
    found.settings["overrides"] = tuple(records)


def _prizes(value: Any, where: str, found: Understanding) -> None:
    read: tuple[Prize, ...] = prizes(value, where, found.unknown)
    found.settings["prizes"] = (*found.settings.get("prizes", ()), *read)


def _prices(value: Any, where: str, found: Understanding) -> None:
    read: tuple[PriceClaim, ...] = price_claims(value, where, found.unknown)
    found.settings["prices"] = (*found.settings.get("prices", ()), *read)


def _amount(name: str) -> Callable[[Any, str, Understanding], None]:
    return lambda value, where, found: _settled(name, value, where, found)


def _switch(name: str) -> Callable[[Any, str, Understanding], None]:
    return lambda value, _where, found: found.on(name, flag(value))


def _aside(value: Any, where: str, found: Understanding) -> None:
    """A setting that no rule is about: what it holds is read for known settings, the rest is left alone."""
    parts = value if isinstance(value, list) else [value]
    issues = len(found.issues)
    for part in parts:
        if isinstance(part, Mapping):
            _read_mapping(part, where, found)
    del found.issues[issues:]


def _name(value: Any, where: str, found: Understanding) -> None:
    if isinstance(value, Mapping | list):
        _container(value, where, found)
    else:
        found.settings.setdefault("name", str(value))


_READERS: dict[str, Callable[[Any, str, Understanding], None]] = {
    "on": _aside,
    "ignored": _aside,
    "name": _name,
    "leader_rate": _aside,
    "max_levels": read_count,
    "levels": read_levels,
    "roles": _roles,
    "container": _container,
    "texts": _texts,
    "head_count": _head_count,
    "entry_fee": _amount("entry_fee"),
    "required_purchase": _amount("required_purchase"),
    "spend_qualification": _amount("spend_qualification"),
    "who": _qualification,
    "team_pay": _switch("team_pay"),
    "self_purchase": _switch("self_purchase"),
    "stacking": _switch("stacking"),
    "virtual": _switch("virtual_members"),
    "invite_gift": _switch("invite_gift"),
    "prizes": _prizes,
    "prices": _prices,
    "payer": _payer,
    "overrides": _overrides,
}
