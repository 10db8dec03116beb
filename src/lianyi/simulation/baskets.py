"""What is in an order and who pays for it: lines, quantities, discounts and their bearers, coupons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import Flags, Generator, Ints, Times, draws, group_sums, share
from lianyi.simulation.catalog import popularity, prices_fen, skus
from lianyi.simulation.log import CREATOR, TEST, Lines
from lianyi.simulation.seasons import SALES
from lianyi.simulation.settings import DOUYIN, PINDUODUO, YOUZAN, Settings

PRICE_LEVEL_BP = (9_600, 10_000, 10_200, 8_200)


@dataclass(frozen=True)
class CouponCampaign:
    """A coupon of the Youzan shop: `face_fen` off from `threshold_fen` of goods on."""

    name: str
    face_fen: int
    threshold_fen: int
    take_up: float


COUPONS = (
    CouponCampaign("新人券满99减10", 1_000, 9_900, 0.12),
    CouponCampaign("囤货券满199减25", 2_500, 19_900, 0.35),
    CouponCampaign("会员日券满299减45", 4_500, 29_900, 0.30),
)


@dataclass(frozen=True)
class Basket:
    """All lines, where each order's lines start, how many they are, and the coupon used (-1 = none)."""

    lines: Lines
    line_start: Ints
    line_count: Ints
    coupon: Ints
    freight_fen: Ints


def fill(settings: Settings, created: Times, platform: Ints, source: Ints, role: Ints) -> Basket:
    """Draw what every order contains and what it costs."""
    rng = draws(settings.seed, "baskets")
    counts = rng.choice(3, len(created), p=(0.74, 0.19, 0.07)) + 1
    # A Pinduoduo order is one product; a test is one piece.
    counts[(role == TEST) | (platform == PINDUODUO)] = 1
    start = np.cumsum(counts) - counts
    order = np.repeat(np.arange(len(created)), counts)
    sku = _skus(rng, created[order], np.arange(len(order)) - start[order])
    sku[role[order] == TEST] = len(skus()) - 1
    quantity = np.where(
        role[order] == TEST, 1, rng.choice(4, len(order), p=(0.8, 0.14, 0.04, 0.02)) + 1
    )
    price = _unit_prices(platform[order], sku)
    plain = _discounted(rng, created, platform, source, order, price * quantity, sku, quantity)
    coupon = _coupons(rng, platform, role, group_sums(plain.list_fen - plain.merchant_fen, start))
    lines = _with_coupons(plain, coupon, start, counts)
    freight = _freight(rng, platform, role, group_sums(lines.paid_fen, start))
    return Basket(lines, start, counts, coupon, freight)


def _skus(rng: Generator, created: Times, position: Ints) -> Ints:
    months = created.astype("datetime64[M]").astype(np.int64) % 12
    chosen = np.zeros(len(created), np.int64)
    for month in range(12):
        here = months == month
        weights = popularity(month + 1)
        chosen[here] = rng.choice(len(weights), int(here.sum()), p=weights / weights.sum())
    # Nothing appears twice in one order: a later line steps on until it differs from those before.
    size = len(skus()) - 1
    for step in (1, 2):
        later = np.flatnonzero(position >= step)
        for _ in range(step):
            for back in range(1, step + 1):
                same = later[chosen[later] == chosen[later - back]]
                same = same[position[same] == step]
                chosen[same] = (chosen[same] + 1) % size
    return chosen


def _unit_prices(platform: Ints, sku: Ints) -> Ints:
    """Return the price shown: the list price times the platform's level, ending in whole yuan."""
    fen = share(prices_fen()[sku], np.array(PRICE_LEVEL_BP)[platform])
    return np.where(prices_fen()[sku] == 1, 1, np.maximum(fen // 100, 1) * 100)


def _sale_flags(created: Times) -> Flags:
    days = created.astype("datetime64[D]")
    keys = sorted({(d.month, d.day) for d in np.unique(days).tolist()} & set(SALES))
    month = created.astype("datetime64[M]")
    of_month = (days - month.astype("datetime64[D]")).astype(np.int64) + 1
    found: Flags = np.isin(
        (month.astype(np.int64) % 12 + 1) * 100 + of_month, [m * 100 + d for m, d in keys]
    )
    return found


def _discounted(
    rng: Generator,
    created: Times,
    platform: Ints,
    source: Ints,
    order: Ints,
    list_fen: Ints,
    sku: Ints,
    quantity: Ints,
) -> Lines:
    size = len(platform)
    sale = _sale_flags(created)
    merchant_bp = rng.choice([0, 500, 1_000, 1_500], size, p=(0.5, 0.25, 0.15, 0.1)) + 500 * sale
    has_platform = rng.random(size) < np.where(sale, 0.55, 0.22) * (platform != YOUZAN)
    platform_bp = np.where(has_platform, rng.integers(200, 900, size), 0)
    creator_bp = np.where((source == CREATOR) & (rng.random(size) < 0.15), 300, 0)
    creator_bp *= platform == DOUYIN
    pays = np.array([0.0, 0.12, 0.15, 0.20])[platform]
    pay_bp = np.where(rng.random(size) < pays, rng.integers(50, 250, size), 0)
    free = sku == len(skus()) - 1
    parts = [
        np.where(free, 0, share(list_fen, bp[order]))
        for bp in (merchant_bp, platform_bp, creator_bp, pay_bp)
    ]
    return Lines(order, sku, quantity, list_fen, *parts)


def _coupons(rng: Generator, platform: Ints, role: Ints, payable_fen: Ints) -> Ints:
    coupon = np.full(len(platform), -1)
    open_to = (platform == YOUZAN) & (role != TEST)
    for n, campaign in enumerate(COUPONS):
        takes = rng.random(len(platform)) < campaign.take_up
        coupon[open_to & takes & (payable_fen >= campaign.threshold_fen)] = n
    return coupon


def _with_coupons(plain: Lines, coupon: Ints, start: Ints, counts: Ints) -> Lines:
    """Share each coupon over its order's lines by value; the last line takes what is left."""
    faces = np.array([c.face_fen for c in COUPONS] + [0])[coupon]
    value = plain.list_fen - plain.merchant_fen
    total = group_sums(value, start)
    part = faces[plain.order] * value // np.maximum(total[plain.order], 1)
    last = start + counts - 1
    part[last] += faces - group_sums(part, start)
    return Lines(
        plain.order,
        plain.sku,
        plain.quantity,
        plain.list_fen,
        plain.merchant_fen + part,
        plain.platform_fen,
        plain.creator_fen,
        plain.pay_discount_fen,
    )


def _freight(rng: Generator, platform: Ints, role: Ints, paid_fen: Ints) -> Ints:
    luck = rng.random(len(platform))
    freight = np.where((platform == DOUYIN) & (luck < 0.06), 800, 0)
    freight[(platform == YOUZAN) & (paid_fen < 9_900) & (luck < 0.5)] = 1_000
    freight[role == TEST] = 0
    return freight
