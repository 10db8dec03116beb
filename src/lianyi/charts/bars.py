"""Who is bigger: horizontal bars, sorted, the value at the end. And how far: a bullet with a time tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lianyi.charts.frame import Option, Style, Value, base, category_axis, value_axis


@dataclass(frozen=True)
class Bar:
    """One bar: `value` in the style's unit, `text` as it is written at its end."""

    name: str
    value: int | float
    text: str


@dataclass(frozen=True)
class Bars:
    """Bars of one measure; `signed` colours them by direction (changes), else by the first series."""

    bars: Sequence[Bar]
    signed: bool = False
    style: Style = field(default_factory=Style)


@dataclass(frozen=True)
class Bullet:
    """Progress of one goal: all in one unit; `expected` is the range it should end in."""

    name: str
    done: int | float
    target: int | float
    time_share: float
    expected: tuple[Value, Value] | None = None
    style: Style = field(default_factory=Style)


def bars_option(chart: Bars, *, label: str) -> Option:
    """Return horizontal bars from the greatest to the least; bars always start at zero."""
    ordered = sorted(chart.bars, key=lambda bar: -bar.value)
    return {
        **base(chart.style, label=label),
        "tooltip": {"show": False},
        "grid": {"left": 8, "right": 64, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": {**value_axis(), "axisLabel": {"show": False}, "splitLine": {"show": False}},
        "yAxis": category_axis([bar.name for bar in ordered], inverse=True),
        "series": [
            {"type": "bar", "barWidth": "60%", "data": [_bar(chart, bar) for bar in ordered]}
        ],
    }


def bullet_option(chart: Bullet, *, label: str) -> Option:
    """Return a bar for what is done, a tick for the time gone, a pale band for the expected end."""
    major = chart.style.major
    low, high = chart.expected or (None, None)
    band = [[{"xAxis": major(low)}, {"xAxis": major(high)}]] if chart.expected else []
    time = chart.target * chart.time_share
    return {
        **base(chart.style, label=label),
        "xAxis": {**value_axis(), "max": major(max(chart.target, chart.done, high or 0))},
        "yAxis": category_axis([chart.name]),
        "series": [
            {
                "type": "bar",
                "barWidth": 14,
                "data": [major(chart.done)],
                "itemStyle": {"color": "--series-1"},
                "markArea": {"silent": True, "itemStyle": {"color": "--heat-2"}, "data": band},
                "markLine": {
                    "silent": True,
                    "symbol": "none",
                    "label": {"show": False},
                    "lineStyle": {"color": "--text-1", "type": "solid", "width": 2},
                    "data": [{"xAxis": major(time)}],
                },
            }
        ],
    }


def _bar(chart: Bars, bar: Bar) -> Option:
    colour = ("--up" if bar.value >= 0 else "--down") if chart.signed else "--series-1"
    return {
        "value": chart.style.major(bar.value),
        "itemStyle": {"color": colour, "borderRadius": 2},
        "label": {
            "show": True,
            "formatter": bar.text.replace("{", "").replace("}", ""),
            "position": "right" if bar.value >= 0 else "left",
            "color": "--text-1",
        },
    }
