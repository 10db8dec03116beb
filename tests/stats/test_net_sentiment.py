"""Shares behind answers that err: by hand, against planted truths, and at the edges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.stats.net_sentiment import Feelings, felt
from lianyi.stats.quantification import mixed_back

RATES = np.array([[0.85, 0.10, 0.05], [0.25, 0.60, 0.15], [0.08, 0.10, 0.82]])


def test_two_classes_are_rogan_and_gladen() -> None:
    # Prevalence = (apparent + specificity - 1) / (sensitivity + specificity - 1) = (0.3 + 0.9 - 1) / 0.7.
    rates = np.array([[[0.8, 0.2], [0.1, 0.9]]])
    assert mixed_back(np.array([[0.3, 0.7]]), rates)[0, 0] == pytest.approx(0.2 / 0.7)
    # Fewer answers than false alarms alone would bring: none, not less than none.
    assert mixed_back(np.array([[0.05, 0.95]]), rates)[0].tolist() == [0, 1]


@given(st.lists(st.integers(0, 50), min_size=3, max_size=3).filter(any))
def test_shares_come_back_exactly_where_the_rates_are_exact(weights: list[int]) -> None:
    truth = np.array(weights) / sum(weights)
    assert np.allclose(mixed_back((truth @ RATES)[None], RATES[None])[0], truth, atol=1e-6)


def test_the_best_shares_are_no_worse_than_any_on_a_grid() -> None:
    random = np.random.default_rng(3)
    answers, rates = random.dirichlet([1, 1, 1], 40), random.dirichlet([1, 1, 1], (40, 3))
    found = mixed_back(answers, rates)
    steps = np.linspace(0, 1, 41)
    grid = np.array([(a, b, 1 - a - b) for a in steps for b in steps if a + b <= 1 + 1e-12])
    missed = (
        ((np.einsum("gk,dka->dga", grid, rates) - answers[:, None]) ** 2).sum(axis=2).min(axis=1)
    )
    mine = ((np.einsum("dk,dka->da", found, rates) - answers) ** 2).sum(axis=1)
    assert (mine <= missed + 1e-7).all()
    assert np.allclose(found.sum(axis=1), 1)


def test_labels_need_no_correction_and_have_no_interval() -> None:
    told = felt(Feelings(given=np.array([2.0, 3.0, 5.0])), seed=1)
    assert told.nsr_a.value == pytest.approx(0.3)
    assert told.nsr_a.low is None
    assert told.nsr_b.value == pytest.approx(3 / 7)


def test_nothing_felt_is_no_number_and_neutral_alone_has_only_one() -> None:
    assert felt(Feelings(), seed=1).nsr_a.value is None
    calm = felt(Feelings(given=np.array([0.0, 4.0, 0.0])), seed=1)
    assert (calm.nsr_a.value, calm.nsr_b.value) == (0, None)


def test_intervals_hold_the_planted_truth_in_most_seeds() -> None:
    truth, held = np.array([0.25, 0.3, 0.45]), 0
    for seed in range(40):
        random = np.random.default_rng(seed)
        errors = [np.array([random.multinomial(300, r) for r in RATES])]
        answers = random.multinomial(2_000, truth @ RATES)
        told = felt(
            Feelings(answered=answers.astype(float), texts=2_000, errors=errors),
            seed=seed,
            draws=500,
        )
        assert told.nsr_a.low is not None and told.nsr_a.high is not None
        held += told.nsr_a.low <= 0.2 <= told.nsr_a.high
    assert held >= 36


def test_kinds_that_err_differently_widen_the_interval() -> None:
    answers = np.array([400.0, 200.0, 400.0])
    one = RATES * 3_000
    other = np.array([[0.6, 0.2, 0.2], [0.3, 0.5, 0.2], [0.02, 0.03, 0.95]]) * 3_000
    narrow = felt(Feelings(answered=answers, texts=1_000, errors=[one]), seed=5).nsr_a
    wide = felt(Feelings(answered=answers, texts=1_000, errors=[one, other]), seed=5).nsr_a
    assert narrow.high and narrow.low and wide.high and wide.low
    assert wide.high - wide.low > 1.5 * (narrow.high - narrow.low)
