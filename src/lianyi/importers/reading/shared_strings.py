"""The shared strings of a workbook, held outside the memory: one unlinked file of bytes and its offsets."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterator

from lianyi.importers.reading.escapes import unescaped, whole
from lianyi.importers.reading.refusals import refuse
from lianyi.importers.reading.unlinked import unlinked_file
from lianyi.importers.reading.xlsx_plain import NotPlainError, plain_strings
from lianyi.importers.reading.xml_parts import Attributes, feed

PART = "xl/sharedStrings.xml"
FLUSH_BYTES = 1 << 20
WINDOW_BYTES = 1 << 16
CACHED_STRINGS = 200_000
Part = Callable[[], Iterator[bytes]]


class SharedStrings:
    """String number → text. Memory is 8 bytes a string, a window of the file and a bounded cache."""

    def __init__(self, part: Part | None, cell_chars: int, stop_after: int | None = None) -> None:
        """Read the part, which `part()` yields in blocks; with `stop_after`, up to that string number."""
        self._file = unlinked_file()
        self._ends = array("Q", [0])
        self._cache: dict[str, str] = {}
        self._window = b""
        self._window_start = 0
        if part is not None:
            self._fill(_strings(part, cell_chars), cell_chars, stop_after)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def get(self, stated: str) -> str | None:
        """Return the string of the number (from 0) that a cell states, None where there is none."""
        cached = self._cache.get(stated)
        if cached is not None:
            return cached
        number = whole(stated)
        if not 0 <= number < len(self._ends) - 1:
            return None
        text = self._bytes(self._ends[number], self._ends[number + 1]).decode("utf-8")
        if len(self._cache) >= CACHED_STRINGS:
            self._cache.clear()
        self._cache[stated] = text
        return text

    def close(self) -> None:
        """Give the file back."""
        self._file.close()

    def _bytes(self, start: int, end: int) -> bytes:
        at, stop = start - self._window_start, end - self._window_start
        if at >= 0 and stop <= len(self._window):
            return self._window[at:stop]
        descriptor = self._file.fileno()
        # Sheets mostly name strings in the order in which they were stored: read ahead when they do.
        if 0 <= at <= len(self._window) + WINDOW_BYTES:
            self._window = os.pread(descriptor, max(WINDOW_BYTES, end - start), start)
            self._window_start = start
            return self._window[: end - start]
        return os.pread(descriptor, end - start, start)

    def _fill(self, lists: Iterator[list[str]], cell_chars: int, stop_after: int | None) -> None:
        end = 0
        for texts in lists:
            encoded = [unescaped(text).encode("utf-8", errors="replace") for text in texts]
            self._file.write(b"".join(encoded))
            for one in encoded:
                end += len(one)
                self._ends.append(end)
            if max(map(len, texts), default=0) > cell_chars:
                raise refuse("import.cell_too_long", limit=cell_chars)
            if stop_after is not None and len(self) > stop_after:
                break
        self._file.flush()


def _strings(part: Part, cell_chars: int) -> Iterator[list[str]]:
    """Yield all strings by patterns, or from where those give up, by expat."""
    count = 0
    try:
        for texts in plain_strings(part()):
            count += len(texts)
            yield texts
    except NotPlainError:
        pass
    else:
        return
    handler = _StringHandler(cell_chars)
    for _ in feed(part(), handler, PART):
        texts = handler.take()
        skipped = min(count, len(texts))
        count -= skipped
        yield texts[skipped:]


class _StringHandler:
    """Gathers the texts of `<si>`; runs of rich text are joined, phonetic guides left out."""

    def __init__(self, cell_chars: int) -> None:
        self._cell_chars = cell_chars
        self._texts: list[str] = []
        self._pieces: list[str] = []
        self._chars = 0
        self._in_text = False
        self._in_phonetic = False

    def take(self) -> list[str]:
        """Hand over the texts that are complete."""
        texts, self._texts = self._texts, []
        return texts

    def start(self, tag: str, attributes: Attributes) -> None:  # noqa: ARG002
        if tag == "t":
            self._in_text = not self._in_phonetic
        elif tag == "rPh":
            self._in_phonetic = True

    def end(self, tag: str) -> None:
        if tag == "t":
            self._in_text = False
        elif tag == "si":
            self._texts.append("".join(self._pieces))
            self._pieces.clear()
            self._chars = 0
        elif tag == "rPh":
            self._in_phonetic = False

    def text(self, data: str) -> None:
        if self._in_text:
            self._pieces.append(data)
            self._chars += len(data)
            if self._chars > self._cell_chars:
                raise refuse("import.cell_too_long", limit=self._cell_chars)
