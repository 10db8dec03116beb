"""How many people came: visitors and what they looked at, per platform and day, before any of them ordered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import Ints, draws, instant, sums_by
from lianyi.simulation.log import Log
from lianyi.simulation.settings import PLATFORMS

ORDERS_PER_VISITOR = (0.021, 0.085, 0.018, 0.030)


@dataclass(frozen=True)
class Traffic:
    """One row per platform, one column per day of the shop's life."""

    visitors: Ints
    page_views: Ints
    product_visitors: Ints
    product_views: Ints
    product_clickers: Ints
    product_clicks: Ints
    impressions: Ints
    impression_people: Ints
    cart_adders: Ints
    cart_units: Ints
    wishlisters: Ints


def day_numbers(log: Log) -> Ints:
    """Return the day of each order's placing, counted from the first day."""
    first = instant(log.settings.first_day).astype("datetime64[D]")
    numbers: Ints = (log.orders.created_day - first).astype(np.int64)
    return numbers


def traffic(log: Log) -> Traffic:
    """Draw the traffic that fits the orders placed; a platform's rate of orders wanders by a few percent."""
    rng = draws(log.settings.seed, "traffic")
    size = log.settings.day_count
    groups = log.orders.platform * size + day_numbers(log)
    orders = sums_by(groups, np.ones(len(groups), np.int64), len(PLATFORMS) * size).reshape(
        -1, size
    )
    rate = np.array(ORDERS_PER_VISITOR)[:, None] * np.exp(rng.normal(0, 0.06, orders.shape))
    # Even a day without orders has visitors: half an order's worth.
    visitors = ((orders + 0.5) / rate).astype(np.int64)

    def times(low: float, high: float, base: Ints) -> Ints:
        drawn: Ints = (base * rng.uniform(low, high, base.shape)).astype(np.int64)
        return drawn

    adders = times(0.05, 0.09, visitors)
    people = times(5.5, 7.5, visitors)
    product_visitors = times(0.62, 0.78, visitors)
    clickers = times(0.80, 0.92, visitors)
    return Traffic(
        visitors=visitors,
        page_views=times(2.4, 3.4, visitors),
        product_visitors=product_visitors,
        product_views=times(1.6, 2.3, product_visitors),
        product_clickers=clickers,
        product_clicks=times(1.2, 1.7, clickers),
        impressions=times(2.2, 3.0, people),
        impression_people=people,
        cart_adders=adders,
        cart_units=times(1.1, 1.5, adders),
        wishlisters=times(0.01, 0.03, visitors),
    )
