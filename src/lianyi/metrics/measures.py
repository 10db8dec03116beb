"""Short names for the measures that the families declare most."""

from __future__ import annotations

from typing import Any

from lianyi.metrics.declaration import Measure

ORDERS_OF_LINES = "count(DISTINCT (platform, store, order_no))"
KNOWN = "person_id IS NOT NULL"


def paid(value: str, **more: Any) -> Measure:
    """Return an aggregate over paid orders, by pay day."""
    return Measure("orders", "paid_day", value, **more)


def paid_sum(column: str, **more: Any) -> Measure:
    """Return the sum of a column that orders and their lines share, by pay day."""
    return paid(f"sum({column})", lines=f"sum({column})", **more)


def paid_orders(**more: Any) -> Measure:
    """Return the number of paid orders, by pay day."""
    return paid("count(*)", lines=ORDERS_OF_LINES, **more)


def with_costs(value: str, **more: Any) -> Measure:
    """Return an aggregate over paid orders with the best-known commission and fee of each, by pay day."""
    return Measure("order_costs", "paid_day", value, **more)


def placed(value: str, **more: Any) -> Measure:
    """Return an aggregate over all orders, by the day on which they were placed."""
    return Measure("orders", "created_day", value, **more)


def lines(value: str, where: str = "NOT coalesce(is_return, FALSE)", **more: Any) -> Measure:
    """Return an aggregate over the lines of paid orders, by pay day; returned lines are left out.

    Units are counted here: an order-level export may not know them where an item-level one does.
    """
    return Measure("order_lines", "paid_day", value, where, **more)


def completed(value: str) -> Measure:
    """Return an aggregate over paid orders, by the day on which they were completed."""
    return Measure("orders", "completed_day", value, "is_paid", needs=("completed_day",))


def persons(value: str = "count(*)", where: str | None = None) -> Measure:
    """Return a count of buyers: `value` sees one row per buyer with their paid orders of the period."""
    return Measure("orders", "paid_day", value, where, lines=value, per_person=True, additive=False)


def over(view: str, value: str, where: str | None = None, **more: Any) -> Measure:
    """Return an aggregate over `view`, by its business day."""
    return Measure(view, "day", value, where, **more)


def sums(view: str, column: str, where: str | None = None, **more: Any) -> Measure:
    """Return the sum of one column that the source must fill."""
    return over(view, f"sum({column})", where, needs=(column,), **more)


def both(view: str, column: str, *others: str) -> Measure:
    """Return the sum of `column` over the rows where it and all `others` are filled.

    The two sides of a ratio then come from the same rows.
    """
    names = sorted((column, *others))
    filled = " AND ".join(f"{name} IS NOT NULL" for name in names)
    return over(view, f"sum({column})", filled, needs=("+".join(names),))


def weighted(view: str, column: str, weight: str) -> tuple[Measure, Measure]:
    """Return numerator and denominator of the mean of `column`, weighted by `weight`."""
    filled = f"{column} IS NOT NULL AND {weight} IS NOT NULL"
    needs = ("+".join(sorted((column, weight))),)
    return (
        over(view, f"sum({column} * {weight})", filled, needs=needs),
        over(view, f"sum({weight})", filled, needs=needs),
    )
