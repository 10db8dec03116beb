"""How `voice` is drawn: how much was said each week, and below how it felt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lianyi.analyses.voice.words import NUMBERS
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.result import Option, Result

FEELING = Text("净情感度A（%）", "Net sentiment A (%)")
BAND = Text("95%区间", "95% interval")


def picture(result: Result, lang: Lang) -> Option:
    """Return mentions by week as bars, net sentiment as a line with its band below; weeks without data stay gaps."""
    from lianyi.charts.frame import Style, base, category_axis, value_axis
    from lianyi.charts.line import Band, Line, line_option
    from lianyi.charts.stacked import stacked

    rows, label, style = result.table("weeks").dicts(), result.explain(lang), Style("count", lang)
    weeks = [r["week"] for r in rows]
    name = NUMBERS["mentions"].say(lang)
    bars = {"type": "bar", "name": name, "data": [r["mentions"] for r in rows], "itemStyle": {"color": "--series-1", "borderRadius": 2}, "barMaxWidth": 40}  # fmt: skip
    top = {**base(style, label=label), "xAxis": category_axis(weeks), "yAxis": value_axis(name), "series": [bars]}  # fmt: skip
    band = Band(BAND.say(lang), _percent(rows, "nsr_a_low"), _percent(rows, "nsr_a_high"))
    line = Line(FEELING.say(lang), weeks, _percent(rows, "nsr_a"), band=band, style=style)
    bottom: Any = line_option(line, label=label)
    shown, hidden = bottom["yAxis"]
    # All that can be: a line that climbs from -40 to -30 is not to look like a triumph.
    bottom["yAxis"] = [{**shown, "min": -100, "max": 100}, hidden]
    return stacked(top, bottom, share=52)


def _percent(rows: list[dict[str, Any]], key: str) -> list[float | None]:
    return [None if r[key] is None else round(100 * r[key], 1) for r in rows]
