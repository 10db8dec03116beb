"""精选联盟: commission per line that a creator sold; 订单id is the shop's 子订单编号."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import (
    DAY_SECONDS,
    Flags,
    Ints,
    Times,
    count_texts,
    days_of,
    instant,
    known,
    money_texts,
    percent_texts,
    picked,
    seconds,
    share,
    time_texts,
)
from lianyi.simulation.catalog import product_ids, skus
from lianyi.simulation.creators import CREATOR_NAMES, commission_lines, estimated_fen, rate_bp
from lianyi.simulation.daily import DEPOSIT_SHARE_BP
from lianyi.simulation.exports import Export
from lianyi.simulation.files.douyin import PRODUCT_BASE, line_numbers
from lianyi.simulation.files.headers_more import ALLIANCE
from lianyi.simulation.files.table import Column, Dialect, Sheet, tabbed
from lianyi.simulation.files.youzan import line_refunds
from lianyi.simulation.log import Log
from lianyi.simulation.numbers import creator_ids
from lianyi.simulation.settings import DOUYIN, STORE
from lianyi.simulation.tally import Tally

DIALECT = Dialect("gb18030", "-")
SETTLED_AFTER_DAYS = 7
STATUS = ("订单付款", "订单收货", "订单结算", "订单退货退款")


@dataclass(frozen=True)
class Commission:
    """One entry per line paid on the export's days. Amounts in fen; actual ones are 0 until settled."""

    line: Ints
    paid_at: Times
    settled_at: Times
    status: Ints
    estimated_fen: Ints
    base_fen: Ints
    actual_fen: Ints


def commissions(log: Log, export: Export) -> Commission:
    """Return the commissions as known at `as_of`.

    Settled seven days after receipt on what the buyer has not been paid back.
    """
    as_of, lines = instant(export.as_of), commission_lines(log)
    paid = known(log.orders.paid_at[log.lines.order[lines]], as_of)
    day = days_of(paid)
    inside: Flags = (day >= np.datetime64(export.from_day)) & (day <= np.datetime64(export.to_day))
    line, paid = lines[inside], paid[inside]
    order = log.lines.order[line]
    received = known(log.orders.completed_at[order], as_of)
    due = log.orders.completed_at[order] + seconds(
        np.full(len(line), SETTLED_AFTER_DAYS * DAY_SECONDS)
    )
    settled = known(due, as_of)
    kept = log.lines.paid_fen[line] - line_refunds(log, as_of)[line]
    base = np.where(np.isnat(settled), 0, kept)
    status = np.select([kept == 0, ~np.isnat(settled), ~np.isnat(received)], [3, 2, 1], 0)
    actual = share(base, rate_bp(log.orders.creator[order]))
    return Commission(line, paid, settled, status, estimated_fen(log, line), base, actual)


def sheet(log: Log, export: Export) -> Sheet:
    """Return the commission export."""
    found, as_of = commissions(log, export), instant(export.as_of)
    line, order = found.line, log.lines.order[found.line]
    sku, creator, presale = (
        log.lines.sku[line],
        log.orders.creator[order],
        log.orders.is_presale[order],
    )
    rates = percent_texts(rate_bp(creator), np.full(len(line), 10_000))
    never = np.datetime64("NaT", "s")
    deposit = np.where(presale, share(log.lines.paid_fen[line], DEPOSIT_SHARE_BP), 0)
    columns: dict[str, Column] = {
        "订单id": tabbed(line_numbers(log, line)),
        "商品id": picked(tabbed(product_ids(PRODUCT_BASE)), sku),
        "商品名称": picked([s.product for s in skus()], sku),
        "作者账号": picked(CREATOR_NAMES, creator),
        "抖音/火山号": picked(tabbed(creator_ids()), creator),
        "支付金额": money_texts(log.lines.paid_fen[line]),
        "佣金率": rates,
        "预估佣金支出": money_texts(found.estimated_fen),
        "结算金额": money_texts(found.base_fen),
        "实际佣金支出": money_texts(found.actual_fen),
        "订单状态": picked(STATUS, found.status),
        "付款时间": time_texts(found.paid_at),
        "收货时间": time_texts(known(log.orders.completed_at[order], as_of), "-"),
        "订单结算时间": time_texts(found.settled_at, "-"),
        "商品来源": "联盟商品",
        "尾款支付时间": time_texts(np.where(presale, found.paid_at, never), "-"),
        "定金金额": money_texts(deposit),
        "店铺id": "70012345",
        "店铺名称": STORE,
        "商品数量": count_texts(log.lines.quantity[line]),
    }
    return Sheet(ALLIANCE, columns, len(line))


def add(tally: Tally, log: Log, export: Export) -> None:
    """Add the commissions on the day of payment."""
    found = commissions(log, export)
    for key, values in (
        ("commission_estimated", found.estimated_fen),
        ("commission_actual", found.actual_fen),
        ("commission_base", found.base_fen),
        ("commission_paid_base", log.lines.paid_fen[found.line]),
    ):
        tally.add(key, DOUYIN, found.paid_at, values)
    tally.add("commission_lines", DOUYIN, found.paid_at, 1)
