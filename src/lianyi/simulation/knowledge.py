"""What a set of exports says about each order and refund: per column, the newest file that has the column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import NEVER, Flags, Ints, Times, days_of, instant, known, sums_by
from lianyi.simulation.exports import Export
from lianyi.simulation.log import Log
from lianyi.simulation.settings import PINDUODUO, PLATFORMS, YOUZAN

PAID_COLUMN = ("支付完成时间", "买家付款时间", "支付时间", "订单成交时间")
DONE_COLUMN = ("订单完成时间", "交易成功时间", "订单完成时间", "确认收货时间")
REFUND_COLUMN = {YOUZAN: "订单已退款金额", PINDUODUO: "售后状态"}
"""Where an order export itself tells of refunds; the other platforms export refunds apart."""


@dataclass(frozen=True)
class Knowledge:
    """Per order: is it in any file, when was it paid and received as far as the files know, how much came back.

    Per refund row: is it in any file, and is it known as done.
    """

    is_seen: Flags
    paid_at: Times
    completed_at: Times
    is_requested: Flags
    is_refunded: Flags
    refunded_fen: Ints


def learn(log: Log, exports: Sequence[Export]) -> Knowledge:
    """Return what importing exactly these files teaches, whatever their order."""
    orders, refunds = log.orders, log.refunds
    order_files = [e for e in exports if e.kind == "orders"]
    seen = _newest(order_files, orders.platform, orders.created_day)
    paying = [e for e in order_files if e.shows(PAID_COLUMN[e.platform_index])]
    paid = known(orders.paid_at, _newest(paying, orders.platform, orders.created_day))
    finished = [e for e in order_files if e.shows(DONE_COLUMN[e.platform_index])]
    completed = known(orders.completed_at, _newest(finished, orders.platform, orders.created_day))
    totals = [e for e in order_files if _tells_refunds(e)]
    by_order = _newest(totals, orders.platform, orders.created_day)[refunds.order]
    after_files = [e for e in exports if e.kind == "aftersales"]
    platform = orders.platform[refunds.order]
    by_request = _newest(after_files, platform, days_of(refunds.requested_at))
    known_at = np.where(np.isin(platform, list(REFUND_COLUMN)), by_order, by_request)
    asked: Flags = refunds.requested_at <= by_request
    done: Flags = refunds.refunded_at <= known_at
    back = sums_by(refunds.order[done], refunds.goods_fen[done], len(orders))
    return Knowledge(~np.isnat(seen), paid, completed, asked, done, back)


def _tells_refunds(export: Export) -> bool:
    column = REFUND_COLUMN.get(export.platform_index)
    return column is not None and export.shows(column)


def _newest(exports: Iterable[Export], platform: Ints, days: Times) -> Times:
    """Return per row the latest export moment among the files that cover it, NaT where none does."""
    found = np.full(len(platform), NEVER)
    for export in sorted(exports, key=lambda e: e.as_of):
        inside = platform == PLATFORMS.index(export.platform)
        inside &= (days >= np.datetime64(export.from_day)) & (days <= np.datetime64(export.to_day))
        found[inside] = instant(export.as_of)
    return found
