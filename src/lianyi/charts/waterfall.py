"""What made the change: floating bars from nothing to the whole change, in direction colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lianyi.charts.frame import Option, Style, base, category_axis, value_axis


@dataclass(frozen=True)
class Step:
    """One part of a change; `amount` in the style's unit (money minor), `text` as it is written."""

    name: str
    amount: int | float
    text: str


@dataclass(frozen=True)
class Waterfall:
    """Parts that sum to `total`."""

    steps: Sequence[Step]
    total: Step
    style: Style = field(default_factory=Style)


def waterfall_option(chart: Waterfall, *, label: str) -> Option:
    """Return horizontal floating bars, the first part on top and the total at the bottom."""
    names = [step.name for step in (*chart.steps, chart.total)]
    return {
        **base(chart.style, label=label),
        "tooltip": {"show": False},
        "grid": {"left": 8, "right": 16, "top": 8, "bottom": 8, "containLabel": True},
        # Room at both ends for the amounts that stand outside the bars.
        "xAxis": {**value_axis(), "boundaryGap": ["26%", "22%"]},
        "yAxis": category_axis(names, inverse=True),
        "series": [_offsets(chart), _bars(chart)],
    }


def spans(chart: Waterfall) -> list[tuple[int | float, int | float]]:
    """Return (from, to) of every bar, in the unit of the amounts; the total starts at nothing."""
    position: int | float = 0
    found = []
    for step in chart.steps:
        found.append((position, position + step.amount))
        position += step.amount
    return [*found, (0, chart.total.amount)]


def _offsets(chart: Waterfall) -> Option:
    return {
        "type": "bar",
        "stack": "change",
        "stackStrategy": "all",
        "silent": True,
        "itemStyle": {"color": "transparent"},
        "data": [chart.style.major(start) for start, _ in spans(chart)],
    }


def _bars(chart: Waterfall) -> Option:
    return {
        "type": "bar",
        "stack": "change",
        "stackStrategy": "all",
        "barWidth": "56%",
        "data": [_bar(chart, step) for step in (*chart.steps, chart.total)],
    }


def _bar(chart: Waterfall, step: Step) -> Option:
    rising = step.amount >= 0
    return {
        "value": chart.style.major(step.amount),
        "itemStyle": {"color": "--up" if rising else "--down", "borderRadius": 2},
        "label": {
            "show": True,
            "formatter": step.text.replace("{", "").replace("}", ""),
            "position": "right" if rising else "left",
            "color": "--text-1",
            "fontWeight": 600 if step is chart.total else 400,
        },
    }
