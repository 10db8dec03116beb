"""Which events are meant, as people type it: `view,cart,order_paid|pay` and `view[channel=live|note,category!=tea]`.

```
choices    = choice ("," choice)*                 steps of a funnel, exclusions
choice     = alternative ("|" alternative)*       one of them is enough
alternative= name | name "[" conditions "]"       the name * means every event
conditions = column ("=" | "!=") values, split by commas; all of them must hold
values     = value ("|" value)*                   the value unknown means that the event does not say
```

A name or value with one of `, | [ ] = !` in it stands in double quotes. Full-width marks count as half-width ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lianyi.core.errors import LianyiError

ANY = "*"
LONGEST_TEXT, LONGEST_WORD = 4_000, 200
_HALF_WIDTH = str.maketrans("，｜［］＝！", ",|[]=!")
_TOKEN = re.compile(r'\s*(?:"([^"]*)"|(!=|[,|\[\]=])|([^,|\[\]="！!]+)|(.))', re.DOTALL)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


@dataclass(frozen=True)
class Condition:
    """A column of the event and its values; `negated` asks for none of them."""

    column: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True)
class Alternative:
    """One event name (`*` for every event) with conditions that all have to hold."""

    event: str
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Choice:
    """Alternatives, one of which is enough. `text` is what was typed."""

    text: str
    alternatives: tuple[Alternative, ...]


def split_choices(text: str) -> tuple[str, ...]:
    """Return the parts between commas that are neither in brackets nor in quotes; empty parts are left out.

    >>> split_choices('view[channel=live,category=tea],"a,b"|pay')
    ('view[channel=live,category=tea]', '"a,b"|pay')
    """
    parts, depth, begin, quoted = [], 0, 0, False
    plain = text.translate(_HALF_WIDTH)
    for place, sign in enumerate(plain):
        if sign == '"':
            quoted = not quoted
        elif not quoted:
            depth += (sign == "[") - (sign == "]")
            if sign == "," and depth <= 0:
                parts.append(text[begin:place])
                begin = place + 1
    parts.append(text[begin:])
    return tuple(p.strip() for p in parts if p.strip())


def parse_choice(text: str) -> Choice:
    """Return the choice that `text` names; refuses with `event.unreadable`.

    >>> parse_choice("view[channel=live|note]|pay").alternatives[0].conditions[0].values
    ('live', 'note')
    """
    reader = _Reader(text)
    alternatives = [reader.alternative()]
    while reader.take("|"):
        alternatives.append(reader.alternative())
    reader.end()
    return Choice(text.strip(), tuple(alternatives))


def parse_conditions(parts: Sequence[str]) -> tuple[Condition, ...]:
    """Return the conditions of a filter, each written as `column=value`; refuses with `event.unreadable`."""
    found = []
    for part in parts:
        reader = _Reader(part)
        found.append(reader.condition())
        reader.end()
    return tuple(found)


class _Reader:
    """Words and marks of one text, taken from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        if len(text) > LONGEST_TEXT or _UNPRINTABLE.search(text):
            self._refuse()
        found = list(_TOKEN.finditer(self._half_width()))
        self._tokens: list[tuple[str, bool]] = []
        for quoted, mark, word, stray in (m.groups() for m in found):
            if stray is not None and stray.strip():
                self._refuse()
            elif quoted is not None:
                self._tokens.append((quoted, False))
            elif mark is not None:
                self._tokens.append((mark, True))
            elif word is not None and word.strip():
                self._tokens.append((word.strip(), False))

    def _half_width(self) -> str:
        """Return the text with the marks outside of quotes in half width."""
        parts = self._text.split('"')
        return '"'.join(p if n % 2 else p.translate(_HALF_WIDTH) for n, p in enumerate(parts))

    def _refuse(self) -> None:
        shown = _UNPRINTABLE.sub("·", self._text)[:LONGEST_WORD]
        raise LianyiError("event.unreadable", text=shown)

    def take(self, mark: str) -> bool:
        """Step over `mark` where it is next."""
        found = self._place < len(self._tokens) and self._tokens[self._place] == (mark, True)
        self._place += found
        return found

    def word(self) -> str:
        """Return the next word."""
        if self._place < len(self._tokens):
            word, is_mark = self._tokens[self._place]
            if not is_mark and 0 < len(word) <= LONGEST_WORD:
                self._place += 1
                return word
        self._refuse()
        raise AssertionError("refused above")

    def end(self) -> None:
        """Refuse what stands behind the end."""
        if self._place < len(self._tokens):
            self._refuse()

    def alternative(self) -> Alternative:
        """Return a name with its conditions."""
        name = self.word()
        if not self.take("["):
            return Alternative(name)
        conditions = [self.condition()]
        while self.take(","):
            conditions.append(self.condition())
        if not self.take("]"):
            self._refuse()
        return Alternative(name, tuple(conditions))

    def condition(self) -> Condition:
        """Return a column with its values."""
        column = self.word()
        negated = self.take("!=")
        if not negated and not self.take("="):
            self._refuse()
        values = [self.word()]
        while self.take("|"):
            values.append(self.word())
        return Condition(column, tuple(values), negated)
