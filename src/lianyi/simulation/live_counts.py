"""What 罗盘 counts about each live session: orders from the log, viewers drawn to fit them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import Ints, days_of, draws, instant, known, sums_by
from lianyi.simulation.exports import Export
from lianyi.simulation.log import Log
from lianyi.simulation.truth import distinct

ONE_HOUR = np.timedelta64(3600, "s")


@dataclass(frozen=True)
class Audience:
    """Viewers of each session, all sessions of the shop."""

    impressions: Ints
    impression_people: Ints
    views: Ints
    viewers: Ints
    comments: Ints
    new_fans: Ints
    lost_fans: Ints
    new_club: Ints
    watch_seconds: Ints
    product_impression_people: Ints
    product_impressions: Ints
    product_clickers: Ints
    product_clicks: Ints
    spend_fen: Ints


@dataclass(frozen=True)
class Sales:
    """Orders of each session as known at the export. Amounts of goods in fen, without freight."""

    orders: Ints
    buyers: Ints
    units: Ints
    paid_fen: Ints
    gross_fen: Ints
    refund_fen: Ints
    refund_orders: Ints
    refund_buyers: Ints
    hour_refund_fen: Ints
    hour_refund_orders: Ints
    presale_orders: Ints
    presale_fen: Ints


def chosen_sessions(log: Log, export: Export) -> Ints:
    """Return the sessions that started on the export's days."""
    day = days_of(log.sessions.started_at)
    inside = (day >= np.datetime64(export.from_day)) & (day <= np.datetime64(export.to_day))
    return np.flatnonzero(inside)


def audience(log: Log) -> Audience:
    """Draw each session's viewers from the number of orders placed in it."""
    rng = draws(log.settings.seed, "audience")
    size = len(log.sessions.started_at)
    placed = log.orders.session[log.orders.session >= 0]
    orders = np.bincount(placed, minlength=size)

    def times(low: float, high: float, base: Ints) -> Ints:
        drawn: Ints = (base * rng.uniform(low, high, size)).astype(np.int64)
        return drawn

    viewers = times(34, 52, orders + 1)
    people = times(5, 8, viewers)
    shown = times(0.72, 0.86, viewers)
    clickers = times(0.16, 0.26, shown)
    return Audience(
        impressions=times(1.5, 2.2, people),
        impression_people=people,
        views=times(1.2, 1.5, viewers),
        viewers=viewers,
        comments=times(0.1, 0.4, viewers),
        new_fans=times(0.008, 0.02, viewers),
        lost_fans=times(0.001, 0.003, viewers),
        new_club=times(0.001, 0.004, viewers),
        watch_seconds=rng.integers(55, 190, size),
        product_impression_people=shown,
        product_impressions=times(3, 5, shown),
        product_clickers=clickers,
        product_clicks=times(1.3, 1.9, clickers),
        spend_fen=times(900, 1_900, orders),
    )


def sales(log: Log, export: Export) -> Sales:
    """Count each session's paid orders and refunds as known at `as_of`; entries for all sessions."""
    orders, as_of, size = log.orders, instant(export.as_of), len(log.sessions.started_at)
    paid_at = known(orders.paid_at, as_of)
    paid = np.flatnonzero((orders.session >= 0) & ~np.isnat(paid_at))
    at = orders.session[paid]
    refunds = log.refunds
    done = np.flatnonzero((refunds.refunded_at <= as_of) & (orders.session[refunds.order] >= 0))
    order = refunds.order[done]
    quick = refunds.refunded_at[done] - orders.paid_at[order] <= ONE_HOUR
    back_at = orders.session[order]
    presale = orders.is_presale.astype(np.int64)
    subsidy = log.per_order(log.lines.subsidy_fen)

    def by_session(values: Ints) -> Ints:
        return sums_by(at, values[paid], size)

    return Sales(
        orders=by_session(np.ones(len(orders), np.int64)),
        buyers=distinct(at, orders.human[paid], size),
        units=by_session(log.per_order(log.lines.quantity)),
        paid_fen=by_session(log.paid_fen),
        gross_fen=by_session(log.paid_fen + subsidy),
        refund_fen=sums_by(back_at, refunds.goods_fen[done], size),
        refund_orders=distinct(back_at, order, size),
        refund_buyers=distinct(back_at, orders.human[order], size),
        hour_refund_fen=sums_by(back_at[quick], refunds.goods_fen[done][quick], size),
        hour_refund_orders=distinct(back_at[quick], order[quick], size),
        presale_orders=by_session(presale),
        presale_fen=by_session(log.paid_fen * presale),
    )
