from __future__ import annotations

from lianyi.core.calendar import parse_period
from lianyi.planning.products.actuals import METRICS, mode_actuals
from lianyi.shop import Shop
from lianyi.shop.analysing import ShopData

PERIOD = parse_period("2026-10")


def test_each_mode_shows_the_orders_of_its_channel(shop: Shop) -> None:
    found = {a.mode: a.values for a in mode_actuals(ShopData(shop), PERIOD)}
    asked = {
        "live": "carrier = 'live'",
        "community": "source = 'private'",
        "content": "carrier IN ('short_video', 'note', 'article')",
        "distribution": "promoter_name IS NOT NULL",
    }
    for mode, where in asked.items():
        [(paid, orders)] = shop.engine.rows(
            f"SELECT CAST(sum(paid_fen) AS BIGINT), count(*) FROM orders WHERE is_paid AND {where} AND paid_day BETWEEN ? AND ?",
            [PERIOD.start, PERIOD.last],
        )
        assert (found[mode]["gmv_paid"], found[mode]["orders_paid"]) == (paid, orders)  # type: ignore[index]  # the four modes
        assert set(found[mode]) == set(METRICS)  # type: ignore[index]  # the four modes
