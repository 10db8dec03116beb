"""How did it go over time: a line, last time dashed and grey, the normal range as a band behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lianyi.charts.frame import Option, Style, Value, base, category_axis, value_axis

WIDEST_MARK = 24


@dataclass(frozen=True)
class Band:
    """The normal range at each point, same length as the values; None where it is not known."""

    name: str
    low: Sequence[Value]
    high: Sequence[Value]


@dataclass(frozen=True)
class Line:
    """A series over time.

    `labels` name the points, `values` are in the style's unit (money minor), None leaves a gap.
    `marks` are (index, text) of annotations, `shaded` the indices of weekend days; `open_end` draws the
    last point hollow because its period is not over.
    """

    name: str
    labels: Sequence[str]
    values: Sequence[Value]
    base_name: str = ""
    base_values: Sequence[Value] = ()
    band: Band | None = None
    marks: Sequence[tuple[int, str]] = ()
    shaded: Sequence[int] = ()
    open_end: bool = False
    style: Style = field(default_factory=Style)


def line_option(chart: Line, *, label: str) -> Option:
    """Return the option of a line chart; `label` is the sentence read aloud."""
    series = [*_shades(chart), *_band(chart), *_comparison(chart), _main(chart)]
    named = [chart.name, chart.base_name, chart.band.name if chart.band else ""]
    return {
        **base(chart.style, label=label),
        "tooltip": {**_tooltip(chart.style), "trigger": "axis"},
        "legend": {
            "data": [_legend(name, chart) for name in named if name],
            "top": 0,
            "left": 0,
            "itemHeight": 8,
            "textStyle": {"color": "--text-2"},
        },
        "grid": {"left": 8, "right": 16, "top": 64, "bottom": 8, "containLabel": True},
        "xAxis": category_axis(chart.labels),
        "yAxis": [value_axis(), {"type": "value", "show": False, "min": 0, "max": 1}],
        "series": series,
    }


def _legend(name: str, chart: Line) -> Option:
    is_band = chart.band is not None and name == chart.band.name
    return {"name": name, "icon": "roundRect"} if is_band else {"name": name}


def _tooltip(style: Style) -> Option:
    shared = base(style, label="")["tooltip"]
    return dict(shared) if isinstance(shared, dict) else {}


def _main(chart: Line) -> Option:
    return {
        "name": chart.name,
        "type": "line",
        "data": [_point(chart, index) for index in range(len(chart.values))],
        "connectNulls": False,
        "symbol": "circle",
        "symbolSize": 6,
        "z": 4,
        "lineStyle": {"width": 2, "color": "--series-1"},
        "itemStyle": {"color": "--series-1"},
        "markLine": {
            "silent": True,
            "symbol": "none",
            "lineStyle": {"color": "--border-strong", "type": "solid", "width": 1},
            "label": {"color": "--text-2", "position": "end", "fontSize": 12},
            "data": [_mark(place, *mark) for place, mark in enumerate(chart.marks)],
        },
    }


def _mark(place: int, index: int, text: str) -> Option:
    """Return a hairline with its flag; neighbours take turns in height so that they do not cover."""
    label = {"formatter": _plain(_short(text)), "distance": 4 if place % 2 == 0 else 18}
    return {"xAxis": index, "label": label}


def _shades(chart: Line) -> list[Option]:
    """Return weekend days as pale columns of full height, on an axis of their own that nobody sees."""
    if not chart.shaded:
        return []
    columns = [1 if index in chart.shaded else None for index in range(len(chart.labels))]
    return [
        {
            "name": "",
            "type": "bar",
            "yAxisIndex": 1,
            "barWidth": "100%",
            "data": columns,
            "silent": True,
            "tooltip": {"show": False},
            "itemStyle": {"color": "--text-1", "opacity": 0.04},
            "z": 0,
        }
    ]


def _point(chart: Line, index: int) -> object:
    value = chart.style.major(chart.values[index])
    if value is None:
        return None
    if chart.open_end and index == len(chart.values) - 1:
        return {"value": value, **_ring(8)}
    if _outside(chart.band, index, chart.values[index]):
        return {"value": value, **_ring(11)}
    return value


def _ring(size: int) -> Option:
    hollow = {"color": "--bg-card", "borderColor": "--series-1", "borderWidth": 2}
    return {"symbol": "circle", "symbolSize": size, "itemStyle": hollow}


def _outside(band: Band | None, index: int, value: Value) -> bool:
    if band is None or value is None:
        return False
    low, high = band.low[index], band.high[index]
    return low is not None and high is not None and not low <= value <= high


def _comparison(chart: Line) -> list[Option]:
    if not chart.base_values:
        return []
    return [
        {
            "name": chart.base_name,
            "type": "line",
            "data": [chart.style.major(value) for value in chart.base_values],
            "symbol": "none",
            "z": 3,
            "lineStyle": {"type": "dashed", "width": 1.5, "color": "--border-strong"},
            "itemStyle": {"color": "--border-strong"},
        }
    ]


def _band(chart: Line) -> list[Option]:
    if chart.band is None:
        return []
    low = [chart.style.major(value) for value in chart.band.low]
    high = [chart.style.major(value) for value in chart.band.high]
    thickness = [
        None if a is None or b is None else round(b - a, chart.style.minor_digits)
        for a, b in zip(low, high, strict=True)
    ]
    quiet = {
        "type": "line",
        "stack": "band",
        "stackStrategy": "all",
        "symbol": "none",
        "silent": True,
        "lineStyle": {"opacity": 0},
        "tooltip": {"show": False},
        "z": 1,
    }
    area = {"color": "--heat-2", "opacity": 0.5}
    return [
        {**quiet, "name": "", "data": low},
        {
            **quiet,
            "name": chart.band.name,
            "data": thickness,
            "areaStyle": area,
            "itemStyle": {"color": "--heat-2"},
        },
    ]


def _short(text: str) -> str:
    """Return as much of `text` as a flag holds; a Chinese character takes two places."""
    places = 0
    for index, character in enumerate(text):
        places += 2 if ord(character) > 0x2E7F else 1
        if places > WIDEST_MARK:
            return text[:index] + "…"
    return text


def _plain(text: str) -> str:
    """Return `text` without the braces that the chart library would read as a template."""
    return text.replace("{", "（").replace("}", "）")
