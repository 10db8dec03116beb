"""Splitting HTML into tags and text in one pass, however broken it is.

The parser of the standard library takes quadratic time over repeated comments that are never closed; this one
looks at every character once and knows no more of HTML than tables need.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Possessive (`*+`): what does not fit is given up at once instead of tried again in every shorter form.
TOKEN = re.compile(r"<!--|<(/?)([a-zA-Z][a-zA-Z0-9:]*+)([^<>]*+)>|<[!?/][^<>]*+>|[^<]+|<")
ATTRIBUTE = re.compile(r"([a-zA-Z-]+)\s*=\s*[\"']?([^\"'\s>]*)")
COMMENT_END = re.compile("-->")
# What is inside these is no text, and a `<` there begins no tag.
RAW_ENDS = {tag: re.compile(f"</{tag}", re.IGNORECASE) for tag in ("script", "style", "title")}
LONGEST_END_CHARS = 8
LONGEST_TAG_CHARS = 1 << 16
LONGEST_ATTRIBUTES = 1000


class Token(NamedTuple):
    """Text (`tag` is ""), or the start or end of an element, with its attributes as written."""

    tag: str
    is_end: bool
    content: str


def html_tokens(blocks: Iterator[str]) -> Iterator[Token]:
    """Yield the tokens of a text that comes in blocks; comments, styles and scripts are left out."""
    scanner = _Scanner()
    for block in blocks:
        yield from scanner.scan(block, is_last=False)
    yield from scanner.scan("", is_last=True)


def attribute(token: Token, name: str) -> str:
    """Return the value of an attribute, "" where it is not given.

    >>> attribute(Token("td", False, ' align="left" colspan=2'), "colspan")
    '2'
    """
    return next(
        (
            value
            for key, value in ATTRIBUTE.findall(token.content[:LONGEST_ATTRIBUTES])
            if key.lower() == name
        ),
        "",
    )


class _Scanner:
    """Remembers what a block left open: half a tag, a comment, a style."""

    def __init__(self) -> None:
        self._pending = ""
        self._awaited: re.Pattern[str] | None = None

    def scan(self, block: str, *, is_last: bool) -> Iterator[Token]:
        """Yield the tokens that are complete with `block`."""
        text = self._pending + block
        last_tag_end = text.rfind(">")
        at = 0
        while at < len(text):
            if self._awaited is not None:
                end = self._awaited.search(text, at)
                if end is None:
                    at = max(at, len(text) - LONGEST_END_CHARS)
                    break
                at, self._awaited = end.end(), None
                continue
            is_open = text[at] == "<" and at > last_tag_end
            if is_open and not is_last and len(text) - at < LONGEST_TAG_CHARS:
                break
            match = TOKEN.match(text, at)
            assert match is not None
            at = match.end()
            yield from self._token(match)
        self._pending = text[at:]

    def _token(self, match: re.Match[str]) -> Iterator[Token]:
        slash, tag, content = match.groups()
        if match[0] == "<!--":
            self._awaited = COMMENT_END
        elif tag is not None:
            tag = tag.lower()
            self._awaited = None if slash else RAW_ENDS.get(tag)
            yield Token(tag, bool(slash), content)
        elif match[0][:2] not in {"<!", "<?", "</"}:
            yield Token("", is_end=False, content=match[0])
