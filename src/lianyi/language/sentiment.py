"""How a Chinese text feels: positive, neutral or negative, with the probability of "positive" and the words behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from lianyi.language.grams import LONGEST_RUN, grams
from lianyi.language.lexicon import asks, hits, plainly, so_so, so_so_words
from lianyi.language.model import HIGH, LOW, Model, load
from lianyi.language.negation import denied
from lianyi.language.normal import normal

Array = npt.NDArray[Any]
Feeling = Literal["negative", "neutral", "positive"]
FEELINGS: tuple[Feeling, ...] = ("negative", "neutral", "positive")
_AT_ONCE = 4_096
_HAN = re.compile("[\u3400-\u9fff]+")
_MOST_FROM_WORDS = 5.0
"""The word list moves the log odds by at most this much, however often a text repeats itself."""
_SO_SO_PULL = 1.6
_ASKS_LIKE = 0.5
"""A question is as calm as a text half of which says so-so."""


@dataclass(frozen=True)
class Scores:
    """Per text the probability of "positive" and the place of its answer in `FEELINGS`."""

    probability: Array
    answer: Array

    def __len__(self) -> int:
        return len(self.answer)


def score(texts: Sequence[str], model: Model | None = None) -> Scores:
    """Return the feeling of each text; equal texts are read once. Without letters or signs it is neutral, 0.5.

    >>> found = score(["很好看，会回购", "不好看", "还行吧，一般般", ""])
    >>> [FEELINGS[a] for a in found.answer]
    ['positive', 'negative', 'neutral', 'neutral']
    """
    model = model or load()
    places: dict[str, int] = {}
    place = np.fromiter((places.setdefault(t, len(places)) for t in texts), np.int64, len(texts))
    distinct = list(places)
    odds = [_log_odds(distinct[n : n + _AT_ONCE], model) for n in range(0, len(distinct), _AT_ONCE)]
    every = np.concatenate([*odds, np.zeros(0)])[place] if len(texts) else np.zeros(0)
    probability = 1 / (1 + np.exp(-every))
    answer = (probability >= LOW).astype(np.int8) + (probability > HIGH)
    return Scores(probability, answer)


def _log_odds(texts: Sequence[str], model: Model) -> Array:
    plain = [plainly(normal(t)) for t in texts]
    under = [denied(t) for t in plain]
    number, slot = grams(plain, model.bits, under)
    odds = model.log_odds(number, slot, len(plain))
    added = np.array([sum(h.weight for h in hits(t, u)) for t, u in zip(plain, under, strict=True)])
    calm = np.array([max(so_so(t), _ASKS_LIKE * asks(t)) for t in plain])
    says = np.array([any(map(str.isalpha, t)) for t in plain], bool)
    odds = np.where(says, odds, 0.0) + np.clip(added, -_MOST_FROM_WORDS, _MOST_FROM_WORDS)
    return np.asarray(odds * np.clip(1 - _SO_SO_PULL * calm, 0, 1))


def deciding(text: str, most: int = 3, model: Model | None = None) -> list[str]:
    """Return the words of a text that spoke most for its answer, the strongest first, none inside another.

    >>> deciding("物流很快，颜值高，会回购", most=2)
    ['颜值高', '回购']
    >>> deciding("还行吧，一般般")
    ['还行吧', '一般般']
    """
    model = model or load()
    plain = plainly(normal(text))
    if calm := so_so_words(plain):
        return calm[:most]
    under = denied(plain)
    # A word of the list says more to a reader than a run of characters, however much that weighs.
    listed = [(h.weight, h.start, h.start + len(h.word)) for h in hits(plain, under)]
    _, slots = grams([plain], model.bits)
    root = max(len(slots), 1) ** 0.5
    parts = [(s, s + n) for n in range(2, LONGEST_RUN + 1) for s in range(len(plain) - n + 1)]
    parts = [(s, e) for s, e in parts if _HAN.fullmatch(plain, s, e)]
    weights = _weights_of(plain, parts, model) / root
    runs = [(float(w) / (e - s), s, e) for w, (s, e) in zip(weights, parts, strict=True)]
    total = sum(w for w, _, _ in listed) + sum(w for w, _, _ in runs)
    ranked = [sorted((f for f in some if f[0] * total > 0), key=lambda f: (-abs(f[0]), f[1])) for some in (listed, runs)]  # fmt: skip
    return _apart(plain, [*ranked[0], *ranked[1]], most)


def _weights_of(plain: str, parts: Sequence[tuple[int, int]], model: Model) -> Array:
    """Return what each part adds together with the shorter runs in it."""
    number, slot = (
        grams([plain[s:e] for s, e in parts], model.bits) if parts else (np.zeros(0, int),) * 2
    )
    return np.bincount(number, weights=model.weights[slot] * model.scale * model.slope, minlength=len(parts))  # fmt: skip


def _apart(plain: str, found: list[tuple[float, int, int]], most: int) -> list[str]:
    words: list[str] = []
    taken: set[int] = set()
    for _, start, end in found:
        word = plain[start:end]
        if not taken & set(range(start, end)) and word not in words:
            words.append(word)
            taken |= set(range(start, end))
        if len(words) == most:
            break
    return words
