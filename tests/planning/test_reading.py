from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from lianyi.core.wording import issue_text
from lianyi.planning.model.base import read_amount
from lianyi.planning.model.plan import Plan
from lianyi.planning.reading import read_plan
from lianyi.planning.writing import write_plan
from tests.planning.plans import FULL, full_plan, plans


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("190万", "1900000"),
        ("1.2亿", "120000000"),
        ("28%", "0.28"),
        ("¥1,900,000.00", "1900000"),
        ("3.5k", "3500"),
        (0.1, "0.1"),
        ("-3", "-3"),
        ("2‰", "0.002"),
    ],
)
def test_amounts_are_read_as_people_write_them(written: object, amount: str) -> None:
    assert read_amount(written) == Decimal(amount)


@pytest.mark.parametrize("written", ["", "多", "1,9..0", True, None, "1e9", "12 34"])
def test_what_is_no_number_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="amount"):
        read_amount(written)


def test_money_is_written_in_yuan_and_kept_in_fen() -> None:
    plan = full_plan()
    assert plan.budget.lines[0].planned_fen == 12_800_000
    assert plan.campaigns[0].budget[0].amount_fen == 1_280_050
    assert plan.goals[0].target == 1_900_000
    assert plan.goals[0].target_in_minor("money") == 190_000_000
    assert plan.goals[1].target_in_minor("ratio") == Decimal("0.28")
    assert plan.goals[0].target_in_minor("money", "JPY") == 1_900_000


def test_a_currency_without_cents_is_read_as_such() -> None:
    data = {
        "budget": {"lines": [{"id": "a", "category": "ads", "month": "2026-09", "planned": 500}]}
    }
    assert Plan.model_validate(data, context={"currency": "JPY"}).budget.lines[0].planned_fen == 500


def test_a_written_plan_reads_back_equal_and_writes_the_same_text() -> None:
    text = write_plan(full_plan())
    read = read_plan(text)
    assert read.plan == full_plan()
    assert read.plan is not None
    assert write_plan(read.plan) == text
    assert "planned: 128000" in text
    assert "amount: 12800.5" in text


@settings(max_examples=60, deadline=None)
@given(plan=plans())
def test_any_plan_survives_its_file(plan: Plan) -> None:
    assert read_plan(write_plan(plan)).plan == plan


def test_json_is_a_plan_file_too() -> None:
    import json

    assert read_plan(json.dumps(FULL, ensure_ascii=False)).plan == full_plan()


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("stage: growth\ngoals:\n  - id: a\n    name: x\n    taget: 3\n", "plan.field_unknown", 5),
        ("goals:\n  - id: a\n    name: x\n    target: 很多\n", "plan.amount", 4),
        ("budget:\n  lines:\n    - id: a\n      category: ads\n      month: 2026-09\n      planned: 多\n", "plan.money", 6),
        ("budget:\n  lines:\n    - id: a\n      category: ads\n      month: 2026-13\n      planned: 1\n", "plan.field_wrong", 5),
        ("goals:\n  - name: x\n", "plan.field_missing", 2),
        ("goals:\n  - id: a\n    name: x\n  - id: a\n    name: y\n", "plan.id_twice", 4),
        ("campaigns:\n  - id: a\n    name: x\n    from_day: 2026-09-02\n    to_day: 2026-09-01\n", "plan.days_swapped", 5),
        ("stage: boom\n", "plan.field_wrong", 1),
        ("a: &x 1\nb: *x\n", "plan.alias", 2),
        ("a: [1\n", "plan.yaml", 2),
        ("- 1\n", "plan.yaml", None),
        ("", "plan.yaml", None),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(text: str, code: str, row: int | None) -> None:
    read = read_plan(text)
    assert read.plan is None
    assert (read.issues[0].code, read.issues[0].row) == (code, row)
    told = issue_text(read.issues[0])
    assert "—" not in told.zh.replace("—。", "")
    assert told.en


def test_a_misspelt_field_names_the_one_that_was_meant() -> None:
    [issue] = read_plan("goals:\n  - id: a\n    name: x\n    taget: 3\n").issues
    assert issue.facts["nearest"] == "target"
    [money] = read_plan("campaigns:\n  - id: a\n    name: x\n    from_day: 2026-09-01\n    to_day: 2026-09-02\n    budget:\n      - category: ads\n        amount: 3\n        amout: 2\n").issues  # fmt: skip
    assert money.facts["nearest"] == "amount"


def test_every_mistake_of_a_file_is_told_at_once() -> None:
    read = read_plan("goals:\n  - id: a\n    target: x\n    due: nie\n  - name: b\n")
    assert [i.code for i in read.issues] == ["plan.field_missing", "plan.amount", "plan.field_wrong", "plan.field_missing"]  # fmt: skip


def test_ids_of_goals_are_one_set_over_the_whole_tree() -> None:
    data = "goals:\n  - id: a\n    name: x\n    parts:\n      - id: a\n        name: y\n"
    assert read_plan(data).issues[0].code == "plan.id_twice"


def test_dates_are_days() -> None:
    assert full_plan().goals[0].due == date(2026, 9, 30)
    assert [g.id for g in full_plan().all_goals()] == ["gmv", "visitors", "value", "repurchase"]
    assert full_plan().goal("value") is not None


def test_the_published_schema_shows_money_as_it_is_written() -> None:
    schema = Plan.model_json_schema()
    line = schema["$defs"]["BudgetLine"]
    assert "planned_fen" not in line["properties"]
    assert line["properties"]["planned"]["type"] == ["number", "string", "null"]
    assert set(line["required"]) == {"id", "category", "month", "planned"}
