"""What a shop has reached so far, month by month, is what its metrics say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lianyi.core.calendar.period_text import parse_period
from lianyi.metrics.query import MetricQuery
from lianyi.planning.written.history import ShopHistory
from lianyi.planning.written.judging import judge
from lianyi.planning.written.reading import read_goal
from lianyi.planning.written.times import Clock
from lianyi.shop import Shop
from lianyi.shop.analysing import ShopData


def test_the_months_are_the_whole_ones_in_yuan(shop: Shop) -> None:
    months = ShopHistory(ShopData(shop)).months("gmv_paid")
    assert months is not None
    assert months.first_days[0].day == 1
    assert months.first_days[-1] < date(2026, 11, 1)
    for first, value in zip(months.first_days, months.values, strict=True):
        asked = shop.ask(MetricQuery(("gmv_paid",), parse_period(f"{first:%Y-%m}"))).value(
            "gmv_paid"
        )
        assert value == Decimal(asked) / 100


def test_a_ratio_is_a_fraction_and_an_unknown_metric_has_no_history(shop: Shop) -> None:
    history = ShopHistory(ShopData(shop))
    rates = history.months("refund_rate_by_pay_time")
    assert rates is not None
    assert all(0 <= v <= 1 for v in rates.known)
    assert not rates.adds_up
    assert history.months("no_such_metric") is None


def test_three_times_the_best_month_of_the_shop_is_refused(shop: Shop) -> None:
    history = ShopHistory(ShopData(shop))
    months = history.months("gmv_paid")
    assert months is not None
    best = months.best()
    assert best is not None
    clock = Clock(shop.today)
    year = shop.today.year + 1
    beyond, within = (int(best * n) for n in (Decimal("3.1"), Decimal("0.9")))
    letters = [
        judge(read_goal(f"{year}年6月GMV达到{n}元", clock), clock, history).letters["A"]
        for n in (beyond, within)
    ]
    assert [letter.state for letter in letters] == ["refused", "ok"]
    assert "3.1倍" in letters[0].why.zh
