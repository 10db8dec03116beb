"""Files that are called workbooks and are none."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from lianyi.importers.reading import open_inputs, probe_in_child


@pytest.mark.parametrize(
    "content", [random.Random(7).randbytes(3_000), b"\x00\x01", b"PK\x07\x08" + bytes(range(1, 90))]
)
@pytest.mark.parametrize("name", ["a.xlsx", "a.XLS"])
def test_bytes_that_are_no_workbook_are_called_so(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    (source,) = open_inputs(tmp_path / name)
    issue = probe_in_child(source).issue
    assert issue is not None and issue.code == "import.workbook_damaged"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_text_under_the_name_of_a_workbook_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes("订单号,金额\nE1,1.00\n".encode(encoding))
    (source,) = open_inputs(path)
    (preview,) = probe_in_child(source).value
    assert preview.rows[0] == ["订单号", "金额"]
