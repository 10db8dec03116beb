"""From texts to the result of `sentiment`: answers, corrected shares, agreement with labels, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.result import Interval, Number, Result
from lianyi.analyses.result import Warning as Caution
from lianyi.analyses.sentiment import tables, words
from lianyi.language.model import HIGH, LOW, load
from lianyi.language.sentiment import FEELINGS, score
from lianyi.stats.intervals import wilson
from lianyi.stats.net_sentiment import METHOD, NEUTRAL, POSITIVE, Feelings, Felt, felt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lianyi.analyses.result import Unit
    from lianyi.analyses.sentiment import Sentiment
    from lianyi.analyses.sentiment.read import Texts
    from lianyi.core.translation import Text
    from lianyi.language.sentiment import Scores
    from lianyi.stats.net_sentiment import Array, Estimate

LEAST_LABELS = 50
"""So many labels of each class that occurs, and errors are measured here instead of taken from the model's test."""


def report(asked: Sentiment, found: Texts) -> Result:
    """Return the result over at least one text."""
    scores = score(found.texts)
    counts = np.bincount(scores.answer, minlength=3)
    errors, basis = _errors(found, scores)
    told = felt(Feelings(answered=counts.astype(float), texts=len(scores), errors=errors), seed=asked.seed)  # fmt: skip
    agreement = _agreement(found, scores)
    figures = (*_counts(counts), *_shares(told, len(scores)), *agreement)
    named = {n.key: n for n in figures}
    agrees = agreement[0].value if agreement else None
    topics = tables.topics(found, scores)
    return Result(
        analysis=asked.KEY,
        definition=asked.definition(),
        options=asked.options,
        numbers=figures,
        tables=tables.every(found, scores, told, topics, asked),
        sentences=words.sentences(named, tables.worst(topics)),
        warnings=(*words.cautions(found, agrees, top=asked.top), basis),
        sizes={"texts": len(scores), "empty": found.empty},
        extra={"model": {"version": load().version, "abstains_between": [LOW, HIGH]}},
        period=found.period,
        drawn=asked.draw,
    )


def _number(key: str, value: float | None, unit: Unit, interval: Interval | None = None, n: int | None = None, why: Text | None = None) -> Number:  # fmt: skip
    return Number(key, words.NUMBERS[key], value, unit, interval, n, why if value is None else None)


def _counts(counts: Array) -> list[Number]:
    each = [_number(key, int(counts[k]), "count") for k, key in enumerate(FEELINGS)]
    return [_number("texts", int(counts.sum()), "count"), *each]


def _shares(told: Felt, texts: int) -> list[Number]:
    named = [*((f"{key}_share", told.shares[k]) for k, key in enumerate(FEELINGS)), ("nsr_a", told.nsr_a), ("nsr_b", told.nsr_b)]  # fmt: skip
    return [_number(key, e.value, "ratio", _interval(e), texts, words.NO_POLAR) for key, e in named]


def _interval(found: Estimate) -> Interval | None:
    if found.low is None or found.high is None:
        return None
    return Interval(found.low, found.high, method=METHOD)


def _errors(found: Texts, scores: Scores) -> tuple[Sequence[Array], Caution]:
    """Return per tested group the answers by true class, and the words for where they come from."""
    table = _confusion(found, scores)
    labelled = table.sum(axis=1)
    if all(n >= LEAST_LABELS for n in labelled[labelled > 0]) and (labelled > 0).sum() > 1:
        return [table], Caution("errors_by_labels", words.BY_LABELS.format(n=int(labelled.sum())))
    shipped = [np.array(t) for t in load().errors.values()]
    invented = int(shipped[0][NEUTRAL].sum())
    return shipped, Caution("errors_of_model", words.ESTIMATED.format(groups=len(shipped), neutral=invented))  # fmt: skip


def _confusion(found: Texts, scores: Scores) -> Array:
    table = np.zeros((3, 3))
    for label, answer in zip(found.labels or (), scores.answer.tolist(), strict=False):
        if label is not None:
            table[label, answer] += 1
    return table


def _agreement(found: Texts, scores: Scores) -> list[Number]:
    """Return how the answers agree with labels; without neutral labels an undecided text is taken at even odds."""
    if found.labels is None:
        return []
    pairs = [(n, label) for n, label in enumerate(found.labels) if label is not None]
    if not pairs:
        return [_number(key, None, "ratio", why=words.NO_LABELS) for key in ("accuracy", "accuracy_decided", "abstained")]  # fmt: skip
    places, truth = (np.array(part) for part in zip(*pairs, strict=True))
    answer = scores.answer[places]
    decided = answer != NEUTRAL
    even = np.where(scores.probability[places] >= 0.5, POSITIVE, 0)
    said = answer if (truth == NEUTRAL).any() else even
    polar = decided & (truth != NEUTRAL)
    return [
        _share("accuracy", int((said == truth).sum()), len(truth)),
        _share("accuracy_decided", int((answer == truth)[polar].sum()), int(polar.sum())),
        _share("abstained", int((~decided).sum()), len(truth)),
    ]


def _share(key: str, hits: int, n: int) -> Number:
    if not n:
        return _number(key, None, "ratio", why=words.NO_LABELS)
    low, high = wilson(hits, n)
    return _number(key, hits / n, "ratio", Interval(low, high, method="wilson"), n)
