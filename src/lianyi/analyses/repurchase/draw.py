"""The picture of `repurchase`: the share who had ordered again by day, inside its interval."""

from __future__ import annotations

from lianyi.analyses.repurchase.words import AGAIN_BY
from lianyi.analyses.result import Option, Result
from lianyi.charts.frame import Style
from lianyi.charts.line import Band, Line, line_option
from lianyi.core.translation import Lang, Text

INTERVAL = Text("95%区间", "95% interval")


def draw(result: Result, lang: Lang) -> Option:
    """Return the curve over the days of the table; nothing where there are none."""
    rows = result.table("curve").dicts()
    if not rows:
        return {}
    band = Band(INTERVAL.say(lang), [r["low"] for r in rows], [r["high"] for r in rows])
    labels = [str(r["days"]) for r in rows]
    line = Line(AGAIN_BY.say(lang), labels, [r["share"] for r in rows], band=band, style=Style("ratio", lang))  # fmt: skip
    return line_option(line, label=result.explain(lang))
