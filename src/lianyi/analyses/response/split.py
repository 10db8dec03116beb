"""A better split of the weekly budget: within limits, of what can be told only, with how sure the gain is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.stats.budget_split import split

if TYPE_CHECKING:
    from lianyi.analyses.response import Response
    from lianyi.analyses.response.model import Model
    from lianyi.analyses.response.weeks import Array

MONEY_DIGITS = 100
BINDS = 1e-6


@dataclass(frozen=True)
class Split:
    """`low`, `high`, `spend` [used] per week; `gain` [1 + draws] in weekly sales against the present shares of the budget."""

    low: Array
    high: Array
    spend: Array
    gain: Array
    budget: float

    def limit(self, channel: int) -> str:
        """Return which limit binds: `low`, `high`, `both` (it may not change) or none."""
        room = self.high[channel] - self.low[channel]
        if room <= BINDS * max(self.high[channel], 1.0):
            return "both"
        at = (self.spend[channel] - self.low[channel]) / room
        return "low" if at <= BINDS else "high" if at >= 1 - BINDS else ""


def best_split(asked: Response, model: Model) -> Split | Text:
    """Return the split of the budget with the greatest expected sales, or why there is none.

    A channel whose effect cannot be told keeps its present spend. Refuses with `response.bounds_unreadable` and
    `response.budget_outside`.
    """
    low, high = limits(asked, model)
    given = asked.budget is not None
    unit = MONEY_DIGITS if model.weeks.unit == "money" else 1
    budget = float((asked.budget or 0) * unit) if given else float(model.present.sum())
    if not float(low.sum()) - 1e-6 <= budget <= float(high.sum()) + 1e-6:
        raise LianyiError(
            "response.budget_outside", budget=f"{budget / unit:,.2f}",
            low=f"{low.sum() / unit:,.2f}", high=f"{high.sum() / unit:,.2f}",
        )  # fmt: skip
    movable = int((high - low > BINDS * np.maximum(high, 1.0)).sum())
    if movable < 2:
        return Text(
            "分得清效果、又能增减的渠道不到两个，没有可以挪的",
            "fewer than two channels have an effect that can be told and may change, so there is nothing to move",
        )
    dearest = float(model.next_unit(model.fit.best[None], np.zeros(len(low))).max())
    spend = split(model.wanted, low, high, budget, dearest)
    total = float(model.present.sum())
    before = model.present * (budget / total) if total else np.full(len(low), budget / len(low))
    everything = model.everything
    gain = (model.brings(everything, spend) - model.brings(everything, before)).sum(1)
    return Split(low, high, spend, gain, budget)


def limits(asked: Response, model: Model) -> tuple[Array, Array]:
    """Return the least and the most per week: what is asked for, else the present spend ± the swing."""
    swing = min(max(asked.swing, 0.0), 1.0)
    unsure = np.array([v == "effect_unsure" for v in model.verdicts])
    held = np.where(unsure, 0.0, swing)
    low, high = model.present * (1 - held), model.present * (1 + held)
    unit = MONEY_DIGITS if model.weeks.unit == "money" else 1
    for name, (least, most) in _bounds(asked, model).items():
        n = model.names.index(name)
        low[n], high[n] = least * unit, most * unit
    return low, high


def _bounds(asked: Response, model: Model) -> Mapping[str, tuple[float, float]]:
    found = {}
    for text in asked.bounds:
        name, _, ends = text.rpartition("=")
        least, _, most = ends.partition(":")
        try:
            pair = float(least), float(most)
        except ValueError:
            raise LianyiError("response.bounds_unreadable", text=text, known=", ".join(model.names)) from None  # fmt: skip
        if name not in model.names or not 0 <= pair[0] <= pair[1] < np.inf:
            raise LianyiError("response.bounds_unreadable", text=text, known=", ".join(model.names))
        found[name] = pair
    return found
