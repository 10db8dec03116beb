"""Dictionaries read from bytes find every text that is there and none that only looks so."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.timelines.building.lookup import Lookup, spread
from lianyi.timelines.dictionary import Dictionary, packed

TEXTS = st.lists(st.text(alphabet="ab\x00浏览", min_size=1, max_size=5), unique=True, max_size=12)


@given(TEXTS, st.data())
def test_a_dictionary_is_the_list_that_it_was_made_of(
    texts: list[str], data: st.DataObject
) -> None:
    present = [data.draw(st.booleans()) for _ in texts]
    words = Dictionary(*packed(["", *texts]), np.array([True, *present]))
    shown = ["", *(t if there else "" for t, there in zip(texts, present, strict=True))]
    assert list(words) == shown
    assert words[:] == shown
    assert words[-1] == shown[-1]
    for code, (text, there) in enumerate(zip(texts, present, strict=True), 1):
        assert words.value(code) == text
        assert words.code_of(text) == (code if there else None)
    other = data.draw(st.text(alphabet="ab\x00浏览", max_size=6))
    if other not in texts:
        assert words.code_of(other) is None


def test_a_code_that_nobody_has_is_no_index() -> None:
    words = Dictionary(*packed(["", "a"]), np.array([True, True]))
    with pytest.raises(IndexError):
        words[2]


@given(
    st.lists(st.integers(0, 2**64 - 1), unique=True, min_size=1, max_size=200), st.integers(0, 50)
)
def test_a_lookup_finds_the_place_of_every_key(keys: list[int], repeat: int) -> None:
    known = np.array(keys, np.uint64)
    asked = np.resize(known, len(keys) + repeat)
    assert Lookup(known, "u4")[asked].tolist() == [keys.index(k) for k in asked.tolist()]


def test_keys_that_share_a_slot_are_told_apart() -> None:
    keys = np.arange(100, dtype=np.uint64) * 7  # the upper bits of all are 0
    assert Lookup(keys, "u1")[keys].tolist() == list(range(100))


@given(st.lists(st.integers(-(2**63), 2**63 - 1), unique=True, max_size=50))
def test_spread_ids_stay_different(ids: list[int]) -> None:
    assert len(np.unique(spread(np.array(ids, np.int64)))) == len(ids)
