"""What one valid new customer cost: rewards paid for all of them, over those who are real and still there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.result import Interval, Number
from lianyi.analyses.virality import words
from lianyi.core.rounding import round_half_up
from lianyi.stats.intervals import cluster_bootstrap

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.timelines.store import Array

REWARDS = ("incentive", "incentives", "激励", "奖励", "邀请奖励", "裂变", "裂变奖励")
FEWEST_TREES = 20


@dataclass(frozen=True)
class Bill:
    """`fen` in all; `each_fen` where every new customer costs the same reward."""

    fen: int
    each_fen: int | None = None


def bill_of(data: Data, reward_fen: int | None, rewarded: int, first: date, last: date, activity: str | None) -> Bill | None:  # fmt: skip
    """Return what the invites cost: a reward for each of `rewarded`, or what was spent as a reward in those days.

    `activity` limits the spend to the plans of that name. None where neither is known.
    """
    if reward_fen is not None:
        return Bill(reward_fen * rewarded, reward_fen)
    columns = set(data.engine.columns("spend"))
    if not {"day", "category", "spend_fen"} <= columns:
        return None
    listed = ", ".join(["?"] * len(REWARDS))
    where = f"lower(category) IN ({listed}) AND day BETWEEN ? AND ?"
    params: list[object] = [*REWARDS, first, last]
    if activity is not None:
        names = [c for c in ("plan_name", "plan_no") if c in columns]
        where += " AND (" + " OR ".join(f"{name} = ?" for name in names) + ")"
        params += [activity] * len(names)
    rows, fen = data.engine.rows(f"SELECT count(*), coalesce(sum(spend_fen), 0) FROM spend WHERE {where}", params)[0]  # fmt: skip
    return Bill(int(fen)) if rows else None


def cost_number(bill: Bill | None, trees: Array, rewarded: Array, net: Array, seed: int) -> Number:
    """Return the cost of one net new customer with the interval of whole trees drawn again.

    `trees`, `rewarded`, `net` have one value a new customer: its tree, whether it cost a reward, whether it stays.
    """
    kept = int(net.sum())
    name = words.NUMBERS["cost_per_valid_fen"]
    if bill is None:
        return Number("cost_per_valid_fen", name, None, "money", why=words.NO_COST)
    if not kept:
        return Number("cost_per_valid_fen", name, None, "money", n=0, why=words.NOBODY_NEW)
    value = round_half_up(Fraction(bill.fen, kept))
    _, place = np.unique(trees, return_inverse=True)
    sums = np.stack([np.bincount(place, weights=rewarded), np.bincount(place, weights=net)], axis=1)
    if len(sums) < FEWEST_TREES:
        return Number("cost_per_valid_fen", name, value, "money", n=kept)
    each, whole = bill.each_fen, bill.fen
    low, high = cluster_bootstrap(
        sums,
        lambda t: each * t[:, 0] / t[:, 1] if each is not None else whole / t[:, 1],
        seed=seed,
    )
    around = Interval(float(round(low)), float(round(high)), method="bootstrap_trees")
    return Number("cost_per_valid_fen", name, value, "money", around, kept)
