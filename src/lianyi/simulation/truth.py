"""The truth about the trade in a set of exports, from the log alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lianyi.simulation.arrays import Flags, Ints, days_of
from lianyi.simulation.exports import Export
from lianyi.simulation.knowledge import Knowledge, learn
from lianyi.simulation.log import NORMAL, Log
from lianyi.simulation.settings import DOUYIN
from lianyi.simulation.tally import Tally

HAS_REFUND_TIME = (DOUYIN,)
PERSON_SPACE = 10**9
"""People of one platform are numbered apart from those of another: a receiver's phone links nothing."""


def add_trade(tally: Tally, log: Log, exports: Sequence[Export], *, only_normal: bool) -> Ints:
    """Add all trade figures to `tally`; return the paid orders that name a person.

    With `only_normal`, tests and purchases by staff are left out, as a shop's exclusion rules would.
    """
    told = learn(log, exports)
    counted = told.is_seen & (log.orders.role == NORMAL) if only_normal else told.is_seen
    platform = log.orders.platform
    tally.add("orders_created", platform[counted], log.orders.created_day[counted], 1)
    tally.add(
        "gmv_created", platform[counted], log.orders.created_day[counted], log.paid_fen[counted]
    )
    paid = np.flatnonzero(counted & ~np.isnat(told.paid_at))
    pay_day = days_of(told.paid_at)
    for key, values in _paid_measures(log, told).items():
        tally.add(key, platform[paid], pay_day[paid], values[paid])
    _add_refunds_by_refund_time(tally, log, told, counted)
    return paid[log.orders.is_person_shown[paid]]


def _paid_measures(log: Log, told: Knowledge) -> dict[str, Ints]:
    lines, orders = log.lines, log.orders
    one = np.ones(len(orders), np.int64)
    back = np.where(np.isnat(told.paid_at), 0, told.refunded_fen)
    return {
        "orders_paid": one,
        "gmv_paid": log.paid_fen,
        "gmv_paid_with_subsidy": log.paid_fen + log.per_order(lines.subsidy_fen),
        "gmv_net": log.paid_fen - back,
        "list_value": log.per_order(lines.list_fen),
        "units_paid": log.per_order(lines.quantity),
        "lines_paid": orders.line_count,
        "freight": orders.freight_fen,
        "discount_merchant": log.per_order(lines.merchant_fen),
        "discount_platform": log.per_order(lines.platform_fen),
        "discount_creator": log.per_order(lines.creator_fen),
        "discount_payment": log.per_order(lines.pay_discount_fen),
        "refund_amount_by_pay_time": back,
        "refund_orders_by_pay_time": (back > 0).astype(np.int64),
        "orders_refunded_whole": ((back >= log.paid_fen) & (back > 0)).astype(np.int64),
        "presale_orders_paid": orders.is_presale.astype(np.int64),
        "orders_with_person": orders.is_person_shown.astype(np.int64),
        "gmv_with_person": np.where(orders.is_person_shown, log.paid_fen, 0),
    }


def _add_refunds_by_refund_time(tally: Tally, log: Log, told: Knowledge, counted: Flags) -> None:
    refunds = log.refunds
    platform = log.orders.platform[refunds.order]
    rows = np.flatnonzero(
        told.is_refunded & counted[refunds.order] & np.isin(platform, HAS_REFUND_TIME)
    )
    days = days_of(refunds.refunded_at)
    amounts = (("refund_amount", refunds.goods_fen), ("refund_freight", refunds.freight_fen))
    for key, fen in amounts:
        tally.add(f"{key}_by_refund_time", platform[rows], days[rows], fen[rows])
    _, first = np.unique(refunds.order[rows], return_index=True)
    tally.add("refund_orders_by_refund_time", platform[rows][first], days[rows][first], 1)


def people_of(log: Log, orders: Ints) -> Ints:
    """Return the person of each order that names one."""
    return log.orders.platform[orders] * PERSON_SPACE + log.orders.human[orders]


def add_new_buyers(tally: Tally, log: Log, exports: Sequence[Export], named: Ints) -> None:
    """Add each person once, on the day and at the platform of the first paid order."""
    paid_at = learn(log, exports).paid_at
    order = named[np.argsort(paid_at[named], kind="stable")]
    _, first = np.unique(people_of(log, order), return_index=True)
    tally.add("new_buyers", log.orders.platform[order[first]], days_of(paid_at[order[first]]), 1)


def distinct(groups: Ints, people: Ints, size: int) -> Ints:
    """Return how many different people each of `size` groups has."""
    pairs = np.unique(np.stack([groups, people]), axis=1)
    return np.bincount(pairs[0], minlength=size).astype(np.int64)
