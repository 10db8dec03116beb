"""A chart in a Word page: its drawing, its part, and the small workbook that Word opens to edit it."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr

from lianyi.charts.tokens import ChangeColours, palette
from lianyi.reports.document import Figure
from lianyi.reports.render.docx.chart_xml import CHART, DRAWING, RELATION, SHEET, chart_xml
from lianyi.reports.render.docx.package import writable
from lianyi.reports.render.docx.plot import Plot, plot_of
from lianyi.reports.render.docx.styles import BODY, MAIN
from lianyi.reports.render.docx.words import Page

EMU_PER_TWENTIETH, EMU_PER_PIXEL = 635, 9525
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The workbook must not know when it was made.
NO_STAMP = datetime(2000, 1, 1)
TALLEST = 560


def add_chart(page: Page, figure: Figure, change: ChangeColours) -> None:
    """Write a native chart over the width of the text, with its sentence for those who cannot see it."""
    from docx.oxml import parse_xml

    plot = plot_of(figure.data(page.lang))
    if not plot.names or not any(v is not None for s in plot.series for v in s.values):
        return
    relation, number = _add_parts(page.document, plot, palette("light", change))
    width = page.width * EMU_PER_TWENTIETH
    height = _height(figure, plot) * EMU_PER_PIXEL
    paragraph = page.empty(BODY)
    run = paragraph.add_run()
    run._r.append(  # noqa: SLF001 - python-docx knows no charts
        parse_xml(_drawing(relation, number, width, height, figure.label.say(page.lang)))
    )


def _height(figure: Figure, plot: Plot) -> int:
    """Return the height in pixels: sideways bars need a line each."""
    return min(40 + 26 * len(plot.names), TALLEST) if plot.sideways else figure.height_px


def _add_parts(document: Any, plot: Plot, colours: dict[str, str]) -> tuple[str, int]:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    name = package.next_partname("/word/charts/chart%d.xml")
    number = int("".join(c for c in str(name).rpartition("/")[2] if c.isdigit()))
    chart = Part(name, _CHART_TYPE, chart_xml(plot, colours), package)
    book_name = PackURI(f"/word/embeddings/chart{number}.xlsx")
    chart.relate_to(
        Part(book_name, _BOOK_TYPE, _workbook(plot), package), RELATIONSHIP_TYPE.PACKAGE
    )
    return document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART), number


def _workbook(plot: Plot) -> bytes:
    import xlsxwriter

    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": NO_STAMP})
        sheet = book.add_worksheet(SHEET)
        for line, name in enumerate(plot.names, 1):
            sheet.write_string(line, 0, writable(name))
        for column, series in enumerate(plot.series, 1):
            sheet.write_string(0, column, writable(series.name))
            for line, value in enumerate(series.values, 1):
                if value is not None:
                    sheet.write_number(line, column, value)
    return buffer.getvalue()


def _drawing(relation: str, number: int, width: int, height: int, label: str) -> str:
    return (
        f'<w:drawing xmlns:w="{MAIN}" xmlns:wp="{PICTURE}" xmlns:a="{DRAWING}" xmlns:c="{CHART}" xmlns:r="{RELATION}">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr={quoteattr(writable(label))}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{CHART}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
