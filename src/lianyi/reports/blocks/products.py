"""W8: the three products that gained most and the three that lost most, and what content did."""

from __future__ import annotations

from dataclasses import replace

from lianyi.core.translation import Text, same
from lianyi.reports.analysed import Analysed
from lianyi.reports.blocks.compared import Names, compared
from lianyi.reports.blocks.standouts import themes
from lianyi.reports.document import Block, Cell, Column, Number, Part, Row, Table
from lianyi.reports.gather import EMPTY, Gathered, Values

EACH_END = 3
STOCK = ("stock_units", "units_sold")
CONTENT = ("contents_published", "content_views", "interactions", "interaction_rate", "hit_rate")
LIVE = ("live_session_count", "live_viewers", "live_gmv", "gpm", "live_refund_rate")
UNNAMED = Text("未知商品", "Unknown product")


def products(facts: Gathered, found: Analysed, names: Names) -> Block | None:
    """Return the block, None where neither products nor content are known."""
    parts: list[Part] = []
    table = _extremes(facts, names)
    if table is not None:
        parts.append(table)
    for key, caption, metrics in (
        ("content", Text("内容", "Content"), CONTENT),
        ("live", Text("直播", "Live"), LIVE),
    ):
        content = compared(facts, found, key, caption, metrics, names)
        if content is not None:
            parts.append(content)
        if key == "content" and (said := themes(facts)) is not None:
            parts.append(said)
    if not parts:
        return None
    return Block("products", Text("商品与内容", "Products and content"), tuple(parts))


def product_changes(facts: Gathered) -> list[tuple[str, Values, Values]]:
    """Return (product, now, before), from the greatest gain of GMV to the greatest loss.

    Nothing where the base is known for fewer days than the period.
    """
    if "gmv_paid" in facts.before.hidden:
        return []
    now = facts.split(("gmv_paid",), facts.period, "product")
    before = facts.split(("gmv_paid",), facts.base, "product")
    cells = dict.fromkeys((*now, *before))
    found = [(cell, now.get(cell, EMPTY), before.get(cell, EMPTY)) for cell in cells]
    return sorted(found, key=lambda item: (-gained(*item[1:]), item[0]))


def gained(now: Values, before: Values) -> int:
    """Return the change of GMV; a product that was not sold counts as 0."""
    return int(now.get("gmv_paid") or 0) - int(before.get("gmv_paid") or 0)


def _extremes(facts: Gathered, names: Names) -> Table | None:
    changes = product_changes(facts)
    gains = [item for item in changes if gained(*item[1:]) > 0][:EACH_END]
    losses = [item for item in reversed(changes) if gained(*item[1:]) < 0][:EACH_END]
    if not gains and not losses:
        return None
    columns: tuple[Column, ...] = (
        Column("product", Text("商品", "Product"), numeric=False),
        Column("now", names[0]),
        Column("before", names[1]),
        Column("change", Text("变化", "Change")),
    )
    shown = (*gains, *reversed(losses))
    stock = facts.split(STOCK, facts.period, "product")
    covers = [_cover(facts, cell, stock.get(cell, EMPTY)) for cell, _, _ in shown]
    rows = tuple(_row(facts, *item) for item in shown)
    if any(isinstance(cover, Number) for cover in covers):
        columns = (*columns, Column("cover", Text("可卖天数", "Days of stock")))
        pairs = zip(rows, covers, strict=True)
        rows = tuple(replace(row, cells=(*row.cells, cover)) for row, cover in pairs)
    caption = Text("GMV变化最大的商品", "Products whose GMV changed most")
    return Table("products", caption, columns, rows)


def _cover(facts: Gathered, product: str, values: Values) -> Cell:
    """Return for how many days the stock lasts at the period's sales, None where one of them is unknown."""
    units, sold = (values.get(key) for key in STOCK)
    if units is None or not sold:
        return None
    days = float(units) * len(facts.period) / sold
    text = facts.shown.of("days", days)
    by = (("product", product),)
    return facts.derived(STOCK[0], days, "days", text, "estimate", by=by)


def _row(facts: Gathered, cell: str, now: Values, before: Values) -> Row:
    by = (("product", cell),)
    change = gained(now, before)
    amount = facts.derived(
        "gmv_paid",
        change,
        "money",
        facts.shown.signed(change),
        "change",
        by=by,
        direction=(change > 0) - (change < 0),
    )
    cells: tuple[Cell, ...] = (
        UNNAMED if cell in ("unknown", "unknown product", "") else same(cell),
        facts.number("gmv_paid", now, facts.period, by=by, strong=True),
        facts.number("gmv_paid", before, facts.base, by=by),
        amount,
    )
    return Row(cells)
