"""Where does it land: the line so far, and behind it the forecast in two bands, the likelier one darker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lianyi.charts.frame import Option, Style, Value, base, category_axis, value_axis
from lianyi.charts.line import Band

WIDEST_MARK = 12


@dataclass(frozen=True)
class Fan:
    """`values` are known up to where `ahead` begins; both have one entry a label, None where there is nothing.

    `bands` come from the widest to the narrowest; `marks` are (index, text) of festivals and sales.
    """

    name: str
    ahead_name: str
    labels: Sequence[str]
    values: Sequence[Value]
    ahead: Sequence[Value]
    bands: Sequence[Band]
    marks: Sequence[tuple[int, str]] = ()
    style: Style = field(default_factory=Style)


def fan_option(chart: Fan, *, label: str) -> Option:
    """Return the option of a fan chart; `label` is the sentence read aloud."""
    names = [chart.name, chart.ahead_name, *(band.name for band in chart.bands)]
    return {
        **base(chart.style, label=label),
        "legend": {
            "data": [{"name": n, **({"icon": "roundRect"} if place > 1 else {})} for place, n in enumerate(names)],
            "top": 0,
            "left": 0,
            "itemHeight": 8,
            "textStyle": {"color": "--text-2"},
        },
        "grid": {"left": 8, "right": 16, "top": 64, "bottom": 8, "containLabel": True},
        "xAxis": category_axis(chart.labels),
        "yAxis": value_axis(),
        "series": [*_bands(chart), _known(chart), _ahead(chart)],
    }  # fmt: skip


def _bands(chart: Fan) -> list[Option]:
    found: list[Option] = []
    for place, band in enumerate(chart.bands):
        low = [chart.style.major(v) for v in band.low]
        high = [chart.style.major(v) for v in band.high]
        gap = [None if a is None or b is None else b - a for a, b in zip(low, high, strict=True)]
        colour = ("--heat-1", "--heat-3")[min(place, 1)]
        quiet: Option = {
            "type": "line",
            "stack": f"band{place}",
            "stackStrategy": "all",
            "symbol": "none",
            "silent": True,
            "lineStyle": {"opacity": 0},
            "tooltip": {"show": False},
            "z": 1 + place,
        }
        area = {"color": colour, "opacity": 0.9}
        found += [
            {**quiet, "name": "", "data": low},
            {**quiet, "name": band.name, "data": gap, "areaStyle": area, "itemStyle": {"color": colour}},
        ]  # fmt: skip
    return found


def _known(chart: Fan) -> Option:
    return {
        "name": chart.name,
        "type": "line",
        "data": [chart.style.major(v) for v in chart.values],
        "connectNulls": False,
        "symbol": "none",
        "z": 5,
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


def _ahead(chart: Fan) -> Option:
    return {
        "name": chart.ahead_name,
        "type": "line",
        "data": [chart.style.major(v) for v in chart.ahead],
        "connectNulls": False,
        "symbol": "none",
        "z": 6,
        "lineStyle": {"type": "dashed", "width": 2, "color": "--series-1"},
        "itemStyle": {"color": "--series-1"},
    }


def _mark(place: int, index: int, text: str) -> Option:
    """Return a hairline with its flag; neighbours take turns in height so that they do not cover."""
    plain = text.replace("{", "（").replace("}", "）")
    short = plain if len(plain) <= WIDEST_MARK else plain[:WIDEST_MARK] + "…"
    return {"xAxis": index, "label": {"formatter": short, "distance": 4 if place % 2 == 0 else 18}}
