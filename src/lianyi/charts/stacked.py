"""Two charts in one picture, one above the other, each with axes of its own."""

from __future__ import annotations

from typing import Any

from lianyi.charts.frame import Option

SPACE = 6


def stacked(top: Option, bottom: Option, *, share: int = 60) -> Option:
    """Return both options as one; the upper one takes `share` percent of the height.

    What belongs to the whole picture (font, label read aloud, unit) is that of the upper one.
    """
    parts = ((top, {"top": 28, "height": f"{share - SPACE}%"}), (bottom, {"top": f"{share + SPACE}%", "bottom": 8}))  # fmt: skip
    joined: dict[str, list[Any]] = {"grid": [], "xAxis": [], "yAxis": [], "series": [], "visualMap": []}  # fmt: skip
    for option, place in parts:
        _join(joined, option, place)
    whole = {k: v for k, v in top.items() if k not in joined}
    if "legend" in bottom:
        whole["legend"] = {**_dict(bottom["legend"]), "top": f"{share}%"}
    return {**whole, **{k: v for k, v in joined.items() if v}}


def _join(joined: dict[str, list[Any]], option: Option, place: Option) -> None:
    grid, before = len(joined["grid"]), len(joined["series"])
    starts = {axis: len(joined[axis]) for axis in ("xAxis", "yAxis")}
    has_axes = "xAxis" in option
    if has_axes:
        joined["grid"].append({**_dict(option.get("grid")), **place, "containLabel": True})
        for axis in ("xAxis", "yAxis"):
            joined[axis] += [{**a, "gridIndex": grid} for a in _list(option[axis])]
    for series in _list(option.get("series")):
        moved = {
            f"{axis}Index": series.get(f"{axis}Index", 0) + starts[axis]
            for axis in ("xAxis", "yAxis")
        }
        joined["series"].append({**series, **(moved if has_axes else place)})
    for mapped in _list(option.get("visualMap")):
        places = range(before, len(joined["series"]))
        joined["visualMap"].append({**mapped, "seriesIndex": list(places)})


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _dict(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}
