"""Personas: planted kinds found again, their rules true, drift counted, and nothing found where there is one kind."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from lianyi.analyses.personas.found import drift_of, groups_of
from lianyi.analyses.personas.traits import traits_of
from lianyi.core.errors import LianyiError
from lianyi.stats.clusters import adjusted_rand
from lianyi.stats.intervals import wilson
from tests.analyses.bought_shop import Bazaar, Line, handed, run
from tests.analyses.personas_planted import DAYS, SHARES, one_kind, three_kinds

LAST = date(2026, 7, 19)


def test_the_planted_kinds_are_found_with_their_rules() -> None:
    lines, kinds = three_kinds(1)
    found = run("personas", Bazaar(lines, days=DAYS))
    assert found.number("groups").value == 3
    rows = found.rows()
    assert [r["people"] for r in rows] == sorted(np.bincount(kinds).tolist(), reverse=True)
    assert all(r["precision"] > 0.9 and r["coverage"] > 0.9 and r["stability"] > 0.9 for r in rows)
    traits = {(r["group"], r["trait"]): r["mean"] for r in found.table("traits").dicts()}
    assert traits[1, "orders"] > 7 and traits[1, "channel:live"] > 0.7
    assert "3个稳定的人群" in found.explain("zh") and "form 3 stable groups" in found.explain("en")
    assert found.chart("zh")["series"]


def test_flow_and_moves_add_up() -> None:
    lines, _ = three_kinds(2)
    found = run("personas", Bazaar(lines, days=DAYS), before="2026-05-01", limit=5)
    flow = found.table("flow").dicts()
    names = [c.key for c in found.table("flow").columns if c.key.startswith("group_")]
    assert [sum(r[n] for r in flow) for n in names] == [r["people"] for r in found.rows()]
    seen = sum(r[n] for r in flow[:-1] for n in names)
    stayed = sum(flow[g][n] for g, n in enumerate(names))
    assert found.number("moved_share").value == pytest.approx(1 - stayed / seen)
    assert len(found.table("moved").rows) <= 5
    drift = {r["trait"]: r for r in found.table("drift").dicts()}
    assert drift["recency_days"]["is_real"] and "earlier_window" in {w.code for w in found.warnings}
    assert "PSI" in found.explain("zh")


def test_nobody_moved_where_nothing_changed() -> None:
    data = handed(Bazaar(three_kinds(3)[0], days=DAYS))
    now, _ = traits_of(data, LAST, 365, None, None)
    found = groups_of(now, None)
    same = drift_of(found, now)
    assert same.groups.index == 0.0 and not same.groups.is_real and len(same.moved_ids) == 0
    assert not any(s.is_real for s in same.traits)


def test_traits_are_those_of_the_hand() -> None:
    lines = [
        Line(7, 0, "a", "x", category="奶", paid_fen=5_000),
        Line(7, 10, "b", "y", category="糖", paid_fen=1_000, channel=2),
        Line(7, 10, "b", "z", category="奶", paid_fen=2_000, channel=2),
        Line(7, 12, "c", "x", category="奶", paid_fen=900, refund_fen=900),
        Line(8, 3, "d", "x", category="糖", paid_fen=100),
    ]
    found, named = traits_of(handed(Bazaar(lines, days=15)), date(2026, 1, 15), 365, None, None)
    values = {t.key: found.values[:, n].tolist() for n, t in enumerate(found.traits)}
    assert found.ids.tolist() == [7, 8]
    assert values["recency_days"] == [4, 11] and values["orders"] == [2, 1]
    assert values["order_value"] == [4_000, 100]
    assert values["category:奶"] == [pytest.approx(2 / 3), 0]
    assert values["channel:live"] == [0.5, 1] and values["channel:note"] == [0.5, 0]
    # 2026-01-01 is a Thursday: day 10 a Sunday, day 3 too.
    assert values["weekend_share"] == [0.5, 1] and values["night_share"] == [1, 1]
    earlier, _ = traits_of(handed(Bazaar(lines, days=15)), date(2026, 1, 5), 3, named, None)
    assert earlier.ids.tolist() == [8]


def test_people_of_one_kind_form_no_groups() -> None:
    with pytest.raises(LianyiError) as refusal:
        run("personas", Bazaar(one_kind(1, people=200), days=DAYS))
    assert refusal.value.code == "personas.no_groups"


def test_it_refuses_what_it_cannot_answer() -> None:
    lines, _ = three_kinds(1, people=50)
    for options, code in (({}, "personas.too_few"), ({"groups": 1}, "personas.groups"), ({"before": "2027-01-01"}, "personas.before"), ({"limit": -1}, "repurchase.limit")):  # fmt: skip
        with pytest.raises(LianyiError) as refusal:
            run("personas", Bazaar(lines, days=DAYS), **options)
        assert refusal.value.code == code


def recovered(seeds: range, wanted: int | None) -> int:
    """Find the kinds in many shops; return how often the planted share lies inside its interval, for the worst kind."""
    hits = np.zeros(3, np.int64)
    for seed in seeds:
        lines, kinds = three_kinds(seed, people=160)
        traits, _ = traits_of(handed(Bazaar(lines, days=DAYS)), LAST, 365, None, None)
        found = groups_of(traits, wanted)
        assert adjusted_rand(found.labels, kinds[traits.ids]) > 0.9
        for kind, share in enumerate(SHARES):
            group = int(np.bincount(found.labels[kinds[traits.ids] == kind]).argmax())
            low, high = wilson(int(found.sizes[group]), len(traits))
            hits[kind] += low <= share <= high
    return int(hits.min())


def test_planted_shares_lie_inside_their_intervals() -> None:
    assert recovered(range(20), 3) >= 16


@pytest.mark.full
def test_the_data_alone_tells_how_many_kinds_there_are() -> None:
    assert recovered(range(20), None) >= 16
    for seed in range(10):
        with pytest.raises(LianyiError):
            run("personas", Bazaar(one_kind(seed, people=200), days=DAYS))
