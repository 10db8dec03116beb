"""Gamma-Gamma: what a customer spends per purchase, shrunk towards everybody's the less of it was seen.

Fader and Hardie (2013), "The Gamma-Gamma model of monetary value". A customer's mean over `x` purchases is `mean`;
the model assumes that how much one spends does not depend on how often one buys, which `correlation` checks.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from lianyi.stats.maximise import Fit, maximise

Array = npt.NDArray[Any]
NAMES = ("p", "q", "v")


def log_likelihood(parameters: Array, x: Array, mean: Array) -> float:
    """Return ln L of (p, q, v); equation (1a) of the note."""
    from scipy.special import gammaln

    p, q, v = parameters
    return float(
        np.sum(
            gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(v)
            + (p * x - 1) * np.log(mean) + p * x * np.log(x) - (p * x + q) * np.log(x * mean + v)
        )
    )  # fmt: skip


def fit_gamma_gamma(x: Array, mean: Array) -> Fit | None:
    """Return the most likely parameters from customers with `x` > 0 purchases and a positive `mean`; None without any.

    Money is scaled to about 1 for the search: fen and yuan fit equally well.
    """
    if len(x) == 0:
        return None
    scale = float(np.mean(mean))
    found = maximise(
        lambda q: log_likelihood(q, x, mean / scale), NAMES, ((2.0, 2.0, 1.0), (6.0, 4.0, 0.5))
    )
    if found is None:
        return None
    p, q, v = found.values
    return Fit(NAMES, (p, q, v * scale), log_likelihood(np.array([p, q, v * scale]), x, mean), found.covariance)  # fmt: skip


def expected_value(parameters: Array, x: Array, mean: Array) -> Array:
    """Return the value expected per purchase of each customer; with `x` = 0 everybody's. Equation (5).

    Infinite where the data allows a mean without bound (p·x + q ≤ 1).
    """
    p, q, v = parameters
    weight = p * x + q - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(weight > 0, p * (v + x * np.where(x > 0, mean, 0.0)) / weight, np.inf)


def correlation(x: Array, mean: Array) -> float | None:
    """Return how frequency and value go together (Pearson); None where either does not vary."""
    if len(x) < 3 or np.std(x) == 0 or np.std(mean) == 0:
        return None
    return float(np.corrcoef(x, mean)[0, 1])
