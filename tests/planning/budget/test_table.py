from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.planning.budget.allotted import allot
from lianyi.planning.budget.amounts import Amount
from lianyi.planning.budget.categories import CATEGORIES
from lianyi.planning.budget.places import Places
from lianyi.planning.budget.table import AXES, BudgetTable, table
from lianyi.planning.budget.words import head
from lianyi.planning.model.plan import Plan
from tests.planning.budget.september import september

MONTHS = ("2026-09", "2026-10")
CHANNELS: list[dict[str, Any]] = [
    {"id": "dy", "name": "抖音", "platform": "douyin"},
    {"id": "live", "name": "抖音直播", "parent": "dy", "codes": ["douyin/live"]},
    {"id": "xhs", "name": "小红书", "platform": "xiaohongshu"},
]


def test_the_worked_month_has_its_rows_and_its_total() -> None:
    found = september().table
    left = [row.left_fen // 100 for row in found.rows]
    assert [row.name.zh for row in found.rows] == ["内容", "KOL", "广告", "激励"]
    assert left == [17_800, 15_600, 56_700, 16_900]
    total = found.total
    assert (total.planned_fen, total.committed_fen) == (24_000_000, 3_230_000)
    assert (total.spent_fen, total.left_fen) == (10_070_000, 10_700_000)


def test_its_header_says_how_fast_the_money_goes() -> None:
    said = [text.zh for text in head(september())]
    assert said == ["2026年9月  时间过去43.3%  已花42.0%", "广告花得偏快（55.7%）"]
    assert head(september())[1].en == "Ads is spent too fast (55.7%)"


def test_each_axis_has_the_same_total() -> None:
    totals = {
        (t.planned_fen, t.committed_fen, t.spent_fen)
        for t in (september(axis).table.total for axis in AXES)
    }
    assert totals == {(24_000_000, 3_230_000, 10_070_000)}


def test_what_no_line_describes_stands_in_a_row_of_its_own() -> None:
    plan = _plan([("a", "ads", "2026-09", "dy", "", 100)])
    spent = [
        _amount("ads", "douyin", 70),
        _amount("ads", "xiaohongshu", 25),
        _amount("kol", "douyin", 5),
    ]
    found = _table(plan, "category", spent)
    assert [(r.name.zh, r.spent_fen, r.unplanned) for r in found.rows] == [
        ("广告", 70, False),
        ("KOL（未列入计划）", 5, True),
        ("广告（未列入计划）", 25, True),
    ]
    assert found.total.spent_fen == 100


def test_the_nearest_channel_takes_the_money() -> None:
    lines = [
        ("any", "ads", "2026-09", "", "", 1),
        ("dy", "ads", "2026-09", "dy", "", 1),
        ("live", "ads", "2026-09", "live", "", 1),
    ]
    plan = _plan(lines)
    amounts = [
        _amount("ads", "douyin", 1, "douyin/live/paid"),
        _amount("ads", "douyin", 10, "douyin/card"),
        _amount("ads", "kuaishou", 100),
    ]
    assert allot(amounts, plan.budget.lines, Places(plan.channels)).by_line == {
        "live": 1,
        "dy": 10,
        "any": 100,
    }


def test_lines_that_differ_in_goal_share_by_what_they_plan() -> None:
    plan = _plan([("a", "ads", "2026-09", "", "g", 2), ("b", "ads", "2026-09", "", "h", 1)])
    found = allot([_amount("ads", "douyin", 100)], plan.budget.lines, Places(plan.channels))
    assert found.by_line == {"a": 67, "b": 33}


def test_a_line_may_name_a_platform_that_the_plan_does_not_list() -> None:
    plan = Plan.model_validate(
        {
            "budget": {
                "lines": [
                    {
                        "id": "a",
                        "category": "ads",
                        "month": "2026-09",
                        "planned": 1,
                        "channel": "小红书",
                    }
                ]
            }
        }
    )
    found = allot([_amount("ads", "xiaohongshu", 9)], plan.budget.lines, Places(()))
    assert found.by_line == {"a": 9} and not found.unplanned


_lines = st.lists(
    st.tuples(st.sampled_from(CATEGORIES), st.sampled_from(MONTHS), st.sampled_from(["", "dy", "live", "xhs", "快手"]), st.sampled_from(["", "g", "h"]), st.integers(0, 10**7)),
    max_size=8,
)  # fmt: skip
_amounts = st.lists(
    st.tuples(st.sampled_from(CATEGORIES), st.sampled_from(["douyin", "xiaohongshu", "kuaishou", ""]), st.integers(-(10**5), 10**7), st.sampled_from(["", "douyin/live/paid", "小红书"]), st.sampled_from(MONTHS)),
    max_size=12,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(_lines, _amounts, _amounts)
def test_rows_and_columns_add_up_to_the_fen_along_every_axis(
    lines: list[Any], spent: list[Any], held: list[Any]
) -> None:
    plan = _plan([(f"l{n}", c, m, ch, g, fen) for n, (c, m, ch, g, fen) in enumerate(lines)])
    a, b = ([_amount(c, p, fen, ch, m) for c, p, fen, ch, m in x] for x in (spent, held))
    for axis in AXES:
        found = _table(plan, axis, a, b)
        total = found.total
        assert total.planned_fen == sum(line[4] for line in lines)
        assert total.spent_fen == sum(x.fen for x in a)
        assert total.committed_fen == sum(x.fen for x in b)
        assert total.left_fen == sum(row.left_fen for row in found.rows)
        assert len({row.key for row in found.rows}) == len(found.rows)


def _plan(lines: list[Any]) -> Plan:
    written = [
        {"id": i, "category": c, "month": m, "channel": ch, "goal": g, "planned_fen": fen} for i, c, m, ch, g, fen in lines
    ]  # fmt: skip
    return Plan.model_validate({"channels": CHANNELS, "budget": {"lines": written}})


def _amount(category: Any, platform: str, fen: int, channel: str = "", month: str = "2026-09") -> Amount:  # fmt: skip
    return Amount(date.fromisoformat(f"{month}-05"), category, channel, platform, fen, "spend")


def _table(plan: Plan, axis: Any, spent: list[Amount], held: list[Amount] | None = None) -> BudgetTable:  # fmt: skip
    places = Places(plan.channels)
    both = (allot(found, plan.budget.lines, places) for found in (spent, held or []))
    first, second = both
    return table(plan, axis, plan.budget.lines, first, second, places)
