"""Bars side by side: one series a measure, in the colours of the page, money in whole units."""

from __future__ import annotations

from lianyi.charts.frame import SERIES, Style
from lianyi.charts.grouped import Grouped, grouped_option


def test_each_measure_is_a_series_over_the_same_names() -> None:
    chart = Grouped(["live", "note"], {"first": [1, 2], "last": [2, None]}, Style("count"))
    option = grouped_option(chart, label="credit")
    assert option["xAxis"]["data"] == ["live", "note"]  # type: ignore[index]  # a plain dict
    series = option["series"]
    assert isinstance(series, list)
    assert [s["data"] for s in series] == [[1, 2], [2, None]]
    assert [s["itemStyle"]["color"] for s in series] == list(SERIES[:2])


def test_money_is_drawn_in_whole_units() -> None:
    option = grouped_option(Grouped(["live"], {"last": [12_345]}), label="credit")
    assert option["series"][0]["data"] == [123.45]  # type: ignore[index]  # a plain list
