"""Dates against day counts that Excel itself shows, numbers against what a user sees in the cell."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.importers.reading.number_formats import (
    DateKind,
    date_kind,
    number_text,
    serial_text,
)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("yyyy-mm-dd", "date"),
        ("yyyy-mm-dd hh:mm:ss", "datetime"),
        ('yyyy"年"m"月"d"日"', "date"),
        ("[$-804]yyyy/m/d;@", "date"),
        ("[$-F800]dddd, mmmm dd, yyyy", "date"),
        ("mmm-yy", "date"),
        ("h:mm AM/PM", "time"),
        ("mm:ss.0", "time"),
        ("[h]:mm:ss", "elapsed"),
        ("[mm]:ss", "elapsed"),
        ("General", None),
        ("0.00", None),
        ("#,##0.00;[Red]-#,##0.00", None),
        ("¥#,##0.00", None),
        ('0"days"', None),
        (r"0\d", None),
        ("_-* #,##0_-", None),
        ("0.00E+00", None),
        ("@", None),
        ("[DBNum1][$-804]General", None),
    ],
)
def test_the_format_code_tells_dates_from_numbers(code: str, kind: DateKind | None) -> None:
    assert date_kind(200, code) == kind


def test_built_in_formats_include_the_chinese_ones() -> None:
    assert [date_kind(i, None) for i in (0, 2, 14, 22, 31, 46, 58)] == [
        None,
        None,
        "date",
        "datetime",
        "date",
        "elapsed",
        "date",
    ]


@pytest.mark.parametrize(
    ("serial", "kind", "since_1904", "text"),
    [
        ("1", "date", False, "1900-01-01"),
        ("59", "date", False, "1900-02-28"),
        ("60", "date", False, "1900-02-29"),
        ("61", "date", False, "1900-03-01"),
        ("44197", "date", False, "2021-01-01"),
        ("42735", "date", True, "2021-01-01"),
        ("46274.431944444441", "datetime", False, "2026-09-09 10:22:00"),
        # Five decimals, as some exporters write: half a second off, and Excel shows the full minute.
        ("46274.43194", "datetime", False, "2026-09-09 10:22:00"),
        ("46274", "datetime", False, "2026-09-09 00:00:00"),
        ("46274.9999999", "datetime", False, "2026-09-10 00:00:00"),
        ("46274.5", "date", False, "2026-09-09 12:00:00"),
        ("0.43194444444444446", "time", False, "10:22:00"),
        ("1.5", "elapsed", False, "36:00:00"),
        ("2958465", "date", False, "9999-12-31"),
    ],
)
def test_a_day_count_says_its_date(
    serial: str, kind: DateKind, since_1904: bool, text: str
) -> None:
    assert serial_text(serial, kind, since_1904=since_1904) == text


@pytest.mark.parametrize("serial", ["-1", "2958466", "1e300", "nan", "inf", "x", ""])
def test_what_is_no_date_of_excel_has_no_text(serial: str) -> None:
    assert serial_text(serial, "datetime", since_1904=False) is None


@given(
    st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    st.booleans(),
)
def test_every_second_survives_the_day_count(moment: datetime, since_1904: bool) -> None:
    epoch = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    serial = (moment - epoch) / timedelta(days=1)
    if serial < 1:
        return
    assert serial_text(repr(serial), "datetime", since_1904=since_1904) == moment.isoformat(" ")


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("746.0700000000001", "746.07"),
        ("0.30000000000000004", "0.3"),
        ("99.99", "99.99"),
        ("129.50", "129.50"),
        ("-12.800000000000001", "-12.8"),
        ("1.2345678E7", "12345678"),
        ("1.5E-2", "0.015"),
        ("100.0000000000001", "100"),
        ("6.95355E+18", "6.95355E+18"),
        ("6.9535500000000004E+18", "6.9535500000000004E+18"),
        ("6953550000000000001", "6953550000000000001"),
        ("1E-999999999", "1E-999999999"),
        ("nonsense-in-a-number-cell", "nonsense-in-a-number-cell"),
    ],
)
def test_numbers_lose_the_noise_but_never_a_digit_of_an_id(stored: str, shown: str) -> None:
    assert number_text(stored) == shown


@given(st.decimals(-(10**12), 10**12, places=2))
def test_money_typed_in_excel_is_read_to_the_last_fen(amount: object) -> None:
    stored = f"{float(str(amount)):.17g}"
    assert float(number_text(stored)) == float(str(amount))
    assert len(number_text(stored).partition(".")[2]) <= 2
