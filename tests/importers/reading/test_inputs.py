"""Files, folders and archives: what goes in, under which names, and what is refused without a look inside."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import stat
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import pytest

from lianyi.importers.reading import archives
from lianyi.importers.reading.inputs import Input, open_inputs
from lianyi.importers.reading.limits import ArchiveLimits
from lianyi.importers.reading.refusals import RefusalError
from tests.importers.reading.samples import inline_rows, noise, xlsx_of, zip_of

CSV = "订单号,实付\nE1,9.90\n".encode()
XLSX = xlsx_of(inline_rows([["订单号"], ["E1"]]))


def dropped(tmp_path: Path, name: str, data: bytes) -> list[Input]:
    path = tmp_path / name
    path.write_bytes(data)
    return open_inputs(path)


def told(inputs: list[Input]) -> list[tuple[str, str | None]]:
    return [(i.name, i.issue.code if i.issue else None) for i in inputs]


def content(one: Input) -> bytes:
    with one.open() as file:
        return file.read()


def test_a_file_is_one_input_with_size_and_hash(tmp_path: Path) -> None:
    (one,) = dropped(tmp_path, "订单.csv", CSV)
    assert (one.name, one.size_bytes, one.issue) == ("订单.csv", len(CSV), None)
    assert one.sha256 == hashlib.sha256(CSV).hexdigest()
    assert content(one) == CSV


def test_a_folder_is_walked_in_order_without_litter(tmp_path: Path) -> None:
    for name in (
        "b.csv",
        "a.csv",
        "九月/c.csv",
        "~$a.xlsx",
        ".DS_Store",
        ".hidden/d.csv",
        "Thumbs.db",
        "__MACOSX/a.csv",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(CSV)
    (tmp_path / "pack.zip").write_bytes(zip_of({"in.csv": CSV}))
    names = ["a.csv", "b.csv", "pack.zip/in.csv", str(Path("九月", "c.csv"))]
    assert told(open_inputs(tmp_path)) == [(name, None) for name in names]


def test_a_link_inside_a_folder_is_refused_and_one_named_by_the_user_is_followed(
    tmp_path: Path,
) -> None:
    (tmp_path / "real.csv").write_bytes(CSV)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.csv").symlink_to(tmp_path / "real.csv")
    assert told(open_inputs(folder)) == [("link.csv", "import.link")]
    assert told(open_inputs(folder / "link.csv")) == [("link.csv", None)]


def test_what_is_no_file_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "empty.csv").touch()
    assert told(open_inputs(tmp_path)) == [
        ("empty.csv", "import.empty"),
        ("pipe.csv", "import.not_a_table"),
    ]
    assert told(open_inputs(tmp_path / "nowhere.csv")) == [("nowhere.csv", "import.unreadable")]


def test_a_file_that_changes_after_it_was_listed_is_refused(tmp_path: Path) -> None:
    (one,) = dropped(tmp_path, "a.csv", CSV)
    (tmp_path / "a.csv").write_bytes(CSV + CSV)
    with pytest.raises(RefusalError) as refusal:
        one.open()
    assert refusal.value.code == "import.file_changed"


def test_an_archive_gives_one_input_per_member(tmp_path: Path) -> None:
    members = {
        "九月/订单.csv": CSV,
        "a.xlsx": XLSX,
        "__MACOSX/._a.xlsx": b"x",
        "九月/.DS_Store": b"x",
    }
    inputs = dropped(tmp_path, "导出.zip", zip_of(members))
    assert told(inputs) == [("导出.zip/a.xlsx", None), ("导出.zip/九月/订单.csv", None)]
    assert [content(i) for i in inputs] == [XLSX, CSV]
    assert inputs[1].sha256 == hashlib.sha256(CSV).hexdigest()
    assert inputs[1].size_bytes == len(CSV)


def test_names_in_old_chinese_archives_are_decoded(tmp_path: Path) -> None:
    # A name of the same length in ASCII is overwritten by the GBK bytes that Windows tools store.
    gbk = "订单明细.csv".encode("gbk")
    placeholder = "x" * (len(gbk) - 4) + ".csv"
    data = zip_of({placeholder: CSV}).replace(placeholder.encode(), gbk)
    assert told(dropped(tmp_path, "a.zip", data)) == [("a.zip/订单明细.csv", None)]


def test_a_gz_is_unpacked_under_its_own_name(tmp_path: Path) -> None:
    (one,) = dropped(tmp_path, "订单.csv.gz", gzip.compress(CSV))
    assert (one.name, one.size_bytes, content(one)) == ("订单.csv", len(CSV), CSV)
    (book,) = dropped(tmp_path, "a.xlsx.gz", gzip.compress(XLSX))
    assert content(book) == XLSX


def test_a_workbook_is_no_archive(tmp_path: Path) -> None:
    assert told(dropped(tmp_path, "a.zip", XLSX)) == [("a.zip", None)]


def test_unpacked_members_have_no_name_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    inputs = dropped(tmp_path, "a.zip", zip_of({"a.csv": CSV}))
    with inputs[0].open() as file:
        assert os.fstat(file.fileno()).st_nlink == 0
        assert list(temp.iterdir()) == []


def test_one_bad_member_does_not_stop_the_others(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("good.csv", CSV)
        archive.writestr(link, "/etc/passwd")
        archive.writestr("../../slip.csv", CSV)
        archive.writestr("big.csv", bytes(40 << 20))
        archive.writestr("empty.csv", b"")
        archive.writestr("noise.csv", noise(1 << 20))
    assert told(dropped(tmp_path, "a.zip", out.getvalue())) == [
        ("a.zip/../../slip.csv", "import.archive_path"),
        ("a.zip/big.csv", "import.archive_bomb"),
        ("a.zip/empty.csv", "import.empty"),
        ("a.zip/good.csv", None),
        ("a.zip/link.csv", "import.link"),
        ("a.zip/noise.csv", None),
    ]


def test_an_archive_that_unfolds_too_far_is_refused_whole(tmp_path: Path) -> None:
    data = zip_of({"good.csv": CSV, "big.csv": bytes(40 << 20)})
    assert told(dropped(tmp_path, "a.zip", data)) == [("a.zip", "import.archive_bomb")]
    with_room = ArchiveLimits(ratio=2000)
    assert told(open_inputs(tmp_path / "a.zip", with_room))[0] == ("a.zip/big.csv", None)


def test_a_real_export_is_no_bomb(tmp_path: Path) -> None:
    rows = "".join(
        f"69535500000{i:08d},已完成,学饮杯,59.00,2026-09-09 10:22:00\n" for i in range(400_000)
    )
    (one,) = dropped(tmp_path, "a.csv.gz", gzip.compress(rows.encode()))
    assert one.issue is None
    assert one.size_bytes == len(rows.encode())


def test_a_member_is_unpacked_once_for_all_its_openings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked: list[str] = []
    original = archives._unpacked

    def counted(name: str, blocks: Iterable[bytes], limit_bytes: int) -> BinaryIO:
        unpacked.append(name)
        return original(name, blocks, limit_bytes)

    monkeypatch.setattr(archives, "_unpacked", counted)
    one, two = dropped(tmp_path, "a.zip", zip_of({"a.csv": CSV, "b.csv": CSV + CSV}))
    with one.open() as first, one.open() as second:
        assert first.read(5) == CSV[:5]
        assert second.read() == CSV
        assert one.sha256 == hashlib.sha256(CSV).hexdigest()
        assert content(two) == CSV + CSV
        assert first.read() == CSV[5:]
    assert content(one) == CSV
    assert unpacked == ["a.zip/a.csv", "a.zip/b.csv", "a.zip/a.csv"]


def test_names_that_are_no_utf8_can_be_shown(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "订单.csv".encode("gbk")
    Path(os.fsdecode(raw)).write_bytes(CSV)
    (one,) = open_inputs(tmp_path)
    assert one.name == "订单.csv"
    assert content(one) == CSV
    (same,) = open_inputs(Path(os.fsdecode(raw)))
    assert same.name == "订单.csv"
