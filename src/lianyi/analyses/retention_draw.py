"""The picture of a retention grid: the triangle, and the mean of each period below it."""

from __future__ import annotations

from lianyi.analyses.result import Option, Result
from lianyi.charts.frame import Style
from lianyi.charts.heat import Heat, heat_option
from lianyi.charts.line import Line, line_option
from lianyi.charts.stacked import stacked
from lianyi.core import numbers
from lianyi.core.translation import Lang, Text

MEAN = Text("平均", "Mean")


def draw(result: Result, lang: Lang) -> Option:
    """Return the heat map of shares over the curve of their means; nothing where there are no cells."""
    table = result.table("ratio")
    columns = [c for c in table.columns if c.unit == "ratio"]
    if not table.rows or not columns:
        return {}
    values = [[row[2 + n] for n in range(len(columns))] for row in table.rows]
    keys = [c.key for c in columns]
    running = [
        (number, keys.index(key))
        for number, row in enumerate(table.dicts())
        for key in (row.get("in_progress") or "").split(", ")
        if key in keys
    ]
    style = Style("ratio", lang)
    names = [c.name.say(lang) for c in columns]
    heat = Heat(
        [str(row[0]) for row in table.rows],
        names,
        values,
        [["" if v is None else numbers.ratio(v) for v in row] for row in values],
        style,
        running,
    )
    label = result.explain(lang)
    means = [row["rate"] for row in result.table("mean").dicts()]
    curve = Line(MEAN.say(lang), names, means, style=style)
    return stacked(heat_option(heat, label=label), line_option(curve, label=label))
