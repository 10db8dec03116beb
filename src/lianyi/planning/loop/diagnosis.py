"""Diagnosis: what moved the number behind a risk that fires, along every dimension that knows it.

The week up to the day is held against the week before it by `analyses.explain`, whose parts add up to the change.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from datetime import date

    from lianyi.analyses.data import Data
    from lianyi.analyses.result import Result
    from lianyi.planning.risks.register import Gauge

METRIC_OF = {
    "refund_spike": "refunds_requested",
    "complaint_spike": "complaints_made",
    "stock_out": "units_sold",
    "creator_below": "creator_impressions",
    "promoter_concentration": "gmv_paid",
    "community_falling": "group_messages",
    "play_banned": "new_buyers",
}
"""The metric whose move tells where a monitor's alarm comes from."""
WEEK = 7


def metric_of(gauge: Gauge) -> str:
    """Return the metric that explains a risk; refuses with `risk.no_metric` where there is none."""
    if gauge.risk is not None and gauge.risk.trigger.metric:
        return gauge.risk.trigger.metric
    if gauge.preset is not None and gauge.preset.key in METRIC_OF:
        return METRIC_OF[gauge.preset.key]
    raise LianyiError("risk.no_metric", risk=gauge.name)


def diagnose(gauge: Gauge, data: Data, day: date) -> Result:
    """Return the explanation of the week up to `day` against the week before.

    Refuses with `risk.no_metric` and what `lianyi run explain` refuses.
    """
    from lianyi.analyses.explain import Explain

    first = day - timedelta(days=WEEK - 1)
    return Explain(metric=metric_of(gauge), period=f"{first}..{day}", compare="previous").run(data)
