"""Fitting the weights: logistic regression over hashed runs of characters, L-BFGS, calibrated on texts held back.

Only numpy and scipy; the same texts and the same seed give the same weights on one machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from lianyi.language.grams import grams
from lianyi.language.model import Model
from lianyi.language.normal import normal
from lianyi.language.overlap import bare

Array = npt.NDArray[Any]
BITS = 19
PENALTY = 0.2
HELD_BACK = 5
"""One text of so many is held back to calibrate."""
LEAST_TEXTS = 2
"""A run that fewer texts hold has no weight."""
_STEPS = 40
_ENOUGH = 1e-6
"""The loss falls by less than this share: more steps change no answer."""
_AT_ONCE = 4_096


def fit(texts: Sequence[str], positive: Sequence[bool], *, version: str, seed: int = 7, bits: int = BITS) -> Model:  # fmt: skip
    """Return a model of `texts`, each positive or not; copies count once, copies with two answers not at all."""
    plain, truth = once([normal(t) for t in texts], positive)
    rows = matrix(plain, bits)
    held = np.random.default_rng(seed).permutation(len(plain)) % HELD_BACK == 0
    weights = _fitted(rows[~held], truth[~held])
    slope = platt(rows[held] @ weights, truth[held])
    weights = _fitted(rows, truth, weights)
    scale = float(np.abs(weights).max()) / 127
    return Model(np.round(weights / scale).astype(np.int8), scale, slope, version)


def once(plain: Sequence[str], positive: Sequence[bool]) -> tuple[list[str], Array]:
    """Return each text once, told by its letters, with its answer; those that were given both are left out."""
    answers: dict[str, set[bool]] = {}
    first: dict[str, str] = {}
    for text, answer in zip(plain, positive, strict=True):
        key = bare(text)
        answers.setdefault(key, set()).add(bool(answer))
        first.setdefault(key, text)
    kept = [k for k, told in answers.items() if k and len(told) == 1]
    return [first[k] for k in kept], np.array([True in answers[k] for k in kept], bool)


def matrix(plain: Sequence[str], bits: int) -> Any:
    """Return the sparse matrix of normal texts: 1 ÷ √(distinct runs) for each run that a text holds."""
    from scipy.sparse import csr_matrix, vstack

    parts = []
    for start in range(0, len(plain), _AT_ONCE):
        some = plain[start : start + _AT_ONCE]
        number, slot = grams(some, bits)
        each = np.bincount(number, minlength=len(some))
        ends = np.concatenate([[0], np.cumsum(each)])
        parts.append(csr_matrix((1 / np.sqrt(each[number]), slot, ends), shape=(len(some), 1 << bits)))  # fmt: skip
    return vstack(parts, "csr")


def _fitted(rows: Any, truth: Array, near: Array | None = None) -> Array:
    """Return the weights, sought from those `near` on. Rare runs are scaled up by √idf, so that the penalty holds them less.

    There is no constant: a text in which nothing speaks for either side is to stand in the middle.
    """
    from scipy.sparse import diags

    texts = np.bincount(rows.indices, minlength=rows.shape[1])
    idf = np.sqrt(np.log(1 + rows.shape[0] / (1 + texts)))
    idf[texts < LEAST_TEXTS] = 0
    used = np.flatnonzero(idf)
    scaled = (rows[:, used] @ diags(idf[used])).tocsr()
    start = np.zeros(len(used)) if near is None else near[used] / idf[used]
    weights = np.zeros(rows.shape[1])
    weights[used] = _minimum(scaled, truth, PENALTY * float((idf[used] ** 2).mean()), start) * idf[used]  # fmt: skip
    return weights


def _minimum(rows: Any, truth: Array, penalty: float, start: Array) -> Array:
    from scipy.optimize import minimize

    columns = rows.T.tocsr()
    sign = np.where(truth, 1.0, -1.0)

    def loss(point: Array) -> tuple[float, Array]:
        margin = sign * (rows @ point)
        value = np.logaddexp(0, -margin).sum() + penalty / 2 * (point @ point)
        return float(value), columns @ (-sign / (1 + np.exp(margin))) + penalty * point

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS, "ftol": _ENOUGH}).x)  # fmt: skip


def platt(odds: Array, truth: Array) -> float:
    """Return the slope that makes `odds` log odds (Platt 1999 with his smoothed targets, without a constant)."""
    from scipy.optimize import minimize_scalar

    yes, no = int(truth.sum()), int((~truth).sum())
    target = np.where(truth, (yes + 1) / (yes + 2), 1 / (no + 2))

    def loss(slope: float) -> float:
        return float((np.logaddexp(0, slope * odds) - target * slope * odds).sum())

    return float(minimize_scalar(loss, bounds=(0, 20), method="bounded").x)


def part_of(text: str, parts: int) -> int:
    """Return in which of `parts` a text falls, by its letters: the same for ever, and for copies of it."""
    digest = hashlib.sha256(bare(normal(text)).encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:8], "big") % parts
