"""The old Excel format, from a file built record by record."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from lianyi.importers.reading.refusals import RefusalError
from lianyi.importers.reading.xls import cell_text
from tests.importers.reading.samples import ole_of, preview_of, rows_of, xls_of

ORDERS: dict[tuple[int, int], str | float] = {
    (2, 1): "订单号",
    (2, 2): "实付",
    (3, 1): "6953550000000000001",
    (3, 2): 129.5,
    (5, 1): "E2",
    (5, 2): 6.95355e18,
    (6, 2): 12.0,
}


def test_rows_keep_their_places_and_long_numbers_stay_recognisable() -> None:
    rows, report = rows_of(xls_of(ORDERS), [1, 2], header_row=3)
    assert rows == [
        (4, ["6953550000000000001", "129.5"]),
        (6, ["E2", "6.95355E+18"]),
        (7, ["", "12"]),
    ]
    assert report.last_row == 7


def test_the_preview_counts_rows_and_columns_as_excel_does() -> None:
    preview = preview_of(xls_of(ORDERS))
    assert (preview.sheet, preview.format, preview.hidden) == ("订单", "xls", False)
    assert preview.rows[:4] == [
        [],
        [],
        ["", "订单号", "实付"],
        ["", "6953550000000000001", "129.5"],
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (datetime(2026, 9, 9, 10, 22), "2026-09-09 10:22:00"),
        (date(2026, 9, 9), "2026-09-09"),
        (time(10, 22), "10:22:00"),
        (timedelta(hours=36, minutes=5), "36:05:00"),
        (None, ""),
        (1e15, "1E+15"),
        (-0.5, "-0.5"),
    ],
)
def test_values_read_as_the_newer_format_gives_them(cell: object, text: str) -> None:
    assert cell_text(cell) == text


def test_an_encrypted_workbook_is_named_as_such() -> None:
    with pytest.raises(RefusalError) as refusal:
        preview_of(ole_of("EncryptedPackage", b"x" * 5000))
    assert refusal.value.code == "import.encrypted"


def test_another_office_file_is_no_table() -> None:
    with pytest.raises(RefusalError) as refusal:
        preview_of(ole_of("WordDocument", b"x" * 5000))
    assert (refusal.value.code, refusal.value.facts) == (
        "import.not_a_table",
        {"looks_like": "Office"},
    )


def test_a_broken_workbook_is_refused() -> None:
    with pytest.raises(RefusalError) as refusal:
        preview_of(ole_of("Workbook", b"\xff" * 5000))
    assert refusal.value.code == "import.workbook_broken"
