"""Weekly spend by channel and the sales that follow: carried over from week to week, and saturating."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lianyi.simulation.arrays import Generator

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ResponseTruth:
    """Channels whose spend of a week works on with `carry[c]` of its force each later week, and saturates.

    Carried spend x (the weights of all weeks sum to 1) brings `most_yuan[c]` × (1 − e^−x/h) ÷ (1 + e^−x/h) a week, with
    h = `scale_yuan[c]`: Jin and others (2017), "Bayesian methods for media mix modeling with carryover and shape effects".
    """

    channels: tuple[str, ...] = ("千川", "小红书投放", "微信广告")
    carry: tuple[float, ...] = (0.2, 0.6, 0.4)
    scale_yuan: tuple[float, ...] = (9_000.0, 6_000.0, 8_000.0)
    most_yuan: tuple[float, ...] = (60_000.0, 45_000.0, 30_000.0)
    mean_spend_yuan: tuple[float, ...] = (12_000.0, 7_000.0, 6_000.0)
    base_yuan: float = 80_000.0
    noise_yuan: float = 2_500.0
    lags: int = 7


@dataclass(frozen=True)
class Weeks:
    """`spend` [channels, weeks] and `sales` [weeks] in whole yuan, `brought` [channels] what each channel brought in all."""

    spend: Floats
    sales: Floats
    brought: Floats


def weeks(rng: Generator, truth: ResponseTruth, count: int) -> Weeks:
    """Return so many weeks, nothing being spent before the first; spend comes in bursts, each channel's of its own."""
    shape = (len(truth.channels), count)
    pulse = rng.gamma(1.2, 1 / 1.2, shape) * (rng.random(shape) < 0.8) / 0.8
    spend = np.rint(pulse * np.array(truth.mean_spend_yuan)[:, None])
    effects = np.stack([effect(truth, c, spend[c]) for c in range(len(spend))])
    sales = truth.base_yuan + effects.sum(axis=0) + rng.normal(0, truth.noise_yuan, count)
    return Weeks(spend, np.rint(sales), effects.sum(axis=1))


def effect(truth: ResponseTruth, channel: int, spend: Floats) -> Floats:
    """Return what the spend of a channel brings in each week, in yuan."""
    weights = truth.carry[channel] ** np.arange(truth.lags + 1)
    carried = np.convolve(spend, weights / weights.sum())[: len(spend)]
    return np.asarray(truth.most_yuan[channel] * np.tanh(carried / truth.scale_yuan[channel] / 2))
