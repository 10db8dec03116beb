"""What may pass for an effect of spend: season and trend, another channel, sales that set the spend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.response import words
from lianyi.analyses.response.model import Model
from lianyi.analyses.result import Warning as Caution
from lianyi.stats.collinear import correlations, explained, inflation
from lianyi.stats.response_curves import carried

if TYPE_CHECKING:
    from lianyi.analyses.response.weeks import Array

TOGETHER, ALIKE = 0.7, 5.0
WITH_SEASON = 0.7
IN_STEP = 0.9
FOLLOWS_Z = 3.0


def shaped_spend(model: Model) -> Array:
    """Return the carried and saturated spend [used, weeks] whose size is the effect, as a regression sees it."""
    best = model.fit.best[None]
    spend, _ = carried(model.problem.series, best[:, 0])
    return np.asarray(model.problem.curve.at(spend, best[:, 1])[0][0])


def confounders(model: Model) -> Iterator[Caution]:
    """Yield what the spend moves with, loudest first."""
    shaped = shaped_spend(model)
    free = model.problem.free(shaped)
    names = model.names
    yield from _together(free, names)
    told = explained(shaped, model.problem.basis)
    for n, name in enumerate(names):
        if told[n] >= WITH_SEASON:
            yield words.with_season(name, float(told[n]))
    yield from _following(model)


def inflations(model: Model) -> Array:
    """Return per used channel how much other channels and controls inflate its variance (1 = not at all)."""
    shaped = shaped_spend(model)
    free = model.problem.free(shaped)
    among = inflation(free)
    left = np.maximum(1 - explained(shaped, model.problem.basis), 1e-9)
    return np.asarray(among / left)


def _together(free: Array, names: tuple[str, ...]) -> Iterator[Caution]:
    tied = correlations(free)
    among = inflation(free)
    named: set[int] = set()
    for a in range(len(names)):
        for b in range(a + 1, len(names)):
            if abs(tied[a, b]) >= TOGETHER:
                named |= {a, b}
                yield words.together(names[a], names[b], float(tied[a, b]))
    for n, name in enumerate(names):
        if among[n] >= ALIKE and n not in named:
            yield words.like_others(name, float(among[n]))


def _following(model: Model) -> Iterator[Caution]:
    """Yield channels whose spend answers sales: of the same week almost wholly, or of the week before."""
    raw = model.problem.series[:, 0]
    free = model.problem.free(raw)
    sales = model.problem.free(model.weeks.sales / model.scale)
    for n, name in enumerate(model.names):
        in_step = _correlation(free[n], sales)
        if in_step >= IN_STEP:
            yield words.in_step(name, in_step)
            continue
        after = _correlation(_surprise(free[n]), model.fit.residuals[:-1])
        if after * np.sqrt(len(sales) - 1) >= FOLLOWS_Z:
            yield words.follows(name, after)


def _surprise(series: Array) -> Array:
    """Return what the week before does not foretell of a series without level, [weeks − 1]."""
    before, now = series[:-1], series[1:]
    size = float(before @ before)
    return np.asarray(now - before * (float(before @ now) / size if size else 0.0))


def _correlation(a: Array, b: Array) -> float:
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / size if size else 0.0
