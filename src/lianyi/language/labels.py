"""How people write a feeling down: words, signs, 0 and 1, stars."""

from __future__ import annotations

from collections.abc import Sequence

NEGATIVE, NEUTRAL, POSITIVE = range(3)
_WORDS = {
    NEGATIVE: "negative neg bad 负 负面 负向 消极 差评 差 不满意 贬",
    NEUTRAL: "neutral neu mixed 中 中立 中性 中评 一般 无",
    POSITIVE: "positive pos good 正 正面 正向 积极 好评 好 满意 褒",
}
WORDS = {word: place for place, words in _WORDS.items() for word in words.split()}
_STARS: dict[float, int] = {1: NEGATIVE, 2: NEGATIVE, 3: NEUTRAL, 4: POSITIVE, 5: POSITIVE}
_SCALES: tuple[tuple[frozenset[float], dict[float, int]], ...] = (
    (frozenset({0, 1}), {0: NEGATIVE, 1: POSITIVE}),
    (frozenset({-1, 0, 1}), {-1: NEGATIVE, 0: NEUTRAL, 1: POSITIVE}),
    (frozenset({0, 1, 2}), {0: NEGATIVE, 1: NEUTRAL, 2: POSITIVE}),
    (frozenset({1, 2, 3, 4, 5}), _STARS),
)


def feeling(label: str | None) -> int | None:
    """Return the class that a word names, None where it names none.

    >>> feeling("正面"), feeling("NEG"), feeling("未知")
    (2, 0, None)
    """
    return WORDS.get((label or "").strip().lower())


def feelings(labels: Sequence[str]) -> list[int | None]:
    """Return the class of each label of one column; a column of numbers is read on the scale that holds them all.

    Scales: 0 and 1; -1, 0, 1; 0, 1, 2; one to five stars. Where none holds them the numbers say nothing.

    >>> feelings(["5", "3", "1", ""])
    [2, 1, 0, None]
    """
    parsed = [_number(text) for text in labels]
    seen = {n for n in parsed if n is not None}
    scale = next((told for holds, told in _SCALES if seen <= holds), {})
    return [feeling(t) if n is None else scale.get(n) for t, n in zip(labels, parsed, strict=True)]


def starred(labels: Sequence[str]) -> list[int | None]:
    """Return the class of each number of stars: one or two are negative, three neutral, four or five positive.

    >>> starred(["1", "4星", "9"])
    [0, 2, None]
    """
    parsed = [_number(text) for text in labels]
    return [None if n is None else _STARS.get(n) for n in parsed]


def _number(text: str) -> float | None:
    try:
        return float(text.strip().removesuffix("星"))
    except ValueError:
        return None
