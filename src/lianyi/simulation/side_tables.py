"""Plain tables that the sample shop's exports lack: stock, complaints, joins by code, account events.

They follow the log: what is in stock falls by what is sold and is bought again in time, complaints come after orders, joins
rise and fall with the shop. Events of `simulation.disturbances` change them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lianyi.simulation.arrays import (
    DAY_SECONDS,
    HOUR_SECONDS,
    Ints,
    count_texts,
    days_of,
    draws,
    instant,
    seconds,
    sums_by,
    time_texts,
)
from lianyi.simulation.catalog import skus
from lianyi.simulation.clockwork import seconds_of_day
from lianyi.simulation.disturbances import Ban, ComplaintSpike, Event, StockOut, inside
from lianyi.simulation.files.shop_days import day_texts
from lianyi.simulation.files.table import Column, Sheet
from lianyi.simulation.files.youzan import order_numbers
from lianyi.simulation.log import NORMAL, Log
from lianyi.simulation.people import phones
from lianyi.simulation.seasons import day_weights
from lianyi.simulation.settings import PLATFORM_NAMES, YOUZAN

CODES = ("FX-01", "FX-02")
JOINS_PER_ORDER = 0.1
JOIN_SPREAD = 2.0
COMPLAINT_CHANCE = 0.006
KINDS = ("发货慢", "商品破损", "与描述不符", "客服态度")
USUAL_DAYS, REORDER_DAYS, FULL_DAYS, AHEAD_DAYS = 28, 12, 40, 7
BAN_HOUR = 10


def side_tables(log: Log, events: Sequence[Event] = ()) -> dict[str, Sheet]:
    """Return the tables by their name: `库存日`, `投诉`, `触点`, and `账号事件` where there is one."""
    found = {
        "库存日": stock(log, events),
        "投诉": complaints(log, events),
        "触点": joins(log, events),
    }
    told = [e for e in events if isinstance(e, Ban) and e.is_told]
    return {**found, "账号事件": account_events(told)} if told else found


def units_by_day(log: Log) -> Ints:
    """Return paid units [SKUs × days]."""
    days = log.settings.day_count
    at = _place(log, days_of(log.orders.paid_at))[log.lines.order]
    kept = (at >= 0) & (at < days) & (log.lines.sku < len(skus()))
    flat = log.lines.sku[kept] * days + at[kept]
    found: Ints = sums_by(flat, log.lines.quantity[kept], len(skus()) * days).reshape(-1, days)
    return found


def _place(log: Log, days: np.typing.NDArray[np.datetime64]) -> Ints:
    apart = (days - instant(log.settings.first_day).astype("datetime64[D]")).astype(
        "timedelta64[D]"
    )
    return np.where(np.isnat(apart), -1, apart.astype(np.int64))


def stock(log: Log, events: Sequence[Event]) -> Sheet:
    """Return what is left of each SKU at the end of each day. The shop orders in time, also for the sales days to come."""
    sold = units_by_day(log)
    size = log.settings.day_count
    left = np.array([_levels(row) for row in sold.tolist()], dtype=np.int64)
    days = np.datetime64(log.settings.first_day) + np.arange(size)
    codes = [sku.code for sku in skus()]
    for event in events:
        if isinstance(event, StockOut):
            left[codes.index(event.sku), inside(days, event)] = 0
    columns: dict[str, Column] = {
        "平台": PLATFORM_NAMES[YOUZAN],
        "日期": day_texts(np.tile(days, len(codes))),
        "商家编码": [code for code in codes for _ in range(size)],
        "商品": [sku.product for sku in skus() for _ in range(size)],
        "库存": count_texts(left.reshape(-1)),
    }
    return Sheet(list(columns), columns, len(codes) * size)


def _levels(sold: list[int]) -> list[int]:
    """Return the stock at the end of each day: filled up when it would not last."""
    left, found = 0, []
    for day, units in enumerate(sold):
        before = sold[max(day - USUAL_DAYS + 1, 0) : day + 1]
        usual = max(sum(before) / len(before), 0.2)
        coming = sum(sold[day + 1 : day + 1 + AHEAD_DAYS])
        left -= units
        if left < REORDER_DAYS * usual + coming:
            left = int(FULL_DAYS * usual) + 2 * coming + 10
        found.append(left)
    return found


def complaints(log: Log, events: Sequence[Event]) -> Sheet:
    """Return complaints: a few of every thousand orders, days after they were paid."""
    rng = draws(log.settings.seed, "complaints")
    paid = np.flatnonzero(~np.isnat(log.orders.paid_at) & (log.orders.role == NORMAL))
    order = paid[rng.random(len(paid)) < COMPLAINT_CHANCE]
    at = log.orders.paid_at[order] + seconds(rng.gamma(2.0, 3.0, len(order)) * DAY_SECONDS)
    for event in events:
        if isinstance(event, ComplaintSpike):
            models = np.flatnonzero(inside(days_of(at), event))
            mean = len(order) * event.days / log.settings.day_count
            size = (event.times - 1) * max(len(models), round(mean))
            recent = paid[(log.orders.paid_at[paid] < instant(event.day)) & (log.orders.paid_at[paid] >= instant(event.day) - seconds(14 * DAY_SECONDS))]  # fmt: skip
            more = rng.choice(recent, min(size, len(recent)), replace=False)
            when = instant(event.day) + seconds(rng.integers(0, event.days, len(more)) * DAY_SECONDS + seconds_of_day(rng, len(more)))  # fmt: skip
            order, at = np.concatenate((order, more)), np.concatenate((at, when))
    kept = at < instant(log.settings.exported_at)
    order, at = order[kept], at[kept]
    kind = rng.integers(0, len(KINDS), len(order))
    columns: dict[str, Column] = {
        "平台": PLATFORM_NAMES[YOUZAN],
        "投诉编号": [f"TS{n:06d}" for n in range(len(order))],
        "时间": time_texts(at),
        "订单号": _numbers(log, order),
        "类型": [KINDS[k] for k in kind.tolist()],
        "状态": "已处理",
    }
    return Sheet(list(columns), columns, len(order))


def _numbers(log: Log, order: Ints) -> list[str]:
    """Return the order's number where the complaint desk knows it: for orders of the shop's own site."""
    own = log.orders.platform[order] == YOUZAN
    return [n if o else "" for n, o in zip(order_numbers(log, order), own.tolist(), strict=True)]


def joins(log: Log, events: Sequence[Event]) -> Sheet:
    """Return one touch for each person who joined by a code; a banned code brings nobody."""
    rng = draws(log.settings.seed, "joins")
    settings = log.settings
    weights = day_weights(settings, YOUZAN)
    whens, codes = [], []
    for code in CODES:
        mean = weights * settings.orders * JOINS_PER_ORDER
        counts = rng.negative_binomial(mean / (JOIN_SPREAD - 1), 1 / JOIN_SPREAD)
        days = np.repeat(np.arange(settings.day_count), counts)
        at = instant(settings.first_day) + seconds(days * DAY_SECONDS + seconds_of_day(rng, len(days)))  # fmt: skip
        at = at[~_banned(at, code, events)]
        whens.append(at)
        codes += [code] * len(at)
    at = np.concatenate(whens)
    crowd = phones(settings.seed, len(log.phones) + len(at))[len(log.phones) :]
    columns: dict[str, Column] = {
        "平台": PLATFORM_NAMES[YOUZAN],
        "触点ID": [f"J{n:07d}" for n in range(len(at))],
        "用户": crowd,
        "时间": time_texts(at),
        "渠道": "裂变",
        "类型": "加入",
        "渠道码": codes,
    }
    return Sheet(list(columns), columns, len(at))


def _banned(
    at: np.typing.NDArray[np.datetime64], code: str, events: Sequence[Event]
) -> np.typing.NDArray[np.bool_]:
    found = np.zeros(len(at), dtype=bool)
    for event in events:
        if isinstance(event, Ban) and event.code == code:
            start = instant(event.day) + seconds(BAN_HOUR * HOUR_SECONDS)
            found |= (at >= start) & (at < instant(event.day) + seconds(event.days * DAY_SECONDS))
    return found


def account_events(bans: Sequence[Ban]) -> Sheet:
    """Return what the platform told about bans, at the hour they began."""
    columns: dict[str, Column] = {
        "平台": "微信小店",
        "账号": [f"裂变号 {ban.code}" for ban in bans],
        "时间": [f"{ban.day} {BAN_HOUR}:00:00" for ban in bans],
        "事件": "封禁",
        "说明": "诱导分享",
    }
    return Sheet(list(columns), columns, len(bans))
