"""What each mode of selling did: the same measures side by side, over the same days.

An order belongs to a mode by its channel: live sessions by their carrier, content by short videos and notes, the community by private
traffic, distribution by a promoter. Modes overlap (a promoter may share a live session), so they do not add up to the shop.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lianyi.core.calendar.periods import Period
from lianyi.metrics.query import MetricQuery
from lianyi.planning.model.modes import ModeKey

if TYPE_CHECKING:
    from lianyi.analyses.data import Data

WHERE: dict[ModeKey, str] = {
    "content": "carrier IN ('short_video', 'note', 'article')",
    "community": "source = 'private'",
    "distribution": "promoter_name IS NOT NULL",
    "live": "carrier = 'live'",
}
METRICS = (
    "gmv_paid",
    "orders_paid",
    "buyers",
    "new_buyer_share",
    "order_value",
    "refund_rate_by_pay_time",
    "gross_margin_rate",
    "repurchase_rate_90d",
)


@dataclass(frozen=True)
class ModeActual:
    """One mode: metric -> value, None where no source tells; `where` is the condition that was asked."""

    mode: ModeKey
    where: str
    values: Mapping[str, Any]


def mode_actuals(data: Data, period: Period) -> list[ModeActual]:
    """Return what each mode did in `period`."""
    found = []
    for mode, where in WHERE.items():
        answer = data.metric(MetricQuery(METRICS, period, where=where))
        row = answer.rows[0] if answer.rows else {}
        found.append(ModeActual(mode, where, {key: row.get(key) for key in METRICS}))
    return found
