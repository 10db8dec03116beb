"""How `sentiment` is drawn: a bar a topic, cut into negative, neutral and positive texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianyi.analyses.sentiment.words import CLASSES
from lianyi.language.sentiment import FEELINGS

if TYPE_CHECKING:
    from lianyi.analyses.result import Option, Result
    from lianyi.core.translation import Lang

DRAWN = 12
# Negative and positive apart in lightness as well as in hue; neutral is what is left between them.
_COLOURS = ("--series-3", "--border", "--series-1")


def picture(result: Result, lang: Lang) -> Option:
    """Return the topics, the most frequent on top; nothing where no topic occurs."""
    from lianyi.charts.frame import Style, base, category_axis, value_axis

    rows = result.table("topics").dicts()[:DRAWN]
    if not rows:
        return {}
    names = [r["name"] if lang == "zh" else r["name_en"] for r in rows]
    series = [
        {"type": "bar", "stack": "texts", "name": CLASSES[k].say(lang), "data": [r[key] for r in rows], "itemStyle": {"color": _COLOURS[k]}, "barWidth": "60%"}
        for k, key in enumerate(FEELINGS)
    ]  # fmt: skip
    legend = {"data": [s["name"] for s in series], "top": 0, "left": 0, "itemHeight": 8, "textStyle": {"color": "--text-2"}}  # fmt: skip
    return {
        **base(Style("count", lang), label=result.explain(lang)),
        "legend": legend,
        "grid": {"left": 8, "right": 16, "top": 40, "bottom": 8, "containLabel": True},
        "xAxis": value_axis(),
        "yAxis": category_axis(names, inverse=True),
        "series": series,
    }
