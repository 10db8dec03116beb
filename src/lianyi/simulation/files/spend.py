"""Spending: the plan report of 巨量千川 by day, and a plain table for 小红书."""

from __future__ import annotations

import numpy as np

from lianyi.simulation.arrays import (
    Ints,
    Times,
    count_texts,
    instant,
    money_texts,
    percent_texts,
    picked,
)
from lianyi.simulation.exports import Export
from lianyi.simulation.files.headers_more import AD_PLANS
from lianyi.simulation.files.shop_days import day_texts
from lianyi.simulation.files.table import Column, Dialect, Sheet, tabbed
from lianyi.simulation.log import Log
from lianyi.simulation.settings import DOUYIN, PLATFORM_NAMES, XIAOHONGSHU
from lianyi.simulation.spending import AdDays, ad_days, on_days, red_spend
from lianyi.simulation.tally import Tally

DIALECT = Dialect("gb18030", "-")
PLAIN_DIALECT = Dialect("utf-8-sig")
PLAIN = ["平台", "日期", "计划", "类别", "渠道", "消耗(元)", "展示次数", "点击次数"]


def _chosen(log: Log, export: Export) -> tuple[AdDays, Times]:
    found = ad_days(log)
    days = instant(log.settings.first_day).astype("datetime64[D]") + found.day
    rows = on_days(export, days)
    cut = AdDays(**{n: getattr(found, n)[rows] for n in AdDays.__dataclass_fields__})
    return cut, days[rows]


def plans(log: Log, export: Export) -> Sheet:
    """Return the plan report split by day: 日期 stands before the report's own columns."""
    ads, days = _chosen(log, export)
    claimed = ads.direct_fen + ads.indirect_fen
    orders = np.maximum(ads.orders, 1)
    money = {
        "消耗(元)": ads.spend_fen,
        "平均千次展现费用(元)": ads.spend_fen * 1000 // ads.impressions,
        "直接成交金额(元)": ads.direct_fen,
        "间接成交金额": ads.indirect_fen,
        "广告成交金额(元)": claimed,
        "广告平均成单金额(元)": claimed // orders,
        "广告直接结算金额(7天)(元)": ads.direct_fen * 9 // 10,
    }
    counts = {
        "展示次数": ads.impressions,
        "点击次数": ads.clicks,
        "直播间超过1分钟观看人次": ads.clicks // 3,
        "直播间商品点击次数": ads.clicks // 4,
        "广告成单数": ads.orders,
        "新增粉丝数": ads.fans,
    }
    columns: dict[str, Column] = {
        "日期": day_texts(days),
        "计划ID": tabbed([str(1_780_000_000_000_001 + p) for p in ads.plan.tolist()]),
        "抖音号": "lianyi_xiaoman",
        "直播间ID": "-",
        "点击率": percent_texts(ads.clicks, ads.impressions),
        "广告点击率": percent_texts(ads.clicks, ads.impressions),
        "广告成单率": percent_texts(ads.orders, np.maximum(ads.clicks, 1)),
        "广告支付ROI": _ratios(claimed, ads.spend_fen),
        "广告直接结算ROI(7天)": _ratios(ads.direct_fen * 9 // 10, ads.spend_fen),
        **{h: money_texts(v) for h, v in money.items()},
        **{h: count_texts(v) for h, v in counts.items()},
    }
    return Sheet(["日期", *AD_PLANS], columns, len(days))


def _ratios(parts: Ints, wholes: Ints) -> list[str]:
    return money_texts(parts * 100 // np.maximum(wholes, 1))


def plain(log: Log, export: Export) -> Sheet:
    """Return the spending on 小红书 as a clerk keeps it by hand."""
    spent = red_spend(log)
    rows = on_days(export, spent.day)
    columns: dict[str, Column] = {
        "平台": PLATFORM_NAMES[XIAOHONGSHU],
        "日期": day_texts(spent.day[rows]),
        "计划": picked(spent.name, rows),
        "类别": picked(spent.category, rows),
        "渠道": "小红书",
        "消耗(元)": money_texts(spent.spend_fen[rows]),
        "展示次数": count_texts(spent.impressions[rows]),
        "点击次数": count_texts(spent.clicks[rows]),
    }
    return Sheet(PLAIN, columns, len(rows))


def add_plans(tally: Tally, log: Log, export: Export) -> None:
    """Add what the plans spent and what the platform claims for them."""
    ads, days = _chosen(log, export)
    sums: dict[str, Ints] = {
        "ad_spend": ads.spend_fen,
        "total_spend": ads.spend_fen,
        "ad_impressions": ads.impressions,
        "ad_clicks": ads.clicks,
        "ad_orders": ads.orders,
        "ad_value": ads.direct_fen + ads.indirect_fen,
        "ad_direct": ads.direct_fen,
    }
    for key, values in sums.items():
        tally.add(key, DOUYIN, days.astype("datetime64[s]"), values)


def add_plain(tally: Tally, log: Log, export: Export) -> None:
    """Add the spending on 小红书; only the category 广告 is ad spend."""
    spent = red_spend(log)
    rows = on_days(export, spent.day)
    days = spent.day[rows].astype("datetime64[s]")
    is_ad = np.array([spent.category[r] == "广告" for r in rows.tolist()])
    for key, kept in (("total_spend", slice(None)), ("ad_spend", is_ad)):
        tally.add(key, XIAOHONGSHU, days[kept], spent.spend_fen[rows][kept])
    tally.add("ad_impressions", XIAOHONGSHU, days, spent.impressions[rows])
    tally.add("ad_clicks", XIAOHONGSHU, days, spent.clicks[rows])
