"""Tables in HTML that call themselves .xls."""

from __future__ import annotations

import time

import pytest

from lianyi.importers.reading.html_tokens import html_tokens
from tests.importers.reading.samples import preview_of, rows_of

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="gb2312">
<style><!-- td {mso-number-format:"\\@";} --></style><title>订单<table></title></head><body>
<!-- <table><tr><td>不算</td></tr></table> -->
<table border=1>
 <tr><th>订单号</th><th colspan="2">商品</th><th>实付</th></tr>
 <tr><td rowspan=2>E1</td><td>学饮杯 &amp;<br/>吸管</td><td>红</td><td>59.00</td></tr>
 <tr><td>湿巾</td><td>&nbsp;</td><td>9.90
 </td></tr>
 <tr><td>E2<td>a &lt; b<td><table><tr><td>内</td></tr></table><td>1
</table><table><tr><td>合计</td></tr></table></body></html>"""

ROWS = [
    ["订单号", "商品", "", "实付"],
    ["E1", "学饮杯 &\n吸管", "红", "59.00"],
    ["", "湿巾", "", "9.90"],
    ["E2", "a < b", "内", "1"],
    ["合计"],
]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16"])
def test_all_tables_make_one_sheet(encoding: str) -> None:
    preview = preview_of(PAGE.encode(encoding))
    assert preview.rows == ROWS
    assert (preview.format, preview.sheet) == ("html", None)


def test_reading_numbers_the_rows_as_the_preview_does() -> None:
    rows, report = rows_of(PAGE.encode("gbk"), [0, 3], footer_words=("合计",))
    assert rows == [(2, ["E1", "59.00"]), (3, ["", "9.90"]), (4, ["E2", "1"])]
    assert report.footer_rows == [5]
    assert report.encoding == "gb18030"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_tokens_do_not_depend_on_the_cuts_between_blocks(size: int) -> None:
    def joined(blocks: list[str]) -> list[tuple[str, bool, str]]:
        out: list[tuple[str, bool, str]] = []
        for token in html_tokens(iter(blocks)):
            if token.tag == "" and out and out[-1][0] == "":
                out[-1] = ("", False, out[-1][2] + token.content)
            else:
                out.append((token.tag, token.is_end, token.content))
        return out

    blocks = [PAGE[i : i + size] for i in range(0, len(PAGE), size)]
    assert joined(blocks) == joined([PAGE])


@pytest.mark.parametrize(
    "piece", ["<!--", "<", "<a ", "a=", "</", '<td x="', "<style>", "&", "<table>", "<!"]
)
def test_broken_html_takes_time_in_proportion_to_its_length(piece: str) -> None:
    start = time.process_time()
    for start_tag in ("", "<", "<td "):
        data = f"<table><tr><td>1</td></tr>{start_tag}{piece * 100_000}".encode()
        rows_of(data, 1)
    # A quadratic reader would need hours; the bound only has to tell the two apart on a busy machine.
    assert time.process_time() - start < 60
