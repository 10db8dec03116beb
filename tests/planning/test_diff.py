from __future__ import annotations

from hypothesis import given, settings

from lianyi.planning.diff import diff_plans
from lianyi.planning.model.plan import Plan
from tests.planning.plans import FULL, full_plan, plans


def test_equal_plans_have_no_differences() -> None:
    assert diff_plans(full_plan(), full_plan()) == []


def test_a_changed_field_is_named_by_the_ids_on_its_way() -> None:
    goals = [{**FULL["goals"][0], "target": "195万"}, FULL["goals"][1]]
    [one] = diff_plans(full_plan(), Plan.model_validate({**FULL, "goals": goals}))
    assert (one.path, one.before, one.after, one.kind) == ("goals.gmv.target", 1_900_000, 1_950_000, "changed")  # fmt: skip


def test_what_was_added_and_what_was_removed_are_told_apart() -> None:
    plan = Plan.model_validate({**FULL, "goals": FULL["goals"][:1]})
    [gone] = diff_plans(full_plan(), plan)
    [came] = diff_plans(plan, full_plan())
    assert (gone.path, gone.kind, came.kind) == ("goals.repurchase", "removed", "added")


def test_an_order_alone_is_a_difference_too() -> None:
    turned = Plan.model_validate({**FULL, "goals": FULL["goals"][::-1]})
    assert [d.path for d in diff_plans(full_plan(), turned)] == ["order"]


@settings(max_examples=60, deadline=None)
@given(one=plans(), other=plans())
def test_plans_differ_exactly_when_a_difference_is_told(one: Plan, other: Plan) -> None:
    assert bool(diff_plans(one, other)) == (one != other)
    assert diff_plans(one, one) == []
