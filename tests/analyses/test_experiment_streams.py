from __future__ import annotations

import pytest

from tests.analyses.experiment_streams import covered, false_alarms

KINDS = ("proportion", "mean", "ratio")


def test_daily_looks_at_nothing_seldom_cry_wolf() -> None:
    always, once = false_alarms(range(60), "proportion", 100)
    assert always <= 0.05
    # The same looks with p-values of one look: this is what the always-valid interval is for.
    assert once > 0.15


@pytest.mark.full
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("per_day", [20, 200])
def test_two_hundred_streams_of_nothing_cry_wolf_in_at_most_5_percent(
    kind: str, per_day: int
) -> None:
    assert false_alarms(range(250), kind, per_day)[0] <= 0.05


@pytest.mark.full
def test_cuped_may_be_looked_at_daily_too() -> None:
    assert false_alarms(range(250), "mean", 100, cuped=True)[0] <= 0.05


@pytest.mark.parametrize("kind", KINDS)
def test_intervals_hold_the_planted_effect(kind: str) -> None:
    assert covered(range(20), kind, 0.02) >= 16
    assert covered(range(20), kind, 0.02, cuped=True) >= 16


@pytest.mark.full
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cuped", [False, True])
def test_intervals_hold_the_planted_effect_in_90_to_99_percent(kind: str, *, cuped: bool) -> None:
    assert 180 <= covered(range(200), kind, 0.02, cuped=cuped) <= 198
