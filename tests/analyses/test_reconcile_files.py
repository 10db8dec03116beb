"""Reports of platforms as tables: which columns are read, what a row says, what is an issue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from lianyi.analyses.reconcile.cells import day_in, order_in
from lianyi.analyses.reconcile.columns import Columns, columns_of, header_of
from lianyi.analyses.reconcile.reported import Line, Reported, reported
from lianyi.core.errors import LianyiError
from lianyi.importers.mapping import shipped_mappings

NOTHING: dict[str, str | None] = {}
D1, D2 = date(2026, 9, 1), date(2026, 9, 2)


def read(columns: Columns, rows: Sequence[Sequence[str]], *, counts: bool = False) -> Reported:
    headers = [f"列{n}" for n in range(max(map(len, rows)))]
    lines = [Line(n, dict(enumerate(row))) for n, row in enumerate(rows, 2)]
    return reported(lines, columns, headers, currency="CNY", counts=counts, file="r.csv")


@pytest.mark.parametrize(
    ("headers", "metric", "expected"),
    [
        (["日期", "金额"], "gmv_paid", Columns(None, 0, 1)),
        (["day", "note", "amount"], "gmv_paid", Columns(None, 0, 2)),
        (["日期", "GMV（元）", "订单数"], "gmv_paid", Columns(None, 0, 1)),
        (["日期", "GMV（元）", "订单数"], "orders_paid", Columns(None, 0, 2)),
        (["订单号", "下单时间", "付款时间", "订单金额"], "gmv_paid", Columns(0, 2, 3, else_day=1)),
        (
            ["订单号", "下单时间", "付款时间", "订单金额"],
            "gmv_created",
            Columns(0, 1, 3, else_day=2),
        ),
        (["订单号", "下单时间"], "orders_created", Columns(0, 1, None)),
        (["统计日期", "载体类型", "支付金额"], "gmv_paid", Columns(None, 0, 2, (1,))),
    ],
)
def test_titles_tell_the_columns(headers: list[str], metric: str, expected: Columns) -> None:
    assert columns_of(headers, [], metric, None, NOTHING) == expected


def test_cells_tell_the_columns_where_titles_do_not() -> None:
    rows = [["2026-09-01", "好", "1,200.50"], ["2026-09-02", "差", "900"]]
    assert columns_of(["甲", "乙", "丙"], rows, "gmv_paid", None, NOTHING) == Columns(None, 0, 2)
    # Two columns of figures: which one is meant has to be said.
    with pytest.raises(LianyiError) as refused:
        columns_of(["甲", "乙", "丙"], [["2026-09-01", "3", "4"]], "gmv_paid", None, NOTHING)
    assert refused.value.code == "reconcile.column"


def test_named_columns_win_and_unknown_ones_are_refused() -> None:
    headers = ["日期", "金额", "商家应收"]
    assert columns_of(headers, [], "gmv_paid", None, {"amount": "商家应收"}).amount == 2
    with pytest.raises(LianyiError) as refused:
        columns_of(headers, [], "gmv_paid", None, {"day": "哪天"})
    assert (refused.value.code, refused.value.facts["what"]) == ("reconcile.column", "哪天")


def test_a_mapping_knows_its_export() -> None:
    shipped = shipped_mappings()
    compass = ["日期", "载体类型", "用户支付金额", "成交订单数", "退款后用户支付金额(支付时间)"]
    found = columns_of(compass, [], "gmv_paid", shipped["compass_shop_days"], NOTHING)
    assert found == Columns(None, 0, 2, (1,))
    assert columns_of(compass, [], "gmv_net", shipped["compass_shop_days"], NOTHING).amount == 4
    assert columns_of(compass[:4], [], "gmv_net", shipped["compass_shop_days"], NOTHING).amount == 2
    assert columns_of(compass, [], "orders_paid", shipped["compass_shop_days"], NOTHING).amount == 3
    orders = [
        "主订单编号",
        "子订单编号",
        "订单提交时间",
        "支付完成时间",
        "订单应付金额",
        "订单状态",
    ]
    assert columns_of(orders, [], "gmv_paid", shipped["douyin_orders"], NOTHING) == Columns(
        0, 3, 4, else_day=2
    )
    assert columns_of(orders, [], "gmv_created", shipped["douyin_orders"], NOTHING).day == 2


def test_the_time_of_an_order_is_no_status() -> None:
    # Its mapping tells the time of payment from the status; the column of times is meant.
    titles = ["订单号", "订单状态", "订单成交时间", "用户实付金额(元)"]
    found = columns_of(titles, [], "gmv_paid", shipped_mappings()["pinduoduo_orders"], NOTHING)
    assert (found.order, found.day, found.amount) == (0, 2, 3)


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ([["日期", "金额"], ["2026-09-01", "5"]], 1),
        ([["财务对账单"], ["店铺", "日期", "实付金额"], ["旗舰店", "2026-09-01", "5"]], 2),
        ([[], ["说明", "", ""], ["甲", "乙", "丙"], ["a", "2026-09-01", "5"]], 3),
        ([["2026-09-01", "5.00"], ["2026-09-02", "6.00"]], 0),
        ([["什么"], ["都", "没有"]], 1),
    ],
)
def test_titles_are_found_below_a_heading_and_missed_where_there_are_none(rows: list[list[str]], header: int) -> None:  # fmt: skip
    assert header_of(rows, "gmv_paid", NOTHING) == header


def test_an_order_without_a_payment_has_the_day_on_which_it_was_placed() -> None:
    found = read(Columns(0, 2, 1, else_day=3), [["A", "1", "", "2026-09-01"], ["B", "1", "2026-09-02", "2026-09-01"]])  # fmt: skip
    assert found.order_days == {"A": D1, "B": D2}


def test_a_plain_form_in_fen_is_read_in_fen() -> None:
    plain = shipped_mappings()["generic_shop_days"]
    found = columns_of(["day", "paid_fen"], [], "gmv_paid", plain, NOTHING)
    assert found.in_minor
    assert read(found, [["2026-09-01", "1234"]]).days == {D1: 1234}


def test_days_add_up_and_the_whole_wins_over_its_parts() -> None:
    assert read(Columns(None, 0, 1), [["2026-09-01", "1.50"], ["2026/9/1", "2"]]).days == {D1: 350}
    rows = [["2026-09-01", "直播", "1"], ["2026-09-01", "全部", "3"], ["2026-09-02", "直播", "1"], ["2026-09-02", "图文", "1.20"]]  # fmt: skip
    assert read(Columns(None, 0, 2, (1,)), rows).days == {D1: 300, D2: 220}


def test_lines_of_an_order_add_up_unless_the_amount_is_that_of_the_order() -> None:
    rows = [["E1\t", "1.00", "2026-09-01 08:00:00"], ["'E1", "2.50", "2026-09-01"], ["E2", "-", ""]]
    found = read(Columns(0, 2, 1), rows)
    assert (found.orders, found.order_days) == ({"E1": 350}, {"E1": D1})
    once = read(Columns(0, None, 1, once=True), [["E1", "3"], ["E1", "3"]])
    assert once.orders == {"E1": 300}
    assert read(Columns(0, None, None), [["E1"], ["E1"], ["E2"]]).orders == {"E1": 1, "E2": 1}


def test_what_cannot_be_read_is_an_issue_at_its_place() -> None:
    rows = [["2026-09-01", "很多"], ["哪天", "5"], ["2026-09-02", "7.005"], ["2026-09-02", "8"]]
    found = read(Columns(None, 0, 1), rows)
    assert found.days == {D2: 800}
    assert [(i.code, i.place()) for i in found.issues] == [
        ("reconcile.cell_amount", "B2"),
        ("reconcile.cell_day", "A3"),
        ("reconcile.cell_amount", "B4"),
    ]
    nameless = read(Columns(0, None, 1), [["", "5"]])
    assert [i.code for i in nameless.issues] == ["reconcile.cell_order"]


def test_a_period_limits_days_and_dated_orders() -> None:
    days = Reported(days={D1: 1, D2: 2})
    assert days.within(D2, D2).days == {D2: 2}
    orders = Reported({"A": 1, "B": 2, "C": 3}, order_days={"A": D1, "B": D2})
    assert orders.within(D2, D2).orders == {"B": 2, "C": 3}
    assert (days.span, orders.span, Reported({"A": 1}).span) == ((D1, D2), (D1, D2), None)


@pytest.mark.parametrize("text", ["", "-", "昨天", "2026-13-01", "20260230", "2026-09"])
def test_what_names_no_day_is_no_day(text: str) -> None:
    assert day_in(text) is None


@pytest.mark.parametrize("text", ["2026-09-01", "2026/9/1 10:20", "20260901", "2026年9月1日", "2026.9.1", "\t2026-09-01T08:00:00"])  # fmt: skip
def test_days_are_read_as_exports_write_them(text: str) -> None:
    assert day_in(text) == D1


def test_order_numbers_lose_what_exports_put_around_them() -> None:
    assert [order_in(t) for t in ("\t69001 ", '="69001"', "'69001", "--", "")] == ["69001"] * 3 + ["", ""]  # fmt: skip
