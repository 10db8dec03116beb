"""The kernels of RFM against sorting, and against SQL on random logs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.timelines.kernels import rfm
from lianyi.timelines.kernels.rfm import (
    EVER,
    MEASURES,
    SINGLE,
    Gathered,
    Rules,
    gather,
    magnitude,
    nth,
    place,
)
from lianyi.timelines.store import Array
from tests.timelines.kernels.order_logs import DAY, Order, database, orders, random_orders, store_of

RULES = Rules((30, 35, 40, 45), (2, 3, 4, 5), (100, 200, 300, 400), high=(40, 3, 250))


def as_rows(found: Gathered, segments: list[Array]) -> dict[int, tuple[int, ...]]:
    rows: dict[int, tuple[int, ...]] = {}
    for part in found.parts:
        ids = segments[part.segment][part.who].tolist()
        values = zip(part.last_day.tolist(), part.orders.tolist(), part.net_fen.tolist(), strict=True)  # fmt: skip
        rows |= dict(zip(ids, values, strict=True))
    return rows


def by_hand(rows: list[Order], low: int, until: int, *, drop: bool) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[Order]] = {}
    for row in sorted(rows, key=lambda r: r.at):
        gone = drop and row.refund_fen > 0 and row.refund_fen >= row.order_fen
        if low <= row.at // DAY <= until and not gone:
            found.setdefault(row.person, []).append(row)
    return {
        p: (mine[-1].at // DAY, len(mine), sum(o.order_fen - o.refund_fen for o in mine))
        for p, mine in found.items()
    }


@settings(max_examples=60)
@given(orders(), st.integers(0, 40), st.integers(30, 80), st.booleans(), st.sets(st.integers(1, 4)))
def test_everybody_is_gathered_as_counting_by_hand_does(
    rows: list[Order], low: int, until: int, drop: bool, replaced: set[int]
) -> None:
    store = store_of(rows, replaced=sorted(replaced))
    found = gather(store, low, until, drop_refunded=drop)
    expected = by_hand(rows, low, until, drop=drop)
    assert as_rows(found, [s.person_ids for s in store.segments]) == expected
    assert found.people() == len(expected) == found.orders.sum() == found.magnitudes.sum()
    for number, measure in enumerate(MEASURES):
        for least in (1, 2):
            values = sorted(v[number] for v in expected.values() if v[1] >= least)
            places = range(1, len(values) + 1)
            assert not values or nth(found, measure, places, least) == values
            assert found.total(measure, least) == sum(values)
            assert found.people(least) == len(values)


@given(st.lists(st.integers(-1_000, 2**62), min_size=2, max_size=40))
def test_a_greater_amount_is_never_of_less_magnitude(values: list[int]) -> None:
    found = [int(magnitude(v)) for v in sorted(values)]
    assert found == sorted(found) and found[0] >= 0 and found[-1] < rfm._BUCKETS


@pytest.mark.parametrize("value", [1, 2, 255, 256, 511, 512, 1_023, 1_024, 10**17])
def test_an_amount_shares_its_step_only_with_amounts_close_by(value: int) -> None:
    mine = magnitude(value)
    assert magnitude(value - max(value // 256, 1)) < mine < magnitude(value + max(value // 128, 1))


def test_who_orders_more_often_than_is_counted_is_found_too() -> None:
    rows = [Order(p, k, 1) for p, n in ((1, 3), (2, 1_030), (3, 1_040)) for k in range(n)]
    assert nth(gather(store_of(rows), EVER, 9), "orders", (1, 2, 3)) == [3, 1_030, 1_040]


SQL = """
WITH people AS (SELECT person, max(day) AS last, count(*) AS f, sum(order_fen - refund_fen) AS m
  FROM orders WHERE day BETWEEN 20 AND 50 GROUP BY person)
"""
SCORE = "list_sum(list_transform([{cuts}], c -> ({value} >= c)::INT))"


def test_sql_finds_the_same_cut_offs() -> None:
    rows = random_orders(700, 3_000, 70)
    found = gather(store_of(rows), 20, 50)
    shares = "[0.2, 0.4, 0.6, 0.8]"
    query = SQL + f"SELECT quantile_disc(last, {shares}), quantile_disc(f, {shares}), quantile_disc(m, {shares}) FROM people"  # fmt: skip
    expected = database(orders=rows).execute(query).fetchone()
    places = [-(-k * found.people() // 5) for k in (1, 2, 3, 4)]
    assert expected is not None and found.people() > 150
    assert [nth(found, m, places) for m in MEASURES] == [list(map(int, e)) for e in expected]


def test_sql_puts_everybody_into_the_same_cell() -> None:
    rows = random_orders(700, 3_000, 70)
    found = place(gather(store_of(rows), 20, 50), RULES)
    bounds = zip(("last", "f", "m"), (RULES.last_day, RULES.orders, RULES.net_fen), strict=True)
    scores = ", ".join(SCORE.format(cuts=", ".join(map(str, b)), value=v) for v, b in bounds)
    group = "CASE WHEN f = 1 THEN 8 ELSE 4 * (last >= 40)::INT + 2 * (f >= 3)::INT + (m >= 250)::INT END"
    query = SQL + f"SELECT (f > 1)::INT, {scores}, {group}, count(*), sum(f), sum(m) FROM people GROUP BY ALL"  # fmt: skip
    cells, groups = np.zeros_like(found.cells), np.zeros_like(found.groups)
    for often, r, f, m, code, *sums in database(orders=rows).execute(query).fetchall():
        cells[often, r, f, m] += [int(s) for s in sums]
        groups[code] += [int(s) for s in sums]
    assert np.array_equal(found.cells, cells) and np.array_equal(found.groups, groups)
    assert (groups[:, 0] > 0).sum() >= 6


def test_groups_by_score_follow_the_scores() -> None:
    found = gather(store_of(random_orders(200, 900, 60)), EVER, 59)
    by_score = Rules(*(RULES.last_day, RULES.orders, RULES.net_fen), (4, 3, 2), high_by_score=True, single_apart=False)  # fmt: skip
    placed = place(found, by_score, codes=True)
    every = placed.cells.sum(axis=0)
    assert placed.groups[7, 0] == every[3:, 2:, 1:, 0].sum() > 0
    assert placed.groups[SINGLE].sum() == 0 and placed.groups[:, 0].sum() == found.people()
    codes = np.concatenate([code for _, _, code in placed.codes])
    assert np.array_equal(np.bincount(codes, minlength=9), placed.groups[:, 0])


def test_an_empty_store_has_nobody_anywhere() -> None:
    found = gather(store_of([]), EVER, 10)
    assert found.people() == 0 and place(found, RULES).cells.sum() == 0
    assert gather(store_of([Order(1, 90 * DAY, 5)]), EVER, 10).people() == 0
