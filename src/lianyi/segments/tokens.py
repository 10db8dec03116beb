"""From text to tokens, and the cursor that reads them; every refusal says at which character it happened.

Marks that a Chinese keyboard gives are taken like the plain ones: （ ） ， 、 ＝ ≥ ≤ ≠ “ ” 「 」.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NoReturn

from lianyi.core.errors import LianyiError

MAX_LENGTH = 4_000
MAX_TEXT = 200
Kind = Literal["word", "number", "text", "operator", "mark", "end"]

_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n\u3000]+)"
    r"|(?P<text>'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|“[^”]*”|‘[^’]*’|「[^」]*」)"
    r"|(?P<operator><=|>=|!=|<>|==|[=<>≤≥≠＝＜＞])"
    r"|(?P<mark>[(),:（），、：])"
    r"|(?P<number>-?[0-9][0-9A-Za-z.~\-天日周个月年前]*)"
    r"|(?P<word>[^\W\d]\w*)"
)
_SAME = {
    "（": "(",
    "）": ")",
    "，": ",",
    "、": ",",
    "：": ":",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "<>": "!=",
    "==": "=",
    "＝": "=",
    "＜": "<",
    "＞": ">",
}


@dataclass(frozen=True)
class Token:
    """One piece of the text; `at` counts characters from 1. `value` of a text is what stands between the quotes."""

    kind: Kind
    value: str
    at: int
    shown: str


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of `text`, an end token last.

    Refuses with `segment.too_long`, `segment.bad_character`.
    """
    if len(text) > MAX_LENGTH:
        raise LianyiError("segment.too_long", length=len(text), limit=MAX_LENGTH)
    found = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise LianyiError("segment.bad_character", character=_named(text[at]), position=at + 1)
        kind = match.lastgroup or ""
        if kind != "space":
            found.append(_token(kind, match.group(), at + 1))
        at = match.end()
    found.append(Token("end", "", len(text) + 1, ""))
    return found


def _token(kind: str, shown: str, at: int) -> Token:
    if kind != "text":
        return Token(kind, _SAME.get(shown, shown), at, shown)  # type: ignore[arg-type]  # the groups of the pattern
    quote = shown[0]
    value = shown[1:-1].replace(quote * 2, quote) if quote in "'\"" else shown[1:-1]
    check_text(value, at)
    return Token("text", value, at, shown)


def check_text(value: str, at: int) -> None:
    """Refuse a text that no fact can have: too long, or with characters that nobody sees."""
    if len(value) > MAX_TEXT:
        raise LianyiError("segment.text_too_long", length=len(value), limit=MAX_TEXT, position=at)
    for offset, character in enumerate(value):
        if ord(character) < 32 or ord(character) == 127 or 0xD800 <= ord(character) <= 0xDFFF:
            raise LianyiError(
                "segment.bad_character", character=_named(character), position=at + 1 + offset
            )


def _named(character: str) -> str:
    return character if character.isprintable() else f"U+{ord(character):04X}"


class Reader:
    """A cursor over tokens. `depth` counts what is open, so that no text can exhaust the stack.

    `properties` are the names that a shop gives to event properties, in their order.
    """

    def __init__(self, text: str, properties: Sequence[str] = ()) -> None:
        self._tokens = tokens_of(text)
        self._place = 0
        self.properties = {name: f"property_{n}" for n, name in enumerate(properties, 1)}
        self.depth = 0
        self.tests = 0

    @property
    def here(self) -> Token:
        """The next token."""
        return self._tokens[self._place]

    def is_over(self) -> bool:
        """Whether everything has been read."""
        return self.here.kind == "end"

    def after(self) -> Token:
        """Return the token after the next one."""
        return self._tokens[min(self._place + 1, len(self._tokens) - 1)]

    def take(self) -> Token:
        """Return the next token and move on; the end stays the end."""
        token = self.here
        if token.kind != "end":
            self._place += 1
        return token

    def word(self, *words: str) -> bool:
        """Move past one of these words, in any case, where it comes next; say whether it did."""
        if self.is_word(*words):
            self.take()
            return True
        return False

    def is_word(self, *words: str) -> bool:
        """Whether one of these words comes next."""
        return self.here.kind == "word" and self.here.value.lower() in words

    def mark(self, *marks: str) -> bool:
        """Move past one of these marks where it comes next; say whether it did."""
        if self.is_mark(*marks):
            self.take()
            return True
        return False

    def is_mark(self, *marks: str) -> bool:
        """Whether one of these marks comes next."""
        return self.here.kind == "mark" and self.here.value in marks

    def need(self, mark: str) -> None:
        """Move past `mark` or refuse."""
        if not self.mark(mark):
            self.expected(mark)

    def expected(self, what: str, token: Token | None = None) -> NoReturn:
        """Refuse with `segment.unreadable`: `what` should stand here."""
        token = token or self.here
        found = token.shown[:40] or "…"
        raise LianyiError("segment.unreadable", position=token.at, found=found, expected=what)
