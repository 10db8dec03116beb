"""Bands between groups, cells that are still running, and two charts in one picture."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lianyi.charts.frame import Style
from lianyi.charts.heat import Heat, heat_option
from lianyi.charts.line import Line, line_option
from lianyi.charts.sankey import Sankey, sankey_option
from lianyi.charts.stacked import stacked
from lianyi.charts.tokens import LIGHT, paint

HEAT = Heat(("08", "09"), ("0", "1"), ((1.0, 0.2), (0.5, None)), (("100%", "20%"), ("50%", "")), Style("ratio"), {(1, 0)})  # fmt: skip
BANDS = Sankey(("甲", "乙"), ((3, 0), (1, 2)), "之前", "之后")


def test_a_running_cell_is_dotted_and_one_to_come_hatched() -> None:
    cells: Any = heat_option(HEAT, label="x")["series"]
    marks = [c["itemStyle"].get("decal", {}).get("symbol") for c in cells[0]["data"]]
    assert marks == [None, None, "circle", "rect"]


def test_bands_join_the_same_groups_before_and_after() -> None:
    option = sankey_option(BANDS, label="x")
    series: Any = option["series"]
    links = {(k["source"], k["target"]): k["value"] for k in series[0]["links"]}
    assert links == {
        ("之前 甲", "之后 甲"): 3,
        ("之前 乙", "之后 甲"): 1,
        ("之前 乙", "之后 乙"): 2,
    }
    assert [n["depth"] for n in series[0]["data"]] == [0, 0, 1, 1]
    colours = [n["itemStyle"]["color"] for n in series[0]["data"]]
    assert colours[:2] == colours[2:] and set(colours) <= set(LIGHT)
    with pytest.raises(ValueError, match="too many"):
        sankey_option(Sankey([str(n) for n in range(9)], [[1] * 9] * 9, "a", "b"), label="x")


def test_two_charts_keep_their_axes_apart() -> None:
    line = line_option(Line("平均", ("0", "1"), (1.0, 0.3), style=Style("ratio")), label="x")
    option: Any = stacked(heat_option(HEAT, label="finding"), line)
    assert [a["gridIndex"] for a in option["xAxis"]] == [0, 1]
    assert [a["gridIndex"] for a in option["yAxis"]] == [0, 1, 1]
    heat, curve = option["series"][0], option["series"][-1]
    assert (heat["xAxisIndex"], heat["yAxisIndex"]) == (0, 0)
    assert (curve["xAxisIndex"], curve["yAxisIndex"]) == (1, 1)
    assert option["visualMap"][0]["seriesIndex"] == [0]
    assert option["aria"]["label"]["description"] == "finding"
    assert json.loads(json.dumps(option, allow_nan=False)) == option and paint(option)


def test_a_chart_without_axes_takes_the_place_itself() -> None:
    option: Any = stacked(heat_option(HEAT, label="x"), sankey_option(BANDS, label="x"), share=40)
    assert len(option["grid"]) == 1 and option["series"][1]["top"] == "46%"
