from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.stats.intervals import ratio, student, wilson
from lianyi.stats.moments import mean_of_sums, ratio_of_sums, share_of_sums

pairs = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 60)), min_size=2, max_size=30)


def sums(x: Any, n: Any) -> dict[str, Any]:
    return {"x": x.sum(), "n": n.sum(), "xx": (x * x).sum(), "xn": (x * n).sum(), "nn": (n * n).sum(), "people": len(x)}  # fmt: skip


@given(pairs)
def test_sums_give_the_interval_that_the_people_themselves_give(
    people: list[tuple[int, int]],
) -> None:
    x, n = (np.array(column, float) for column in zip(*people, strict=True))
    assert ratio_of_sums(**sums(x, n)) == pytest.approx(ratio(x, n), abs=1e-6)
    assert mean_of_sums(x.sum(), (x * x).sum(), len(x)) == pytest.approx(student(x), abs=1e-6)


def test_a_share_stays_a_share() -> None:
    x, n = np.array([0.0, 1, 4]), np.array([1.0, 1, 4])
    (low, high), method = share_of_sums(**sums(x, n))
    assert 0 < low < 5 / 6 < high == 1 and method == "delta"


def test_where_people_do_not_differ_they_are_the_trials() -> None:
    nobody = sums(np.zeros(4), np.full(4, 7.0))
    assert share_of_sums(**nobody) == (wilson(0, 4), "wilson")
    everybody = sums(np.full(4, 7.0), np.full(4, 7.0))
    assert share_of_sums(**everybody) == (wilson(4, 4), "wilson")


def test_one_person_says_nothing() -> None:
    one = sums(np.array([2.0]), np.array([3.0]))
    assert ratio_of_sums(**one) == (-np.inf, np.inf) == mean_of_sums(2, 4, 1)
    assert share_of_sums(**one)[0] == wilson(1, 1)
