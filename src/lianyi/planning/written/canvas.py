"""A sentence from which what was understood is taken away, so that nothing is read twice."""

from __future__ import annotations

import re
import unicodedata

TAKEN = "\ue000"
BULLET = re.compile(
    r"^\s*(?:[-*+•·●○■□◆▪➤✓✔☐]+\s*|\[[ xX]?\]\s*|>\s*|[（(]\d{1,3}[)）]\s*|\d{1,3}\s*[、)）]\s*|\d{1,3}\.(?!\d)\s*"
    r"|[（(][一二三四五六七八九十]{1,3}[)）]\s*|[一二三四五六七八九十]{1,3}、\s*|目标\s*\d{0,2}\s*[:：]\s*|(?:goal|O|KR)\s*\d{1,2}\s*[:：.]\s*)+",
    re.IGNORECASE,
)
ODD: dict[str, int | str | None] = {"〜": "~", "～": "~", "—": "-", "–": "-", "−": "-", "﹣": "-", "→": "→", "➔": "→", "＞": ">", "《": "「", "》": "」"}  # fmt: skip


def normal(text: str) -> str:
    """Return `text` without a list mark, in half-width digits, letters and punctuation."""
    bare = BULLET.sub("", text).strip()
    folded = unicodedata.normalize("NFKC", bare).translate(str.maketrans(ODD))
    return " ".join(folded.replace("**", "").replace("`", "").split())


class Canvas:
    """The text of a sentence; `take` finds and blanks, keeping every other place where it is."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Return every match of `pattern`, and blank them out."""
        found = list(pattern.finditer(self.text))
        for match in found:
            self.blank(match.start(), match.end())
        return found

    def blank(self, start: int, end: int) -> None:
        """Blank out the characters from `start` up to `end`."""
        self.text = self.text[:start] + TAKEN * (end - start) + self.text[end:]
