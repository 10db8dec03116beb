"""The visible text of a .docx that somebody may have built to hurt: two parts of the zip, streamed, nothing else.

Text boxes, deleted and hidden text, field codes, drawings, headers and footers are not read. No macro, no link and no
other part is ever opened.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import BinaryIO

from lianyi.importers.reading.limits import MB, ArchiveLimits
from lianyi.importers.reading.refusals import refuse
from lianyi.importers.reading.xml_parts import Attributes, parse
from lianyi.importers.reading.zips import check_members, member_blocks, member_fault, open_zip
from lianyi.planning.document.stranger.blocks import Block

BODY, STYLES = "word/document.xml", "word/styles.xml"
LIMITS = ArchiveLimits(members=2_000, member_mb=64, total_mb=512, directory_mb=4)
MOST_BLOCKS, MOST_CHARS, DEEPEST = 50_000, 4_000_000, 200
UNSEEN = frozenset(
    {"txbxContent", "del", "moveFrom", "instrText", "delText", "Fallback", "drawing", "pict", "object"}
)  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0"


def blocks_of_word(file: BinaryIO, name: str = "") -> list[Block]:
    """Return the blocks of a .docx. Refuses with `document.word_unreadable` and the codes of hostile archives."""
    file.seek(0)
    head = file.read(4)
    if head.startswith(OLE) or not head.startswith(b"PK"):
        raise refuse("document.word_unreadable", file=name)
    size = file.seek(0, 2)
    with open_zip(file, LIMITS) as archive:
        check_members(archive, size, LIMITS)
        members = {m.filename: m for m in archive.filelist}
        if BODY not in members:
            raise refuse("document.word_unreadable", file=name)
        styles = _Styles()
        if STYLES in members:
            _read(archive, members[STYLES], styles)
        body = _Body(styles.levels())
        _read(archive, members[BODY], body)
    return body.blocks


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, handler: _Styles | _Body) -> None:
    fault = member_fault(member, LIMITS)
    if fault is not None:
        raise refuse(fault, unpacked_mb=member.file_size // MB)
    parse(member_blocks(archive, member), handler, member.filename)


class _Styles:
    """Which paragraph styles are headings: by their name, by their outline level, or by the style below them."""

    def __init__(self) -> None:
        self._level: dict[str, int] = {}
        self._below: dict[str, str] = {}
        self._style = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        """Note name, base and outline level of a style."""
        value = _value(attributes)
        if tag == "style":
            self._style = _attribute(attributes, "styleId")
        elif tag == "name" and self._style:
            lower = value.lower()
            digits = lower.removeprefix("heading").removeprefix("标题").strip()
            if lower.startswith(("heading", "标题")) and digits.isdigit():
                self._level[self._style] = int(digits)
            elif lower in ("title", "subtitle"):
                self._level[self._style] = 1
        elif tag == "basedOn":
            self._below[self._style] = value
        elif tag == "outlineLvl" and value.isdigit() and int(value) < 9:
            self._level.setdefault(self._style, int(value) + 1)

    def end(self, tag: str) -> None:
        """Leave a style."""
        if tag == "style":
            self._style = ""

    def text(self, data: str) -> None:
        """Styles have no text."""

    def levels(self) -> dict[str, int]:
        """Return the heading level of each style that is one."""
        return {s: n for s in {*self._level, *self._below} if (n := self._find(s))}

    def _find(self, style: str) -> int:
        for _ in range(20):
            if style in self._level:
                return self._level[style]
            style = self._below.get(style, "")
        return 0


class _Body:
    """Collects paragraphs and rows while the body goes by."""

    def __init__(self, levels: dict[str, int]) -> None:
        self.blocks: list[Block] = []
        self._levels = levels
        self._unseen = self._depth = self._tables = self._chars = self._inside = 0
        self._row: list[str] = []
        self._cell: list[str] = []
        self._span = 1
        self._paragraph: list[str] = []
        self._run: list[str] | None = None
        self._hidden = self._in_text = False
        self._level = 0
        self._listed = False
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "p": self._start_paragraph,
            "tbl": self._start_table,
            "tr": self._start_row,
            "tc": self._start_cell,
            "r": self._start_run,
        }

    def start(self, tag: str, attributes: Attributes) -> None:
        """Enter an element."""
        self._inside += 1
        if self._inside > DEEPEST:
            raise refuse("document.word_unreadable")
        if tag in UNSEEN or self._unseen:
            self._unseen += 1
            return
        if tag in self._starts:
            self._starts[tag](attributes)
        elif tag == "t":
            self._in_text = True
        elif tag in ("tab", "br", "cr") and self._run is not None:
            self._run.append(" ")
        elif tag == "vanish":
            self._hidden = _value(attributes) not in ("0", "false")
        elif tag == "pStyle":
            self._level = self._levels.get(_value(attributes), 0)
        elif tag == "outlineLvl" and _value(attributes).isdigit() and int(_value(attributes)) < 9:
            self._level = self._level or int(_value(attributes)) + 1
        elif tag == "numPr":
            self._listed = True
        elif tag == "gridSpan" and _value(attributes).isdigit():
            self._span = min(int(_value(attributes)), 64)

    def end(self, tag: str) -> None:
        """Leave an element."""
        self._inside -= 1
        if self._unseen:
            self._unseen -= 1
            return
        if tag == "t":
            self._in_text = False
        elif tag == "r":
            self._end_run()
        elif tag == "p":
            self._end_paragraph()
        elif tag == "tc" and self._depth == 1:
            self._row.extend([" ".join(self._cell), *[""] * (self._span - 1)])
        elif tag == "tr" and self._depth == 1:
            self._add(Block("row", " ".join(filter(None, self._row)), cells=tuple(self._row), table=self._tables))  # fmt: skip
        elif tag == "tbl":
            self._depth -= 1

    def text(self, data: str) -> None:
        """Meet characters."""
        if self._in_text and not self._unseen and self._run is not None:
            self._chars += len(data)
            if self._chars > MOST_CHARS:
                raise refuse("document.too_long", most=f"{MOST_CHARS:,}")
            self._run.append(data)

    def _start_paragraph(self, _: Attributes) -> None:
        self._paragraph, self._level, self._listed = [], 0, False

    def _start_table(self, _: Attributes) -> None:
        self._depth += 1
        self._tables += self._depth == 1

    def _start_row(self, _: Attributes) -> None:
        if self._depth == 1:
            self._row = []

    def _start_cell(self, _: Attributes) -> None:
        if self._depth == 1:
            self._cell, self._span = [], 1

    def _start_run(self, _: Attributes) -> None:
        self._run, self._hidden = [], False

    def _end_run(self) -> None:
        if self._run and not self._hidden:
            self._paragraph.append("".join(self._run))
        self._run = None

    def _end_paragraph(self) -> None:
        text = " ".join("".join(self._paragraph).split())
        self._paragraph = []
        if not text:
            return
        if self._depth:
            self._cell.append(text)
        elif self._level:
            self._add(Block("heading", text, self._level))
        else:
            self._add(Block("item" if self._listed else "text", text))

    def _add(self, block: Block) -> None:
        if len(self.blocks) >= MOST_BLOCKS:
            raise refuse("document.too_long", most=f"{MOST_BLOCKS:,}")
        if block.text:
            self.blocks.append(block)


def _attribute(attributes: Attributes, name: str) -> str:
    return next((v for k, v in attributes.items() if k.rpartition(":")[2] == name), "")


def _value(attributes: Attributes) -> str:
    return _attribute(attributes, "val")
