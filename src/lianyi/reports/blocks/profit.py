"""From GMV to what is left, over the orders whose costs are known: the parts sum exactly."""

from __future__ import annotations

from lianyi.charts.waterfall import Step, Waterfall
from lianyi.core.translation import Lang, Text
from lianyi.reports.blocks.daily_figure import money_style
from lianyi.reports.document import Block, Cell, Column, Figure, Prose, Row, Table
from lianyi.reports.gather import Gathered, Values
from lianyi.reports.shown import percent
from lianyi.reports.wording import compose, name_list

START, COST = "gmv_paid", "goods_cost"
# What is taken off, in this order, under the key of the metric that says how much.
TAKEN_OFF = ("refund_amount_by_pay_time", COST, "order_commission", "platform_fee")
COSTED = "cost_fen IS NOT NULL"
TITLE = Text("利润桥", "Profit bridge")
LEFT = Text("毛利", "Gross margin")
SCOPE = Text(
    "只算每一行都有成本的订单，占支付GMV的{share}；投放花费没有分到单，不在里面。",
    "Only orders with a cost on every line, {share} of GMV; ad spend is not shared out to orders and is left out.",
)


def profit(facts: Gathered) -> Block | None:
    """Return the block, None unless costs of goods are known."""
    if facts.now.get(COST) is None or not facts.now.get(START):
        return None
    values = facts.total((START, *TAKEN_OFF), facts.period, COSTED)
    start = values.get(START)
    if not start:
        return None
    lines = [(key, -int(values.get(key))) for key in facts.known(TAKEN_OFF) if values.get(key)]
    left = int(start) + sum(amount for _, amount in lines)
    share = percent(start / facts.now.get(START))
    note = Prose((compose(SCOPE, share=share),), note=True)
    return Block(
        "profit",
        TITLE,
        (_figure(facts, int(start), lines, left), _table(facts, values, lines, left), note),
    )


def _figure(facts: Gathered, start: int, lines: list[tuple[str, int]], left: int) -> Figure:
    def drawn(lang: Lang) -> Waterfall:
        begin = Step(facts.metric(START).name.say(lang), start, first.say(lang), is_level=True)
        steps = [
            begin,
            *(
                Step(facts.metric(key).name.say(lang), amount, facts.shown.signed(amount).say(lang))
                for key, amount in lines
            ),
        ]
        total = Step(LEFT.say(lang), left, last.say(lang), is_level=True)
        return Waterfall(steps, total, money_style(facts, lang))

    first, last = facts.shown.full(start), facts.shown.full(left)
    off = [facts.metric(key).name for key, _ in lines]
    less = Text("、".join(name.zh for name in off), name_list(off, len(off)).en.lower())
    label = Text(
        f"从支付GMV {first.zh}减去{less.zh}，毛利{last.zh}。",
        f"From GMV {first.en}, less {less.en}, {last.en} is left.",
    )
    height = 60 + 32 * (len(lines) + 2)
    return Figure("profit", TITLE, label, drawn("zh"), drawn("en"), height_px=height)


def _table(facts: Gathered, values: Values, lines: list[tuple[str, int]], left: int) -> Table:
    columns = (
        Column("line", Text("项目", "Line"), numeric=False),
        Column("amount", Text("金额", "Amount")),
    )

    def row(key: str, name: Text) -> Row:
        return Row((name, facts.number(key, values, facts.period, where=COSTED)))

    rows = [row(START, facts.metric(START).name)]
    for key, _ in lines:
        name = facts.metric(key).name
        rows.append(row(key, Text(f"减：{name.zh}", f"less: {name.en}")))
    rest: Cell = facts.derived(
        START, left, "money", facts.shown.full(left), "estimate", strong=True
    )
    rows.append(Row((LEFT, rest), total="Σ"))
    return Table("profit", TITLE, columns, tuple(rows))
