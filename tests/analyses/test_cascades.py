"""Cascades: by hand, against brute force, on Weibo and Douban as they are; what sources get wrong."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.analyses.cascades.measure import measure, shape_of
from lianyi.analyses.cascades.read import from_columns, from_lines
from lianyi.analyses.cascades.times import UNKNOWN, parse_times
from lianyi.analyses.declaration import make
from lianyi.analyses.result import Result
from lianyi.core.errors import LianyiError
from lianyi.timelines.store import BASE_DAY, Segment, Store, Stream
from tests.analyses.cascades_by_hand import Row, cascade_by_hand, first_rows
from tests.analyses.invite_logs import FakeEngine, FakeShop
from tests.analyses.plain_files import PlainFiles
from tests.conftest import SHARED_DATA

HEADER = "id,parent,item,time\n"


def run(folder: Path, text: str, **options: Any) -> Result:
    path = folder / "reposts.csv"
    path.write_text(text, "utf-8")
    return make("cascades", {"file": path, **options}).run(PlainFiles())


def values(result: Result) -> dict[str, Any]:
    return {n.key: n.value for n in result.numbers}


def warned(result: Result) -> dict[str, str]:
    return {w.code: w.text.zh for w in result.warnings}


def columns_of(rows: Sequence[Row]) -> dict[str, list[str]]:
    names = ("id", "parent", "item")
    found = {name: [str(r[n]) for r in rows] for n, name in enumerate(names)}
    return {**found, "time": ["" if r[3] is None else str(r[3]) for r in rows]}


# The post 1 is a row: 2 and 3 repost it, 4 and 5 repost 2, 6 reposts 5.
ONE_TREE = HEADER + "".join(
    f"{i},{p},a,2026-09-01 {10 + n}:00:00\n"
    for n, (i, p) in enumerate([(1, ""), (2, 1), (3, 1), (4, 2), (5, 2), (6, 5)])
)


def test_a_file_with_its_post_is_measured_from_the_post(tmp_path: Path) -> None:
    found = run(tmp_path, ONE_TREE)
    row = found.rows()[0]
    assert (row["size"], row["reposts"], row["depth"], row["breadth"], row["direct"]) == (6, 5, 3, 2, 2)  # fmt: skip
    # Distances of the 15 pairs: 1-2 1-3 2-4 2-5 5-6 are 1; 1-4 1-5 2-3 4-5 2-6 are 2; 3-4 3-5 1-6 4-6 are 3; 3-6 is 4.
    assert row["structural_virality"] == pytest.approx((5 * 1 + 5 * 2 + 4 * 3 + 1 * 4) / 15)
    # Five reposts from one hour after the post on; the third came three hours after it.
    assert (row["half_life_minutes"], row["life_minutes"]) == (180, 300)
    assert found.to_json()["generations"] == {"0": 1, "1": 2, "2": 2, "3": 1}
    assert values(found)["content_spread"] == pytest.approx(3 / 5)
    assert values(found)["root_share"] == pytest.approx(2 / 5)
    assert "post_is_a_row" in warned(found)


def test_a_file_without_its_post_hangs_its_rows_on_it(tmp_path: Path) -> None:
    found = run(tmp_path, ONE_TREE, post="above")
    row = found.rows()[0]
    assert (row["size"], row["reposts"], row["depth"], row["direct"]) == (6, 6, 4, 1)
    several = run(tmp_path, HEADER + "1,,a,\n2,,a,\n3,1,a,\n4,,b,\n")
    assert "post_is_above" in warned(several)
    assert [(r["item"], r["size"], r["depth"], r["direct"]) for r in several.rows()] == [("a", 3, 2, 2), ("b", 1, 1, 1)]  # fmt: skip
    assert several.rows()[0]["half_life_minutes"] is None
    forced = run(tmp_path, HEADER + "1,,a,\n2,,a,\n3,1,a,\n4,9,b,\n", post="row")
    assert [(r["item"], r["size"], r["reposts"], r["depth"]) for r in forced.rows()] == [("a", 3, 2, 1), ("b", 1, 0, 0)]  # fmt: skip


def test_a_row_that_bears_the_name_of_its_item_is_the_post(tmp_path: Path) -> None:
    found = run(tmp_path, HEADER + "p,,p,\n1,p,p,\n2,,p,\n3,1,p,\nq,0,q,\n4,q,q,\n")
    assert [(r["item"], r["size"], r["direct"], r["depth"]) for r in found.rows()] == [("p", 4, 2, 2), ("q", 2, 1, 1)]  # fmt: skip
    # Named as parent although it is no row: that is no missing parent.
    above = run(tmp_path, HEADER + "1,p,p,\n2,,p,\n3,1,p,\n")
    assert values(above)["missing_parents"] == 0 and above.rows()[0]["depth"] == 2


def test_what_sources_get_wrong_is_counted_and_nothing_is_followed_in_circles(tmp_path: Path) -> None:  # fmt: skip
    text = HEADER + (
        "1,,a,100\n2,1,a,200\n"
        "2,,a,150\n"  # the same id earlier: this one counts
        "3,77,a,300\n"  # 77 is nobody
        "4,4,a,400\n"
        ",1,a,500\n"
        "5,6,a,600\n6,7,a,700\n7,5,a,800\n"  # a circle; the last edge is that of 7
        "8,7,a,50\n"  # before what it reposts
        "9,,a,soon\n"
    )
    found = run(tmp_path, text)
    assert values(found)["repeats"] == 1
    assert values(found)["missing_parents"] == 1
    assert values(found)["cycles"] == 1
    assert set(found.extra["cycles"]["ids"]) == {"5", "6", "7"}
    assert {"blank_ids", "self_parents", "before_parent", "times_unreadable"} <= set(warned(found))
    row = found.rows()[0]
    # 1 2 3 4 7 9 on the post, 6 and 8 on 7, 5 on 6.
    assert (row["size"], row["direct"], row["depth"]) == (9, 6, 3)


def test_a_file_of_two_columns_is_one_cascade(tmp_path: Path) -> None:
    found = run(tmp_path, "id,parent\n1,\n2,1\n3,2\n")
    assert (values(found)["items"], values(found)["depth"]) == (1, 2)
    assert values(found)["half_life_minutes"] is None


IDS = st.sampled_from([str(n) for n in range(1, 9)])
ROWS = st.lists(
    st.tuples(IDS, st.just("") | IDS | st.just("x"), st.sampled_from("ab"), st.none() | st.integers(0, 9)),
    min_size=1,
    max_size=20,
)  # fmt: skip


@given(ROWS)
def test_any_rows_without_circles_are_measured_as_by_brute_force(rows: list[Row]) -> None:
    # An id may only repost a smaller one: no circles.
    rows = [(i, p if p < i or p == "x" else "", item, at) for i, p, item, at in rows]
    found = from_columns(columns_of(rows), "above", None)
    shape = shape_of(found)
    each = measure(found, shape)
    by_item = first_rows(rows)
    assert len(found) == sum(map(len, by_item.values()))
    assert found.quality.repeats == len(rows) - len(found)
    missing = 0
    for n, item in enumerate(found.items):
        hand = cascade_by_hand(by_item[item])
        missing += hand.missing
        own = found.item == n
        assert (each.size[n], each.depth[n], each.direct[n]) == (hand.size, hand.depth, hand.direct)
        assert each.breadth[n] == max(hand.generations.values())
        assert each.virality[n] == pytest.approx(hand.virality)
        assert dict(zip(*np.unique(shape.generation[own], return_counts=True), strict=True)) == hand.generations  # fmt: skip
        half = each.half_seconds[n]
        assert hand.half == (None if np.isnan(half) else half)
    assert found.quality.missing_parents == missing


def test_times_are_read_in_the_ways_sources_write_them() -> None:
    texts = [
        "2013-04-21 19:38:51",
        "2013/4/21 19:38",
        "2013年4月21日 19时38分51秒",
        "2013-04-21T11:38:51Z",
        "2013-04-21 19:38:51+08:00",
        "1366573131",
        "1366573131000",
        "1.366573131e9",
        "2013-04-21",
        "",
        "soon",
        "2013-02-30",
    ]
    found = parse_times(texts)
    at = found.at.tolist()
    local, utc = 1_366_573_131, 1_366_544_331
    assert at[:9] == [local, local - 51, local, utc, utc, local, local, local, local - 70_731]
    assert at[9:] == [UNKNOWN] * 3
    assert found.unreadable == 2
    assert parse_times(["09-12 10:23", "02-29 08:00"], year=2013).at.tolist() == [1_378_981_380, UNKNOWN]  # fmt: skip


def test_a_missing_year_is_taken_only_where_one_alone_fits(tmp_path: Path) -> None:
    between = HEADER + "1,,a,2013-12-30 08:00:00\n2,1,a,01-02 09:00\n3,1,a,2014-01-05 10:00:00\n"
    found = run(tmp_path, between)
    assert "years_inferred" in warned(found) and "years_unknown" not in warned(found)
    assert found.rows()[0]["half_life_minutes"] == pytest.approx((3 * 24 + 1) * 60)
    # Above all others: no row before it, so any earlier year would do.
    first = run(tmp_path, HEADER + "1,,a,08月22日 18:14\n2,,a,2013-03-21 17:24:34\n3,,a,2013-03-21 18:00:00\n")  # fmt: skip
    assert "years_unknown" in warned(first) and first.rows()[0]["size"] == 3
    # Between the repost that it reposts and one that reposts it.
    kin = run(tmp_path, HEADER + "1,,a,2013-03-01 08:00:00\n9,2,a,2013-05-01 08:00:00\n2,1,a,04-01 08:00\n")  # fmt: skip
    assert "years_inferred" in warned(kin)
    named = run(tmp_path, HEADER + "1,,a,08-22 18:14\n2,,a,08-23 18:14\n", year=2014)
    assert named.rows()[0]["life_minutes"] == 1440


def test_lines_of_people_have_sizes_and_speed_but_no_depth(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("7 100,8 160,9 400,7 900,\n5 6 1000,7 1060\n\n9 x9\n")
    found = make("cascades", {"file": path, "format": "lines"}).run(PlainFiles())
    rows = {r["item"]: r for r in found.rows()}
    # 7 came back on line 1 and counts once; on line 2 the root 5 and 6 came together.
    assert [(rows[n]["size"], rows[n]["half_life_minutes"]) for n in ("1", "2")] == [(3, 1), (3, 0)]
    assert values(found)["repeats"] == 1
    depth = found.number("depth")
    assert depth.value is None and depth.why is not None and "谁转自谁" in depth.why.zh
    assert found.chart()["series"][0]["type"] == "bar"
    assert from_lines([]).items == []


def test_a_shop_tells_sizes_of_what_its_people_shared() -> None:
    day = 86_400
    columns = {
        "at": np.array([5, 9, 7, 3, 2]) * day,
        "event": np.array([1, 1, 2, 1, 1], np.uint8),
        "content": np.array([1, 1, 1, 2, 0], np.uint8),
    }
    stream = Stream(np.array([0, 2, 4, 5]), columns)
    people = Segment(np.array([10, 11, 12]), np.ones(3, bool), {"events": stream})
    store = Store(BASE_DAY, [people], {"event": ["", "Share", "view"], "content": ["", "note-1", "note-2"]})  # fmt: skip
    shop = FakeShop(store, FakeEngine(BASE_DAY))
    found = make("cascades", {}).run(shop)
    assert [(r["item"], r["size"]) for r in found.rows()] == [("note-1", 1), ("note-2", 1)]
    assert values(found)["repeats"] == 1
    shop.segments = {"nobody": set()}
    with pytest.raises(LianyiError) as refused:
        make("cascades", {"segment": "nobody"}).run(shop)
    assert refused.value.code == "cascades.nothing"


def test_the_result_is_json_and_the_table_can_be_cut(tmp_path: Path) -> None:
    found = run(tmp_path, HEADER + "".join(f"{n},,note-{n % 9},\n" for n in range(90)), top=4)
    assert len(found.rows()) == 4 and "items_cut" in warned(found)
    for lang in ("zh", "en"):
        json.dumps(found.to_json(lang), allow_nan=False)
    assert found.chart()["series"][0]["data"] == [90]


pytest_real = pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="../shared/data missing")
WEIBO = SHARED_DATA / "weibo_ced_cascades" / "dev_reposts.csv.gz"
DOUBAN = SHARED_DATA / "diffusion_cascades" / "douban_cascades.txt.gz"


def weibo_rows() -> list[Row]:
    """The rows of the file, read by nothing of ours; dates without a year have no time."""
    with gzip.open(WEIBO, "rt", encoding="utf-8", newline="") as file:
        return [
            (r["rid"], r["parent_rid"], r["cascade_id"], _second(r["date"]))
            for r in csv.DictReader(file)
        ]


def _second(text: str) -> int | None:
    try:
        return int((datetime.fromisoformat(text) - datetime(1970, 1, 1)).total_seconds())
    except ValueError:
        return None


def check_weibo(pairs_up_to: int) -> None:
    """Compare every cascade; distances of all pairs of those that are small enough to measure them one by one."""
    found = make("cascades", {"file": WEIBO}).run(PlainFiles())
    rows = weibo_rows()
    by_item = first_rows(rows)
    assert (len(rows), len(by_item)) == (301_218, 799)
    assert (values(found)["reposts"], values(found)["repeats"]) == (301_060, 158)
    assert "19个日期没写年份" in warned(found)["years_unknown"]
    generations: dict[str, int] = {"0": 799}
    for row in found.rows():
        hand = cascade_by_hand(by_item[row["item"]], pairs=row["size"] <= pairs_up_to)
        assert (row["size"], row["depth"], row["direct"]) == (hand.size, hand.depth, hand.direct)
        assert row["breadth"] == max(hand.generations.values())
        assert row["half_life_minutes"] == pytest.approx(hand.half / 60)  # type: ignore[operator]  # all have times
        if hand.virality is not None:
            assert row["structural_virality"] == pytest.approx(hand.virality)
        for g, count in hand.generations.items():
            generations[str(g)] = generations.get(str(g), 0) + count
    assert found.to_json()["generations"] == generations


@pytest_real
def test_every_weibo_cascade_is_what_brute_force_says() -> None:
    check_weibo(pairs_up_to=60)


@pytest_real
@pytest.mark.full
def test_the_distances_of_larger_weibo_cascades_are_those_of_all_pairs() -> None:
    check_weibo(pairs_up_to=320)


@pytest_real
def test_douban_has_the_published_number_and_mean_length() -> None:
    found = make("cascades", {"file": DOUBAN, "format": "lines"}).run(PlainFiles())
    sizes = [r["size"] for r in found.rows() if 2 <= r["size"] <= 500]
    assert len(sizes) == 3_475
    assert round(sum(sizes) / len(sizes), 2) == 21.76


@pytest.mark.parametrize("width", [1, 3])
def test_texts_and_numbers_are_the_same_ids(width: int) -> None:
    rng = np.random.default_rng(width)
    ids = [str(n) for n in rng.permutation(40) * 10**width + 7]
    above = [ids[int(rng.integers(0, n + 1))] if n else "" for n in range(40)]
    items = ["1" if n % 2 else "2" for n in range(40)]
    plain = from_columns({"id": ids, "parent": above, "item": items}, "auto", None)
    named = from_columns(
        {"id": ["n" + i for i in ids], "parent": ["n" + p if p else "" for p in above], "item": items},
        "auto",
        None,
    )  # fmt: skip
    assert (plain.parent == named.parent).all() and (plain.item == named.item).all()
    assert plain.quality == named.quality


def test_a_leading_zero_tells_ids_apart() -> None:
    found = from_columns({"id": ["1", "01", "2"], "parent": ["", "1", "01"]}, "auto", None)
    assert found.parent.tolist() == [-1, 0, 1]
