"""What each channel hands over: visitors → contacts → community members → first orders, and what a contact costs.

```
访客  visitors          traffic of the channel's platform, or of its codes where files split traffic by channel
加粉  contacts          customers who came from it (their source is one of its codes or its name); of a WeCom
                        channel all new contacts
入群  joins             people who joined communities, of a channel on a platform that counts communities
首单  first orders      new customers whose first order came through the channel
```

A rate is between two steps that both have a number, sum over sum; nothing is guessed for a step without a source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from lianyi.core.calendar.periods import Period
from lianyi.core.rounding import round_half_up
from lianyi.core.translation import Text
from lianyi.metrics.marks import Marks
from lianyi.metrics.query import MetricQuery

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.planning.model.channels import Channel

STEPS: dict[str, Text] = {
    "visitors": Text("访客", "Visitors"),
    "contacts": Text("加粉", "Contacts"),
    "joins": Text("入群", "Joins"),
    "first_orders": Text("首单", "First orders"),
}
COMMUNITY_PLATFORMS = ("wecom",)
MONTH_DAYS = 30
SPEND = "total_spend"


@dataclass(frozen=True)
class Handover:
    """One channel over one period. `counts` has the steps that are known; `spent_fen` is spend and running cost.

    `spent_fen` is None where neither is known: a file of spend without a row of the channel does not say that it is free.
    """

    channel: Channel
    counts: dict[str, int]
    spent_fen: int | None

    @property
    def rates(self) -> tuple[tuple[str, str, float], ...]:
        """(step, next step, share) of each two known steps in a row.

        None out of nobody, and none where more come out than went in: some of them came from elsewhere.
        """
        known = [step for step in STEPS if step in self.counts]
        pairs = pairwise(known)
        counts = self.counts
        return tuple((a, b, counts[b] / counts[a]) for a, b in pairs if 0 < counts[a] >= counts[b])

    @property
    def contact_cost_fen(self) -> int | None:
        """What one contact cost (joins or first orders where contacts are not known); None without cost or contacts."""
        won = next((self.counts[s] for s in ("contacts", "joins", "first_orders") if s in self.counts), 0)  # fmt: skip
        return (
            round_half_up(Fraction(self.spent_fen, won))
            if self.spent_fen is not None and won
            else None
        )


def handovers(channels: Sequence[Channel], data: Data, period: Period) -> tuple[Handover, ...]:
    """Return what each channel handed over in `period`, in the order given."""
    return tuple(_handover(channel, data, period) for channel in channels)


def _handover(channel: Channel, data: Data, period: Period) -> Handover:
    counts: dict[str, int] = {}
    community = channel.platform in COMMUNITY_PLATFORMS
    if not community:
        _put(counts, "visitors", _limited(data, channel, "visitors", period))
    _put(counts, "contacts", _contacts(data, channel, period))
    if community:
        _put(counts, "joins", _of_platform(data, channel, "group_joins", period))
    _put(counts, "first_orders", _limited(data, channel, "new_buyers", period))
    spent = _limited(data, channel, SPEND, period)
    running = round_half_up(Fraction(channel.monthly_cost_fen * len(period), MONTH_DAYS))
    return Handover(channel, counts, ((spent or 0) + running) or None)


def _put(counts: dict[str, int], step: str, value: int | None) -> None:
    if value is not None:
        counts[step] = value


def _limited(data: Data, channel: Channel, metric: str, period: Period) -> int | None:
    """Return a metric of the facts that came through the channel; None where the facts cannot tell it."""
    names = tuple(channel.codes) or ((channel.platform,) if channel.platform else ())
    if not names or (metric == "new_buyers" and channel.platform in COMMUNITY_PLATFORMS and not channel.codes):  # fmt: skip
        return None
    answer = data.metric(MetricQuery((metric,), period, campaign=Marks(channel.id, "", period, channels=names)))  # fmt: skip
    limited = answer.limited.get(metric)
    if not answer.rows or limited is None or "channels" not in limited.by:
        return None
    value = answer.rows[0][metric]
    return None if value is None else int(value)


def _contacts(data: Data, channel: Channel, period: Period) -> int | None:
    if channel.platform in COMMUNITY_PLATFORMS:
        return _of_platform(data, channel, "new_contacts", period)
    answer = data.metric(MetricQuery(("customers_joined",), period, by=("customer_source",)))
    names = {*channel.codes, channel.name, channel.id}
    found = [row for row in answer.rows if str(row["customer_source"]) in names]
    if not found:
        return None
    return sum(int(row["customers_joined"] or 0) for row in found)


def _of_platform(data: Data, channel: Channel, metric: str, period: Period) -> int | None:
    answer = data.metric(MetricQuery((metric,), period, by=("platform",)))
    found = [row[metric] for row in answer.rows if row["platform"] == channel.platform]
    return int(found[0]) if found and found[0] is not None else None
