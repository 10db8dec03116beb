"""From GMV to what is left, over the orders whose costs are known: the parts sum exactly."""

from __future__ import annotations

from lianyi.charts.waterfall import Step, Waterfall
from lianyi.core.translation import Lang, Text
from lianyi.reports.blocks.daily_figure import money_style
from lianyi.reports.document import Block, Cell, Column, Figure, Prose, Row, Table
from lianyi.reports.gather import Gathered, Values
from lianyi.reports.names import platform_name
from lianyi.reports.shown import percent
from lianyi.reports.wording import compose, name_list

START, COST = "gmv_paid", "goods_cost"
REFUNDED = "refund_amount_by_pay_time"
# What is taken off, in this order, under the key of the metric that says how much.
TAKEN_OFF = (REFUNDED, COST, "known_commission", "known_platform_fee")
# How much of GMV has a record of it, where not every order has.
ON_RECORD = ("known_commission_share", "known_platform_fee_share")
COSTED = "cost_fen IS NOT NULL"
TITLE = Text("利润桥", "Profit bridge")
FIGURE = Text("从支付GMV到毛利", "From GMV to gross margin")
TABLE = Text("逐项金额", "Line by line")
LEFT = Text("毛利", "Gross margin")
SCOPE = Text(
    "只算每一行都有成本的订单，占支付GMV的{share}。",
    "Only orders with a cost on every line, {share} of GMV.",
)
UNKNOWN_REFUNDS = Text(
    "不含退款还不知道的{names}。", " Without {names}, whose refunds are unknown."
)
RECORDS = Text(
    "佣金有记录的订单占其中的{commission}，平台服务费有记录的占{fee}（依次取自订单、佣金表、动账记录），没有记录的没有扣。"
    "投放花费没有分到单，不在里面。",
    " Of it {commission} has a commission on record and {fee} a platform fee (from the order, the commission records or "
    "the account entries); nothing is taken off where there is none. Ad spend is not shared out to orders and is left out.",
)


def profit(facts: Gathered) -> Block | None:
    """Return the block, None unless costs of goods are known."""
    if facts.now.get(COST) is None or not facts.now.get(START):
        return None
    where, unknown = _scope(facts)
    values = facts.total((START, *TAKEN_OFF, *ON_RECORD), facts.period, where)
    start = values.get(START)
    if not start:
        return None
    lines = [(key, -int(values.get(key))) for key in facts.known(TAKEN_OFF) if values.get(key)]
    left = int(start) + sum(amount for _, amount in lines)
    note = _note(facts, values, int(start), unknown)
    table = _table(facts, values, lines, left, where)
    return Block("profit", TITLE, (_figure(facts, int(start), lines, left), table, note))


def _scope(facts: Gathered) -> tuple[str, list[Text]]:
    """Return which orders the bridge is about, and the platforms left out because nobody knows their refunds."""
    split = facts.split((START, REFUNDED), facts.period, "platform")
    unknown = sorted(p for p, v in split.items() if v.get(START) and v.get(REFUNDED) is None)
    if not unknown or len(unknown) == len(split):
        return COSTED, []
    listed = ", ".join("'" + platform.replace("'", "''") + "'" for platform in unknown)
    return f"{COSTED} AND platform NOT IN ({listed})", [platform_name(p) for p in unknown]


def _note(facts: Gathered, values: Values, start: int, unknown: list[Text]) -> Prose:
    template = SCOPE
    for more in (UNKNOWN_REFUNDS, RECORDS) if unknown else (RECORDS,):
        template = Text(template.zh + more.zh, template.en + more.en)
    commission, fee = (percent(values.get(key) or 0) for key in ON_RECORD)
    share = percent(start / facts.now.get(START))
    said = compose(template, share=share, commission=commission, fee=fee, names=name_list(unknown))
    return Prose((said,), note=True)


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
    return Figure("profit", FIGURE, label, drawn("zh"), drawn("en"), height_px=height)


def _table(
    facts: Gathered, values: Values, lines: list[tuple[str, int]], left: int, where: str
) -> Table:
    columns = (
        Column("line", Text("项目", "Line"), numeric=False),
        Column("amount", Text("金额", "Amount")),
    )

    def row(key: str, name: Text) -> Row:
        return Row((name, facts.number(key, values, facts.period, where=where)))

    rows = [row(START, facts.metric(START).name)]
    for key, _ in lines:
        name = facts.metric(key).name
        rows.append(row(key, Text(f"减：{name.zh}", f"less: {name.en}")))
    rest: Cell = facts.derived(
        START, left, "money", facts.shown.full(left), "estimate", strong=True
    )
    rows.append(Row((LEFT, rest), total="Σ"))
    return Table("profit", TABLE, columns, tuple(rows))
