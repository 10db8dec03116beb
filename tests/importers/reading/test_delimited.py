"""The traps of real CSV exports, each with its own small file."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.importers.reading.delimited import delimited_rows, detect_delimiter, text_lines
from lianyi.importers.reading.encodings import detect_encoding, first_fault
from lianyi.importers.reading.limits import DEFAULT_LIMITS
from lianyi.importers.reading.refusals import RefusalError
from tests.importers.reading.samples import preview_of, rows_of

HEADER = "订单号,商品,实付金额\n"
TABLE = HEADER + "".join(f"{6953550000000000001 + i},学饮杯 {i} 号,{i}.50\n" for i in range(50))


@pytest.mark.parametrize(
    ("encoding", "detected"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("big5", "big5"),
    ],
)
def test_every_usual_encoding_gives_the_same_cells(encoding: str, detected: str) -> None:
    text = TABLE
    if encoding == "big5":
        text = "訂單編號,商品名稱,實付金額\n" + "100000001,嬰兒紙尿褲特價組合,59.00\n" * 50
    data = text.encode(encoding)
    rows, report = rows_of(data, 3)
    expected = [line.split(",") for line in text.splitlines()[1:]]
    assert [cells for _, cells in rows] == expected
    assert [row for row, _ in rows] == list(range(2, 52))
    assert report.encoding == detected
    assert preview_of(data).rows[0] == text.splitlines()[0].split(",")


def test_one_chinese_row_is_enough_to_tell_gbk() -> None:
    assert preview_of("订单号,金额\n1,2\n".encode("gbk")).rows == [["订单号", "金额"], ["1", "2"]]


@pytest.mark.parametrize(
    "text",
    [
        "收货人,金额\n王堃,1\n李喆,2\n囍犇,3\n",
        "璟璟,犇犇\n1,2\n",
        "备注\n好😀😀😀\n",
        "规格\n50℃保温①号㎡\n",
        "型号,名\nA学B杯,C\n",
    ],
)
def test_rare_characters_are_still_chinese(text: str) -> None:
    assert detect_encoding(io.BytesIO(text.encode("gb18030"))) == "gb18030"


def test_a_damaged_gbk_file_is_still_gbk() -> None:
    data = TABLE.encode("gbk").replace(
        "学饮杯 7".encode("gbk"), "学饮杯".encode("gbk")[:-1] + b" 7"
    )
    rows, report = rows_of(data, 3)
    assert len(rows) == 50
    assert report.encoding == "gb18030"
    assert [n.row for n in report.notes] == [9]


def test_japanese_is_not_taken_for_chinese() -> None:
    text = "注文番号,商品名,カテゴリ\n1,こども,ありがとうございます\n2,キャンペーン,お届け先\n" * 5
    assert detect_encoding(io.BytesIO(text.encode("shift_jis"))) in {"shift_jis", "cp932"}


def test_western_prices_are_not_taken_for_chinese() -> None:
    data = "Name,Preis\nMüller,5£\nJosé,7£\nFrançois,9£\n".encode("cp1252")
    assert preview_of(data).rows[1:] == [["Müller", "5£"], ["José", "7£"], ["François", "9£"]]


def test_chinese_that_begins_after_megabytes_of_ascii_is_found() -> None:
    data = b"id,name\n" + b"1,plain\n" * 300_000 + "2,学饮杯\n".encode("gbk")
    rows, report = rows_of(data, 2)
    assert rows[-1] == (300_002, ["2", "学饮杯"])
    assert report.encoding == "gb18030"


@pytest.mark.parametrize("cut", range(1, 9))
def test_a_sample_may_cut_a_character(cut: int) -> None:
    for encoding in ("utf-8", "gb18030"):
        file = io.BytesIO(("a," + "汉字" * 20).encode(encoding))
        assert first_fault(file, encoding, 2 + cut) is None


def test_a_damaged_character_is_replaced_noted_and_the_row_kept() -> None:
    data = TABLE.encode().replace("学饮杯 7".encode(), "学饮杯".encode()[:-1] + b" 7")
    rows, report = rows_of(data, 3)
    assert len(rows) == 50
    (note,) = report.notes
    assert (note.code, note.place(), note.header) == ("import.character_lost", "B9", "商品")
    assert report.encoding == "utf-8"


def test_nul_bytes_are_replaced_and_noted() -> None:
    rows, report = rows_of(b"a,b\n1,x\x00y\n2,z\n", 2)
    assert rows == [(2, ["1", "x\ufffdy"]), (3, ["2", "z"])]
    assert [(n.code, n.row, n.column) for n in report.notes] == [("import.character_lost", 2, "B")]


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(RefusalError) as refusal:
        preview_of(bytes(range(128, 256)) * 40)
    assert refusal.value.code == "import.encoding_unknown"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_may_be_of_any_kind(end: str) -> None:
    rows, _ = rows_of(f"a,b{end}1,2{end}3,4".encode(), 2)
    assert rows == [(2, ["1", "2"]), (3, ["3", "4"])]


def test_line_ends_may_be_mixed() -> None:
    rows, _ = rows_of(b"a,b\r\n1,2\n3,4\r5,6", 2)
    assert rows == [(2, ["1", "2"]), (3, ["3", "4"]), (4, ["5", "6"])]


@given(st.text(st.sampled_from("a\r\n"), max_size=40), st.integers(1, 7))
def test_lines_do_not_depend_on_the_cuts_between_blocks(text: str, size: int) -> None:
    blocks = (text[i : i + size] for i in range(0, len(text), size))
    assert list(text_lines(blocks)) == list(io.StringIO(text, newline=""))


@pytest.mark.parametrize(
    ("lines", "delimiter"),
    [
        (["a,b,c\n", "1,2,3\n"], ","),
        (["a\tb\n", '"1,000"\t2\n', '"2,000"\t3\n'], "\t"),
        (["a;b\n", "1,5;2,5\n", "3,5;4,5\n"], ";"),
        (["a|b|c\n", "1|2|3\n"], "|"),
        # Tabs after long numbers are no delimiters.
        (["订单号,金额\n", "6953550000000000001\t,12\t\n", "6953550000000000002\t,13\t\n"], ","),
        (["订单报表\n", "导出时间：2026-09-13\n", "a,b,c\n", "1,2,3\n", "4,5,6\n"], ","),
        (["只有一列\n", "甲\n"], ","),
        (["评论\n", "好&#183;用\n", '"快，好,值"\n', "还行\n", "很香\n"], ","),
        (["说明\n", "说明\n", "说明\n", "说明\n", "说明\n", "a;b\n", "1;2\n"], ";"),
        ([], ","),
        (["sep=;\n", "a,b;c\n"], ";"),
    ],
)
def test_the_delimiter_is_the_one_on_which_lines_agree(lines: list[str], delimiter: str) -> None:
    assert detect_delimiter(lines) == delimiter


def test_excels_own_hint_is_no_row() -> None:
    assert rows_of(b"sep=;\r\na;b\r\n1,5;2\r\n", 2)[0] == [(2, ["1,5", "2"])]


def test_trailing_tabs_and_apostrophes_stay_for_the_mapping_to_judge() -> None:
    rows, _ = rows_of("订单号,金额\n6953550000000000001\t,'12\n".encode(), 2)
    assert rows == [(2, ["6953550000000000001\t", "'12"])]


def test_the_header_may_stand_on_row_four_and_titles_above_it_are_no_data() -> None:
    text = "商家账单\n店铺,贝贝优选\n\n订单号,金额,备注\n说明,单位元,可空\nE1,1,\nE2,2,x\n合计,3\n"
    asked = {"header_row": 4, "skip_rows": (5,), "footer_words": ("合计", "总计")}
    rows, report = rows_of(text.encode(), 3, **asked)
    assert rows == [(6, ["E1", "1", ""]), (7, ["E2", "2", "x"])]
    assert report.footer_rows == [8]
    assert preview_of(text.encode()).rows[3] == ["订单号", "金额", "备注"]


@pytest.mark.parametrize(
    ("first", "is_footer"),
    [
        ("合计", True),
        ("合计：", True),
        (" 总计 (元)", True),
        ("合计3单", True),
        ("合计划算礼盒", False),
        ("E1", False),
    ],
)
def test_only_a_row_that_begins_with_the_word_alone_is_a_footer(
    first: str, is_footer: bool
) -> None:
    text = f"a,b\nx,1\n{first},2\n"
    _, report = rows_of(text.encode(), 2, footer_words=("合计", "总计"))
    assert bool(report.footer_rows) is is_footer


def test_duplicate_headers_are_left_as_they_are() -> None:
    assert preview_of("分销员,单号,分销员\n甲,1,乙\n".encode()).rows[0] == [
        "分销员",
        "单号",
        "分销员",
    ]


def test_blank_rows_count_but_are_not_written() -> None:
    rows, report = rows_of(b"a,b\n\n1,2\n,\n\n3,4\n\n", 2)
    assert rows == [(3, ["1", "2"]), (6, ["3", "4"])]
    assert report.empty_rows == 4


def test_short_rows_are_filled_up() -> None:
    assert rows_of(b"a,b,c\n1\n", 3)[0] == [(2, ["1", "", ""])]


def test_a_row_that_is_too_long_is_rejected_with_its_number_and_cells() -> None:
    rows, report = rows_of(b"a,b\n1,2\n3,4,5\n6,7,,\n8,9\n", 2)
    assert [row for row, _ in rows] == [2, 4, 5]
    (issue,) = report.issues
    assert (issue.code, issue.place(), issue.facts) == (
        "import.row_too_long",
        "C3",
        {"expected": 2, "found": 3},
    )
    assert [(r.row, r.cells) for r in report.rejected] == [(3, ["3", "4", "5"])]


def test_quoted_cells_hold_delimiters_quotes_and_line_ends() -> None:
    data = '订单号,备注\n1,"要红色,\n别打电话"\n2,"他说""好"""\n3,5" 吸管\n'.encode()
    rows, report = rows_of(data, 2)
    assert rows == [(2, ["1", "要红色,\n别打电话"]), (3, ["2", '他说"好"']), (4, ["3", '5" 吸管'])]
    assert report.issue_count == 0


def test_an_unclosed_quote_swallows_nothing() -> None:
    lines = ["id,note", *(f"{i},x" for i in range(2, 2000))]
    lines[999] = '1000,"never closed'
    rows, report = rows_of("\n".join(lines).encode(), 2)
    assert [row for row, _ in rows] == [r for r in range(2, 2000) if r != 1000]
    (issue,) = report.issues
    assert (issue.code, issue.row, issue.value) == (
        "import.quote_unclosed",
        1000,
        '1000,"never closed',
    )


def test_an_unclosed_quote_near_the_end_swallows_nothing_either() -> None:
    rows, report = rows_of(b'a,b\n1,2\n3,"x\n5,6\n7,8\n', 2)
    assert rows == [(2, ["1", "2"]), (4, ["5", "6"]), (5, ["7", "8"])]
    assert [(i.code, i.row) for i in report.issues] == [("import.quote_unclosed", 3)]


def test_a_cell_longer_than_any_real_one_is_reported() -> None:
    limits = replace(DEFAULT_LIMITS, cell_chars=1000)
    rows, report = rows_of(b"a,b\n1," + b"x" * 2000 + b"\n2,y\n", 2, limits=limits)
    assert rows == [(3, ["2", "y"])]
    assert [(i.code, i.row) for i in report.issues] == [("import.quote_unclosed", 2)]


def test_more_columns_than_excel_has_are_refused() -> None:
    with pytest.raises(RefusalError) as refusal:
        preview_of(b"a," * 20_000 + b"\n" + b"1," * 20_000)
    assert refusal.value.code == "import.too_many_columns"


def test_issues_are_listed_up_to_the_limit_and_counted_beyond() -> None:
    data = b"a,b\n" + b"1,2,3\n" * 1500
    _, report = rows_of(data, 2)
    assert (report.issue_count, len(report.issues), len(report.rejected)) == (1500, 1000, 1000)


@given(
    st.lists(
        st.lists(st.text(st.sampled_from('ab",\n 汉'), max_size=6), min_size=2, max_size=4),
        min_size=1,
        max_size=8,
    )
)
def test_what_the_csv_module_writes_is_read_back(table: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(table)
    lines = iter(io.StringIO(out.getvalue(), newline=""))
    faults: list[int] = []
    rows = delimited_rows(lines, ",", DEFAULT_LIMITS, lambda row, _: faults.append(row))
    assert list(rows) == list(enumerate(table, 1))
    assert faults == []


def test_headerless_files_begin_at_row_one() -> None:
    assert rows_of(b"1,2\n3,4\n", [1], header_row=0, header_rows=0)[0] == [(1, ["2"]), (2, ["4"])]


def test_without_a_header_no_row_is_too_long() -> None:
    rows, report = rows_of(b"1,2\n3,4,5\n", 2, header_row=0, header_rows=0)
    assert rows == [(1, ["1", "2"]), (2, ["3", "4"])]
    assert report.issue_count == 0


def test_columns_come_in_the_order_asked_for() -> None:
    assert rows_of(b"a,b,c\n1,2,3\n", [2, 0])[0] == [(2, ["3", "1"])]


def test_a_mark_names_the_encoding_whatever_follows() -> None:
    assert detect_encoding(io.BytesIO(codecs.BOM_UTF8 + b"a")) == "utf-8-sig"
    assert detect_encoding(io.BytesIO(codecs.BOM_UTF16_BE + b"\x00a")) == "utf-16"
