"""One spelling for a text: full and half width, capitals, traditional characters, links, long runs of one mark."""

from __future__ import annotations

import re
import unicodedata

from lianyi.language.traditional import TO_SIMPLIFIED

LONGEST = 4_000
"""Characters of a text that are read; what stands behind them rarely changes the feeling."""
_LINK = re.compile(r"(?:https?://|www\.)[!-~]+|<[^<>]{0,200}>|&[a-z]{2,6};")
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_RUN = re.compile(r"(.)\1{2,}", re.DOTALL)
# Variation selectors, joiners, skin tones, marks of direction: they change how a sign looks, not what it says.
_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U0001f3fb-\U0001f3ff"
_SPACE = re.compile(r"\s+")
_SIGNS: dict[str, str | int | None] = {
    **dict.fromkeys(",，、;；:：()（）[]【】《》<>“”‘’\"'—-_…·*#/|\\^`=+", "，"),
    **dict.fromkeys("。.", "。"),
    **dict.fromkeys("!！", "！"),
    **dict.fromkeys("?？", "？"),
    **dict.fromkeys("~～", "～"),
}


def _hidden() -> dict[int, None]:
    """Return the signs that are not seen, each to be left out."""
    ends = re.findall("(.)-(.)|(.)", _UNSEEN)
    return {
        n: None for low, high, one in ends for n in range(ord(low or one), ord(high or one) + 1)
    }


_TABLE: dict[int, str | int | None] = {**TO_SIMPLIFIED, **str.maketrans(_SIGNS), **_hidden()}


def normal(text: str) -> str:
    """Return `text` in the spelling in which it is scored; numbers become 0.

    >>> normal("質量  真的GOOD!!!!!! 花了199元")
    '质量 真的good！！ 花了0元'
    >>> normal("还行吧,一般般")
    '还行吧，一般般'
    """
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).lower()[:LONGEST]
    if "<" in folded or "&" in folded or "http" in folded or "www" in folded:
        folded = _LINK.sub(" ", folded)
    folded = _DIGITS.sub("0", folded).translate(_TABLE)
    return _RUN.sub(r"\1\1", _SPACE.sub(" ", folded)).strip()
