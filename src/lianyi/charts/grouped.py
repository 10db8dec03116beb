"""The same things by several measures side by side: a group of bars for each thing, a colour for each measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lianyi.charts.frame import SERIES, Option, Style, Value, base, category_axis, value_axis


@dataclass(frozen=True)
class Grouped:
    """`series` maps each measure's name to its values, one for each of `names`; at most six measures have a colour."""

    names: Sequence[str]
    series: Mapping[str, Sequence[Value]]
    style: Style = field(default_factory=Style)


def grouped_option(chart: Grouped, *, label: str) -> Option:
    """Return upright bars, all from zero, with a legend that can hide a measure."""
    return {
        **base(chart.style, label=label),
        "legend": {"data": list(chart.series), "top": 0, "left": 0, "itemHeight": 8, "textStyle": {"color": "--text-2"}},
        "grid": {"left": 8, "right": 16, "top": 40, "bottom": 8, "containLabel": True},
        "xAxis": category_axis(chart.names),
        "yAxis": value_axis(),
        "series": [
            {
                "name": name,
                "type": "bar",
                "barGap": "10%",
                "itemStyle": {"color": SERIES[n % len(SERIES)], "borderRadius": 2},
                "data": [chart.style.major(v) for v in values],
            }
            for n, (name, values) in enumerate(chart.series.items())
        ],
    }  # fmt: skip
