"""What if: parsing a change, moving trees, spreading a budget, and an answer within a second."""

from __future__ import annotations

import math
import time
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.core.errors import LianyiError
from lianyi.core.translation import same
from lianyi.planning.goals.standing import Standing, standings
from lianyi.planning.model.plan import Plan
from lianyi.planning.what_if.basis import Basis, bases
from lianyi.planning.what_if.budgets import added_to_goals, changed_months
from lianyi.planning.what_if.changes import Amount, BudgetChange, GoalChange, parse_change
from lianyi.planning.what_if.recompute import Added, recompute
from lianyi.planning.what_if.returns import Return
from lianyi.shop import Shop
from tests.planning.goals.conftest import own, read_only, small, small_workspace  # noqa: F401 - the small shop

DRIVERS = [
    {"id": "visits", "name": "访客", "metric": "visitors", "target": 9_000},
    {"id": "rate", "name": "成单率", "metric": "orders_per_visitor", "target": "2.5%"},
    {"id": "value", "name": "笔单价", "metric": "order_value", "target": 80},
]
MONTHS = {
    "id": "gmv", "name": "GMV", "metric": "gmv_paid", "target": 35_000, "from_day": "2026-11-01",
    "due": "2026-12-31", "relation": "sum", "parts": [
        {"id": "nov", "name": "11月", "from_day": "2026-11-01", "due": "2026-11-30", "target": 18_000, "relation": "product", "parts": DRIVERS},
        {"id": "dec", "name": "12月", "from_day": "2026-12-01", "due": "2026-12-31", "target": 17_000},
    ],
}  # fmt: skip
LINES = [
    {"id": "k10", "category": "kol", "month": "2026-10", "planned": 9_000},
    {"id": "k11", "category": "kol", "month": "2026-11", "planned": 2_000},
    {"id": "k12", "category": "kol", "month": "2026-12", "planned": 4_000},
    {"id": "a11", "category": "ads", "month": "2026-11", "planned": 1_000},
]
TODAY = date(2026, 11, 23)


def plan(**more: Any) -> Plan:
    """A plan of one tree and four budget lines."""
    return Plan.model_validate({"goals": [MONTHS], "budget": {"lines": LINES}, **more})


def trees() -> tuple[Standing, ...]:
    """Its goals without a shop: every one stands at its target."""
    return standings(plan().goals, None)


def at_target() -> dict[str, Basis]:
    """The basis of each goal."""
    return dict(bases(trees(), (), TODAY))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("budget.kol=20000", BudgetChange("kol", "", Amount("to", Decimal(20_000)))),
        ("budget.KOL=2万", BudgetChange("kol", "", Amount("to", Decimal(20_000)))),
        ("budget.ads.2026-12=+20%", BudgetChange("ads", "2026-12", Amount("times", Decimal("1.2")))),
        ("budget.ads=-5000", BudgetChange("ads", "", Amount("by", Decimal(-5_000)))),
        ("nov.visits=5万", GoalChange("visits", Amount("to", Decimal(50_000)))),
        ("gmv.visitors=+10%", GoalChange("visits", Amount("times", Decimal("1.1")))),
        ("goal.rate=3%", GoalChange("rate", Amount("to", Decimal("0.03")))),
    ],
)  # fmt: skip
def test_a_change_is_read_as_it_is_written(text: str, expected: object) -> None:
    assert parse_change(text, plan()) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("budget.kol", "what_if.unreadable"),
        ("=5", "what_if.unreadable"),
        ("budget.kol=viel", "what_if.unreadable"),
        ("budget.kol.2026-13=5", "what_if.unreadable"),
        ("budget.tv=5", "what_if.category_unknown"),
        ("gvm.visits=5", "goal.unknown"),
        ("gmv.price=5", "goal.unknown"),
        ("budget.kol=", "what_if.unreadable"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, code: str) -> None:
    with pytest.raises(LianyiError) as refused:
        parse_change(text, plan())
    assert refused.value.code == code


@settings(max_examples=30)
@given(st.sampled_from(["visits", "rate", "value"]), st.fractions(Fraction(1, 10), 10))
def test_a_driver_moves_the_month_in_proportion_and_the_sum_by_the_difference(
    driver: str, times: Fraction
) -> None:
    basis = at_target()
    start = basis[driver].value
    assert start is not None
    found = {o.standing.goal.id: o for o in recompute(trees(), basis, {driver: start * times}, {})}
    assert found["nov"].after == 18_000_00 * times
    assert found["gmv"].after == 35_000_00 + 18_000_00 * (times - 1)
    assert found["dec"].after == found["dec"].before
    assert not found["dec"].is_moved


def test_a_goal_set_by_hand_wins_over_its_parts() -> None:
    found = recompute(trees(), at_target(), {"nov": Fraction(20_000_00), "rate": Fraction(1)}, {})
    by_id = {o.standing.goal.id: o.after for o in found}
    assert by_id["nov"] == 20_000_00
    assert by_id["gmv"] == 37_000_00


def test_what_a_budget_adds_is_counted_once_in_a_sum() -> None:
    added = {
        key: Added(Fraction(amount)) for key, amount in (("gmv", 300), ("nov", 100), ("dec", 200))
    }
    found = {o.standing.goal.id: o.after for o in recompute(trees(), at_target(), {}, added)}
    assert found["nov"] == 18_000_00 + 100
    assert found["gmv"] == 35_000_00 + 300


def test_a_budget_of_all_months_is_shared_over_those_that_are_open() -> None:
    change = BudgetChange("kol", "", Amount("to", Decimal(9_000)))
    before, after = changed_months(plan(), [change], TODAY, "CNY")
    assert before["kol", "2026-10"] == after["kol", "2026-10"] == 9_000_00
    assert [after["kol", month] for month in ("2026-11", "2026-12")] == [3_000_00, 6_000_00]
    assert after["ads", "2026-11"] == 1_000_00


def test_a_category_without_money_gets_it_evenly() -> None:
    change = BudgetChange("content", "", Amount("to", Decimal(1_000)))
    _, after = changed_months(plan(), [change], TODAY, "CNY")
    assert after["content", "2026-11"] == after["content", "2026-12"] == 500_00


def test_each_goal_gets_the_months_that_it_contains() -> None:
    known = Return("kol", "marginal", Fraction(3), Fraction(1), Fraction(5), same(""))
    change = BudgetChange("kol", "", Amount("by", Decimal(6_000)))
    before, after = changed_months(plan(), [change], TODAY, "CNY")
    added = added_to_goals(trees(), before, after, {"kol": known})
    assert added == {
        "gmv": Added(Fraction(18_000_00), Fraction(6_000_00), Fraction(30_000_00)),
        "nov": Added(Fraction(6_000_00), Fraction(2_000_00), Fraction(10_000_00)),
        "dec": Added(Fraction(12_000_00), Fraction(4_000_00), Fraction(20_000_00)),
    }


def test_on_a_curve_each_month_is_valued_from_what_it_has() -> None:
    def root(before: Fraction, after: Fraction) -> tuple[Fraction, Fraction, Fraction]:
        """Each doubling of the weekly spend brings one more yuan a week."""
        steps = Fraction(round(math.log2(after / before)) * 100)
        return steps, steps - 50, steps + 50

    known = Return("kol", "marginal", Fraction(3), Fraction(1), Fraction(5), same(""), root)
    change = BudgetChange("kol", "", Amount("times", Decimal(4)))
    before, after = changed_months(plan(), [change], TODAY, "CNY")
    added = added_to_goals(trees(), before, after, {"kol": known})
    assert added["nov"].value == 200 * Fraction(30, 7)
    assert added["dec"].low == 150 * Fraction(31, 7)
    assert added["gmv"].value == added["nov"].value + added["dec"].value


def test_less_money_takes_away_and_its_ends_stay_in_order() -> None:
    known = Return("kol", "marginal", Fraction(3), Fraction(1), Fraction(5), same(""))
    change = BudgetChange("kol", "2026-12", Amount("to", Decimal(3_000)))
    before, after = changed_months(plan(), [change], TODAY, "CNY")
    dec = added_to_goals(trees(), before, after, {"kol": known})["dec"]
    assert dec == Added(Fraction(-3_000_00), Fraction(-5_000_00), Fraction(-1_000_00))


def test_on_a_shop_the_goals_follow_within_a_second(own: Shop) -> None:  # noqa: F811 - the fixture
    own.plan.files.path.parent.mkdir()
    from lianyi.planning.writing import write_plan

    own.plan.files.path.write_text(write_plan(plan()), "utf-8")
    ready = own.refresh().plan.what_if
    begun = time.perf_counter()
    answer = ready.ask(["gmv.visitors=+10%", "budget.kol=9000"])
    assert time.perf_counter() - begun < 1
    found = {o.standing.goal.id: o for o in answer.outcomes}
    before, after = found["nov"].before, found["nov"].after
    assert before is not None
    assert after == before * Fraction(11, 10)
    assert found["nov"].basis.source == "pace"
    # Without any spend on record nobody can tell what money brings, and it says so.
    assert [r.how for r in answer.used] == ["nothing"]
    assert [r.value for r in answer.used] == [Fraction(0)]
    assert "看不出" in answer.used[0].words.zh
