"""A written goal letter by letter: what is said of each, why, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lianyi.core.translation import Text
from lianyi.planning.written.said import Said

Key = Literal["S", "M", "A", "R", "T"]
State = Literal["ok", "reminder", "refused", "unknown"]
KEYS: tuple[Key, ...] = ("S", "M", "A", "R", "T")
NAMES: Mapping[Key, Text] = {
    "S": Text("具体", "Specific"),
    "M": Text("可衡量", "Measurable"),
    "A": Text("可实现", "Attainable"),
    "R": Text("相关", "Relevant"),
    "T": Text("有时限", "Timed"),
}
MARKS: Mapping[State, str] = {"ok": "✓", "reminder": "!", "refused": "✕", "unknown": "?"}


@dataclass(frozen=True)
class Letter:
    """What is said of one letter; `suggestion` is a sentence to take over or an advice, None where all is well."""

    state: State
    why: Text
    suggestion: Text | None = None


@dataclass(frozen=True)
class Judged:
    """One goal with its letters. A draft is read but neither passes nor is refused."""

    said: Said
    letters: Mapping[Key, Letter]
    draft: bool = False

    @property
    def refused(self) -> tuple[Key, ...]:
        """The letters that refuse it."""
        return tuple(key for key in KEYS if self.letters[key].state == "refused")

    @property
    def ok(self) -> bool:
        """Whether no letter refuses it."""
        return not self.refused


def ok(zh: str, en: str, **facts: object) -> Letter:
    """Return a letter with nothing against it."""
    return Letter("ok", Text(zh, en).format(**facts))


def refused(zh: str, en: str, advice: Text | None = None, /, **facts: object) -> Letter:
    """Return a letter that refuses the goal."""
    return Letter("refused", Text(zh, en).format(**facts), advice)


def reminder(zh: str, en: str, advice: Text | None = None, /, **facts: object) -> Letter:
    """Return a letter that lets the goal pass with something to think of."""
    return Letter("reminder", Text(zh, en).format(**facts), advice)


def unknown(zh: str, en: str, **facts: object) -> Letter:
    """Return a letter that cannot be judged."""
    return Letter("unknown", Text(zh, en).format(**facts))
