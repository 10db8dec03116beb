"""A plan with something in every section, and random plans."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from lianyi.planning.model.plan import Plan

FULL: dict[str, Any] = {
    "format": 1,
    "title": "团团母婴2026年秋季方案",
    "stage": "growth",
    "period_from": "2026-09-01",
    "period_to": "2026-12-31",
    "goals": [
        {
            "id": "gmv",
            "name": "9月30日前，GMV做到190万",
            "metric": "gmv_paid",
            "baseline": "168.5万",
            "target": "190万",
            "from_day": "2026-09-01",
            "due": "2026-09-30",
            "owner": "陈曦",
            "why": "为双11备货定量",
            "relation": "product",
            "parts": [
                {"id": "visitors", "name": "访客48万", "metric": "visitors", "target": "48万"},
                {"id": "value", "name": "笔单价139元", "metric": "order_value", "target": 138.9},
            ],
            "campaigns": ["double11"],
        },
        {
            "id": "repurchase",
            "name": "复购率28%",
            "dimension": "users",
            "metric": "repurchase_rate",
            "target": "28%",
            "due": "2026-12-31",
        },
    ],
    "personas": [{"id": "mother", "name": "宝妈", "pains": [{"name": "怕临期", "value": "38%", "n": 1904}]}],
    "campaigns": [
        {
            "id": "double11",
            "name": "双11",
            "kind": "双11",
            "from_day": "2026-10-20",
            "to_day": "2026-11-11",
            "phases": [
                {
                    "kind": "prepare",
                    "from_day": "2026-10-01",
                    "to_day": "2026-10-19",
                    "tasks": [{"id": "stock", "name": "备货", "owner": "何川", "due": "2026-10-10"}],
                }
            ],
            "budget": [{"category": "ads", "amount": "¥12,800.50"}],
        }
    ],
    "content": {"items": [{"id": "n1", "name": "开箱笔记", "day": "2026-09-21", "owner": "张敏"}]},
    "channels": [{"id": "douyin", "name": "抖音", "platform": "douyin", "monthly_cost": 3000}],
    "team": {"members": [{"id": "chen", "name": "陈曦"}], "duties": [{"id": "d1", "item": "goal:gmv", "accountable": ["陈曦"]}]},
    "budget": {"lines": [{"id": "ads-09", "category": "ads", "month": "2026-09", "planned": "12.8万"}]},
    "products": {"items": [{"sku": "A-1", "name": "学饮杯", "price": 79, "looks": 80}], "stacking": {"benefits": [{"id": "points", "kind": "points", "rate": "5%"}], "not_with": [["points", "flash"]]}},
    "risks": [{"id": "ban", "name": "裂变活动被封", "trigger": {"preset": "play_banned", "scope": "code-7"}}],
}  # fmt: skip


def full_plan() -> Plan:
    """Return the plan above."""
    return Plan.model_validate(FULL)


def _text(smallest: int = 0) -> st.SearchStrategy[str]:
    letters = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))
    return st.text(letters, min_size=smallest, max_size=12).map(str.strip).filter(
        lambda t: len(t) >= smallest
    )  # fmt: skip


def plans() -> st.SearchStrategy[Plan]:
    """Random plans: any text, whole and broken amounts, nested goals."""
    days = st.integers(0, 900).map(lambda n: date(2026, 1, 1) + timedelta(n))
    amounts = st.decimals("0", "99999999", places=4).map(lambda d: Decimal(f"{d.normalize():f}"))
    fen = st.integers(0, 10**11)

    def goals(depth: int) -> st.SearchStrategy[list[dict[str, Any]]]:
        parts = goals(depth - 1) if depth else st.just([])
        one = st.fixed_dictionaries(
            {"name": _text(), "metric": st.sampled_from(["gmv_paid", "visitors", ""]), "owner": _text(), "parts": parts},
            optional={"target": amounts, "baseline": amounts, "due": days, "why": _text()},
        )  # fmt: skip
        return st.lists(one, max_size=3)

    line = st.fixed_dictionaries(
        {"category": st.sampled_from(["content", "kol", "ads", "incentives"]), "planned_fen": fen},
        optional={"channel": _text(), "goal": _text()},
    )
    lines = st.lists(line, max_size=3).map(
        lambda ls: [{**b, "id": f"b{n}", "month": f"2026-{n + 1:02}"} for n, b in enumerate(ls)]
    )
    made = st.fixed_dictionaries(
        {"title": _text(), "goals": goals(2), "budget": st.fixed_dictionaries({"lines": lines})}
    )  # fmt: skip
    return made.map(_numbered).map(Plan.model_validate)


def _numbered(data: dict[str, Any]) -> dict[str, Any]:
    """Return the plan with an id of its own for each goal."""
    number = itertools.count()

    def named(goals: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**g, "id": f"g{next(number)}", "parts": named(g["parts"])} for g in goals]

    return {**data, "goals": named(data["goals"])}
