"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from typing import BinaryIO, Literal

from lianyi.importers.reading.refusals import refuse

Format = Literal["csv", "xlsx", "xls", "html"]

ZIP_MAGIC = b"PK\x03\x04"
EMPTY_ZIP_MAGIC = b"PK\x05\x06"
GZIP_MAGIC = b"\x1f\x8b"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD_BYTES = 4096

FOREIGN_MAGICS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "SQLite"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"{\\rtf", "RTF"),
)
ARCHIVE_MAGICS: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
NO_TEXT = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
SPREADSHEET_ML = b"urn:schemas-microsoft-com:office:spreadsheet"
HTML_MARKS = (b"<html", b"<table", b"<!doctype html", b"<meta", b"<head", b"<style")
# A stream name in an OLE directory is UTF-16.
OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLE_WORKBOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


def archive_kind(file: BinaryIO) -> Literal["zip", "gz"] | None:
    """Say whether `file` is an archive to unfold (an xlsx is not); refuse kinds that are not read."""
    head = _head(file)
    if head.startswith(GZIP_MAGIC):
        return "gz"
    if head.startswith((ZIP_MAGIC, EMPTY_ZIP_MAGIC)):
        return None if _is_office_file(file) else "zip"
    for magic, kind in ARCHIVE_MAGICS:
        if head.startswith(magic):
            raise refuse("import.archive_unsupported", looks_like=kind)
    if head[257:262] == b"ustar":
        raise refuse("import.archive_unsupported", looks_like="tar")
    return None


def table_format(file: BinaryIO) -> Format:
    """Return the format of a table file, or refuse it: encrypted, nested archive, no table at all."""
    if archive_kind(file) is not None:
        raise refuse("import.archive_nested")
    head = _head(file)
    if not head.strip(b"\x00 \t\r\n"):
        raise refuse("import.empty")
    if head.startswith(ZIP_MAGIC):
        return _office_format(file)
    if head.startswith(OLE_MAGIC):
        return _ole_format(file)
    for magic, kind in FOREIGN_MAGICS:
        if head.startswith(magic):
            raise refuse("import.not_a_table", looks_like=kind)
    return _markup_format(head)


def refuse_false_workbook(file: BinaryIO, name: str) -> None:
    """Refuse with `import.workbook_damaged` a file that is called a workbook and is neither one nor text."""
    if not name.lower().endswith(WORKBOOK_ENDINGS):
        return
    head = _head(file)
    if not head.startswith(UTF16_MARKS) and NO_TEXT.search(head):
        raise refuse("import.workbook_damaged")


def _markup_format(head: bytes) -> Format:
    # Without marks and zero bytes, markup in UTF-16 looks as in UTF-8.
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"").lstrip().lower()
    if not start.startswith(b"<"):
        return "csv"
    if SPREADSHEET_ML in start:
        raise refuse("import.format_unsupported", looks_like="XML Spreadsheet 2003")
    if any(mark in start for mark in HTML_MARKS):
        return "html"
    if start.startswith((b"<?xml", b"<!doctype", b"<svg")):
        raise refuse("import.not_a_table", looks_like="XML")
    return "csv"


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(HEAD_BYTES)


def _is_office_file(file: BinaryIO) -> bool:
    names = _member_names(file)
    return "[Content_Types].xml" in names or "mimetype" in names


def _office_format(file: BinaryIO) -> Format:
    names = _member_names(file)
    if "xl/workbook.bin" in names:
        raise refuse("import.format_unsupported", looks_like="xlsb")
    if "mimetype" in names:
        raise refuse("import.format_unsupported", looks_like="OpenDocument")
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    raise refuse("import.not_a_table", looks_like="Office")


def _member_names(file: BinaryIO) -> frozenset[str]:
    from lianyi.importers.reading.zips import open_zip

    with open_zip(file) as archive:
        return frozenset(archive.namelist())


def _ole_format(file: BinaryIO) -> Format:
    if contains(file, OLE_ENCRYPTED):
        raise refuse("import.encrypted")
    if not any(contains(file, name) for name in OLE_WORKBOOKS):
        raise refuse("import.not_a_table", looks_like="Office")
    return "xls"


def contains(file: BinaryIO, needle: bytes) -> bool:
    """Say whether `needle` occurs anywhere in `file`, reading it in blocks."""
    file.seek(0)
    tail = b""
    while block := file.read(1 << 20):
        if needle in tail + block:
            return True
        tail = block[-len(needle) :]
    return False
