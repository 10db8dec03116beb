"""Goals are found in whatever file they stand: lines, lists, tables, YAML, JSON, a plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lianyi.planning.model.plan import Plan
from lianyi.planning.written.lint import Yardstick, lint_entries, lint_plan
from lianyi.planning.written.listing import entries_of_data, entries_of_lines, entries_of_rows
from lianyi.planning.written.times import Clock

BY = Yardstick(Clock(date(2026, 9, 14)))


def test_each_line_of_a_plain_text_is_a_goal_and_headings_are_none() -> None:
    lines = ["# 目标", "", "目标清单：", "2026年底前GMV达到190万", "提升品牌影响力", "---"]
    assert [e.text for e in entries_of_lines(lines)] == ["2026年底前GMV达到190万", "提升品牌影响力"]


def test_list_items_win_over_the_text_around_them_and_lose_their_marks() -> None:
    lines = ["我们今年的打算", "1. 2026年底前GMV达到190万", "2、提升品牌影响力", "- [ ] 9.30前复购率达到28%", "（3）做好私域"]  # fmt: skip
    found = [e.text for e in entries_of_lines(lines)]
    assert found == ["2026年底前GMV达到190万", "提升品牌影响力", "9.30前复购率达到28%", "做好私域"]


def test_a_date_at_the_start_of_a_line_is_no_list_mark() -> None:
    assert [e.text for e in entries_of_lines(["2026.12.31前GMV达到190万"])] == ["2026.12.31前GMV达到190万"]  # fmt: skip


def test_the_row_of_a_table_gives_owner_and_date() -> None:
    rows = [
        ["序号", "目标", "负责人", "截止日"],
        ["1", "GMV从150万提升到190万", "陈曦", "2026-12-31"],
    ]
    judged = lint_entries(entries_of_rows(rows), BY)[0]
    assert judged.ok
    assert (judged.said.owner, judged.said.due) == ("陈曦", date(2026, 12, 31))


def test_a_markdown_table_is_a_table() -> None:
    lines = ["| 目标 | 负责人 |", "|---|---|", "| 2026年底前GMV达到190万 | 陈曦 |"]
    assert [(e.text, e.owner) for e in entries_of_lines(lines)] == [("2026年底前GMV达到190万", "陈曦")]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        ["2026年底前GMV达到190万，负责人陈曦"],
        {"goals": ["2026年底前GMV达到190万，负责人陈曦"]},
        [{"text": "GMV达到190万", "owner": "陈曦", "due": "2026-12-31"}],
        {"goals": [{"id": "gmv", "name": "GMV", "metric": "gmv_paid", "target": "190万", "due": "2026-12-31", "owner": "陈曦"}]},
        [{"name": "GMV", "metric": "GMV", "target": "190万", "due": "2026年底", "owner": "陈曦"}],
    ],
)  # fmt: skip
def test_yaml_and_json_may_hold_sentences_or_fields(data: Any) -> None:
    judged = lint_entries(entries_of_data(data), BY)
    assert len(judged) == 1
    assert judged[0].ok, judged[0].letters
    assert judged[0].said.measured is not None
    assert judged[0].said.measured.key == "gmv_paid"
    assert judged[0].said.owner == "陈曦"


def test_a_goal_of_a_plan_needs_an_owner_and_a_draft_is_only_read() -> None:
    goal = {"id": "gmv", "name": "GMV 190万", "metric": "gmv_paid", "target": "190万", "due": "2026-12-31"}  # fmt: skip
    plan = Plan.model_validate(
        {
            "goals": [
                goal,
                {**goal, "id": "with-owner", "owner": "陈曦"},
                {**goal, "id": "unknown", "owner": "陈曦", "metric": "no_such_metric"},
                {"id": "vague", "name": "提升品牌影响力", "draft": True},
            ]
        }
    )
    judged = lint_plan(plan, BY)
    assert [j.refused for j in judged[:3]] == [("S",), (), ("M",)]
    assert judged[3].draft


def test_what_holds_no_goal_gives_none() -> None:
    assert entries_of_lines([]) == []
    assert entries_of_data({}) == []
    assert entries_of_data(None) == []
    assert entries_of_rows([["a", "b"], ["1", "2"]]) == []


def test_a_part_takes_days_owner_and_the_metric_of_a_sum_from_its_goal() -> None:
    months = [{"id": "oct", "name": "10月", "target": "90万", "due": "2026-10-31"}, {"id": "nov", "name": "11月", "target": "100万"}]  # fmt: skip
    goal = {"id": "gmv", "name": "GMV", "metric": "gmv_paid", "target": "190万", "from_day": "2026-10-01", "due": "2026-11-30", "owner": "陈曦"}  # fmt: skip
    plan = Plan.model_validate({"goals": [{**goal, "relation": "sum", "parts": months}]})
    judged = lint_plan(plan, BY)
    assert [j.refused for j in judged] == [(), (), ()]
    assert [j.said.due for j in judged] == [date(2026, 11, 30), date(2026, 10, 31), date(2026, 11, 30)]  # fmt: skip
    assert {j.said.owner for j in judged} == {"陈曦"}
