"""Stock-out: a SKU that sells is gone, or what is left lasts a day or two.

cover(d) = units in stock at the end of d ÷ units sold a day over four weeks. Without stock figures the sales say it: a SKU that
sold every day sells nothing while the shop goes on selling.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from lianyi.core.translation import Text
from lianyi.planning.risks.counts import Array, Flags, trailing
from lianyi.planning.risks.heat import ALARMING, CALM, NOTABLE, UNKNOWN, Heat, Settling
from lianyi.planning.risks.presets.bans import together
from lianyi.planning.risks.shown import short, whole
from lianyi.planning.risks.spikes import CountTest, Expected, chance_a_day, judged, usual
from lianyi.planning.risks.watched import Asked, Axis, Preset, Step, Subject, Track

SOLD_DAYS, LEAST_DAYS = 28, 7
FIRED_COVER_DAYS, WATCH_COVER_DAYS = 2.0, 5.0
LEAST_A_DAY = 0.25
"""A SKU that sells less than one unit in four days is no risk to the plan."""
ALARMS_A_YEAR = 0.5
WINDOWS = (1, 2, 3, 7)
STOCK = "SELECT sku_code, day, sum(quantity) FROM stock_days WHERE day BETWEEN ? AND ? GROUP BY ALL"
SOLD = (
    "SELECT sku_code, min(product_name), paid_day, sum(quantity) FROM order_lines "
    "WHERE is_paid AND sku_code IS NOT NULL AND paid_day BETWEEN ? AND ? GROUP BY sku_code, paid_day"
)
ORDERS = (
    "SELECT paid_day, count(*) FROM orders WHERE is_paid AND paid_day BETWEEN ? AND ? GROUP BY ALL"
)


@dataclass(frozen=True)
class StockFacts:
    """Units left (NaN where nobody said) and units sold by SKU and day, the names of the SKUs, and the shop's orders."""

    axis: Axis
    stock: Mapping[str, Array]
    sold: Mapping[str, Array]
    names: Mapping[str, str]
    orders: Array
    known: Flags


def gather(asked: Asked) -> StockFacts:
    """Read the facts up to the last day of the axis."""
    axis, span = asked.axis, (asked.axis.first, asked.axis.last)
    sold: dict[str, list[tuple[date, Any]]] = {}
    names: dict[str, str] = {}
    for sku, name, day, n in asked.rows(SOLD, span):
        if asked.scope in ("", sku, name):
            sold.setdefault(sku, []).append((day, n))
            names[sku] = name or sku
    stock: dict[str, Array] = {}
    if asked.engine.columns("stock_days"):
        for sku, day, n in asked.rows(STOCK, span):
            if sku in sold:
                stock.setdefault(sku, np.full(axis.size, np.nan))[axis.row(day)] = n
    counts = {sku: axis.counts(rows) for sku, rows in sorted(sold.items())}
    orders = axis.counts(asked.rows(ORDERS, span))
    return StockFacts(axis, stock, counts, names, orders, asked.known("orders"))


def tracks(facts: StockFacts) -> list[Track]:
    """Return every SKU that sells: by its stock where that is told, else by its sales."""
    by_sales = [sku for sku in facts.sold if sku not in facts.stock]
    test = CountTest(chance_a_day(ALARMS_A_YEAR, len(by_sales)), WINDOWS, 0.05, 6.0, falls=True)
    return [
        _by_stock(facts, sku) if sku in facts.stock else _by_sales(facts, sku, test)
        for sku in facts.sold
    ]


def _by_stock(facts: StockFacts, sku: str) -> Track:
    sold, left = facts.sold[sku], facts.stock[sku]
    # A day without goods says nothing of what would have been sold.
    could_sell = np.isnan(left) | (left > 0)
    days = trailing(could_sell.astype(np.float64), SOLD_DAYS)
    a_day = trailing(np.where(could_sell, sold, 0.0), SOLD_DAYS) / np.maximum(days, 1.0)
    cover = np.where(a_day > 0, left / np.maximum(a_day, 1e-9), np.inf)
    heat: Heat = np.select(
        [
            np.isnan(left) | (days < LEAST_DAYS),
            a_day < LEAST_A_DAY,
            (left <= 0) | (cover < FIRED_COVER_DAYS),
            cover < WATCH_COVER_DAYS,
        ],
        [UNKNOWN, CALM, ALARMING, NOTABLE],
        CALM,
    ).astype(np.int8)

    def why(row: int) -> Text:
        return LEFT.format(left=whole(left[row]), a_day=short(a_day[row]), cover=short(cover[row]))

    shown = np.where(np.isfinite(cover), cover, np.nan)
    return Track(
        "stock_out", Subject("sku", sku, _name(facts, sku)), facts.axis, heat, shown,
        np.full(facts.axis.size, WATCH_COVER_DAYS), why, unit="days", limit=FIRED_COVER_DAYS, falls=True,
        settling=Settling(1, 1), also=(Subject("product", facts.names[sku], facts.names[sku]),),
    )  # fmt: skip


def _by_sales(facts: StockFacts, sku: str, test: CountTest) -> Track:
    quiet = together(facts.orders)
    sold = facts.sold[sku]

    def expect(usable: Flags) -> Expected:
        plain = usual(sold, usable, SOLD_DAYS, LEAST_DAYS)
        return Expected(plain.mean * quiet, plain.base)

    one = judged(np.where(facts.known, sold, np.nan), expect, test)

    def why(row: int) -> Text:
        return STOPPED.format(n=whole(one.observed[row]), usual=short(one.expected[row]))

    return Track(
        "stock_out", Subject("sku", sku, _name(facts, sku)), facts.axis, one.heat, one.observed, one.expected, why,
        limit=one.limit(facts.axis.size - 1), falls=True, settling=Settling(1, 1),
        also=(Subject("product", facts.names[sku], facts.names[sku]),),
    )  # fmt: skip


def _name(facts: StockFacts, sku: str) -> str:
    name = facts.names[sku]
    return sku if name == sku else f"{name} {sku}"


LEFT = Text(
    "还有{left}件，每天卖{a_day}件，够卖{cover}天",
    "{left} units left, {a_day} sold a day: {cover} days of cover",
)
STOPPED = Text(
    "没有库存数据；当天卖出{n}件，照店里当天的生意应有{usual}件",
    "no stock figures; {n} units sold that day where {usual} would be usual",
)
PRESET = Preset(
    key="stock_out",
    name=Text("断货", "Stock-out"),
    trigger=Text(
        "在卖的规格没货了，或剩下的不够卖两天；没有库存数据时看销量突然归零",
        "A SKU that sells is gone or lasts under two days; without stock figures, its sales stop",
    ),
    needs=(("order_lines",),),
    look=lambda asked: tracks(gather(asked)),
    fallback=(
        Step(Text("停掉这个规格的投放和口播，改推有货的规格", "Stop ads and mentions of this SKU; push one that is in stock"), 1),
        Step(Text("和供应商确认补货日，页面写明发货时间", "Get the date of new stock and write the shipping time on the page"), 1),
        Step(Text("已下单的买家分批告知，给换款或退款", "Tell buyers who ordered; offer an exchange or the money"), 2),
    ),
    alarms_a_year=ALARMS_A_YEAR,
)  # fmt: skip
