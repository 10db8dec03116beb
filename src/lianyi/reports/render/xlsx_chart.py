"""Charts in a workbook: native ones, over numbers that stand on the same sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lianyi.charts.line import Line
from lianyi.charts.tokens import palette
from lianyi.charts.waterfall import Waterfall
from lianyi.core.numbers import EXCEL_COUNT
from lianyi.core.translation import Text
from lianyi.reports.document import Document, Figure, Table
from lianyi.reports.render.xlsx_table import FORMATS, Sheet

GMV = "gmv_paid"
NUMBERS = Text("图的数据", "Numbers of the chart")


def add_figure(document: Document, sheet: Sheet, figure: Figure) -> None:
    """Write the chart's numbers under what is there, and the chart beside them."""
    data = figure.data(document.lang)
    sheet.heading(f"{figure.title.say(document.lang)} · {NUMBERS.say(document.lang)}")
    if isinstance(data, Waterfall):
        _waterfall(document, sheet, data, figure)
    elif isinstance(data, Line):
        _line(document, sheet, data, figure)


def add_channels(document: Document, sheet: Sheet, table: Table, head: int) -> None:
    """Place a chart of GMV by channel over the rows of the table that stands at `head`."""
    keys = [column.key for column in table.columns]
    rows = [n for n, row in enumerate(table.rows, head + 1) if not row.total]
    if GMV not in keys or not rows:
        return
    column = keys.index(GMV)
    chart = sheet.book.add_chart({"type": "bar"})
    colours = palette("light", document.colours)
    chart.add_series(
        _series(sheet, rows[0], rows[-1], column)
        | {"fill": {"color": colours["--series-1"]}, "gap": 60}
    )
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"num_format": EXCEL_COUNT, "major_gridlines": {"visible": False}})
    chart.set_title(
        {"name": table.columns[column].name.say(document.lang), "name_font": {"size": 11}}
    )
    chart.set_legend({"none": True})
    chart.set_size({"width": 620, "height": 120 + 36 * len(rows)})
    sheet.worksheet.insert_chart(
        sheet.line + 1, 0, chart, {"description": table.caption.say(document.lang)}
    )
    sheet.line += 8 + 2 * len(rows)


def _waterfall(document: Document, sheet: Sheet, data: Waterfall, figure: Figure) -> None:
    """Bars from zero in direction colours: a workbook cannot float bars across zero."""
    steps = [*data.steps, data.total]
    first = sheet.line
    _columns(sheet, [step.name for step in steps], [[step.amount for step in steps]])
    colours = palette("light", document.colours)
    points = [{"fill": {"color": colours[step.colour]}} for step in steps]
    chart = sheet.book.add_chart({"type": "bar"})
    last = first + len(steps) - 1
    labels = {"value": True, "num_format": EXCEL_COUNT}
    chart.add_series(
        _series(sheet, first, last, 1) | {"points": points, "gap": 60, "data_labels": labels}
    )
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    _place(document, sheet, chart, figure, first)


def _line(document: Document, sheet: Sheet, data: Line, figure: Figure) -> None:
    columns = [data.values, data.base_values] if data.base_values else [data.values]
    first = sheet.line
    _columns(sheet, data.labels, columns)
    last = first + len(data.labels) - 1
    chart = sheet.book.add_chart({"type": "line"})
    colours = palette("light", document.colours)
    chart.add_series(
        _series(sheet, first, last, 1)
        | {"name": data.name, "line": {"color": colours["--series-1"], "width": 2}}
    )
    if data.base_values:
        dashed = {"color": colours["--border-strong"], "dash_type": "dash", "width": 1.5}
        chart.add_series(_series(sheet, first, last, 2) | {"name": data.base_name, "line": dashed})
    chart.set_y_axis({"min": 0, "major_gridlines": {"visible": True, "line": {"color": "#DFE2E7"}}})
    _place(document, sheet, chart, figure, first)


def _columns(
    sheet: Sheet, names: Sequence[str], columns: Sequence[Sequence[int | float | None]]
) -> None:
    style = sheet.style(num_format=FORMATS["money"])
    for offset, name in enumerate(names):
        sheet.worksheet.write_string(sheet.line + offset, 0, name, sheet.style())
        for column, values in enumerate(columns, 1):
            value = values[offset]
            if value is not None:
                major = value / 10**sheet.minor_digits
                sheet.worksheet.write_number(sheet.line + offset, column, major, style)
    sheet.line += len(names) + 1


def _series(sheet: Sheet, first: int, last: int, column: int) -> dict[str, Any]:
    name = sheet.worksheet.get_name()
    return {
        "categories": [name, first, 0, last, 0],
        "values": [name, first, column, last, column],
    }


def _place(document: Document, sheet: Sheet, chart: Any, figure: Figure, first: int) -> None:
    chart.set_title({"name": figure.title.say(document.lang), "name_font": {"size": 11}})
    if isinstance(figure.zh, Waterfall):
        chart.set_legend({"none": True})
    else:
        chart.set_legend({"position": "top"})
    chart.set_size({"width": 620, "height": 320})
    sheet.worksheet.insert_chart(
        first - 1, 4, chart, {"description": figure.label.say(document.lang)}
    )
    sheet.line = max(sheet.line, first + 17)
