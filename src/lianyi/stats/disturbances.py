"""Single wild values, steps of the level and great days of the calendar, found one after the other and told apart.

For a Gaussian series with inverse covariance A, adding a column x with an unknown height raises twice the log-likelihood by
(x'Ay)² ÷ x'Ax. A wild value is x = 1 at one row, a step is x = 1 from a row on, a great day (the first 双11) is a column of the
calendar. The greatest is taken out, then the search begins again (Chen and Liu 1993, "Joint estimation of model parameters and outlier effects in time series").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]
    Rows = npt.NDArray[np.intp]

WILD = 4.0
"""Deviations from which on a value says nothing about the level: 6 in 100,000 by chance."""
STEP = 4.5
"""A step is looked for at every row, so that it takes more: about 1 in 400 series of a year by chance."""
LEAST_ROWS, YOUNGEST = 7, 4
"""A step needs a week before it and four values after it; with fewer it is a run of wild days."""
MOST_SHARE = 0.1
ALIKE = 0.97
TINY = 1e-9


@dataclass(frozen=True)
class Disturbances:
    """Rows of single wild values, rows with which another level begins, and calendar columns of their own size; in order."""

    pulses: tuple[int, ...] = ()
    steps: tuple[int, ...] = ()
    effects: tuple[int, ...] = ()


def find_disturbances(
    inverse: Array,
    weights: Array,
    y: Array,
    rows: Rows,
    columns: Array,
    upward: npt.NDArray[np.bool_],
) -> Disturbances:
    """Return the disturbances of `y`, whose inverse covariance is `inverse`, `weights` = `inverse` @ `y`.

    `rows` name the values in the answer, `columns` (values × columns) are what the calendar may explain: where a column
    tells as much as a wild value, it is the column; those `upward` explain more only. At most a tenth of the values are taken out.
    """
    first = inverse
    pulses: list[int] = []
    steps: list[int] = []
    effects: list[int] = []
    for _ in range(int(MOST_SHARE * len(rows))):
        single = _single(inverse, weights, pulses)
        stepped = _stepped(inverse, weights, len(rows), steps)
        dated = _dated(inverse, weights, columns, effects, upward)
        at, place, column = (int(np.argmax(sizes)) for sizes in (single, stepped, dated))
        if dated[column] > WILD and dated[column] >= max(single[at] * ALIKE, stepped[place]):
            effects.append(column)
            inverse, weights = _absorbed(inverse, weights, columns[:, column])
        elif stepped[place] > STEP and stepped[place] >= single[at]:
            steps.append(place)
            # Values near a step may have looked wild only because of it: they are judged again.
            pulses, effects = [], []
            inverse, weights = _with_steps(first, y, steps)
        elif single[at] > WILD:
            pulses.append(at)
            inverse, weights = _absorbed(inverse, weights, np.eye(1, len(rows), at)[0])
        else:
            break
    return Disturbances(
        tuple(sorted(int(rows[p]) for p in pulses)),
        tuple(sorted(int(rows[s]) for s in steps)),
        tuple(sorted(effects)),
    )


def _dated(
    inverse: Array,
    weights: Array,
    columns: Array,
    taken: list[int],
    upward: npt.NDArray[np.bool_],
) -> Array:
    """Return the size of every calendar column; one place that is never the greatest stands for none."""
    if not columns.shape[1]:
        return np.zeros(1)
    own = np.einsum("ik,ik->k", columns, inverse @ columns)
    pull = weights @ columns
    size: Array = np.where(own > TINY, pull / np.sqrt(np.maximum(own, TINY)), 0.0)
    size = np.where(upward, size, np.abs(size))
    size[taken] = 0.0
    return size


def _single(inverse: Array, weights: Array, taken: list[int]) -> Array:
    own = np.diag(inverse)
    size: Array = np.where(own > TINY, np.abs(weights) / np.sqrt(np.maximum(own, TINY)), 0.0)
    size[taken] = 0.0
    return size


def _stepped(inverse: Array, weights: Array, size: int, taken: list[int]) -> Array:
    pull = np.cumsum(weights[::-1])[::-1]
    corner = np.cumsum(np.cumsum(inverse[::-1, ::-1], axis=0), axis=1)
    own = np.diag(corner)[::-1]
    found: Array = np.where(own > TINY, np.abs(pull) / np.sqrt(np.maximum(own, TINY)), 0.0)
    found[:LEAST_ROWS] = 0.0
    found[max(size - YOUNGEST + 1, 0) :] = 0.0
    for place in taken:
        found[max(place - LEAST_ROWS + 1, 0) : place + LEAST_ROWS] = 0.0
    return found


def _absorbed(inverse: Array, weights: Array, column: Array) -> tuple[Array, Array]:
    """Return both for a series in which `column` may have any height."""
    along = inverse @ column
    size = float(column @ along)
    return inverse - np.outer(along, along) / size, weights - along * (float(column @ weights) / size)  # fmt: skip


def _with_steps(inverse: Array, y: Array, steps: list[int]) -> tuple[Array, Array]:
    weights = inverse @ y
    for step in steps:
        column = (np.arange(len(y)) >= step).astype(np.float64)
        inverse, weights = _absorbed(inverse, weights, column)
    return inverse, weights
