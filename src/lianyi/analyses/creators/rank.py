"""Returns and deliveries shrunk within tiers, and what follows for the next contract."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.analyses.creators.read import Array, Deals
from lianyi.stats.shrinkage import FEWEST_GROUPS, Shrunk, shrunk_ratios

LEVEL = 0.8
BROKEN = 0.9
FEW = 3


@dataclass(frozen=True)
class Ranking:
    """Arrays [creators]: `roi` and `delivered` shrunk, `costed` and `promised` whether there is any such placement.

    `suggestion` is a key of `creators_words.SUGGESTIONS`; `own_tiers` are the tiers large enough to be shrunk apart.
    """

    roi: Shrunk
    delivered: Shrunk
    costed: Array
    promised: Array
    suggestion: tuple[str, ...]
    own_tiers: tuple[str, ...]

    @staticmethod
    def money(deals: Deals) -> tuple[Array, Array, Array]:
        """Return value, cost (fee and commission) and creator of placements that have both."""
        value = deals.counts["paid_fen"]
        fee, commission = deals.counts["fee_fen"], deals.counts["commission_fen"]
        cost = np.where(np.isfinite(fee) | np.isfinite(commission), np.nan_to_num(fee) + np.nan_to_num(commission), np.nan)  # fmt: skip
        known = np.isfinite(value) & np.isfinite(cost) & (cost > 0)
        return value[known], cost[known], deals.creator[known]


def ranking_of(deals: Deals, target: float) -> Ranking:
    """Return what creators bring, each drawn towards its tier; `target` is the return from which one pays."""
    value, cost, who = Ranking.money(deals)
    shown, promise, whose = deals.both("impressions", "promised_impressions")
    own = _own_tiers(deals, who)
    roi = _within(deals, own, value, cost, who)
    delivered = _within(deals, (), shown, promise, whose)
    size = len(deals.creators)
    costed = np.bincount(who, minlength=size) > 0
    promised = np.bincount(whose, minlength=size) > 0
    times = np.bincount(who, minlength=size)
    low, high = roi.ends(LEVEL)
    _, most = delivered.ends(LEVEL)
    suggestion = tuple(
        _suggested(low[n], high[n], times[n], target, broken=bool(promised[n] and most[n] < BROKEN)) if costed[n] else ""
        for n in range(size)
    )  # fmt: skip
    return Ranking(roi, delivered, costed, promised, suggestion, own)


def _suggested(low: float, high: float, times: int, target: float, *, broken: bool) -> str:
    if high < target:
        return "stop"
    if broken:
        return "renegotiate"
    if low >= target:
        return "renew"
    return "again" if times < FEW else "renegotiate"


def _own_tiers(deals: Deals, who: Array) -> tuple[str, ...]:
    tiers = np.array(deals.tiers)
    there = tiers[np.unique(who)] if len(who) else tiers[:0]
    return tuple(t for t in dict.fromkeys(deals.tiers) if (there == t).sum() >= FEWEST_GROUPS and t != "unknown")  # fmt: skip


def _within(deals: Deals, own: tuple[str, ...], above: Array, below: Array, who: Array) -> Shrunk:
    """Return ratios [creators] shrunk within each of the tiers `own`, all other creators together."""
    size = len(deals.creators)
    tiers = np.array(deals.tiers)
    parts = [np.flatnonzero(tiers == t) for t in own]
    parts.append(np.flatnonzero(~np.isin(tiers, own)))
    fields = {name: np.full(size, np.nan) for name in ("raw", "value", "error", "weight")}
    for members in parts:
        if not len(members):
            continue
        place = np.full(size, -1)
        place[members] = np.arange(len(members))
        mine = place[who] >= 0
        found = shrunk_ratios(above[mine], below[mine], place[who][mine], len(members))
        for name, values in fields.items():
            values[members] = getattr(found, name)
    overall = float(above.sum() / below.sum()) if len(below) else float("nan")
    return Shrunk(mean=overall, spread=float("nan"), excess=float("nan"), **fields)
