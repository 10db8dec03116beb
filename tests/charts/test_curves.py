"""A small picture per channel: the band behind the curve, a point for today, one vertical scale."""

from __future__ import annotations

from typing import Any

from lianyi.charts.curves import MOST, Curve, Curves, curves_option
from lianyi.charts.frame import Style


def _drawn(count: int, unit: str = "money") -> Any:
    curves = [Curve(f"c{n}", [0, 1000], [0, 5000], [0, 2000], [0, 9000 + n], (500, 3000)) for n in range(count)]  # fmt: skip
    return curves_option(Curves(curves, today="now", style=Style(unit)), label="response")


def test_every_channel_has_its_own_axes_on_one_scale() -> None:
    option = _drawn(4)
    assert len(option["grid"]) == len(option["xAxis"]) == len(option["title"]) == 4
    assert {axis["max"] for axis in option["yAxis"]} == {90.03}
    assert [axis["gridIndex"] for axis in option["xAxis"]] == [0, 1, 2, 3]
    assert {s["xAxisIndex"] for s in option["series"]} == {0, 1, 2, 3}


def test_money_is_drawn_in_whole_units_and_today_as_a_point() -> None:
    high, low, line, today = _drawn(1)["series"]
    assert high["data"] == [[0.0, 0.0], [10.0, 90.0]]
    assert low["areaStyle"]["color"] == "--bg-card"
    assert line["data"][1] == [10.0, 50.0]
    assert today["data"] == [[5.0, 30.0]]
    assert _drawn(1, "number")["series"][3]["data"] == [[500, 3000]]


def test_no_more_than_six_are_drawn_and_none_is_no_error() -> None:
    assert len(_drawn(9)["grid"]) == MOST
    assert _drawn(0)["series"] == []
