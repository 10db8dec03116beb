"""What 小红书 and 拼多多 pay out: the settlement by order, and the income and expenses of the account."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation import numbers
from lianyi.simulation.arrays import (
    DAY_SECONDS,
    Flags,
    Ints,
    Times,
    days_of,
    instant,
    money_texts,
    seconds,
    share,
    sums_by,
    time_texts,
)
from lianyi.simulation.creators import rate_bp
from lianyi.simulation.exports import Export
from lianyi.simulation.files.headers_more import PINDUODUO_LEDGER, XIAOHONGSHU_SETTLEMENTS
from lianyi.simulation.files.table import Column, Dialect, Sheet, tabbed
from lianyi.simulation.log import Log
from lianyi.simulation.settings import PINDUODUO, STORE, XIAOHONGSHU
from lianyi.simulation.tally import Tally

RED_DIALECT = Dialect("utf-8-sig")
GROUP_DIALECT = Dialect("gb18030")
SETTLED_AFTER_DAYS = 7
RED_FEE_BP, PAYMENT_FEE_BP, GROUP_FEE_BP = 500, 60, 60
WITHDRAWAL_FEN = 1_000_000


@dataclass(frozen=True)
class Payouts:
    """One entry per movement. Fees and commission have the sign of `goods_fen`, the amount is what arrives."""

    order: Ints
    at: Times
    goods_fen: Ints
    subsidy_fen: Ints
    fee_fen: Ints
    payment_fee_fen: Ints
    commission_fen: Ints

    @property
    def amount_fen(self) -> Ints:
        """What arrives on the account, negative where money leaves it."""
        kept = self.fee_fen + self.payment_fee_fen + self.commission_fen
        return self.goods_fen + self.subsidy_fen - kept


def _happened(export: Export, at: Times) -> Flags:
    day = days_of(at)
    inside: Flags = (day >= np.datetime64(export.from_day)) & (day <= np.datetime64(export.to_day))
    return inside & (at <= instant(export.as_of))


def red_payouts(log: Log, export: Export) -> Payouts:
    """Return the orders of 小红书 settled seven days after receipt, and what was refunded after that."""
    orders, refunds = log.orders, log.refunds
    settled_at = orders.completed_at + seconds(
        np.full(len(orders), SETTLED_AFTER_DAYS * DAY_SECONDS)
    )
    mine = orders.platform == XIAOHONGSHU
    order = np.flatnonzero(mine & _happened(export, settled_at))
    early = refunds.refunded_at <= settled_at[refunds.order]
    back = sums_by(refunds.order[early], refunds.goods_fen[early], len(orders))
    goods = (log.paid_fen - back)[order]
    subsidy = log.per_order(log.lines.subsidy_fen)[order]
    row = np.flatnonzero(
        mine[refunds.order]
        & _happened(export, refunds.refunded_at)
        & (refunds.refunded_at > settled_at[refunds.order])
    )
    every = np.concatenate([order, refunds.order[row]])
    paid = np.concatenate([goods, -refunds.goods_fen[row]])
    sign, size = np.sign(paid), np.abs(paid)
    rate = np.where(orders.creator[every] >= 0, rate_bp(orders.creator[every]), 0)
    return Payouts(
        order=every,
        at=np.concatenate([settled_at[order], refunds.refunded_at[row]]),
        goods_fen=paid,
        subsidy_fen=np.concatenate([subsidy, np.zeros(len(row), np.int64)]),
        fee_fen=sign * share(size, RED_FEE_BP),
        payment_fee_fen=sign * share(size, PAYMENT_FEE_BP),
        commission_fen=sign * share(size, rate),
    )


def red_settlement(log: Log, export: Export) -> Sheet:
    """Return the settlement of 小红书, one row per order or refund; fees have the sign opposite to the goods."""
    found = red_payouts(log, export)
    fen = {
        "动账金额": found.amount_fen,
        "计佣基数": found.goods_fen,
        "商品实付/实退": found.goods_fen,
        "平台优惠补贴": found.subsidy_fen,
        "佣金": -found.fee_fen,
        "支付渠道费": -found.payment_fee_fen,
        "分销佣金": -found.commission_fen,
    }
    columns: dict[str, Column] = {
        "订单号": numbers.xiaohongshu_orders(log.orders.serial[found.order]),
        "下单时间": time_texts(log.orders.created_at[found.order]),
        "结算时间": time_texts(found.at),
        "交易类型": ["结算入账" if g >= 0 else "售后退款" for g in found.goods_fen.tolist()],
        "结算账户": "微信支付商户号",
        "运费实付/实退": "0.00",
        **{h: money_texts(v) for h, v in fen.items()},
    }
    return Sheet(XIAOHONGSHU_SETTLEMENTS, columns, len(found.order), "结算明细")


def add_red(tally: Tally, log: Log, export: Export) -> None:
    """Add what 小红书 settled, on the day it arrived."""
    found = red_payouts(log, export)
    _add(tally, XIAOHONGSHU, found.at, found.amount_fen)
    fees = found.fee_fen + found.payment_fee_fen
    tally.add("settled_platform_fee", XIAOHONGSHU, found.at, fees)
    tally.add("settled_commission", XIAOHONGSHU, found.at, found.commission_fen)
    tally.add("settled_subsidy", XIAOHONGSHU, found.at, found.subsidy_fen)


def _add(tally: Tally, source: int, at: Times, amount_fen: Ints) -> None:
    tally.add("settled", source, at, amount_fen)
    tally.add("cash_in", source, at, amount_fen.clip(0))
    tally.add("cash_out", source, at, amount_fen.clip(max=0))
    tally.add("settled_entries", source, at, 1)


@dataclass(frozen=True)
class Movements:
    """One entry per movement of an account: what it is, for which order (-1 = none), and the signed amount."""

    kind: Ints
    order: Ints
    at: Times
    amount_fen: Ints


SALE, SERVICE_FEE, REFUND, WITHDRAWAL = range(4)
KIND_NAMES = ("交易收入", "技术服务费", "退款", "提现")


def group_movements(log: Log, export: Export) -> Movements:
    """Return the account of 拼多多: income and fee on receipt, a refund after it, a withdrawal each Monday."""
    orders, refunds = log.orders, log.refunds
    mine = orders.platform == PINDUODUO
    sold = np.flatnonzero(mine & _happened(export, orders.completed_at))
    income = (log.paid_fen + log.per_order(log.lines.subsidy_fen))[sold]
    late = refunds.refunded_at > orders.completed_at[refunds.order]
    row = np.flatnonzero(mine[refunds.order] & late & _happened(export, refunds.refunded_at))
    back = refunds.order[row]
    given_back = log.paid_fen[back] + log.per_order(log.lines.subsidy_fen)[back]
    days = np.arange(np.datetime64(export.from_day), np.datetime64(export.to_day) + 1)
    monday = days[(days.astype(np.int64) + 3) % 7 == 0].astype("datetime64[s]")
    parts = (
        (SALE, sold, orders.completed_at[sold], income),
        (SERVICE_FEE, sold, orders.completed_at[sold], -share(income, GROUP_FEE_BP)),
        (REFUND, back, refunds.refunded_at[row], -given_back),
        (WITHDRAWAL, np.full(len(monday), -1), monday, np.full(len(monday), -WITHDRAWAL_FEN)),
    )
    kind = np.concatenate([np.full(len(o), k) for k, o, _, _ in parts])
    order, at, amount = (np.concatenate([p[n] for p in parts]) for n in (1, 2, 3))
    place = np.lexsort((kind, at))
    return Movements(kind[place], order[place], at[place], amount[place])


def group_account(log: Log, export: Export) -> Sheet:
    """Return income and expenses of 拼多多; the header stands in the fifth row, below four lines of text."""
    found = group_movements(log, export)
    named = np.maximum(found.order, 0)
    orders = numbers.pinduoduo_orders(log.orders.serial[named], log.orders.created_at[named])
    columns: dict[str, Column] = {
        "商户订单号": tabbed(
            [t if o >= 0 else "" for t, o in zip(orders, found.order.tolist(), strict=True)]
        ),
        "发生时间": tabbed(time_texts(found.at)),
        "收入金额（+元）": money_texts(found.amount_fen.clip(0)),
        "支出金额（-元）": money_texts(found.amount_fen.clip(max=0)),
        "账务类型": [KIND_NAMES[k] for k in found.kind.tolist()],
        "业务描述": [KIND_NAMES[k] for k in found.kind.tolist()],
    }
    above = (
        "#拼多多商家后台账务明细",
        f"#店铺：{STORE}",
        f"#起始日期：{export.from_day}　终止日期：{export.to_day}",
        "#-----------------------------------------",
    )
    return Sheet(PINDUODUO_LEDGER, columns, len(found.order), above=above)


def add_group(tally: Tally, log: Log, export: Export) -> None:
    """Add the movements of 拼多多 on their day; withdrawals are no income and no cost."""
    found = group_movements(log, export)
    own = found.kind != WITHDRAWAL
    _add(tally, PINDUODUO, found.at[own], found.amount_fen[own])
    fee, back = found.kind == SERVICE_FEE, found.kind == REFUND
    tally.add("settled_platform_fee", PINDUODUO, found.at[fee], -found.amount_fen[fee])
    tally.add("settled_refund", PINDUODUO, found.at[back], -found.amount_fen[back])
