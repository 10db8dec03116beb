"""Lift: how much more often two things come together than their own shares explain, with persons as the unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.stats.intervals import Array, z_of


@dataclass(frozen=True)
class Pairs:
    """Sums over persons of `n` baskets; arrays [pairs]. `first`, `second` and `both` count baskets.

    A letter pair is Σ over persons of the product of two of a person's counts: both, first, second, all (`t`, `a`, `b`, `n`).
    """

    n: int
    first: Array
    second: Array
    both: Array
    tt: Array
    ta: Array
    tb: Array
    tn: Array
    ab: Array
    aa: Array
    bb: Array
    an: Array
    bn: Array
    nn: int


@dataclass(frozen=True)
class Lifts:
    """Arrays [pairs]: the lift, the ends of its interval, a two-sided p-value of lift = 1, and how much wider than for
    independent baskets the variance is (`design`).
    """

    lift: Array
    low: Array
    high: Array
    p_value: Array
    design: Array


def lifts(pairs: Pairs, level: float = 0.95) -> Lifts:
    """Return lift = n·both ÷ (first·second), its interval and its p-value; `both` has to be above 0.

    The interval is that of log lift by the delta method, person by person: a person adds
    both/Σboth − first/Σfirst − second/Σsecond + baskets/Σbaskets, and the variance is the sum of its squares. For one basket
    a person this is 1/both − 1/first − 1/second + (2·lift − 1)/n.

    The p-value is that of a Poisson count of `both` against first·second/n, both divided so that the variance is that of
    fixed shares (hypergeometric) times the design effect (Rao, Scott 1981). The normal law would call rare pairs far too
    sure; for one basket a person and small shares this is Poisson's own tail.
    """
    first, second, both = (np.asarray(x, float) for x in (pairs.first, pairs.second, pairs.both))
    n = float(pairs.n)
    lift = n * both / (first * second)
    variance = (
        pairs.tt / both**2 + pairs.aa / first**2 + pairs.bb / second**2 + pairs.nn / n**2
        - 2 * pairs.ta / (both * first) - 2 * pairs.tb / (both * second) + 2 * pairs.tn / (both * n)
        + 2 * pairs.ab / (first * second) - 2 * pairs.an / (first * n) - 2 * pairs.bn / (second * n)
    )  # fmt: skip
    alone = 1 / both - 1 / first - 1 / second + (2 * lift - 1) / n
    variance = np.maximum(variance, 0.0)
    design = np.ones(len(both))
    np.divide(variance, alone, out=design, where=alone > 1e-12)
    design = np.maximum(design, 1.0)
    reach = np.exp(z_of(level) * np.sqrt(variance))
    fixed = np.maximum((1 - first / n) * (1 - second / n), 1e-9)
    # The design effect is itself estimated, from about `both` persons.
    p_value = _tails(both, first * second / n, fixed * design * (1 + 2 / both))
    return Lifts(lift, lift / reach, lift * reach, p_value, design)


def _tails(seen: Array, expected: Array, spread: Array) -> Array:
    """Return the two-sided p-value of a count whose variance is `spread` times its expectation.

    Count and expectation are divided by `spread`; half a count on the way to the next one stays half a count.
    """
    from scipy.special import gammainc, gammaincc

    mean = expected / spread
    more = gammainc(np.maximum((seen - 0.5) / spread + 0.5, 0.5), mean)
    fewer = gammaincc((seen + 0.5) / spread + 0.5, mean)
    both: Array = np.minimum(1.0, 2 * np.minimum(more, fewer))
    return both
