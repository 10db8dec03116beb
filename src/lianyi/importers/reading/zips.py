"""Opening a zip file that somebody may have built to hurt: checks before anything is unpacked."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from lianyi.importers.reading.limits import DEFAULT_ARCHIVE_LIMITS, MB, ArchiveLimits
from lianyi.importers.reading.refusals import RefusalError, refuse

END_RECORD = b"PK\x05\x06"
END_RECORD_BYTES = 22
LONGEST_COMMENT_BYTES = 65_535
LOCAL_HEADER_BYTES = 30
MEMBER_HEADER_BYTES = 46
LOCATOR_64 = b"PK\x06\x07"
LOCATOR_64_BYTES = 20
END_RECORD_64 = b"PK\x06\x06"
END_RECORD_64_BYTES = 56
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
UTF8_NAME_FLAG = 0x800
ENCRYPTED_FLAG = 0x1
BLOCK_BYTES = 1 << 18
# Everything that the standard library raises on a broken zip file.
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
    OverflowError,
    OSError,
)


def open_zip(file: BinaryIO, limits: ArchiveLimits = DEFAULT_ARCHIVE_LIMITS) -> zipfile.ZipFile:
    """Return `file` as an opened zip; refuse one that is broken or whose list of members is a bomb."""
    _check_directory_size(file, limits)
    try:
        archive = zipfile.ZipFile(file)
    except BROKEN:
        raise refuse("import.archive_broken") from None
    if not all(member.filename for member in archive.filelist):
        raise refuse("import.archive_broken")
    if len(archive.filelist) > limits.members:
        raise refuse("import.archive_bomb", members=len(archive.filelist))
    return archive


def packed_bytes(file: BinaryIO) -> int:
    """Return what the members of a zip say that they unfold to together; 0 for anything else."""
    file.seek(0)
    if file.read(4) != b"PK\x03\x04":
        return 0
    try:
        with open_zip(file) as archive:
            total = sum(m.file_size for m in archive.filelist)
            return min(total, DEFAULT_ARCHIVE_LIMITS.total_mb * MB)
    except RefusalError:
        return 0


def check_members(archive: zipfile.ZipFile, packed_bytes: int, limits: ArchiveLimits) -> None:
    """Refuse an archive that as a whole unfolds too far or whose members lie over each other."""
    total = sum(m.file_size for m in archive.filelist)
    if total > limits.total_mb * MB or limits.is_bomb(packed_bytes, total):
        raise refuse("import.archive_bomb", unpacked_mb=total // MB)
    end = 0
    for member in sorted(archive.filelist, key=lambda m: m.header_offset):
        if member.header_offset < end:
            raise refuse("import.archive_bomb", unpacked_mb=total // MB)
        end = member.header_offset + LOCAL_HEADER_BYTES + member.compress_size


def member_fault(member: zipfile.ZipInfo, limits: ArchiveLimits) -> str | None:
    """Return the code under which this member must not be unpacked, or None."""
    if member.flag_bits & ENCRYPTED_FLAG:
        return "import.encrypted"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "import.link"
    if _leaves_folder(member.orig_filename):
        return "import.archive_path"
    if member.compress_type not in METHODS:
        return "import.archive_unsupported"
    too_big = member.file_size > limits.member_mb * MB
    if too_big or limits.is_bomb(member.compress_size, member.file_size):
        return "import.archive_bomb"
    return None


def member_blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the unpacked content block by block; refuse when it does not unpack to what it declares."""
    unpacked_bytes = 0
    try:
        with archive.open(member) as content:
            while block := content.read(BLOCK_BYTES):
                unpacked_bytes += len(block)
                yield block
    except BROKEN:
        raise refuse("import.archive_broken") from None
    if unpacked_bytes != member.file_size:
        raise refuse("import.archive_broken")


def shown_name(member: zipfile.ZipInfo) -> str:
    """Return the member's name as its maker saw it: old Windows tools write GBK without saying so."""
    if member.flag_bits & UTF8_NAME_FLAG:
        return member.filename
    raw = member.filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _leaves_folder(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or parts[0].endswith(":") or "\x00" in name


def _check_directory_size(file: BinaryIO, limits: ArchiveLimits) -> None:
    """Refuse a list of members so long that merely reading it would fill the memory."""
    size = file.seek(0, os.SEEK_END)
    tail_bytes = min(size, END_RECORD_BYTES + LONGEST_COMMENT_BYTES)
    file.seek(size - tail_bytes)
    tail = file.read(tail_bytes)
    at = tail.rfind(END_RECORD)
    if at < 0 or at + END_RECORD_BYTES > len(tail):
        raise refuse("import.archive_broken")
    (directory_bytes,) = struct.unpack_from("<I", tail, at + 12)
    directory_bytes = max(directory_bytes, _directory_bytes_64(file, size - tail_bytes + at))
    if directory_bytes > limits.directory_mb * MB:
        raise refuse("import.archive_bomb", members=directory_bytes // MEMBER_HEADER_BYTES)
    file.seek(0)


def _directory_bytes_64(file: BinaryIO, end_at: int) -> int:
    """Return the size that the 64-bit form of the end record states, 0 where there is none."""
    if end_at < LOCATOR_64_BYTES:
        return 0
    file.seek(end_at - LOCATOR_64_BYTES)
    locator = file.read(LOCATOR_64_BYTES)
    if not locator.startswith(LOCATOR_64):
        return 0
    (record_at,) = struct.unpack_from("<Q", locator, 8)
    # The standard library looks right before the locator, whatever the locator says.
    for place in (record_at, end_at - LOCATOR_64_BYTES - END_RECORD_64_BYTES):
        if 0 <= place < end_at:
            file.seek(place)
            record = file.read(END_RECORD_64_BYTES)
            if record.startswith(END_RECORD_64) and len(record) == END_RECORD_64_BYTES:
                return int(struct.unpack_from("<Q", record, 40)[0])
    return 0
