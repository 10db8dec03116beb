"""A matrix of numbers as one hue: the darker, the more. What has not happened yet is hatched, not pale."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from lianyi.charts.frame import Option, Style, Value, base, category_axis

ON_STEPS = ("--text-1", "--text-1", "--text-1", "--on-heat-4", "--on-heat-5")
STEPS = ("--heat-1", "--heat-2", "--heat-3", "--heat-4", "--heat-5")


@dataclass(frozen=True)
class Heat:
    """`values[row][column]` in the style's unit; None where it has not happened yet.

    `running` are the (row, column) of cells that are not over: they are dotted.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    values: Sequence[Sequence[Value]]
    texts: Sequence[Sequence[str]]
    style: Style = field(default_factory=Style)
    running: Collection[tuple[int, int]] = ()


def level(value: float, low: float, high: float) -> int:
    """Return 0 to 4: where `value` stands between `low` and `high` in five equal steps.

    >>> [level(v, 0, 10) for v in (0, 3, 5, 7, 10)]
    [0, 1, 2, 3, 4]
    """
    if high <= low:
        return 0
    return min(4, int(5 * (value - low) / (high - low)))


def heat_option(chart: Heat, *, label: str) -> Option:
    """Return a heat map, first row on top, each cell carrying its written value."""
    known = [value for row in chart.values for value in row if value is not None]
    low, high = (min(known), max(known)) if known else (0, 0)
    cells = [
        _cell(chart, (row, column), low, high)
        for row in range(len(chart.rows))
        for column in range(len(chart.columns))
    ]
    return {
        **base(chart.style, label=label),
        "xAxis": {**category_axis(chart.columns), "position": "top"},
        "yAxis": category_axis(chart.rows, inverse=True),
        "series": [{"type": "heatmap", "data": cells}],
        "visualMap": {"show": False, "min": low, "max": high or 1, "inRange": {"opacity": 1}},
    }


def _cell(chart: Heat, place: tuple[int, int], low: float, high: float) -> Option:
    row, column = place
    value = chart.values[row][column]
    if value is None:
        hatch = {"symbol": "rect", "rotation": 0.785, "dashArrayX": [1, 0], "dashArrayY": [1, 5]}
        style: Option = {"color": "--bg-subtle", "decal": hatch}
        return {"value": [column, row, 0], "itemStyle": style, "label": {"show": False}}
    step = level(value, low, high)
    dots = {"symbol": "circle", "color": "--text-3", "symbolSize": 0.6, "dashArrayX": [[2, 6]], "dashArrayY": [2, 6]}  # fmt: skip
    running = {"decal": dots} if place in chart.running else {}
    return {
        "value": [column, row, value],
        "itemStyle": {"color": STEPS[step], **running},
        "label": {
            "show": True,
            "formatter": chart.texts[row][column].replace("{", "").replace("}", ""),
            "color": ON_STEPS[step],
        },
    }
