"""抖店: orders line by line, and after-sales requests. Money is per line; freight stands on an order's first line."""

from __future__ import annotations

import numpy as np

from lianyi.simulation import numbers, people
from lianyi.simulation.arrays import (
    Flags,
    Ints,
    count_texts,
    instant,
    known,
    money_texts,
    picked,
    seconds,
    time_texts,
)
from lianyi.simulation.catalog import product_ids, skus
from lianyi.simulation.creators import CREATOR_NAMES
from lianyi.simulation.exports import Export
from lianyi.simulation.files.headers import DOUYIN_AFTERSALES, DOUYIN_ORDERS
from lianyi.simulation.files.table import Column, Dialect, Sheet, tabbed
from lianyi.simulation.log import CREATOR, PAID, Log
from lianyi.simulation.settings import DOUYIN, STORE
from lianyi.simulation.states import OrderStates, requests_of_lines, states

DIALECT = Dialect("gb18030", "-")
PRODUCT_BASE = 3_600_000_000_000_000_000
STATUS = ("待支付", "待支付", "待发货", "已发货", "已完成", "已关闭", "已关闭")
REQUEST = ("-", "待商家处理", "退款成功", "售后关闭")
CANCEL_REASON = ("-", "-", "-", "-", "-", "超时未支付", "用户申请退款")
CARRIER = ("直播", "短视频", "商品卡", "其他")
CHANNEL = ("直播推荐", "视频推荐", "抖音商城", "其他")
REMARK = ("-", "测试单", "员工内购")
FLAG = ("-", "灰", "紫")
PAYMENT = ("微信", "支付宝", "抖音支付")
REASONS = ("不喜欢/不想要", "尺码不合适", "质量问题", "拍错/多拍", "物流太慢", "与描述不符")


def orders(log: Log, export: Export) -> Sheet:
    """Return the order export on the level of lines (子订单)."""
    state = states(log, export)
    lines = log.lines_of(state.index)
    back = np.repeat(np.arange(len(state.index)), log.orders.line_count[state.index])
    columns = {
        **_numbers(log, lines),
        **_money(log, lines),
        **_receiver(log, state, back),
        **_course(log, state, back, lines),
        **_traffic(log, state, back),
    }
    return Sheet(DOUYIN_ORDERS, columns, len(lines), STORE).only(export.columns)


def line_numbers(log: Log, lines: Ints) -> list[str]:
    """Return the platform's number of each line (子订单编号)."""
    order = log.lines.order[lines]
    place = numbers.positions(log.lines.order, log.orders.line_start, lines)
    return count_texts(numbers.douyin_lines(log.orders.serial[order], place))


def order_numbers(log: Log, orders_: Ints) -> list[str]:
    """Return the platform's number of each order (主订单编号)."""
    return count_texts(numbers.douyin_orders(log.orders.serial[orders_]))


def _numbers(log: Log, lines: Ints) -> dict[str, Column]:
    sku, quantity = log.lines.sku[lines], log.lines.quantity[lines]
    return {
        "主订单编号": tabbed(order_numbers(log, log.lines.order[lines])),
        "子订单编号": tabbed(line_numbers(log, lines)),
        "选购商品": picked([s.product for s in skus()], sku),
        "商品规格": picked([s.spec for s in skus()], sku),
        "商品数量": count_texts(quantity),
        "商品ID": picked(tabbed(product_ids(PRODUCT_BASE)), sku),
        "商家编码": picked([s.code for s in skus()], sku),
        "商品单价": money_texts(log.lines.list_fen[lines] // quantity),
    }


def _money(log: Log, lines: Ints) -> dict[str, Column]:
    of = log.lines
    is_first = numbers.positions(of.order, log.orders.line_start, lines) == 0
    freight = np.where(is_first, log.orders.freight_fen[of.order[lines]], 0)
    platform, merchant = of.platform_fen[lines], of.merchant_fen[lines]
    # What the payment service pays counts as the platform's: the export shows one figure for both.
    platform = platform + of.pay_discount_fen[lines]
    creator = of.creator_fen[lines]
    texts = {
        "订单应付金额": of.paid_fen[lines] + freight,
        "运费": freight,
        "优惠总金额": platform + merchant + creator,
        "平台优惠": platform,
        "商家优惠": merchant,
        "达人优惠": creator,
        "平台实际承担优惠金额": platform,
        "商家实际承担优惠金额": merchant,
        "达人实际承担优惠金额": creator,
    }
    zero = ("商家改价", "支付优惠", "红包抵扣", "手续费", "降价类优惠")
    return {h: money_texts(fen) for h, fen in texts.items()} | dict.fromkeys(zero, "0.00")


def _receiver(log: Log, state: OrderStates, back: Ints) -> dict[str, Column]:
    human = log.orders.human[state.index]
    shown = log.orders.is_person_shown[state.index]
    phones = [
        log.phones[h] if s else people.masked(log.phones[h])
        for h, s in zip(human.tolist(), shown.tolist(), strict=True)
    ]
    places = [people.REGIONS[r] for r in log.region[human].tolist()]
    return {
        "收件人": _spread([people.masked_name(h) for h in human.tolist()], back),
        "收件人手机号": _spread(tabbed(phones), back),
        "省": _spread([p[0] for p in places], back),
        "市": _spread([p[1] for p in places], back),
        "区": _spread([p[2] for p in places], back),
        "街道": "****",
        "详细地址": "****",
        "是否修改过地址": "否",
        "支付方式": _spread(picked(PAYMENT, human % 3), back),
    }


def _course(log: Log, state: OrderStates, back: Ints, lines: Ints) -> dict[str, Column]:
    orders_, index = log.orders, state.index
    promised = known(state.paid_at + seconds(48 * 3600), np.datetime64("9999-12-31", "s"))
    role = orders_.role[index]
    per_order: dict[str, list[str]] = {
        "订单提交时间": time_texts(orders_.created_at[index]),
        "支付完成时间": time_texts(state.paid_at, "-"),
        "发货时间": time_texts(state.shipped_at, "-"),
        "订单完成时间": time_texts(state.completed_at, "-"),
        "承诺发货时间": time_texts(promised, "-"),
        "订单状态": picked(STATUS, state.status),
        "订单类型": picked(("普通订单", "预售订单"), orders_.is_presale[index].astype(np.int64)),
        "取消原因": picked(CANCEL_REASON, state.status),
        "旗帜颜色": picked(FLAG, role),
        "商家备注": picked(REMARK, role),
    }
    spread = {h: _spread(texts, back) for h, texts in per_order.items()}
    requests = requests_of_lines(log, state.as_of)[lines]
    return {**spread, "售后状态": picked(REQUEST, requests), "发货主体": "商家", "APP渠道": "抖音"}


def _traffic(log: Log, state: OrderStates, back: Ints) -> dict[str, Column]:
    orders_, index = log.orders, state.index
    carrier, creator = orders_.carrier[index], orders_.creator[index]
    ids = [*tabbed(numbers.creator_ids()), "-"]
    paid = (orders_.source[index] == PAID).astype(np.int64)
    by_creator = (orders_.source[index] == CREATOR).astype(np.int64)
    return {
        "流量来源": _spread(picked(CHANNEL, carrier), back),
        "流量体裁": _spread(picked(CARRIER, carrier), back),
        "流量类型": _spread(picked(("自营流量", "达人流量"), by_creator), back),
        "流量渠道": _spread(picked(CHANNEL, carrier), back),
        "广告渠道": _spread(picked(("-", "巨量千川"), paid), back),
        "达人ID": _spread(picked(ids, np.where(creator >= 0, creator, len(ids) - 1)), back),
        "达人昵称": _spread(picked([*CREATOR_NAMES, "-"], creator), back),
        "是否安心购": "是",
        "是否平台仓自流转": "否",
    }


def _spread(texts: list[str], back: Ints) -> list[str]:
    return [texts[n] for n in back.tolist()]


def aftersales_index(log: Log, export: Export) -> Ints:
    """Return the refund requests of `export`: asked for on its days and known at its moment."""
    asked = log.refunds.requested_at
    day = asked.astype("datetime64[D]")
    inside: Flags = (day >= np.datetime64(export.from_day)) & (day <= np.datetime64(export.to_day))
    inside &= (asked <= instant(export.as_of)) & (log.orders.platform[log.refunds.order] == DOUYIN)
    return np.flatnonzero(inside)


def aftersales(log: Log, export: Export) -> Sheet:
    """Return the after-sales export: one row per line that money was asked back for."""
    rows, as_of = aftersales_index(log, export), instant(export.as_of)
    refunds = log.refunds
    line, order = refunds.line[rows], refunds.order[rows]
    sku = log.lines.sku[line]
    done, closed = refunds.refunded_at[rows] <= as_of, refunds.closed_at[rows] <= as_of
    early, returned = refunds.is_before_shipping[rows], refunds.is_returned[rows]
    kind = np.select([early, returned], [0, 1], 2)
    open_state = np.where(returned, 3, 2)
    reasons = picked(REASONS, (rows * 31) % len(REASONS))
    columns: dict[str, Column] = {
        "售后单号": tabbed(numbers.douyin_refunds(rows)),
        "订单号": tabbed(order_numbers(log, order)),
        "商品单号": tabbed(line_numbers(log, line)),
        "商品ID": picked(tabbed(product_ids(PRODUCT_BASE)), sku),
        "商品名称": picked([s.product for s in skus()], sku),
        "商家编码": picked([s.code for s in skus()], sku),
        "商品发货状态": picked(("未发货", "已发货", "已发货"), kind),
        "售后类型": picked(("未发货退款", "退货退款", "已发货退款"), kind),
        "售后状态": picked(
            ("同意退款，退款成功", "售后关闭", "待商家处理", "待商家收货"),
            np.select([done, closed], [0, 1], open_state),
        ),
        "售后申请时间": time_texts(refunds.requested_at[rows]),
        "售后原因": reasons,
        "退款方式": "原路退回",
        "退商品金额（元）": money_texts(refunds.goods_fen[rows]),
        "退运费金额（元）": money_texts(refunds.freight_fen[rows]),
        "退支付优惠（元）": "0.00",
        "退税费金额（元）": "0.00",
        "同意售后申请时间": time_texts(known(refunds.agreed_at[rows], as_of), "-"),
        "商家退款时间": time_texts(known(refunds.refunded_at[rows], as_of), "-"),
        "用户到账时间": time_texts(known(refunds.refunded_at[rows], as_of), "-"),
        "售后关闭时间": time_texts(known(refunds.closed_at[rows], as_of), "-"),
    }
    return Sheet(DOUYIN_AFTERSALES, columns, len(rows), STORE).only(export.columns)
