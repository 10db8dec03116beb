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
    columns = [(n, c) for n, c in enumerate(table.columns) if c.unit == "ratio"]
    if not table.rows or not columns:
        return {}
    # The first period holds everybody by definition where coming back is the first thing again.
    at_once = {row[columns[0][0]] for row in table.rows} <= {1.0, None}
    columns = columns[1:] if at_once and len(columns) > 1 else columns
    values = [[row[n] for n, _ in columns] for row in table.rows]
    keys = [c.key for _, c in columns]
    running = [
        (number, keys.index(key))
        for number, row in enumerate(table.dicts())
        for key in (row.get("in_progress") or "").split(", ")
        if key in keys
    ]
    style = Style("ratio", lang)
    names = [c.name.say(lang) for _, c in columns]
    heat = Heat(
        [f"{row[0]} ({numbers.count(row[1], lang, short=True)})" for row in table.rows],
        names,
        values,
        [["" if v is None else numbers.ratio(v) for v in row] for row in values],
        style,
        running,
    )
    label = result.explain(lang)
    means = {row["period"]: row["rate"] for row in result.table("mean").dicts()}
    curve = Line(MEAN.say(lang), names, [means[k] for k in keys], style=style)
    return stacked(heat_option(heat, label=label), line_option(curve, label=label))
