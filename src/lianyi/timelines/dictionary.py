"""The values of a text column by code, read from mapped bytes: a million of them cost nothing until asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import numpy as np

from lianyi.timelines.store import Array

SEPARATOR = b"\x00"


class Dictionary(Sequence[str]):
    """Text by code; code 0 is "". A value that no fact of this store has any more reads as "" too.

    `text` are the UTF-8 values one after the other, each behind a zero byte; value n ends at `ends[n]`;
    `present` says which values the store has.
    """

    def __init__(self, text: Array, ends: Array, present: Array) -> None:
        self._text = text
        self._ends = ends
        self._present = present

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, code: int) -> str: ...
    @overload
    def __getitem__(self, code: slice) -> list[str]: ...
    def __getitem__(self, code: int | slice) -> str | list[str]:
        if isinstance(code, slice):
            return [self[n] for n in range(*code.indices(len(self)))]
        number = range(len(self))[code]
        return self.value(number) if self._present[number] else ""

    def __iter__(self) -> Iterator[str]:
        return (self[n] for n in range(len(self)))

    def value(self, code: int) -> str:
        """Return the value of `code`, whether a fact has it or not."""
        first = int(self._ends[code - 1]) + 1 if code else 1
        return self._text[first : int(self._ends[code])].tobytes().decode("utf-8")

    def code_of(self, value: str) -> int | None:
        """Return the code of `value`, None where no fact of this store has it."""
        if not value:
            return None
        sought = SEPARATOR + value.encode("utf-8")
        text, at = self._bytes(), -1
        while (at := text.find(sought, at + 1)) >= 0:
            code = int(np.searchsorted(self._ends, at, "right"))
            if int(self._ends[code]) == at + len(sought) and int(self._ends[code - 1]) == at:
                return code if self._present[code] else None
        return None

    def _bytes(self) -> bytes:
        return self._text.tobytes()


def packed(values: Iterable[str]) -> tuple[Array, Array]:
    """Return (text, ends) of `values`, the first of which has to be ""."""
    coded = [v.encode("utf-8") for v in values]
    lengths = np.fromiter(map(len, coded), np.int64, len(coded))
    text = SEPARATOR + SEPARATOR.join(coded)
    return np.frombuffer(text, np.uint8), np.cumsum(lengths + 1)
