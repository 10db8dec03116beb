"""Finding many words in a text: by their first characters, the longest at each place, none over another."""

from __future__ import annotations

from collections.abc import Iterable


class Words:
    """A list of words; what a text costs does not grow with the number of words.

    >>> Words(["好", "好看", "看"]).find("很好看，看好")
    [(1, '好看'), (4, '看'), (5, '好')]
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[:2], set()).add(len(word))
        # Lengths to try, the longest first, by the first two characters; a word of one is met behind any other.
        self._tried = {start: tuple(sorted(many, reverse=True)) for start, many in lengths.items()}
        self._first = frozenset(word[0] for word in self._words)

    def find(self, text: str) -> list[tuple[int, str]]:
        """Return start and word of what `text` holds, in order."""
        found: list[tuple[int, str]] = []
        if self._first.isdisjoint(text):
            return found
        first, tried, words, end = self._first, self._tried, self._words, 0
        for place, character in enumerate(text):
            if character not in first or place < end:
                continue
            for length in tried.get(text[place : place + 2], ()):
                word = text[place : place + length]
                if word in words:
                    break
            else:
                if character not in words:
                    continue
                word = character
            found.append((place, word))
            end = place + len(word)
        return found
