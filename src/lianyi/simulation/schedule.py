"""Which files the clerk exported, and how each is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from lianyi.simulation.exports import Export, split_by, whole
from lianyi.simulation.files import douyin, pinduoduo, xiaohongshu, youzan
from lianyi.simulation.files.table import Dialect, Sheet
from lianyi.simulation.log import Log
from lianyi.simulation.settings import Settings


@dataclass(frozen=True)
class Maker:
    """How one kind of export becomes a table, and in which dialect it is written."""

    sheet: Callable[[Log, Export], Sheet]
    dialect: Dialect


MAKERS: dict[tuple[str, str], Maker] = {
    ("douyin", "orders"): Maker(douyin.orders, douyin.DIALECT),
    ("douyin", "aftersales"): Maker(douyin.aftersales, douyin.DIALECT),
    ("youzan", "orders"): Maker(youzan.orders, youzan.DIALECT),
    ("youzan", "items"): Maker(youzan.items, youzan.DIALECT),
    ("youzan", "customers"): Maker(youzan.customers, youzan.DIALECT),
    ("xiaohongshu", "orders"): Maker(xiaohongshu.orders, xiaohongshu.DIALECT),
    ("xiaohongshu", "aftersales"): Maker(xiaohongshu.aftersales, xiaohongshu.DIALECT),
    ("pinduoduo", "orders"): Maker(pinduoduo.orders, pinduoduo.DIALECT),
}
LABELS = {
    ("douyin", "orders"): "抖店_订单",
    ("douyin", "aftersales"): "抖店_售后单",
    ("youzan", "orders"): "有赞_订单",
    ("youzan", "items"): "有赞_订单商品",
    ("youzan", "customers"): "有赞_客户",
    ("xiaohongshu", "orders"): "小红书_订单",
    ("xiaohongshu", "aftersales"): "小红书_售后单",
    ("pinduoduo", "orders"): "拼多多_订单",
}
MONTHS_PER_FILE = {
    ("douyin", "orders"): 1,
    ("douyin", "aftersales"): 3,
    ("youzan", "orders"): 3,
    ("youzan", "items"): 3,
    ("xiaohongshu", "orders"): 3,
    ("xiaohongshu", "aftersales"): 6,
    ("pinduoduo", "orders"): 6,
}


def base_exports(settings: Settings) -> list[Export]:
    """Return the files of the sample shop."""
    found: list[Export] = []
    for (platform, kind), months in MONTHS_PER_FILE.items():
        found += split_by(settings, platform, kind, LABELS[platform, kind], months)
    found.append(whole(settings, "youzan", "customers", LABELS["youzan", "customers"]))
    return [_as_workbook(e, settings) for e in found]


def _as_workbook(export: Export, settings: Settings) -> Export:
    """The newest file of the two small Xiaohongshu exports is a workbook."""
    is_small = export.platform == "xiaohongshu" and export.kind in {"orders", "aftersales"}
    return (
        replace(export, suffix="xlsx")
        if is_small and export.to_day == settings.last_day
        else export
    )


def overlap(settings: Settings) -> list[Export]:
    """Return the last 30 days once more, exported a week later: orders have moved on, refunds came in."""
    day = settings.last_day + timedelta(days=8)
    return _again(settings, 30, 0, datetime.combine(day, time(9, 0)), until=day - timedelta(days=1))


def older(settings: Settings) -> list[Export]:
    """Return eleven days near the end as they were exported back then, before most of it was through."""
    made = datetime.combine(settings.last_day - timedelta(days=3), time(8, 30))
    return _again(settings, 15, 4, made, until=settings.last_day - timedelta(days=4))


def _again(settings: Settings, back: int, stop: int, made: datetime, until: date) -> list[Export]:
    first, last = (
        settings.last_day - timedelta(days=back - 1),
        settings.last_day - timedelta(days=stop),
    )
    kinds = list(MONTHS_PER_FILE)
    return [
        Export(p, k, LABELS[p, k], first, until if k == "aftersales" else last, made)
        for p, k in kinds
    ]


FEW_COLUMNS = {
    "douyin": "主订单编号|子订单编号|商品ID|商品数量|订单应付金额|运费|订单提交时间|支付完成时间|订单状态|售后状态",
    "youzan": "订单号|订单状态|订单创建时间|买家付款时间|商品金额合计|运费|应收订单金额|订单实付金额|订单实收金额",
    "xiaohongshu": "订单号|订单状态|规格ID|SKU件数|用户应付金额(元)|支付时间|订单创建时间|商品ID|商品名称",
    "pinduoduo": "商品|订单号|订单状态|商品总价(元)|用户实付金额(元)|商品数量(件)|订单成交时间|商品id",
}


def fewer_columns(settings: Settings) -> list[Export]:
    """Return the last 30 days of orders with few columns, exported two days after `overlap`.

    Nobody's phone, no discount and no refund total is in them: what older files knew of these must stand.
    """
    day = settings.last_day + timedelta(days=10)
    made = datetime.combine(day, time(9, 0))
    first = settings.last_day - timedelta(days=29)
    return [
        Export(
            p,
            "orders",
            LABELS[p, "orders"],
            first,
            settings.last_day,
            made,
            "csv",
            tuple(c.split("|")),
        )
        for p, c in FEW_COLUMNS.items()
    ]
