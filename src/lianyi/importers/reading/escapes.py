"""How a workbook writes characters that XML cannot hold, and numbers (ECMA-376 part 1, 22.9.2.19)."""

from __future__ import annotations

import re

ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
SURROGATE = re.compile("[\ud800-\udfff]")


def unescaped(text: str) -> str:
    """Return `text` with Excel's `_x000D_` escapes as the characters that they stand for.

    >>> unescaped("第一行_x000D_第二行_x005F_x0041_")
    '第一行\\r第二行_x0041_'
    """
    if "_x" not in text:
        return text
    plain = ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if SURROGATE.search(plain):
        plain = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return plain.replace("\x00", "\ufffd")


def whole(text: str) -> int:
    """Return the whole number that `text` states, -1 where it states none that can be meant."""
    return int(text) if len(text) < 12 and text.strip().isdecimal() else -1
