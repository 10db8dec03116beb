"""An Excel workbook (.xlsx, ECMA-376): its sheets, styles and strings, read from the zip part by part."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from lianyi.importers.reading.limits import DEFAULT_ARCHIVE_LIMITS, Limits
from lianyi.importers.reading.number_formats import DateKind, date_kind
from lianyi.importers.reading.refusals import refuse
from lianyi.importers.reading.xml_parts import Attributes, local_attribute, parse
from lianyi.importers.reading.zips import check_members, member_blocks, member_fault, open_zip

ROOT_RELATIONS = "_rels/.rels"
USUAL_WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True)
class SheetEntry:
    """A worksheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True)
class Workbook:
    """The parts of an opened workbook that reading a sheet needs."""

    archive: zipfile.ZipFile
    sheets: list[SheetEntry]
    since_1904: bool
    strings_part: str | None
    date_kinds: list[DateKind | None]

    def blocks(self, part: str) -> Iterator[bytes]:
        """Yield the bytes of a part; refuse the workbook where it is missing."""
        return _part_blocks(self.archive, part)

    @property
    def strings(self) -> Callable[[], Iterator[bytes]] | None:
        """What yields the bytes of the shared strings, None where the workbook has none."""
        part = self.strings_part
        return None if part is None else lambda: self.blocks(part)

    def unpacked_bytes(self, part: str) -> int:
        """Return how large a part says that it is, 0 where it is missing."""
        return self.archive.getinfo(part).file_size if part in self.archive.NameToInfo else 0

    def sheet(self, name: str | None) -> SheetEntry:
        """Return the sheet of that name (None: the first visible one), or refuse `import.no_such_sheet`."""
        if name is None:
            return next((s for s in self.sheets if not s.hidden), self.sheets[0])
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise refuse("import.no_such_sheet", sheet=name)


@contextmanager
def open_workbook(file: BinaryIO, limits: Limits) -> Iterator[Workbook]:
    """Open `file` as a workbook; refuse broken, encrypted and bomb-like ones before any sheet is read."""
    with open_zip(file) as archive:
        size_bytes = file.seek(0, 2)
        check_members(archive, size_bytes, DEFAULT_ARCHIVE_LIMITS)
        for member in archive.filelist:
            fault = member_fault(member, DEFAULT_ARCHIVE_LIMITS)
            if fault is not None:
                raise refuse(fault, part=member.filename)
        yield _workbook(archive, limits)


def _workbook(archive: zipfile.ZipFile, limits: Limits) -> Workbook:
    part = _workbook_part(archive)
    listing = _WorkbookHandler()
    parse(_part_blocks(archive, part), listing, part)
    relations = _relations(archive, part)
    sheets = [
        SheetEntry(name, target, hidden)
        for name, relation, hidden in listing.sheets
        for kind, target in [relations.get(relation, ("", ""))]
        if kind == "worksheet"
    ]
    if not sheets:
        raise refuse("import.workbook_broken", part=part, reason="no worksheet")
    if len(sheets) > limits.sheets:
        raise refuse("import.too_many_sheets", sheets=len(sheets), limit=limits.sheets)
    parts = dict(relations.values())
    return Workbook(
        archive,
        sheets,
        listing.since_1904,
        parts.get("sharedStrings"),
        _date_kinds(archive, parts.get("styles")),
    )


def _workbook_part(archive: zipfile.ZipFile) -> str:
    if ROOT_RELATIONS in archive.namelist():
        for kind, target in _relations(archive, "").values():
            if kind == "officeDocument":
                return target
    return USUAL_WORKBOOK


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return relation id → (last word of its type, part that it points to); links outward are left out."""
    folder, name = posixpath.split(part)
    relations_part = posixpath.join(folder, "_rels", f"{name}.rels")
    handler = _RelationsHandler(folder)
    parse(_part_blocks(archive, relations_part), handler, relations_part)
    return handler.relations


def _date_kinds(archive: zipfile.ZipFile, part: str | None) -> list[DateKind | None]:
    if part is None or part not in archive.namelist():
        return []
    handler = _StylesHandler()
    parse(_part_blocks(archive, part), handler, part)
    return [date_kind(number, handler.codes.get(number)) for number in handler.cell_formats]


def _part_blocks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    try:
        member = archive.getinfo(part)
    except KeyError:
        raise refuse("import.workbook_broken", part=part, reason="part missing") from None
    return member_blocks(archive, member)


class _Silent:
    """A handler that hears nothing, to build upon."""

    def start(self, tag: str, attributes: Attributes) -> None:
        """Enter an element."""

    def end(self, tag: str) -> None:
        """Leave an element."""

    def text(self, data: str) -> None:
        """Meet characters."""


class _WorkbookHandler(_Silent):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.since_1904 = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "workbookPr":
            self.since_1904 = attributes.get("date1904") in {"1", "true", "on"}
        elif tag == "sheet":
            relation = (
                local_attribute({k: v for k, v in attributes.items() if ":" in k}, "id") or ""
            )
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), relation, hidden))


class _RelationsHandler(_Silent):
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.relations: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", "")))
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.relations[attributes.get("Id", "")] = (kind, target.lstrip("/"))


class _StylesHandler(_Silent):
    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.cell_formats: list[int] = []
        self._in_cell_formats = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "numFmt":
            self.codes[_format_id(attributes)] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._in_cell_formats = True
        elif tag == "xf" and self._in_cell_formats:
            self.cell_formats.append(_format_id(attributes))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._in_cell_formats = False


def _format_id(attributes: Attributes) -> int:
    text = attributes.get("numFmtId", "0")
    return int(text) if len(text) < 12 and text.isdecimal() else 0
