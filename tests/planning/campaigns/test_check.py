from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from lianyi.metrics.query import MetricQuery
from lianyi.metrics.run import answer
from lianyi.planning.campaigns.check import check_campaigns
from lianyi.planning.campaigns.tasks import task_states
from lianyi.planning.model.plan import Plan
from tests.metrics.small_shop import SmallShop
from tests.planning.checks_by_hand import states

TODAY = date(2026, 11, 16)
SHOP = SmallShop()
GOAL = {"id": "gmv", "name": "GMV", "metric": "gmv_paid", "target": 1}
WHOLE: dict[str, Any] = {
    "id": "d11",
    "name": "双11",
    "kind": "大促",
    "from_day": "2026-11-09",
    "to_day": "2026-11-15",
    "owner": "张敏",
    "goals": ["gmv"],
    "budget": [{"category": "ads", "amount": 100}],
    "phases": [
        {"kind": "prepare", "from_day": "2026-11-01", "to_day": "2026-11-08", "tasks": []},
        {
            "kind": "burst",
            "from_day": "2026-11-11",
            "to_day": "2026-11-12",
            "tasks": [
                {
                    "id": "t",
                    "name": "备货",
                    "owner": "何川",
                    "due": "2026-11-11",
                    "done": "2026-11-11",
                }
            ],
        },
    ],
}


def plan(*campaigns: dict[str, Any], **more: Any) -> Plan:
    return Plan.model_validate({"goals": [GOAL], "campaigns": list(campaigns), **more})


def data(today: date = TODAY, engine: Any = None) -> Any:
    shop = engine or SHOP

    def metric(query: MetricQuery) -> Any:
        known = tuple(key for key in query.keys if key != "k_factor")
        found = answer(shop, MetricQuery(known, query.period, campaign=query.campaign), today=today)
        rows = [{**row, "k_factor": None} for row in found.rows]
        return SimpleNamespace(rows=rows, limited=found.limited)

    return SimpleNamespace(engine=shop, today=today, metric=metric)


def test_a_campaign_that_is_planned_whole_passes() -> None:
    assert states(check_campaigns(plan(WHOLE), data())) == {"campaign:d11:plan": "pass"}
    assert states(check_campaigns(plan(WHOLE), None)) == {"campaign:d11:plan": "pass"}
    assert check_campaigns(Plan(), None) == []


def test_what_a_campaign_lacks_is_named() -> None:
    bare = {k: WHOLE[k] for k in ("id", "name", "from_day", "to_day")}
    found = states(check_campaigns(plan(bare), None))
    assert found == dict.fromkeys((f"campaign:d11:{w}" for w in ("goals", "kind", "budget", "phases")), "remind")  # fmt: skip


def test_goals_and_contents_that_are_not_there() -> None:
    found = states(check_campaigns(plan({**WHOLE, "goals": ["gone"], "contents": ["c9"]}), None))
    assert found == {"campaign:d11:goal:gone": "fail", "campaign:d11:content:c9": "remind"}


def test_a_goal_that_names_the_campaign_does_as_well() -> None:
    goals = [{**GOAL, "campaigns": ["d11"]}]
    found = check_campaigns(plan({**WHOLE, "goals": []}, goals=goals), None)
    assert states(found) == {"campaign:d11:plan": "pass"}


def test_phases_in_the_wrong_order_and_a_burst_outside_of_the_days() -> None:
    phases = [
        {"kind": "burst", "from_day": "2026-11-14", "to_day": "2026-11-17"},
        {"kind": "warm_up", "from_day": "2026-11-15", "to_day": "2026-11-16"},
        {"kind": "prepare", "from_day": "2026-11-01", "to_day": "2026-11-02"},
    ]
    found = states(check_campaigns(plan({**WHOLE, "phases": phases}), None))
    assert found == {"campaign:d11:order:burst": "remind", "campaign:d11:burst": "fail"}


def test_tasks_are_late_once_their_day_is_over() -> None:
    def with_task(**task: Any) -> dict[str, Any]:
        phase = {"kind": "wrap_up", "from_day": "2026-11-13", "to_day": "2026-11-20"}
        made = {"id": "t", "name": "复盘", "owner": "张敏", **task}
        return {**WHOLE, "phases": [{**phase, "tasks": [made]}]}

    for due, late in (("2026-11-16", 0), ("2026-11-15", 1), ("2026-11-13", 3)):
        found = {v.key: v for v in check_campaigns(plan(with_task(due=due)), data())}
        assert ("campaign:d11:task:t:late" in found) == bool(late)
        if late:
            assert found["campaign:d11:task:t:late"].value == late
    done = plan(with_task(due="2026-11-13", done="2026-11-15"))
    assert "campaign:d11:task:t:late" not in states(check_campaigns(done, data()))
    [state] = task_states(done.campaigns[0], TODAY)
    assert state.done and state.late_days == 2 and state.is_late
    assert states(check_campaigns(plan(with_task()), None)) == {"campaign:d11:task:t:set": "remind"}
    assert states(check_campaigns(plan(with_task(due="2026-11-25")), None)) == {"campaign:d11:task:t:due": "remind"}  # fmt: skip


def test_two_campaigns_at_one_time_with_one_code() -> None:
    one, two = (
        {**WHOLE, "codes": ["A", "B"]},
        {**WHOLE, "id": "x", "name": "直播周", "codes": ["B"]},
    )
    found = states(check_campaigns(plan(one, two), None))
    assert found["campaign:d11:codes:x"] == "remind"
    later = {**two, "from_day": "2026-11-16", "to_day": "2026-11-20", "phases": []}
    assert "campaign:d11:codes:x" not in states(check_campaigns(plan(one, later), None))


def test_codes_that_no_fact_has_cannot_be_told_and_are_not_zero() -> None:
    found = states(check_campaigns(plan({**WHOLE, "codes": ["TYPO"]}), data()))
    assert found["campaign:d11:told"] == "unknown"
    assert "campaign:d11:told" not in states(check_campaigns(plan({**WHOLE, "codes": ["囤货券"]}), data()))  # fmt: skip


def test_a_campaign_ahead_is_told_what_past_ones_brought() -> None:
    ahead = {**WHOLE, "id": "next", "name": "双12", "from_day": "2026-12-10", "to_day": "2026-12-12", "phases": []}  # fmt: skip
    found = {v.key: v for v in check_campaigns(plan(WHOLE, ahead), data())}
    base = found["campaign:next:base"]
    assert base.facts["gmv_paid"] == {"low": 205_000, "high": 205_000, "n": 1}
    assert "¥2,050（1次）" in base.words.zh and "¥2,050 (1 run)" in base.words.en
    assert "k_factor" not in base.facts
    assert "campaign:d11:base" not in found  # it is over, and nothing came before it
