"""小红书千帆: orders line by line, and after-sales requests. Every amount is per line; nothing is charged for freight."""

from __future__ import annotations

import numpy as np

from lianyi.simulation import numbers, people
from lianyi.simulation.arrays import (
    Flags,
    Ints,
    count_texts,
    instant,
    money_texts,
    picked,
    time_texts,
)
from lianyi.simulation.catalog import product_ids, sku_ids, skus
from lianyi.simulation.creators import CREATOR_NAMES
from lianyi.simulation.exports import Export
from lianyi.simulation.files.headers import XIAOHONGSHU_AFTERSALES, XIAOHONGSHU_ORDERS
from lianyi.simulation.files.table import Column, Dialect, Sheet
from lianyi.simulation.log import Log
from lianyi.simulation.settings import STORE, XIAOHONGSHU
from lianyi.simulation.states import OrderStates, requests_of_orders, states

DIALECT = Dialect("utf-8-sig")
PRODUCT_BASE, SKU_BASE = 650_000_000_000, 660_000_000_000
STATUS = ("待支付", "待支付", "待发货", "已发货", "已完成", "已取消", "已关闭")
REQUEST = ("无售后", "售后处理中", "售后完成", "售后关闭")
REMARK = ("", "测试单", "员工内购")


def orders(log: Log, export: Export) -> Sheet:
    """Return the order export on the level of lines."""
    state = states(log, export)
    lines = log.lines_of(state.index)
    back = np.repeat(np.arange(len(state.index)), log.orders.line_count[state.index])
    per_order = {**_course(log, state), **_people(log, state)}
    spread = {h: _spread(c, back) for h, c in per_order.items()}
    columns = {**spread, **_goods(log, lines), **_money(log, lines)}
    return Sheet(XIAOHONGSHU_ORDERS, columns, len(lines), "订单信息").only(export.columns)


def _spread(column: Column, back: Ints) -> Column:
    return column if isinstance(column, str) else [column[n] for n in back.tolist()]


def _course(log: Log, state: OrderStates) -> dict[str, Column]:
    of, index = log.orders, state.index
    return {
        "订单号": numbers.xiaohongshu_orders(of.serial[index]),
        "订单状态": picked(STATUS, state.status),
        "售后状态": picked(REQUEST, requests_of_orders(log, state.as_of)[index]),
        "订单类型": picked(("现货", "预售"), of.is_presale[index].astype(np.int64)),
        "订单创建时间": time_texts(of.created_at[index]),
        "支付时间": time_texts(state.paid_at),
        "订单发货时间": time_texts(state.shipped_at),
        "订单完成时间": time_texts(state.completed_at),
        "支付方式": picked(("支付宝", "微信支付"), of.serial[index] % 2),
        "包裹备注信息": picked(REMARK, of.role[index]),
        "包裹总运费(元)": "0.00",
        "店铺名称": STORE,
        "达人ID": picked(
            [*numbers.creator_ids(), ""], np.where(of.creator[index] < 0, 64, of.creator[index])
        ),
        "达人名称": picked([*CREATOR_NAMES, ""], of.creator[index]),
    }


def _people(log: Log, state: OrderStates) -> dict[str, Column]:
    human = log.orders.human[state.index]
    shown = log.orders.is_person_shown[state.index].tolist()
    users = numbers.xiaohongshu_users(human)
    places = [people.REGIONS[r] for r in log.region[human].tolist()]
    return {
        "收件人姓名": [people.masked_name(h) for h in human.tolist()],
        "收件人电话": [people.masked(log.phones[h]) for h in human.tolist()],
        "收件人地址": "****",
        "省": [p[0] for p in places],
        "市": [p[1] for p in places],
        "区": [p[2] for p in places],
        "用户编号": [u if s else "" for u, s in zip(users, shown, strict=True)],
    }


def _goods(log: Log, lines: Ints) -> dict[str, Column]:
    sku = log.lines.sku[lines]
    return {
        "规格ID": picked(sku_ids(SKU_BASE), sku),
        "SKU名称": picked([f"{s.product} {s.spec}" for s in skus()], sku),
        "SKU规格": picked([s.spec for s in skus()], sku),
        "SKU件数": count_texts(log.lines.quantity[lines]),
        "是否为赠品": "否",
        "商家编码": picked([s.code for s in skus()], sku),
        "商品ID": picked(product_ids(PRODUCT_BASE), sku),
        "商品名称": picked([s.product for s in skus()], sku),
    }


def _money(log: Log, lines: Ints) -> dict[str, Column]:
    of = log.lines
    fen = {
        "商品总价(元)": of.list_fen,
        "用户应付金额(元)": of.paid_fen,
        "平台优惠(元)": of.platform_fen,
        "店铺优惠(元)": of.merchant_fen,
        "支付渠道优惠(元)": of.pay_discount_fen,
        "商家应收金额(元)（支付金额）": of.list_fen - of.merchant_fen,
    }
    return {h: money_texts(v[lines]) for h, v in fen.items()} | {"SKU商家改价(元)": "0.00"}


def aftersales_index(log: Log, export: Export) -> Ints:
    """Return the requests of `export`: asked for on its days and through at its moment.

    The clerk ticks 售后完成 before exporting, because the file itself has neither status nor time of refund.
    """
    day = log.refunds.requested_at.astype("datetime64[D]")
    inside: Flags = (day >= np.datetime64(export.from_day)) & (day <= np.datetime64(export.to_day))
    inside &= log.refunds.refunded_at <= instant(export.as_of)
    return np.flatnonzero(inside & (log.orders.platform[log.refunds.order] == XIAOHONGSHU))


def aftersales(log: Log, export: Export) -> Sheet:
    """Return the after-sales export: one row per line; returns have times, plain refunds have none."""
    rows = aftersales_index(log, export)
    refunds = log.refunds
    order, returned = refunds.order[rows], refunds.is_returned[rows]
    sku = log.lines.sku[refunds.line[rows]]
    never = np.datetime64("NaT", "s")
    columns: dict[str, Column] = {
        "售后单号": [f"R{800_000_000_000_000_000 + r * 100_000_007}" for r in rows.tolist()],
        "订单号": numbers.xiaohongshu_orders(log.orders.serial[order]),
        "商品名称": picked([f"{s.product} {s.spec}" for s in skus()], sku),
        "申请售后金额(元)": money_texts(refunds.goods_fen[rows]),
        "售后类型": picked(("仅退款", "退货退款"), returned.astype(np.int64)),
        "原因": picked(("不想要了", "尺码不合适", "质量问题", "商品与描述不符"), rows % 4),
        "商家确认收货时间": time_texts(np.where(returned, refunds.agreed_at[rows], never)),
        "退货创建时间": time_texts(np.where(returned, refunds.requested_at[rows], never)),
    }
    return Sheet(XIAOHONGSHU_AFTERSALES, columns, len(rows), "售后单").only(export.columns)
