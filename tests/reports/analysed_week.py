"""What the analyses find for the worked example, so that a document can be assembled from it."""

from __future__ import annotations

from datetime import timedelta

from lianyi.core.calendar.labels import day_text
from lianyi.core.translation import Text
from lianyi.reports.analysed import Analysed, DayPoint
from tests.reports.shop import W37, day_value
from tests.reports.tuantuan import (
    FACTOR_NAMES,
    channel_axis,
    factors,
    product_axis,
    refunds,
    september,
    week,
)

SIZES = {
    "gmv_paid": "slight",
    "orders_paid": "slight",
    "visitors": "level",
    "orders_per_visitor": "level",
    "order_value": "level",
    "buyers": "level",
    "new_buyers": "clear",
    "ad_spend": "slight",
    "roi": "slight",
    "group_active_rate": "clear",
    "repurchase_rate": "level",
}


def daily() -> tuple[DayPoint, ...]:
    found = []
    for day in W37.days():
        base = day_value(day - timedelta(days=7)) or 0
        mark = Text("抖音停播", "Douyin live cancelled") if day.day == 10 else None
        found.append(
            DayPoint(
                day.isoformat(),
                day_text(day),
                day_value(day),
                base,
                base - 400_000,
                base + 400_000,
                day.isoweekday() > 5,
                mark,
            )
        )
    return tuple(found)


def analysed() -> Analysed:
    return Analysed(
        headline=week(),
        channels=channel_axis(),
        products=product_axis(),
        factors=factors(),
        factor_names=FACTOR_NAMES,
        sizes=SIZES,
        trends={"gmv_paid": (41, 43, 42, 44, 46, None, 45, 44.6)},
        daily=daily(),
        refunds=refunds(),
        goals=(september(),),
    )
