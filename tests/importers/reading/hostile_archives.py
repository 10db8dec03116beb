"""Hostile archives: bombs, paths that lead out, links, lies about what is inside."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from functools import partial

from tests.importers.reading.hostile import CSV, Case
from tests.importers.reading.samples import (
    noise,
    zip_of,
)

BROKEN = "import.archive_broken"


def archive_cases() -> Iterator[Case]:
    """Yield all cases."""
    yield from _bombs()
    yield from _paths()
    yield from _faults()
    yield from _packed()


def _zip(title: str, build: Callable[[], bytes], *codes: str) -> Case:
    return Case(title, "a.zip", build, codes)


def _bombs() -> Iterator[Case]:
    bomb = ("import.archive_bomb",)
    yield _zip(
        "an archive in an archive",
        lambda: zip_of({"b.zip": zip_of({"c.csv": CSV})}),
        "import.archive_nested",
    )
    yield _zip("archives five deep", lambda: _nested(5), "import.archive_nested")
    yield _zip("200 MB of zeros", lambda: zip_of({"a.csv": bytes(200 << 20)}), *bomb)
    yield _zip("10 GB as stated", lambda: _restated(zip_of({"a.csv": CSV * 9}), 0xFFFFFF00), *bomb)
    yield _zip("members over each other", _overlapping, *bomb)
    yield _zip("6,000 members", lambda: zip_of({f"{i}.csv": b"a,b" for i in range(6000)}), *bomb)
    yield _zip(
        "a list of members of 1 GB as stated",
        lambda: _directory_bytes(zip_of({"a.csv": CSV}), 1 << 30),
        *bomb,
    )
    yield _zip("a 64-bit list of members of 1 TB as stated", _directory_64, *bomb)


def _paths() -> Iterator[Case]:
    for path in (
        "../../up.csv",
        "/etc/cron.d/x.csv",
        "C:\\Windows\\x.csv",
        "..\\..\\x.csv",
        "a/../../b.csv",
    ):
        build = partial(zip_of, {path: CSV})
        yield _zip(f"a path like {path}", build, "import.archive_path")
    yield _zip(
        "a zero byte in the path",
        lambda: zip_of({"a_csv.txt": CSV}).replace(b"a_csv", b"a\x00csv"),
        "import.archive_path",
        BROKEN,
    )
    yield _zip(
        "a member without a name",
        lambda: zip_of({"a.csv": CSV}).replace(b"a.csv", b"\x00.csv"),
        BROKEN,
    )
    yield _zip("a link to a file", lambda: _linked("/etc/passwd"), "import.link")
    yield _zip("a link to a folder", lambda: _linked("../.."), "import.link")


def _faults() -> Iterator[Case]:
    yield _zip(
        "an encrypted member", lambda: flagged(zip_of({"a.csv": CSV}), 1), "import.encrypted"
    )
    yield _zip(
        "a member packed with LZMA",
        lambda: zip_of({"a.csv": CSV}, zipfile.ZIP_LZMA),
        "import.archive_unsupported",
    )
    yield _zip(
        "a member packed with bzip2",
        lambda: zip_of({"a.csv": CSV}, zipfile.ZIP_BZIP2),
        "import.archive_unsupported",
    )
    yield _zip("a wrong checksum", lambda: _wrong_checksum(zip_of({"a.csv": CSV * 50})), BROKEN)
    yield _zip("less inside than stated", lambda: _restated(zip_of({"a.csv": CSV}), 5000), BROKEN)
    yield _zip(
        "more inside than stated", lambda: _restated(zip_of({"a.csv": CSV * 500}), 10), BROKEN
    )
    yield _zip("an archive cut short", lambda: zip_of({"a.csv": noise(9000)})[:-30], BROKEN)
    yield _zip(
        "an archive cut in the middle", lambda: zip_of({"a.csv": noise(9000)})[:4000], BROKEN
    )
    yield _zip("an empty archive", lambda: zip_of({}), "import.archive_empty")
    yield _zip("only the start of an archive", lambda: b"PK\x03\x04" + bytes(100), BROKEN)


def _packed() -> Iterator[Case]:
    broken, nested = ("import.archive_broken",), ("import.archive_nested",)
    unsupported = ("import.archive_unsupported",)
    yield Case(
        "a gz of 200 MB of zeros",
        "a.csv.gz",
        lambda: gzip.compress(bytes(200 << 20)),
        ("import.archive_bomb",),
    )
    yield Case("a gz cut short", "a.csv.gz", lambda: gzip.compress(CSV * 100)[:-9], broken)
    yield Case(
        "a gz with a wrong checksum", "a.csv.gz", lambda: gzip.compress(CSV)[:-8] + bytes(8), broken
    )
    yield Case("a gz of nothing", "a.csv.gz", lambda: gzip.compress(b""), ("import.empty",))
    yield Case("a gz in a gz", "a.gz", lambda: gzip.compress(gzip.compress(CSV)), nested)
    yield Case("a zip in a gz", "a.gz", lambda: gzip.compress(zip_of({"a.csv": CSV})), nested)
    yield Case("a tar in a gz", "a.tar.gz", lambda: gzip.compress(_tar()), unsupported)
    yield Case("a tar", "a.csv", _tar, unsupported)
    yield Case("an xz", "a.csv", lambda: lzma.compress(CSV), unsupported)
    yield Case("a bz2", "a.csv", lambda: bz2.compress(CSV), unsupported)
    yield Case("a rar", "a.csv", lambda: b"Rar!\x1a\x07\x01\x00" + noise(99), unsupported)
    yield Case("a 7z", "a.csv", lambda: b"7z\xbc\xaf\x27\x1c" + noise(99), unsupported)
    yield Case("a zst", "a.csv", lambda: b"\x28\xb5\x2f\xfd" + noise(99), unsupported)


def _nested(depth: int) -> bytes:
    data = CSV
    for _ in range(depth):
        data = zip_of({f"{i}.zip": data for i in range(3)})
    return data


def _restated(data: bytes, size: int) -> bytes:
    """State `size` as the unpacked size of the only member, in both places."""
    at = data.index(b"PK\x01\x02") + 24
    data = data[:at] + struct.pack("<I", size) + data[at + 4 :]
    return data[:22] + struct.pack("<I", size) + data[26:]


def flagged(data: bytes, flag: int) -> bytes:
    """Set `flag` on every member of an archive."""
    out, at = bytearray(data), data.find(b"PK\x01\x02")
    while at >= 0:
        out[at + 8] |= flag
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(out)


def _wrong_checksum(data: bytes) -> bytes:
    at = data.index(b"PK\x01\x02") + 16
    return data[:at] + b"\xde\xad\xbe\xef" + data[at + 4 :]


def _directory_bytes(data: bytes, size: int) -> bytes:
    at = data.rindex(b"PK\x05\x06") + 12
    return data[:at] + struct.pack("<I", size) + data[at + 4 :]


def _directory_64() -> bytes:
    data = zip_of({"a.csv": CSV})
    at = data.rindex(b"PK\x05\x06")
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, 1 << 40, 0)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    return data[:at] + record + locator + data[at:]


def _overlapping() -> bytes:
    """Let 500 members of the list point at the same megabyte."""
    data = zip_of({"0000.csv": noise(1 << 20)}, zipfile.ZIP_STORED)
    start, end = data.index(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    entry = data[start:end]
    entries = b"".join(entry.replace(b"0000.csv", b"%04d.csv" % i) for i in range(500))
    record = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 500, 500, len(entries), start, 0)
    return data[:start] + entries + record


def _linked(target: str) -> bytes:
    out = io.BytesIO()
    member = zipfile.ZipInfo("a.csv")
    member.create_system = 3
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(member, target)
    return out.getvalue()


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        member = tarfile.TarInfo("a.csv")
        member.size = len(CSV)
        archive.addfile(member, io.BytesIO(CSV))
    return out.getvalue()
