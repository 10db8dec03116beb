"""Flows between groups: who was where before, who is where now; the width of a band is a number of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lianyi.charts.frame import SERIES, Option, Style, base

MOST_GROUPS = 8


@dataclass(frozen=True)
class Sankey:
    """`flows[before][after]` between the groups `names`, the same on both sides; what is 0 is not drawn."""

    names: Sequence[str]
    flows: Sequence[Sequence[int]]
    before: str
    after: str
    style: Style = field(default_factory=lambda: Style("count"))


def sankey_option(chart: Sankey, *, label: str) -> Option:
    """Return two columns of groups and the bands between them; more than eight groups belong into a matrix."""
    if len(chart.names) > MOST_GROUPS:
        raise ValueError(f"{len(chart.names)} groups are too many for bands")
    links = [
        {"source": _node(chart.before, a), "target": _node(chart.after, b), "value": int(value)}
        for a, row in zip(chart.names, chart.flows, strict=True)
        for b, value in zip(chart.names, row, strict=True)
        if value
    ]
    used = {str(link[end]) for link in links for end in ("source", "target")}
    nodes = [
        {"name": _node(side, name), "depth": depth, "itemStyle": {"color": SERIES[n % len(SERIES)]}}
        for depth, side in enumerate((chart.before, chart.after))
        for n, name in enumerate(chart.names)
        if _node(side, name) in used
    ]
    return {
        **base(chart.style, label=label),
        "series": [
            {
                "type": "sankey",
                "left": 8,
                "right": 120,
                "nodeAlign": "justify",
                "nodeGap": 16,
                "layoutIterations": 0,
                "draggable": False,
                "emphasis": {"focus": "adjacency"},
                "lineStyle": {"color": "source", "opacity": 0.35},
                "label": {"color": "--text-1", "fontSize": 12},
                "data": nodes,
                "links": links,
            }
        ],
    }


def _node(side: str, name: str) -> str:
    return f"{side} {name}"
