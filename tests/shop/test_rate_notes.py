"""An amount without a rate is told with every number that it would belong to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import lianyi
from lianyi.core.calendar.period_text import parse_period
from lianyi.reports.render.text import render_text
from lianyi.shop import Shop
from lianyi.shop.reporting import build_report
from tests.facts import lakes

DAYS = ("2026-10-01", "2026-11-20")
MISSING = "2个EUR订单（2026-11-10..2026-11-12）没有汇率，金额没有计入"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    where = lakes.workspace(tmp_path)
    sold = [("1", "CNY", 10), ("2", "EUR", 10), ("3", "EUR", 12), ("4", "CNY", 13)]
    orders: list[dict[str, Any]] = [
        {"order_no": no, "currency": currency, "paid_fen": 10_000, "status": "paid"}
        | {"created_at": f"2026-11-{day} 02:00", "paid_at": f"2026-11-{day} 02:01"}
        for no, currency, day in sold
    ]
    lakes.add(where, "a", "2026-11-21 00:00:00", days=DAYS, orders=orders, platform="shopify")
    lakes.stand(where, "a")
    return lianyi.open(tmp_path)


def _told(shop: Shop, *keys: str, period: str) -> dict[str, str]:
    result = shop.metrics(*keys, period=period).result
    return {
        f"{n.key}:{n.source}": n.reason.say("zh")
        for n in result.notes
        if n.reason.code == "rate_missing"
    }


def test_every_amount_of_the_period_says_it_and_no_count_does(shop: Shop) -> None:
    asked = ("gmv_paid", "order_value", "orders_paid")
    assert _told(shop, *asked, period="2026-W46") == {
        "gmv_paid:shopify/main:EUR": MISSING,
        "order_value:shopify/main:EUR": MISSING,
    }


def test_a_period_without_such_orders_says_nothing(shop: Shop) -> None:
    assert _told(shop, "gmv_paid", period="2026-W45") == {}
    assert _told(shop, "gmv_paid", period="2026-11-13") == {}


def test_the_orders_count_and_their_amounts_do_not(shop: Shop) -> None:
    row = shop.metrics("orders_paid", "gmv_paid", period="2026-W46").rows()[0]
    assert row == {"orders_paid": 4, "gmv_paid": 20_000}


def test_the_report_says_it_among_its_data_notes(shop: Shop) -> None:
    week = parse_period("2026-W46")
    document = build_report(shop, "weekly", week, "zh", "2026-11-23 08:00")
    assert MISSING + "。" in render_text(document)
