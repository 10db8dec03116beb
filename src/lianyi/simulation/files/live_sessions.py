"""抖音罗盘 live sessions: one row per session, 51 columns."""

from __future__ import annotations

import numpy as np

from lianyi.simulation.arrays import (
    Ints,
    count_texts,
    money_texts,
    percent_texts,
    picked,
    time_texts,
)
from lianyi.simulation.exports import Export
from lianyi.simulation.files.headers_more import LIVE_SESSIONS
from lianyi.simulation.files.table import Column, Sheet
from lianyi.simulation.live import HOSTS
from lianyi.simulation.live_counts import Audience, Sales, audience, chosen_sessions, sales
from lianyi.simulation.log import Log
from lianyi.simulation.settings import DOUYIN, STORE
from lianyi.simulation.tally import Tally


def sheet(log: Log, export: Export) -> Sheet:
    """Return the sessions of the export's days. 净成交 = 用户支付金额 less what came back within an hour."""
    chosen = chosen_sessions(log, export)
    seen, sold = _cut(audience(log), chosen), _cut_sales(sales(log, export), chosen)
    held = log.sessions
    minutes = (held.ended_at - held.started_at)[chosen].astype(np.int64) // 60
    columns: dict[str, Column] = {
        "店铺名称": STORE,
        "店铺ID": "70012345",
        "主播昵称": picked([h[0] for h in HOSTS], held.host[chosen]),
        "主播抖音号": picked([h[1] for h in HOSTS], held.host[chosen]),
        "直播开始时间": time_texts(held.started_at[chosen]),
        "直播结束时间": time_texts(held.ended_at[chosen]),
        "直播时长(分钟)": count_texts(minutes),
        **_viewers(seen, minutes),
        **_orders(sold, minutes),
        **_rates(seen, sold),
    }
    return Sheet(LIVE_SESSIONS, columns, len(chosen), "直播列表")


def _cut(seen: Audience, chosen: Ints) -> Audience:
    return Audience(**{n: getattr(seen, n)[chosen] for n in Audience.__dataclass_fields__})


def _cut_sales(sold: Sales, chosen: Ints) -> Sales:
    return Sales(**{n: getattr(sold, n)[chosen] for n in Sales.__dataclass_fields__})


def _viewers(seen: Audience, minutes: Ints) -> dict[str, Column]:
    average = seen.viewers * seen.watch_seconds // np.maximum(minutes * 60, 1)
    counts = {
        "直播间曝光人数": seen.impression_people,
        "直播间曝光次数": seen.impressions,
        "直播间观看人数": seen.viewers,
        "单小时观看人数": seen.viewers * 60 // minutes,
        "直播间观看次数": seen.views,
        "最高在线人数": average * 3,
        "平均在线人数": average,
        "评论次数": seen.comments,
        "新加直播团人数": seen.new_club,
        "新增粉丝数": seen.new_fans,
        "取关粉丝数": seen.lost_fans,
        "直播间商品曝光人数": seen.product_impression_people,
        "直播间商品点击人数": seen.product_clickers,
        "直播间商品曝光次数": seen.product_impressions,
        "直播间商品点击次数": seen.product_clicks,
    }
    watch = [f"{s / 60:.2f}" for s in seen.watch_seconds.tolist()]
    fans = percent_texts(seen.comments % 17 + 18, np.full(len(minutes), 100))
    texts = {h: count_texts(v) for h, v in counts.items()}
    return {"人均观看时长(分钟)": watch, "观看老粉占比": fans, "带货商品数": "36", **texts}


def _orders(sold: Sales, minutes: Ints) -> dict[str, Column]:
    money = {
        "直播间成交金额": sold.gross_fen,
        "直播间用户支付金额": sold.paid_fen,
        "单小时用户支付金额": sold.paid_fen * 60 // minutes,
        "直播间退款金额": sold.refund_fen,
        "预估佣金支出": np.zeros(len(minutes), np.int64),
        "预售全款金额": sold.presale_fen,
        "净成交金额": sold.paid_fen - sold.hour_refund_fen,
        "1小时退款金额": sold.hour_refund_fen,
    }
    counts = {
        "直播间成交订单数": sold.orders,
        "直播间成交件数": sold.units,
        "直播间成交人数": sold.buyers,
        "直播间退款订单数": sold.refund_orders,
        "直播间退款人数": sold.refund_buyers,
        "预售订单数": sold.presale_orders,
        "新加购物团人数": sold.buyers // 9,
        "净成交订单数": sold.orders - sold.hour_refund_orders,
        "1小时退款订单数": sold.hour_refund_orders,
    }
    texts = {h: money_texts(v) for h, v in money.items()}
    return {**texts, **{h: count_texts(v) for h, v in counts.items()}}


def _rates(seen: Audience, sold: Sales) -> dict[str, Column]:
    pairs = {
        "商品曝光-点击率(次数)": (seen.product_clicks, seen.product_impressions),
        "商品曝光-点击率(人数)": (seen.product_clickers, seen.product_impression_people),
        "商品点击-成交率(次数)": (sold.orders, seen.product_clicks),
        "商品点击-成交率(人数)": (sold.buyers, seen.product_clickers),
        "观看-成交率(次数)": (sold.orders, seen.views),
        "观看-成交率(人数)": (sold.buyers, seen.viewers),
        "1小时退款率": (sold.hour_refund_fen, sold.paid_fen),
    }
    rates = {h: percent_texts(part, whole) for h, (part, whole) in pairs.items()}
    return {**rates, "直播间投放消耗": money_texts(seen.spend_fen)}


def add(tally: Tally, log: Log, export: Export) -> None:
    """Add the sessions' totals on the day on which each started."""
    chosen = chosen_sessions(log, export)
    seen, sold = _cut(audience(log), chosen), _cut_sales(sales(log, export), chosen)
    held = log.sessions
    minutes = (held.ended_at - held.started_at)[chosen].astype(np.int64) // 60
    sums: dict[str, Ints | int] = {
        "live_session_count": 1,
        "live_gmv": sold.gross_fen,
        "live_paid": sold.paid_fen,
        "live_net": sold.paid_fen - sold.hour_refund_fen,
        "live_minutes": minutes,
        "live_orders": sold.orders,
        "live_buyers": sold.buyers,
        "live_units": sold.units,
        "live_refunds": sold.refund_fen,
        "live_refund_1h": sold.hour_refund_fen,
        "live_viewers": seen.viewers,
        "live_views": seen.views,
        "live_impression_people": seen.impression_people,
        "live_product_impression_people": seen.product_impression_people,
        "live_product_clickers": seen.product_clickers,
        "live_new_fans": seen.new_fans,
        "live_comments": seen.comments,
        "live_spend": seen.spend_fen,
    }
    for key, values in sums.items():
        tally.add(key, DOUYIN, log.sessions.started_at[chosen], values)
