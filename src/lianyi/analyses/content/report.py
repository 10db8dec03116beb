"""From items to the result of `content`: groups, half-lives, spread, the best items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.content import words
from lianyi.analyses.content.read import Items, Lives, items_of, lives_of
from lianyi.analyses.result import Column, Interval, Number, Option, Result, Table
from lianyi.analyses.result import Warning as Caution
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text
from lianyi.stats.decay import half_life
from lianyi.stats.intervals import ratio
from lianyi.stats.shrinkage import FEWEST_GROUPS, Shrunk, shrunk_ratios

if TYPE_CHECKING:
    from lianyi.analyses.content import Content
    from lianyi.analyses.data import Data

FEW_ITEMS = 3
ENOUGH_LIVES = 5
GROUP_DRAWS = 300
DRAWN = 20


def report(asked: Content, data: Data) -> Result:
    """Return the result. Refuses with `content.nothing` and `content.not_measured`."""
    period = data.period(asked.period) if asked.period else None
    items = items_of(data, asked.by, period)
    if not len(items):
        raise LianyiError("content.nothing")
    above, below, known = items.measured(asked.measure)
    if not len(known):
        raise LianyiError("content.not_measured", measure=words.MEASURES[asked.measure])
    inside = items.group[known] >= 0
    group = items.group[known][inside]
    shrunk = shrunk_ratios(above[inside], below[inside], group, len(items.groups))
    lives = lives_of(asked, data, items)
    life = _half_life(lives, asked.seed)
    sizes = np.bincount(group, minlength=len(items.groups))
    return Result(
        analysis=asked.KEY,
        definition=asked.definition(),
        options=asked.options,
        numbers=(*_overall(asked, above, below), _spread(items), life, Number("items", words.NUMBERS["items"], len(items), "count")),
        tables=(_groups(asked, items, shrunk, sizes, below[inside], group, lives), _top(asked, items, above, below, known)),
        sentences=(_finding(asked, items, shrunk, sizes), *words.life(life)),
        warnings=tuple(_cautions(asked, items, known, sizes, lives)),
        sizes={"items": len(items), "compared": len(group), "lives": 0 if lives is None else len(lives.item)},
        period=None if period is None else period.key,
        drawn=asked.draw,
    )  # fmt: skip


def _overall(asked: Content, above: Any, below: Any) -> Iterator[Number]:
    unit = _unit(asked.measure)
    low, high = ratio(above, below)
    around = Interval(max(low, 0.0), high, method="delta_items") if np.isfinite(low) else None
    yield Number(asked.measure, words.MEASURES[asked.measure], float(above.sum() / below.sum()), unit, around, len(above))  # fmt: skip


def _unit(measure: str) -> Any:
    return "number" if measure == "reach" else "ratio"


def _spread(items: Items) -> Number:
    above, below, known = items.measured("share_rate")
    name = words.NUMBERS["content_spread"]
    if not len(known):
        return Number("content_spread", name, None, "ratio", why=words.NO_SHARES)
    low, high = ratio(above, below)
    around = Interval(max(low, 0.0), high, method="delta_items") if np.isfinite(low) else None
    return Number("content_spread", name, float(above.sum() / below.sum()), "ratio", around, len(known))  # fmt: skip


def _half_life(lives: Lives | None, seed: int) -> Number:
    name = words.NUMBERS["half_life_hours"]
    if lives is None:
        return Number("half_life_hours", name, None, "number", why=words.NO_DAYS)
    value, low, high = (v * lives.step_hours for v in half_life(lives.things, seed=seed))
    if not np.isfinite(value):
        return Number("half_life_hours", name, None, "number", n=len(lives.item), why=words.NO_FALL)
    # An end that nothing bounds is not written as a number: JSON has none for it.
    around = Interval(low, high, method="bootstrap_items") if np.isfinite(high) else None
    return Number("half_life_hours", name, value, "number", around, len(lives.item))


def _groups(
    asked: Content, items: Items, shrunk: Shrunk, sizes: Any, below: Any, group: Any, lives: Lives | None
) -> Table:  # fmt: skip
    unit = _unit(asked.measure)
    low, high = shrunk.ends()
    weight = np.bincount(group, weights=below, minlength=len(items.groups))
    order = sorted(np.flatnonzero(sizes), key=lambda n: (-shrunk.value[n], items.groups[n]))
    rows = [
        (
            items.groups[n], int(sizes[n]), round(weight[n]), float(shrunk.raw[n]), float(shrunk.value[n]), float(low[n]), float(high[n]),
            float(shrunk.weight[n]), *_life_of(lives, items, int(n), asked.seed),
        )
        for n in order
    ]  # fmt: skip
    measure = words.MEASURES[asked.measure]
    columns = (
        Column("group", words.GROUPS[asked.by]),
        Column("items", Text("内容数", "Items"), "count"),
        Column("base", Text("分母", "Denominator"), "count"),
        Column("raw", Text("原始{m}", "Raw {m}").format(m=measure), unit),
        Column("value", Text("收缩后", "Shrunk"), unit),
        Column("low", Text("下限", "Low"), unit),
        Column("high", Text("上限", "High"), unit),
        Column("weight", Text("自身权重", "Own weight"), "ratio"),
        Column("half_life_hours", Text("半衰期（小时）", "Half-life, hours"), "number"),
        Column("half_life_low", Text("半衰期下限", "Half-life, low"), "number"),
        Column("half_life_high", Text("半衰期上限", "Half-life, high"), "number"),
    )
    title = Text("{m}，按{g}", "{m} by {g}").format(m=measure, g=words.GROUPS[asked.by])
    return Table("groups", title, columns, tuple(rows))


def _life_of(lives: Lives | None, items: Items, group: int, seed: int) -> tuple[float | None, ...]:
    if lives is None:
        return (None, None, None)
    mine = lives.things[items.group[lives.item] == group]
    if len(mine) < ENOUGH_LIVES:
        return (None, None, None)
    found = half_life(mine, seed=seed, draws=GROUP_DRAWS)
    return tuple(v * lives.step_hours if np.isfinite(v) else None for v in found)


def _top(asked: Content, items: Items, above: Any, below: Any, known: Any) -> Table:
    """Return the best items by the low end of their own shrunken rate: one view and one like is no record."""
    each = shrunk_ratios(above, below, np.arange(len(known)), len(known))
    low, _ = each.ends()
    best = sorted(range(len(known)), key=lambda n: (-low[n], -each.value[n], items.keys[known[n]]))[: asked.top]  # fmt: skip
    unit = _unit(asked.measure)
    rows = []
    for n in best:
        at = int(known[n])
        counts = [items.counts[c][at] for c in ("views", "interactions", "shares")]
        part = items.groups[items.group[at]] if items.group[at] >= 0 else None
        rows.append((
            items.keys[at][2], items.titles[at] or None, part, items.published[at], *(None if np.isnan(c) else int(c) for c in counts),
            float(each.raw[n]), float(each.value[n]), float(low[n]),
        ))  # fmt: skip
    columns = (
        Column("content_no", Text("内容ID", "Content id")),
        Column("title", Text("标题", "Title")),
        Column("group", words.GROUPS[asked.by]),
        Column("published", Text("发布", "Published"), "day"),
        Column("views", Text("观看量", "Views"), "count"),
        Column("interactions", Text("互动量", "Engagements"), "count"),
        Column("shares", Text("分享", "Shares"), "count"),
        Column("raw", Text("原始{m}", "Raw {m}").format(m=words.MEASURES[asked.measure]), unit),
        Column("value", Text("收缩后", "Shrunk"), unit),
        Column("low", Text("下限", "Low"), unit),
    )
    return Table("top", Text("最好的内容", "Best items"), columns, tuple(rows))


def _finding(asked: Content, items: Items, shrunk: Shrunk, sizes: Any) -> Text:
    there = np.flatnonzero(sizes)
    if not len(there):
        return words.finding(asked.measure, None, clear=False, count=0)
    low, high = shrunk.ends()
    best = max(there, key=lambda n: (shrunk.value[n], -n))
    clear = len(there) >= FEWEST_GROUPS and bool(low[best] > shrunk.mean)
    told = (items.groups[best], float(shrunk.value[best]), float(low[best]), float(high[best]))
    return words.finding(asked.measure, told, clear=clear, count=len(there))


def _cautions(asked: Content, items: Items, known: Any, sizes: Any, lives: Lives | None) -> Iterator[Caution]:  # fmt: skip
    if (sizes > 0).sum() >= FEWEST_GROUPS:
        yield words.shrunk(asked.measure)
    unnamed = int((items.group < 0).sum())
    if unnamed:
        yield words.unknown_group(asked.by, unnamed)
    if len(known) < len(items):
        yield words.not_measured(len(items) - len(known))
    thin = [items.groups[n] for n in np.flatnonzero((sizes > 0) & (sizes < FEW_ITEMS))]
    if thin:
        yield words.few(thin)
    if lives is not None:
        yield words.half_life_rests_on(len(lives.item), lives.counted, lives.step_hours)


def picture(result: Result, lang: Lang) -> Option:
    """Return the rates of the groups with their intervals; nothing where there are none to compare."""
    from lianyi.charts.dots import Dot, Dots, dots_option
    from lianyi.charts.frame import Style

    table = result.table("groups")
    measure = str(result.options["measure"])
    dots = [
        Dot(r["group"], r["value"], r["low"], r["high"], words.rate(r["value"], measure))
        for r in table.dicts()[:DRAWN]
    ]
    if not dots:
        return {}
    overall = result.number(measure).value
    name = words.MEASURES[measure].say(lang)
    chart = Dots(dots, name, mark=overall, style=Style(_unit(measure), lang))
    return dots_option(chart, label=result.sentences[0].say(lang))
