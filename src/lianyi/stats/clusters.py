"""Clusters: k-means, whether its clusters come back when other people are drawn, and whether fewer clouds explain them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
ROUNDS = 60


@dataclass(frozen=True)
class Clusters:
    """`centres` [k, traits], `labels` [people], and `within`, the sum of squared distances to the own centre."""

    centres: Array
    labels: Array
    within: float


def k_means(x: Array, k: int, *, seed: int, starts: int = 4) -> Clusters:
    """Return the best of `starts` runs of Lloyd's algorithm from k-means++ seeds over `x` [people, traits].

    Arthur, Vassilvitskii (2007), "k-means++: the advantages of careful seeding". A cluster that loses everybody begins
    again at the person farthest from all centres.

    >>> found = k_means(np.array([[0.0], [0.1], [5.0], [5.1]]), 2, seed=1)
    >>> sorted(round(float(c), 2) for c in found.centres.ravel())
    [0.05, 5.05]
    """
    dice = np.random.default_rng(seed)
    runs = [_lloyd(x, _seeds(x, k, dice)) for _ in range(starts)]
    return min(runs, key=lambda run: run.within)


def nearest(x: Array, centres: Array) -> tuple[Array, Array]:
    """Return the nearest centre of each person and the squared distance to it."""
    far = (centres**2).sum(axis=1) - 2 * x @ centres.T
    labels = far.argmin(axis=1)
    distances: Array = np.maximum(far[np.arange(len(x)), labels] + (x**2).sum(axis=1), 0.0)
    return labels, distances


def _seeds(x: Array, k: int, dice: np.random.Generator) -> Array:
    chosen = [x[dice.integers(len(x))]]
    distance = ((x - chosen[0]) ** 2).sum(axis=1)
    for _ in range(k - 1):
        total = distance.sum()
        place = dice.choice(len(x), p=distance / total) if total > 0 else dice.integers(len(x))
        chosen.append(x[place])
        distance = np.minimum(distance, ((x - chosen[-1]) ** 2).sum(axis=1))
    return np.array(chosen)


def _lloyd(x: Array, centres: Array) -> Clusters:
    labels, distances = nearest(x, centres)
    for _ in range(ROUNDS):
        counts = np.bincount(labels, minlength=len(centres))
        sums = np.equal.outer(np.arange(len(centres)), labels).astype(float) @ x
        centres = sums / np.maximum(counts, 1)[:, None]
        for empty in np.flatnonzero(counts == 0):
            centres[empty] = x[int(distances.argmax())]
            distances[int(distances.argmax())] = 0.0
        moved, distances = nearest(x, centres)
        if np.array_equal(moved, labels):
            break
        labels = moved
    return Clusters(centres, labels, float(distances.sum()))


def stability(x: Array, found: Clusters, *, seed: int, draws: int = 20) -> Array:
    """Return per cluster how much of it comes back when people are drawn again: the mean Jaccard index [k].

    Of every bootstrap sample the most similar cluster counts. Hennig, C. (2007), "Cluster-wise assessment of cluster
    stability": 0.75 and more is a stable cluster, below 0.6 none.
    """
    dice, k = np.random.default_rng(seed), len(found.centres)
    total = np.zeros(k)
    for draw in range(draws):
        drawn = dice.integers(0, len(x), len(x))
        again = k_means(x[drawn], k, seed=seed + draw, starts=2)
        there = np.unique(drawn)
        other, _ = nearest(x[there], again.centres)
        total += _jaccard(found.labels[there], other, k).max(axis=1)
    return total / draws


def _jaccard(one: Array, other: Array, k: int) -> Array:
    """Return [k, k]: people in both clusters over people in either."""
    both = np.bincount(one * k + other, minlength=k * k).reshape(k, k)
    either = both.sum(axis=1)[:, None] + both.sum(axis=0)[None, :] - both
    return np.asarray(both / np.maximum(either, 1))


def fewer_clouds(x: Array, fewer: Array, found: Clusters, *, seed: int, draws: int = 39) -> float:
    """Return the p-value of normal clouds, one for each group of `fewer` [people], against the clusters `found`.

    People are drawn from clouds of the same sizes, means and covariances; the statistic is the share of the spread that
    stays within as many clusters as were found. One group is the test of Liu, Hayes, Nobel, Marron (2008), "Statistical
    significance of clustering for high-dimension, low-sample-size data"; more groups ask whether the last split was real.
    """
    dice, k = np.random.default_rng(seed), len(found.centres)
    clouds = [_cloud(x[fewer == g]) for g in np.unique(fewer)]
    seen = found.within / _spread(x)
    lower = 0
    for draw in range(draws):
        drawn = np.concatenate([
            middle + dice.standard_normal((size, x.shape[1])) @ shape for size, middle, shape in clouds
        ])  # fmt: skip
        lower += k_means(drawn, k, seed=seed + draw, starts=2).within / _spread(drawn) <= seen
    return (1 + lower) / (1 + draws)


def _cloud(x: Array) -> tuple[int, Array, Array]:
    """Return size, mean and what turns independent normal numbers into the covariance of `x`."""
    middle = x.mean(axis=0)
    values, directions = np.linalg.eigh((x - middle).T @ (x - middle) / max(len(x) - 1, 1))
    return len(x), middle, (directions * np.sqrt(np.maximum(values, 0.0))).T


def _spread(x: Array) -> float:
    return max(float(((x - x.mean(axis=0)) ** 2).sum()), 1e-300)


def adjusted_rand(one: Array, other: Array) -> float:
    """Return how far two divisions of the same people agree: 1 = wholly, 0 = as by chance.

    Hubert, Arabie (1985), "Comparing partitions".

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    table = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(table, (one, other), 1)
    pairs, rows, columns = ((c * (c - 1) / 2).sum() for c in (table, table.sum(axis=1), table.sum(axis=0)))  # fmt: skip
    n = len(one) * (len(one) - 1) / 2
    by_chance, most = rows * columns / n, (rows + columns) / 2
    return float((pairs - by_chance) / (most - by_chance)) if most > by_chance else 1.0
