"""What the values of a column look like: shares of numbers, dates, phones and ids among the cells that say something."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

NOTHING = frozenset({"", "-", "--", "—", "/", "null", "none", "nan", "n/a", "na", "无", "暂无"})
_NUMBER = re.compile(r"[-+(]?[¥￥$€£]?\s*-?\d[\d,]*(\.\d+)?\)?\s*[元圆%]?")
_UNITS = re.compile(r"\d+(\.\d+)?\s*[万亿wWkK]\+?")
_INTEGER = re.compile(r"-?\d+(\.0+)?")
_FLOAT_ID = re.compile(r"\d+\.0")
_PHONE = re.compile(r"(\+?86)?1[3-9]\d{9}")
_DATE = re.compile(
    r"\d{4}[-/.年]\d{1,2}([-/.月]\d{1,2}日?)?([ T]?\d{1,2}[:时]\d{1,2}.*)?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})( \d{1,2}:\d{2}.*)?"
    r"|(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
    r"|[A-Z][a-z]{2},? [A-Z]?[a-z]{0,2} ?\d{1,2}.*\d{4}"
)
_COMMA = re.compile(r"-?\d{1,3}(\.?\d{3})*,\d{1,2}")
_CLOCK = re.compile(r"\d[:时点]\d")
_EPOCH_S = re.compile(r"1\d{9}(\.0+)?")
_EPOCH_MS = re.compile(r"1\d{12}(\.0+)?")
_FLAGS = frozenset(
    {"是", "否", "y", "n", "yes", "no", "true", "false", "t", "f", "0", "1", "0.0", "1.0"}
)


@dataclass(frozen=True)
class Profile:
    """The cells of one column: `texts` are those that say something, `blanks` counts the others."""

    texts: tuple[str, ...]
    blanks: int

    def share(self, pattern: re.Pattern[str]) -> float:
        """Return the share of the texts that match `pattern` from end to end; 0 without texts."""
        return (
            sum(1 for t in self.texts if pattern.fullmatch(t)) / len(self.texts)
            if self.texts
            else 0.0
        )

    @cached_property
    def numeric(self) -> float:
        """Share of amounts and counts, also 1.2万, 4.53w, ¥1,234.50 and 32%."""
        hits = sum(
            1
            for t in self.texts
            if _NUMBER.fullmatch(t) or _UNITS.fullmatch(t) or _COMMA.fullmatch(t)
        )
        return hits / len(self.texts) if self.texts else 0.0

    @cached_property
    def comma_decimal(self) -> bool:
        """Whether amounts are written as 1.234,50."""
        return self.share(_COMMA) > 0.5

    @cached_property
    def integer(self) -> float:
        """Share of whole numbers, also as 3.0 and with Chinese units."""
        hits = sum(
            1 for t in self.texts if _INTEGER.fullmatch(t.replace(",", "")) or _UNITS.fullmatch(t)
        )
        return hits / len(self.texts) if self.texts else 0.0

    @cached_property
    def float_id(self) -> float:
        """Share of whole numbers that a table program turned into 17850.0."""
        return self.share(_FLOAT_ID)

    @cached_property
    def phone(self) -> float:
        """Share of Chinese mobile numbers."""
        return self.share(_PHONE)

    @cached_property
    def masked(self) -> float:
        """Share of texts with stars in them."""
        return sum(1 for t in self.texts if "**" in t) / len(self.texts) if self.texts else 0.0

    @cached_property
    def date(self) -> float:
        """Share of written dates, with or without a time of day."""
        return self.share(_DATE)

    @cached_property
    def has_clock(self) -> bool:
        """Whether dates carry a time of day."""
        return any(_CLOCK.search(t) for t in self.texts)

    @property
    def epoch(self) -> str:
        """`epoch_s`, `epoch_ms` or an empty text."""
        if self.share(_EPOCH_S) > 0.5:
            return "epoch_s"
        return "epoch_ms" if self.share(_EPOCH_MS) > 0.5 else ""

    @cached_property
    def flag(self) -> bool:
        """Whether there are only yes and no, in whatever spelling."""
        return bool(self.texts) and {t.lower() for t in self.texts} <= _FLAGS

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each text occurs."""
        return Counter(self.texts)

    @property
    def distinct(self) -> int:
        """How many different texts there are."""
        return len(self.counts)

    @cached_property
    def length(self) -> float:
        """Mean length of the texts."""
        return sum(map(len, self.texts)) / len(self.texts) if self.texts else 0.0

    @cached_property
    def negative(self) -> float:
        """Share of texts below zero."""
        return (
            sum(1 for t in self.texts if t.startswith(("-", "("))) / len(self.texts)
            if self.texts
            else 0.0
        )

    @cached_property
    def is_list(self) -> bool:
        """Whether a cell holds several ids."""
        return self.share(re.compile(r"\[?\d+([,;| ]+\d+)+\]?")) > 0.2

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        """The plain numbers among the texts, for comparisons of size only."""
        found = (t.replace(",", "").strip("¥￥$€£元 ") for t in self.texts)
        return tuple(float(t) for t in found if re.fullmatch(r"-?\d+(\.\d+)?", t))

    def example(self) -> str:
        """Return up to two different values, to show why a column was taken for what it is."""
        shown = list(dict.fromkeys(t[:20] for t in self.texts[:50]))[:2]
        return " / ".join(shown)


def profile(rows: Sequence[Sequence[str | None]], column: int) -> Profile:
    """Look at one 0-based column of the data rows."""
    cells = [(r[column] or "").strip().lstrip("'") if column < len(r) else "" for r in rows]
    texts = tuple(c for c in cells if c.lower() not in NOTHING)
    return Profile(texts, len(cells) - len(texts))
