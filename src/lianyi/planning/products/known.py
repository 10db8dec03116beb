"""What the facts know of each SKU: cost, prices paid, pieces sold, stock, reviews, shares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lianyi.metrics.engine import Engine

DAYS = 90
STOCK_DAYS = 28


@dataclass(frozen=True)
class KnownProduct:
    """One SKU over the `DAYS` days up to a day, both included; None where no source tells.

    `price_fen` is what a piece was paid with on average, `daily_units` the mean over the last `STOCK_DAYS` days. `buyers` are
    distinct persons, `repeat_buyers` those of them with two or more orders of it. Shares are events named `share`.
    """

    sku: str
    name: str = ""
    cost_fen: int | None = None
    freight_fen: int | None = None
    price_fen: int | None = None
    units: int = 0
    orders: int = 0
    buyers: int | None = None
    repeat_buyers: int | None = None
    daily_units: float | None = None
    stock: int | None = None
    reviews: int | None = None
    views: int | None = None
    shares: int | None = None

    @property
    def cover_days(self) -> float | None:
        """How many days the stock lasts at the present pace; None where either is unknown or nothing sells."""
        if self.stock is None or not self.daily_units:
            return None
        return self.stock / self.daily_units


def known_products(engine: Engine, day: date) -> dict[str, KnownProduct]:
    """Return what is known of every SKU at the end of `day`, by SKU."""
    found = _sold(engine, day)
    for name, rows in (
        ("costs", _costs(engine, day)),
        ("stock", _stock(engine, day)),
        ("reviews", _reviews(engine, day)),
        ("shares", _shares(engine, day)),
    ):
        del name
        for sku, known in rows.items():
            found[sku] = replace(found.get(sku, KnownProduct(sku)), **known)
    return found


def _sold(engine: Engine, day: date) -> dict[str, KnownProduct]:
    if not engine.columns("order_lines"):
        return {}
    first, recent = day - timedelta(DAYS - 1), day - timedelta(STOCK_DAYS - 1)
    rows = engine.rows(
        "WITH mine AS (SELECT * FROM order_lines WHERE sku_code IS NOT NULL AND paid_day BETWEEN ? AND ? "
        "AND NOT coalesce(is_gift, FALSE) AND NOT coalesce(is_return, FALSE)), "
        "persons AS (SELECT sku_code, person_id, count(DISTINCT order_no) AS times FROM mine WHERE person_id IS NOT NULL GROUP BY ALL), "
        "per_sku AS (SELECT sku_code, count(*) AS buyers, count(*) FILTER (WHERE times > 1) AS repeats FROM persons GROUP BY 1) "
        "SELECT sku_code, any_value(product_name ORDER BY product_name), CAST(coalesce(sum(quantity), 0) AS BIGINT), count(DISTINCT order_no), "
        "CAST(coalesce(sum(paid_fen), 0) AS BIGINT), CAST(coalesce(sum(quantity) FILTER (WHERE paid_day >= ?), 0) AS BIGINT), any_value(buyers), any_value(repeats) "
        "FROM mine LEFT JOIN per_sku USING (sku_code) GROUP BY 1 ORDER BY 1",
        [first, day, recent],
    )
    return {
        sku: KnownProduct(
            sku,
            name or "",
            price_fen=round(paid / units) if units > 0 else None,
            units=units,
            orders=orders,
            buyers=buyers,
            repeat_buyers=repeats,
            daily_units=late / STOCK_DAYS,
        )
        for sku, name, units, orders, paid, late, buyers, repeats in rows
    }


def _costs(engine: Engine, day: date) -> dict[str, dict[str, Any]]:
    if not engine.columns("costs"):
        return {}
    rows = engine.rows(
        "SELECT sku_code, arg_max(unit_cost_fen, coalesce(from_day, DATE '1970-01-01')), "
        "arg_max(shipping_fen, coalesce(from_day, DATE '1970-01-01')) FROM costs "
        "WHERE sku_code IS NOT NULL AND coalesce(from_day, DATE '1970-01-01') <= ? GROUP BY 1",
        [day],
    )
    return {sku: {"cost_fen": cost, "freight_fen": freight} for sku, cost, freight in rows}


def _stock(engine: Engine, day: date) -> dict[str, dict[str, Any]]:
    if not engine.columns("stock_days"):
        return {}
    rows = engine.rows(
        "SELECT sku_code, CAST(arg_max(quantity, day) AS BIGINT) FROM stock_days WHERE sku_code IS NOT NULL AND day <= ? GROUP BY 1",
        [day],
    )
    return {sku: {"stock": stock} for sku, stock in rows}


def _reviews(engine: Engine, day: date) -> dict[str, dict[str, Any]]:
    """Reviews name a product, not a SKU: they count for the SKUs under which its name was sold."""
    if not (engine.columns("reviews") and engine.columns("order_lines")):
        return {}
    rows = engine.rows(
        "WITH skus AS (SELECT DISTINCT sku_code, product_name FROM order_lines WHERE sku_code IS NOT NULL AND paid_day BETWEEN ? AND ?), "
        "alone AS (SELECT any_value(sku_code) AS sku_code, product_name FROM skus GROUP BY 2 HAVING count(*) = 1), "
        "counted AS (SELECT product_name, count(*) AS n FROM reviews WHERE day BETWEEN ? AND ? GROUP BY 1) "
        "SELECT sku_code, coalesce(n, 0) FROM alone LEFT JOIN counted USING (product_name)",
        [day - timedelta(DAYS - 1), day, day - timedelta(DAYS - 1), day],
    )
    return {sku: {"reviews": count} for sku, count in rows}


def _shares(engine: Engine, day: date) -> dict[str, dict[str, Any]]:
    if not (engine.columns("events") and engine.columns("order_lines")):
        return {}
    rows = engine.rows(
        "WITH skus AS (SELECT DISTINCT sku_code, product_id FROM order_lines WHERE sku_code IS NOT NULL AND product_id IS NOT NULL), "
        "alone AS (SELECT any_value(sku_code) AS sku_code, product_id FROM skus GROUP BY 2 HAVING count(*) = 1) "
        "SELECT sku_code, count(*) FILTER (WHERE event = 'view'), count(*) FILTER (WHERE event = 'share') "
        "FROM events JOIN alone USING (product_id) WHERE day BETWEEN ? AND ? AND event IN ('view', 'share') GROUP BY 1",
        [day - timedelta(DAYS - 1), day],
    )
    return {sku: {"views": views, "shares": shares} for sku, views, shares in rows}
