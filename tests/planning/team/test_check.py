from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lianyi.planning.model.plan import Plan
from lianyi.planning.team.check import check_team
from lianyi.planning.team.raci import grid, people_of
from tests.planning.checks_by_hand import states

MEMBERS = [{"id": "wl", "name": "王岚"}, {"id": "zm", "name": "张敏"}]


def plan(*duties: dict[str, Any], owner: str = "", members: Any = MEMBERS, **more: Any) -> Plan:
    listed = [{"id": f"d{n}", **duty} for n, duty in enumerate(duties)]
    goals = [{"id": "gmv", "name": "GMV", "owner": owner}]
    return Plan.model_validate({"goals": goals, "team": {"members": members, "duties": listed}, **more})  # fmt: skip


def check(made: Plan) -> dict[str, str]:
    return states(check_team(made, None))


def test_the_owner_is_accountable_where_the_grid_is_silent() -> None:
    assert check(plan(owner="王岚")) == {"team:raci": "pass"}
    assert check(plan(owner="wl")) == {"team:raci": "pass"}
    assert check(plan()) == {"team:goal:gmv:accountable": "fail"}


def test_the_grid_decides_and_an_owner_beside_it_is_reminded() -> None:
    assert check(plan({"item": "goal:gmv", "accountable": ["zm"]})) == {"team:raci": "pass"}
    found = check(plan({"item": "goal:gmv", "accountable": ["zm"]}, owner="王岚"))
    assert found == {"team:goal:gmv:owner": "remind", "team:raci": "pass"}


def test_two_accountable_are_one_too_many_also_from_two_rows() -> None:
    two = plan({"item": "goal:gmv", "accountable": ["zm"]}, {"item": "goal:gmv", "accountable": ["wl"]})  # fmt: skip
    assert check(two) == {"team:goal:gmv:accountable": "fail"}
    [verdict] = check_team(two, None)
    assert verdict.words.zh == "「GMV」有2个A：张敏、王岚。"
    assert verdict.words.en == "GMV: 2 accountable (张敏, 王岚)."
    same = plan({"item": "goal:gmv", "accountable": ["zm", "张敏"]})
    assert check(same) == {"team:raci": "pass"}  # by id and by name it is one person


def test_every_kind_of_item_needs_somebody_but_not_a_draft() -> None:
    made = plan(
        owner="王岚",
        campaigns=[{"id": "c", "name": "双11", "from_day": "2026-11-01", "to_day": "2026-11-11"}],
        budget={"lines": [{"id": "b", "category": "ads", "month": "2026-11", "planned": 1}]},
        risks=[{"id": "r", "name": "封号"}],
    )
    missing = {f"team:{key}:accountable": "fail" for key in ("campaign:c", "budget:b", "risk:r")}
    assert check(made) == missing
    draft = Plan.model_validate({"goals": [{"id": "g", "name": "想法", "draft": True}]})
    assert check(draft) == {}


def test_people_who_are_no_members_are_named_once() -> None:
    made = plan({"item": "晚班", "accountable": ["何川"], "responsible": ["何川"]}, owner="何川")
    assert check(made) == {"team:member:何川": "remind", "team:raci": "pass"}
    assert check(plan(owner="何川", members=[])) == {"team:raci": "pass"}


def test_a_row_about_something_that_is_not_in_the_plan() -> None:
    found = check(plan({"item": "goal:gone", "accountable": ["wl"]}, owner="王岚"))
    assert found == {"team:goal:gone:gone": "remind", "team:raci": "pass"}


def test_the_grid_shows_letters_by_person() -> None:
    made = plan({"item": "goal:gmv", "accountable": ["wl"], "responsible": ["zm", "wl"], "informed": ["吴桐"]})  # fmt: skip
    [line] = grid(made)
    assert people_of(made) == ("王岚", "张敏", "吴桐")
    assert [line.letters(p) for p in people_of(made)] == ["AR", "R", "I"]


_PEOPLE = st.lists(st.sampled_from(["wl", "zm", "王岚", "外人"]), max_size=3)


@given(st.lists(_PEOPLE, max_size=3), st.sampled_from(["", "wl", "外人"]))
def test_exactly_one_accountable_is_what_passes(rows: list[list[str]], owner: str) -> None:
    made = plan(*({"item": "goal:gmv", "accountable": who} for who in rows), owner=owner)
    named = {"王岚" if p == "wl" else "张敏" if p == "zm" else p for who in rows for p in who}
    named = named or ({"王岚" if owner == "wl" else owner} if owner else set())
    assert ("team:goal:gmv:accountable" in check(made)) == (len(named) != 1)
