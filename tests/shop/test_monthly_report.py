"""The monthly report of the sample shop: what only a month has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from lianyi.core.calendar import parse_period
from lianyi.core.errors import LianyiError
from lianyi.planning.model.plan import Plan
from lianyi.reports.document import Document, Nothing, Number, Table
from lianyi.reports.registry import REPORTS
from lianyi.reports.render.html import render_html
from lianyi.reports.render.text import render_text
from lianyi.shop import Shop
from lianyi.shop.reporting import build_report
from lianyi.shop.source import ShopSource

MONTH = parse_period("2026-10")
PLAN = Plan.model_validate({
    "goals": [
        {
            "id": "gmv", "name": "10月支付GMV到1万元", "metric": "gmv_paid", "target": "1万", "from_day": "2026-10-01", "due": "2026-10-31",
            "owner": "王岚", "relation": "sum",
            "parts": [
                {"id": "dy", "name": "其中抖音", "metric": "gmv_paid", "target": 6000, "where": "platform = 'douyin'"},
                {"id": "rest", "name": "其中其他", "metric": "gmv_paid", "target": 4000, "where": "platform <> 'douyin'"},
            ],
        },
        {"id": "later", "name": "12月的事", "metric": "gmv_paid", "target": 1, "from_day": "2026-12-01", "due": "2026-12-31"},
    ],
    "budget": {
        "lines": [
            {"id": "ads", "category": "ads", "month": "2026-10", "planned": 1000, "goal": "gmv", "owner": "王岚"},
            {"id": "kol", "category": "kol", "month": "2026-10", "planned": 10, "goal": "gmv", "owner": "王岚"},
        ]
    },
})  # fmt: skip


@dataclass(frozen=True)
class Planned(ShopSource):
    """The shop with the plan of this test."""

    @property
    def plan(self) -> Plan | None:
        return PLAN


@pytest.fixture(scope="module")
def month(shop: Shop) -> Document:
    return REPORTS.get("monthly").build(Planned(shop, "2026-11-01 09:00"), MONTH, "zh")


def test_it_has_what_a_month_is_asked_for(month: Document) -> None:
    keys = [block.key for block in month.blocks]
    asked = [
        "headline",
        "goals",
        "key_figures",
        "what_changed",
        "cohorts",
        "rfm_flow",
        "promoters",
        "budget",
        "profit",
        "notes",
    ]
    assert [key for key in keys if key in asked] == asked


def test_the_goal_tree_holds_each_goal_under_its_parent(month: Document) -> None:
    rows = _table(month, "goal_tree").rows
    assert [_text(row.cells[0]) for row in rows] == [
        "10月支付GMV到1万元",
        "　其中抖音",
        "　其中其他",
    ]
    whole, *parts = (_value(row.cells[2]) for row in rows)
    assert whole == sum(parts)


def test_months_that_the_report_has_not_reached_are_blank(month: Document) -> None:
    rows = _table(month, "cohorts").rows
    assert _text(rows[-1].cells[0]) == "2026-10"
    for row in rows:
        start = parse_period(_text(row.cells[0])).start
        ago = (MONTH.start.year - start.year) * 12 + MONTH.start.month - start.month
        seen = [not isinstance(cell, Nothing) for cell in row.cells[2:]]
        assert seen == [n <= ago for n in range(1, len(seen) + 1)]


def test_the_matrices_are_read_as_pictures(month: Document) -> None:
    shares = [
        cell
        for row in _table(month, "cohorts").rows
        for cell in row.cells[2:]
        if isinstance(cell, Number)
    ]
    darkest = max(shares, key=lambda cell: cell.value)
    assert darkest.shade == 5 and min(shares, key=lambda cell: cell.value).shade == 1
    moves = [row.cells[1:-1] for row in _table(month, "rfm_flow").rows[:-1]]
    assert all(
        (cell.shade > 0) == (cell.value > 0)
        for row in moves
        for cell in row
        if isinstance(cell, Number)
    )
    assert 'class="num heat5"' in render_html(month)


def test_the_people_of_a_cohort_are_the_new_buyers_of_its_month(
    month: Document, shop: Shop
) -> None:
    for row in _table(month, "cohorts").rows:
        asked = shop.metrics("new_buyers", period=_text(row.cells[0])).rows()[0]["new_buyers"]
        # In the first month on record nobody knows who is new: the metric keeps silent.
        assert asked in (None, _value(row.cells[1]))


def test_the_flow_foots_to_the_groups_before_and_after(month: Document, shop: Shop) -> None:
    table = _table(month, "rfm_flow")
    *rows, total = table.rows
    for row in (*rows, total):
        *moved, whole = (_value(cell) for cell in row.cells[1:])
        assert sum(moved) == whole
    for n in range(1, len(table.columns)):
        assert sum(_value(row.cells[n]) for row in rows) == _value(total.cells[n])
    before = shop.run("rfm", as_of="2026-09-30", flow=False).table("groups").dicts()
    sizes = {g["group"]: g["people"] for g in before if g["people"]}
    found = {_text(row.cells[0]): _value(row.cells[-1]) for row in rows}
    assert {name: found[name] for name in sizes} == sizes


def test_the_budget_foots_and_what_was_not_planned_is_in_sight(month: Document, shop: Shop) -> None:
    *rows, total = _table(month, "budget").rows
    for n in range(1, 5):
        assert sum(_value(row.cells[n]) for row in rows) == _value(total.cells[n])
    for row in (*rows, total):
        planned, held, spent, left = (_value(row.cells[n]) for n in range(1, 5))
        assert planned - held - spent == left
    asked = shop.metrics(
        "total_spend", "coupon_discount", "known_commission", period="2026-10"
    ).rows()[0]
    # Fees stand in the ledger of the shop: placements add nothing to it.
    assert _value(total.cells[3]) == sum(
        asked[key] or 0 for key in ("total_spend", "coupon_discount", "known_commission")
    )
    assert any("未列入计划" in _text(row.cells[0]) for row in rows)


def test_what_is_still_owed_is_listed_with_its_weeks(month: Document) -> None:
    kinds = {_text(row.cells[0]): row.cells for row in _table(month, "liability").rows}
    weeks = _table(month, "liability_weeks").rows
    assert sum(_value(row.cells[2]) for row in weeks) == _value(kinds["未核销券"][2])


def test_without_a_plan_the_money_is_still_told(shop: Shop) -> None:
    document = build_report(shop, "monthly", MONTH, "en", "2026-11-01 09:00")
    assert "The plan has no budget for Oct 2026" in render_text(document)


def test_a_shop_too_young_says_so(month: Document) -> None:
    said = render_text(month)
    assert "历史不足8个月" in said and "历史不足8周" not in said


def test_a_week_is_no_month(shop: Shop) -> None:
    with pytest.raises(LianyiError) as refused:
        build_report(shop, "monthly", parse_period("2026-W41"), "zh", "")
    assert refused.value.code == "report.other_period"


def test_its_default_is_the_newest_complete_month_with_data(shop: Shop) -> None:
    assert build_report(shop, "monthly", None, "zh", "").period == "2026-10"


def _table(document: Document, key: str) -> Table:
    tables = [p for b in document.blocks for p in b.parts if isinstance(p, Table) and p.key == key]
    return tables[0]


def _text(cell: Any) -> str:
    return str(cell.say("zh"))


def _value(cell: Any) -> Any:
    assert isinstance(cell, Number)
    return cell.value
