"""The parts of a block in Word: prose, points, tables, charts with their numbers, bars of goals."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from lianyi.charts.tokens import ChangeColours, palette
from lianyi.reports.document import Figure, Part, Points, Progress, Prose, Table
from lianyi.reports.render.docx.chart import add_chart
from lianyi.reports.render.docx.styles import BODY, CAPTION, HEADINGS, LEAD, MAIN, NOTE, POINT
from lianyi.reports.render.docx.table import add_table
from lianyi.reports.render.docx.words import Page

ICONS = {"good": "✓", "bad": "!", "decide": "◆", "note": "·"}
# More numbers than this stay in the workbook behind the chart.
TWIN_ROWS = 16


def add_part(page: Page, part: Part, change: ChangeColours, under: str = "") -> None:
    """Write one part of a block; a table whose caption the heading `under` has said needs none."""
    if isinstance(part, Prose):
        _prose(page, part)
    elif isinstance(part, Points):
        _points(page, part)
    elif isinstance(part, Table):
        add_table(page, part, under)
    elif isinstance(part, Progress):
        _progress(page, part)
    else:
        add_figure(page, part, change)


def add_figure(page: Page, figure: Figure, change: ChangeColours) -> None:
    """Write a chart that Word can edit, its finding above it, its numbers below where they are few."""
    page.paragraph(figure.title.say(page.lang), CAPTION)
    add_chart(page, figure, change)
    if figure.twin is not None and len(figure.twin.rows) <= TWIN_ROWS:
        add_table(page, figure.twin, figure.title.say(page.lang))


def _prose(page: Page, prose: Prose) -> None:
    for index, sentence in enumerate(prose.sentences):
        if prose.note:
            page.sentence(sentence, POINT, "·\t")
        else:
            page.sentence(sentence, LEAD if prose.lead and index == 0 else BODY)


def _points(page: Page, points: Points) -> None:
    page.paragraph(f"{ICONS[points.tone]} {points.label.say(page.lang)}", HEADINGS[2])
    for number, item in enumerate(points.items, 1):
        page.sentence(item, POINT, f"{number}.\t")


def _progress(page: Page, bar: Progress) -> None:
    page.paragraph(bar.name.say(page.lang), CAPTION)
    _bar(page, min(max(bar.done_share, 0.0), 1.0), min(max(bar.time_share, 0.0), 1.0))
    page.sentence(bar.words, NOTE)


def _bar(page: Page, done: float, time: float) -> None:
    """Draw a bar as a table of one low row: filled up to what is done, a dark edge where the time is."""
    from docx.oxml import parse_xml

    edges = sorted({0, round(done * page.width), round(time * page.width), page.width})
    pieces = list(pairwise(edges))
    colours = palette("light")
    cells = "".join(_piece(a, b, done * page.width, time * page.width, colours) for a, b in pieces)
    columns = "".join(f'<w:gridCol w:w="{b - a}"/>' for a, b in pieces)
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    page.place(
        parse_xml(
            f'<w:tbl xmlns:w="{MAIN}"><w:tblPr><w:tblW w:w="{page.width}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid><w:tr><w:trPr><w:cantSplit/>"
            f'<w:trHeight w:val="160" w:hRule="exact"/></w:trPr>{cells}</w:tr></w:tbl>'
        )
    )


def _piece(start: int, end: int, done: float, time: float, colours: dict[str, Any]) -> str:
    fill = colours["--series-1" if end <= round(done) else "--bg-subtle"].lstrip("#")
    tick = ""
    if end == round(time) or (start == round(time) == 0):
        side = "right" if end == round(time) else "left"
        dark = colours["--text-1"].lstrip("#")
        tick = f'<w:tcBorders><w:{side} w:val="single" w:sz="18" w:space="0" w:color="{dark}"/></w:tcBorders>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{end - start}" w:type="dxa"/>{tick}'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>'
        '<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p></w:tc>'
    )
