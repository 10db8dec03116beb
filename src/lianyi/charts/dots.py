"""How sure: a dot for the estimate, a line from one end of its interval to the other; never a bar from zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from lianyi.charts.frame import Option, Style, base, category_axis, value_axis

WIDEST = 2


@dataclass(frozen=True)
class Dot:
    """One estimate; `text` stands beside it. `low` and `high` are None where there is no interval."""

    name: str
    value: float
    low: float | None
    high: float | None
    text: str


@dataclass(frozen=True)
class Dots:
    """Estimates from top to bottom; `mark` is a line that they are compared with (K = 1)."""

    dots: Sequence[Dot]
    name: str
    mark: float | None = None
    style: Style = field(default_factory=lambda: Style("number"))


def dots_option(chart: Dots, *, label: str) -> Option:
    """Return dots with their intervals, one row an estimate."""
    return {
        **base(chart.style, label=label),
        "grid": {"left": 8, "right": 96, "top": 16, "bottom": 8, "containLabel": True},
        "xAxis": {**value_axis(), "min": 0, "max": reach(chart)},
        "yAxis": category_axis([dot.name for dot in chart.dots], inverse=True),
        "series": dot_series(chart),
    }


def reach(chart: Dots) -> float:
    """Return where the axis ends: an interval that is wide beyond use does not press all others into a corner."""
    seen = [*(d.value for d in chart.dots), *([] if chart.mark is None else [chart.mark])]
    ends = [*seen, *(d.high for d in chart.dots if d.high is not None)]
    return ceil(10 * min(max(ends, default=1.0), WIDEST * max([*seen, 0.1]))) / 10


def dot_series(chart: Dots) -> list[Option]:
    """Return the two series, lines first, for an option that has the axes already."""
    # What lies outside of the axis would not be drawn at all.
    end = reach(chart)
    lines = [
        [{"coord": [min(dot.low, end), n]}, {"coord": [min(dot.high, end), n]}]
        for n, dot in enumerate(chart.dots)
        if dot.low is not None and dot.high is not None
    ]
    level = [] if chart.mark is None else [{"xAxis": chart.mark}]
    return [
        {
            "name": chart.name,
            "type": "scatter",
            "symbolSize": 10,
            "itemStyle": {"color": "--series-1"},
            "data": [_dot(n, dot) for n, dot in enumerate(chart.dots)],
            "markLine": {
                "silent": True,
                "symbol": "none",
                "label": {"show": False},
                "lineStyle": {"color": "--series-1", "type": "solid", "width": 2},
                "data": lines,
            },
        },
        {
            "type": "scatter",
            "data": [],
            "silent": True,
            "markLine": {
                "symbol": "none",
                "label": {"show": False},
                "lineStyle": {"color": "--border-strong", "type": "dashed", "width": 1},
                "data": level,
            },
        },
    ]


def _dot(row: int, dot: Dot) -> Option:
    text = dot.text.replace("{", "（").replace("}", "）")
    label = {"show": True, "position": "top", "formatter": text, "color": "--text-1"}
    return {"value": [dot.value, row], "label": label}
