"""有赞: orders, order items and customers. Buyers are known by their verified phone; the receiver may be another."""

from __future__ import annotations

import numpy as np

from lianyi.simulation import numbers, people
from lianyi.simulation.arrays import (
    Ints,
    count_texts,
    instant,
    money_texts,
    picked,
    sums_by,
    time_texts,
)
from lianyi.simulation.baskets import COUPONS
from lianyi.simulation.catalog import product_ids, skus
from lianyi.simulation.exports import Export
from lianyi.simulation.files.headers import YOUZAN_CUSTOMERS, YOUZAN_ITEMS, YOUZAN_ORDERS
from lianyi.simulation.files.table import Column, Dialect, Sheet
from lianyi.simulation.log import Log
from lianyi.simulation.settings import STORE
from lianyi.simulation.states import OrderStates, requests_of_lines, states
from lianyi.simulation.truth import unit_cost_fen

DIALECT = Dialect("gbk")
ITEM_BASE = 4_200_000_000
STATUS = ("待付款", "待付款", "待发货", "已发货", "交易成功", "交易关闭", "交易关闭")
REMARK = ("", "测试单", "员工内购")
OTHER_RECEIVER_EVERY = 12


def orders(log: Log, export: Export) -> Sheet:
    """Return the order export: one row per order; `订单已退款金额` is a running total without times."""
    state = states(log, export)
    columns = {**_course(log, state), **_money(log, state), **_people(log, state)}
    return Sheet(YOUZAN_ORDERS, columns, len(state.index)).only(export.columns)


def order_numbers(log: Log, index: Ints) -> list[str]:
    """Return the platform's number of each order."""
    return numbers.youzan_orders(log.orders.serial[index], log.orders.created_at[index])


def _course(log: Log, state: OrderStates) -> dict[str, Column]:
    index, of = state.index, log.orders
    source = picked(("微信小程序", "社群", "公众号"), (of.serial[index] * 7) % 10 // 4)
    refund = np.select(
        [state.is_whole_refund, state.refunded_fen > 0, state.request == 1], [3, 2, 1], 0
    )
    return {
        "订单号": order_numbers(log, index),
        "销售渠道": "网店",
        "归属店铺": STORE,
        "订单类型": picked(("普通订单", "定金预售"), of.is_presale[index].astype(np.int64)),
        "订单状态": picked(STATUS, state.status),
        "订单来源": source,
        "订单创建时间": time_texts(of.created_at[index]),
        "买家付款时间": time_texts(state.paid_at),
        "交易成功时间": time_texts(state.completed_at),
        "付款方式": ["微信支付" if paid else "" for paid in state.paid_at.tolist()],
        "支付流水号": _payment_numbers(log, state),
        "订单配送方式": "快递发货",
        "订单退款状态": picked(("", "退款中", "部分退款", "全额退款"), refund),
        "订单已退款金额": money_texts(state.refunded_fen),
        "商家订单备注": picked(REMARK, of.role[index]),
        "订单风险标签": "",
    }


def _payment_numbers(log: Log, state: OrderStates) -> list[str]:
    pairs = zip(state.paid_at.tolist(), log.orders.serial[state.index].tolist(), strict=True)
    return [f"4200{p:%Y%m%d}{n * 1_299_709 % 10**12:012d}" if p else "" for p, n in pairs]


def _money(log: Log, state: OrderStates) -> dict[str, Column]:
    index = state.index
    freight = log.orders.freight_fen[index]
    goods, merchant = (
        log.per_order(log.lines.list_fen)[index],
        log.per_order(log.lines.merchant_fen)[index],
    )
    pay_discount = log.per_order(log.lines.subsidy_fen)[index]
    due = goods + freight - merchant
    coupon = log.orders.coupon[index]
    first_line = log.lines.sku[log.orders.line_start[index]]
    return {
        "商品金额合计": money_texts(goods),
        "运费": money_texts(freight),
        "店铺优惠合计": money_texts(merchant),
        "应收订单金额": money_texts(due),
        "订单实付金额": money_texts(due - pay_discount),
        "支付优惠合计": money_texts(pay_discount),
        "订单实收金额": money_texts(due),
        "订单抵用积分数": "0",
        "店铺优惠方式": picked([*(c.name for c in COUPONS), ""], coupon),
        "支付优惠方式": ["微信支付立减" if d else "" for d in pay_discount.tolist()],
        "全部商品名称": picked([s.product for s in skus()], first_line),
        "商品种类数": count_texts(log.orders.line_count[index]),
    }


def _people(log: Log, state: OrderStates) -> dict[str, Column]:
    human = log.orders.human[state.index]
    places = [people.REGIONS[r] for r in log.region[human].tolist()]
    return {
        "收货人省份": [p[0] for p in places],
        "收货人城市": [p[1] for p in places],
        "收货人地区": [p[2] for p in places],
        "详细收货地址/提货地址": "样品路1号",
        "收货人/提货人": [people.name_of(h) for h in human.tolist()],
        "收货人手机号/提货人手机号": receivers(log, state.index),
        "买家昵称": [f"用户{h}" for h in human.tolist()],
        "买家是否会员": picked(("否", "是"), (human % 3 > 0).astype(np.int64)),
        "买家手机号": [log.phones[h] for h in human.tolist()],
        "下单网点": STORE,
    }


def receivers(log: Log, index: Ints) -> list[str]:
    """Return the phone that a parcel goes to: the buyer's own but for every twelfth order, a gift."""
    human, serial = log.orders.human[index].tolist(), log.orders.serial[index].tolist()
    size = len(log.phones)
    return [
        log.phones[(h + 1) % size] if s % OTHER_RECEIVER_EVERY == 0 else log.phones[h]
        for h, s in zip(human, serial, strict=True)
    ]


def items(log: Log, export: Export) -> Sheet:
    """Return the item export: one row per order line. It names no time of order or payment."""
    state = states(log, export)
    lines = log.lines_of(state.index)
    back = np.repeat(np.arange(len(state.index)), log.orders.line_count[state.index])
    of, sku, quantity = log.lines, log.lines.sku[lines], log.lines.quantity[lines]
    refunded = line_refunds(log, instant(export.as_of))[lines]
    after_discount = of.list_fen[lines] - of.merchant_fen[lines]
    requests = requests_of_lines(log, state.as_of)[lines]
    order_texts = order_numbers(log, state.index)
    columns: dict[str, Column] = {
        "订单号": [order_texts[n] for n in back.tolist()],
        "订单商品状态": picked(STATUS, state.status[back]),
        "交易成功时间": time_texts(state.completed_at[back]),
        "商品名称": picked([s.product for s in skus()], sku),
        "商品类型": "实物商品",
        "商品类目": picked([s.category for s in skus()], sku),
        "商品规格": picked([s.spec for s in skus()], sku),
        "规格编码": picked([s.code for s in skus()], sku),
        "商品编码": picked(product_ids(ITEM_BASE), sku),
        "商品单价": money_texts(of.list_fen[lines] // quantity),
        "商品成本价": money_texts(unit_cost_fen(log, sku, log.orders.created_at[of.order[lines]])),
        "商品优惠后价格": money_texts(after_discount),
        "商品数量": count_texts(quantity),
        "商品金额小计": money_texts(of.list_fen[lines]),
        "店铺优惠（分摊）": money_texts(of.merchant_fen[lines]),
        "商品实际成交金额": money_texts(of.paid_fen[lines]),
        "商品抵用积分数": "0",
        "商品发货状态": picked(
            ("未发货", "已发货"), (~np.isnat(state.shipped_at[back])).astype(np.int64)
        ),
        "商品发货方式": "快递",
        "商品发货时间": time_texts(state.shipped_at[back]),
        "商品退款状态": picked(("", "退款中", "退款成功", "退款关闭"), requests),
        "商品已退款金额": money_texts(refunded),
    }
    return Sheet(YOUZAN_ITEMS, columns, len(lines)).only(export.columns)


def line_refunds(log: Log, as_of: np.datetime64) -> Ints:
    """Return per order line what had been paid back at `as_of`."""
    done = log.refunds.refunded_at <= as_of
    return sums_by(log.refunds.line[done], log.refunds.goods_fen[done], len(log.lines.order))


def customers(log: Log, export: Export) -> Sheet:
    """Return the customer export: one row per buyer; every twentieth phone is masked."""
    state = states(log, export)
    paid = state.index[~np.isnat(state.paid_at)]
    human, place = np.unique(log.orders.human[paid], return_inverse=True)
    size = len(human)
    spent = sums_by(place, log.paid_fen[paid] + log.orders.freight_fen[paid], size)
    back = sums_by(place, log.refunded_fen(state.as_of)[paid], size)
    count = np.bincount(place, minlength=size).astype(np.int64)
    first = np.full(size, np.datetime64("9999-12-31", "s"))
    last = np.full(size, np.datetime64("0001-01-01", "s"))
    np.minimum.at(first, place, log.orders.created_at[paid])
    np.maximum.at(last, place, log.orders.created_at[paid])
    phones = [log.phones[h] for h in human.tolist()]
    shown = [f"{p[:3]}******{p[-2:]}" if n % 20 == 0 else p for n, p in enumerate(phones)]
    columns: dict[str, Column] = {
        "客户姓名": [people.name_of(h) for h in human.tolist()],
        "客户昵称": [f"用户{h}" for h in human.tolist()],
        "客户手机号": shown,
        "客户性别": picked(("女", "女", "男", "未知"), human % 4),
        "是否会员": picked(("否", "是", "是"), human % 3),
        "成长值": count_texts(spent // 100),
        "客户积分": count_texts((spent - back) // 100),
        "客户储值余额": "0.00",
        "消费次数": count_texts(count),
        "消费金额": money_texts(spent),
        "累计退款金额": money_texts(back),
        "笔单价": money_texts(spent // count),
        "上次消费时间": time_texts(last),
        "企微好友": picked(("否", "是"), (human % 4 == 1).astype(np.int64)),
        "来源渠道": "微信小程序",
        "来源方式": picked(("自主访问", "扫码", "好友分享"), human % 3),
        "成为客户时间": time_texts(first),
    }
    return Sheet(YOUZAN_CUSTOMERS, columns, size).only(export.columns)
