"""What the headline is written from: all of it computed before, none of it read from a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from lianyi.core.translation import Text
from lianyi.reports.document import Sentence
from lianyi.reports.shown import Shown

# From this share of the expected refunds on, a period counts as settled.
MATURE = 0.95


@dataclass(frozen=True)
class Part:
    """One part of a change: `amount` in the metric's own unit, money in minor units.

    `rounded` is the amount as it is written where parts are rounded together so that they foot; without it
    every amount is rounded by itself.
    """

    key: str
    name: Text
    amount: int
    rounded: int | None = None

    @property
    def written(self) -> int:
        """The amount to write."""
        return self.amount if self.rounded is None else self.rounded


@dataclass(frozen=True)
class Axis:
    """One way to divide the change; the parts sum to it exactly."""

    key: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Coincidence:
    """Something that happened in either period, and what was seen that day. Never called a cause."""

    text: Text
    seen: Sentence | None = None


@dataclass(frozen=True)
class SalesDay:
    """A festival or sales day that only one of the two periods contains.

    `base` is the value of the matching window a year ago, None where there is no data for it; `parts` are
    the channels of the change against it; `aligned` says how the window was found where not by plain weeks.
    """

    name: Text
    in_this_period: bool
    base: int | None
    base_period: str = ""
    parts: tuple[Part, ...] = ()
    aligned: Text | None = None


@dataclass(frozen=True)
class MissingScope:
    """A source without data for part of the period: what is comparable without it, on both sides."""

    name: Text
    days: int
    value: int
    base: int
    where: str = ""


@dataclass(frozen=True)
class Goal:
    """A target and how far it is. Shares are of 1; `recent_daily` is what the last days brought."""

    name: Text
    period: str
    done: int
    target: int
    time_share: Fraction
    days_left: int
    recent_daily: int
    expected: tuple[int, int] | None = None
    chance: float | None = None
    metric: str = "gmv_paid"
    unit: str = "money"

    @property
    def done_share(self) -> Fraction:
        """Done ÷ target."""
        return Fraction(self.done, self.target)

    @property
    def need_daily(self) -> int | None:
        """What each remaining day must bring, None when nothing is missing or no day is left."""
        missing = self.target - self.done
        return -(-missing // self.days_left) if missing > 0 and self.days_left else None


@dataclass(frozen=True)
class Refunds:
    """How much of the refunds has been seen, and where net sales should end.

    `rate` and `rate_before` are refund rates at the same age of the orders; None where either period is
    too young or too old to be compared. `seen_share` is the share of GMV whose refunds have dates; what is
    still to come for the rest is taken in proportion. `age_days` is that age, None where it is not told.
    """

    maturity: float
    net_so_far: int
    net_range: tuple[int, int] | None
    rate: float | None = None
    rate_before: float | None = None
    seen_share: float = 1.0
    age_days: int | None = None
    maturity_before: float = 1.0

    @property
    def is_mature_before(self) -> bool:
        """The same of the period before."""
        return self.maturity_before >= MATURE

    @property
    def is_mature(self) -> bool:
        """Whether nearly all refunds are in, so that periods can be compared as they are."""
        return self.maturity >= MATURE


@dataclass(frozen=True)
class HeadlineInput:
    """One metric of one period against its base; amounts in the metric's unit (money minor).

    `band` is the normal range around no change, None with less than eight weeks of history. `factors` are,
    by part of the channel axis, visitors, orders per visitor and value per order (or orders and value).
    `span` is what the period is, for the words that name it. `known_days` says how many of the period's `days`
    have orders where all sources miss some, else None.
    """

    metric: str
    name: Text
    subject: Text
    base_name: Text
    compare_word: Text
    value: int
    base: int | None
    band: int | None
    period: str
    base_period: str
    definition: str = ""
    snapshot: int | None = None
    unit: str = "money"
    currency: str = "CNY"
    axes: tuple[Axis, ...] = ()
    factors: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    coincidences: tuple[Coincidence, ...] = ()
    sales_day: SalesDay | None = None
    missing: MissingScope | None = None
    known_days: int | None = None
    days: int = 7
    span: Literal["week", "month"] = "week"
    goals: tuple[Goal, ...] = ()
    refunds: Refunds | None = None

    @property
    def change(self) -> int:
        """Value minus base; 0 without a base."""
        return self.value - self.base if self.base is not None else 0

    @property
    def shown(self) -> Shown:
        """How its numbers are written."""
        return Shown(self.currency)
