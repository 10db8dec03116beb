from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.stats import quantiles as module
from lianyi.stats.quantiles import quantiles, quantiles_of_counts

SHARES = [0.0, 0.1, 0.5, 0.75, 0.9, 1.0]


@given(st.lists(st.lists(st.integers(0, 50_000), max_size=8), max_size=4))
def test_quantiles_of_pieces_are_those_of_the_whole(pieces: list[list[int]]) -> None:
    whole = [n for piece in pieces for n in piece]
    arrays = [np.array(piece, np.int32) for piece in pieces]
    for sorted_up_to in (0, module.SORTED_UP_TO):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "SORTED_UP_TO", sorted_up_to)
            found = quantiles(arrays, SHARES)
        expected: Any = np.quantile(whole, SHARES).tolist() if whole else None
        assert found == (pytest.approx(expected) if whole else None)


def test_a_million_numbers_have_the_quantiles_of_numpy() -> None:
    values = np.random.default_rng(3).lognormal(9, 2, 300_000).astype(np.int32)
    assert quantiles([values[:7], values[7:]], SHARES) == pytest.approx(np.quantile(values, SHARES))


@given(st.lists(st.integers(0, 20), max_size=30), st.integers(0, 21))
def test_quantiles_of_counted_numbers_are_those_of_the_numbers(whole: list[int], cap: int) -> None:
    counts = np.bincount([n for n in whole if n < cap], minlength=cap)
    further = [np.array([n for n in whole if n >= cap], np.int64)]
    expected = pytest.approx(np.quantile(whole, SHARES).tolist()) if whole else None
    assert quantiles_of_counts(counts, further, SHARES) == expected
