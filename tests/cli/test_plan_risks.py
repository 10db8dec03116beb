"""`lianyi plan risks | act | review` from watching to reviewing, as a user types it."""

from __future__ import annotations

import json

import pytest

from lianyi.shop import Shop
from tests.cli.conftest import Run
from tests.planning.risks.conftest import own_shop, watched_workspace  # noqa: F401 - the shop whose risks fire

PLAN = """
risks:
  - id: quiet
    name: 社群安静
    probability: high
    impact: medium
    owner: 王岚
    trigger: {preset: community_falling}
    fallback: [{name: 发话题, within_days: 1}, {name: 合并群, owner: 何川}]
"""


@pytest.fixture
def planned(own_shop: Shop) -> Shop:  # noqa: F811
    """The shop with a plan of one risk."""
    folder = own_shop.workspace.folder / "plan"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return own_shop


def test_the_register_names_what_fires_with_its_fallback(lianyi: Run, planned: Shop) -> None:
    said = lianyi("plan", "risks", "-C", planned.workspace.folder)
    assert said.code == 1
    assert "● Fired" in said.out
    assert "1. 发话题 (within a day, 王岚)" in said.out
    assert "2. 合并群 (何川)" in said.out
    assert "complaints not imported yet" in said.out.lower()


def test_a_page_gets_state_series_marks_and_alerts(lianyi: Run, planned: Shop) -> None:
    said = lianyi("plan", "risks", "--json", "-C", planned.workspace.folder)
    found = json.loads(said.out)
    quiet = found["risks"][0]
    assert (quiet["key"], quiet["state"], quiet["since"]) == ("quiet", "fired", "2026-11-20")
    assert quiet["evidence"]["series"][-1]["value"] == 0
    assert {a["preset"] for a in found["alerts"]} == {"community_falling", "creator_below"}
    one = json.loads(lianyi("plan", "risks", "quiet", "--json", "--days", "5", "-C", planned.workspace.folder).out)  # fmt: skip
    assert len(one["evidence"]["series"]) == 5


def test_a_day_before_it_happened_is_calm(lianyi: Run, planned: Shop) -> None:
    said = lianyi("plan", "risks", "--day", "2026-11-05", "-C", planned.workspace.folder)
    assert said.code == 0
    assert "No alert." in said.out


def test_one_risk_with_its_evidence_and_what_moved_it(lianyi: Run, planned: Shop) -> None:
    said = lianyi("plan", "risks", "quiet", "--why", "--days", "14", "-C", planned.workspace.folder)
    assert "Double 11" in said.out
    assert "Group messages was" in said.out
    assert lianyi("plan", "risks", "nope", "-C", planned.workspace.folder).code != 0


def test_from_fallback_to_review(lianyi: Run, planned: Shop) -> None:
    where = planned.workspace.folder
    assert "2 actions noted." in lianyi("plan", "act", "--start", "quiet", "-C", where).err
    assert "noted already" in lianyi("plan", "act", "--start", "quiet", "-C", where).err
    expected = ("--metric", "group_messages", "--expect", "+10%~+18%")
    said = json.loads(lianyi("plan", "act", "连发话题", *expected, "--json", "-C", where).out)
    number = said["actions"][0]["number"]
    assert (number, said["actions"][0]["expected_low"]) == ("A20261123-1", 0.1)
    lianyi("plan", "act", "--close", number, "--day", "2026-11-12", "-C", where)
    reviews = json.loads(lianyi("plan", "review", "--json", "-C", where).out)["reviews"]
    assert [(r["number"], r["call"], r["status"]) for r in reviews] == [(number, "stop", "done")]
    assert "Stop" in lianyi("plan", "review", "-C", where).out
    assert len(json.loads(lianyi("plan", "act", "--json", "-C", where).out)["actions"]) == 3


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--metric", "gmv_paid"), "action.title"),
        (("话题", "--expect", "+10%~+18%"), "action.expects_what"),
        (("话题", "--metric", "gmvpaid"), "metric.unknown"),
        (("--close", "A1"), "action.unknown"),
    ],
)
def test_a_slip_is_refused_before_anything_is_written(lianyi: Run, planned: Shop, words: tuple[str, ...], code: str) -> None:  # fmt: skip
    before = planned.refresh().snapshot.number
    said = lianyi("plan", "act", *words, "-C", planned.workspace.folder)
    assert said.code != 0
    assert code in said.err
    assert planned.refresh().snapshot.number == before
