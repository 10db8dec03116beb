"""The plan as a Word file, which can be read back: its tables carry it, and a part beside the text carries a copy."""

from __future__ import annotations

from typing import Any

from lianyi.core.translation import Text
from lianyi.planning.document.own.reading import carried
from lianyi.planning.model.plan import Plan
from lianyi.reports.plan_document import NAME, PlanDocument
from lianyi.reports.render.docx.package import saved
from lianyi.reports.render.docx.parts import add_part
from lianyi.reports.render.docx.report import VERSION, finish, text_width
from lianyi.reports.render.docx.styles import HEADINGS, SUBTITLE, TITLE
from lianyi.reports.render.docx.template import make_room, opened
from lianyi.reports.render.docx.words import Page

MADE = Text("生成于{at}", "made {at}")


def render_plan_docx(document: PlanDocument, template: bytes | None = None) -> bytes:
    """Return the Word file of a plan, in the styles of `template` (default: the shipped one).

    Raises LianyiError `report.template_unreadable` or `report.template_slot`.
    """
    made = opened(template, document.colours)
    words = _slots(document)
    page = Page(made, make_room(made), document.lang, text_width(made))
    page.paragraph(document.title, TITLE)
    facts = [words["shop"], words["period"], words["made"], words["version"]]
    page.paragraph(" · ".join(filter(None, facts)), SUBTITLE)
    for section in document.sections:
        title = section.title.say(document.lang)
        page.paragraph(title, HEADINGS[section.level - 1])
        for part in section.parts:
            add_part(page, part, document.colours, title)
    _carry(made, document.plan, document.currency)
    finish(made, page, words, document.made_at)
    return saved(made)


def _carry(made: Any, plan: Plan, currency: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.part import Part

    package = made.part.package
    name = package.next_partname("/customXml/item%d.xml")
    part = Part(name, "application/xml", carried(plan, currency), package)
    made.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def _slots(document: PlanDocument) -> dict[str, str]:
    lang = document.lang
    version = "" if document.snapshot is None else VERSION.format(n=document.snapshot).say(lang)
    return {
        "shop": document.shop,
        "report": NAME.say(lang),
        "period": document.period,
        "made": MADE.format(at=document.made_at).say(lang) if document.made_at else "",
        "version": version,
    }
