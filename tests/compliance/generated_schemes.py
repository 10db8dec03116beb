"""Reward schemes from a seed, written in many ways, each with the truth about it.

The truth is drawn first and the document is written from it; nothing here asks the guard.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

NUMERALS = ("一", "二", "三", "四", "五", "六")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
LEVEL_KEYS = (
    "levels",
    "commission",
    "commissions",
    "佣金",
    "tiers",
    "分销佣金",
    "commission_levels",
)
HEAD_KEYS = (
    "head_count_pay", "headCountPay", "per_head", "pay_per_recruit", "uni_brokerage_price", "人头费", "拉人头奖励",
    "recruit_bonus", "每邀请一人", "signup_bonus", "人头奖励", "head-count pay",
)  # fmt: skip
FEE_KEYS = (
    "entry_fee", "entryFee", "入门费", "joining_fee", "membership fee", "加盟费", "deposit", "押金", "代理费", "agent_fee",
)  # fmt: skip
PURCHASE_KEYS = (
    "required_purchase",
    "purchase_to_join",
    "购买门槛",
    "入门礼包",
    "囤货要求",
    "requiredPackage",
)
TEAM_KEYS = (
    "team_pay",
    "team_bonus",
    "团队奖",
    "管理奖",
    "平级奖",
    "teamPerformancePay",
    "downline_sales_bonus",
    "级差奖",
)
VIRTUAL_KEYS = ("virtual_members", "virtual", "虚拟成团", "robots")
OFF: tuple[Any, ...] = (0, None, False, "无", "none", "0元", {"enabled": False, "amount": 5})


@dataclass(frozen=True)
class Case:
    """A document, and what is forbidden in it: names of the reasons."""

    document: dict[str, Any]
    reasons: frozenset[str]


def case(seed: int) -> Case:
    """Return the case of a seed."""
    dice = random.Random(seed)
    reasons: set[str] = set()
    document: dict[str, Any] = dice.choice([{}, {"name": f"方案{seed}"}, {"方案名称": "秋季推广"}])
    levels = dice.choices((0, 1, 2, 3, 4, 6), weights=(1, 6, 3, 3, 1, 1))[0]
    _levels(dice, document, levels, reasons)
    if not levels:
        document["commission"] = 0
    for keys, reason, chance in (
        (HEAD_KEYS, "head_count", 0.12),
        (FEE_KEYS, "entry_fee", 0.12),
        (PURCHASE_KEYS, "entry_fee", 0.06),
        (TEAM_KEYS, "team_pay", 0.08),
        (VIRTUAL_KEYS, "virtual", 0.05),
    ):
        _maybe(dice, document, keys, reason, chance, reasons)
    _prizes(dice, document, reasons)
    _harmless(dice, document)
    items = list(document.items())
    dice.shuffle(items)
    return Case(_wrapped(dice, dict(items)), frozenset(reasons))


def _levels(dice: random.Random, document: dict[str, Any], levels: int, reasons: set[str]) -> None:
    rates = [dice.choice((2, 5, 8, 10, 12)) for _ in range(levels)]
    if levels >= 3:
        reasons.add("third_level")
    if levels == 2:
        if dice.random() < 0.5:
            document["overrides"] = [_override()]
        else:
            reasons.add("second_level")
    if levels:
        document.update(dice.choice(_SPELLINGS)(dice, rates))


def _override() -> dict[str, Any]:
    return {
        "rule": "scheme_second_level", "subject": "levels", "reason": "老客户推荐老客户，法务已看",
        "owner": "李总", "day": "2026-11-01",
    }  # fmt: skip


def _written(dice: random.Random, rate: int) -> Any:
    return dice.choice((f"{rate}%", rate / 100, f"{rate / 100}", f"{rate}％"))


def _as_entries(dice: random.Random, rates: list[int]) -> dict[str, Any]:
    level, pay = dice.choice(
        (("level", "rate"), ("depth", "ratio"), ("层级", "比例"), ("tier", "commission"))
    )
    entries = [{level: n, pay: _written(dice, r)} for n, r in enumerate(rates, 1)]
    dice.shuffle(entries)
    return {dice.choice(LEVEL_KEYS): entries}


def _as_list(dice: random.Random, rates: list[int]) -> dict[str, Any]:
    return {dice.choice(LEVEL_KEYS): [f"{r}%" for r in rates]}


def _as_mapping(dice: random.Random, rates: list[int]) -> dict[str, Any]:
    style = dice.choice(("level{n}", "level_{n}", "{n}", "lv{n}", "{zh}级", "{word}", "tier {n}"))
    keys = [
        style.format(n=n, zh=NUMERALS[n - 1], word=ORDINALS[n - 1])
        for n in range(1, len(rates) + 1)
    ]
    return {
        dice.choice(LEVEL_KEYS): {k: _written(dice, r) for k, r in zip(keys, rates, strict=True)}
    }


def _as_keys(dice: random.Random, rates: list[int]) -> dict[str, Any]:
    style = dice.choice(
        ("{zh}级佣金", "level{n}_rate", "level_{n}_commission", "{word}_level_rate", "{zh}级分佣")
    )
    keys = [
        style.format(n=n, zh=NUMERALS[n - 1], word=ORDINALS[n - 1])
        for n in range(1, len(rates) + 1)
    ]
    return {k: _written(dice, r) for k, r in zip(keys, rates, strict=True)}


def _as_shop_settings(_dice: random.Random, rates: list[int]) -> dict[str, Any]:
    names = ("store_brokerage_ratio", "store_brokerage_two")
    settings: dict[str, Any] = {
        k: float(r) if r == 1 else r for k, r in zip(names, rates, strict=False)
    }
    return {"brokerage_func_status": 1, "brokerage_level": len(rates), **settings}


def _as_payments(dice: random.Random, rates: list[int]) -> dict[str, Any]:
    chains = (
        ("下级", "下级的下级", "下级的下级的下级")
        if dice.random() < 0.5
        else ("direct", "indirect", "third generation")
    )
    entries = []
    for n, rate in enumerate(rates, 1):
        whose = chains[n - 1] if n <= 3 else f"level {n}"
        entries.append({"paid_to": "promoter", "on_sales_of": whose, "rate": f"{rate}%"})
    return {"commission": {"payments": entries}}


_SPELLINGS = (_as_entries, _as_list, _as_mapping, _as_keys, _as_shop_settings, _as_payments)


def _maybe(
    dice: random.Random,
    document: dict[str, Any],
    keys: tuple[str, ...],
    reason: str,
    chance: float,
    reasons: set[str],
) -> None:
    drawn = dice.random()
    if drawn < chance:
        amount = dice.choice((1, 10, 99.5, 298, 3980))
        shapes: list[Any] = [amount, f"{amount}元", f"¥{amount}", {"amount": amount}, True]
        document[dice.choice(keys)] = dice.choice(shapes)
        reasons.add(reason)
    elif drawn < 2 * chance:
        document[dice.choice(keys)] = dice.choice(OFF)


def _prizes(dice: random.Random, document: dict[str, Any], reasons: set[str]) -> None:
    if dice.random() < 0.75:
        return
    value = dice.choice((99, 5_000, 50_000, "4.9万", 50_001, 80_000, "12万元"))
    if value in (50_001, 80_000, "12万元"):
        reasons.add("prize_limit")
    odds: dict[str, Any] = dice.choice(
        [{"odds": "0.1%"}, {"stock": 1}, {"数量": 3, "中奖概率": 0.002}]
    )
    document[dice.choice(("prizes", "奖品"))] = [
        {"name": "一等奖", "value": value, **odds},
        {"name": "谢谢参与", "value": 0, "odds": "90%"},
    ]


def _harmless(dice: random.Random, document: dict[str, Any]) -> None:
    harmless = (
        ("payer", dice.choice(("ordinary", "platform"))),
        ("extract_time", 15),
        ("self_purchase", dice.choice((True, False))),
        ("user_extract_min_price", 100),
        ("绑定天数", 30),
        ("store_brokerage_statu", dice.choice((1, 2))),
        ("freeze_days", 7),
        ("备注", "佣金在过了售后期以后结算"),
    )
    document.update({key: value for key, value in harmless if dice.random() < 0.3})


def _wrapped(dice: random.Random, document: dict[str, Any]) -> dict[str, Any]:
    return (
        {dice.choice(("scheme", "分销", "config")): document} if dice.random() < 0.25 else document
    )
