"""Simulated experiments: A/A streams that somebody looks at every day, and experiments with a planted effect.

    python -m tests.analyses.experiment_streams

prints how often a look cries wolf, and how often 95 % intervals hold the planted effect.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lianyi.analyses.experiment.compare import Sight, compared, shown
from lianyi.analyses.experiment.rows import Measure, Rows
from lianyi.stats.sequential import tuned

DAYS = 30
Draw = Callable[[np.random.Generator, int], Any]


def people(rng: np.random.Generator, n: int) -> Any:
    """Return per person what they will have paid: one in ten buys, amounts have a long tail."""
    return (rng.random(n) < 0.1) * rng.lognormal(4, 1, n)


def stream(seed: int, per_day: int, kind: str, effect: float = 0.0, *, cuped: bool = False) -> Rows:
    """Return an experiment of `DAYS` days in the order in which people came; `effect` is added to arm 1's rate or mean."""
    rng = np.random.default_rng(seed)
    n = DAYS * per_day
    arm = rng.integers(0, 2, n)
    below = None
    if kind == "proportion":
        values = (rng.random(n) < 0.1 + effect * arm).astype(float)
    elif kind == "mean":
        values = people(rng, n) + effect * arm
    else:
        below = rng.poisson(1.5, n).astype(float)
        keen = rng.beta(2, 8, n)
        values = rng.binomial(below.astype(int), keen) + effect * arm * below
    past = None
    if cuped:
        past = values + rng.normal(0, max(values.std(), 0.1), n) - effect * arm
    measure = Measure("m", kind, values, below, past=past)  # type: ignore[arg-type]  # one of the three
    counts = tuple(int(c) for c in np.bincount(arm, minlength=2))
    return Rows(("a", "b"), arm, {"m": measure}, counts)


def looks(rows: Rows, sight: Sight) -> tuple[bool, bool]:
    """Return whether daily looks ever called an effect: by the always-valid interval, and by one-look p-values."""
    always = once = False
    per_day = len(rows.arm) // DAYS
    for day in range(1, DAYS + 1):
        so_far = rows.of(np.arange(len(rows.arm)) < day * per_day)
        found = compared(rows.arms, shown(so_far, so_far.measures["m"]), 1, 0, sight)
        always |= found.always_p <= sight.alpha
        once |= found.difference.p_value <= sight.alpha
    return always, once


def false_alarms(seeds: range, kind: str, per_day: int, *, cuped: bool = False) -> tuple[float, float]:  # fmt: skip
    """Return the share of A/A streams that are called by daily looks: always-valid, one-look."""
    sight = Sight(0.05, tuned())
    found = [looks(stream(seed, per_day, kind, cuped=cuped), sight) for seed in seeds]
    always, once = np.mean(np.array(found, float), axis=0)
    return float(always), float(once)


def covered(seeds: range, kind: str, effect: float, *, cuped: bool = False) -> int:
    """Return in how many experiments the 95 % interval of one look at the end holds the planted effect."""
    held = 0
    for seed in seeds:
        rows = stream(seed, 60, kind, effect, cuped=cuped)
        found = compared(rows.arms, shown(rows, rows.measures["m"]), 1, 0, Sight(0.05, tuned()))
        held += found.difference.low <= effect <= found.difference.high
    return held


def main() -> None:
    """Print the figures."""
    seeds = range(400)
    for kind in ("proportion", "mean", "ratio"):
        for per_day in (20, 200):
            always, once = false_alarms(seeds, kind, per_day)
            print(f"A/A {kind:10} {per_day:4} people a day, {DAYS} looks: always-valid {always:.1%}, one look repeated {once:.1%}")  # fmt: skip
        for cuped in (False, True):
            held = covered(range(200), kind, 0.02, cuped=cuped)
            print(f"A/B {kind:10} {'CUPED' if cuped else 'plain'}: 95 % intervals hold the effect in {held} of 200")  # fmt: skip


if __name__ == "__main__":
    main()
