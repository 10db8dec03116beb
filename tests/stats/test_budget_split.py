from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.stats.budget_split import split
from lianyi.stats.collinear import correlations, explained, inflation

Array = npt.NDArray[Any]


def _sales(spend: Array, ceiling: Array, half: Array) -> float:
    return float((ceiling * spend / (spend + half)).sum())


@given(
    st.lists(st.tuples(st.floats(1, 100), st.floats(1, 50), st.floats(0, 20), st.floats(0, 80)), min_size=2, max_size=4),
    st.floats(0, 1),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_no_move_between_two_channels_brings_more(parts: list[tuple[float, ...]], share: float) -> None:  # fmt: skip
    ceiling, half, low, room = (np.array(column) for column in zip(*parts, strict=True))
    high = low + room
    budget = float(low.sum() + share * room.sum())
    wanted = lambda price: np.sqrt(ceiling * half / price) - half  # noqa: E731 - one line says it
    found = split(wanted, low, high, budget, float((ceiling / half).max()))
    assert found.sum() == pytest.approx(budget, abs=1e-6)
    assert ((found >= low - 1e-9) & (found <= high + 1e-9)).all()
    best = _sales(found, ceiling, half)
    for a in range(len(low)):
        for b in range(len(low)):
            step = min(0.1, found[a] - low[a], high[b] - found[b])
            if a != b and step > 0:
                moved = found.copy()
                moved[a] -= step
                moved[b] += step
                assert _sales(moved, ceiling, half) <= best + 1e-7


def test_it_is_what_a_general_optimiser_finds() -> None:
    from scipy.optimize import minimize

    ceiling, half = np.array([90.0, 60.0, 40.0]), np.array([40.0, 30.0, 5.0])
    low, high = np.zeros(3), np.array([100.0, 100.0, 20.0])
    wanted = lambda price: np.sqrt(ceiling * half / price) - half  # noqa: E731 - one line says it
    found = split(wanted, low, high, 100.0, 1e3)
    other = minimize(
        lambda s: -_sales(s, ceiling, half), np.full(3, 33.0), method="SLSQP", bounds=list(zip(low, high, strict=True)),
        constraints={"type": "eq", "fun": lambda s: s.sum() - 100}, options={"ftol": 1e-12},
    )  # fmt: skip
    assert found == pytest.approx(other.x, abs=1e-3)


def test_what_has_no_room_is_left_alone() -> None:
    fixed = np.array([3.0, 4.0])
    assert split(lambda p: np.full(2, 1 / p), fixed, fixed, 7.0, 10.0).tolist() == [3.0, 4.0]


def test_a_column_that_others_make_up_is_inflated_beyond_bounds() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.normal(size=(2, 50))
    found = inflation(np.stack([a, b, a + b]))
    assert np.isinf(found).all()
    assert inflation(np.stack([a, b])).max() < 1.2


def test_inflation_of_two_is_one_over_what_their_correlation_leaves() -> None:
    a, b = np.array([1.0, 0, 0, 1]), np.array([1.0, 1, 0, 0])
    tied = correlations(np.stack([a, b]))[0, 1]
    assert tied == pytest.approx(0.5)
    assert inflation(np.stack([a, b])) == pytest.approx([1 / (1 - 0.25)] * 2)


def test_a_constant_column_is_explained_by_the_level() -> None:
    basis = np.full((4, 1), 0.5)
    told = explained(np.array([[2.0, 2, 2, 2], [1, -1, 1, -1]]), basis)
    assert told.tolist() == [1.0, 0.0]
