"""Plain tables that the shop keeps by hand: products, costs, coupons, targets, campaigns, annotations."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from lianyi.simulation.arrays import DAY_SECONDS, Ints, money_texts, picked, seconds, time_texts
from lianyi.simulation.baskets import COUPONS
from lianyi.simulation.catalog import prices_fen, skus
from lianyi.simulation.coupons import VALID_DAYS, claims
from lianyi.simulation.exports import Export
from lianyi.simulation.files.table import Column, Dialect, Sheet
from lianyi.simulation.files.youzan import order_numbers
from lianyi.simulation.log import Log
from lianyi.simulation.seasons import is_live_cancelled
from lianyi.simulation.settings import PLATFORM_NAMES, YOUZAN
from lianyi.simulation.tally import Tally
from lianyi.simulation.truth import DEARER_AFTER_DAYS, DEARER_PERCENT

DIALECT = Dialect("utf-8-sig")
SHIPPING_FEN = 350
CLAIMS = [
    "平台",
    "券号",
    "券活动",
    "领取人",
    "领取时间",
    "失效时间",
    "面额(元)",
    "门槛(元)",
    "承担方",
    "状态",
]
USES = [
    "平台",
    "券号",
    "订单号",
    "券活动",
    "使用人",
    "核销时间",
    "优惠金额(元)",
    "带来的支付金额(元)",
]
MONTHLY_GROWTH_BP = 10_300


def products(_log: Log, _export: Export) -> Sheet:
    """Return what is on sale, the same in every shop."""
    columns: dict[str, Column] = {
        "商家编码": [s.code for s in skus()],
        "商品": [s.product for s in skus()],
        "规格": [s.spec for s in skus()],
        "类目": [s.category for s in skus()],
        "售价(元)": money_texts(prices_fen()),
    }
    return Sheet(list(columns), columns, len(skus()))


def costs(log: Log, _export: Export) -> Sheet:
    """Return what a piece costs, from the first day on; a year later everything costs 3 % more."""
    later = log.settings.first_day + timedelta(days=DEARER_AFTER_DAYS)
    days = [d for d in (log.settings.first_day, later) if d <= log.settings.last_day]
    rows = [(s, d, n) for n, d in enumerate(days) for s in skus()]
    fen = np.array(
        [s.cost_fen * (DEARER_PERCENT if n else 100) // 100 for s, _, n in rows], np.int64
    )
    columns: dict[str, Column] = {
        "商家编码": [s.code for s, _, _ in rows],
        "商品": [f"{s.product} {s.spec}" for s, _, _ in rows],
        "生效日": [d.isoformat() for _, d, _ in rows],
        "单件成本(元)": money_texts(fen),
        "单件运费(元)": money_texts(np.full(len(rows), SHIPPING_FEN)),
    }
    return Sheet(list(columns), columns, len(rows))


def _coupon_numbers(claimed: Ints) -> list[str]:
    return [f"C{n:09d}" for n in claimed.tolist()]


def coupon_claims(log: Log, export: Export) -> Sheet:
    """Return the coupons that people claimed, by the phone they shop with."""
    found = claims(log, export)
    size = len(found.campaign)
    ends = found.claimed_at + seconds(np.full(size, VALID_DAYS * DAY_SECONDS))
    is_used, is_over = found.order >= 0, ends <= np.datetime64(export.as_of, "s")
    columns: dict[str, Column] = {
        "平台": PLATFORM_NAMES[YOUZAN],
        "券号": _coupon_numbers(np.arange(size)),
        "券活动": picked([c.name for c in COUPONS], found.campaign),
        "领取人": [log.phones[h] for h in found.human.tolist()],
        "领取时间": time_texts(found.claimed_at),
        "失效时间": time_texts(ends),
        "面额(元)": picked(money_texts(_faces()), found.campaign),
        "门槛(元)": picked(
            money_texts(np.array([c.threshold_fen for c in COUPONS])), found.campaign
        ),
        "承担方": "商家",
        "状态": picked(("未使用", "已过期", "已使用"), np.select([is_used, is_over], [2, 1], 0)),
    }
    return Sheet(CLAIMS, columns, size)


def coupon_uses(log: Log, export: Export) -> Sheet:
    """Return the coupons that were used, with their paid order."""
    found = claims(log, export)
    rows = np.flatnonzero(found.order >= 0)
    order, campaign = found.order[rows], found.campaign[rows]
    columns: dict[str, Column] = {
        "平台": PLATFORM_NAMES[YOUZAN],
        "券号": _coupon_numbers(rows),
        "订单号": order_numbers(log, order),
        "券活动": picked([c.name for c in COUPONS], campaign),
        "使用人": [log.phones[h] for h in found.human[rows].tolist()],
        "核销时间": time_texts(found.used_at[rows]),
        "优惠金额(元)": picked(money_texts(_faces()), campaign),
        "带来的支付金额(元)": money_texts(log.paid_fen[order]),
    }
    return Sheet(USES, columns, len(rows))


def _faces() -> Ints:
    return np.array([c.face_fen for c in COUPONS])


def targets(log: Log, _export: Export) -> Sheet:
    """Return a target of `gmv_paid` for each of the last twelve months: 3 % above what the year's mean was."""
    last = log.settings.last_day
    months = [_months_before(last, n) for n in range(11, -1, -1)]
    mean = int(log.paid_fen.sum()) * 30 // log.settings.day_count
    step = [mean * (MONTHLY_GROWTH_BP + 100 * n) // 10_000 for n in range(12)]
    columns: dict[str, Column] = {
        "指标": "gmv_paid",
        "期间": months,
        "目标值": money_texts(np.array(step) // 100_000 * 100_000),
        "负责人": "王岚",
    }
    return Sheet(list(columns), columns, 12)


def _months_before(day: date, count: int) -> str:
    number = day.year * 12 + day.month - 1 - count
    return f"{number // 12}-{number % 12 + 1:02d}"


def campaigns(log: Log, _export: Export) -> Sheet:
    """Return the campaigns of every year that the shop lives in."""
    rows = [
        (f"{year} {name}", kind, date(year, *start), date(year, *end), fen)
        for year in range(log.settings.first_day.year, log.settings.last_day.year + 1)
        for name, kind, start, end, fen in (
            ("618囤货节", "大促", (5, 24), (6, 18), 3_000_000),
            ("开学季", "主题", (8, 25), (9, 9), 600_000),
            ("双11囤货节", "大促", (10, 20), (11, 11), 4_500_000),
        )
    ]
    kept = [r for r in rows if log.settings.first_day <= r[3] <= log.settings.last_day]
    columns: dict[str, Column] = {
        "活动": [r[0] for r in kept],
        "类型": [r[1] for r in kept],
        "开始": [r[2].isoformat() for r in kept],
        "结束": [r[3].isoformat() for r in kept],
        "预算(元)": money_texts(np.array([r[4] for r in kept], np.int64)),
        "负责人": "张敏",
    }
    return Sheet(list(columns), columns, len(kept))


def journal(log: Log, _export: Export) -> Sheet:
    """Return what the shop noted in its calendar: an evening session that was called off."""
    days = [d for d in log.settings.days if is_live_cancelled(log.settings, d)]
    columns: dict[str, Column] = {
        "日期": [d.isoformat() for d in days],
        "内容": "晚场直播停播：主播生病",
        "种类": "直播",
        "范围": "抖店",
        "作者": "张敏",
    }
    return Sheet(list(columns), columns, len(days))


def add_claims(tally: Tally, log: Log, export: Export) -> None:
    """Add the claims on their day."""
    found = claims(log, export)
    tally.add("coupons_claimed", YOUZAN, found.claimed_at, 1)
    tally.add("coupon_face", YOUZAN, found.claimed_at, _faces()[found.campaign])


def add_uses(tally: Tally, log: Log, export: Export) -> None:
    """Add the uses on the day of payment."""
    found = claims(log, export)
    rows = np.flatnonzero(found.order >= 0)
    tally.add("coupons_redeemed", YOUZAN, found.used_at[rows], 1)
    tally.add("coupon_discount", YOUZAN, found.used_at[rows], _faces()[found.campaign[rows]])
    tally.add("coupon_gmv", YOUZAN, found.used_at[rows], log.paid_fen[found.order[rows]])
