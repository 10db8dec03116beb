"""Where do people leave: one horizontal bar a step, its size, and both rates at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lianyi.charts.frame import Option, Style, base, category_axis, value_axis


@dataclass(frozen=True)
class Step:
    """One step: how many reached it, and how many of them may still go on; `text` stands at the end of its bar."""

    name: str
    reached: int
    still_open: int
    text: str


@dataclass(frozen=True)
class Steps:
    """The steps in their order; `open_name` is what those still on their way are called."""

    steps: Sequence[Step]
    name: str
    open_name: str
    style: Style = field(default_factory=lambda: Style("count"))


def steps_option(chart: Steps, *, label: str) -> Option:
    """Return bars from the first step down, all from zero; the part still on its way is hatched."""
    settled = [step.reached - step.still_open for step in chart.steps]
    names = [chart.name, *([chart.open_name] if any(s.still_open for s in chart.steps) else [])]
    return {
        **base(chart.style, label=label),
        "legend": {"data": names, "top": 0, "left": 0, "itemHeight": 8, "textStyle": {"color": "--text-2"}},
        "grid": {"left": 8, "right": 160, "top": 28, "bottom": 8, "containLabel": True},
        "xAxis": {**value_axis(), "axisLabel": {"show": False}, "splitLine": {"show": False}},
        "yAxis": category_axis([step.name for step in chart.steps], inverse=True),
        "series": [
            _series(chart.name, settled, {"color": "--series-1", "borderRadius": 2}),
            {
                **_series(chart.open_name, [s.still_open for s in chart.steps], _hatched()),
                "label": {"show": True, "position": "right", "color": "--text-1"},
                "data": [_ended(step) for step in chart.steps],
            },
        ],
    }  # fmt: skip


def _series(name: str, values: Sequence[int], style: Option) -> Option:
    return {
        "name": name,
        "type": "bar",
        "stack": "steps",
        "barWidth": "60%",
        "itemStyle": style,
        "data": list(values),
    }


def _hatched() -> Option:
    lines = {"symbol": "rect", "color": "--bg-card", "dashArrayX": [1, 0], "dashArrayY": [2, 4], "rotation": 0.785}  # fmt: skip
    return {"color": "--series-1", "opacity": 0.6, "decal": lines}


def _ended(step: Step) -> Option:
    """Return the last piece of a bar with its text, without the braces that the library would read as a template."""
    text = step.text.replace("{", "（").replace("}", "）")
    return {"value": step.still_open, "label": {"formatter": text}}
