"""拼多多: one row per order, which is one product. No buyer; a refund is of the whole order and has no amount."""

from __future__ import annotations

import numpy as np

from lianyi.simulation import numbers
from lianyi.simulation.arrays import count_texts, money_texts, picked, time_texts
from lianyi.simulation.catalog import product_ids, sku_ids, skus
from lianyi.simulation.exports import Export
from lianyi.simulation.files.headers import PINDUODUO_ORDERS
from lianyi.simulation.files.table import Column, Dialect, Sheet, tabbed
from lianyi.simulation.log import Log
from lianyi.simulation.states import DONE, PAID_BACK, REFUNDED, SHIPPED, OrderStates, states

DIALECT = Dialect("gb18030")
PRODUCT_BASE, SKU_BASE = 510_000_000_000, 1_410_000_000_000
STATUS = ("待发货", "已发货，待收货", "已收货", "未发货，退款成功", "已发货，退款成功")
REQUEST = ("无售后或售后取消", "售后处理中", "退款成功", "无售后或售后取消")
REMARK = ("", "测试单", "员工内购")


def orders(log: Log, export: Export) -> Sheet:
    """Return the order export. An order appears once the deal is made, that is paid."""
    state = states(log, export)
    line = log.orders.line_start[state.index]
    sku = log.lines.sku[line]
    columns: dict[str, Column] = {
        "商品": picked([s.product for s in skus()], sku),
        "订单号": tabbed(
            numbers.pinduoduo_orders(
                log.orders.serial[state.index], log.orders.created_at[state.index]
            )
        ),
        "商品数量(件)": count_texts(log.lines.quantity[line]),
        "商品id": tabbed(picked(product_ids(PRODUCT_BASE), sku)),
        "商品规格": picked([s.spec for s in skus()], sku),
        "样式ID": tabbed(picked(sku_ids(SKU_BASE), sku)),
        "商家编码-规格维度": picked([s.code for s in skus()], sku),
        "商家编码-商品维度": picked([s.code[:2] for s in skus()], sku),
        **_course(log, state),
        **_money(log, state),
    }
    return Sheet(PINDUODUO_ORDERS, columns, len(state.index)).only(export.columns)


def _course(log: Log, state: OrderStates) -> dict[str, Column]:
    sent = ~np.isnat(state.shipped_at)
    back = (state.request == PAID_BACK) | (state.status == REFUNDED)
    received = np.where(state.status == DONE, 2, np.where(state.status == SHIPPED, 1, 0))
    status = np.where(back, np.where(sent, 4, 3), received)
    return {
        "订单状态": picked(STATUS, status),
        "售后状态": picked(REQUEST, state.request),
        "发货时间": tabbed(time_texts(state.shipped_at)),
        "确认收货时间": tabbed(time_texts(state.completed_at)),
        "订单成交时间": tabbed(time_texts(state.paid_at)),
        "商家备注": picked(REMARK, log.orders.role[state.index]),
        "是否分期": "否",
    }


def _money(log: Log, state: OrderStates) -> dict[str, Column]:
    of, line = log.lines, log.orders.line_start[state.index]
    fen = {
        "商品总价(元)": of.list_fen,
        "店铺优惠折扣(元)": of.merchant_fen,
        "平台优惠折扣(元)": of.platform_fen,
        "多多支付立减金额(元)": of.pay_discount_fen,
        "用户实付金额(元)": of.paid_fen,
        "商家实收金额(元)": of.list_fen - of.merchant_fen,
    }
    return {h: money_texts(v[line]) for h, v in fen.items()} | {"邮费(元)": "0.00"}
