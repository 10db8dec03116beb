"""Tables in a workbook: every number with its format, what is missing empty and explained beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from lianyi.core.numbers import EXCEL_COUNT, EXCEL_MONEY, EXCEL_RATIO
from lianyi.core.translation import Lang, Text
from lianyi.reports.document import Cell, Nothing, Number, Row, Sentence, Table
from lianyi.reports.render.text import cell_text, width

FORMATS = {
    "money": EXCEL_MONEY,
    "count": EXCEL_COUNT,
    "ratio": EXCEL_RATIO,
    "points": '+0.00"pp";-0.00"pp";0.00"pp"',
}
ENDS = (Text("·低", " · low"), Text("·高", " · high"))
WIDEST = 60
# A column that nobody widened, in characters, and a line of text, in points.
NARROW = 8
LINE_HEIGHT = 15
FONT = "Microsoft YaHei"


@dataclass
class Sheet:
    """A worksheet that is written from top to bottom; `line` is the next free row."""

    book: Any
    worksheet: Any
    lang: Lang
    minor_digits: int
    line: int = 0
    widths: dict[int, int] = field(default_factory=dict)
    columns: int = 1
    _formats: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def style(self, **properties: object) -> Any:
        """Return a cell format, made once for each set of properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            basics = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
            self._formats[key] = self.book.add_format({**basics, **properties})
        return self._formats[key]

    def title(self, text: str) -> None:
        """Write the sheet's title and leave a line free."""
        self.worksheet.write_string(self.line, 0, text, self.style(bold=True, font_size=14))
        self.line += 2

    def heading(self, text: str) -> None:
        """Write a heading inside the sheet."""
        self.line += 1
        self.worksheet.write_string(self.line, 0, text, self.style(bold=True, font_size=11))
        self.line += 1

    def paragraph(self, text: str, **properties: object) -> None:
        """Write words over all columns of the sheet, as many lines high as they need."""
        style = self.style(text_wrap=True, **properties)
        if self.columns > 1:
            self.worksheet.merge_range(self.line, 0, self.line, self.columns - 1, "", style)
        self.worksheet.write_string(self.line, 0, text, style)
        room = sum(self.widths.get(column, NARROW) for column in range(self.columns))
        lines = -(-width(text) // max(room - 2, NARROW))
        if lines > 1:
            self.worksheet.set_row(self.line, LINE_HEIGHT * lines)
        self.line += 1

    def note(self, text: str) -> None:
        """Write words in grey."""
        self.paragraph(text, font_color="#646A73")

    def widen(self, column: int, size: int) -> None:
        """Set the width of a column, in characters."""
        self.widths[column] = size
        self.worksheet.set_column(column, column, size)

    def fit(self, column: int, text: str) -> None:
        """Widen a column so that `text` fits, up to a limit."""
        wanted = min(width(text) + 3, WIDEST)
        if wanted > self.widths.get(column, NARROW):
            self.widen(column, wanted)


def write_table(sheet: Sheet, table: Table, *, alone: bool) -> int:
    """Write a table and return the line of its head; `alone` on its sheet it gets a frozen head and a filter.

    Right of it stand the ends of ranges and why cells are empty, a column each.
    """
    if not alone:
        sheet.heading(table.caption.say(sheet.lang))
    head = sheet.line
    missing, ranged = _columns_with_gaps(table), _columns_with_ranges(table)
    names = [column.name.say(sheet.lang) for column in table.columns]
    names += [f"{names[n]}{end.say(sheet.lang)}" for n in ranged for end in ENDS]
    names += [f"{table.columns[n].key}__why" for n in missing]
    style: dict[str, object] = {"bold": True, "bg_color": "#EEF0F3", "font_color": "#51565D"}
    numeric = {n for n, column in enumerate(table.columns) if column.numeric}
    for column, name in enumerate(names):
        align = {"align": "right"} if column in numeric else {"indent": int(column > 0)}
        sheet.worksheet.write_string(
            head, column, name, sheet.style(text_wrap=True, **style, **align)
        )
        sheet.fit(column, name)
    for offset, row in enumerate(table.rows, 1):
        _row(sheet, head + offset, row, (ranged, missing), numeric)
    sheet.line = head + len(table.rows) + 2
    sheet.columns = max(sheet.columns, len(names))
    if alone:
        sheet.worksheet.freeze_panes(head + 1, 1)
        sheet.worksheet.autofilter(head, 0, head + len(table.rows), len(names) - 1)
    if table.note is not None:
        sheet.note(table.note.say(sheet.lang))
    return head


def _columns_with_gaps(table: Table) -> list[int]:
    return [
        n
        for n in range(len(table.columns))
        if any(isinstance(row.cells[n], Nothing) for row in table.rows)
    ]


def _columns_with_ranges(table: Table) -> list[int]:
    return [
        n
        for n in range(len(table.columns))
        if any(_range_in(row.cells[n]) is not None for row in table.rows)
    ]


def _numbers_in(cell: Cell) -> list[Number]:
    if isinstance(cell, Number):
        return [cell]
    return [run for run in cell.zh if isinstance(run, Number)] if isinstance(cell, Sentence) else []


def _range_in(cell: Cell) -> Number | None:
    """Return the number of a cell that is a range."""
    return next((number for number in _numbers_in(cell) if number.high is not None), None)


def _row(
    sheet: Sheet, line: int, row: Row, besides: tuple[list[int], list[int]], numeric: set[int]
) -> None:
    for column, cell in enumerate(row.cells):
        _cell(sheet, line, column, cell, bold=bool(row.total), numeric=column in numeric)
    ranged, missing = besides
    for offset, column in enumerate(ranged):
        found = _range_in(row.cells[column])
        if found is not None and found.high is not None:
            place = len(row.cells) + 2 * offset
            for n, end in enumerate((found.value, found.high)):
                bound = replace(found, value=end, high=None)
                _cell(sheet, line, place + n, bound, bold=bool(row.total), numeric=True)
    for offset, column in enumerate(missing):
        cell = row.cells[column]
        if isinstance(cell, Nothing):
            place = len(row.cells) + 2 * len(ranged) + offset
            style = sheet.style(font_color="#646A73", indent=1)
            sheet.worksheet.write_string(line, place, cell.kind, style)
            sheet.fit(place, cell.kind)


def _format(number: Number) -> str:
    if number.derived == "change_rate":
        return FORMATS["ratio"]
    return FORMATS.get(number.unit, "0.00")


def _cell(sheet: Sheet, line: int, column: int, cell: Cell, *, bold: bool, numeric: bool) -> None:
    if cell is None or isinstance(cell, Nothing):
        return
    if numeric and isinstance(cell, Sentence):
        cell = _number_of(cell)
        if cell is None:
            return
    if isinstance(cell, Number):
        shown: dict[str, object] = {} if numeric else {"align": "left", "indent": 1}
        style = sheet.style(num_format=_format(cell), bold=bold or cell.strong, **shown)
        sheet.worksheet.write_number(line, column, plain(cell, sheet.minor_digits), style)
        sheet.fit(column, cell.text.zh + "   ")
        return
    text = cell_text(cell, sheet.lang)
    style = sheet.style(bold=bold, text_wrap=True, indent=int(column > 0))
    sheet.worksheet.write_string(line, column, text, style)
    sheet.fit(column, text)


def _number_of(sentence: Sentence) -> Cell:
    """Return the one number of a sentence, what is known so far for a range; words where there are several."""
    numbers = _numbers_in(sentence)
    if len(numbers) != 1:
        return Text(sentence.say("zh"), sentence.say("en"))
    (number,) = numbers
    if number.high is None:
        return number
    return None if number.so_far is None else replace(number, value=number.so_far, high=None)


def plain(number: Number, minor_digits: int) -> float:
    """Return the number for a cell: money in whole currency units, points in points."""
    if number.unit == "money":
        return float(number.value / 10**minor_digits)
    return number.value * 100 if number.unit == "points" else number.value
