"""A first plan is complete, valid and checkable, with and without data."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lianyi.core.calendar import BusinessCalendar
from lianyi.core.errors import LianyiError
from lianyi.core.translation import LANGS, Lang
from lianyi.planning.goals.check import check_goals
from lianyi.planning.model.plan import Plan, Stage
from lianyi.planning.reading import read_plan
from lianyi.planning.stages.first_plan import filled, first_plan
from lianyi.planning.stages.presets import STAGES
from lianyi.planning.stages.yaml_text import first_text
from lianyi.segments.parse import parse
from lianyi.shop import Shop
from lianyi.shop.analysing import ShopData
from tests.planning.goals.conftest import own, read_only, small, small_workspace  # noqa: F401 - the small shop

TODAY = date(2026, 11, 23)


def made(stage: Stage, lang: Lang = "zh") -> Plan:
    """A plan of a folder without any data."""
    return first_plan(stage, TODAY, BusinessCalendar("Asia/Shanghai"), None, shop="团团", lang=lang)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("lang", LANGS)
def test_its_text_reads_back_to_the_same_plan(stage: Stage, lang: Lang) -> None:
    plan = made(stage, lang)
    found = read_plan(first_text(plan, "CNY", lang))
    assert found.issues == ()
    assert found.plan == plan


@pytest.mark.parametrize("stage", STAGES)
def test_every_section_has_something(stage: Stage) -> None:
    plan = made(stage)
    sections = (
        plan.goals, plan.personas, plan.modes.chosen, plan.content.items, plan.content.topics,
        plan.lifecycle.stages, plan.campaigns, plan.channels, plan.team.members, plan.team.duties,
        plan.budget.lines, plan.risks,
    )  # fmt: skip
    assert all(sections)
    assert len(plan.goals) == 5
    assert {goal.dimension for goal in plan.goals} == {"users", "trade", "brand"}


@pytest.mark.parametrize("stage", STAGES)
def test_without_data_every_goal_is_a_draft_without_a_target(stage: Stage) -> None:
    plan = made(stage)
    assert all(goal.draft and goal.target is None for goal in plan.goals)
    assert check_goals(plan, None) == []
    assert "draft: true  # 草稿" in first_text(plan, "CNY", "zh")


def test_topics_have_a_source_and_an_expiry_that_lies_ahead() -> None:
    topics = made("growth").content.topics
    assert all(topic.source and topic.expires and topic.expires >= TODAY for topic in topics)
    assert {"双12", "元旦"} & {topic.name for topic in topics}


def test_every_goal_that_counts_and_every_risk_has_one_who_is_accountable(small: Shop) -> None:  # noqa: F811 - the fixture
    plan = from_data(small)
    accountable = {duty.item: duty.accountable for duty in plan.team.duties}
    counted = [goal for goal in plan.goals if not goal.draft]
    wanted = {*(f"goal:{g.id}" for g in counted), *(f"risk:{r.id}" for r in plan.risks)}
    assert set(accountable) == wanted
    assert all(len(people) == 1 for people in accountable.values())
    known = {member.name for member in plan.team.members}
    assert {person for people in accountable.values() for person in people} <= known


def test_personas_and_life_cycle_are_conditions_that_can_be_read() -> None:
    plan = made("growth")
    for condition in (
        *(p.segment for p in plan.personas),
        *(s.segment for s in plan.lifecycle.stages),
    ):
        parse(condition)
    assert [persona.name for persona in plan.personas] == ["宝妈", "Z世代"]


def test_the_campaign_is_prepared_before_it_begins() -> None:
    for campaign in made("growth").campaigns:
        kinds = [phase.kind for phase in campaign.phases]
        assert kinds == ["prepare", "warm_up", "burst", "wrap_up"]
        for before, after in zip(campaign.phases, campaign.phases[1:], strict=False):
            assert (after.from_day - before.to_day).days == 1
        assert campaign.goals == ("gmv",)


def from_data(shop: Shop, stage: Stage = "growth") -> Plan:
    """A plan of the small shop."""
    return first_plan(stage, shop.today, shop.calendar, ShopData(shop))


def test_goals_come_from_history_and_are_within_reach(small: Shop) -> None:  # noqa: F811 - the fixture
    plan = from_data(small)
    gmv = plan.goals[0]
    assert not gmv.draft
    assert gmv.target is not None
    # November to January: 92 days of 550 yuan, 13 Sundays with 150 more: 52,550
    assert Decimal(47_000) <= gmv.target <= Decimal(52_550)
    assert gmv.target == sum((part.target or Decimal(0) for part in gmv.parts), Decimal(0))
    assert gmv.parts[0].relation == "product"
    verdicts = check_goals(plan, ShopData(small))
    assert {v.state for v in verdicts} == {"pass"}


def test_a_metric_without_history_stays_a_draft(small: Shop) -> None:  # noqa: F811 - the fixture
    drafts = {goal.id for goal in from_data(small).goals if goal.draft}
    assert {"groups", "mentions"} <= drafts
    assert "gmv" not in drafts


def test_drafts_are_filled_once_there_are_data_and_nothing_else_changes(small: Shop) -> None:  # noqa: F811 - the fixture
    empty = made("growth")
    mine = empty.goals[0].model_copy(update={"owner": "陈曦"})
    kept = empty.goals[1].model_copy(update={"target": Decimal(7), "name": "我写的"})
    plan = empty.model_copy(update={"goals": (mine, kept, *empty.goals[2:])})
    found, ready = filled(plan, ShopData(small), "CNY", "zh")
    assert "gmv" in {goal.id for goal in ready}
    assert found.goals[0].owner == "陈曦"
    assert found.goals[0].target is not None
    assert found.goals[1] == kept
    assert {d.item: d.accountable for d in found.team.duties}["goal:gmv"] == ("陈曦",)
    assert found.team.members == plan.team.members
    assert found.campaigns == plan.campaigns
    assert sum(line.planned_fen for line in found.budget.lines) > 0


@pytest.mark.full
def test_filling_twice_changes_nothing(small: Shop) -> None:  # noqa: F811 - the fixture
    once, _ = filled(made("growth"), ShopData(small), "CNY", "zh")
    again, ready = filled(once, ShopData(small), "CNY", "zh")
    assert ready == ()
    assert again == once


@pytest.mark.full
def test_a_plan_is_not_written_over(own: Shop) -> None:  # noqa: F811 - the fixture
    own.plan.new("growth")
    with pytest.raises(LianyiError) as refused:
        own.refresh().plan.new("maturity")
    assert refused.value.code == "plan.exists"
    own.refresh().plan.new("maturity", force=True)
    assert own.refresh().plan.current.stage == "maturity"
    assert len(own.plan.files.versions()) == 2


@pytest.mark.full
def test_a_check_fills_the_drafts_and_keeps_a_version(own: Shop) -> None:  # noqa: F811 - the fixture
    own.plan.files.save(first_text(made("growth"), "CNY", "zh"), "test")
    tried = own.refresh().plan.check(dry_run=True)
    assert {goal.id for goal in tried.filled} >= {"gmv"}
    assert len(own.plan.files.versions()) == 1
    checked = own.refresh().plan.check()
    assert checked.filled == tried.filled
    assert len(own.plan.files.versions()) == 2
    assert own.refresh().plan.current.goals[0].target == checked.filled[0].target
