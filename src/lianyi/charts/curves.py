"""What does the next unit do: a small picture per channel, its curve, the interval behind it, a point for today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lianyi.charts.frame import Option, Style, base, value_axis

MOST = 6
ACROSS = 3


@dataclass(frozen=True)
class Curve:
    """One curve: equally long `x`, `y`, `low`, `high`, and where `today` stands on it; money in minor units."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    today: tuple[float, float]


@dataclass(frozen=True)
class Curves:
    """Up to six curves, those behind them are not drawn; all share one vertical scale so that heights compare."""

    curves: Sequence[Curve]
    today: str
    style: Style = field(default_factory=Style)


def curves_option(chart: Curves, *, label: str) -> Option:
    """Return the pictures in rows of three."""
    shown = list(chart.curves)[:MOST]
    across = min(ACROSS, max(len(shown), 1))
    down = -(-len(shown) // across) if shown else 1
    top = max((max(c.high) for c in shown), default=0.0)
    highest = chart.style.major(top)
    places = [_place(n, across, down) for n in range(len(shown))]
    return {
        **base(chart.style, label=label),
        "title": [_title(c.name, place) for c, place in zip(shown, places, strict=True)],
        "grid": [{**place, "containLabel": True} for place in places],
        "xAxis": [_across(chart, n, c) for n, c in enumerate(shown)],
        "yAxis": [{**value_axis(), "gridIndex": n, "min": 0, "max": highest, "splitLine": {"show": False}, "splitNumber": 4} for n in range(len(shown))],
        "series": [s for n, c in enumerate(shown) for s in _series(chart, n, c)],
    }  # fmt: skip


def _across(chart: Curves, n: int, curve: Curve) -> Option:
    axis = value_axis()
    label = axis["axisLabel"]
    assert isinstance(label, dict)
    # The end of the axis is no round number and would run into the last one that is.
    return {**axis, "gridIndex": n, "max": chart.style.major(curve.x[-1]), "splitLine": {"show": False}, "splitNumber": 3, "axisLabel": {**label, "showMaxLabel": False}}  # fmt: skip


def _place(n: int, across: int, down: int) -> Option:
    width, height = 100 / across, 100 / down
    left, top = (n % across) * width, (n // across) * height
    return {"left": f"{left + 1:.4g}%", "top": f"{top + 10 / down + 2:.4g}%", "width": f"{width - 3:.4g}%", "height": f"{height - 12 / down - 4:.4g}%"}  # fmt: skip


def _title(name: str, place: Option) -> Option:
    return {"text": name, "left": place["left"], "top": f"{float(str(place['top']).rstrip('%')) - 8:.4g}%", "textStyle": {"fontSize": 12, "fontWeight": 600, "color": "--text-1"}}  # fmt: skip


def _series(chart: Curves, n: int, curve: Curve) -> list[Option]:
    """Return the band (an area up to the high end, the page's colour up to the low one), the curve and the point."""
    major = chart.style.major
    quiet = {
        "type": "line", "xAxisIndex": n, "yAxisIndex": n, "symbol": "none", "silent": True, "lineStyle": {"opacity": 0}, "tooltip": {"show": False},
    }  # fmt: skip

    def points(values: Sequence[float]) -> list[list[object]]:
        return [[major(x), major(y)] for x, y in zip(curve.x, values, strict=True)]

    return [
        {**quiet, "data": points(curve.high), "areaStyle": {"color": "--heat-2", "opacity": 1}, "z": 1},
        {**quiet, "data": points(curve.low), "areaStyle": {"color": "--bg-card", "opacity": 1}, "z": 2},
        {
            "name": curve.name, "type": "line", "xAxisIndex": n, "yAxisIndex": n, "symbol": "none", "z": 3,
            "lineStyle": {"width": 2, "color": "--series-1"}, "data": points(curve.y),
        },
        {
            "name": chart.today, "type": "scatter", "xAxisIndex": n, "yAxisIndex": n, "symbolSize": 9, "z": 4,
            "itemStyle": {"color": "--warn"}, "data": [[major(curve.today[0]), major(curve.today[1])]],
            "label": {"show": True, "position": "right", "offset": [0, 8], "formatter": chart.today, "color": "--text-1"},
        },
    ]  # fmt: skip
