"""The Word file as it is read: its tables as text, and the plan that it may carry beside them. Nothing here trusts it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMESPACE = "urn:lianyi:plan"
BODY_PART = "word/document.xml"
LARGEST = 64_000_000
_SIGNS = {
    "t": None,
    "tab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}


@dataclass(frozen=True)
class WordFile:
    """`tables` as rows of texts, in the order of the file; `carried` is the JSON of the plan and its currency."""

    tables: tuple[list[list[str]], ...]
    carried: tuple[str, str] | None


def read_word(content: bytes) -> WordFile | None:
    """Return what a .docx holds; None where it is none, is too large or is damaged."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if BODY_PART not in names or sum(i.file_size for i in archive.infolist()) > LARGEST:
                return None
            body = etree.fromstring(archive.read(BODY_PART), parser)
            items = [n for n in names if n.startswith("customXml/item") and "Props" not in n]
            carried = [_carried(archive.read(name), parser) for name in sorted(items)]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):  # fmt: skip
        return None
    found = next((one for one in carried if one is not None), None)
    return WordFile(tuple(_table(t) for t in body.iter(f"{W}tbl")), found)


def carried_xml(plan_json: str, currency: str) -> bytes:
    """Return the part that carries a plan inside a file."""
    from lxml import etree

    root = etree.Element(f"{{{NAMESPACE}}}plan", currency=currency, nsmap={None: NAMESPACE})
    root.text = plan_json
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _carried(content: bytes, parser: Any) -> tuple[str, str] | None:
    from lxml import etree

    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None
    if root.tag != f"{{{NAMESPACE}}}plan":
        return None
    return root.text or "", root.get("currency") or "CNY"


def _table(table: Any) -> list[list[str]]:
    return [[_cell(cell) for cell in _own(row, "tc")] for row in _own(table, "tr")]


def _own(element: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, through the wrappers that Word puts around them."""
    for child in element:
        if child.tag == f"{W}{tag}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}customXml"):
            yield from _own(child, tag)


def _cell(cell: Any) -> str:
    """Return the text of a cell, its paragraphs as lines; what was struck out with changes tracked is gone."""
    return "\n".join(_paragraph(p) for p in _paragraphs(cell))


def _paragraphs(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == f"{W}p":
            yield child
        elif child.tag != f"{W}tbl":
            yield from _paragraphs(child)


def _paragraph(element: Any) -> str:
    said = []
    for child in element:
        if not isinstance(child.tag, str) or child.tag in (f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr"):  # fmt: skip
            continue
        name = child.tag.removeprefix(W)
        if child.tag.startswith(W) and name in _SIGNS:
            said.append(child.text or "" if name == "t" else _SIGNS[name] or "")
        else:
            said.append(_paragraph(child))
    return "".join(said)
