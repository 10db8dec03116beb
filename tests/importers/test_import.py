"""Imports through the real child: which version wins, what is covered, what is refused and where."""

from __future__ import annotations

import gzip
from datetime import date, datetime
from typing import Any

import pytest

from lianyi.importers.standing import redo, undo
from tests.importers.bench import ORDER, Bench, order
from tests.importers.platforms import headers

FIRST = "抖店_20260901-20260930_20261001090000.csv"
LATER = "抖店_20260901-20260930_20261005090000.csv"
NOW = "2026-11-23T00:00:00+00:00"


def test_the_later_export_counts_whatever_came_in_last(bench: Bench) -> None:
    later = bench.write(LATER, [order(1, status="已完成", paid="90.00"), order(2)])
    bench.read(later)
    bench.read(bench.write(FIRST, [order(1), order(3)]))
    assert bench.orders() == [
        ("1", 9000, "completed"),
        ("2", 10000, "shipped"),
        ("3", 10000, "shipped"),
    ]


def test_the_moment_told_goes_before_the_one_in_the_name(bench: Bench) -> None:
    bench.read(bench.write(FIRST, [order(1, paid="90.00")]), as_of=datetime(2026, 11, 1))
    result = bench.read(bench.write(LATER, [order(1)]))
    assert bench.orders("paid_fen") == [(9000,)]
    assert result.manifest is not None and result.manifest.as_of_from == "name"


def test_a_file_that_does_not_say_when_it_was_made_is_as_old_as_its_latest_moment(
    bench: Bench,
) -> None:
    result = bench.read(bench.write("订单.csv", [order(1), order(2, at="2026-09-20 08:00:00")]))
    assert result.manifest is not None
    assert result.manifest.as_of_from == "rows"
    assert result.manifest.as_of.startswith("2026-09-20 00:00:00")  # 08:00 in Shanghai


def test_an_export_with_fewer_columns_takes_nothing_away(bench: Bench) -> None:
    bench.read(bench.write(FIRST, [{**order(1), "流量体裁": "直播"}]))
    narrow = [h for h in headers.DOUYIN_ORDERS if h not in ("流量体裁", "省")]
    bench.read(bench.write(LATER, [order(1, status="已完成")], narrow))
    assert bench.orders("carrier, province, status") == [("live", "浙江省", "completed")]


def test_the_same_file_is_one_import(bench: Bench) -> None:
    path = bench.write(FIRST, [order(1)])
    first, second = bench.read(path), bench.read(path)
    assert (first.status, second.status) == ("imported", "known")
    assert second.snapshot == first.snapshot


def test_undo_leaves_what_was_before_and_redo_brings_it_back(bench: Bench) -> None:
    bench.read(bench.write(FIRST, [order(1)]))
    later = bench.read(bench.write(LATER, [order(1, paid="90.00"), order(2)]))
    assert later.manifest is not None
    undo(bench.shop.workspace, later.manifest.id, NOW)
    bench.shop = bench.shop.refresh()
    assert bench.orders("order_no, paid_fen") == [("1", 10000)]
    redo(bench.shop.workspace, later.manifest.id, NOW)
    bench.shop = bench.shop.refresh()
    assert bench.orders("order_no, paid_fen") == [("1", 9000), ("2", 10000)]


def test_a_line_that_stands_twice_in_a_file_counts_once_and_the_last_one_stands(
    bench: Bench,
) -> None:
    bench.read(bench.write(FIRST, [order(1, 选购商品="旧名"), order(1, 选购商品="新名")]))
    assert bench.rows("SELECT product_name FROM order_lines") == [("新名",)]


def test_rows_of_totals_and_blank_rows_are_no_orders(bench: Bench) -> None:
    blank = dict.fromkeys(headers.DOUYIN_ORDERS, "")
    total = {**blank, "主订单编号": "合计", "订单应付金额": "100.00"}
    result = bench.read(bench.write(FIRST, [order(1), blank, total]))
    assert result.status == "imported" and result.facts["rows"] == 1
    assert bench.orders("order_no") == [("1",)]


@pytest.mark.parametrize(
    ("cells", "code", "place"),
    [
        ({"订单应付金额": "1,2O8.00"}, "import.cell_money", "I3"),
        ({"订单提交时间": "昨天"}, "import.cell_date", None),
        ({"主订单编号": "6.95355E+18"}, "import.id_precision_lost", "A3"),
        ({"主订单编号": ""}, "import.cell_missing", "A3"),
    ],
)
def test_a_bad_cell_is_named_at_its_place(
    bench: Bench, cells: dict[str, str], code: str, place: str | None
) -> None:
    result = bench.read(bench.write(FIRST, [order(1), {**order(2), **cells}, order(3)]))
    assert result.status == "refused"
    [issue] = result.issues
    assert issue.code == code and issue.row == 3
    assert place is None or issue.place() == place


def test_one_pass_lists_every_bad_cell_up_to_a_thousand(bench: Bench) -> None:
    rows = [order(n, paid="x" if n % 2 else "1.00") for n in range(2_400)]
    result = bench.read(bench.write(FIRST, rows))
    assert len(result.issues) == 1_000
    assert [i.row for i in result.issues[:3]] == [3, 5, 7]
    assert result.facts["bad_rows"] == 1_200


def test_an_unknown_status_is_told_and_keeps_nothing_out(bench: Bench) -> None:
    result = bench.read(bench.write(FIRST, [order(1, status="神秘状态")]))
    assert result.status == "imported"
    assert [n.code for n in result.notes] == ["map.status_unknown"]
    assert bench.orders("status, status_raw") == [(None, "神秘状态")]


def test_a_file_of_another_kind_is_called_by_its_name(bench: Bench) -> None:
    result = bench.read(bench.write(FIRST, [order(1)]), kind="refunds")
    assert [i.code for i in result.issues] == ["import.kind_mismatch"]


def test_the_days_told_are_covered_even_without_rows(bench: Bench) -> None:
    days = (date(2026, 8, 1), date(2026, 9, 30))
    result = bench.read(bench.write("订单.csv", [order(1)]), covers=days)
    assert result.manifest is not None
    spans = {(p.from_day, p.to_day) for p in result.manifest.parts}
    assert spans == {("2026-08-01", "2026-09-30")}


@pytest.mark.parametrize(
    ("made", "is_partial"), [("20260930150000", True), ("20261001090000", False)]
)
def test_the_day_on_which_a_file_was_made_is_partial(
    bench: Bench, made: str, is_partial: bool
) -> None:
    name = f"抖店_20260901-20260930_{made}.csv"
    result = bench.read(bench.write(name, [order(1)]))
    assert result.manifest is not None
    assert {p.partial_last_day for p in result.manifest.parts} == {is_partial}


def test_a_store_has_its_own_orders(bench: Bench) -> None:
    bench.read(bench.write(FIRST, [order(1)]), store="一店")
    bench.read(bench.write(FIRST, [order(1)]), store="二店")
    assert sorted(bench.orders("store")) == [("一店",), ("二店",)]


def test_a_store_is_asked_for_where_nobody_has_named_it(bench: Bench) -> None:
    from lianyi.importers.outcome import Options
    from lianyi.importers.reading import open_inputs
    from lianyi.shop.importing import importer_of

    asked: list[str] = []

    def answer(platform: str) -> str:
        asked.append(platform)
        return "旗舰店"

    [source] = open_inputs(bench.write(FIRST, [order(1)]))
    [result] = importer_of(bench.shop, ask_store=answer).import_input(source, Options())
    assert asked == ["douyin"]
    assert result.manifest is not None and result.manifest.store == "旗舰店"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8"])
def test_any_encoding_and_a_gz_bring_the_same_orders(bench: Bench, encoding: str) -> None:
    path = bench.write(FIRST, [order(1, 选购商品="学饮杯，带盖"), order(2)])
    packed = path.with_name(path.name + ".gz")
    packed.write_bytes(gzip.compress(path.read_text("utf-8-sig").encode(encoding)))
    path.unlink()
    assert bench.read(packed).status == "imported"
    assert bench.rows("SELECT product_name FROM order_lines ORDER BY order_no") == [
        ("学饮杯，带盖",),
        ("学饮杯",),
    ]


def test_a_sheet_without_rows_is_refused_as_empty(bench: Bench) -> None:
    path = bench.folder / "空.csv"
    path.write_text("\n", "utf-8")
    result = bench.read(path)
    assert result.status == "refused" and result.issues[0].code.startswith("import.")


def test_nothing_unfinished_is_left_behind(bench: Bench) -> None:
    bench.read(bench.write(FIRST, [order(1), order(2, paid="x")]), skip_bad=True)
    left: list[Any] = list((bench.shop.workspace.cache / "temp").iterdir())
    assert left == []


def test_a_sheet_that_is_not_recognised_is_named_beside_one_that_is(bench: Bench) -> None:
    import xlsxwriter

    path = bench.folder / "抖店_20260901-20260930_20261001090000.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("说明").write_row(0, 0, ["怎么看这份表", "谁做的"])
        sheet = book.add_worksheet("订单")
        row = {**ORDER, **order(1)}
        sheet.write_row(0, 0, headers.DOUYIN_ORDERS)
        sheet.write_row(1, 0, [row.get(title, "") for title in headers.DOUYIN_ORDERS])
    result = bench.read(path)
    assert (result.status, result.sheet) == ("imported", "订单")
    assert [(n.code, n.sheet) for n in result.notes] == [("import.sheet_unread", "说明")]
