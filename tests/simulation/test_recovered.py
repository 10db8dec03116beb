"""What is planted among people is found again: the 95 % intervals of each analysis hold the truth in at least 16 of 20 seeds."""

from __future__ import annotations

import numpy as np
import pytest

from lianyi.analyses.experiment.compare import Sight
from lianyi.analyses.experiment.rows import Measure, Rows
from lianyi.analyses.virality import Virality
from lianyi.simulation.planted.settings import PeopleSettings
from lianyi.stats.sequential import tuned
from tests.analyses.experiment_streams import looks
from tests.simulation.planted_data import PlantedData
from tests.simulation.recovering import (
    Analysed,
    compared,
    credited,
    faded,
    fitted,
    lived,
    placebo,
    recovered,
    returning,
    spread,
    walked,
)

QUICK = (spread, returning, compared, credited, fitted, faded)
LONG = (placebo, walked, lived)
SEEDS = 20


@pytest.mark.parametrize("analysis", QUICK, ids=lambda a: a.__name__)
def test_intervals_hold_the_truth_in_sixteen_of_twenty_seeds(analysis: Analysed) -> None:
    found = recovered(analysis, range(SEEDS))
    assert all(len(held) >= SEEDS - 1 for held in found.values()), found
    assert {name: sum(held) for name, held in found.items() if sum(held) < 16} == {}


@pytest.mark.full
@pytest.mark.parametrize("analysis", LONG, ids=lambda a: a.__name__)
def test_intervals_of_the_longer_ones_hold_the_truth_too(analysis: Analysed) -> None:
    found = recovered(analysis, range(SEEDS))
    assert {name: sum(held) for name, held in found.items() if sum(held) < 16} == {}


def rings_found(seed: int) -> tuple[set[int], set[int]]:
    """Return who is suspected, and who is in a ring."""
    data = PlantedData(PeopleSettings(seed=seed, people=2_000, people_per_ring=200))
    found = Virality(within="7d").run(data)  # type: ignore[arg-type]  # a shop in memory
    suspected = {int(row["person"]) for row in found.table("suspicious").dicts()}
    return suspected, {m for ring in data.made.rings for m in ring.members}


def test_rings_are_found_and_honest_people_are_not() -> None:
    caught = np.array([[len(s & r), len(s), len(r)] for s, r in map(rings_found, range(5))])
    hits, suspected, members = caught.sum(axis=0).tolist()
    assert hits / members >= 0.95  # recall
    assert hits / suspected >= 0.95  # precision


@pytest.mark.reliability
@pytest.mark.parametrize("analysis", [*QUICK, *LONG], ids=lambda a: a.__name__)
def test_intervals_hold_the_truth_in_90_to_99_percent_of_200_seeds(analysis: Analysed) -> None:
    found = recovered(analysis, range(200))
    shares = {name: float(np.mean(held)) for name, held in found.items()}
    assert {n: s for n, s in shares.items() if not 0.90 <= s <= 0.99} == {}


def peeked(seed: int) -> bool:
    """Return whether somebody who looks at the placebo every day ever sees an effect."""
    made = PlantedData(PeopleSettings(seed=seed, people=3_000)).made
    window = np.searchsorted(made.people, made.orders.customer[made.orders.nth == 0])
    ours = window < len(made.people)
    paid = np.zeros(len(made.people))
    paid[window[ours]] = 1.0
    order = np.argsort(made.arrived, kind="stable")
    arm = made.placebo[order]
    measure = Measure("paid", "proportion", paid[order], None)
    rows = Rows(("红", "蓝"), arm, {"m": measure}, tuple(np.bincount(arm).tolist()))
    return looks(rows, Sight(0.05, tuned()))[0]


def test_daily_looks_at_the_placebo_seldom_see_an_effect() -> None:
    assert np.mean([peeked(seed) for seed in range(20)]) <= 0.05


@pytest.mark.reliability
def test_daily_looks_at_200_placebos_see_an_effect_in_at_most_5_percent() -> None:
    assert np.mean([peeked(seed) for seed in range(200)]) <= 0.05
