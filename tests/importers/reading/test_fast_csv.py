"""Where the check says that DuckDB may read a file, DuckDB must see the cells that the patient way sees."""

from __future__ import annotations

import io
import tempfile
from typing import cast

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.importers.reading import fast_csv as module
from lianyi.importers.reading.fast_csv import CsvShape
from lianyi.importers.reading.readers import check
from lianyi.importers.reading.tables import ReadRequest
from tests.importers.reading.samples import Bytes, rows_of

WANTED = ReadRequest(columns=(0, 1))


def shape_of(data: bytes, request: ReadRequest = WANTED) -> CsvShape | None:
    return check(Bytes(data), request, io.BytesIO())


def duckdb_rows(data: bytes, request: ReadRequest = WANTED) -> list[tuple[int, list[str]]] | None:
    """Return what DuckDB reads as numbered rows, blank ones left out; None where it may not."""
    with (
        tempfile.NamedTemporaryFile(suffix=".csv") as source,
        tempfile.NamedTemporaryFile() as copy,
    ):
        source.write(data)
        source.flush()
        shape = check(Bytes(data), request, cast("io.BytesIO", copy))
        if shape is None:
            return None
        columns = "{" + ", ".join(f"'c{i}': 'VARCHAR'" for i in range(shape.columns)) + "}"
        name = copy.name if shape.copied else source.name
        found = duckdb.sql(
            f"SELECT * FROM read_csv('{name}', columns={columns}, header=false, auto_detect=false, "
            f"delim='{shape.delimiter}', quote='\"', escape='\"', skip={shape.skip}, strict_mode=true)"
        ).fetchall()
        assert len(found) == shape.rows
        numbered = [
            (shape.skip + 1 + n, [cell or "" for cell in cells]) for n, cells in enumerate(found)
        ]
    return [(row, cells) for row, cells in numbered if any(cells)]


CELLS = st.text(st.sampled_from('ab",;\n\r\t\x00 汉é'), max_size=5)
PLAIN_CELLS = st.text(st.sampled_from("ab 汉12"), max_size=4)
QUOTED_CELLS = st.text(st.sampled_from('ab",\n汉'), max_size=4).map(
    lambda text: '"' + text.replace('"', '""') + '"'
)


@st.composite
def regular_csv(draw: st.DrawFn) -> bytes:
    width = draw(st.integers(2, 4))
    cell = st.one_of(PLAIN_CELLS, QUOTED_CELLS)
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=2, max_size=8))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    text = end.join(",".join(row) for row in rows) + draw(st.sampled_from(["", end]))
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"])))


@settings(deadline=None, max_examples=150)
@given(regular_csv())
def test_duckdb_sees_what_the_patient_way_sees(data: bytes) -> None:
    direct = duckdb_rows(data)
    if direct is not None:
        width = len(direct[0][1]) if direct else 2
        patient, report = rows_of(data, width)
        assert direct == patient
        assert report.issue_count == 0


@settings(deadline=None, max_examples=150)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=2, max_size=6))
def test_whatever_the_bytes_are_the_two_ways_agree(table: list[list[str]]) -> None:
    data = "\n".join(",".join(row) for row in table).encode()
    if not data.strip(b"\x00 \t\r\n,"):
        return
    direct = duckdb_rows(data)
    if direct is not None:
        patient, report = rows_of(data, len(direct[0][1]) if direct else 2)
        assert direct == patient
        assert report.issue_count == 0


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\n1,2\n3,4\n",
        b"a,b\r\n1,2\r\n3,4",
        b'"a","b"\n"1","2"\n',
        b'a,b\n1,"x,y"\n2,"he said ""hi"""\n',
        '订单号,备注\n1,"要红色\n别打电话"\n2,\n'.encode("gbk"),
        b'a,b\n"",""\n1,2\n',
        b"\xef\xbb\xbfa,b\n1,2\n",
    ],
)
def test_regular_files_are_proved(data: bytes) -> None:
    assert duckdb_rows(data) == rows_of(data, 2)[0]


@pytest.mark.parametrize(
    ("why", "data"),
    [
        ("a row is short", b"a,b\n1\n2,3\n"),
        ("a row is long", b"a,b\n1,2,3\n"),
        ("a row is blank", b"a,b\n\n1,2\n"),
        ("line ends are mixed", b"a,b\r\n1,2\n"),
        ("a CR stands alone", b"a,b\n1\r,2\n"),
        ("a NUL", b"a,b\n1,\x002\n"),
        ("a quote in the middle", b'a,b\n1,5" pipe\n'),
        ("a quote that goes on", b'a,b\n1,"x"y\n'),
        ("a quote that never closes", b'a,b\n1,"x\n2,y\n'),
        ("a damaged character", "甲,乙\n".encode() * 40 + b"\xe7\x94,1\n"),
        ("one column", b"a\n1\n2\n"),
        ("no data", b"a,b\n"),
        ("a hint of Excel", b"sep=,\na,b\n1,2\n"),
        ("a cell of 300 lines", b'a,b\n1,"' + b"\n" * 300 + b'"\n2,3\n'),
    ],
)
def test_whatever_is_irregular_takes_the_patient_way(why: str, data: bytes) -> None:
    assert shape_of(data) is None, why


def test_titles_above_the_header_do_not_matter() -> None:
    data = b"bill\nshop,x\na,b,c\n1,2,3\n4,5,6\n"
    request = ReadRequest(columns=(0, 1, 2), header_row=3)
    assert duckdb_rows(data, request) == [(4, ["1", "2", "3"]), (5, ["4", "5", "6"])]


def test_a_line_end_inside_the_header_is_left_to_the_patient_way() -> None:
    assert shape_of(b'"a\nb",c\n1,2\n') is None


def test_utf8_is_read_where_it_lies_and_gbk_from_a_copy() -> None:
    text = "订单号,实付\n1,2\n"
    plain, copied = shape_of(text.encode()), shape_of(text.encode("gbk"))
    assert plain is not None
    assert copied is not None
    assert (plain.copied, plain.encoding, plain.rows) == (False, "utf-8", 1)
    assert (copied.copied, copied.encoding, copied.rows) == (True, "gb18030", 1)


def test_cuts_between_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f'{i},"甲,{i}\n乙""{i}",x\n' for i in range(200))
    data = ("a,b,c\n" + rows + "1,2,3\n" * 50).encode()
    whole = shape_of(data)
    for size in (64, 101, 1009):
        monkeypatch.setattr(module, "BLOCK_BYTES", size)
        assert shape_of(data) == whole
    assert whole is not None
    assert whole.rows == 250
    spoiled = data + b"1,2\n"
    assert shape_of(spoiled) is None


def test_headerless_files_begin_at_the_first_line() -> None:
    for start in (b"", b"\xef\xbb\xbf"):
        request = ReadRequest(columns=(0, 1), header_row=0, header_rows=0)
        assert duckdb_rows(start + b"1,2\n3,4\n", request) == [(1, ["1", "2"]), (2, ["3", "4"])]


def test_chinese_behind_eight_megabytes_of_ascii_is_re_coded() -> None:
    data = b"id,name\n" + b"1,plain plain\n" * 700_000 + "2,学饮杯\n".encode("gbk")
    copy = io.BytesIO()
    shape = check(Bytes(data), WANTED, copy)
    assert shape is not None
    assert (shape.copied, shape.encoding, shape.rows) == (True, "gb18030", 700_001)
    assert copy.getvalue().decode().endswith("\n1,plain plain\n2,学饮杯\n")
