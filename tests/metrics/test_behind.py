from __future__ import annotations

from datetime import date

import pytest

from lianyi.core.errors import LianyiError
from lianyi.metrics.behind import RowList, rows_behind
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.refund_cohorts import dated_sources, refund_cohorts
from tests.metrics.small_shop import WEEK, SmallShop


def _column(found: RowList, name: str) -> list[object]:
    place = found.columns.index(name)
    return [row[place] for row in found.rows]


def test_rows_foot_to_the_number() -> None:
    (found,) = rows_behind(SmallShop(), MetricQuery(("gmv_paid",), WEEK), "gmv_paid")
    assert found.role == "value"
    assert len(found.rows) == 17
    assert sum(_column(found, "paid_fen")) == 205_000  # type: ignore[arg-type]  # ints


def test_a_ratio_has_the_rows_of_both_sides() -> None:
    found = rows_behind(SmallShop(), MetricQuery(("pay_rate",), WEEK), "pay_rate")
    assert [(f.role, len(f.rows)) for f in found] == [("numerator", 18), ("denominator", 20)]


def test_a_difference_has_the_rows_of_each_part() -> None:
    found = rows_behind(SmallShop(), MetricQuery(("group_net_growth",), WEEK), "group_net_growth")
    assert [f.role for f in found] == ["group_joins", "group_quits"]


def test_a_cell_opens_to_exactly_its_rows() -> None:
    query = MetricQuery(("gmv_paid",), WEEK, by=("channel", "customer_type"))
    cell = {"channel": "douyin/live/own", "customer_type": "returning"}
    (found,) = rows_behind(SmallShop(), query, "gmv_paid", cell=cell)
    assert _column(found, "order_no") == ["D3"]


def test_a_product_opens_to_lines() -> None:
    query = MetricQuery(("gmv_paid",), WEEK, by=("product",))
    (found,) = rows_behind(SmallShop(), query, "gmv_paid", cell={"product": "纸尿裤"})
    assert (found.view, _column(found, "order_no")) == ("order_lines", ["Y1", "Y2"])


def test_the_condition_and_the_limit_hold() -> None:
    query = MetricQuery(("gmv_paid",), WEEK, where="platform = 'youzan'")
    (found,) = rows_behind(SmallShop(), query, "gmv_paid", limit=3)
    assert (len(found.rows), found.is_cut) == (3, True)
    assert set(_column(found, "platform")) == {"youzan"}


def test_persons_appear_as_ids_only() -> None:
    (found,) = rows_behind(SmallShop(), MetricQuery(("buyers",), WEEK), "buyers")
    assert None not in _column(found, "person_id")
    assert not {"phone", "receiver", "nickname"} & set(found.columns)


def test_a_condition_that_no_view_knows_has_no_rows_to_show() -> None:
    query = MetricQuery(("visitors",), WEEK, where="province = '浙江'")
    with pytest.raises(LianyiError) as refused:
        rows_behind(SmallShop(), query, "visitors")
    assert refused.value.code == "metric.rows_unavailable"


def test_cohorts_hold_dated_refunds_by_delay() -> None:
    shop = SmallShop()
    assert dated_sources(shop) == {("douyin", "旗舰店"), ("xiaohongshu", "main")}
    by_day = {c.day: c for c in refund_cohorts(shop)}
    # Day 9: D1 and D2 of 抖音, of which R1 came after three days; 有赞 and 拼多多 date nothing.
    assert (by_day[date(2026, 11, 9)].paid_fen, by_day[date(2026, 11, 9)].refunds) == (
        30_000,
        {3: 5_000},
    )
    assert by_day[date(2026, 11, 10)].refunds == {2: 22_000}
    assert by_day[date(2026, 11, 4)].refunds == {6: 4_000}
