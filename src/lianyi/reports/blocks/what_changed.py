"""W6: the change as a waterfall by channel, as a matrix that foots both ways, and by product."""

from __future__ import annotations

from collections.abc import Sequence

from lianyi.charts.frame import Style
from lianyi.charts.line import Band, Line
from lianyi.charts.waterfall import Step, Waterfall
from lianyi.core.currencies import minor_digits, sign_of
from lianyi.core.translation import Lang, Text
from lianyi.reports.analysed import Analysed, DayPoint
from lianyi.reports.document import (
    Block,
    Cell,
    Column,
    Derived,
    Figure,
    Number,
    Part,
    Prose,
    Row,
    Sentence,
    Table,
)
from lianyi.reports.gather import NO_ROW, Gathered
from lianyi.reports.headline.inputs import Axis
from lianyi.reports.headline.inputs import Part as ChangePart
from lianyi.reports.wording import compose, words

READ_MATRIX = Text(
    "读法：先在各渠道内部拆解再相加，横竖都对得上。访客的合计是各渠道按自己的成单率和笔单价折算的，"
    "所以可能和全店访客的增减方向不同。",
    "How to read it: the change is split inside each channel and then added, so rows and columns foot. The "
    "total under visitors weighs each channel by its own rate and order value; it may differ in sign from "
    "the shop's visitor count.",
)
READ_ORDERS = Text(
    "读法：没有访客数据的渠道拆成「订单数」和「笔单价」两项，横竖都对得上。",
    "How to read it: without visitor data a channel is split into orders and value per order; rows and "
    "columns foot.",
)
TOTAL = Text("合计", "Total")


def what_changed(facts: Gathered, found: Analysed, names: tuple[Text, Text]) -> Block | None:
    """Return the block, None where there is nothing to compare with."""
    parts: list[Part] = []
    if found.channels is not None and found.channels.parts:
        parts += [_waterfall(facts, found, found.channels), _matrix(facts, found, found.channels)]
    if found.products is not None and found.products.parts:
        parts.append(_products(facts, found, found.products))
    if any(point.value is not None for point in found.daily):
        parts.append(_daily(facts, found, names))
    if not parts:
        return None
    title = Text("为什么变", "What changed")
    return Block("what_changed", title, tuple(parts), _finding(facts, found))


def _finding(facts: Gathered, found: Analysed) -> Text:
    amount = facts.shown.signed(found.headline.change)
    return Text(f"支付GMV {amount.zh}", f"GMV (paid) {amount.en}")


def _style(facts: Gathered, lang: Lang) -> Style:
    currency = facts.source.currency
    return Style("money", lang, minor_digits(currency), sign_of(currency).strip())


def _waterfall(facts: Gathered, found: Analysed, axis: Axis) -> Figure:
    def drawn(lang: Lang) -> Waterfall:
        steps = [_step(facts, part.name.say(lang), part.amount, lang) for part in axis.parts]
        total = _step(facts, TOTAL.say(lang), found.headline.change, lang)
        return Waterfall(steps, total, _style(facts, lang))

    listed = Text(
        "，".join(f"{p.name.zh}{facts.shown.signed(p.amount).zh}" for p in axis.parts),
        ", ".join(f"{p.name.en} {facts.shown.signed(p.amount).en}" for p in axis.parts),
    )
    total = facts.shown.signed(found.headline.change)
    return Figure(
        "waterfall",
        Text("变化来自哪些渠道", "Where the change came from"),
        Text(
            f"支付GMV的变化按渠道：{listed.zh}，合计{total.zh}。",
            f"Change of GMV by channel: {listed.en}; {total.en} in all.",
        ),
        drawn("zh"),
        drawn("en"),
        height_px=56 + 34 * (len(axis.parts) + 1),
    )


def _step(facts: Gathered, name: str, amount: int, lang: Lang) -> Step:
    return Step(name, amount, facts.shown.signed(amount).say(lang))


def _matrix(facts: Gathered, found: Analysed, axis: Axis) -> Table:
    factors = _factor_names(found)
    columns = (
        Column("channel", Text("渠道", "Channel"), numeric=False),
        *(Column(part.key, _head(part.name)) for part in factors),
        Column("total", TOTAL),
    )
    rows = [_matrix_row(facts, found, part, factors) for part in axis.parts]
    rows.append(_footing(facts, found, axis, factors))
    note = READ_MATRIX if found.with_visitors else READ_ORDERS
    caption = Text("按渠道和因素", "By channel and driver")
    return Table("matrix", caption, columns, tuple(rows), note if factors else None)


def _head(name: Text) -> Text:
    return Text(name.zh, name.en[:1].upper() + name.en[1:])


def _factor_names(found: Analysed) -> tuple[ChangePart, ...]:
    names: dict[str, ChangePart] = {}
    for parts in found.factors.values():
        for part in parts:
            names.setdefault(part.key, part)
    return tuple(names.values())


def _matrix_row(
    facts: Gathered, found: Analysed, part: ChangePart, factors: Sequence[ChangePart]
) -> Row:
    inside = {factor.key: factor.amount for factor in found.factors.get(part.key, ())}
    by = (("platform", part.key),)
    cells: list[Cell] = [part.name]
    for factor in factors:
        amount = inside.get(factor.key)
        by_factor = (*by, ("factor", factor.key))
        cells.append(None if amount is None else _amount(facts, amount, "factor", by_factor))
    cells.append(_amount(facts, part.amount, "change", by, strong=True))
    return Row(tuple(cells))


def _footing(facts: Gathered, found: Analysed, axis: Axis, factors: Sequence[ChangePart]) -> Row:
    cells: list[Cell] = [TOTAL]
    for factor in factors:
        amounts = [
            p.amount for parts in found.factors.values() for p in parts if p.key == factor.key
        ]
        cells.append(_amount(facts, sum(amounts), "factor", (("factor", factor.key),), strong=True))
    total = sum(part.amount for part in axis.parts)
    cells.append(_amount(facts, total, "change", strong=True))
    return Row(tuple(cells), total="Σ")


def _amount(
    facts: Gathered,
    amount: int,
    kind: Derived,
    by: tuple[tuple[str, str], ...] = (),
    *,
    strong: bool = False,
) -> Cell:
    direction = (amount > 0) - (amount < 0)
    return facts.derived(
        "gmv_paid",
        amount,
        "money",
        facts.shown.signed(amount),
        kind,
        by=by,
        direction=direction,
        strong=strong,
    )


def _products(facts: Gathered, found: Analysed, axis: Axis) -> Part:
    sentences = [
        compose(Text("{n} {a}", "{n} {a}"), n=part.name, a=_amount_number(facts, part, axis.key))
        for part in axis.parts
    ]
    joined = [words(Text("商品：", "Products: "))]
    for index, sentence in enumerate(sentences):
        joined += [words(Text("，", ", "))] if index else []
        joined.append(sentence)
    total = compose(
        Text("，合计 {a}。", "; {a} in all."), a=facts.shown.signed(found.headline.change)
    )
    runs_zh = tuple(run for sentence in (*joined, total) for run in sentence.zh)
    runs_en = tuple(run for sentence in (*joined, total) for run in sentence.en)
    return Prose((Sentence(runs_zh, runs_en),))


def _amount_number(facts: Gathered, part: ChangePart, axis: str) -> Number:
    return facts.derived(
        "gmv_paid",
        part.amount,
        "money",
        facts.shown.signed(part.amount),
        "part",
        by=((axis, part.key),),
        direction=(part.amount > 0) - (part.amount < 0),
    )


def _daily(facts: Gathered, found: Analysed, names: tuple[Text, Text]) -> Figure:
    points = found.daily

    def drawn(lang: Lang) -> Line:
        band = Band(
            Text("正常波动", "Normal range").say(lang),
            [point.low for point in points],
            [point.high for point in points],
        )
        return Line(
            names[0].say(lang),
            [point.label.say(lang) for point in points],
            [point.value for point in points],
            names[1].say(lang),
            [point.base for point in points] if any(p.base for p in points) else (),
            band if any(point.low is not None for point in points) else None,
            [(i, p.mark.say(lang)) for i, p in enumerate(points) if p.mark],
            [i for i, p in enumerate(points) if p.weekend],
            style=_style(facts, lang),
        )

    return Figure(
        "daily",
        Text("每天的支付GMV", "GMV (paid) by day"),
        _daily_label(facts, points),
        drawn("zh"),
        drawn("en"),
        _daily_table(facts, points, names),
        height_px=260,
    )


def _daily_label(facts: Gathered, points: Sequence[DayPoint]) -> Text:
    known = [point for point in points if point.value is not None]
    high = max(known, key=lambda point: point.value or 0)
    low = min(known, key=lambda point: point.value or 0)
    h, lo = facts.shown.full(high.value or 0), facts.shown.full(low.value or 0)
    return Text(
        f"每天的支付GMV，共{len(known)}天，最高{high.label.zh} {h.zh}，最低{low.label.zh} {lo.zh}。",
        f"GMV (paid) by day over {len(known)} days: highest {high.label.en} {h.en}, lowest {low.label.en} {lo.en}.",
    )


def _daily_table(facts: Gathered, points: Sequence[DayPoint], names: tuple[Text, Text]) -> Table:
    columns = (
        Column("day", Text("日期", "Day"), numeric=False),
        Column("now", names[0]),
        Column("before", Text(f"{names[1].zh}同日", f"{names[1].en}, same weekday")),
    )
    rows = tuple(
        Row(
            (
                point.label,
                _day_number(facts, point),
                None if point.base is None else facts.shown.full(point.base),
            )
        )
        for point in points
    )
    return Table("daily", Text("每天的支付GMV", "GMV (paid) by day"), columns, rows)


def _day_number(facts: Gathered, point: DayPoint) -> Cell:
    if point.value is None:
        return NO_ROW
    metric = facts.metric("gmv_paid")
    text = facts.shown.full(point.value)
    return Number(
        metric.key, point.value, "money", text, point.day, metric.id, facts.source.snapshot
    )
