"""Candidates from a table: which headers mean which field, and what a cell may hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from lianyi.core.errors import Issue
from lianyi.planning.model.base import CURRENCY, read_amount
from lianyi.planning.model.products import ProductItem
from lianyi.planning.products.modes import Trait

HEADERS: dict[str, tuple[str, ...]] = {
    "sku": ("sku", "sku_code", "商家编码", "编码", "货号", "商品编码"),
    "name": ("name", "product", "product_name", "商品", "商品名称", "名称", "品名"),
    "price": ("price", "售价", "价格", "单价", "客单价"),
    "cost": ("cost", "unit_cost", "成本", "成本价", "单件成本", "进价"),
    "stock": ("stock", "库存", "库存数量"),
    "social": ("social", "社交属性", "分享欲"),
    "looks": ("looks", "颜值"),
    "packaging": ("packaging", "包装", "包装适合拍照"),
    "value": ("value", "性价比"),
    "topicality": ("topicality", "话题", "话题性"),
    "season_from": ("season_from", "季节开始"),
    "season_to": ("season_to", "季节结束"),
}
TRAIT_HEADERS: dict[Trait, tuple[str, ...]] = {
    "margin": ("margin", "margin_rate", "毛利率"),
    "frequency": ("frequency", "orders_per_year", "复购频次", "年购买次数", "频次"),
    "shareability": ("shareability", "可分享", "分享性", "社交属性", "social"),
    "complexity": ("complexity", "需要讲解", "复杂度", "决策复杂度"),
}
NUMBERS = ("stock", "social", "looks", "packaging", "value", "topicality")


@dataclass(frozen=True)
class Candidates:
    """What a table holds: products with their traits (by row), and the cells that could not be read."""

    items: tuple[ProductItem, ...]
    traits: tuple[Mapping[Trait, Fraction], ...] = ()
    issues: tuple[Issue, ...] = field(default=())


def wanted_columns() -> dict[str, Sequence[str]]:
    """Return the columns to look for: the first is needed (a name will do), the others may be missing."""
    fields = {f"?{name}": headers for name, headers in HEADERS.items()}
    traits = {f"?trait_{name}": headers for name, headers in TRAIT_HEADERS.items()}
    return {**fields, **traits}


def candidates(
    columns: Mapping[str, Sequence[str]], file: str, currency: str = CURRENCY
) -> Candidates:
    """Return the candidates of a table given as columns of text; rows without SKU and name are passed over."""
    named = {name.lstrip("?"): values for name, values in columns.items()}
    height = max((len(v) for v in named.values()), default=0)
    items, traits, issues = [], [], []
    for number in range(height):
        row = {name: values[number].strip() for name, values in named.items() if values[number].strip()}  # fmt: skip
        if not (row.get("sku") or row.get("name")):
            continue
        made = _item(row, number, file, currency)
        if isinstance(made, Issue):
            issues.append(made)
            continue
        found = _traits(row, number, file)
        if isinstance(found, Issue):
            issues.append(found)
            continue
        items.append(made)
        traits.append(found)
    return Candidates(tuple(items), tuple(traits), tuple(issues))


def _item(row: Mapping[str, str], number: int, file: str, currency: str) -> ProductItem | Issue:
    data: dict[str, Any] = {k: v for k, v in row.items() if k in HEADERS}
    data["sku"] = "-".join((row.get("sku") or row["name"]).replace(".", "_").replace("/", "_").replace(":", "_").split())  # fmt: skip
    for name in NUMBERS:
        if name in data:
            try:
                data[name] = int(read_amount(data[name]).to_integral_value("ROUND_HALF_UP"))
            except ValueError:
                return _bad(name, data[name], number, file)
    try:
        return ProductItem.model_validate(data, context={"currency": currency})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first.get("ctx", {}).get("field") or (first["loc"] or ("sku",))[-1])
        return _bad(name, str(data.get(name, "")), number, file)


def _traits(row: Mapping[str, str], number: int, file: str) -> dict[Trait, Fraction] | Issue:
    found: dict[Trait, Fraction] = {}
    for trait in TRAIT_HEADERS:
        text = row.get(f"trait_{trait}")
        if text is None:
            continue
        try:
            found[trait] = Fraction(read_amount(text))
        except ValueError:
            return _bad(trait, text, number, file)
    return found


def _bad(name: str, value: str, number: int, file: str) -> Issue:
    facts = {"field": name, "value": value, "wanted": _wanted(name)}
    return Issue("plan.cell", file, row=number + 2, header=name, value=value, facts=facts)


def _wanted(name: str) -> str:
    if name in NUMBERS and name != "stock":
        return "0–100"
    if name.startswith("season"):
        return "2026-09-01"
    return "12.8 / 0.31 / 28%"
