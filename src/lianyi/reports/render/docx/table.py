"""Tables in Word: the head repeats on every page, no row is broken, numbers stand right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lianyi.core.translation import Lang
from lianyi.reports.document import Column, Row, Table
from lianyi.reports.render.docx.styles import CAPTION, CELL, HEAD, NOTE, NUMBER, STRONG, TABLE
from lianyi.reports.render.docx.words import Page, add_cell, add_words
from lianyi.reports.render.text import cell_text, width

# A half-width character of a cell and what a cell keeps free, in twentieths of a point.
CHARACTER, FREE = 106, 190
WIDEST, NARROWEST, LONGEST_WORD = 46, 4, 18
# Text no longer than this is not broken either: a name, a day, a word for a state.
SHORT = 12
# A column of longer text is never narrower than this.
READABLE = 14
# A table of so few rows stays on one page.
TOGETHER = 8
# A block character is wider than a letter.
BLOCK_WIDTH = 1.7
_BLOCKS = "▁▂▃▄▅▆▇█"
_PIECES = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]|[^\s\-\u2e80-\u9fff\uff00-\uffef]+-?|-")


def add_table(page: Page, table: Table, under: str = "") -> None:
    """Write a table with its note below and its caption above, unless the heading `under` says the same."""
    lang = page.lang
    if table.caption.say(lang) != under:
        page.paragraph(table.caption.say(lang), CAPTION)
    trends = table.trend_name is not None and any(row.trend for row in table.rows)
    heads = [_head(column, lang) for column in table.columns]
    numeric = [column.numeric for column in table.columns]
    texts = [[cell_text(cell, lang) for cell in row.cells] for row in table.rows]
    if trends and table.trend_name is not None:
        heads.append(table.trend_name.say(lang))
        numeric.append(False)
        texts = [[*row, sparks(r.trend)] for row, r in zip(texts, table.rows, strict=True)]
    unbroken = [n for n, is_number in enumerate(numeric) if is_number]
    unbroken += [len(table.columns)] if trends else []
    widths = column_widths(heads, texts, page.width, unbroken)
    made = grid(page, heads, numeric, len(table.rows), widths)
    for line, row in zip(made.rows[1:], table.rows, strict=True):
        _row(line, row, lang, trends=trends)
    if table.note is not None:
        page.paragraph(table.note.say(lang), NOTE)
    else:
        _gap(page)


def grid(
    page: Page, heads: Sequence[str], numeric: Sequence[bool], lines: int, widths: Sequence[int]
) -> Any:
    """Return an empty table of fixed widths whose head is written; its cells have the style of their column."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = page.document.add_table(rows=lines + 1, cols=len(heads), style=TABLE)
    page.place(made._tbl)  # noqa: SLF001 - python-docx has no public way to place a table
    made.autofit = False
    # Cells are reached through their rows once: asking a table for a cell walks over all of them.
    for n, line in enumerate(made.rows):
        properties = line._tr.get_or_add_trPr()  # noqa: SLF001 - the same
        properties.append(OxmlElement("w:cantSplit"))
        if n == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, size, is_number in zip(line.cells, widths, numeric, strict=True):
            cell._tc.width = size * 635  # noqa: SLF001 - EMU
            paragraph = cell.paragraphs[0]
            paragraph.style = HEAD if n == 0 else (NUMBER if is_number else CELL)
            if n == 0 or (lines <= TOGETHER and n < lines):
                paragraph.paragraph_format.keep_with_next = True
    for column, size in zip(made._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):  # noqa: SLF001
        column.set(qn("w:w"), str(size))
    for cell, head, is_number in zip(made.rows[0].cells, heads, numeric, strict=True):
        add_words(cell.paragraphs[0], head)
        if is_number:
            cell.paragraphs[0].alignment = 2
    return made


def column_widths(
    heads: Sequence[str],
    texts: Sequence[Sequence[str]],
    room: int,
    unbroken: Sequence[int] = (),
) -> tuple[int, ...]:
    """Return widths that fill `room`: what a column's longest text asks for, never less than its longest word.

    The columns `unbroken` hold numbers: none of their cells breaks while the others have anything to give.
    """
    wanted, least = [], []
    for n, head in enumerate(heads):
        cells = [head, *(row[n] for row in texts)]
        lines = [line for cell in cells for line in cell.split("\n")]
        longest = max(map(_wide, lines))
        piece = max((_wide(p) for line in lines for p in _PIECES.findall(line)), default=0)
        whole = max(map(_wide, cells[1:]), default=0)
        is_whole = n in unbroken or whole <= SHORT
        piece = whole if is_whole else max(min(piece, LONGEST_WORD), READABLE)
        bold = max((_wide(p) + 1 for p in _PIECES.findall(head)), default=0)
        least.append(max(piece, bold, NARROWEST, -(-width(head) // 2)) * CHARACTER + FREE)
        wanted.append(min(max(longest, NARROWEST), WIDEST) * CHARACTER + FREE)
    wanted = [max(pair) for pair in zip(wanted, least, strict=True)]
    if sum(wanted) <= room:
        spare = room - sum(wanted)
        return _filled([w + spare * w // sum(wanted) for w in wanted], room)
    over = sum(wanted) - room
    give = [w - m for w, m in zip(wanted, least, strict=True)]
    if sum(give) >= over:
        return _filled([w - over * g // sum(give) for w, g in zip(wanted, give, strict=True)], room)
    return _filled([room * m // sum(least) for m in least], room)


def sparks(trend: Sequence[int | float | None]) -> str:
    """Return a trend as a row of block characters; a gap stays a gap.

    >>> sparks([1, 2, None, 3])
    '▁▅ █'
    """
    known = [value for value in trend if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    if low == high:
        return "".join(" " if value is None else _BLOCKS[3] for value in trend)
    steps = len(_BLOCKS) - 1
    return "".join(
        " " if value is None else _BLOCKS[int((value - low) / (high - low) * steps + 0.5)]
        for value in trend
    )


def _wide(text: str) -> int:
    """Return the width of a line in half-width characters as Word draws it."""
    blocks = sum(character in _BLOCKS for character in text)
    return width(text) - blocks + round(blocks * BLOCK_WIDTH)


def _filled(widths: list[int], room: int) -> tuple[int, ...]:
    """Give what rounding left to the widest column, so that the table ends at the margin."""
    widths[widths.index(max(widths))] += room - sum(widths)
    return tuple(widths)


def _head(column: Column, lang: Lang) -> str:
    name = column.name.say(lang)
    if column.unit is None:
        return name
    unit = column.unit.say(lang)
    return f"{name}（{unit}）" if lang == "zh" else f"{name} ({unit})"


def _row(line: Any, row: Row, lang: Lang, *, trends: bool) -> None:
    cells = line.cells
    for n, cell in enumerate(row.cells):
        paragraph = cells[n].paragraphs[0]
        add_cell(paragraph, cell, lang, strong=bool(row.total))
        if n == 0 and row.total:
            add_words(paragraph, f" {row.total}", STRONG)
    if trends:
        add_words(cells[len(row.cells)].paragraphs[0], sparks(row.trend))


def _gap(page: Page) -> None:
    """Keep what follows off the table: two tables without a paragraph between them would become one."""
    from docx.shared import Pt

    look = page.empty(NOTE).paragraph_format
    look.space_before = look.space_after = Pt(0)
    look.line_spacing = Pt(8)
