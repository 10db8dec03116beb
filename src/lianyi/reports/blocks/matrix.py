"""The change by channel and driver, footing both ways."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.reports.analysed import Analysed
from lianyi.reports.document import Cell, Column, Derived, Nothing, Number, Row, Table
from lianyi.reports.gather import Cell as Place
from lianyi.reports.gather import Gathered
from lianyi.reports.headline.inputs import Axis, Part
from lianyi.reports.names import platform_name
from lianyi.reports.wording import name_list

READ_MATRIX = Text(
    "读法：先在各渠道内部拆解再相加，横竖都对得上。访客的合计是各渠道按自己的成单率和笔单价折算的，"
    "所以可能和全店访客的增减方向不同。",
    "How to read it: the change is split inside each channel and then added, so rows and columns foot. The "
    "total under visitors weighs each channel by its own rate and order value; it may differ in sign from "
    "the shop's visitor count.",
)
READ_ORDERS = Text(
    "读法：没有访客数据，各渠道拆成「订单数」和「笔单价」两项，横竖都对得上。",
    "How to read it: without visitor data each channel is split into orders and value per order; rows and "
    "columns foot.",
)
BLIND = Text(
    "{names}没有访客数据，「成单率」一列放的是订单数的影响。",
    " For {names} nobody counts visitors; the effect of their number of orders stands under orders per visitor.",
)
NO_VISITORS = Nothing("missing_source", Text("缺少来源：店铺流量", "Missing source: shop traffic"))
TOTAL = Text("合计", "Total")


def matrix(facts: Gathered, found: Analysed, axis: Axis) -> Table:
    """Return a row for each channel and a column for each driver, in whole currency units."""
    factors = found.factor_names
    columns = (
        Column("channel", Text("渠道", "Channel"), numeric=False),
        *(Column(key, _head(name)) for key, name in factors.items()),
        Column("total", TOTAL),
    )
    rows = [_row(facts, found, part) for part in axis.parts]
    rows.append(_footing(facts, found, axis))
    caption = Text("按渠道和因素", "By channel and driver")
    return Table("matrix", caption, columns, tuple(rows), _note(found) if factors else None)


def amount(
    facts: Gathered,
    value: int,
    kind: Derived,
    by: Place = (),
    *,
    strong: bool = False,
    written: int | None = None,
) -> Number:
    """Return a part of GMV's change in its direction's colour; `written` is its value as it is rounded."""
    return facts.derived(
        "gmv_paid",
        value,
        "money",
        facts.shown.signed(value if written is None else written),
        kind,
        by=by,
        direction=(value > 0) - (value < 0),
        strong=strong,
    )


def _head(name: Text) -> Text:
    return Text(name.zh, name.en[:1].upper() + name.en[1:])


def _note(found: Analysed) -> Text:
    if "visitors" not in found.factor_names:
        return READ_ORDERS
    if not found.blind:
        return READ_MATRIX
    blind = BLIND.format(names=name_list([platform_name(key) for key in found.blind]))
    return Text(READ_MATRIX.zh + blind.zh, READ_MATRIX.en + blind.en)


def _row(facts: Gathered, found: Analysed, part: Part) -> Row:
    inside = {factor.key: factor for factor in found.factors.get(part.key, ())}
    by = (("platform", part.key),)
    cells: list[Cell] = [part.name]
    for key in found.factor_names:
        value = inside.get(key)
        at = (*by, ("factor", key))
        cells.append(NO_VISITORS if value is None else _driver(facts, value, at))
    written = part.written
    cells.append(amount(facts, part.amount, "change", by, strong=True, written=written))
    return Row(tuple(cells))


def _driver(facts: Gathered, part: Part, by: Place, *, strong: bool = False) -> Number:
    return amount(facts, part.amount, "factor", by, strong=strong, written=part.written)


def _footing(facts: Gathered, found: Analysed, axis: Axis) -> Row:
    cells: list[Cell] = [TOTAL]
    written = 0
    for key, name in found.factor_names.items():
        of_key = [f for parts in found.factors.values() for f in parts if f.key == key]
        whole = Part(key, name, sum(f.amount for f in of_key), sum(f.written for f in of_key))
        written += whole.written
        cells.append(_driver(facts, whole, (("factor", key),), strong=True))
    total = sum(part.amount for part in axis.parts)
    shown = written if found.factor_names else None
    cells.append(amount(facts, total, "change", strong=True, written=shown))
    return Row(tuple(cells), total="Σ")
