"""Every kind of export that the shop has: how it is cut into files, made, written, and added up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lianyi.simulation.exports import Export
from lianyi.simulation.files import (
    alliance,
    douyin,
    live_sessions,
    payouts,
    pinduoduo,
    publications,
    settlement,
    shop_days,
    spend,
    tables,
    wecom,
    xiaohongshu,
    youzan,
)
from lianyi.simulation.files.table import Dialect, Sheet
from lianyi.simulation.log import Log
from lianyi.simulation.tally import Tally

LIFE = 0
"""One file over the shop's whole life."""


def _nothing(tally: Tally, log: Log, export: Export) -> None:
    """Orders and refunds are added up together, from all files at once."""


@dataclass(frozen=True)
class Kind:
    """One kind of export.

    `months` is the length of the calendar pieces it is cut into (`LIFE` = one file); `add` puts what one file says into
    the totals.
    """

    platform: str
    kind: str
    label: str
    sheet: Callable[[Log, Export], Sheet]
    dialect: Dialect
    months: int = LIFE
    suffix: str = "csv"
    add: Callable[[Tally, Log, Export], None] = _nothing


_PLAIN = tables.DIALECT
KINDS: tuple[Kind, ...] = (
    Kind("douyin", "orders", "抖店_订单", douyin.orders, douyin.DIALECT, 1),
    Kind("douyin", "aftersales", "抖店_售后单", douyin.aftersales, douyin.DIALECT, 3),
    Kind("youzan", "orders", "有赞_订单", youzan.orders, youzan.DIALECT, 3),
    Kind("youzan", "items", "有赞_订单商品", youzan.items, youzan.DIALECT, 3),
    Kind("xiaohongshu", "orders", "小红书_订单", xiaohongshu.orders, xiaohongshu.DIALECT, 3),
    Kind(
        "xiaohongshu", "aftersales", "小红书_售后单", xiaohongshu.aftersales, xiaohongshu.DIALECT, 6
    ),
    Kind("pinduoduo", "orders", "拼多多_订单", pinduoduo.orders, pinduoduo.DIALECT, 6),
    Kind("youzan", "customers", "有赞_客户", youzan.customers, youzan.DIALECT),
    Kind(
        "douyin", "alliance", "精选联盟_订单", alliance.sheet, alliance.DIALECT, 6, add=alliance.add
    ),
    Kind(
        "douyin",
        "ledger",
        "抖店_动账明细",
        settlement.ledger,
        settlement.DIALECT,
        1,
        add=settlement.add_ledger,
    ),
    Kind(
        "douyin",
        "bill",
        "抖店_结算账单",
        settlement.bill,
        settlement.DIALECT,
        1,
        add=settlement.add_bill,
    ),
    Kind(
        "xiaohongshu",
        "settlement",
        "小红书_结算明细",
        payouts.red_settlement,
        payouts.RED_DIALECT,
        1,
        add=payouts.add_red,
    ),
    Kind(
        "pinduoduo",
        "account",
        "拼多多_收支明细",
        payouts.group_account,
        payouts.GROUP_DIALECT,
        1,
        add=payouts.add_group,
    ),
    Kind(
        "douyin",
        "days",
        "罗盘_核心数据",
        shop_days.douyin,
        _PLAIN,
        LIFE,
        "xlsx",
        add=shop_days.add_douyin,
    ),
    Kind(
        "xiaohongshu",
        "days",
        "千帆_店铺日报",
        shop_days.xiaohongshu,
        _PLAIN,
        LIFE,
        "xlsx",
        shop_days.add_xiaohongshu,
    ),
    Kind(
        "douyin",
        "traffic",
        "抖店_流量",
        shop_days.plain,
        shop_days.DIALECT,
        add=shop_days.add_plain,
    ),
    Kind(
        "youzan",
        "traffic",
        "有赞_流量",
        shop_days.plain,
        shop_days.DIALECT,
        add=shop_days.add_plain,
    ),
    Kind(
        "pinduoduo",
        "traffic",
        "拼多多_流量",
        shop_days.plain,
        shop_days.DIALECT,
        add=shop_days.add_plain,
    ),
    Kind(
        "douyin",
        "live",
        "罗盘_直播列表",
        live_sessions.sheet,
        _PLAIN,
        12,
        "xlsx",
        add=live_sessions.add,
    ),
    Kind("douyin", "ads", "千川_计划报表", spend.plans, spend.DIALECT, 12, add=spend.add_plans),
    Kind(
        "xiaohongshu",
        "spend",
        "小红书_推广花费",
        spend.plain,
        spend.PLAIN_DIALECT,
        add=spend.add_plain,
    ),
    Kind(
        "xiaohongshu",
        "notes",
        "小红书_笔记数据",
        publications.notes,
        _PLAIN,
        LIFE,
        "xlsx",
        publications.add_notes,
    ),
    Kind(
        "douyin", "videos", "抖音_短视频", publications.videos, _PLAIN, add=publications.add_videos
    ),
    Kind("xiaohongshu", "creators", "蒲公英_达人", publications.creators, _PLAIN, LIFE, "xlsx"),
    Kind(
        "xiaohongshu",
        "placements",
        "小红书_达人合作",
        publications.deals,
        _PLAIN,
        add=publications.add_deals,
    ),
    Kind("wecom", "groups", "企业微信_群统计", wecom.groups, wecom.DIALECT, add=wecom.add_groups),
    Kind("wecom", "staff", "企业微信_成员统计", wecom.staff, wecom.DIALECT, add=wecom.add_staff),
    Kind(
        "wecom", "contacts", "企业微信_客户", wecom.contacts, wecom.DIALECT, add=wecom.add_contacts
    ),
    Kind(
        "youzan", "coupons", "有赞_优惠券领取", tables.coupon_claims, _PLAIN, add=tables.add_claims
    ),
    Kind(
        "youzan", "redemptions", "有赞_优惠券核销", tables.coupon_uses, _PLAIN, add=tables.add_uses
    ),
    Kind("youzan", "products", "商品资料", tables.products, _PLAIN),
    Kind("youzan", "costs", "商品成本", tables.costs, _PLAIN),
    Kind("youzan", "targets", "经营目标", tables.targets, _PLAIN),
    Kind("youzan", "campaigns", "活动日历", tables.campaigns, _PLAIN),
    Kind("youzan", "annotations", "经营日志", tables.journal, _PLAIN),
)
_BY_NAME = {(k.platform, k.kind): k for k in KINDS}


def kind_of(export: Export) -> Kind:
    """Return how `export` is made."""
    return _BY_NAME[export.platform, export.kind]


def add_sources(tally: Tally, log: Log, exports: Sequence[Export]) -> None:
    """Add to `tally` what every export beside orders and refunds says; no two of a kind share a day."""
    for export in exports:
        kind_of(export).add(tally, log, export)
