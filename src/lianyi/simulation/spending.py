"""What the shop spends: 千川 plans by day, and on 小红书 ads, creators' fees and content."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import Ints, Times, draws, sums_by
from lianyi.simulation.exports import Export
from lianyi.simulation.log import PAID, Log
from lianyi.simulation.placements import placements
from lianyi.simulation.settings import DOUYIN, XIAOHONGSHU
from lianyi.simulation.traffic import day_numbers

PLANS = ("直播间推广-放量", "直播间推广-控成本", "短视频带货-拉新", "商品卡-长期")
PLAN_SHARES_BP = (4_200, 2_800, 2_000, 1_000)
FLOOR_FEN = 6_000
"""A plan of a shop of full size spends that much on a day on which it sells nothing."""
CONTENT_FEN = 380_000
"""What a shop of full size spends on content in a month."""


@dataclass(frozen=True)
class AdDays:
    """One entry per day and plan, days first. Claimed amounts are the platform's own attribution."""

    day: Ints
    plan: Ints
    spend_fen: Ints
    impressions: Ints
    clicks: Ints
    orders: Ints
    direct_fen: Ints
    indirect_fen: Ints
    fans: Ints


def ad_days(log: Log) -> AdDays:
    """Return what each plan spent and claims on each day of the shop's life."""
    rng = draws(log.settings.seed, "ads")
    size, plans = log.settings.day_count, len(PLANS)
    mine = (log.orders.platform == DOUYIN) & (log.orders.source == PAID)
    days = day_numbers(log)[mine]
    sold = sums_by(days, log.paid_fen[mine], size)
    orders = np.bincount(days, minlength=size)
    share = np.tile(np.array(PLAN_SHARES_BP), size)
    day = np.repeat(np.arange(size), plans)
    value = sold[day] * share // 10_000
    claimed = (value * rng.uniform(1.02, 1.25, len(day))).astype(np.int64)
    size_bp = log.settings.size_bp
    spend = (
        1
        + FLOOR_FEN * size_bp // 10_000
        + (value / rng.uniform(2.2, 4.0, len(day))).astype(np.int64)
    )
    impressions = (spend / rng.uniform(2.0, 4.5, len(day))).astype(np.int64) + 50
    clicks = (impressions * rng.uniform(0.02, 0.045, len(day))).astype(np.int64)
    direct = claimed * 8 // 10
    return AdDays(
        day=day,
        plan=np.tile(np.arange(plans), size),
        spend_fen=spend,
        impressions=impressions,
        clicks=clicks,
        orders=orders[day] * share // 10_000,
        direct_fen=direct,
        indirect_fen=claimed - direct,
        fans=clicks // 40,
    )


@dataclass(frozen=True)
class Spend:
    """One entry per row of the plain spending table."""

    day: Times
    name: list[str]
    category: list[str]
    spend_fen: Ints
    impressions: Ints
    clicks: Ints


def red_spend(log: Log) -> Spend:
    """Return the shop's spending on 小红书: 聚光 every day, content monthly, fees as creators publish."""
    rng = draws(log.settings.seed, "red spend")
    size = log.settings.day_count
    mine = log.orders.platform == XIAOHONGSHU
    sold = sums_by(day_numbers(log)[mine], log.paid_fen[mine], size)
    size_bp = log.settings.size_bp
    ads = (
        1 + FLOOR_FEN * size_bp // 10_000 + (sold * rng.uniform(0.05, 0.09, size)).astype(np.int64)
    )
    shown = (ads / rng.uniform(1.8, 3.2, size)).astype(np.int64)
    first = np.datetime64(log.settings.first_day)
    firsts = [n for n, d in enumerate(log.settings.days) if d.day == 1]
    deals = placements(log)
    paid_on = deals.published_at.astype("datetime64[D]")
    kept = paid_on <= np.datetime64(log.settings.last_day)
    months, fees = len(firsts), int(kept.sum())
    none = np.zeros(months + fees, np.int64)
    return Spend(
        day=np.concatenate(
            [first + np.arange(size), first + np.array(firsts, np.int64), paid_on[kept]]
        ),
        name=["聚光-信息流"] * size
        + ["图文与短视频拍摄"] * months
        + [f"合作{n}" for n in np.flatnonzero(kept).tolist()],
        category=["广告"] * size + ["内容"] * months + ["KOL"] * fees,
        spend_fen=np.concatenate(
            [ads, np.full(months, CONTENT_FEN * size_bp // 10_000), deals.fee_fen[kept]]
        ),
        impressions=np.concatenate([shown, none]),
        clicks=np.concatenate([shown // 35, none]),
    )


def on_days(export: Export, days: Times) -> Ints:
    """Return which entries fall on the export's days."""
    inside = (days >= np.datetime64(export.from_day)) & (days <= np.datetime64(export.to_day))
    return np.flatnonzero(inside)
