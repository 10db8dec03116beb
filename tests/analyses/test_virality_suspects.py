"""Who may be gaming invites: planted gangs are found with evidence, honest people are left alone."""

from __future__ import annotations

import numpy as np
import pytest

from lianyi.analyses.declaration import make
from lianyi.analyses.result import Result
from tests.analyses.invite_logs import Invite, shop_of
from tests.analyses.invites_planted import gang, planted

HONEST = 1_000_000
"""Ids from here on belong to gangs."""


def with_gang(seed: int) -> tuple[list[Invite], set[int], list[tuple[int, float]]]:
    """Return honest invites and a gang's, the members, and what honest people did after joining."""
    invites = planted(seed)
    more, members = gang(HONEST, 18, 10.0)
    rng = np.random.default_rng(seed)
    done = [
        (i.invitee, i.joined + 1.5 + rng.random())
        for i in invites
        if i.joined is not None and rng.random() < 0.6
    ]
    return [*invites, *more], members, done


def flagged(result: Result) -> set[int]:
    return {int(r["person"]) for r in result.table("suspicious").dicts()}


@pytest.mark.parametrize("seed", range(4))
def test_a_planted_gang_is_found_and_nobody_else(seed: int) -> None:
    invites, members, done = with_gang(seed)
    found = make("virality", {"nodes": 0}).run(shop_of(invites, events=done, days=50))
    assert flagged(found) == members
    rules = {r["rule"] for r in found.table("suspicious").dicts()}
    assert rules == {"star", "regular", "ring"}
    (caution,) = [w for w in found.warnings if w.code == "suspicious"]
    assert caution.loud and "疑似" in caution.text.zh and "不是结论" in caution.text.zh


def test_both_k_are_given_and_the_twin_is_that_of_the_honest() -> None:
    invites, _, done = with_gang(1)
    shop = shop_of(invites, events=done, days=50)
    with_them = make("virality", {"nodes": 0}).run(shop)
    without = make("virality", {"nodes": 0, "exclude_suspicious": True}).run(shop)
    honest = make("virality", {"nodes": 0}).run(shop_of(planted(1), days=50))
    for key in ("k_with_suspicious", "k_without_suspicious"):
        assert with_them.number(key).value == without.number(key).value
    assert with_them.number("k_factor").value == with_them.number("k_with_suspicious").value
    assert without.number("k_factor").value == with_them.number("k_without_suspicious").value
    assert without.number("k_factor").value == honest.number("k_factor").value
    assert without.number("valid_new_customers").value == honest.number("valid_new_customers").value
    assert honest.number("suspicious_people").value == 0


def test_evidence_names_the_rule_the_size_and_the_others() -> None:
    invites, _, done = with_gang(2)
    rows = make("virality", {"nodes": 0}).run(shop_of(invites, events=done, days=50)).table("suspicious").dicts()  # fmt: skip
    centre = [r for r in rows if r["person"] == str(HONEST)]
    star = next(r for r in centre if r["rule"] == "star")
    assert (star["role"], star["people"], star["share"]) == ("inviter", 17, 1.0)
    assert 0 < star["usual"] < 0.6
    regular = next(r for r in centre if r["rule"] == "regular")
    assert regular["gap_seconds"] == pytest.approx(600)
    ring = next(r for r in rows if r["rule"] == "ring")
    assert ring["people"] == 4 and len(ring["with_ids"].split(", ")) == 3


def test_two_who_invited_each_other_are_mutual_within_one_activity() -> None:
    both = [Invite(1, 2, 0, joined=1), Invite(2, 1, 2, joined=3)]
    found = make("virality", {}).run(shop_of(both))
    assert {(r["person"], r["rule"], r["with_ids"]) for r in found.table("suspicious").dicts()} == {("1", "mutual", "2"), ("2", "mutual", "1")}  # fmt: skip
    apart = [Invite(1, 2, 0, joined=1, activity="a"), Invite(2, 1, 2, joined=3, activity="b")]
    assert not make("virality", {}).run(shop_of(apart)).table("suspicious").rows


def test_idle_people_are_no_lead_where_everybody_is_idle_or_nothing_is_known() -> None:
    # Events exist for others, but nobody who was invited ever did anything: that is how this shop is.
    invites = planted(3)
    quiet = make("virality", {"nodes": 0}).run(shop_of(invites, events=[(1, 0.0)], days=50))
    assert not quiet.table("suspicious").rows
    blind = make("virality", {"nodes": 0}).run(shop_of(invites, days=50))
    assert "star_unchecked" in {w.code for w in blind.warnings}


@pytest.mark.parametrize("step", [1.0, 1 / 24, 1 / 1440])
def test_times_written_coarsely_are_not_called_regular(step: float) -> None:
    # A source that writes days, hours or minutes only: nine arrivals in neighbouring ones.
    invites = [Invite(1, 10 + n, 0, joined=(n + 1) * step) for n in range(9)]
    assert not make("virality", {"within": "30d"}).run(shop_of(invites)).table("suspicious").rows
