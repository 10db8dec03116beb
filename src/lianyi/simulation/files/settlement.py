"""抖店 money: the ledger of the account (动账明细) and the settlement bill (结算账单)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import (
    DAY_SECONDS,
    Ints,
    Times,
    days_of,
    instant,
    money_texts,
    picked,
    seconds,
    share,
    time_texts,
)
from lianyi.simulation.catalog import product_ids, skus
from lianyi.simulation.creators import CREATOR_NAMES, rate_bp
from lianyi.simulation.exports import Export
from lianyi.simulation.files.douyin import PRODUCT_BASE, line_numbers, order_numbers
from lianyi.simulation.files.headers_more import DOUYIN_LEDGER, DOUYIN_SETTLEMENTS
from lianyi.simulation.files.table import Column, Dialect, Sheet, tabbed
from lianyi.simulation.log import CREATOR, Log
from lianyi.simulation.numbers import creator_ids, douyin_refunds, positions
from lianyi.simulation.settings import DOUYIN
from lianyi.simulation.tally import Tally

DIALECT = Dialect("gb18030", "-")
SETTLED_AFTER_DAYS = 7
FEE_BP = 500
WITHDRAWN_EVERY_DAYS = 7
WITHDRAWAL = "20000.00"


@dataclass(frozen=True)
class Settled:
    """One entry per line settled on the export's days. Fees and refunds are positive; `amount` is what arrives."""

    line: Ints
    settled_at: Times
    paid_fen: Ints
    freight_fen: Ints
    subsidy_fen: Ints
    creator_fen: Ints
    refund_fen: Ints
    fee_fen: Ints
    commission_fen: Ints

    @property
    def income_fen(self) -> Ints:
        """What came in: the buyer's payment with freight, and what others bear."""
        return self.paid_fen + self.freight_fen + self.subsidy_fen + self.creator_fen

    @property
    def amount_fen(self) -> Ints:
        """What arrives on the account."""
        return self.income_fen - self.refund_fen - self.fee_fen - self.commission_fen


def settled(log: Log, export: Export) -> Settled:
    """Return the lines that were settled: seven days after receipt, less what was refunded until then.

    The platform keeps 5 % of what is left, the creator the agreed part of what the buyer keeps paying for.
    """
    of = log.lines
    done = log.orders.completed_at[of.order] + seconds(
        np.full(len(of.order), SETTLED_AFTER_DAYS * DAY_SECONDS)
    )
    day = days_of(done)
    inside = (day >= np.datetime64(export.from_day)) & (day <= np.datetime64(export.to_day))
    inside &= (done <= instant(export.as_of)) & (log.orders.platform[of.order] == DOUYIN)
    line = np.flatnonzero(inside)
    line = line[np.argsort(done[line], kind="stable")]
    order = of.order[line]
    back = _refunded_before(log, done)[line]
    is_first = positions(of.order, log.orders.line_start, line) == 0
    by_creator = log.orders.source[order] == CREATOR
    kept = of.paid_fen[line] - back
    return Settled(
        line=line,
        settled_at=done[line],
        paid_fen=of.paid_fen[line],
        freight_fen=np.where(is_first, log.orders.freight_fen[order], 0),
        subsidy_fen=of.platform_fen[line],
        creator_fen=of.creator_fen[line],
        refund_fen=back,
        fee_fen=share(kept + of.platform_fen[line], FEE_BP),
        commission_fen=np.where(by_creator, share(kept, rate_bp(log.orders.creator[order])), 0),
    )


def _refunded_before(log: Log, moments: Times) -> Ints:
    """Return per line what had been paid back when it was settled."""
    refunds = log.refunds
    early = refunds.refunded_at <= moments[refunds.line]
    total = np.zeros(len(moments), np.int64)
    np.add.at(total, refunds.line[early], refunds.goods_fen[early])
    return total


@dataclass(frozen=True)
class TakenBack:
    """One entry per refund after settlement. The platform and the creator give their part back."""

    row: Ints
    taken_at: Times
    goods_fen: Ints
    fee_fen: Ints
    commission_fen: Ints

    @property
    def amount_fen(self) -> Ints:
        """What leaves the account, as a positive amount."""
        return self.goods_fen - self.fee_fen - self.commission_fen


def taken_back(log: Log, export: Export) -> TakenBack:
    """Return the refunds paid on the export's days for lines that had been settled before."""
    refunds, of = log.refunds, log.lines
    order = refunds.order
    wait = seconds(np.full(len(refunds), SETTLED_AFTER_DAYS * DAY_SECONDS))
    day = days_of(refunds.refunded_at)
    inside = (day >= np.datetime64(export.from_day)) & (day <= np.datetime64(export.to_day))
    inside &= (refunds.refunded_at <= instant(export.as_of)) & (
        log.orders.platform[order] == DOUYIN
    )
    row = np.flatnonzero(inside & (refunds.refunded_at > log.orders.completed_at[order] + wait))
    goods, sold = refunds.goods_fen[row], of.order[refunds.line[row]]
    by_creator = log.orders.source[sold] == CREATOR
    back = np.where(by_creator, share(goods, rate_bp(log.orders.creator[sold])), 0)
    return TakenBack(row, refunds.refunded_at[row], goods, share(goods, FEE_BP), back)


def ledger(log: Log, export: Export) -> Sheet:
    """Return the account's movements: settled lines, refunds after settlement, a withdrawal each week."""
    days = np.arange(np.datetime64(export.from_day), np.datetime64(export.to_day) + 1)
    monday = days[(days.astype(np.int64) + 3) % WITHDRAWN_EVERY_DAYS == 0]
    out = len(monday)
    parts = [_settled_rows(log, settled(log, export)), _taken_rows(log, taken_back(log, export))]
    withdrawn = {
        "动账时间": time_texts(monday.astype("datetime64[s]") + seconds(np.full(out, 10 * 3600))),
        "动帐流水号": tabbed([f"9{d:%Y%m%d}" for d in monday.tolist()]),
        "动账方向": ["出账"] * out,
        "动账金额": [WITHDRAWAL] * out,
        "动账场景": ["提现"] * out,
    }
    parts.append(withdrawn)
    rows = [len(part["动账时间"]) for part in parts]
    headers = dict.fromkeys(h for part in parts for h in part)
    columns: dict[str, Column] = {
        h: [t for part, n in zip(parts, rows, strict=True) for t in part.get(h, ["-"] * n)]
        for h in headers
    }
    columns |= {"动账账户": "聚合账户", "商户主体名称": "涟漪样品有限公司"}
    return Sheet(DOUYIN_LEDGER, columns, sum(rows))


def _settled_rows(log: Log, found: Settled) -> dict[str, list[str]]:
    return {
        "动账时间": time_texts(found.settled_at),
        "动帐流水号": tabbed(_entry_numbers(found.line)),
        "动账方向": ["入账"] * len(found.line),
        "动账金额": money_texts(found.amount_fen),
        "动账场景": ["货款结算入账"] * len(found.line),
        **_names(log, found.line),
        "订单实付应结": money_texts(found.paid_fen),
        "运费实付": money_texts(found.freight_fen),
        "实际平台补贴": money_texts(found.subsidy_fen),
        "实际达人补贴": money_texts(found.creator_fen),
        "订单退款": money_texts(-found.refund_fen),
        "平台服务费": money_texts(-found.fee_fen),
        "佣金": money_texts(-found.commission_fen),
    }


def _taken_rows(log: Log, found: TakenBack) -> dict[str, list[str]]:
    return {
        "动账时间": time_texts(found.taken_at),
        "动帐流水号": tabbed([str(2_026_000_000_000_000 + n) for n in found.row.tolist()]),
        "动账方向": ["出账"] * len(found.row),
        "动账金额": money_texts(found.amount_fen),
        "动账场景": ["结算后退款"] * len(found.row),
        "售后编号": tabbed(douyin_refunds(found.row)),
        **_names(log, log.refunds.line[found.row]),
        "订单退款": money_texts(-found.goods_fen),
        "平台服务费": money_texts(found.fee_fen),
        "佣金": money_texts(found.commission_fen),
    }


def _names(log: Log, line: Ints) -> dict[str, list[str]]:
    order, sku = log.lines.order[line], log.lines.sku[line]
    is_sold = log.orders.source[order] == CREATOR
    creator = np.where(is_sold, log.orders.creator[order], len(CREATOR_NAMES))
    return {
        "子订单号": tabbed(line_numbers(log, line)),
        "订单号": tabbed(order_numbers(log, order)),
        "下单时间": time_texts(log.orders.created_at[order]),
        "商品ID": picked(tabbed(product_ids(PRODUCT_BASE)), sku),
        "商品名称": picked([s.product for s in skus()], sku),
        "达人ID": picked([*tabbed(creator_ids()[: len(CREATOR_NAMES)]), "-"], creator),
        "达人名称": picked([*CREATOR_NAMES, "-"], creator),
    }


def _entry_numbers(line: Ints) -> list[str]:
    return [str(2_024_000_000_000_000 + n) for n in line.tolist()]


def bill(log: Log, export: Export) -> Sheet:
    """Return the settlement bill of the export's days: one row per line."""
    found = settled(log, export)
    fen = {
        "结算金额": found.amount_fen,
        "订单总价": log.lines.list_fen[found.line] + found.freight_fen,
        "商品总价": log.lines.list_fen[found.line],
        "运费": found.freight_fen,
        "用户实付": found.paid_fen - found.refund_fen + found.freight_fen,
        "平台补贴": found.subsidy_fen,
        "达人补贴": found.creator_fen,
        "收入合计": found.income_fen - found.refund_fen,
        "平台服务费": -found.fee_fen,
        "佣金": -found.commission_fen,
        "支出合计": -(found.fee_fen + found.commission_fen),
    }
    columns: dict[str, Column] = {
        "结算时间": time_texts(found.settled_at),
        "订单号": tabbed(order_numbers(log, log.lines.order[found.line])),
        "子订单号": tabbed(line_numbers(log, found.line)),
        "结算账户": "聚合账户",
        "结算单类型": "已结算",
        **{h: money_texts(v) for h, v in fen.items()},
    }
    return Sheet(DOUYIN_SETTLEMENTS, columns, len(found.line))


def add_bill(tally: Tally, log: Log, export: Export) -> None:
    """Add what was settled, on the day it arrived; withdrawals are no income and no cost."""
    found = settled(log, export)
    amount = found.amount_fen
    for key, values in (
        ("settled", amount),
        ("cash_in", amount.clip(0)),
        ("cash_out", amount.clip(max=0)),
        ("settled_platform_fee", found.fee_fen),
        ("settled_commission", found.commission_fen),
        ("settled_subsidy", found.subsidy_fen),
    ):
        tally.add(key, DOUYIN, found.settled_at, values)
    tally.add("settled_entries", DOUYIN, found.settled_at, 1)


def add_ledger(tally: Tally, log: Log, export: Export) -> None:
    """Add the same, and what only the ledger names: refunds, and what was taken back after settlement."""
    add_bill(tally, log, export)
    found, back = settled(log, export), taken_back(log, export)
    tally.add("settled_refund", DOUYIN, found.settled_at, found.refund_fen)
    tally.add("settled_entries", DOUYIN, back.taken_at, 1)
    for key, values in (
        ("settled", -back.amount_fen),
        ("cash_in", (-back.amount_fen).clip(0)),
        ("cash_out", (-back.amount_fen).clip(max=0)),
        ("settled_platform_fee", -back.fee_fen),
        ("settled_commission", -back.commission_fen),
        ("settled_refund", back.goods_fen),
    ):
        tally.add(key, DOUYIN, back.taken_at, values)
