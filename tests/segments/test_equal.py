from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from lianyi.segments.masks import members
from lianyi.segments.sql import segment_sql
from lianyi.segments.tree import Node
from lianyi.timelines.store import Store
from tests.segments import brute
from tests.segments.logs import Log, Views, logs, store_of
from tests.segments.trees import day, trees


def by_mask(store: Store, node: Node, as_of: date, views: Views | None) -> list[int]:
    found = members(store, node, as_of, views)
    ids = [s.person_ids[m] for s, m in zip(store.segments, found, strict=True)]
    return sorted(int(i) for i in np.concatenate(ids))


def by_sql(views: Views, node: Node, as_of: date) -> list[int]:
    return sorted(row[0] for row in views.rows(segment_sql(node, as_of, views.columns)))


SEVERAL = st.lists(trees, min_size=4, max_size=8)


@settings(max_examples=10, phases=[Phase.generate])
@given(logs(), SEVERAL, day)
def test_sql_masks_and_a_walk_over_all_rows_find_the_same_people(
    log: Log, several: list[Node], as_of: date
) -> None:
    _find_the_same(log, several, as_of)


@pytest.mark.full
@settings(max_examples=60, phases=[Phase.generate])
@given(logs(), SEVERAL, day)
def test_they_do_on_many_more_logs(log: Log, several: list[Node], as_of: date) -> None:
    _find_the_same(log, several, as_of)


def _find_the_same(log: Log, several: list[Node], as_of: date) -> None:
    views, store = Views(log), store_of(log)
    for node in several:
        expected = sorted(brute.members(log, node, as_of))
        assert by_sql(views, node, as_of) == expected, node
        assert by_mask(store, node, as_of, views) == expected, node
