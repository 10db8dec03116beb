"""The report as plain text: the message for a chat group, or the whole of it to read in a terminal."""

from __future__ import annotations

import unicodedata

from lianyi.core.translation import Lang, Text
from lianyi.reports.document import (
    Block,
    Cell,
    Document,
    Figure,
    Part,
    Points,
    Progress,
    Prose,
    Sentence,
    Table,
    Tag,
    run_text,
)

RULE = "─"


def render_message(document: Document) -> str:
    """Return the message for a chat group, at most 180 characters, with a newline at the end."""
    return (document.message.say(document.lang) if document.message else "") + "\n"


def render_text(document: Document) -> str:
    """Return the whole report as lines of text; the group message comes first."""
    lang = document.lang
    head = [render_message(document).rstrip(), ""] if document.message else []
    title = f"{document.shop} {document.name.say(lang)} {document.period_label.say(lang)}"
    lines = [*head, title, RULE * min(width(title), 76)]
    for block in document.blocks:
        if block.key != "definitions":
            lines += ["", f"■ {block.title.say(lang)}", *_block(block, lang)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def cell_text(cell: Cell, lang: Lang) -> str:
    """Return a cell as plain text."""
    if cell is None:
        return ""
    if isinstance(cell, Text | Sentence):
        return cell.say(lang)
    if isinstance(cell, Tag):
        chip = f" · {cell.chip.say(lang)}" if cell.chip else ""
        return cell.words.say(lang) + chip
    return run_text(cell, lang)


def width(text: str) -> int:
    """Return the columns that `text` takes in a terminal: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _block(block: Block, lang: Lang) -> list[str]:
    title = block.title.say(lang)
    lines = [line for part in block.parts for line in _part(part, lang)]
    return lines[1:] if lines[:1] == [title] else lines


def _part(part: Part, lang: Lang) -> list[str]:
    if isinstance(part, Prose):
        mark = "· " if part.note else ""
        return [mark + sentence.say(lang) for sentence in part.sentences]
    if isinstance(part, Points):
        return [f"{part.label.say(lang)} {n}. {i.say(lang)}" for n, i in enumerate(part.items, 1)]
    if isinstance(part, Progress):
        return [part.name.say(lang), _bar(part), part.words.say(lang)]
    if isinstance(part, Figure):
        return [part.label.say(lang), *([] if part.twin is None else _table(part.twin, lang))]
    return _table(part, lang)


def _bar(bar: Progress) -> str:
    filled = round(min(max(bar.done_share, 0), 1) * 40)
    time = round(min(max(bar.time_share, 0), 1) * 40)
    cells = ["█" if n < filled else "░" for n in range(40)]
    return "".join([*cells[:time], "|", *cells[time:]])


def _table(table: Table, lang: Lang) -> list[str]:
    rows = [[column.name.say(lang) for column in table.columns]]
    rows += [[cell_text(cell, lang) for cell in row.cells] for row in table.rows]
    widths = [max(width(row[n]) for row in rows) for n in range(len(table.columns))]
    lines = [_line(table, row, widths) for row in rows]
    lines.insert(1, "  ".join(RULE * size for size in widths))
    caption = table.caption.say(lang)
    return [caption, *lines, *([table.note.say(lang)] if table.note else [])]


def _line(table: Table, row: list[str], widths: list[int]) -> str:
    padded = []
    for column, text, size in zip(table.columns, row, widths, strict=True):
        space = " " * (size - width(text))
        padded.append(space + text if column.numeric else text + space)
    return "  ".join(padded)
