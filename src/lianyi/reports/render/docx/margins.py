"""Header and footer: shop and report left, period right; when it was made, and the pages counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lianyi.core.translation import Lang, Text
from lianyi.reports.render.docx.styles import FOOTER, HEADER
from lianyi.reports.render.docx.template import has_own_margins
from lianyi.reports.render.docx.words import add_words

PAGES = Text("第{page}页，共{pages}页", "Page {page} of {pages}")


def write_margins(document: Any, words: Mapping[str, str], lang: Lang) -> None:
    """Write header and footer on every page, unless the template brings its own."""
    section = document.sections[0]
    if has_own_margins(section):
        return
    head = _first(section.header, HEADER)
    add_words(head, f"{words['shop']} {words['report']}\t{words['period']}")
    foot = _first(section.footer, FOOTER)
    add_words(foot, " · ".join(filter(None, (words["made"], words["version"]))) + "\t")
    for piece in _pieces(PAGES.say(lang)):
        if piece == "{page}":
            _count(foot, "PAGE")
        elif piece == "{pages}":
            _count(foot, "NUMPAGES")
        else:
            add_words(foot, piece)


def _first(place: Any, style: str) -> Any:
    place.is_linked_to_previous = False
    paragraph = place.paragraphs[0]
    paragraph.style = style
    return paragraph


def _pieces(text: str) -> list[str]:
    before, _, rest = text.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return [before, "{page}", between, "{pages}", after]


def _count(paragraph: Any, field: str) -> None:
    """Add a field that Word fills in itself."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "", "separate", "1", "end"):
        run = paragraph.add_run()
        if kind == "":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {field} "
            run._r.append(code)  # noqa: SLF001 - python-docx knows no fields
        elif kind == "1":
            run.text = kind
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # noqa: SLF001 - the same
