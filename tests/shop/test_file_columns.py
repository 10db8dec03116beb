"""Columns and lines of files that belong to no shop: the direct way equals the patient one, whatever the dialect."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

import lianyi.shop.file_columns as module
from lianyi.core.errors import LianyiError
from lianyi.shop.file_columns import file_columns
from lianyi.shop.file_lines import file_lines

WANTED = {"id": ("id", "编号"), "?value": ("value", "金额"), "?none": ("nothing",)}
PLAIN = "编号,x,金额\n1,a,2\n,,\n2,,\n3,b,5\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (PLAIN, "utf-8"),
        (PLAIN, "utf-8-sig"),
        (PLAIN, "gb18030"),
        (PLAIN.replace("\n", "\r\n"), "utf-8"),
        (PLAIN.replace(",", ";"), "utf-8"),
        (PLAIN.replace("b", '"b, ""c"""'), "utf-8"),
        (PLAIN.rstrip("\n"), "utf-8"),
        ("\n" + PLAIN, "utf-8"),
        (PLAIN.replace("3,b,5", "3,b"), "utf-8"),
    ],
)
def test_a_regular_file_says_the_same_read_directly_and_patiently(
    tmp_path: Path, text: str, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rows.csv.gz"
    path.write_bytes(gzip.compress(text.encode(encoding)))
    found = file_columns(path, WANTED)
    monkeypatch.setattr(module, "_read_directly", lambda source, request: None)
    assert file_columns(path, WANTED) == found
    assert found["id"] == ["1", "2", "3"]
    assert found["value"] == ["2", "", "5" if "5" in text else ""]
    assert "none" not in found


def test_a_regular_file_is_read_directly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(PLAIN, "utf-8")

    def never(source: object, request: object) -> list[list[str]]:
        raise AssertionError("read patiently")

    monkeypatch.setattr(module, "_read_patiently", never)
    assert file_columns(path, WANTED)["id"] == ["1", "2", "3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_lines_are_decoded_and_keep_what_is_in_them(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "lines.txt.gz"
    path.write_bytes(gzip.compress("甲 1,乙 2\r\n\r\n丙\u20283,\n".encode(encoding)))
    assert file_lines(path) == ["甲 1,乙 2", "", "丙\u20283,"]


def test_what_is_no_text_has_no_lines(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    with pytest.raises(LianyiError) as refused:
        file_lines(path)
    assert refused.value.code == "import.not_a_table"
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    with pytest.raises(LianyiError) as refused:
        file_lines(empty)
    assert refused.value.code == "import.empty"
