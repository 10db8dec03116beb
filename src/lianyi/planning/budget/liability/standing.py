"""Liabilities that stand in one table as they are: points, stored value, groups that are still open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from lianyi.core.rounding import round_half_up
from lianyi.core.translation import Text
from lianyi.planning.budget.liability.owed import LEVEL, Expected, Owed

if TYPE_CHECKING:
    from lianyi.metrics.engine import Engine

POINT_WORTH = Text(
    "计划里没有写1积分值多少钱，只知道有{n}个积分",
    "the plan does not say what a point is worth; there are {n} points",
)
NO_HISTORY = Text(
    "没有积分使用记录，按全部兑完算",
    "there is no record of points used, so all of them count",
)
NO_PRICE = Text("缺少参团商品的售价", "the price of the products is not known")
FEWEST_CLOSED = 20
FEW_GROUPS = Text(
    "只见过{n}个结束的团，不能推算多少会不成",
    "only {n} groups were seen to end: too few to say how many will fail",
)


def points(engine: Engine, point_fen: Decimal | None) -> Owed | None:
    """Return the points that customers hold; `point_fen` is what one is worth in minor units, None where nobody says."""
    if "points" not in engine.columns("customers"):
        return None
    held = int(
        engine.rows('SELECT coalesce(sum(points), 0) FROM "customers" WHERE points > 0')[0][0]
    )
    if not held:
        return None
    if point_fen is None:
        return Owed("points", held, None, None, POINT_WORTH.format(n=f"{held:,}"))
    return Owed("points", held, round_half_up(held * point_fen), None, NO_HISTORY)


def balance(engine: Engine) -> Owed | None:
    """Return what customers paid in advance; all of it is owed, whatever they do."""
    if "balance_fen" not in engine.columns("customers"):
        return None
    row = engine.rows('SELECT count(*), coalesce(sum(balance_fen), 0) FROM "customers" WHERE balance_fen > 0')[0]  # fmt: skip
    held = int(row[1])
    return Owed("balance", int(row[0]), held, Expected(held, held, held)) if held else None


def groups(engine: Engine, as_of: date) -> Owed | None:
    """Return what would go back to the people in open groups if none succeeded, and what probably will.

    What is expected is the share of ended groups that failed (Wilson's interval) of the money in open ones.
    """
    from lianyi.stats.intervals import wilson

    has = set(engine.columns("groups"))
    if not {"opened_at", "participants", "is_success"} <= has:
        return None
    closed = "CAST(closed_at AS DATE)" if "closed_at" in has else "NULL::DATE"
    is_open = f"NOT coalesce(is_success, false) AND ({closed} IS NULL OR {closed} > ?)"
    rows = engine.rows(
        f"SELECT product_id, sum(participants), count(*) FROM groups WHERE {is_open} AND CAST(opened_at AS DATE) <= ? GROUP BY ALL ORDER BY ALL",
        [as_of, as_of],
    ) if "product_id" in has else []  # fmt: skip
    ended = engine.rows(
        f"SELECT count(*), count(*) FILTER (WHERE coalesce(is_success, false)) FROM groups WHERE NOT ({is_open})", [as_of]
    )[0]  # fmt: skip
    if not rows:
        return None
    price = _prices(engine)
    items = sum(int(n) for _, _, n in rows)
    if any(product not in price for product, _, _ in rows):
        return Owed("groups", items, None, None, NO_PRICE)
    face = sum(price[product] * int(people or 0) for product, people, _ in rows)
    done, won = int(ended[0]), int(ended[1])
    if done < FEWEST_CLOSED:
        return Owed("groups", items, face, None, FEW_GROUPS.format(n=done))
    low, high = wilson(done - won, done, LEVEL)
    lost = round_half_up(Decimal(face) * (done - won) / done)
    return Owed("groups", items, face, Expected(lost, round(face * low), round(face * high)))


def _prices(engine: Engine) -> dict[str, int]:
    if not {"product_id", "price_fen"} <= set(engine.columns("products")):
        return {}
    rows = engine.rows("SELECT product_id, min(price_fen) FROM products WHERE price_fen IS NOT NULL GROUP BY 1")  # fmt: skip
    return {product: int(fen) for product, fen in rows}
