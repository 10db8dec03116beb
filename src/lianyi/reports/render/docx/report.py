"""The report as a Word file: same document and template, same bytes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lianyi.core.calendar.period_text import parse_period
from lianyi.core.translation import Text
from lianyi.reports.document import Block, Document
from lianyi.reports.render.docx.margins import write_margins
from lianyi.reports.render.docx.package import saved, writable
from lianyi.reports.render.docx.parts import add_part
from lianyi.reports.render.docx.styles import HEADINGS, NOTE, SUBTITLE, TITLE
from lianyi.reports.render.docx.template import fill_slots, make_room, opened
from lianyi.reports.render.docx.words import Page
from lianyi.reports.wording import made_text

MADE = Text("生成于{at}", "made {at}")
VERSION = Text("数据版本#{n}", "data version #{n}")
# A file carries its date of creation; without a stamp it is always this one.
NO_STAMP = datetime(2000, 1, 1)
EMU_PER_TWENTIETH = 635
LONGEST_PROPERTY = 255


def render_docx(document: Document, template: bytes | None = None) -> bytes:
    """Return the Word file of a report, in the styles of `template` (default: the shipped one).

    Raises LianyiError `report.template_unreadable` or `report.template_slot`.
    """
    made = opened(template, document.colours)
    words = _slots(document)
    page = Page(made, make_room(made), document.lang, text_width(made))
    page.paragraph(f"{document.shop} {document.name.say(document.lang)}", TITLE)
    page.paragraph(" · ".join(filter(None, (words["period"], words["made"], words["version"]))), SUBTITLE)  # fmt: skip
    for block in document.blocks:
        _block(page, document, block)
    finish(made, page, words, document.made_at)
    return saved(made)


def finish(made: Any, page: Page, words: dict[str, str], made_at: str) -> None:
    """Write margins, slots and the properties of the file; take out the place that was kept free."""
    write_margins(made, words, page.lang)
    fill_slots(made, words)
    if page.end.tag.endswith("}p"):
        page.end.getparent().remove(page.end)
    properties = made.core_properties
    properties.title = writable(f"{words['shop']} {words['report']}")[:LONGEST_PROPERTY]
    properties.author = writable(words["shop"])[:LONGEST_PROPERTY]
    properties.language = "zh-CN" if page.lang == "zh" else "en"
    properties.created = properties.modified = _created(made_at)
    properties.last_modified_by = ""
    properties.revision = 1


def text_width(made: Any) -> int:
    """Return the width of the text on the first page, in twentieths of a point."""
    section = made.sections[0]
    free = section.page_width - section.left_margin - section.right_margin
    return int(free // EMU_PER_TWENTIETH)


def _block(page: Page, document: Document, block: Block) -> None:
    page.paragraph(block.title.say(page.lang), HEADINGS[0])
    if block.subtitle is not None:
        page.paragraph(block.subtitle.say(page.lang), NOTE)
    for part in block.parts:
        add_part(page, part, document.colours, block.title.say(page.lang))


def _slots(document: Document) -> dict[str, str]:
    lang = document.lang
    made, version = "", ""
    if document.made_at:
        at = made_text(document.made_at, parse_period(document.period).last)
        made = MADE.format(at=at).say(lang)
    if document.snapshot is not None:
        version = VERSION.format(n=document.snapshot).say(lang)
    return {
        "shop": document.shop,
        "report": document.name.say(lang),
        "period": document.period_label.say(lang),
        "made": made,
        "version": version,
    }


def _created(made_at: str) -> datetime:
    try:
        return datetime.fromisoformat(made_at).replace(tzinfo=None)
    except ValueError:
        return NO_STAMP
