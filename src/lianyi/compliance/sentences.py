"""A text in its sentences, each with its line and place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lianyi.compliance.folding import folded

# A Latin full stop ends a sentence before a blank only: 「no.1」 and 「9.9」 go on.
_END = re.compile(r"[。！？!?；;…]+[”’」』）)\"']*|\.(?=\s|$)")


@dataclass(frozen=True)
class Sentence:
    """One sentence as it is read (`text`), with its line (from 1) and the place of each character in that line."""

    text: str
    line: int
    places: tuple[int, ...]
    original: str
    seam: int | None = None
    """Where two sentences were joined, for phrases that run over both."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return first and last column in the line (from 1, both included) of `text[start:end]`."""
        return self.places[start] + 1, self.places[end - 1] + 1

    def quoted(self, start: int, end: int) -> str:
        """Return the characters of the original line behind `text[start:end]`."""
        first, last = self.span(start, end)
        return self.original[first - 1 : last]


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of `text`, line by line; blank ones are left out.

    >>> [(s.text, s.line, s.span(0, 2)) for s in sentences("好茶。好喝！\\n再来")]
    [('好茶。', 1, (1, 2)), ('好喝！', 1, (4, 5)), ('再来', 2, (1, 2))]
    """
    for number, line in enumerate(text.splitlines(), 1):
        read, places = folded(line)
        for start, end in _pieces(read):
            piece = read[start:end]
            if piece.strip():
                yield Sentence(piece, number, tuple(places[start:end]), line)


def _pieces(read: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _END.finditer(read):
        yield start, mark.end()
        start = mark.end()
    yield start, len(read)
