"""What a platform's own daily report counts: payments and refunds per day as known at the export."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import Ints, Times, days_of, instant, known, sums_by
from lianyi.simulation.exports import Export
from lianyi.simulation.log import Log
from lianyi.simulation.truth import distinct


@dataclass(frozen=True)
class Days:
    """One entry per day of an export. Amounts in fen; people are those the platform knows, masked or not."""

    days: Times
    paid_fen: Ints
    freight_fen: Ints
    subsidy_fen: Ints
    creator_fen: Ints
    orders: Ints
    buyers: Ints
    units: Ints
    deposit_fen: Ints
    refund_by_pay_fen: Ints
    refund_orders_by_pay: Ints
    refund_by_refund_fen: Ints
    refund_orders_by_refund: Ints
    refund_buyers: Ints


DEPOSIT_SHARE_BP = 1_000
"""A deposit is a tenth of what the buyer owes."""


def count_days(log: Log, export: Export) -> Days:
    """Count the platform's days from `from_day` to `to_day` with what was known at `as_of`."""
    first, size = instant(export.from_day), (export.to_day - export.from_day).days + 1
    as_of, orders = instant(export.as_of), log.orders
    here = orders.platform == export.platform_index
    paid, at = _placed(known(orders.paid_at, as_of), here, first, size)
    put_down, deposit_at = _placed(known(orders.deposit_at, as_of), here, first, size)
    back = log.refunded_fen(as_of)
    done = known(log.refunds.refunded_at, as_of)
    refunds, refund_at = _placed(done, here[log.refunds.order], first, size)
    refunded_order = log.refunds.order[refunds]
    per_line = log.per_order

    def by_pay(values: Ints) -> Ints:
        return sums_by(at, values[paid], size)

    return Days(
        days=np.datetime64(export.from_day) + np.arange(size),
        paid_fen=by_pay(log.paid_fen),
        freight_fen=by_pay(orders.freight_fen),
        subsidy_fen=by_pay(per_line(log.lines.platform_fen)),
        creator_fen=by_pay(per_line(log.lines.creator_fen)),
        orders=by_pay(np.ones(len(orders), np.int64)),
        buyers=distinct(at, orders.human[paid], size),
        units=by_pay(per_line(log.lines.quantity)),
        deposit_fen=sums_by(deposit_at, log.paid_fen[put_down] * DEPOSIT_SHARE_BP // 10_000, size),
        refund_by_pay_fen=by_pay(back),
        refund_orders_by_pay=by_pay((back > 0).astype(np.int64)),
        refund_by_refund_fen=sums_by(refund_at, log.refunds.goods_fen[refunds], size),
        refund_orders_by_refund=distinct(refund_at, refunded_order, size),
        refund_buyers=distinct(refund_at, orders.human[refunded_order], size),
    )


def _placed(
    times: Times, here: np.typing.NDArray[np.bool_], first: np.datetime64, size: int
) -> tuple[Ints, Ints]:
    """Return which entries fall on the export's days, and on which of them."""
    place = (days_of(times) - first.astype("datetime64[D]")).astype("timedelta64[D]")
    number = np.where(np.isnat(place), -1, place.astype(np.int64))
    chosen = np.flatnonzero(here & (number >= 0) & (number < size))
    return chosen, number[chosen]
