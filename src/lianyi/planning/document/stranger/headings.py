"""Headings of a text without styles, told by their numbering: 一、 （一） 1. and those of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lianyi.planning.document.stranger.blocks import Block

HASHES = re.compile(r"^\s{0,3}(?P<marks>#{1,6})\s+(?P<text>.+?)\s*#*\s*$")
UNDERLINE = re.compile(r"^\s*(?:=+|-+)\s*$")
CHAPTER = re.compile(
    r"^\s*(?:第[一二三四五六七八九十]{1,3}[章节部分篇]|[一二三四五六七八九十]{1,3}\s*[、.．])\s*\S"
)
PART = re.compile(r"^\s*[（(][一二三四五六七八九十]{1,3}[)）]\s*\S")
POINT = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})*\s*[.、．]?\s*(?=[^\d\s.、．%万元])\S")
SENTENCE = re.compile(r"[。；;！!？?，,]|\d\s*[%万元]|[:：]\s*\S")
ITEM = re.compile(
    r"^\s*(?:[-*+•·●○■◆▪➤]\s*|\d{1,3}[.、)）]\s*|[（(]\d{1,3}[)）]\s*|[①-⑳]\s*)(?P<text>\S.*)$"
)
ROW = re.compile(r"^\s*\|(?P<cells>.*)\|\s*$")
RULE = re.compile(r"^[\s|:-]+$")
FENCE = re.compile(r"^\s*(?:```|~~~)")
# A heading is a name: longer ones are sentences with a number in front.
LONGEST = 30


def blocks_of_text(lines: Sequence[str]) -> list[Block]:
    """Return the blocks of plain text or Markdown."""
    return list(_blocks(_without_code(lines)))


def with_numbered_headings(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks; where a document has no headings of its own, those that its numbering shows."""
    found = list(blocks)
    if any(b.kind == "heading" for b in found):
        return found
    return [_as_heading(b) or b for b in found]


def heading_level(line: str) -> int:
    """Return the level of a numbered heading, 0 for a line that is none.

    >>> (
    ...     heading_level("一、目标"),
    ...     heading_level("（二）预算"),
    ...     heading_level("1.目标拆解"),
    ...     heading_level("1.GMV达到190万。"),
    ... )
    (1, 2, 3, 0)
    """
    if len(line.strip()) > LONGEST or SENTENCE.search(line.split("：", maxsplit=1)[0] if CHAPTER.match(line) else line):  # fmt: skip
        return 0
    levels = ((CHAPTER, 1), (PART, 2), (POINT, 3))
    return next((level for pattern, level in levels if pattern.match(line)), 0)


def _as_heading(block: Block) -> Block | None:
    level = heading_level(block.text) if block.kind in ("text", "item") else 0
    return Block("heading", block.text.strip(), level) if level else None


def _blocks(lines: Iterable[str]) -> Iterator[Block]:
    table = 0
    inside = False
    for line in lines:
        row = ROW.match(line)
        if row:
            table += not inside
            inside = True
            if not RULE.match(line):
                cells = tuple(c.strip() for c in row["cells"].split("|"))
                yield Block("row", " ".join(filter(None, cells)), cells=cells, table=table)
            continue
        inside = False
        yield from _line(line)


def _line(line: str) -> Iterator[Block]:
    text = line.strip()
    if not text or UNDERLINE.match(line):
        return
    if found := HASHES.match(line):
        yield Block("heading", found["text"], len(found["marks"]))
    elif level := heading_level(text):
        yield Block("heading", text, level)
    elif found := ITEM.match(line):
        yield Block("item", found["text"].strip())
    else:
        yield Block("text", text)


def _without_code(lines: Sequence[str]) -> Iterator[str]:
    inside = False
    for line in lines:
        if FENCE.match(line):
            inside = not inside
        elif not inside:
            yield line
