"""The report as a workbook: numbers are numbers, texts are never formulas, same document, same bytes."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from lianyi.core.calendar.period_text import parse_period
from lianyi.core.currencies import minor_digits
from lianyi.core.translation import Text
from lianyi.reports.document import (
    Block,
    Document,
    Figure,
    Points,
    Progress,
    Prose,
    Table,
)
from lianyi.reports.render.xlsx_chart import add_channels, add_figure
from lianyi.reports.render.xlsx_table import Sheet, write_table
from lianyi.reports.wording import made_text

SUMMARY = Text("老板页", "Summary")
ON_SUMMARY = ("headline", "good_bad", "goals")
SHEETS = {
    "key_figures": Text("核心指标", "Key figures"),
    "what_changed": Text("为什么变", "What changed"),
    "channels": Text("渠道", "Channels"),
    "products": Text("商品", "Products"),
    "customers": Text("用户与社群", "Customers"),
    "spend": Text("花费", "Spend"),
    "profit": Text("利润桥", "Profit bridge"),
    "own": Text("自定义指标", "Own metrics"),
    "notes": Text("数据说明", "Data notes"),
    "definitions": Text("口径", "Dictionary"),
}
DAILY = Text("每日", "Daily")
WHOLE = Text(
    "这里是到分的数，横竖都对得上；页面上各因素取整到元。",
    "Exact amounts, which foot both ways; the page shows drivers in whole units.",
)
# A workbook carries its own date of creation; without a stamp it is always this one.
NO_STAMP = datetime(2000, 1, 1)  # workbooks know no zones


def render_xlsx(document: Document) -> bytes:
    """Return the workbook. `document.made_at` becomes its date of creation."""
    import xlsxwriter

    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": _title(document), "created": _created(document)})
        _write(document, book)
    return buffer.getvalue()


def _write(document: Document, book: Any) -> None:
    _summary(document, _sheet(document, book, SUMMARY))
    for block in document.blocks:
        if block.key in ON_SUMMARY:
            continue
        if block.key == "definitions":
            _raw(document, book)
        name = SHEETS.get(block.key, block.title)
        _block(document, block, _sheet(document, book, name))
        if block.key == "what_changed":
            _daily(document, block, book)


def _raw(document: Document, book: Any) -> None:
    if document.raw is not None:
        write_table(_sheet(document, book, document.raw.caption), document.raw, alone=True)


def _sheet(document: Document, book: Any, name: Text) -> Sheet:
    worksheet = book.add_worksheet(name.say(document.lang)[:31])
    worksheet.hide_gridlines(2)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    return Sheet(book, worksheet, document.lang, minor_digits(document.currency))


def _summary(document: Document, sheet: Sheet) -> None:
    lang = document.lang
    sheet.widen(0, 110)
    sheet.title(_title(document))
    made = made_text(document.made_at, parse_period(document.period).last).say(lang)
    facts = [made, f"#{document.snapshot}" if document.snapshot is not None else ""]
    sheet.note(" · ".join(fact for fact in facts if fact))
    for key in ON_SUMMARY:
        block = document.block(key)
        if block is not None:
            sheet.heading(block.title.say(lang))
            _lines(sheet, block)
    figures = document.block("key_figures")
    if figures is not None:
        sheet.heading(figures.title.say(lang))
        sheet.note(Text("见「核心指标」表。", "See the sheet Key figures.").say(lang))


def _lines(sheet: Sheet, block: Block) -> None:
    lang = sheet.lang
    for part in block.parts:
        if isinstance(part, Prose):
            for sentence in part.sentences:
                sheet.paragraph(sentence.say(lang))
        elif isinstance(part, Points):
            for number, item in enumerate(part.items, 1):
                sheet.paragraph(f"{part.label.say(lang)} {number}. {item.say(lang)}")
        elif isinstance(part, Progress):
            sheet.paragraph(f"{part.name.say(lang)} {part.words.say(lang)}")


def _block(document: Document, block: Block, sheet: Sheet) -> None:
    sheet.title(block.title.say(document.lang))
    tables = [part for part in block.parts if isinstance(part, Table)]
    for table in tables:
        head = write_table(sheet, table, alone=len(tables) == 1)
        if table.key == "channels":
            add_channels(document, sheet, table, head)
        if table.key == "matrix":
            sheet.note(WHOLE.say(document.lang))
    if not tables:
        sheet.widen(0, 110)
    _lines(sheet, block)
    for part in block.parts:
        if isinstance(part, Figure) and part.twin is None:
            add_figure(document, sheet, part)


def _daily(document: Document, block: Block, book: Any) -> None:
    for part in block.parts:
        if isinstance(part, Figure) and part.twin is not None:
            sheet = _sheet(document, book, DAILY)
            sheet.title(part.title.say(document.lang))
            write_table(sheet, part.twin, alone=True)
            add_figure(document, sheet, part)


def _title(document: Document) -> str:
    lang = document.lang
    return f"{document.shop} {document.name.say(lang)} {document.period_label.say(lang)}"


def _created(document: Document) -> datetime:
    try:
        return datetime.fromisoformat(document.made_at).replace(tzinfo=None)
    except ValueError:
        return NO_STAMP
