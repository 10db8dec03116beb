"""What each analysis finds in the planted shop, as (name, truth, low, high) of its 95 % intervals.

    python -m tests.simulation.recovering 200 [spread returning …]

prints in how many of so many seeds the intervals hold what was planted.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np

from lianyi.analyses.attribution import Attribution
from lianyi.analyses.experiment import Experiment
from lianyi.analyses.funnel import Funnel
from lianyi.analyses.lifetime_value import LifetimeValue
from lianyi.analyses.result import Number
from lianyi.analyses.retention import Retention
from lianyi.analyses.virality import Virality
from lianyi.simulation.arrays import draws
from lianyi.simulation.planted import fading
from lianyi.simulation.planted.settings import LifeTruth, PeopleSettings, TouchTruth
from lianyi.simulation.planted.truth import truths
from lianyi.stats.decay import half_life
from tests.simulation.planted_data import PlantedData

Recovered = tuple[str, float, float, float]
"""What was looked for, what was planted, and the ends of the interval."""
Analysed = Callable[[PlantedData], Iterable[Recovered]]


def _held(name: str, truth: float, number: Number) -> Recovered:
    assert number.interval is not None, name
    return name, truth, number.interval.low, number.interval.high


def spread(data: PlantedData) -> Iterator[Recovered]:
    """K by generation, of honest people."""
    found = Virality(within="7d", exclude_suspicious=True).run(data)  # type: ignore[arg-type]  # a shop in memory
    for generation, rate in enumerate(data.settings.invites.rates):
        yield _held(f"K{generation}", rate, found.number(f"k_{generation}"))


def returning(data: PlantedData) -> Iterator[Recovered]:
    """The share who come back in the first and in the fourth week."""
    found = Retention(first="view", grain="week", periods=8).run(data)  # type: ignore[arg-type]  # a shop in memory
    for week in (1, 4):
        yield _held(f"retention week {week}", data.settings.visits.week_ratios[week - 1], found.number(f"retention_w{week}"))  # fmt: skip


def compared(data: PlantedData) -> Iterator[Recovered]:
    """What the coupon does to the share of payers and to the money per person."""
    planted = truths(data.settings)["experiments"][data.settings.trial.name]
    asked = Experiment(name=data.settings.trial.name, metric=("paid", "paid_fen"), within="7d")
    found = asked.run(data)  # type: ignore[arg-type]  # a shop in memory
    table = {row["metric"]: row for row in found.table("comparisons").dicts()}
    yield "A/B paid", planted["paid_ratio_difference"], table["paid"]["low"], table["paid"]["high"]
    fen = 100 * planted["paid_yuan_difference"]
    yield "A/B paid per person", fen, table["paid_fen"]["low"], table["paid_fen"]["high"]


def placebo(data: PlantedData) -> Iterator[Recovered]:
    """What nothing does to the share of payers."""
    asked = Experiment(name=data.settings.trial.placebo, metric=("paid",), within="7d")
    for row in asked.run(data).table("comparisons").dicts():  # type: ignore[arg-type]  # a shop in memory
        yield "A/A paid", 0.0, row["low"], row["high"]


def credited(data: PlantedData) -> Iterator[Recovered]:
    """The shares of the last touch."""
    planted = truths(data.settings)["attribution"]["last_touch_share"]
    found = Attribution(model="last", offline=("none",)).run(data)  # type: ignore[arg-type]  # a shop in memory
    for row in found.table("shares").dicts():
        if row["model"] == "last" and row["group"] in planted:
            yield f"last touch {row['group']}", planted[row["group"]], row["low"], row["high"]


def walked(data: PlantedData) -> Iterator[Recovered]:
    """The steps of the visitors' funnel."""
    planted = truths(data.settings)["funnel"]["step_ratios"]
    guests = replace(data, segments={"visitors": data.made.people})
    found = Funnel(steps=("view", "cart", "pay"), within="7d", segment="visitors").run(guests)  # type: ignore[arg-type]  # a shop in memory
    for step in (2, 3):
        yield _held(f"funnel step {step}", planted[step - 1], found.number(f"step_{step}_rate"))


def lived(data: PlantedData) -> Iterator[Recovered]:
    """The parameters of BG/NBD and Gamma-Gamma."""
    planted = truths(data.settings)["lives"]
    found = LifetimeValue(model="bgnbd", value="paid").run(data)  # type: ignore[arg-type]  # a shop in memory
    ends = found.extra["parameter_intervals"]
    for name, key in LIFE_NAMES.items():
        if ends[name] is not None:
            yield f"BG/NBD {name}", planted[key], *ends[name]


def fitted(data: PlantedData) -> Iterator[Recovered]:
    """The parameters of BG/NBD and Gamma-Gamma as the model behind `lived` finds them, without its forecast and back-test."""
    from lianyi.analyses.lifetime_value.customers import customers_of, from_store
    from lianyi.analyses.lifetime_value.model import fit_model

    last = data.settings.last_day
    model = fit_model(customers_of(from_store(data.store, "paid", last, None)), last.toordinal(), 7.0)  # fmt: skip
    assert model is not None
    assert model.spend is not None
    planted = truths(data.settings)["lives"]
    for fit in (model.rate, model.spend):
        for name in fit.names:
            ends = fit.interval(name)
            assert ends is not None, name
            scale = 100 if name == "v" else 1
            yield f"BG/NBD {name}", planted[LIFE_NAMES[name]], ends[0] / scale, ends[1] / scale


def faded(data: PlantedData) -> Iterator[Recovered]:
    """How fast the views of contents halve, in days."""
    made = fading.contents(draws(data.settings.seed, "contents"), 60, 200)
    counts, seen = np.maximum(made.views, 0), (made.views >= 0).sum(axis=1)
    ages = (counts * np.arange(fading.WATCHED_DAYS)).sum(axis=1)
    things = np.stack([counts.sum(axis=1), ages, seen], axis=1)[seen > 0].astype(float)
    _, low, high = half_life(things, seed=data.settings.seed, draws=300)
    yield "half-life of contents", fading.HALF_LIFE_DAYS[0], low, high


LIFE_NAMES = {"r": "r", "alpha": "alpha_weeks", "a": "a", "b": "b", "p": "p", "q": "q", "v": "v_yuan"}  # fmt: skip
LIVES = PeopleSettings(people=500, pure_lives=True, first_day=date(2023, 1, 2), lives=LifeTruth(alpha_weeks=15.0))  # fmt: skip
"""Rare purchases over years: days are fine enough for them that nobody buys twice on one."""
SETTINGS: dict[Analysed, PeopleSettings] = {lived: LIVES, fitted: LIVES}
"""Settings of an analysis whose truth needs a shop of its own."""
USUAL = PeopleSettings(people=1_200, touches=TouchTruth(seen_ratio=1.0))
ANALYSES: tuple[Analysed, ...] = (spread, returning, compared, placebo, credited, walked, fitted, faded)  # fmt: skip


@lru_cache(maxsize=20)
def planted(settings: PeopleSettings) -> PlantedData:
    """Return the shop of these settings; several analyses look at one."""
    return PlantedData(settings)


def recovered(analysis: Analysed, seeds: Iterable[int]) -> dict[str, list[bool]]:  # fmt: skip
    """Return per truth whether the interval of each seed holds it."""
    found: dict[str, list[bool]] = defaultdict(list)
    for seed in seeds:
        data = planted(replace(SETTINGS.get(analysis, USUAL), seed=seed))
        for name, truth, low, high in analysis(data):
            found[name].append(low <= truth <= high)
    return found


def main() -> None:
    """Print the table, of the analyses that are named or of all."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"| planted | seeds | held | share |\n|{' --- |' * 4}")
    for analysis in ANALYSES:
        if len(sys.argv) < 3 or analysis.__name__ in sys.argv[2:]:
            for name, held in recovered(analysis, range(count)).items():
                print(f"| {name} | {len(held)} | {sum(held)} | {np.mean(held):.1%} |", flush=True)


if __name__ == "__main__":
    main()
