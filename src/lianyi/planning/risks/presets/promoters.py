"""Promoter concentration: one promoter brings so much that losing them would break the plan.

The share of one promoter in what all promoters sold over four weeks, and in the whole shop. It counts only where the lower end of
Wilson's interval of their orders says so too: three orders are no concentration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from lianyi.core.translation import Text
from lianyi.planning.risks.counts import Array, Flags, trailing
from lianyi.planning.risks.heat import ALARMING, CALM, NOTABLE, UNKNOWN, Heat, Settling
from lianyi.planning.risks.shown import percent
from lianyi.planning.risks.watched import Asked, Axis, Preset, Step, Subject, Track

WINDOW_DAYS = 28
FIRED_SHARE, WATCH_SHARE = 0.5, 0.4
LEAST_OF_SHOP = 0.05
"""Promoters who together bring less than this of the shop's orders are no risk to it."""
LEAST_ORDERS = 30
Z = 1.645
SEEN = (
    "SELECT coalesce(promoter_id, promoter_name), min(promoter_name), paid_day, count(*), sum(paid_fen) FROM orders "
    "WHERE is_paid AND paid_day BETWEEN ? AND ? AND coalesce(promoter_id, promoter_name) IS NOT NULL "
    "GROUP BY coalesce(promoter_id, promoter_name), paid_day"
)
ORDERS = "SELECT paid_day, count(*), sum(paid_fen) FROM orders WHERE is_paid AND paid_day BETWEEN ? AND ? GROUP BY ALL"


@dataclass(frozen=True)
class PromoterFacts:
    """Orders and amounts by promoter and day, and the shop's."""

    axis: Axis
    names: Mapping[str, str]
    orders: Mapping[str, Array]
    paid: Mapping[str, Array]
    shop_orders: Array


def gather(asked: Asked) -> PromoterFacts:
    """Read the facts up to the last day of the axis."""
    axis, span = asked.axis, (asked.axis.first, asked.axis.last)
    cells: dict[str, list[tuple[date, Any, Any]]] = {}
    names: dict[str, str] = {}
    for key, name, day, orders, fen in asked.rows(SEEN, span):
        cells.setdefault(key, []).append((day, orders, fen))
        names[key] = name or key
    return PromoterFacts(
        axis,
        names,
        {k: axis.counts((d, n) for d, n, _ in rows) for k, rows in sorted(cells.items())},
        {k: axis.counts((d, f) for d, _, f in rows) for k, rows in sorted(cells.items())},
        axis.counts((d, n) for d, n, _ in asked.rows(ORDERS, span)),
    )


def tracks(facts: PromoterFacts) -> list[Track]:
    """Return every promoter who ever stood at the watch mark, else the greatest of the last weeks, so that there is a gauge."""
    if not facts.orders:
        return []
    orders = {k: trailing(v, WINDOW_DAYS) for k, v in facts.orders.items()}
    paid = {k: trailing(v, WINDOW_DAYS) for k, v in facts.paid.items()}
    all_orders, all_paid = (
        np.sum(list(orders.values()), axis=0),
        np.sum(list(paid.values()), axis=0),
    )
    matters = (all_orders >= LEAST_ORDERS) & (all_orders >= LEAST_OF_SHOP * trailing(facts.shop_orders, WINDOW_DAYS))  # fmt: skip
    shares = {k: np.where(all_paid > 0, paid[k] / np.maximum(all_paid, 1.0), np.nan) for k in paid}
    sure = {k: np.minimum(shares[k], _wilson_low(orders[k], all_orders)) for k in paid}
    greatest = max(shares, key=lambda k: (np.nan_to_num(shares[k][-1]), k))
    found = [_track(facts, k, shares[k], _heat(shares[k], sure[k], matters)) for k in shares]
    return [t for t in found if t.subject.key == greatest or (t.heat > CALM).any()]


def _heat(share: Array, sure: Array, matters: Flags) -> Heat:
    conditions = [
        np.isnan(share),
        matters & (sure >= FIRED_SHARE),
        matters & (share >= WATCH_SHARE),
    ]
    return np.select(conditions, [UNKNOWN, ALARMING, NOTABLE], CALM).astype(np.int8)


def _wilson_low(hits: Array, n: Array) -> Array:
    """Return the lower end of Wilson's one-sided 95 % interval; 0 without orders."""
    many = np.maximum(n, 1.0)
    share = hits / many
    middle = share + Z**2 / (2 * many)
    half = Z * np.sqrt(share * (1 - share) / many + Z**2 / (4 * many**2))
    return np.where(n > 0, (middle - half) / (1 + Z**2 / many), 0.0)


def _track(facts: PromoterFacts, key: str, share: Array, heat: Heat) -> Track:
    name = facts.names[key]

    def why(row: int) -> Text:
        return SHARE.format(name=name, share=percent(share[row]))

    return Track(
        "promoter_concentration", Subject("promoter", key, name), facts.axis, heat, share,
        np.full(facts.axis.size, WATCH_SHARE), why, unit="ratio", limit=FIRED_SHARE, settling=Settling(7, 7),
    )  # fmt: skip


SHARE = Text(
    "近28天推广者带来的成交里，「{name}」占{share}",
    "「{name}」 brought {share} of what promoters sold over 28 days",
)
PRESET = Preset(
    key="promoter_concentration",
    name=Text("推广者过于集中", "Promoter concentration"),
    trigger=Text(
        "一个推广者占推广成交的一半以上（近28天）",
        "One promoter brings more than half of what promoters sell (28 days)",
    ),
    needs=(("orders",),),
    look=lambda asked: tracks(gather(asked)),
    fallback=(
        Step(Text("给第二到第十名推广者各配一个专属货品和素材", "Give promoters two to ten a product and material of their own each"), 7),
        Step(Text("和最大的推广者定好提前告知期", "Agree on a notice period with the greatest promoter"), 7),
        Step(Text("算一遍少了这位推广者目标还差多少", "Compute what the goals lack without this promoter"), 3),
    ),
    alarms_a_year=0.0,
)  # fmt: skip
