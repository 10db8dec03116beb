"""Which files the clerk exported: the shop's own set, and sets exported again later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from lianyi.simulation.exports import Export, moment, spans
from lianyi.simulation.kinds import KINDS, LIFE, Kind
from lianyi.simulation.settings import Settings

AGAIN = ("orders", "items", "aftersales")
BY_MONTH = ("ledger", "settlement", "account", "bill")
"""Movements of money: the last months only, one file each."""
LATE_DAYS = 2
"""The group statistics lack the last two days: the clerk has not fetched them yet."""
FEW_COLUMNS = {
    "douyin": "主订单编号|子订单编号|商品ID|商品数量|订单应付金额|运费|订单提交时间|支付完成时间|订单状态|售后状态",
    "youzan": "订单号|订单状态|订单创建时间|买家付款时间|商品金额合计|运费|应收订单金额|订单实付金额|订单实收金额",
    "xiaohongshu": "订单号|订单状态|规格ID|SKU件数|用户应付金额(元)|支付时间|订单创建时间|商品ID|商品名称",
    "pinduoduo": "商品|订单号|订单状态|用户实付金额(元)|商家实收金额(元)|商品数量(件)|订单成交时间|商品id|样式ID",
}


def base_exports(settings: Settings) -> list[Export]:
    """Return the files of the sample shop."""
    return [export for kind in KINDS for export in _files(kind, settings)]


def _files(kind: Kind, settings: Settings) -> list[Export]:
    pieces = _pieces(kind, settings)
    found = [_export(kind, a, b, moment(settings, b)) for a, b in pieces]
    is_small = kind.platform == "xiaohongshu" and kind.kind in AGAIN
    # The newest file of the two small exports of 小红书 is a workbook.
    return [*found[:-1], replace(found[-1], suffix="xlsx")] if is_small else found


def _pieces(kind: Kind, settings: Settings) -> list[tuple[date, date]]:
    if kind.kind == "groups":
        return [(settings.first_day, settings.last_day - timedelta(days=LATE_DAYS))]
    if kind.months == LIFE:
        return [(settings.first_day, settings.last_day)]
    is_cut_long = settings.few_files and kind.kind not in BY_MONTH
    months = spans(settings, 12 if is_cut_long else kind.months)
    if kind.kind in BY_MONTH[:3]:
        return months[-2:]
    # The bill of the month before, so that no line is settled twice.
    return months[-3:-2] if kind.kind == "bill" else months


def _export(kind: Kind, first: date, last: date, made: datetime) -> Export:
    return Export(kind.platform, kind.kind, kind.label, first, last, made, kind.suffix)


def overlap(settings: Settings) -> list[Export]:
    """Return the last 30 days once more, exported a week later: orders have moved on, refunds came in."""
    first, day = settings.last_day - timedelta(days=29), settings.last_day + timedelta(days=8)
    made, until = datetime.combine(day, time(9, 0)), day - timedelta(days=1)
    return _again(first, settings.last_day, until, made)


def older(settings: Settings) -> list[Export]:
    """Return eleven days near the end as they were exported back then, before most of it was through."""
    first, last = settings.last_day - timedelta(days=14), settings.last_day - timedelta(days=4)
    made = datetime.combine(last + timedelta(days=1), time(8, 30))
    return _again(first, last, last, made)


def _again(first: date, last: date, last_request: date, made: datetime) -> list[Export]:
    kinds = [k for k in KINDS if k.kind in AGAIN]
    return [
        _export(k, first, last_request if k.kind == "aftersales" else last, made) for k in kinds
    ]


def fewer_columns(settings: Settings) -> list[Export]:
    """Return the last 30 days of orders with few columns, exported two days after `overlap`.

    Nobody's phone, no discount and no refund total is in them: what older files knew of these must stand.
    """
    first, day = settings.last_day - timedelta(days=29), settings.last_day + timedelta(days=10)
    made = datetime.combine(day, time(9, 0))
    kinds = [k for k in KINDS if k.kind == "orders"]
    found = [_export(k, first, settings.last_day, made) for k in kinds]
    return [replace(e, columns=tuple(FEW_COLUMNS[e.platform].split("|"))) for e in found]
