"""From measures to the result of `cascades`: numbers, tables, cautions, the sentence, the chart."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.cascades import words
from lianyi.analyses.cascades.measure import Measured, Shape, measure, shape_of
from lianyi.analyses.result import Column, Interval, Number, Option, Result, Table
from lianyi.core import numbers
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text
from lianyi.stats.branching import Rate, dispersion, rate_of

if TYPE_CHECKING:
    from lianyi.analyses.cascades import Cascades
    from lianyi.analyses.cascades.read import Reposts
    from lianyi.analyses.result import Unit
    from lianyi.timelines.store import Array

GENERATIONS_WITH_INTERVALS = 10
DRAWN = 12
CYCLE_IDS_SHOWN = 1_000

_ITEMS = (
    Column("item", Text("内容", "Item")),
    Column("size", Text("规模", "Size"), "count"),
    Column("reposts", Text("转发", "Reposts"), "count"),
    Column("depth", Text("深度", "Depth"), "count"),
    Column("breadth", Text("宽度", "Breadth"), "count"),
    Column("direct", Text("直接转发", "Direct"), "count"),
    Column("root_share", Text("直接占比", "Share direct"), "ratio"),
    Column("structural_virality", Text("结构病毒性", "Structural virality"), "number"),
    Column("half_life_minutes", Text("半衰期（分钟）", "Half-life, minutes"), "minutes"),
    Column("life_minutes", Text("到最后一次（分钟）", "Until the last, minutes"), "minutes"),
)
_GENERATIONS = (
    Column("generation", Text("代", "Generation"), "count"),
    Column("reposts", Text("条数", "Posts and reposts"), "count"),
    Column("items", Text("到这一代的内容", "Items that reach it"), "count"),
    Column("brought", Text("带来的转发", "Reposts brought"), "count"),
    Column("k", Text("每条带来的转发", "Reposts brought by each"), "number"),
    Column("low", Text("下限", "Low"), "number"),
    Column("high", Text("上限", "High"), "number"),
)


def report(asked: Cascades, found: Reposts) -> Result:
    """Return the result; refuses with `cascades.nothing` where there is no repost."""
    if not len(found):
        raise LianyiError("cascades.nothing")
    shape = shape_of(found)
    each = measure(found, shape)
    figures = _numbers(found, shape, each, asked.seed)
    generations = _generations(found, shape, each, asked.seed) if found.has_parents else ()
    cautions = words.cautions(found.quality, shape.cycles, has_post=found.has_post, has_parents=found.has_parents)  # fmt: skip
    items = len(found.items)
    if items > asked.top:
        cautions.append(words.cut(items, asked.top))
    return Result(
        analysis=asked.KEY,
        definition=asked.definition(),
        options=asked.options,
        numbers=figures,
        tables=(_items_table(found, each, asked.top), Table("generations", Text("按代", "By generation"), _GENERATIONS, tuple(generations))),
        sentences=words.sentences({n.key: n for n in figures}),
        warnings=tuple(cautions),
        sizes={"rows": len(found), "items": items},
        extra={
            "generations": {str(row[0]): row[1] for row in generations},
            "cycles": {"count": shape.cycles, "ids": [found.ids[r] for r in shape.cycle_rows.tolist()[:CYCLE_IDS_SHOWN]]},
        },
        drawn=asked.draw,
    )  # fmt: skip


def _numbers(found: Reposts, shape: Shape, each: Measured, seed: int) -> tuple[Number, ...]:
    quality, total = found.quality, int(each.reposts.sum())
    items = len(found.items)
    half = each.half_seconds[~np.isnan(each.half_seconds)] / 60
    return (
        _number("items", items, "count"),
        _number("reposts", total, "count"),
        _spread(found, shape, seed),
        _number("size_mean", len(found) / items, "number", items),
        _number("size_max", int(each.size.max()), "count"),
        *_shape_numbers(found, each, total),
        _number("half_life_minutes", float(np.median(half)) if len(half) else None, "minutes", len(half), words.NO_TIMES),
        _number("repeats", quality.repeats, "count"),
        _number("missing_parents", quality.missing_parents, "count"),
        _number("cycles", shape.cycles, "count"),
    )  # fmt: skip


def _number(key: str, value: float | None, unit: Unit, n: int | None = None, why: Text | None = None) -> Number:  # fmt: skip
    return Number(key, words.NUMBERS[key], value, unit, None, n, why if value is None else None)


def _shape_numbers(found: Reposts, each: Measured, total: int) -> list[Number]:
    keys: tuple[tuple[str, Unit], ...] = (("depth", "count"), ("depth_mean", "number"), ("breadth", "count"), ("root_share", "ratio"), ("structural_virality", "number"))  # fmt: skip
    if not found.has_parents:
        return [_number(key, None, unit, None, words.NO_PARENTS) for key, unit in keys]
    virality = each.virality[~np.isnan(each.virality)]
    direct = int(each.direct.sum())
    values = (
        int(each.depth.max()),
        float(each.depth.mean()),
        int(each.breadth.max()),
        direct / total if total else None,
        float(virality.mean()) if len(virality) else None,
    )
    bases = (None, len(each.depth), None, total, len(virality))
    return [
        _number(key, value, unit, n, words.NO_REPOSTS)
        for (key, unit), value, n in zip(keys, values, bases, strict=True)
    ]


def _spread(found: Reposts, shape: Shape, seed: int) -> Number:
    """Return how many reposts a repost brings, with the interval of whole items drawn again."""
    key = "content_spread"
    if not found.has_parents:
        return _number(key, None, "number", None, words.NO_PARENTS)
    some = shape.generation > 0
    rate = _rate(found.item[some], shape.children[some], shape.generation[some], seed)
    if rate is None:
        return _number(key, None, "number", 0, words.NO_REPOSTS)
    around = Interval(rate.low, rate.high, method=rate.method.replace("trees", "items"))
    return Number(key, words.NUMBERS[key], rate.value, "number", around, rate.people)


def _rate(items: Array, brought: Array, generation: Array, seed: int) -> Rate | None:
    return rate_of(items, brought, dispersion(brought, generation), seed=seed)


def _generations(found: Reposts, shape: Shape, each: Measured, seed: int) -> list[tuple[Any, ...]]:
    """Return a row a generation; generation 0 are the posts, whether they are rows or not."""
    rows: list[tuple[Any, ...]] = []
    order = np.argsort(shape.generation, kind="stable")
    deepest = int(shape.generation.max())
    bounds = np.searchsorted(shape.generation[order], np.arange(1, deepest + 2))
    parts = [(np.arange(len(found.items)), each.direct)]
    parts += [(found.item[order[a:b]], shape.children[order[a:b]]) for a, b in pairwise(bounds.tolist())]  # fmt: skip
    for g, (items, brought) in enumerate(parts):
        people, total = len(items), int(brought.sum())
        rate = None
        if g < GENERATIONS_WITH_INTERVALS:
            rate = _rate(items, brought, np.zeros(people, np.int64), seed)
        ends = (rate.low, rate.high) if rate else (None, None)
        rows.append((g, people, len(np.unique(items)), total, total / people if people else None, *ends))  # fmt: skip
    return rows


def _items_table(found: Reposts, each: Measured, top: int) -> Table:
    order = np.lexsort((np.arange(len(found.items)), -each.size))[: max(top, 0)]
    rows = []
    for n in order.tolist():
        reposts, direct = int(each.reposts[n]), _whole(each.direct[n])
        rows.append((
            found.items[n], int(each.size[n]), reposts, _whole(each.depth[n]), _whole(each.breadth[n]), direct,
            direct / reposts if direct is not None and reposts else None, _known(each.virality[n]),
            _known(each.half_seconds[n] / 60), _known(each.life_seconds[n] / 60),
        ))  # fmt: skip
    return Table("items", Text("内容，按规模", "Items by size"), _ITEMS, tuple(rows))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _whole(value: float) -> int | None:
    return None if np.isnan(value) else int(value)


def picture(result: Result, lang: Lang) -> Option:
    """Return columns of the reposts by generation; the sizes of the largest items where generations are unknown."""
    from lianyi.charts.bars import Bar, Bars, bars_option
    from lianyi.charts.frame import Style, base, category_axis, value_axis

    style, label = Style("count", lang), result.explain(lang)
    levels = [r for r in result.table("generations").dicts() if r["generation"] > 0][:DRAWN]
    if not levels:
        bars = [Bar(r["item"], r["size"], numbers.count(r["size"], lang)) for r in result.rows()[:DRAWN]]  # fmt: skip
        return bars_option(Bars(bars, style=style), label=label)
    names = [Text(f"第{r['generation']}代", f"Gen. {r['generation']}").say(lang) for r in levels]
    name = words.NUMBERS["reposts"].say(lang)
    series = {"type": "bar", "name": name, "data": [r["reposts"] for r in levels], "itemStyle": {"color": "--series-1"}}  # fmt: skip
    return {**base(style, label=label), "xAxis": category_axis(names), "yAxis": value_axis(), "series": [series]}  # fmt: skip
