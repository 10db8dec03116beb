"""What is planted among the people of a shop: every number that an analysis should find again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from lianyi.core.errors import LianyiError
from lianyi.simulation.arrays import DAY_SECONDS

EVENTS_PER_PERSON = 7.3
"""About so many events a visitor makes, with their part of what invited people do."""


@dataclass(frozen=True)
class LifeTruth:
    """How customers buy and leave (BG/NBD, time in weeks) and what a purchase is worth (Gamma-Gamma, yuan).

    Fader, Hardie and Lee (2005): rates are gamma(`r`, rate `alpha_weeks`), the chance to leave after each repeat
    purchase is beta(`a`, `b`); values are gamma(`p`, rate ν) with ν gamma(`q`, rate `v_yuan`).
    """

    r: float = 0.6
    alpha_weeks: float = 6.0
    a: float = 0.8
    b: float = 2.5
    p: float = 5.0
    q: float = 5.0
    v_yuan: float = 80.0

    @property
    def mean_yuan(self) -> float:
        """The mean value of a purchase."""
        return self.p * self.v_yuan / (self.q - 1)


@dataclass(frozen=True)
class InviteTruth:
    """Invites as a branching process: `rates[g]` new people per person of generation g, the last one for all later.

    A person sends `mean_invites` on average, all within `within_days` of their own arrival; whoever comes, comes by then too, after
    about `cycle_days`. `buyer_share` of the buyers begin a tree; `buy_ratio` of those who come buy within the same window.
    """

    rates: tuple[float, ...] = (0.9, 0.6, 0.4)
    mean_invites: float = 3.0
    open_ratio: float = 0.6
    within_days: float = 7.0
    cycle_days: float = 2.5
    buyer_share: float = 0.3
    buy_ratio: float = 0.5
    activity: str = "老带新"

    def rate(self, generation: int) -> float:
        """Return the new people per person of a generation."""
        return self.rates[min(generation, len(self.rates) - 1)]


@dataclass(frozen=True)
class TrialTruth:
    """An A/B test whose arms follow from a hash of the person, from their first visit on.

    `pay_ratios[arm]` of those with a full cart pay; the first order of arm 1 is `first_value_lift` dearer. `placebo` is a
    second test, of which nothing depends.
    """

    name: str = "首单券"
    arms: tuple[str, str] = ("对照", "新券")
    pay_ratios: tuple[float, float] = (0.45, 0.60)
    first_value_lift: float = 0.10
    placebo: str = "按钮颜色"
    placebo_arms: tuple[str, str] = ("红", "蓝")


@dataclass(frozen=True)
class VisitTruth:
    """What visitors do: `cart_ratio` fill a cart on their first visit; `week_ratios[k]` come back in the k-th calendar week after it."""

    cart_ratio: float = 0.4
    week_ratios: tuple[float, ...] = (0.45, 0.35, 0.28, 0.22, 0.18, 0.15, 0.12, 0.10)
    more_views: float = 1.2
    share_ratio: float = 0.05
    pay_wait_hours: float = 2.0


@dataclass(frozen=True)
class TouchTruth:
    """What led to an order: the last touch is of channel c with chance `last[c]`, each of about `mean_earlier` before it `earlier[c]`.

    `seen_ratio` of the orders have touches. `anyway[c]` of those with the last touch in c would have come without it.
    """

    channels: tuple[str, ...] = ("抖音", "小红书", "微信社群", "搜索")
    last: tuple[float, ...] = (0.40, 0.25, 0.20, 0.15)
    earlier: tuple[float, ...] = (0.20, 0.50, 0.20, 0.10)
    anyway: tuple[float, ...] = (0.2, 0.1, 0.4, 0.6)
    mean_earlier: float = 1.0
    seen_ratio: float = 0.9
    within_days: float = 7.0

    @property
    def incremental(self) -> tuple[float, ...]:
        """The share of all orders with touches that would not have come without each channel."""
        return tuple(s * (1 - a) for s, a in zip(self.last, self.anyway, strict=True))


@dataclass(frozen=True)
class ReturnTruth:
    """`ratio` of the orders are sent back whole; the money returns after a gamma delay of `shape` × `scale_days`."""

    ratio: float = 0.12
    shape: float = 2.0
    scale_days: float = 2.5


@dataclass(frozen=True)
class PeopleSettings:
    """Seed, size, days and everything planted. Equal settings write equal bytes, whatever the size of a block.

    `people` are the visitors; those who are invited come on top. `pure_lives` leaves out everything but orders: all
    `people` are customers from their first day on.
    """

    seed: int = 7
    people: int = 2_000
    first_day: date = date(2026, 1, 5)
    last_day: date = date(2026, 11, 15)
    pure_lives: bool = False
    people_per_ring: int = 2_500
    lives: LifeTruth = field(default_factory=LifeTruth)
    invites: InviteTruth = field(default_factory=InviteTruth)
    trial: TrialTruth = field(default_factory=TrialTruth)
    visits: VisitTruth = field(default_factory=VisitTruth)
    touches: TouchTruth = field(default_factory=TouchTruth)
    returns: ReturnTruth = field(default_factory=ReturnTruth)

    def __post_init__(self) -> None:
        if self.people < 100 or self.day_count < 60:
            raise LianyiError("simulation.too_small", orders=self.people, days=self.day_count)

    @classmethod
    def for_events(cls, events: int, seed: int = 7) -> PeopleSettings:
        """Return settings whose shop has about so many events, from 10^4 to 10^8."""
        return cls(seed=seed, people=max(100, round(events / EVENTS_PER_PERSON)))

    @property
    def day_count(self) -> int:
        """How many days are known, first and last included."""
        return (self.last_day - self.first_day).days + 1

    @property
    def until(self) -> int:
        """The second, counted from the first day, at which what is known ends."""
        return self.day_count * DAY_SECONDS
