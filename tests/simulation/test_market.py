"""What surrounds the planted people has the shares, paces and curves that its truth says."""

from __future__ import annotations

import resource
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from lianyi.analyses.response import Response
from lianyi.shop.analysing import run_on_file
from lianyi.simulation import PeopleSettings, people_shop
from lianyi.simulation.arrays import draws
from lianyi.simulation.planted import deals, market, quiet, response, voices


def test_sources_and_feelings_are_mixed_as_said() -> None:
    made = voices.mentions(draws(1, "mentions"), 20_000, 10**7)
    assert np.bincount(made.source) / 20_000 == pytest.approx(voices.SOURCE_SHARES, abs=0.015)
    for n, (name, net) in enumerate(voices.net_sentiment().items()):
        feeling = made.feeling[made.source == n] - 1
        assert feeling.mean() == pytest.approx(net, abs=0.04), name
    assert len(set(made.text)) > 200
    assert not any("," in text for text in made.text)


def test_creators_deliver_about_their_ratio_and_bought_engagement_brings_nobody() -> None:
    made = deals.deals(draws(1, "deals"), 300)
    delivered = np.bincount(made.creator, made.impressions) / np.bincount(made.creator, made.promised)  # fmt: skip
    assert delivered == pytest.approx(made.ratio, rel=0.25)
    fake = np.isin(made.creator, made.fake)
    assert made.interactions[fake].sum() / made.reads[fake].sum() > 0.15
    assert made.visitors[fake].sum() / made.reads[fake].sum() < 0.005
    assert made.visitors[~fake].sum() / made.reads[~fake].sum() > 0.04


def test_a_community_that_falls_quiet_does_so_on_its_day() -> None:
    made = quiet.communities(draws(1, "communities"), 300)
    fell = np.flatnonzero(made.quiet_from >= 0)
    assert len(fell) == quiet.COMMUNITIES // quiet.QUIET_EVERY
    for n in fell.tolist():
        day = int(made.quiet_from[n])
        before, after = (made.speaking[n, part].sum() / made.members[n, part].sum() for part in (slice(day), slice(day, None)))  # fmt: skip
        assert after < before / 2


def test_a_steady_spend_brings_what_the_curve_says() -> None:
    truth = response.ResponseTruth()
    found = response.effect(truth, 1, np.full(40, 6_000.0))
    # h = 6,000: (1 − e^−1) ÷ (1 + e^−1) of the most, 0.46212 × 45,000.
    assert found[-1] == pytest.approx(20_795.3, abs=0.5)
    assert (np.diff(found) >= -1e-9).all()


@pytest.mark.full
def test_response_finds_carry_saturation_and_what_the_channels_brought(tmp_path: Path) -> None:
    truth, held = response.ResponseTruth(), []
    for seed in (1, 2):
        folder = tmp_path / f"{seed}"
        planted = people_shop(folder, PeopleSettings(people=200, seed=seed))["response"]
        (weekly,) = folder.glob("投放_按周*")
        found = run_on_file(Response(file=weekly, draws=200, harmonics=0), date(2026, 11, 28))
        largest = response.weeks(draws(seed, "planted weeks"), truth, market.WEEKS).spend.max(axis=1)  # fmt: skip
        for row in found.table("parameters").dicts():
            channel = row["channel"].removesuffix("花费")
            shape = float(largest[truth.channels.index(channel)]) / planted[channel]["scale_yuan"]
            said = {"alpha": planted[channel]["carry_per_week"], "lambda": shape, "brought": planted[channel]["brought_yuan"]}  # fmt: skip
            held += [row[f"{k}_low"] <= v <= row[f"{k}_high"] for k, v in said.items()]
    assert len(held) == 18
    assert sum(held) >= 15


@pytest.mark.full
def test_a_big_shop_is_written_in_bounded_memory(tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    truth = people_shop(tmp_path, PeopleSettings.for_events(2_000_000), rows_per_file=500_000)
    assert truth["rows"]["事件"] == pytest.approx(2_000_000, rel=0.1)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # KiB
