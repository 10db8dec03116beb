"""Daily reports: 抖音罗盘 and 千帆 shop days, and a plain traffic table for the platforms without one."""

from __future__ import annotations

import numpy as np

from lianyi.simulation.arrays import Ints, Times, count_texts, money_texts, percent_texts
from lianyi.simulation.daily import count_days
from lianyi.simulation.exports import Export
from lianyi.simulation.files.headers_more import DOUYIN_DAYS, XIAOHONGSHU_DAYS
from lianyi.simulation.files.table import Column, Dialect, Sheet
from lianyi.simulation.log import Log
from lianyi.simulation.settings import PLATFORM_NAMES
from lianyi.simulation.tally import Tally
from lianyi.simulation.traffic import Traffic, traffic

PLAIN = ["平台", "日期", "访客数", "浏览量", "商品访客数", "商品浏览量", "加购人数", "加购件数"]
DIALECT = Dialect("utf-8-sig")


def day_texts(days: Times) -> list[str]:
    """Write days as `2026-11-11`."""
    return [str(d) for d in days.astype("datetime64[D]").tolist()]


def _traffic_of(log: Log, export: Export) -> Traffic:
    """Return the platform's traffic on the export's days: one-dimensional columns."""
    start = (export.from_day - log.settings.first_day).days
    stop = (export.to_day - log.settings.first_day).days + 1
    found = traffic(log)
    names = Traffic.__dataclass_fields__
    return Traffic(**{n: getattr(found, n)[export.platform_index, start:stop] for n in names})


def douyin(log: Log, export: Export) -> Sheet:
    """Return the shop days of 罗盘, all carriers together. 用户支付金额 includes freight."""
    days, seen = count_days(log, export), _traffic_of(log, export)
    paid, clicks = days.paid_fen + days.freight_fen, seen.product_clicks
    money = {
        "用户支付金额": paid,
        "电商平台补贴金额": days.subsidy_fen,
        "退款后用户支付金额(支付时间)": paid - days.refund_by_pay_fen,
        "客单价": paid // np.maximum(days.buyers, 1),
        "千次曝光用户支付金额": paid * 1000 // np.maximum(seen.impressions, 1),
        "退款金额(支付时间)": days.refund_by_pay_fen,
        "退款金额(退款时间)": days.refund_by_refund_fen,
        "预售定金": days.deposit_fen,
        "达人补贴金额": days.creator_fen,
        "成交退款金额(支付时间)": days.refund_by_pay_fen,
        "成交退款金额(退款时间)": days.refund_by_refund_fen,
    }
    counts = {
        "成交订单数": days.orders,
        "成交人数": days.buyers,
        "退款订单数(退款时间)": days.refund_orders_by_refund,
        "退款订单数(支付时间)": days.refund_orders_by_pay,
        "商品曝光人数": seen.impression_people,
        "商品点击人数": seen.product_clickers,
        "商品曝光次数": seen.impressions,
        "商品点击次数": clicks,
    }
    columns: dict[str, Column] = {
        "日期": day_texts(days.days),
        "载体类型": "全部",
        "投放时段": "全部",
        "智能优惠券金额": "0.00",
        "全域实际免除佣金": "0.00",
        "退款率(支付时间)": percent_texts(days.refund_by_pay_fen, paid),
        "商品点击率(次数)": percent_texts(clicks, seen.impressions),
        "商品点击-成交转化率(次数)": percent_texts(days.orders, clicks),
        **{h: money_texts(v) for h, v in money.items()},
        **{h: count_texts(v) for h, v in counts.items()},
    }
    return Sheet(DOUYIN_DAYS, columns, len(days.days), "核心数据")


def xiaohongshu(log: Log, export: Export) -> Sheet:
    """Return the daily shop report of 千帆."""
    days, seen = count_days(log, export), _traffic_of(log, export)
    money = {
        "支付金额": days.paid_fen,
        "客单价": days.paid_fen // np.maximum(days.buyers, 1),
        "商品千次曝光成交金额": days.paid_fen * 1000 // np.maximum(seen.impressions, 1),
        "退款金额(退款时间)": days.refund_by_refund_fen,
    }
    counts = {
        "支付订单数": days.orders,
        "支付件数": days.units,
        "支付买家数": days.buyers,
        "总访客数": seen.visitors,
        "总浏览量": seen.page_views,
        "商品浏览量": seen.product_views,
        "商品访客数": seen.product_visitors,
        "新增加购人数": seen.cart_adders,
        "新增加购件数": seen.cart_units,
        "新增加入心愿单人数": seen.wishlisters,
        "退款买家数(退款时间)": days.refund_buyers,
        "退款订单数(退款时间)": days.refund_orders_by_refund,
    }
    columns: dict[str, Column] = {
        "统计日期": day_texts(days.days),
        "商品点击率(PV)": percent_texts(seen.product_views, seen.impressions),
        "支付转化率(UV)": percent_texts(days.buyers, seen.visitors),
        "支付转化率(PV)": percent_texts(days.orders, seen.page_views),
        "退款订单占比(退款时间)": percent_texts(days.refund_orders_by_refund, days.orders),
        **{h: money_texts(v) for h, v in money.items()},
        **{h: count_texts(v) for h, v in counts.items()},
    }
    return Sheet(XIAOHONGSHU_DAYS, columns, len(days.days), "店铺日报")


def plain(log: Log, export: Export) -> Sheet:
    """Return a traffic table as a clerk keeps it by hand."""
    seen = _traffic_of(log, export)
    size = len(seen.visitors)
    days = np.datetime64(export.from_day) + np.arange(size)
    values = (
        seen.visitors,
        seen.page_views,
        seen.product_visitors,
        seen.product_views,
        seen.cart_adders,
        seen.cart_units,
    )
    columns: dict[str, Column] = {
        "平台": PLATFORM_NAMES[export.platform_index],
        "日期": day_texts(days),
    }
    columns |= {h: count_texts(v) for h, v in zip(PLAIN[2:], values, strict=True)}
    return Sheet(PLAIN, columns, size)


def add_days(tally: Tally, log: Log, export: Export) -> None:
    """Add what a daily report says: the platform's own counts of trade."""
    found = count_days(log, export)
    sums: dict[str, Ints] = {
        "platform_gmv": found.paid_fen,
        "platform_orders": found.orders,
        "platform_buyers": found.buyers,
        "platform_refunds_by_refund_time": found.refund_by_refund_fen,
    }
    if export.platform == "douyin":
        paid = found.paid_fen + found.freight_fen
        sums["platform_gmv"] = paid
        sums["platform_net"] = paid - found.refund_by_pay_fen
        sums["platform_refunds_by_pay_time"] = found.refund_by_pay_fen
        sums["platform_deposits"] = found.deposit_fen
        sums["platform_day_subsidy"] = found.subsidy_fen
    else:
        sums["platform_units"] = found.units
        sums["platform_refund_buyers"] = found.refund_buyers
    _add(tally, export, sums)


def add_douyin(tally: Tally, log: Log, export: Export) -> None:
    """Add the shop days of 罗盘, which know products but no visitors."""
    add_days(tally, log, export)
    seen = _traffic_of(log, export)
    sums = {
        "product_impressions": seen.impressions,
        "product_impression_people": seen.impression_people,
        "product_clicks": seen.product_clicks,
        "product_clickers": seen.product_clickers,
    }
    _add(tally, export, sums)


def add_xiaohongshu(tally: Tally, log: Log, export: Export) -> None:
    """Add the daily shop report of 千帆, which has visitors too."""
    add_days(tally, log, export)
    add_plain(tally, log, export)
    _add(tally, export, {"wishlisters": _traffic_of(log, export).wishlisters})


def add_plain(tally: Tally, log: Log, export: Export) -> None:
    """Add the visitors of a plain traffic table."""
    seen = _traffic_of(log, export)
    sums = {
        "visitors": seen.visitors,
        "page_views": seen.page_views,
        "product_visitors": seen.product_visitors,
        "product_views": seen.product_views,
        "cart_adders": seen.cart_adders,
        "cart_units": seen.cart_units,
    }
    _add(tally, export, sums)


def _add(tally: Tally, export: Export, sums: dict[str, Ints]) -> None:
    size = (export.to_day - export.from_day).days + 1
    days = (np.datetime64(export.from_day) + np.arange(size)).astype("datetime64[s]")
    for key, values in sums.items():
        tally.add(key, export.platform_index, days, values)
