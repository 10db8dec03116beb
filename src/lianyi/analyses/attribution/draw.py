"""The picture of an attribution: models side by side, what has no touch beside the channels."""

from __future__ import annotations

from lianyi.analyses.attribution.found import APART, DIRECT, NONE, TOUCH
from lianyi.analyses.attribution.words import BASIS, MODEL_NAMES
from lianyi.analyses.result import Option, Result
from lianyi.charts.frame import Style
from lianyi.charts.grouped import Grouped, grouped_option
from lianyi.core.translation import Lang

MOST = 10


def draw(result: Result, lang: Lang) -> Option:
    """Return a group of bars for each of the largest lines; the line without a touch is always there."""
    rows = [r for r in result.table("credits").dicts() if r["basis"] not in APART]
    unknown = [r for r in rows if r["basis"] == NONE]
    shown = [*sorted((r for r in rows if r["basis"] != NONE), key=lambda r: -r["last"])[: MOST - 1], *unknown]  # fmt: skip
    models = [m for m in MODEL_NAMES if shown and m in shown[0]]
    series = {MODEL_NAMES[m].say(lang): [r[m] for r in shown] for m in models}
    names = [r["group"] if r["basis"] in (TOUCH, DIRECT) else _name(r, lang) for r in shown]
    return grouped_option(Grouped(names, series, Style("count", lang)), label=result.explain(lang))


def _name(row: dict[str, str], lang: Lang) -> str:
    said = BASIS[row["basis"]].say(lang)
    return said if row["group"] == row["basis"] else f"{row['group']}（{said}）"
