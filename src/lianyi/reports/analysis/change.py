"""Where the change of GMV came from: by platform and driver, by product, by kind of customer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from lianyi.core.currencies import minor_digits
from lianyi.core.translation import Text, same
from lianyi.metrics.decomposition import Drivers, Matrix, factor_matrix, parts_of_change
from lianyi.reports.gather import Gathered, Values
from lianyi.reports.headline.inputs import Axis, Part
from lianyi.reports.names import platform_name

GMV = "gmv_paid"
REST = Text("其余", "the rest")
UNNAMED = Text("未知商品", "unknown product")
CUSTOMERS = {
    "new": Text("新客", "new customers"),
    "returning": Text("老客", "returning customers"),
    "unknown": Text("认不出的买家", "unknown buyers"),
}
FACTORS = {
    "visitors": Text("访客", "visitors"),
    "orders_per_visitor": Text("成单率", "orders per visitor"),
    "orders_paid": Text("订单数", "orders"),
    "order_value": Text("笔单价", "value per order"),
}
SHOWN_PRODUCTS = 3


@dataclass(frozen=True)
class Change:
    """The change of GMV taken apart; `axes` in the order in which ties are decided."""

    axes: tuple[Axis, ...]
    products: Axis | None
    factors: Mapping[str, tuple[Part, ...]]
    factor_names: Mapping[str, Text]
    blind: tuple[str, ...]


def change_of(facts: Gathered) -> Change:
    """Return the change between the base and the period, exact on every axis."""
    channel = _axis(facts, "platform", platform_name)
    product = _axis(facts, "product", _product_name)
    customers = _axis(facts, "customer_type", lambda key: CUSTOMERS.get(key, same(key)))
    matrix, exact = _matrix(facts), _matrix(facts, exact=True)
    if matrix is not None and channel is not None:
        channel = _rounded(channel, matrix)
    axes = tuple(axis for axis in (channel, product, customers) if axis is not None)
    return Change(
        axes,
        shown_products(product) if product else None,
        _factors(matrix, exact) if matrix and exact else {},
        {key: FACTORS[key] for key in matrix.factors} if matrix else {},
        matrix.without_visitors if matrix and len(matrix.factors) == 3 else (),
    )


def shown_products(axis: Axis) -> Axis:
    """Return the products that moved most, three at most, and everything else as one part."""
    largest = sorted(axis.parts, key=lambda part: (-abs(part.amount), part.key))[:SHOWN_PRODUCTS]
    rest = sum(part.amount for part in axis.parts) - sum(part.amount for part in largest)
    sign = 1 if sum(part.amount for part in axis.parts) > 0 else -1
    parts = sorted(largest, key=lambda part: -part.amount * sign)
    left = len(axis.parts) > len(largest)
    return Axis(axis.key, (*parts, Part("", REST, rest)) if left else tuple(parts))


def _axis(facts: Gathered, by: str, name: Callable[[str], Text]) -> Axis | None:
    before = _amounts(facts.split((GMV,), facts.base, by))
    after = _amounts(facts.split((GMV,), facts.period, by))
    amounts = {key: amount for key, amount in parts_of_change(before, after).items() if amount}
    whole = (facts.now.get(GMV) or 0) - (facts.before.get(GMV) or 0)
    if not amounts:
        return None
    sign = 1 if whole > 0 else -1
    ordered = sorted(amounts, key=lambda k: (amounts[k] * sign <= 0, -abs(amounts[k]), k))
    parts = [Part(key, name(key), amounts[key]) for key in ordered]
    missing = whole - sum(amounts.values())
    # What no part says must not be lost: the axis sums to the change.
    return Axis(by, (*parts, Part("", REST, missing)) if missing else tuple(parts))


def _amounts(split: Mapping[str, Values]) -> dict[str, int]:
    return {cell: int(values.get(GMV) or 0) for cell, values in split.items()}


def _rounded(axis: Axis, matrix: Matrix) -> Axis:
    """Return the channels with the amounts that the matrix shows, which foot."""
    parts = [
        replace(part, rounded=matrix.row_total(part.key) * matrix.unit)
        if part.key in matrix.rows
        else part
        for part in axis.parts
    ]
    return Axis(axis.key, tuple(parts))


def _product_name(key: str) -> Text:
    return UNNAMED if key in ("", "unknown", "unknown product") else same(key)


def _matrix(facts: Gathered, *, exact: bool = False) -> Matrix | None:
    """Return the drivers by platform, rounded together to whole currency units, or `exact` to minor ones."""
    before, after = _drivers(facts, facts.base), _drivers(facts, facts.period)
    if not before and not after:
        return None
    blind = {key for side in (before, after) for key, d in side.items() if d.visitors is None}
    both = {key: Drivers(0, 0, None if key in blind else 0) for key in (*before, *after)}
    unit = 1 if exact else 10 ** minor_digits(facts.source.currency)
    return factor_matrix({**both, **before}, {**both, **after}, unit=unit)


def _drivers(facts: Gathered, period: object) -> dict[str, Drivers]:
    keys = ("gmv_paid", "orders_paid", "visitors")
    split = facts.split(keys, facts.period if period is facts.period else facts.base, "platform")
    return {
        cell: Drivers(
            int(values.get("gmv_paid") or 0),
            int(values.get("orders_paid") or 0),
            values.get("visitors"),
        )
        for cell, values in split.items()
        if values.get("orders_paid")
    }


def _factors(matrix: Matrix, exact: Matrix) -> dict[str, tuple[Part, ...]]:
    """Return the exact amounts, each with what is written of it: both foot."""
    found = {}
    for channel, row in matrix.rows.items():
        parts = [
            Part(key, FACTORS[key], fen * exact.unit, amount * matrix.unit)
            for key, amount, fen in zip(matrix.factors, row, exact.rows[channel], strict=True)
        ]
        if len(matrix.factors) == 3 and channel in matrix.without_visitors:
            # Without visitors the second column holds the effect of the number of orders.
            parts = [replace(parts[1], name=FACTORS["orders_paid"]), parts[2]]
        found[channel] = tuple(parts)
    return found
