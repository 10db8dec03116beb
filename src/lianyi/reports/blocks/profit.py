"""From GMV to what is left: refunds, cost of goods, fees, commission and spend, where costs are known."""

from __future__ import annotations

from lianyi.charts.frame import Style
from lianyi.charts.waterfall import Step, Waterfall
from lianyi.core.currencies import minor_digits, sign_of
from lianyi.core.translation import Lang, Text
from lianyi.reports.document import Block, Cell, Column, Figure, Number, Row, Table
from lianyi.reports.gather import Gathered

START = "gmv_paid"
# What is taken off, in this order, under the key of the metric that says how much.
TAKEN_OFF = (
    "refund_amount_by_pay_time",
    "cost_of_goods",
    "platform_fees",
    "creator_commission",
    "ad_spend",
)
TITLE = Text("利润桥", "Profit bridge")
LEFT = Text("剩余", "What is left")


def profit(facts: Gathered) -> Block | None:
    """Return the block, None unless the cost of goods is known."""
    start = facts.now.get(START)
    if start is None or facts.now.get("cost_of_goods") is None:
        return None
    lines = [(key, -int(facts.now.get(key))) for key in facts.known(TAKEN_OFF) if facts.now.get(key)]
    left = int(start) + sum(amount for _, amount in lines)
    return Block("profit", TITLE, (_figure(facts, int(start), lines, left), _table(facts, lines, left)))


def _figure(facts: Gathered, start: int, lines: list[tuple[str, int]], left: int) -> Figure:
    def drawn(lang: Lang) -> Waterfall:
        named = [(START, start), *lines]
        steps = [
            Step(facts.metric(key).name.say(lang), amount, facts.shown.signed(amount).say(lang))
            for key, amount in named
        ]
        total = Step(LEFT.say(lang), left, facts.shown.signed(left).say(lang))
        currency = facts.source.currency
        style = Style("money", lang, minor_digits(currency), sign_of(currency).strip())
        return Waterfall(steps, total, style)

    first, last = facts.shown.full(start), facts.shown.full(left)
    label = Text(
        f"从支付GMV {first.zh}减去退款、成本和各项费用，剩{last.zh}。",
        f"From GMV {first.en}, less refunds, costs and fees, {last.en} is left.",
    )
    return Figure("profit", TITLE, label, drawn("zh"), drawn("en"), height_px=60 + 32 * (len(lines) + 2))


def _table(facts: Gathered, lines: list[tuple[str, int]], left: int) -> Table:
    columns = (
        Column("line", Text("项目", "Line"), numeric=False),
        Column("amount", Text("金额", "Amount")),
    )
    rows = [Row((facts.metric(START).name, facts.number(START, facts.now, facts.period)))]
    for key, _ in lines:
        name = facts.metric(key).name
        less: Cell = Text(f"减：{name.zh}", f"less: {name.en}")
        rows.append(Row((less, facts.number(key, facts.now, facts.period))))
    rest: Number = facts.derived(
        START, left, "money", facts.shown.full(left), "estimate", strong=True
    )
    rows.append(Row((LEFT, rest), total="Σ"))
    return Table("profit", TITLE, columns, tuple(rows))
