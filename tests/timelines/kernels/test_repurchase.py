"""The kernels of repurchase against SQL on random logs, and against counting by hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.timelines.kernels.repurchase import Again, Buyers, Habits, bought_again, habits
from tests.timelines.kernels.order_logs import DAY, Order, database, orders, random_orders, store_of

WINDOWS = (0, 7, 30)


def by_hand(rows: list[Order], buyers: Buyers) -> tuple[Again, dict[int, tuple[int, ...]]]:
    width = buyers.longest + 1
    ages, second, waiting, gaps = (np.zeros((1, width), int) for _ in range(4))
    within, count = np.zeros((1, len(buyers.windows)), int), np.zeros(1, int)
    known: dict[int, tuple[int, ...]] = {}
    moments = np.zeros((1, 6), int)
    for person in {r.person for r in rows}:
        days = sorted(
            r.at // DAY
            for r in rows
            if r.person == person
            and r.at // DAY <= buyers.until
            and not 0 < r.order_fen <= r.refund_fen
            and not (r.refund_fen > 0 and r.order_fen == 0)
        )
        if not days or not buyers.from_day <= days[0] <= buyers.to_day:
            continue
        count += len(days)
        age = buyers.until - days[0]
        ages[0, age] += 1
        for a, b in pairwise(days):
            gaps[0, b - a] += 1
        if len(days) == 1:
            waiting[0, age] += 1
        else:
            x, y = days[-1] - days[0], len(days) - 1
            moments += [1, x, y, x * x, x * y, y * y]
            second[0, days[1] - days[0]] += 1
            for n, w in enumerate(buyers.windows):
                within[0, n] += age >= w >= days[1] - days[0]
        bought = sorted(set(days))
        if len(bought) > 1:
            known[person] = (len(bought), bought[0], bought[-2] if len(bought) > 2 else bought[0], bought[-1])  # fmt: skip
    return Again(ages, second, waiting, within, gaps, count, moments), known


def as_rows(found: Habits) -> dict[int, tuple[int, ...]]:
    parts = (found.person_id, found.purchases, found.first, found.before, found.last)
    return {row[0]: row[1:] for row in zip(*(p.tolist() for p in parts), strict=True)}


@settings(max_examples=80)
@given(orders(days=50), st.integers(0, 20), st.integers(20, 50), st.sets(st.integers(1, 4)))
def test_the_kernels_find_what_counting_by_hand_finds(
    rows: list[Order], from_day: int, until: int, replaced: set[int]
) -> None:
    buyers = Buyers(from_day, until - 3, until, WINDOWS)
    store = store_of(rows, replaced=sorted(replaced))
    expected, known = by_hand(rows, buyers)
    found = bought_again(store, buyers)
    for name in ("ages", "second", "waiting", "within", "gaps", "orders", "moments"):
        assert np.array_equal(getattr(found, name), getattr(expected, name)), name
    assert as_rows(habits(store, buyers)) == known


SQL = """
WITH kept AS (SELECT person, day, row_number() OVER (PARTITION BY person ORDER BY "at") AS n,
  lag(day) OVER (PARTITION BY person ORDER BY "at") AS before FROM orders
  WHERE NOT (refund_fen > 0 AND refund_fen >= order_fen) AND day <= 80)
SELECT {what} FROM kept a LEFT JOIN kept b ON a.person = b.person AND b.n = 2 WHERE a.n = 1
"""


@pytest.mark.parametrize("window", WINDOWS)
def test_sql_finds_the_same_rate(window: int) -> None:
    rows = random_orders(400, 2_500, 90)
    found = bought_again(store_of(rows), Buyers(0, 80, 80, WINDOWS))
    old = f"80 - a.day >= {window}"
    what = f"count(*) FILTER ({old}), count(*) FILTER ({old} AND b.day - a.day <= {window})"
    expected = database(orders=rows).execute(SQL.format(what=what)).fetchone()
    assert expected is not None and expected[0] > 20
    assert (found.old_enough(window)[0], found.within[0, WINDOWS.index(window)]) == expected


def test_sql_finds_the_same_gaps() -> None:
    rows = random_orders(400, 2_500, 90)
    found = bought_again(store_of(rows), Buyers(0, 80, 80))
    query = SQL.split("SELECT {what}", maxsplit=1)[0] + "SELECT day - before, count(*) FROM kept WHERE n > 1 GROUP BY ALL"  # fmt: skip
    expected = np.zeros(81, int)
    for gap, count in database(orders=rows).execute(query).fetchall():
        expected[gap] = count
    assert np.array_equal(found.gaps[0], expected) and expected.sum() > 500


def test_everybody_either_bought_again_or_still_waits() -> None:
    rows = random_orders(300, 1_000, 60)
    found = bought_again(store_of(rows), Buyers(0, 59, 59))
    assert found.ages.sum() == found.second.sum() + found.waiting.sum()
    assert found.gaps.sum() == found.orders.sum() - found.ages.sum()


def test_groups_add_up() -> None:
    rows = random_orders(30, 300, 60)
    store = store_of(rows, people=30, channels=[n % 3 for n in range(30)])
    whole = bought_again(store, Buyers(0, 50, 59, WINDOWS))
    codes = store.attributes["first_channel"]
    split = bought_again(store, Buyers(0, 50, 59, WINDOWS, codes, 3))
    assert np.array_equal(split.within.sum(axis=0), whole.within[0])
    assert np.array_equal(split.gaps.sum(axis=0), whole.gaps[0])


def test_a_refund_in_full_is_no_order_and_one_in_part_is() -> None:
    rows = [Order(1, 0, 100, 100), Order(1, 2 * DAY, 100, 50), Order(1, 5 * DAY, 100, 99), Order(2, 0, 0, 0), Order(2, 0, 0, 0)]  # fmt: skip
    found = bought_again(store_of(rows), Buyers(0, 9, 9, (3,)))
    assert found.second[0].tolist() == [1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    assert (found.orders[0], found.within[0, 0]) == (4, 2)


def test_nobody_is_found_in_an_empty_store() -> None:
    buyers = Buyers(0, 3, 3, WINDOWS)
    assert bought_again(store_of([]), buyers).ages.sum() == 0
    assert as_rows(habits(store_of([]), buyers)) == {}
