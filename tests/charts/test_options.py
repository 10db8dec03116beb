"""Chart options: plain JSON, colours as tokens, bars from zero, bands and gaps where they belong."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.charts.bars import Bar, Bars, Bullet, bars_option, bullet_option
from lianyi.charts.frame import Option, Style
from lianyi.charts.heat import Heat, heat_option, level
from lianyi.charts.line import Band, Line, line_option
from lianyi.charts.tokens import LIGHT
from lianyi.charts.waterfall import Step, Waterfall, spans, waterfall_option

DAYS = ("周一", "周二", "周三")


def series(option: Option) -> Any:
    return option["series"]


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [s for item in value.values() for s in strings(item)]
    return [s for item in value for s in strings(item)] if isinstance(value, list) else []


LINE = Line(
    "上周",
    DAYS,
    (100_00, None, 300_00),
    "前一周",
    (90_00, 95_00, 100_00),
    Band("正常", (80_00, 80_00, 80_00), (120_00, 120_00, 120_00)),
    marks=((1, "停播{b}"),),
    shaded=(2,),
)
FALL = Waterfall(
    (Step("抖音", -300_00, "−300"), Step("有赞", 500_00, "+500")), Step("合计", 200_00, "+200")
)
BARS = Bars((Bar("甲", 100, "100"), Bar("乙", 300, "300")), style=Style("count"))
BULLET = Bullet("9月", 84_00, 190_00, 0.433, (180_00, 200_00))
HEAT = Heat(
    ("08", "09"),
    ("0", "1"),
    ((1.0, 0.2), (1.0, None)),
    (("100%", "20%"), ("100%", "")),
    Style("ratio"),
)
OPTIONS = {
    "line": line_option(LINE, label="x"),
    "waterfall": waterfall_option(FALL, label="x"),
    "bars": bars_option(BARS, label="x"),
    "bullet": bullet_option(BULLET, label="x"),
    "heat": heat_option(HEAT, label="x"),
}


@pytest.mark.parametrize("name", OPTIONS)
def test_an_option_is_plain_json_with_known_tokens_and_a_sentence(name: str) -> None:
    option = OPTIONS[name]
    assert json.loads(json.dumps(option, allow_nan=False)) == option
    tokens = {s for s in strings(option) if s.startswith("--")}
    assert tokens <= {*LIGHT, "--up", "--down"} and tokens
    aria: Any = option["aria"]
    assert aria["enabled"] and aria["label"]["description"] == "x"


def test_a_line_shows_yuan_leaves_gaps_and_rings_what_is_outside() -> None:
    main = series(OPTIONS["line"])[-1]
    assert main["data"][:2] == [100, None] and main["connectNulls"] is False
    assert main["data"][2]["value"] == 300 and main["data"][2]["symbolSize"] > 6


def test_a_line_that_is_not_over_ends_hollow() -> None:
    option = line_option(Line("本周", DAYS, (1_00, 2_00, 3_00), open_end=True), label="x")
    assert series(option)[-1]["data"][:2] == [1, 2]
    assert series(option)[-1]["data"][2]["itemStyle"]["color"] == "--bg-card"


def test_the_band_lies_between_low_and_high() -> None:
    low, thickness = (s["data"] for s in series(OPTIONS["line"]) if s.get("stack") == "band")
    assert [a + b for a, b in zip(low, thickness, strict=True)] == [120, 120, 120]


def test_a_mark_cannot_smuggle_in_a_template() -> None:
    mark = series(OPTIONS["line"])[-1]["markLine"]["data"][0]
    assert "{" not in mark["label"]["formatter"]


def test_a_waterfall_takes_direction_colours_and_ends_with_the_total() -> None:
    bars = series(OPTIONS["waterfall"])[1]["data"]
    assert [bar["itemStyle"]["color"] for bar in bars] == ["--down", "--up", "--up"]
    assert [bar["value"] for bar in bars] == [-300, 500, 200]
    offsets = series(OPTIONS["waterfall"])[0]["data"]
    assert offsets == [0, -300, 0]


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=8))
def test_floating_bars_touch_and_the_last_part_ends_at_the_total(amounts: list[int]) -> None:
    steps = [Step(str(n), amount, "") for n, amount in enumerate(amounts)]
    found = spans(Waterfall(steps, Step("Σ", sum(amounts), "")))
    assert all(a[1] == b[0] for a, b in pairwise(found[:-1]))
    assert found[-2][1] == sum(amounts) and found[-1] == (0, sum(amounts))


def test_bars_are_sorted_and_start_at_zero() -> None:
    assert [bar["value"] for bar in series(OPTIONS["bars"])[0]["data"]] == [300, 100]
    axis: Any = OPTIONS["bars"]["xAxis"]
    assert axis["scale"] is False


def test_a_bullet_marks_the_time_gone() -> None:
    bar = series(OPTIONS["bullet"])[0]
    assert bar["data"] == [84] and bar["markLine"]["data"][0]["xAxis"] == pytest.approx(82.27)


def test_a_heat_map_hatches_what_has_not_happened() -> None:
    cells = series(OPTIONS["heat"])[0]["data"]
    assert "decal" in cells[3]["itemStyle"] and cells[3]["label"]["show"] is False
    assert cells[1]["itemStyle"]["color"] == "--heat-1" and cells[0]["label"]["formatter"] == "100%"


@given(st.floats(0, 1), st.floats(0, 1))
def test_heat_levels_rise_with_the_value(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert 0 <= level(low, 0, 1) <= level(high, 0, 1) <= 4
    assert level(3, 5, 5) == 0


def test_a_waterfall_leaves_room_only_where_bars_stand() -> None:
    def axis(*amounts: int) -> tuple[object, object, set[object]]:
        steps = [Step(str(n), amount, "x") for n, amount in enumerate(amounts)]
        option = waterfall_option(Waterfall(steps, Step("all", sum(amounts), "x")), label="x")
        found = option["xAxis"]
        assert isinstance(found, dict)
        sides = {bar["label"]["position"] for bar in series(option)[1]["data"]}
        return found.get("min"), found.get("max"), sides

    assert axis(900, -200) == (0, None, {"right"})
    assert axis(-900, 200) == (None, 0, {"left"})
    assert axis(-900, 1_200) == (None, None, {"left", "right"})


def test_an_amount_that_stands_has_no_direction() -> None:
    steps = [Step("a", 900, "900", is_level=True), Step("b", -200, "−200")]
    total = Step("left", 700, "700", is_level=True)
    bars = series(waterfall_option(Waterfall(steps, total), label="x"))[1]["data"]
    assert [b["itemStyle"]["color"] for b in bars] == ["--series-1", "--down", "--series-1"]
