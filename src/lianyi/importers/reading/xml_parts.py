"""Feeding XML parts of a workbook to expat: streamed, no DOCTYPE, no entity, no surprise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol
from xml.parsers import expat

from lianyi.importers.reading.refusals import refuse

TEXT_BUFFER_BYTES = 1 << 16
Attributes = Mapping[str, str]


class Handler(Protocol):
    """What a part's reader does on each event; names come without their prefix."""

    def start(self, tag: str, attributes: Attributes) -> None:
        """Enter an element."""
        ...

    def end(self, tag: str) -> None:
        """Leave an element."""
        ...

    def text(self, data: str) -> None:
        """Meet characters; one text may come in several pieces."""
        ...


class _LocalNames(dict[str, str]):
    """Remembers `x:row` → `row`: some programs prefix every name."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition(":")[2]
        if len(self) < 1000:
            self[name] = local
        return local


def feed(blocks: Iterator[bytes], handler: Handler, part: str) -> Iterator[None]:
    """Parse `blocks`, calling `handler`; yield after each block so that the caller can take results.

    Raises `import.xml_doctype` for any document type (the door of entity bombs) and
    `import.workbook_broken` for XML that is not well formed; both name the `part`.
    """
    parser = _parser(handler, part)
    try:
        for block in blocks:
            parser.Parse(block, False)
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise refuse("import.workbook_broken", part=part, reason=reason) from None
    except (LookupError, ValueError):
        # The part claims an encoding that does not exist or that is no encoding of characters.
        raise refuse("import.workbook_broken", part=part, reason="encoding") from None
    yield


def parse(blocks: Iterator[bytes], handler: Handler, part: str) -> None:
    """Parse the whole part; errors as for `feed`."""
    for _ in feed(blocks, handler, part):
        pass


def _parser(handler: Handler, part: str) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = TEXT_BUFFER_BYTES
    local, start, end = _LocalNames(), handler.start, handler.end
    parser.StartElementHandler = lambda name, attributes: start(local[name], attributes)
    parser.EndElementHandler = lambda name: end(local[name])
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse_doctype(part)
    return parser


def _refuse_doctype(part: str) -> Callable[..., None]:
    def doctype(*_: Any) -> None:
        raise refuse("import.xml_doctype", part=part)

    return doctype


def local_attribute(attributes: Attributes, name: str) -> str | None:
    """Return the attribute `name` under whatever prefix it has.

    >>> local_attribute({"r:id": "rId1", "name": "9月"}, "id")
    'rId1'
    """
    if name in attributes:
        return attributes[name]
    return next((v for k, v in attributes.items() if k.rpartition(":")[2] == name), None)
