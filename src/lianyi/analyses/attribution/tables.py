"""The tables and numbers of an attribution."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lianyi.analyses.attribution.found import DIRECT, NONE, TOUCH
from lianyi.analyses.attribution.words import MODEL_NAMES
from lianyi.analyses.event_groups import title_of
from lianyi.analyses.result import Column, Interval, Number, Table
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.attribution.found import Found, Line
    from lianyi.analyses.attribution.plan import Plan

NOTHING = Text("没有窗口完整的订单", "No order has a window that is wholly seen")
AGAINST = Text("{model}比末次多", "{model} above last")


def numbers(found: Found) -> Iterator[Number]:
    """Yield the orders and their money, and which share has a touch or nothing at all."""
    yield Number("orders", Text("参与归因的订单", "Orders attributed"), found.judged, "count")
    yield Number("paid_fen", Text("参与归因的支付金额", "Paid for them"), found.paid_fen, "money")
    for key, name, bases in (
        ("touched_share", Text("有触点的订单占比", "Share of orders with a touch"), (TOUCH, DIRECT)),
        ("unknown_share", Text("来源未知的订单占比", "Share of orders of unknown origin"), (NONE,)),
    ):  # fmt: skip
        value, interval = _share_of(found, found.of(*bases))
        yield Number(key, name, value, "ratio", interval, found.judged, None if value is not None else NOTHING)  # fmt: skip


def _share_of(found: Found, lines: tuple[Line, ...]) -> tuple[float | None, Interval | None]:
    from lianyi.stats.shares import share_interval

    if not found.judged:
        return None, None
    part = sum((ln.orders["last"] for ln in lines), 0 * found.whole)
    return float(part.sum()) / found.judged, Interval(*share_interval(part, found.whole), method="delta")  # fmt: skip


def tables(plan: Plan, found: Found) -> tuple[Table, ...]:
    """Return orders by model, money by model, shares with intervals, and the claims of platforms."""
    about = (Column("group", title_of(plan.by)), Column("basis", Text("依据", "Basis")))
    others = [m for m in found.models if m != "last"]
    orders = Table(
        "credits", Text("各模型归因订单", "Orders credited by model"),
        (*about, *(Column(m, MODEL_NAMES[m], "number") for m in found.models),
         *(Column(f"{m}_vs_last", AGAINST.format(model=MODEL_NAMES[m]), "number") for m in others)),
        tuple((ln.group, ln.basis, *(ln.credit(m) for m in found.models),
               *(round(ln.credit(m) - ln.credit("last"), 6) for m in others)) for ln in found.lines),
    )  # fmt: skip
    money = Table(
        "money", Text("各模型归因金额", "Money credited by model"),
        (*about, *(Column(f"{m}_fen", MODEL_NAMES[m], "money") for m in found.models),
         *(Column(f"{m}_vs_last_fen", AGAINST.format(model=MODEL_NAMES[m]), "money") for m in others)),
        tuple((ln.group, ln.basis, *(ln.paid_fen[m] for m in found.models),
               *(ln.paid_fen[m] - ln.paid_fen["last"] for m in others)) for ln in found.lines),
    )  # fmt: skip
    return orders, money, _shares(about, found), *_claims(found)


def _shares(about: tuple[Column, ...], found: Found) -> Table:
    columns = (
        Column("model", Text("模型", "Model")), *about,
        Column("share", Text("占比", "Share"), "ratio"), Column("low", Text("下限", "Low"), "ratio"), Column("high", Text("上限", "High"), "ratio"),
        Column("vs_last", Text("比末次高", "Above last"), "ratio"), Column("vs_last_low", Text("比末次高，下限", "Above last, low"), "ratio"),
        Column("vs_last_high", Text("比末次高，上限", "Above last, high"), "ratio"),
    )  # fmt: skip
    rows = []
    for model in found.models:
        for line in found.lines:
            share = found.share(line, model)
            if share is not None:
                rows.append((model, line.group, line.basis, *_flat(share), *_flat(found.more_than_last(line, model))))  # fmt: skip
    return Table("shares", Text("占比和区间", "Shares with intervals"), columns, tuple(rows))


def _flat(value: tuple[float, Interval] | None) -> tuple[Any, ...]:
    return (None, None, None) if value is None else (value[0], value[1].low, value[1].high)


def _claims(found: Found) -> tuple[Table, ...]:
    if not found.claims:
        return ()
    columns = (
        Column("platform", Text("平台", "Platform")), Column("claimed_fen", Text("平台归因成交", "Claimed by the platform"), "money"),
        Column("paid_fen", Text("平台上的支付金额", "Paid on the platform"), "money"),
    )  # fmt: skip
    return (
        Table("claims", Text("各平台自报的成交", "What platforms claim"), columns, found.claims),
    )
