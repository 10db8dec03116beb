"""How many are of each class, when what tells the classes apart errs at known rates.

Counting the answers of a classifier is biased; the answers are mixed back with its measured errors (Rogan and Gladen 1978 for two
classes; "adjusted count", Forman 2008, for several), kept between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
DRAWS = 2_000
_PRIOR = 0.5


def mixed_back(answers: Array, rates: Array) -> Array:
    """Return the shares of the true classes that explain the shares of the answers best.

    `answers` is (draws, classes answered), each row summing to 1; `rates` is (draws, true classes, classes answered), each row
    the answers of one true class. Least squares over all shares that are not negative and sum to 1.

    >>> mixed_back(np.array([[0.3, 0.7]]), np.array([[[0.9, 0.1], [0.2, 0.8]]])).round(4)
    array([[0.1429, 0.8571]])
    """
    draws, classes = rates.shape[0], rates.shape[1]
    best = np.full((draws, classes), 1 / classes)
    least = np.full(draws, np.inf)
    for size in range(1, classes + 1):
        for some in combinations(range(classes), size):
            shares = np.zeros((draws, classes))
            shares[:, list(some)] = _on_the_plane(answers, rates[:, list(some)])
            missed = ((np.einsum("dk,dka->da", shares, rates) - answers) ** 2).sum(axis=1)
            better = (shares.min(axis=1) >= -1e-9) & (missed < least - 1e-12)
            best[better], least[better] = shares[better].clip(0, 1), missed[better]
    return best


def _on_the_plane(answers: Array, rates: Array) -> Array:
    """Return the least squares with the sum held at 1 and nothing else: one linear system a draw."""
    draws, classes = rates.shape[0], rates.shape[1]
    system = np.zeros((draws, classes + 1, classes + 1))
    # A hair on the diagonal: two classes answered alike cannot be told apart, and share what is there.
    system[:, :classes, :classes] = rates @ rates.transpose(0, 2, 1) + 1e-9 * np.eye(classes)
    system[:, :classes, classes] = system[:, classes, :classes] = 1
    right = np.concatenate([np.einsum("dka,da->dk", rates, answers), np.ones((draws, 1))], axis=1)
    return np.asarray(np.linalg.solve(system, right[..., None])[:, :classes, 0])


def drawn_shares(
    shares: Array, texts: int, errors: Sequence[Array], *, seed: int, draws: int = DRAWS
) -> tuple[Array, Array]:
    """Return the corrected shares `(classes,)` and draws of them `(draws, classes)`; NaN where there is nothing.

    `shares` are those of the answers among `texts` things, `errors` per tested group a table of counts (true class by answer). A draw
    takes one group, as what is looked at may be like any of them, its rates with their own uncertainty
    (Dirichlet), and answers as they may have fallen (multinomial). The corrected shares use the mean rates of the groups.
    A class that no group has tested is taken to be absent.
    """
    random = np.random.default_rng(seed)
    tables = np.stack([np.asarray(e, float) for e in errors])
    classes = tables.shape[1]
    told, drawn = np.zeros(classes), np.zeros((draws, classes))
    if texts == 0:
        return told + np.nan, drawn + np.nan
    met = tables.sum(axis=(0, 2)) > 0
    tables = tables[:, met] + _PRIOR
    rates = tables / tables.sum(axis=2, keepdims=True)
    told[met] = mixed_back(shares[None], rates.mean(axis=0)[None])[0]
    gammas = random.standard_gamma(tables[random.integers(0, len(tables), draws)])
    fell = random.multinomial(texts, shares / shares.sum(), draws) / texts
    drawn[:, met] = mixed_back(fell, gammas / gammas.sum(axis=2, keepdims=True))
    return told, drawn
