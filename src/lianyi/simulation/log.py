"""The generator's own log: everything that happened in the shop, with the time at which it happened.

Orders lie platform by platform, each in the order of creation; their lines follow one another. Times are
local wall-clock seconds (Asia/Shanghai), `NaT` = never. Amounts are fen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lianyi.simulation.arrays import Flags, Ints, Times, days_of, group_sums, sums_by
from lianyi.simulation.settings import Settings

NORMAL, TEST, STAFF = range(3)
LIVE, VIDEO, CARD, OTHER = range(4)
OWN, CREATOR, PAID = range(3)


@dataclass(frozen=True)
class Orders:
    """One entry per order. `human` is who bought; `is_person_shown` whether an export says so."""

    platform: Ints
    serial: Ints
    created_at: Times
    deposit_at: Times
    paid_at: Times
    cancelled_at: Times
    shipped_at: Times
    completed_at: Times
    human: Ints
    is_person_shown: Flags
    role: Ints
    is_presale: Flags
    carrier: Ints
    source: Ints
    creator: Ints
    session: Ints
    coupon: Ints
    freight_fen: Ints
    line_start: Ints
    line_count: Ints

    def __len__(self) -> int:
        return len(self.platform)

    @cached_property
    def created_day(self) -> Times:
        """The day on which each order was placed."""
        return days_of(self.created_at)


@dataclass(frozen=True)
class Lines:
    """One entry per order line; `paid_fen` is what the buyer owes after all discounts, without freight."""

    order: Ints
    sku: Ints
    quantity: Ints
    list_fen: Ints
    merchant_fen: Ints
    platform_fen: Ints
    creator_fen: Ints
    pay_discount_fen: Ints

    @cached_property
    def paid_fen(self) -> Ints:
        """What the buyer owes for the line."""
        return self.list_fen - self.merchant_fen - self.subsidy_fen

    @cached_property
    def subsidy_fen(self) -> Ints:
        """What others than buyer and merchant pay: the platform, its payment service, a creator."""
        return self.platform_fen + self.creator_fen + self.pay_discount_fen


@dataclass(frozen=True)
class Refunds:
    """One entry per refund request and line, in the order of the requests of each platform."""

    order: Ints
    line: Ints
    requested_at: Times
    agreed_at: Times
    refunded_at: Times
    closed_at: Times
    goods_fen: Ints
    freight_fen: Ints
    is_before_shipping: Flags
    is_returned: Flags

    def __len__(self) -> int:
        return len(self.order)


@dataclass(frozen=True)
class Sessions:
    """One entry per live session of the shop's own account."""

    started_at: Times
    ended_at: Times
    host: Ints


@dataclass(frozen=True)
class Log:
    """All of it."""

    settings: Settings
    orders: Orders
    lines: Lines
    refunds: Refunds
    sessions: Sessions
    phones: list[str]
    region: Ints

    @cached_property
    def paid_fen(self) -> Ints:
        """What the buyer owes for each order, without freight."""
        return self.per_order(self.lines.paid_fen)

    def per_order(self, line_values: Ints) -> Ints:
        """Sum a line column over each order."""
        return group_sums(line_values, self.orders.line_start)

    def lines_of(self, orders: Ints) -> Ints:
        """Return the indices of all lines of the given orders, in order."""
        counts = self.orders.line_count[orders]
        ends = np.cumsum(counts)
        within = np.arange(int(counts.sum())) - np.repeat(ends - counts, counts)
        lines: Ints = np.repeat(self.orders.line_start[orders], counts) + within
        return lines

    def refunded_fen(self, as_of: np.datetime64 | Times) -> Ints:
        """Return per order what had been paid back for goods at `as_of` (one time, or one per order)."""
        when = as_of[self.refunds.order] if isinstance(as_of, np.ndarray) else as_of
        done = self.refunds.refunded_at <= when
        return sums_by(self.refunds.order[done], self.refunds.goods_fen[done], len(self.orders))
