"""Whether columns of a regression can be told apart: what is left of each, pairs that move together."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def explained(columns: Array, basis: Array) -> Array:
    """Return per column [k] the share of its variance that an orthonormal `basis` [rows, m] with the level in it explains.

    A constant column is explained wholly.
    """
    whole = ((columns - columns.mean(1, keepdims=True)) ** 2).sum(1)
    left = ((columns - (columns @ basis) @ basis.T) ** 2).sum(1)
    told = whole > 1e-12 * np.maximum((columns**2).sum(1), 1e-300)
    return np.asarray(np.where(told, 1 - left / np.where(told, whole, 1.0), 1.0))


def correlations(columns: Array) -> Array:
    """Return the correlations [k, k] of `columns` [k, rows] as they are, not centred; 0 for a column of zeros."""
    size = np.sqrt((columns**2).sum(1))
    size = np.where(size > 0, size, np.inf)
    return np.asarray((columns @ columns.T) / size[:, None] / size[None, :])


def inflation(columns: Array) -> Array:
    """Return per column [k] the variance inflation factor among `columns` [k, rows], not centred; inf where it is a sum of others.

    Belsley, Kuh, Welsch (1980), "Regression diagnostics". 1 means that no other column resembles it.

    >>> inflation(np.array([[1.0, 0, 0], [0, 1, 0]])).tolist()
    [1.0, 1.0]
    """
    found = np.full(len(columns), np.inf)
    for n, column in enumerate(columns):
        others = np.delete(columns, n, axis=0)
        size = float(column @ column)
        if not size:
            continue
        if not len(others):
            found[n] = 1.0
            continue
        weights, *_ = np.linalg.lstsq(others.T, column, rcond=None)
        left = float(((column - weights @ others) ** 2).sum())
        found[n] = size / left if left > 1e-10 * size else np.inf
    return found
