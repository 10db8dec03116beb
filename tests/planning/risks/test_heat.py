"""A state fires at once, comes down slowly, and knows no tomorrow."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lianyi.planning.risks.heat import Settling, spells, states

heats = st.lists(st.integers(-1, 2), min_size=1, max_size=40)
settlings = st.builds(Settling, st.integers(1, 5), st.integers(1, 5))


@given(heats, settlings, st.data())
def test_a_day_is_told_from_the_days_up_to_it(heat: list[int], settling: Settling, data: st.DataObject) -> None:  # fmt: skip
    cut = data.draw(st.integers(1, len(heat)))
    days = np.array(heat, dtype=np.int8)
    assert states(days, settling)[:cut] == states(days[:cut], settling)


@given(heats, settlings)
def test_an_alarming_day_is_fired_and_an_unknown_one_changes_nothing(heat: list[int], settling: Settling) -> None:  # fmt: skip
    found = states(np.array(heat, dtype=np.int8), settling)
    for n, warmth in enumerate(heat):
        if warmth == 2:
            assert found[n] == "fired"
        if warmth == -1:
            assert found[n] == (found[n - 1] if n else "unknown")


def test_a_value_at_its_limit_rings_once() -> None:
    wavering = np.array([0, 2, 0, 2, 0, 2, 0, 0, 0, 0, 0, 0], dtype=np.int8)
    found = states(wavering, Settling(release_days=2, quiet_days=3))
    assert [s.state for s in spells(found)] == ["quiet", "fired", "watch", "quiet"]
    assert [(s.first, s.last) for s in spells(found)] == [(0, 0), (1, 6), (7, 9), (10, 11)]
