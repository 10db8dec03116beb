from __future__ import annotations

import json
from typing import Any

from lianyi.charts.steps import Step, Steps, steps_option


def option(*steps: Step) -> Any:
    return steps_option(Steps(steps, "人数", "还在窗口里"), label="漏斗")


def test_a_bar_is_what_is_settled_and_what_is_still_open() -> None:
    drawn = option(Step("view", 10, 3, "10"), Step("pay", 4, 0, "4 {b}"))
    settled, still = drawn["series"]
    assert settled["data"] == [7, 4] and [d["value"] for d in still["data"]] == [3, 0]
    assert settled["stack"] == still["stack"] and settled["itemStyle"]["color"] == "--series-1"
    # Braces would be read as a template.
    assert still["data"][1]["label"]["formatter"] == "4 （b）"
    assert drawn["yAxis"]["inverse"] and drawn["yAxis"]["data"] == ["view", "pay"]
    json.dumps(drawn)


def test_where_everything_is_settled_the_legend_names_nothing_else() -> None:
    assert option(Step("view", 10, 0, "10"))["legend"]["data"] == ["人数"]
    assert option(Step("view", 10, 1, "10"))["legend"]["data"] == ["人数", "还在窗口里"]
