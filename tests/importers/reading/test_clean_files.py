"""Sound files of every kind: each cell arrives as it was written, and nothing is reported that is not there."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import xlsxwriter

from tests.importers.reading.samples import inline_rows, preview_of, rows_of, xls_of, xlsx_of

HEADERS = [
    "主订单编号",
    "选购商品",
    "商品数量",
    "订单应付金额",
    "支付完成时间",
    "收件人",
    "商家备注",
]
GOODS = [
    "学饮杯",
    "婴儿湿巾 80抽*6包",
    '5"吸管',
    "纸尿裤,L码",
    "辅食机（升级款）",
    "绘本《好饿的毛毛虫》",
]
NAMES = ["李*", "王堃", "欧阳**", "刘昇", "赵喆", "-"]
REMARKS = ["", "", "", "要红色，别打电话", "换行\n的备注", '说"好"', "合计3件", "50℃", "😀"]
Table = list[list[str]]


def table_of(seed: int) -> Table:
    rng = random.Random(seed)
    start = datetime(2026, 9, 1)
    rows = [
        [
            f"{6953550000000000000 + rng.randrange(10**15)}",
            rng.choice(GOODS),
            str(rng.randint(1, 9)),
            f"{rng.randint(0, 99999) / 100:.2f}",
            (start + timedelta(seconds=rng.randrange(86_400 * 30))).isoformat(" "),
            rng.choice(NAMES),
            rng.choice(REMARKS),
        ]
        for _ in range(rng.randint(1, 200))
    ]
    return [HEADERS, *rows]


def as_csv(table: Table, encoding: str, **dialect: object) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, **dialect).writerows(table)  # type: ignore[arg-type]
    return out.getvalue().encode(encoding)


def as_workbook(table: Table) -> bytes:
    """Write as a library does: shared strings, amounts as numbers, times as dates."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("订单")
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        amount = book.add_format({"num_format": "¥#,##0.00"})
        for r, row in enumerate(table):
            for c, cell in enumerate(row):
                if r and c == 3:
                    sheet.write_number(r, c, float(cell), amount)
                elif r and c == 4:
                    sheet.write_datetime(r, c, datetime.fromisoformat(cell), moment)
                elif cell:
                    sheet.write_string(r, c, cell)
    return out.getvalue()


def as_old_workbook(table: Table) -> bytes:
    return xls_of(
        {(r, c): cell for r, row in enumerate(table) for c, cell in enumerate(row) if cell}
    )


FORMS: dict[str, Callable[[Table], bytes]] = {
    "csv, UTF-8": lambda t: as_csv(t, "utf-8"),
    "csv, UTF-8 with a mark": lambda t: as_csv(t, "utf-8-sig", quoting=csv.QUOTE_ALL),
    "csv, GBK": lambda t: as_csv(t, "gb18030", lineterminator="\n"),
    "tabs, UTF-16": lambda t: as_csv(t, "utf-16", delimiter="\t"),
    "semicolons": lambda t: as_csv(t, "utf-8", delimiter=";"),
    "xlsx by a library": as_workbook,
    "xlsx with inline strings": lambda t: xlsx_of(inline_rows(t)),
    "xls": as_old_workbook,
}


@pytest.mark.parametrize("form", FORMS)
def test_a_sound_file_is_read_whole_and_without_complaint(form: str) -> None:
    for seed in range(12):
        table = table_of(seed)
        data = FORMS[form](table)
        assert preview_of(data).rows[0] == HEADERS
        rows, report = rows_of(data, len(HEADERS))
        expected = table[1:]
        if form == "xlsx by a library":
            expected = [[*r[:3], repr(float(r[3])).removesuffix(".0"), *r[4:]] for r in expected]
        assert [cells for _, cells in rows] == expected
        assert [row for row, _ in rows] == list(range(2, len(table) + 1))
        assert (report.issues, report.notes, report.footer_rows) == ([], [], [])
