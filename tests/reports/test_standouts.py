"""Themes, quiet communities and stock: what stands out, over the hand-written shop."""

from __future__ import annotations

from typing import Any

from lianyi.reports.document import Document
from lianyi.reports.registry import REPORTS
from lianyi.reports.render.text import render_text
from tests.metrics.small_facts import FACTS, nov
from tests.metrics.small_shop import SmallShop
from tests.reports.test_numbers_can_be_asked_again import WEEK, Source


def built(extra: dict[str, list[dict[str, Any]]] | None = None) -> Document:
    return REPORTS.get("weekly").build(Source(SmallShop(extra)), WEEK, "zh")


def line_with(document: Document, words: str) -> str:
    return next((line for line in render_text(document).splitlines() if words in line), "")


def community(name: str, active: int, members: int) -> dict[str, Any]:
    return {
        "platform": "wecom",
        "day": nov(10),
        "community_no": name,
        "community_name": name,
        "members": members,
        "active_members": active,
    }


def test_the_best_and_the_worst_theme_say_on_how_many_pieces_they_rest() -> None:
    """囤货: 700 + 100 + 300 + 50 interactions of 1000 views; 测评: a few dozen of 1000."""
    said = line_with(built(), "主题：")
    assert said.index("「囤货」115.0%（1篇）") < said.index("「测评」")


def test_a_community_that_speaks_half_as_much_as_all_is_quiet() -> None:
    facts = {"community_days": [*FACTS["community_days"], community("晚安群", 2, 500)]}
    assert "安静的群：晚安群（0.40%）" in line_with(built(facts), "安静的群")
    assert not line_with(built(), "安静的群")


def test_stock_is_told_in_days_at_the_sales_of_the_week() -> None:
    """纸尿裤: 5 pieces sold in the week; 20 in stock last four weeks, 28 days."""
    row = {
        "platform": "youzan",
        "day": nov(15),
        "sku_code": "ZN",
        "product_name": "纸尿裤",
        "quantity": 20,
    }
    table = render_text(built({"stock_days": [row]}))
    assert "可卖天数" in table
    line = next(line for line in table.splitlines() if line.startswith("纸尿裤 "))
    assert line.endswith("28.0天")
    assert "可卖天数" not in render_text(built({"stock_days": []}))
