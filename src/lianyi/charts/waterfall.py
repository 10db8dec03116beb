"""What made the change: floating bars from nothing to the whole change, in direction colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lianyi.charts.frame import Option, Style, base, category_axis, value_axis


@dataclass(frozen=True)
class Step:
    """One part of a change; `amount` in the style's unit (money minor), `text` as it is written.

    A step that `is_level` is an amount that stands, not a change: it has no direction and no direction's colour.
    """

    name: str
    amount: int | float
    text: str
    is_level: bool = False

    @property
    def colour(self) -> str:
        """The token in which the bar is drawn."""
        if self.is_level:
            return "--series-1"
        return "--up" if self.amount >= 0 else "--down"


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
        "grid": {"left": 8, "right": 28, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": {**value_axis(), **_room(chart)},
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


def _room(chart: Waterfall) -> Option:
    """Return room for the amounts outside the bars; an axis without bars on one side of nothing ends there."""
    side = _side(chart)
    if side == "right":
        return {"min": 0, "boundaryGap": [0, "22%"]}
    if side == "left":
        return {"max": 0, "boundaryGap": ["26%", 0]}
    return {"boundaryGap": ["26%", "22%"]}


def _side(chart: Waterfall) -> str:
    """Return where all amounts stand: away from nothing, "" where bars lie on both sides of it."""
    ends = [end for span in spans(chart) for end in span]
    if min(ends) >= 0:
        return "right"
    return "left" if max(ends) <= 0 else ""


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
        "itemStyle": {"color": step.colour, "borderRadius": 2},
        "label": {
            "show": True,
            "formatter": step.text.replace("{", "").replace("}", ""),
            "position": _side(chart) or ("right" if rising else "left"),
            "color": "--text-1",
            "fontWeight": 600 if step is chart.total else 400,
        },
    }
