"""Workbooks as Excel, libraries and platforms write them, and as they should not be written."""

from __future__ import annotations

import io
import time
from collections.abc import Sequence

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from lianyi.importers.reading.cell_text import CellContext
from lianyi.importers.reading.limits import DEFAULT_LIMITS
from lianyi.importers.reading.readers import probe
from lianyi.importers.reading.refusals import RefusalError
from lianyi.importers.reading.shared_strings import SharedStrings
from lianyi.importers.reading.xlsx_plain import NotPlainError, plain_rows
from lianyi.importers.reading.xlsx_sheet import parsed_rows
from tests.importers.reading.samples import (
    Bytes,
    inline_rows,
    preview_of,
    rows_of,
    sheet_xml,
    strings_xml,
    styles_xml,
    workbook_parts,
    xlsx_of,
    zip_of,
)


def only_rows(data: bytes, columns: int, **request: object) -> list[tuple[int, list[str]]]:
    return rows_of(data, columns, header_row=0, header_rows=0, **request)[0]


def code_of(data: bytes) -> str:
    with pytest.raises(RefusalError) as refusal:
        rows_of(data, 2)
    return refusal.value.code


def test_every_kind_of_cell_becomes_text() -> None:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="str"><f>A1</f><v>甲</v></c>'
        '<c r="C1"><v>129.5</v></c><c r="D1" s="1"><v>46274.431944444441</v></c>'
        '<c r="E1" t="b"><v>1</v></c><c r="F1" t="e"><v>#N/A</v></c>'
        '<c r="G1" t="d"><v>2026-09-09T10:22:00Z</v></c>'
        '<c r="H1" t="inlineStr"><is><r><t>富</t></r><r><t>文本</t></r></is></c>'
        '<c r="I1"><f>1/0</f></c></row>'
    )
    data = xlsx_of(rows, strings=strings_xml(["无", "订单号"]), styles=styles_xml({}, [0, 22]))
    written, report = rows_of(data, 9, header_row=0, header_rows=0)
    cells = [
        "订单号",
        "甲",
        "129.5",
        "2026-09-09 10:22:00",
        "TRUE",
        "",
        "2026-09-09 10:22:00",
        "富文本",
        "=",
    ]
    assert written == [(1, cells)]
    assert [(n.code, n.place(), n.value) for n in report.notes] == [
        ("import.cell_error", "F1", "#N/A"),
        ("import.formula_without_value", "I1", ""),
    ]


def test_ids_keep_all_their_digits() -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>6.95355E+18</v></c></row>'
    data = xlsx_of(rows, strings=strings_xml(["6953550000000000001\t"]))
    assert only_rows(data, 2) == [(1, ["6953550000000000001\t", "6.95355E+18"])]


def test_dates_follow_the_1904_system_where_the_workbook_says_so() -> None:
    rows = '<row r="1"><c r="A1" s="1"><v>42735</v></c></row>'
    data = xlsx_of(rows, styles=styles_xml({164: "yyyy/m/d"}, [0, 164]), since_1904=True)
    assert only_rows(data, 1) == [(1, ["2021-01-01"])]


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576", "nonsense", "B2:A1"])
def test_the_stated_dimension_is_never_believed(dimension: str) -> None:
    xml = sheet_xml(inline_rows([["订单号", "实付"], ["E1", "9.90"], ["E2", "8"]]), dimension)
    data = zip_of(workbook_parts({"订单": xml}))
    assert rows_of(data, 2)[0] == [(2, ["E1", "9.90"]), (3, ["E2", "8"])]


def test_gaps_keep_rows_and_columns_at_their_places() -> None:
    rows = (
        '<row r="3"><c r="C3"><v>1</v></c></row><row r="7"/><row r="9"><c r="A9"><v>2</v></c></row>'
    )
    assert only_rows(xlsx_of(rows), 3) == [(3, ["", "", "1"]), (9, ["2", "", ""])]
    assert preview_of(xlsx_of(rows)).rows == [[], [], ["", "", "1"], [], [], [], [], [], ["2"]]


def test_rows_and_cells_without_references_are_counted() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    assert only_rows(xlsx_of(rows), 2) == [(1, ["1", "2"]), (2, ["3", ""])]


def test_a_merged_cell_has_its_value_at_the_top_left_alone() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C1", "申请信息")
        sheet.write_row("A2", ["售后单号", "订单号", "金额"])
    assert preview_of(out.getvalue()).rows == [["申请信息"], ["售后单号", "订单号", "金额"]]


def test_hidden_sheets_are_shown_as_such_and_the_first_visible_is_read() -> None:
    sheets = {
        "说明": sheet_xml(inline_rows([["别看"]])),
        "订单": sheet_xml(inline_rows([["订单号"], ["E1"]])),
    }
    data = zip_of(workbook_parts(sheets, hidden=["说明"]))
    previews = probe(Bytes(data), DEFAULT_LIMITS)
    assert [(p.sheet, p.hidden) for p in previews] == [("说明", True), ("订单", False)]
    assert rows_of(data, 1)[0] == [(2, ["E1"])]
    assert only_rows(data, 1, sheet="说明") == [(1, ["别看"])]


def test_a_sheet_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(RefusalError) as refusal:
        rows_of(xlsx_of(""), 1, sheet="九月")
    assert (refusal.value.code, refusal.value.issue.sheet) == ("import.no_such_sheet", "九月")


def test_prefixed_and_spaced_xml_reads_like_plain_xml() -> None:
    prefixed = (
        '<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/'
        'spreadsheetml/2006/main"><x:sheetData>\n <x:row r="1">\n  <x:c r="A1" t="inlineStr">'
        "<x:is><x:t>订单号</x:t></x:is></x:c>\n </x:row></x:sheetData></x:worksheet>"
    )
    assert only_rows(zip_of(workbook_parts({"订单": prefixed})), 1) == [(1, ["订单号"])]


def test_comments_cannot_smuggle_cells() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="2"><!--<c r="A2"><v>9</v></c>--><c r="A2"><v>2</v></c></row>'
    )
    assert only_rows(xlsx_of(rows), 1) == [(1, ["1"]), (2, ["2"])]


def test_phonetic_guides_are_no_part_of_the_text() -> None:
    strings = strings_xml([]).replace(
        "</sst>", "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si></sst>"
    )
    data = xlsx_of('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=strings)
    assert only_rows(data, 1) == [(1, ["東京"])]


def test_escaped_characters_come_back() -> None:
    rows = inline_rows([["第一行_x000D_\n第二行_x005F_", "_xD83D__xDE00_"]])
    assert only_rows(xlsx_of(rows), 2) == [(1, ["第一行\r\n第二行_", "😀"])]


def test_a_string_number_that_does_not_exist_is_noted_and_empty() -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>7</v></c><c r="B1"><v>1</v></c></row>'
    written, report = rows_of(
        xlsx_of(rows, strings=strings_xml(["a"])), 2, header_row=0, header_rows=0
    )
    assert written == [(1, ["", "1"])]
    assert [n.code for n in report.notes] == ["import.cell_broken"]


def test_notes_name_sheet_row_column_and_header() -> None:
    rows = inline_rows([["订单号", "实付"]]) + (
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="e"><v>#REF!</v></c><c r="C2" t="e"><v>#REF!</v></c></row>'
    )
    _, report = rows_of(xlsx_of(rows), 2, sheet="订单")
    (note,) = report.notes
    assert (note.file, note.sheet, note.place(), note.header) == ("订单.csv", "订单", "B2", "实付")


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></row>',
        '<row r="1"><c r="A1"><v>&nothing;</v></c></row>',
    ],
)
def test_an_impossible_sheet_is_refused_with_its_part(rows: str) -> None:
    with pytest.raises(RefusalError) as refusal:
        rows_of(xlsx_of(rows), 1)
    assert refusal.value.code == "import.workbook_broken"
    assert refusal.value.facts["part"] == "xl/worksheets/sheet1.xml"
    assert refusal.value.issue.sheet == "订单"


def test_a_file_that_ends_in_the_middle_is_refused() -> None:
    parts = workbook_parts({"订单": sheet_xml(inline_rows([["a"]] * 1000))})
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:-500]
    assert code_of(zip_of(parts)) == "import.workbook_broken"
    assert code_of(zip_of(parts)[:-100]) == "import.archive_broken"


def test_a_missing_part_is_named() -> None:
    parts = workbook_parts({"订单": sheet_xml("")})
    del parts["xl/worksheets/sheet1.xml"]
    assert code_of(zip_of(parts)) == "import.workbook_broken"


def test_other_office_files_are_no_tables() -> None:
    assert (
        code_of(zip_of({"[Content_Types].xml": b"", "word/document.xml": b"x"}))
        == "import.not_a_table"
    )
    assert code_of(zip_of({"mimetype": b"application/vnd.oasis", "content.xml": b"x"})) == (
        "import.format_unsupported"
    )


PIECES = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=8)
XML_SAFE = PIECES.filter(
    lambda s: all(c in "\t\n" or " " <= c < "\ufffe" or c > "\uffff" for c in s)
)
TABLES = st.lists(st.lists(XML_SAFE, max_size=5), min_size=1, max_size=6)


@given(TABLES)
def test_plain_and_parsed_reading_agree(table: Sequence[Sequence[str]]) -> None:
    xml = sheet_xml(inline_rows(table)).encode()
    context = CellContext(lambda _: None, [], since_1904=False, limits=DEFAULT_LIMITS)
    parsed = list(parsed_rows(iter([xml]), "p", context, _fail))
    # In blocks of every size, so that each cut is met.
    blocks = iter([xml[i : i + 37] for i in range(0, len(xml), 37)])
    assert list(plain_rows(blocks, context, _fail)) == parsed


@given(st.lists(XML_SAFE, max_size=30))
def test_shared_strings_come_back_by_number(texts: list[str]) -> None:
    xml = strings_xml(texts, ' count="4000000000" uniqueCount="4000000000"').encode()
    plain = [t for t in texts if "_x" not in t]
    strings = SharedStrings(lambda: iter([xml[:90], xml[90:]]), DEFAULT_LIMITS.cell_chars)
    assert len(strings) == len(texts)
    assert [strings.get(str(i)) for i in range(len(texts)) if "_x" not in texts[i]] == plain
    assert strings.get(str(len(texts))) is None
    assert strings.get("-1") is None
    strings.close()


def test_a_million_bytes_of_strings_are_found_in_any_order() -> None:
    texts = [f"{i}号" * 20 for i in range(20_000)]
    xml = strings_xml(texts).encode()
    strings = SharedStrings(lambda: iter([xml]), DEFAULT_LIMITS.cell_chars)
    order = [*range(0, 20_000, 7), *range(19_999, 0, -13), 5, 19_999, 0]
    assert [strings.get(str(i)) for i in order] == [texts[i] for i in order]
    strings.close()


def test_reading_by_patterns_gives_up_rather_than_guess() -> None:
    context = CellContext(lambda _: None, [], since_1904=False, limits=DEFAULT_LIMITS)
    for rows in (
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c></row>',
        '<row r="1"><c r="A1" cm="1"><v>1</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>',
        '<row r="1"><c  r="A1"><v>1</v></c></row>',
    ):
        with pytest.raises(NotPlainError):
            list(plain_rows(iter([sheet_xml(rows).encode()]), context, _fail))


def test_cells_out_of_order_still_land_in_their_columns() -> None:
    rows = '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>'
    assert only_rows(xlsx_of(rows), 2) == [(1, ["2", "1"])]


def test_falling_back_repeats_neither_rows_nor_notes() -> None:
    rows = (
        '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><v>1</v></c></row>'
        '<row r="2"><c r="A2" cm="1"><v>2</v></c></row>'
    )
    written, report = rows_of(xlsx_of(rows), 2, header_row=0, header_rows=0)
    assert written == [(1, ["", "1"]), (2, ["2", ""])]
    assert report.note_count == 1


def test_a_row_that_turns_out_odd_in_the_middle_is_noted_once() -> None:
    rows = '<row r="1"><c r="B1" t="e"><v>#N/A</v></c><c r="A1"><v>1</v></c></row>'
    written, report = rows_of(xlsx_of(rows), 2, header_row=0, header_rows=0)
    assert written == [(1, ["1", ""])]
    assert report.note_count == 1


@pytest.mark.parametrize(
    "rows",
    ['<row r="1">' + '<c r="A1"><f ' * 100_000, '<row r="1" ' * 100_000, '<c r="A1" ' * 100_000],
)
def test_broken_cells_take_time_in_proportion_to_their_number(rows: str) -> None:
    start = time.process_time()
    assert code_of(xlsx_of(rows)) == "import.workbook_broken"
    top = sheet_xml("").replace("<sheetData></sheetData>", "<worksheet " * 90_000)
    assert code_of(zip_of(workbook_parts({"订单": top}))) == "import.workbook_broken"
    assert time.process_time() - start < 30


def _fail(code: str, row: int, column: int, value: str) -> None:
    raise AssertionError((code, row, column, value))
