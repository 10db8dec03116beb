"""Many words at once, against the obvious way."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from lianyi.language.words import Words

FEW = st.text("好看不", min_size=1, max_size=4)


@given(st.lists(FEW, min_size=1, max_size=6), st.text("好看不，", max_size=20))
def test_words_are_found_as_an_alternation_would(words: list[str], text: str) -> None:
    pattern = "|".join(sorted(map(re.escape, set(words)), key=len, reverse=True))
    assert Words(words).find(text) == [(m.start(), m.group()) for m in re.finditer(pattern, text)]
