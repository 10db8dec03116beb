"""The numbers, the table and the picture of `basket`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lianyi.analyses.basket import words
from lianyi.analyses.basket.found import SURE, multi_share
from lianyi.analyses.result import Column, Interval, Number, Option, Result, Table
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.basket.found import Baskets, Found

DRAWN = 12
LONGEST_NAME = 14


def numbers_of(baskets: Baskets, found: Found) -> tuple[Number, ...]:
    """Return the scalars: baskets, the share with several items, pairs compared and linked."""
    share, ends, n = multi_share(baskets)
    linked = int(found.linked.sum())
    method = "wilson" if n == found.units else "delta, by person"
    return (
        Number("baskets", words.BASKETS, found.baskets, "count", n=found.units),
        Number("multi_item_share", words.MULTI, share, "ratio", Interval(*ends, method=method), n),
        Number("pairs_compared", words.TESTED, found.tested, "count", n=found.items),
        Number("pairs_linked", words.LINKED, linked, "count", n=len(found.both), why=None if len(found.both) else words.NO_PAIR),
        Number("least_together", words.LEAST, found.least, "count"),
    )  # fmt: skip


def pair_table(found: Found, limit: int) -> Table:
    """Return the pairs, the surest link first."""
    columns = (
        Column("first", Text("商品甲", "first")), Column("second", Text("商品乙", "second")),
        Column("together", Text("一起出现", "together"), "count"), Column("with_first", Text("有甲的篮子", "with the first"), "count"),
        Column("with_second", Text("有乙的篮子", "with the second"), "count"), Column("support", Text("支持度", "support"), "ratio"),
        Column("confidence", Text("置信度（甲→乙）", "confidence (first → second)"), "ratio"),
        Column("confidence_back", Text("置信度（乙→甲）", "confidence (second → first)"), "ratio"),
        Column("lift", Text("提升度", "lift"), "number"), Column("low", Text("低", "low"), "number"), Column("high", Text("高", "high"), "number"),
        Column("p_adjusted", Text("校正后的p值", "adjusted p-value"), "number"), Column("verdict", Text("判断", "verdict")),
        Column("verdict_en", Text("判断（英文）", "verdict in English")),
    )  # fmt: skip
    return Table("pairs", words.TITLE, columns, tuple(_row(found, k) for k in range(min(limit, len(found.both)))))  # fmt: skip


def _row(found: Found, k: int) -> tuple[Any, ...]:
    both, first, second = (int(x[k]) for x in (found.both, found.with_first, found.with_second))
    lifts, adjusted = found.lifts, float(found.adjusted[k])
    lift, sure = float(lifts.lift[k]), adjusted < SURE
    return (
        found.names[found.first[k]], found.names[found.second[k]], both, first, second, both / found.baskets, both / first,
        both / second, lift, float(lifts.low[k]), float(lifts.high[k]), adjusted,
        words.verdict(lift, sure=sure, lang="zh"), words.verdict(lift, sure=sure, lang="en"),
    )  # fmt: skip


def draw(result: Result, lang: Lang) -> Option:
    """Return the lift of the surest pairs as dots with their intervals, beside the line of no link."""
    from lianyi.charts.dots import Dot, Dots, dots_option

    rows = result.table("pairs").dicts()[:DRAWN]
    if not rows:
        return {}
    dots = [
        Dot(f"{_short(r['first'])} + {_short(r['second'])}", r["lift"], r["low"], r["high"], f"{r['lift']:.1f}")
        for r in rows
    ]  # fmt: skip
    name = Text("提升度", "Lift").say(lang)
    return dots_option(Dots(dots, name, mark=1.0), label=result.explain(lang))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
