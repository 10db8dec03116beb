"""Contents whose daily views halve at a known pace, by theme."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import Generator, Ints

THEMES = ("囤货清单", "新手问答", "玩具实测")
HALF_LIFE_DAYS = (2.0, 2.0, 2.0)
"""One pace for all, so that the mean over contents has it too."""
PULL = (1.0, 1.6, 0.8)
WATCHED_DAYS = 30


@dataclass(frozen=True)
class Contents:
    """`published` [contents] are days, `theme` places in `THEMES`; `views` [contents, days since] from the first whole day on."""

    published: Ints
    theme: Ints
    first_day: Ints
    views: Ints


def contents(rng: Generator, count: int, days: int) -> Contents:
    """Return what is known of `count` contents after so many days; views of days to come are −1."""
    published = np.sort(rng.integers(0, days, count))
    theme = rng.integers(0, len(THEMES), count)
    level = rng.lognormal(5.5, 0.7, count) * np.array(PULL)[theme]
    age = np.arange(WATCHED_DAYS)
    mean = level[:, None] * 0.5 ** (age / np.array(HALF_LIFE_DAYS)[theme][:, None])
    views = rng.poisson(mean)
    known = published[:, None] + 1 + age < days
    return Contents(published, theme, rng.poisson(level), np.where(known, views, -1))
