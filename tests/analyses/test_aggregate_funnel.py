"""The aggregate funnel: platforms' counts only, people apart from times, impossible rows named, no day counted twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.analyses.aggregate_funnel import TABLES
from lianyi.analyses.aggregate_funnel.rows import VISIT, Row, counted
from lianyi.analyses.declaration import make
from lianyi.analyses.result import Result
from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.period_text import parse_period
from lianyi.core.errors import LianyiError
from tests.analyses.small_workspace import asking, workspace
from tests.metrics.small_facts import FACTS
from tests.metrics.small_shop import STORES, SmallShop, coverage, fact_types

WEEK = "2026-W46"
NINTH, TENTH = date(2026, 11, 9), date(2026, 11, 10)
Rows = Sequence[Mapping[str, Any]]


class CountViews(SmallShop):
    """The views of what platforms count, of the hand-written shop, without its orders."""

    def __init__(self, tables: Mapping[str, Rows]) -> None:
        self.asked = []
        self.data_as_of = {}
        self._con = duckdb.connect()
        facts = {key: tables.get(key, FACTS[key]) for key in TABLES}
        for key, rows in facts.items():
            self.load(key, fact_types(key), [{"store": STORES[r["platform"]], **r} for r in rows])
        self.coverage = coverage(facts)


@dataclass
class Counts:
    """That shop as an analysis of counts asks it; some of its tables may be replaced."""

    tables: Mapping[str, Rows] = field(default_factory=dict)
    today: date = date(2026, 11, 28)
    calendar: BusinessCalendar = field(default_factory=BusinessCalendar)

    def __post_init__(self) -> None:
        self.engine = CountViews(self.tables)

    def period(self, text: str | None) -> Any:
        return parse_period(text or WEEK)


def run(key: str, data: Any, **options: Any) -> Result:
    return make(key, {"period": WEEK, **options}).run(data)


def day(when: date, carrier: str = "unknown", source: str = "unknown", **counts: int | None) -> dict[str, Any]:  # fmt: skip
    return {"platform": "douyin", "day": when, "carrier": carrier, "source": source, **counts}


def steps(result: Result, of: str) -> list[tuple[Any, ...]]:
    return [(r["column"], r["count"], r["of_previous"], r["of_first"]) for r in result.rows() if r["of"] == of]  # fmt: skip


def test_a_live_funnel_adds_sessions_and_divides_sums() -> None:
    result = run("aggregate-funnel", Counts(), of="live")
    # 5,000 + 3,000 saw a session, 1,000 + 500 viewed, 800 + 400 saw a product, 100 + 60 clicked, 2 + 1 bought.
    assert steps(result, "live") == [
        ("impression_people", 8_000, 1.0, 1.0),
        ("viewers", 1_500, 1_500 / 8_000, 1_500 / 8_000),
        ("product_impression_people", 1_200, 0.8, 0.15),
        ("product_clickers", 160, 160 / 1_200, 0.02),
        ("buyers", 3, 3 / 160, 3 / 8_000),
    ]
    assert result.number("live_people_rate").value == 3 / 8_000
    assert result.extra == {"claimed_by": "platform", "basis": "people"}
    assert result.explain("zh").startswith("平台口径：直播间每100个曝光人数里有0.04个走到成交人数")
    assert {"platform_counts", "not_distinct"} <= {w.code for w in result.warnings}


def test_people_and_times_are_never_mixed() -> None:
    people = run("aggregate-funnel", Counts(), of="shop")
    times = run("aggregate-funnel", Counts(), of="shop", basis="times")
    assert [c for c, *_ in steps(people, "shop")] == ["impression_people", "product_impression_people", "product_clickers", "buyers"]  # fmt: skip
    assert [(c, n) for c, n, *_ in steps(times, "shop")] == [("impressions", 5_000), ("product_impressions", 3_000), ("product_clicks", 200), ("orders", 4)]  # fmt: skip
    assert all("次数口径" in n.name.zh for n in times.numbers)
    assert not any(w.code == "not_distinct" for w in times.warnings)


def test_every_way_with_data_is_shown_and_rows_without_a_step_are_named() -> None:
    result = run("aggregate-funnel", Counts())
    assert {r["of"] for r in result.rows()} == {"live", "shop", "visit"}
    # 有赞 counts visitors and carts, but no product visitors and no shop day.
    assert [n for _, n, *_ in steps(result, "visit")] == [250, 150, 30, 4]
    (left,) = [w.text.zh for w in result.warnings if w.code == "rows_incomplete"]
    assert left == "1行缺了其中一步，没有计入：youzan/商城 2026-11-11。"


def test_a_step_that_hardly_any_row_has_is_left_out_and_said() -> None:
    rows = [day(NINTH, visitors=100, product_visitors=60), day(TENTH, visitors=50, product_visitors=20, cart_adders=None)]  # fmt: skip
    shop_days = [day(NINTH, buyers=6), day(TENTH, buyers=4)]
    result = run("aggregate-funnel", Counts({"traffic_days": rows, "shop_days": shop_days}), of="visit")  # fmt: skip
    assert [(c, n) for c, n, *_ in steps(result, "visit")] == [("visitors", 150), ("product_visitors", 80), ("buyers", 10)]  # fmt: skip
    (absent,) = [w.text for w in result.warnings if w.code == "steps_absent"]
    assert absent.zh == "店铺（访客）里没有这些步：加购人数。"


def test_an_impossible_row_is_named_loudly() -> None:
    rows = [day(NINTH, visitors=100, product_visitors=60, cart_adders=70)]
    data = Counts({"traffic_days": rows, "shop_days": [day(NINTH, buyers=6)]})
    result = run("aggregate-funnel", data, of="visit")
    first = result.warnings[0]
    assert (first.code, first.loud) == ("rises", True) and "douyin/旗舰店 2026-11-09" in first.text.en  # fmt: skip


def test_carriers_beside_the_whole_are_not_added_to_it() -> None:
    traffic = [day(NINTH, "unknown", visitors=100, product_visitors=50), day(NINTH, "live", visitors=70, product_visitors=40), day(TENTH, "live", visitors=30, product_visitors=10)]  # fmt: skip
    deals = [day(NINTH, "unknown", buyers=5), day(NINTH, "live", buyers=4), day(TENTH, "live", buyers=1)]  # fmt: skip
    data = Counts({"traffic_days": traffic, "shop_days": deals})
    assert [n for _, n, *_ in steps(run("aggregate-funnel", data, of="visit"), "visit")] == [130, 60, 6]  # fmt: skip
    split = run("aggregate-funnel", data, of="visit", by="carrier").table("parts").dicts()
    assert [(r["group"], r["count"]) for r in split] == [("live", 100), ("live", 50), ("live", 5)]


@pytest.mark.parametrize(("by", "groups"), [("host", ["小鹿", "阿树"]), ("day", ["2026-11-09", "2026-11-10"]), ("store", ["douyin/旗舰店"])])  # fmt: skip
def test_parts_add_up_to_the_whole(by: str, groups: list[str]) -> None:
    result = run("aggregate-funnel", Counts(), of="live", by=by)
    parts = result.table("parts").dicts()
    assert list(dict.fromkeys(r["group"] for r in parts)) == groups
    for row in result.rows():
        assert sum(r["count"] for r in parts if r["step"] == row["step"]) == row["count"]


@given(st.lists(st.lists(st.integers(0, 50), min_size=4, max_size=4), min_size=1, max_size=6))
def test_falling_rows_give_no_rate_above_one(counts: list[list[int]]) -> None:
    falling = [tuple(sorted(c, reverse=True)) for c in counts]
    rows = [Row("douyin", "main", NINTH, "unknown", "unknown", c) for c in falling]
    found = counted(VISIT, "people", rows)
    assert found is not None and not found.rising
    assert found.totals == [sum(c) for c in zip(*falling, strict=True)]
    assert all(a >= b for a, b in pairwise(found.totals))


def test_what_cannot_be_answered_is_refused() -> None:
    with pytest.raises(LianyiError) as refusal:
        run("aggregate-funnel", Counts(), period="2026-W10")
    assert refusal.value.code == "run.nothing_to_count"
    data = Counts()
    data.engine.coverage = [r for r in data.engine.coverage if r[0] == "orders"]
    with pytest.raises(LianyiError) as refusal:
        run("aggregate-funnel", data)
    assert refusal.value.code == "run.missing_source"


def test_the_picture_has_a_bar_a_step() -> None:
    option = run("aggregate-funnel", Counts(), of="live").chart("zh")
    assert option["yAxis"]["data"][0] == "曝光人数" and len(option["yAxis"]["data"]) == 5


def test_the_command_line_answers_from_an_imported_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sessions = [{"session_no": "S1", "started_at": "2026-11-01 12:00:00", "impression_people": 400, "viewers": 100, "product_impression_people": 80, "product_clickers": 20, "buyers": 4}]  # fmt: skip
    folder = workspace(tmp_path, monkeypatch, [("2026-11-01",)], live_sessions=sessions)
    found = asking(folder, capsys)("aggregate-funnel", "--of", "live", "--by", "day")
    assert [r["count"] for r in found["rows"]] == [400, 100, 80, 20, 4]
    assert found["numbers"]["live_people_rate"]["value"] == 0.01
    assert {p["group"] for p in found["tables"]["parts"]} == {"2026-11-01"}
