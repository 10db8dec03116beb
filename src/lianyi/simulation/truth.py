"""The truth about the trade in a set of exports, from the log alone."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from lianyi.simulation.arrays import Flags, Ints, Times, days_of, sums_by
from lianyi.simulation.catalog import skus
from lianyi.simulation.knowledge import Knowledge
from lianyi.simulation.log import NORMAL, Log
from lianyi.simulation.settings import DOUYIN, XIAOHONGSHU, YOUZAN
from lianyi.simulation.tally import Tally

PERSON_SPACE = 10**9
"""People of one platform are numbered apart from those of another: a receiver's phone links nothing."""
DEARER_AFTER_DAYS, DEARER_PERCENT = 365, 103


def add_trade(tally: Tally, log: Log, told: Knowledge, *, only_normal: bool) -> Ints:
    """Add all trade figures to `tally`; return the paid orders that name a person.

    With `only_normal`, tests and purchases by staff are left out, as a shop's exclusion rules would.
    """
    is_normal = log.orders.role == NORMAL
    counted = told.is_seen & is_normal if only_normal else told.is_seen
    _add_created(tally, log, told, counted)
    if only_normal:
        _add_excluded(tally, log, told.is_seen & ~is_normal)
    platform = log.orders.platform
    paid = np.flatnonzero(counted & ~np.isnat(told.paid_at))
    pay_day = days_of(told.paid_at)
    for key, values in _paid_measures(log, told).items():
        tally.add(key, platform[paid], pay_day[paid], values[paid])
    done_day = days_of(told.completed_at)
    tally.add("orders_completed", platform[paid], done_day[paid], 1)
    tally.add("gmv_completed", platform[paid], done_day[paid], log.paid_fen[paid])
    _add_refunds(tally, log, told, counted)
    return paid[log.orders.is_person_shown[paid]]


def _add_created(tally: Tally, log: Log, told: Knowledge, counted: Flags) -> None:
    platform, day = log.orders.platform[counted], log.orders.created_day[counted]
    tally.add("orders_created", platform, day, 1)
    tally.add("gmv_created", platform, day, log.paid_fen[counted])
    tally.add("orders_unpaid", platform, day, np.isnat(told.paid_at[counted]).astype(np.int64))


def _add_excluded(tally: Tally, log: Log, excluded: Flags) -> None:
    platform, day = log.orders.platform[excluded], log.orders.created_day[excluded]
    tally.add("excluded_orders", platform, day, 1)
    tally.add("excluded_gmv", platform, day, log.paid_fen[excluded])


def _paid_measures(log: Log, told: Knowledge) -> dict[str, Ints]:
    lines, orders = log.lines, log.orders
    back = np.where(np.isnat(told.paid_at), 0, told.refunded_fen)
    freight = _sum_refunds(log, told.is_refunded, log.refunds.freight_fen)
    presale = orders.is_presale.astype(np.int64)
    shown, promoted = (
        orders.is_person_shown.astype(np.int64),
        (orders.creator >= 0).astype(np.int64),
    )
    return {
        "orders_paid": np.ones(len(orders), np.int64),
        "gmv_paid": log.paid_fen,
        "gmv_paid_with_subsidy": log.paid_fen + log.per_order(lines.subsidy_fen),
        "gmv_net": log.paid_fen - back,
        "list_value": log.per_order(lines.list_fen),
        "units_sold": log.per_order(lines.quantity),
        "freight": orders.freight_fen,
        "merchant_discount": log.per_order(lines.merchant_fen),
        "platform_subsidy": log.per_order(lines.platform_fen),
        "creator_discount": log.per_order(lines.creator_fen),
        "pay_discount": log.per_order(lines.pay_discount_fen),
        "refund_amount_by_pay_time": back,
        "refund_freight_by_pay_time": freight,
        "refunded_orders": (back > 0).astype(np.int64),
        "fully_refunded_orders": ((back >= log.paid_fen) & (back > 0)).astype(np.int64),
        "presale_orders": presale,
        "presale_gmv": log.paid_fen * presale,
        "promoter_orders": promoted,
        "promoter_gmv": log.paid_fen * promoted,
        "orders_with_person": shown,
        "gmv_with_person": log.paid_fen * shown,
        "goods_cost": log.per_order(lines.quantity * _unit_cost(log, told.paid_at)),
    }


def _unit_cost(log: Log, paid_at: Times) -> Ints:
    """Return per line what a piece cost when it was paid; 有赞 says it itself, by the day of order."""
    order = log.lines.order
    at = np.where(log.orders.platform == YOUZAN, log.orders.created_at, paid_at)[order]
    return unit_cost_fen(log, log.lines.sku, at)


def unit_cost_fen(log: Log, sku: Ints, at: Times) -> Ints:
    """Return what a piece cost at a time: a year after the first day everything is 3 % dearer."""
    cost = np.array([s.cost_fen for s in skus()], np.int64)[sku]
    later = np.datetime64(log.settings.first_day + timedelta(days=DEARER_AFTER_DAYS))
    return np.where(at >= later, cost * DEARER_PERCENT // 100, cost)


def _sum_refunds(log: Log, rows: Flags, fen: Ints) -> Ints:
    return sums_by(log.refunds.order[rows], fen[rows], len(log.orders))


def _add_refunds(tally: Tally, log: Log, told: Knowledge, counted: Flags) -> None:
    refunds = log.refunds
    platform = log.orders.platform[refunds.order]
    mine = counted[refunds.order]
    # Only Douyin exports when money went back; Xiaohongshu says of returns when they were asked for.
    done = np.flatnonzero(told.is_refunded & mine & (platform == DOUYIN))
    day = days_of(refunds.refunded_at[done])
    tally.add("refunds_done", platform[done], day, 1)
    tally.add("refund_amount_by_refund_time", platform[done], day, refunds.goods_fen[done])
    tally.add("refund_freight_by_refund_time", platform[done], day, refunds.freight_fen[done])
    _, first = np.unique(refunds.order[done], return_index=True)
    tally.add("refunded_orders_by_refund_time", platform[done][first], day[first], 1)
    is_dated = (platform == DOUYIN) & told.is_requested
    is_dated |= (platform == XIAOHONGSHU) & told.is_refunded & refunds.is_returned
    asked = np.flatnonzero(is_dated & mine)
    tally.add("refunds_requested", platform[asked], days_of(refunds.requested_at[asked]), 1)


def people_of(log: Log, orders: Ints) -> Ints:
    """Return the person of each order that names one."""
    return log.orders.platform[orders] * PERSON_SPACE + log.orders.human[orders]


def add_new_buyers(tally: Tally, log: Log, told: Knowledge, named: Ints) -> None:
    """Add each person once, on the day and at the platform of the first paid order; and what it brought."""
    order = named[np.argsort(told.paid_at[named], kind="stable")]
    _, first = np.unique(people_of(log, order), return_index=True)
    new = order[first]
    later = np.setdiff1d(named, new)
    day, platform = days_of(told.paid_at), log.orders.platform
    tally.add("new_buyers", platform[new], day[new], 1)
    tally.add("gmv_new", platform[new], day[new], log.paid_fen[new])
    tally.add("gmv_returning", platform[later], day[later], log.paid_fen[later])


def distinct(groups: Ints, people: Ints, size: int, at_least: int = 1) -> Ints:
    """Return how many different people occur `at_least` so often in each of `size` groups."""
    pairs, often = np.unique(np.stack([groups, people]), axis=1, return_counts=True)
    return np.bincount(pairs[0][often >= at_least], minlength=size).astype(np.int64)
