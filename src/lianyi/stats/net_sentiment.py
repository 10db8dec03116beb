"""Net sentiment by both definitions, from labels that people gave and answers that err at known rates.

```
nsr_a = (positive - negative) / all with a feeling
nsr_b = (positive - negative) / (positive + negative)
```
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from lianyi.stats.quantification import DRAWS, drawn_shares

Array = npt.NDArray[Any]
NEGATIVE, NEUTRAL, POSITIVE = range(3)
METHOD = "corrected, bootstrap"


@dataclass(frozen=True)
class Feelings:
    """What is felt: `given` by people and `answered` by a model, weights per class; `texts` are those answered.

    `errors` are per tested group the counts of answers by true class.
    """

    given: Array = field(default_factory=lambda: np.zeros(3))
    answered: Array = field(default_factory=lambda: np.zeros(3))
    texts: int = 0
    errors: Sequence[Array] = ()


@dataclass(frozen=True)
class Estimate:
    """A value with its interval; both None where there is nothing to divide by, no interval where people gave all."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Felt:
    """The share of each class and both net sentiments."""

    shares: tuple[Estimate, Estimate, Estimate]
    nsr_a: Estimate
    nsr_b: Estimate


def felt(found: Feelings, *, seed: int, level: float = 0.95, draws: int = DRAWS) -> Felt:
    """Return shares and net sentiment of `found`, the model's part corrected for its errors.

    >>> labelled = felt(Feelings(given=np.array([2, 5, 3])), seed=1)
    >>> round(labelled.nsr_a.value, 6), round(labelled.nsr_b.value, 6)
    (0.1, 0.2)
    """
    total, answered = found.given.sum() + found.answered.sum(), found.answered.sum()
    if not total:
        nothing = Estimate(None)
        return Felt((nothing,) * 3, nothing, nothing)
    if not answered:
        told, drawn = found.given[None] / total, None
    else:
        shares, mixed = drawn_shares(found.answered / answered, found.texts, found.errors, seed=seed, draws=draws)  # fmt: skip
        told = (found.given + shares * answered)[None] / total
        drawn = (found.given + mixed * answered) / total
    each = tuple(_estimate(told[:, k], None if drawn is None else drawn[:, k], level) for k in range(3))  # fmt: skip
    return Felt(
        each,  # type: ignore[arg-type]  # three of them
        *(
            _estimate(of(told), None if drawn is None else of(drawn), level)
            for of in (_nsr_a, _nsr_b)
        ),
    )


def _nsr_a(shares: Array) -> Array:
    return np.asarray(shares[:, POSITIVE] - shares[:, NEGATIVE])


def _nsr_b(shares: Array) -> Array:
    polar = shares[:, POSITIVE] + shares[:, NEGATIVE]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(polar > 1e-9, _nsr_a(shares) / polar, np.nan)


def _estimate(value: Array, drawn: Array | None, level: float) -> Estimate:
    told = float(value[0])
    if np.isnan(told):
        return Estimate(None)
    if drawn is None:
        return Estimate(told)
    known = drawn[~np.isnan(drawn)]
    if not len(known):
        return Estimate(told)
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(told, float(min(low, told)), float(max(high, told)))
