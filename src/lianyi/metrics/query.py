"""A question: which metrics, over which days, split how, against what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from lianyi.core.calendar.periods import Period
from lianyi.core.errors import LianyiError
from lianyi.metrics.marks import Marks

QueryGrain = Literal["day", "week", "month", "quarter"]
QUERY_GRAINS: tuple[QueryGrain, ...] = get_args(QueryGrain)
COMPARISONS = ("previous", "weekday", "year", "date", "festival")


@dataclass(frozen=True)
class MetricQuery:
    """`keys` over `period` (None = everything that is covered), one row per `grain` and `by`.

    `where` is a condition on the columns of the view, `compare` adds `{key}__base` and `{key}__change`. `segment`
    limits to persons: a key of `segments.yaml` or a condition, as of the end of the period. `campaign` limits to its
    days (no period: all of them) and to what belongs to it, see `lianyi.metrics.belonging`; a period without a day of
    the campaign is refused with `metric.campaign_elsewhere`.
    An unknown grain is refused with `metric.grain_unknown`, a comparison with `metric.compare_unknown`.
    """

    keys: tuple[str, ...]
    period: Period | None = None
    grain: QueryGrain | None = None
    by: tuple[str, ...] = ()
    where: str | None = None
    compare: str | None = None
    segment: str | None = None
    campaign: Marks | None = None

    def __post_init__(self) -> None:
        if not self.keys:
            raise LianyiError("metric.none_asked")
        if self.campaign is not None:
            object.__setattr__(self, "period", self.campaign.days(self.period))
        if self.grain is not None and self.grain not in QUERY_GRAINS:
            raise LianyiError(
                "metric.grain_unknown", grain=self.grain, known=", ".join(QUERY_GRAINS)
            )
        if self.compare is not None and self.compare not in COMPARISONS:
            raise LianyiError(
                "metric.compare_unknown", compare=self.compare, known=", ".join(COMPARISONS)
            )
