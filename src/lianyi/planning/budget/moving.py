"""A move of money between two categories: what it is expected to gain, how sure that is, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from lianyi.core.translation import Text
from lianyi.planning.budget.categories import NAMES
from lianyi.planning.budget.marginal import LEVEL, Array, History, Next, ends, thousand
from lianyi.planning.budget.table import BudgetTable
from lianyi.planning.model.campaigns import Category

STEPS = 8
# What is moved is at most so much of what is left there, and never takes a week beyond the largest one seen.
MOST_LEFT = 0.25
# A move that makes things worse more often than that is not proposed.
WORST_CHANCE = 0.25
WEEK_DAYS = 7
NONE_TOLD = Text(
    "能看清效果的类别不到两个，没有可以建议的挪动",
    "fewer than two categories have an effect that can be told, so there is nothing to propose",
)
NOTHING_LEFT = Text("没有剩余的钱可以挪", "there is no money left to move")
TOO_UNSURE = Text(
    "没有一种挪动把变少的可能压到25%以下",
    "no move keeps the chance that it gets worse under 25%",
)


@dataclass(frozen=True)
class Move:
    """Move `amount_fen` from `source` to `target` over the rest of the month.

    `gain_fen` is the expected difference in sales with its interval of `LEVEL`, `worse` the chance that it is a loss.
    `before` is what the next ¥1,000 brings in either. `bad_fen` is what the worst twentieth of the draws loses at least.
    """

    source: Category
    target: Category
    amount_fen: int
    gain_fen: int
    low_fen: int
    high_fen: int
    worse: float
    bad_fen: int
    before: tuple[Next, Next]
    weeks: int
    first: date
    last: date

    @property
    def level(self) -> float:
        """The level of the interval."""
        return LEVEL

    @property
    def names(self) -> tuple[Text, Text]:
        """The names of both categories."""
        return NAMES[self.source], NAMES[self.target]


def best_move(
    known: History, table: BudgetTable, days_left: int, currency: str = "CNY"
) -> Move | Text:
    """Return the move within the rest of the month with the greatest expected gain, or why there is none.

    The amount is spread evenly over the weeks that are left, on top of the present weekly spend; in steps of whole ¥1,000.
    """
    model, step = known.model, thousand(currency)
    if model is None or len(known.told) < 2 or known.first is None or known.last is None:
        return NONE_TOLD
    left = {row.key: row.left_fen for row in table.rows if not row.unplanned}
    weeks = days_left / WEEK_DAYS
    found: list[Move] = []
    is_room = False
    for source, a in known.told.items():
        room = min(left.get(source, 0) * MOST_LEFT, float(model.present[a]) * weeks)
        if weeks <= 0 or room < step:
            continue
        for target, b in known.told.items():
            most = min(room, float(model.largest[b] - model.present[b]) * weeks)
            if source == target or target not in left or most < step:
                continue
            is_room = True
            for amount in _amounts(most, step):
                gain = _gain(known, a, b, amount, weeks)
                worse = float((gain[1:] < 0).mean())
                if gain[0] > 0 and worse <= WORST_CHANCE:
                    low, high = ends(gain[1:])
                    bad = -round(float(np.quantile(gain[1:], 0.05)))
                    found.append(
                        Move(source, target, amount, round(float(gain[0])), low, high, worse, bad, (known.next[source], known.next[target]), len(model.weeks), known.first, known.last)
                    )  # fmt: skip
    if found:
        return max(found, key=lambda m: (m.gain_fen, -m.amount_fen))
    return TOO_UNSURE if is_room else NOTHING_LEFT


def _amounts(most: float, step: int) -> list[int]:
    whole = int(most // step)
    return sorted({step * max(whole * n // STEPS, 1) for n in range(1, STEPS + 1)})


def _gain(known: History, a: int, b: int, amount: int, weeks: float) -> Array:
    model = known.model
    if model is None:
        raise ValueError("no model")
    after = model.present.copy()
    after[a] -= amount / weeks
    after[b] += amount / weeks
    everything = model.everything
    difference = model.brings(everything, after) - model.brings(everything, model.present)
    return np.asarray(difference.sum(axis=1) * weeks)
