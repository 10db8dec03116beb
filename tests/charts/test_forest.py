"""Places of a forest: nobody on top of anybody, trees apart, the largest first, never more than asked."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest

from lianyi.charts.dots import Dot, Dots, dots_option
from lianyi.charts.forest import SPACING, forest_option, lay_out
from lianyi.charts.frame import Style


def random_forest(nodes: int, seed: int, roots: int = 20) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    rng = np.random.default_rng(seed)
    parent = np.full(nodes, -1)
    root, generation = np.arange(nodes), np.zeros(nodes, int)
    for node in range(roots, nodes):
        parent[node] = rng.integers(0, node)
        root[node], generation[node] = root[parent[node]], generation[parent[node]] + 1
    return parent, root, generation


@pytest.mark.parametrize("seed", range(3))
def test_every_node_has_a_place_of_its_own(seed: int) -> None:
    layout = lay_out(*random_forest(600, seed))
    assert sorted(layout.nodes) == list(range(600))
    points = set(zip(layout.x.tolist(), layout.y.tolist(), strict=True))
    assert len(points) == 600
    assert all(up < n for n, up in enumerate(layout.above))


def test_trees_keep_apart_and_children_stand_farther_out() -> None:
    parent, root, generation = random_forest(400, 1)
    layout = lay_out(parent, root, generation)
    place = {int(n): (int(x), int(y)) for n, x, y in zip(layout.nodes, layout.x, layout.y, strict=True)}  # fmt: skip

    def far(node: int) -> float:
        (x, y), (rx, ry) = place[node], place[int(root[node])]
        return float(np.hypot(x - rx, y - ry))

    assert all(far(n) > far(int(parent[n])) for n in range(400) if parent[n] >= 0)
    reach = {int(r): max(far(n) for n in range(400) if root[n] == r) for r in set(root)}
    trees = sorted(reach)
    for n, a in enumerate(trees):
        for b in trees[:n]:
            apart = np.hypot(*(np.array(place[a]) - np.array(place[b])))
            assert apart >= reach[a] + reach[b] + SPACING - 2


def test_only_the_largest_trees_are_shown_whole_as_long_as_they_fit() -> None:
    parent, root, generation = random_forest(500, 2)
    layout = lay_out(parent, root, generation, 200)
    assert len(layout.nodes) <= 200 and layout.left_out == 500 - len(layout.nodes)
    shown = {int(root[n]) for n in layout.nodes}
    assert sum(int((root == r).sum()) for r in shown) == len(layout.nodes)
    smallest = min(int((root == r).sum()) for r in shown)
    assert all(int((root == r).sum()) <= smallest for r in set(root.tolist()) - shown)


def test_of_one_huge_tree_the_nodes_nearest_to_its_root_are_shown() -> None:
    parent = np.array([-1, *range(49)])
    layout = lay_out(parent, np.zeros(50, int), np.arange(50), 10)
    assert layout.nodes.tolist() == list(range(10))
    assert len(lay_out(np.zeros(0, int), np.zeros(0, int), np.zeros(0, int)).nodes) == 0


def test_the_option_has_a_node_each_and_a_link_to_every_parent() -> None:
    found: dict[str, list[object]] = {
        "ids": ["7", "8"], "above": [-1, 0], "x": [0, 10], "y": [0, 0], "size": [4, 0], "suspicious": [0, 1],
    }  # fmt: skip
    option = forest_option(found, Style("count"), name="forest", label="two")
    (series,) = cast("list[Any]", option["series"])
    assert [n["itemStyle"]["color"] for n in series["data"]] == ["--series-1", "--warn"]
    assert series["links"] == [{"source": "0", "target": "1"}]
    assert series["data"][0]["symbolSize"] > series["data"][1]["symbolSize"]


def test_a_dot_has_a_line_where_it_has_an_interval() -> None:
    option = dots_option(
        Dots([Dot("a", 0.4, 0.2, 0.7, "0.40"), Dot("b", 0.1, None, None, "{0}")], "K", mark=1.0),
        label="K",
    )
    first, second = cast("list[Any]", option["series"])
    assert first["markLine"]["data"] == [[{"coord": [0.2, 0]}, {"coord": [0.7, 0]}]]
    assert "{" not in first["data"][1]["label"]["formatter"]
    assert second["markLine"]["data"] == [{"xAxis": 1.0}]


def test_an_interval_wide_beyond_use_is_cut_at_the_end_of_the_axis() -> None:
    chart = Dots([Dot("a", 0.4, 0.2, 0.7, ""), Dot("b", 0.0, 0.0, 5.5, "")], "K", mark=1.0)
    option = cast("dict[str, Any]", dots_option(chart, label="K"))
    assert option["xAxis"]["max"] == 2.0
    assert option["series"][0]["markLine"]["data"][1][1] == {"coord": [2.0, 1]}
