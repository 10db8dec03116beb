"""The template of a Word report: the one that ships, built here, or the shop's own.

A shop's own template may carry a cover, a header and a footer with slots such as `{{shop}}`; the report takes the
place of the paragraph `{{content}}`, or of the whole body where there is none.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from lianyi.charts.tokens import ChangeColours
from lianyi.core.errors import LianyiError
from lianyi.reports.render.docx.package import packed, writable
from lianyi.reports.render.docx.styles import (
    LOOKS,
    MAIN,
    TABLE,
    style_xml,
    table_style_xml,
)

# A4 with its margins, in twentieths of a point.
PAGE_WIDTH, PAGE_HEIGHT, SIDE = 11906, 16838, 1134
EDGE = PAGE_WIDTH - 2 * SIDE
CONTENT = "content"
SLOTS = ("shop", "report", "period", "made", "version", CONTENT)
_SLOT = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def default_template(change: ChangeColours = "red_up") -> bytes:
    """Return the shipped template: A4, every style in its default look, an empty page."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": _body(),
        "word/styles.xml": _styles(change),
        "word/settings.xml": _settings(),
        "word/_rels/document.xml.rels": _relations(
            {"styles": "styles.xml", "settings": "settings.xml"}
        ),
    }
    return packed((name, (_XML + text).encode()) for name, text in parts.items())


def opened(template: bytes | None, change: ChangeColours) -> Any:
    """Return the template as a python-docx document that has every style by name.

    Raises LianyiError `report.template_unreadable` for what is no .docx, `report.template_slot` for a slot that
    nothing fills.
    """
    import docx

    try:
        document = docx.Document(
            BytesIO(default_template(change) if template is None else template)
        )
    except (KeyError, ValueError, zipfile.BadZipFile, OSError) as error:
        raise LianyiError("report.template_unreadable", reason=str(error)) from None
    _check_slots(document)
    _add_missing_styles(document, change)
    return document


def make_room(document: Any) -> Any:
    """Empty the body, or only the paragraph `{{content}}`; return the element before which the report goes."""
    body = document.element.body
    for paragraph in document.paragraphs:
        if paragraph.text.strip().replace(" ", "") == "{{content}}":
            return paragraph._p  # noqa: SLF001 - python-docx has no public way to place what follows
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    return body.sectPr


def fill_slots(document: Any, words: Mapping[str, str]) -> None:
    """Write the words of the report into the slots of cover, headers and footers."""
    for paragraph in _slotted(document):
        text = paragraph.text
        if _SLOT.search(text) and "{{content}}" not in text.replace(" ", ""):
            filled = writable(_SLOT.sub(lambda slot: words.get(slot[1], ""), text))
            first, *rest = paragraph.runs
            first.text = filled
            for run in rest:
                run.text = ""


def has_own_margins(section: Any) -> bool:
    """Tell whether the template brings a header or a footer with words of its own."""
    places = (section.header, section.footer)
    return any(p.text.strip() for place in places for p in place.paragraphs)


def _slotted(document: Any) -> list[Any]:
    found = list(document.paragraphs)
    found += [p for t in document.tables for row in t.rows for c in row.cells for p in c.paragraphs]
    for section in document.sections:
        for place in (section.header, section.footer):
            if not place.is_linked_to_previous:
                found += place.paragraphs
    return found


def _check_slots(document: Any) -> None:
    for paragraph in _slotted(document):
        for name in _SLOT.findall(paragraph.text):
            if name not in SLOTS:
                known = ", ".join(f"{{{{{slot}}}}}" for slot in SLOTS)
                raise LianyiError("report.template_slot", slot=f"{{{{{name}}}}}", known=known)


def _add_missing_styles(document: Any, change: ChangeColours) -> None:
    from docx.oxml import parse_xml

    styles = document.styles
    for look in LOOKS:
        if look.name not in styles:
            styles.element.append(parse_xml(style_xml(look, change, edge=EDGE)))
    if TABLE not in styles:
        styles.element.append(parse_xml(table_style_xml()))


def _styles(change: ChangeColours) -> str:
    made = "".join(style_xml(look, change, edge=EDGE) for look in LOOKS)
    return (
        f'<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f"{made}{table_style_xml()}</w:styles>"
    )


def _body() -> str:
    return (
        f'<w:document xmlns:w="{MAIN}"><w:body><w:sectPr>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="1304" w:right="{SIDE}" w:bottom="1134" w:left="{SIDE}" w:header="624" w:footer="567" '
        'w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _settings() -> str:
    uri = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _types() -> str:
    overrides = {"document": "document.main", "styles": "styles", "settings": "settings"}
    listed = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for part, kind in overrides.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(targets: Mapping[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'
