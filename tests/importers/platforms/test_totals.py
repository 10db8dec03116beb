"""Rows of totals: platforms write 合计 where they please; a sum must never be added to what it sums."""

from __future__ import annotations

import pytest

from lianyi.importers.job import Job
from lianyi.importers.recognise import Recognition
from tests.importers.platforms import headers
from tests.importers.platforms.export import Facts, facts, read, recognised, table

HEADERS = {n: v for n, v in vars(headers).items() if isinstance(v, list)}
WORDS = ("合计", "总计", "小计", "本页合计：", "Total", "Subtotal", "GRAND TOTAL:")


def pinduoduo(*rows: dict[str, str]) -> Facts:
    return facts(table(headers.PINDUODUO_ENTRIES, *rows), "pinduoduo_entries")


ENTRY = {
    "商户订单号": "260901-100000000000001",
    "发生时间": "2026-09-01 10:00:00",
    "收入金额（+元）": "150.00",
    "支出金额（-元）": "0.00",
    "账务类型": "交易收入",
}


@pytest.mark.parametrize("word", WORDS)
def test_a_sum_in_the_first_column_is_not_added_to_what_it_sums(word: str) -> None:
    total = {"商户订单号": word, "收入金额（+元）": "150.00", "支出金额（-元）": "0.00"}
    found = pinduoduo(ENTRY, total)
    assert [row["amount_fen"] for row in found["settlements"]] == [15_000]
    assert found[""][0]["skipped"] == 1


def _cell(job: Job, column: int, index: int) -> str:
    cell = next((c for c in job.mapping.cells if job.columns.get(c.name) == column), None)
    if cell is None:
        return ""
    if cell.kind == "choice":
        return next(iter(cell.choices))
    return {
        "id": f"69535471026087{58600 + index}",
        "instant": f"2026-09-1{index} 10:20:05",
        "day": f"2026-09-1{index}",
        "phone": "13800001000",
        "text": f"文{index}",
        "words": "",
        "flag": "否",
    }.get(cell.kind, "3")


def _job(found: Recognition) -> Job:
    return Job(found.mapping, None, found.header_row, found.columns, found.headers)


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_no_export_counts_its_row_of_totals(name: str) -> None:
    """合计 stands in the first column, numbers where numbers stand, nothing where ids and times do."""
    header = HEADERS[name]
    found = recognised([header])
    job = _job(found)
    rows = [[_cell(job, c, i) for c in range(len(header))] for i in (1, 2)]
    named = {found.columns[job.mapping.cells[i].name] for i in job.named}
    total = ["合计", *("" if c in named else rows[0][c] for c in range(1, len(header)))]
    plain = read([header, *rows], found)
    summed = read([header, *rows, total], found)
    assert summed[""][0]["skipped"] == 1 and plain[""][0]["skipped"] == 0
    assert {k: v for k, v in summed.items() if k} == {k: v for k, v in plain.items() if k}


def test_an_order_of_a_product_called_total_is_an_order() -> None:
    header = headers.PINDUODUO_ORDERS
    at = header.index("商品")
    moved = [header[at], *header[:at], *header[at + 1 :]]
    row = {
        "商品": "合计一百片装湿巾",
        "订单号": "260901-100000000000001",
        "订单状态": "已收货",
        "用户实付金额(元)": "39.00",
        "商家实收金额(元)": "39.00",
        "订单成交时间": "2026-09-01 10:00:00",
    }
    found = facts(
        table(moved, row, {"商品": "合计", "用户实付金额(元)": "39.00"}), "pinduoduo_orders"
    )
    assert [order["paid_fen"] for order in found["orders"]] == [3_900]
    assert found[""][0]["skipped"] == 1


def test_an_id_that_begins_like_a_word_for_totals_is_an_id() -> None:
    found = pinduoduo(
        {**ENTRY, "商户订单号": "SUM2026090100001"}, {**ENTRY, "商户订单号": "TOTAL-7"}
    )
    assert {row["order_no"] for row in found["settlements"]} == {"SUM2026090100001", "TOTAL-7"}


def test_a_row_without_its_time_is_told_not_skipped() -> None:
    """What does not call itself a total is a fault of the file, not a sum."""
    found = pinduoduo(ENTRY, {**ENTRY, "发生时间": "合计"})
    assert found[""][0]["skipped"] == 0 and found[""][0]["bad_rows"] == 1
