"""Finding personas: how many groups the people form by themselves, who is in which, and how that moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.personas.rules import Rule, rule_of
from lianyi.analyses.personas.traits import Scale, Traits, scale_of
from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from lianyi.stats.clusters import Clusters
    from lianyi.timelines.store import Array

LEAST_PEOPLE = 100
SAMPLE = 2_000
"""Groups are found on so many people; everybody is then put into the nearest one."""
MOST_GROUPS = 7
STABLE = 0.75
CLOUD = 0.05
BINS = 10
SEED = 20_260_101


@dataclass(frozen=True)
class Tried:
    """One number of groups: the least stability of its clusters, and the p-value of one group fewer (None: not asked)."""

    groups: int
    stability: float
    one_fewer: float | None


@dataclass(frozen=True)
class Groups:
    """`labels` [people] from 0, the largest group first; per group its stability and its rule."""

    traits: Traits
    scale: Scale
    centres: Array
    labels: Array
    stability: Array
    rules: tuple[Rule, ...]
    explained: float
    tried: tuple[Tried, ...]

    @property
    def sizes(self) -> Array:
        """How many people each group has."""
        return np.bincount(self.labels, minlength=len(self.centres))

    def label(self, traits: Traits) -> Array:
        """Return the nearest group of people seen at another date."""
        from lianyi.stats.clusters import nearest

        if not len(traits):
            return np.zeros(0, np.int64)
        return nearest(self.scale.of(traits.values), self.centres)[0]

    def differences(self) -> Array:
        """Return [groups, traits]: how many standard deviations the mean of a group lies above that of everybody."""
        moved = self.scale.of(self.traits.values)
        spread = moved.std(axis=0)
        means = np.stack([moved[self.labels == g].mean(axis=0) for g in range(len(self.centres))])
        apart: Array = np.divide(means - moved.mean(axis=0), spread, out=np.zeros_like(means), where=spread > 1e-12)  # fmt: skip
        return apart

    def means(self) -> Array:
        """Return [groups, traits] of the values as they are."""
        return np.stack([self.traits.values[self.labels == g].mean(axis=0) for g in range(len(self.centres))])  # fmt: skip


@dataclass(frozen=True)
class Shift:
    """How a distribution moved: the index, what chance alone stays below, and the means at both dates (None: no mean)."""

    index: float
    chance: float
    before: float | None = None
    now: float | None = None

    @property
    def is_real(self) -> bool:
        """Whether it moved further than chance would."""
        return bool(self.index > self.chance)


@dataclass(frozen=True)
class Drift:
    """From `day` until now. `flow` [groups + 1, groups + 1]: the last row are people who are new, the last column those
    who did not buy within the window any more. `moved_ids`, `moved_from` and `moved_to` are people in both.
    """

    day: date
    flow: Array
    groups: Shift
    traits: tuple[Shift, ...]
    moved_ids: Array
    moved_from: Array
    moved_to: Array

    @property
    def seen_twice(self) -> int:
        """How many people were there at both dates."""
        return int(self.flow[:-1, :-1].sum())


def groups_of(traits: Traits, wanted: int | None) -> Groups:
    """Return the groups that people form, as many as are stable; `wanted` tries that number only.

    A number of groups counts where every group comes back in bootstrap samples (Jaccard at least 0.75) and normal clouds,
    one fewer than there are groups, would not split as well (p at most 0.05); the largest such number is taken.
    Refuses with `personas.too_few` and `personas.no_groups`.
    """
    from lianyi.stats.clusters import nearest

    if len(traits) < LEAST_PEOPLE:
        raise LianyiError("personas.too_few", people=len(traits), least=LEAST_PEOPLE)
    scale = scale_of(traits)
    x = scale.of(traits.values)
    sample = x[:: max(1, -(-len(x) // SAMPLE))]
    found, stability, tried = _chosen(sample, wanted)
    if found is None:
        best = max(t.stability for t in tried)
        raise LianyiError("personas.no_groups", people=f"{len(traits):,}", best=f"{best:.2f}", least=STABLE)  # fmt: skip
    labels, distances = nearest(x, found.centres)
    order = np.argsort(-np.bincount(labels, minlength=len(found.centres)), kind="stable")
    place = np.argsort(order)
    labels = place[labels]
    rules = tuple(rule_of(traits, labels == g) for g in range(len(order)))
    total = float(((x - x.mean(axis=0)) ** 2).sum())
    explained = 1 - float(distances.sum()) / total if total > 0 else 0.0
    return Groups(traits, scale, found.centres[order], labels, stability[order], rules, explained, tuple(tried))  # fmt: skip


def _chosen(x: Array, wanted: int | None) -> tuple[Clusters | None, Array, list[Tried]]:
    from lianyi.stats.clusters import fewer_clouds, k_means, stability

    numbers = [wanted] if wanted else list(range(2, MOST_GROUPS + 1))
    made = {k: k_means(x, k, seed=SEED, starts=8) for k in numbers}
    came_back = {k: stability(x, made[k], seed=SEED) for k in numbers}
    tried, chosen = [], None
    for k in sorted(numbers, reverse=True):
        fewer = None
        if chosen is None and came_back[k].min() >= STABLE:
            before = k_means(x, k - 1, seed=SEED, starts=8).labels
            fewer = fewer_clouds(x, before, made[k], seed=SEED)
            chosen = k if fewer <= CLOUD else None
        tried.append(Tried(k, float(came_back[k].min()), fewer))
    tried.reverse()
    return (None, np.zeros(0), tried) if chosen is None else (made[chosen], came_back[chosen], tried)  # fmt: skip


def drift_of(groups: Groups, before: Traits) -> Drift:
    """Return how people and traits moved since `before`, whose people are put into the groups of now."""
    from lianyi.stats.population_shift import chance_shift, population_stability

    k, now = len(groups.centres), groups.traits
    old = groups.label(before)
    _, here, there = np.intersect1d(now.ids, before.ids, assume_unique=True, return_indices=True)
    flow = np.zeros((k + 1, k + 1), np.int64)
    np.add.at(flow, (old[there], groups.labels[here]), 1)
    flow[k, :k] = groups.sizes - flow[:k, :k].sum(axis=0)
    flow[:k, k] = np.bincount(old, minlength=k) - flow[:k, :k].sum(axis=1)
    shares = np.bincount(old, minlength=k), groups.sizes
    whole = Shift(population_stability(*shares), chance_shift(len(before), len(now), k))
    moved = old[there] != groups.labels[here]
    traits = tuple(_trait_shift(before.values[:, n], now.values[:, n]) for n in range(len(now.traits)))  # fmt: skip
    return Drift(
        before.as_of, flow, whole, traits, now.ids[here][moved], old[there][moved], groups.labels[here][moved]
    )  # fmt: skip


def _trait_shift(before: Array, now: Array) -> Shift:
    """Return how one trait moved, in tenths of its values before."""
    from lianyi.stats.population_shift import chance_shift, population_stability

    edges = np.unique(np.quantile(before, np.arange(1, BINS) / BINS))
    parts = [np.bincount(np.searchsorted(edges, v, side="left"), minlength=len(edges) + 1) for v in (before, now)]  # fmt: skip
    filled = int(((parts[0] + parts[1]) > 0).sum())
    index = population_stability(parts[0], parts[1])
    return Shift(index, chance_shift(len(before), len(now), filled), float(before.mean()), float(now.mean()))  # fmt: skip
