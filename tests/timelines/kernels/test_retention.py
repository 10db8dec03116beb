"""The kernels of retention against SQL on random logs, and against counting by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.timelines.kernels import retention
from lianyi.timelines.kernels.retention import (
    ANY,
    NOWHERE,
    Facts,
    Question,
    Returned,
    Steps,
    count_returned,
)
from tests.timelines.kernels.order_logs import (
    DAY,
    Event,
    Order,
    Row,
    database,
    events,
    orders,
    random_events,
    random_orders,
    store_of,
)

ORDERS, EVENTS, PAY = Facts("orders"), Facts("events"), Facts("events", 3)
UNTIL = 60
WEEKS = np.arange(80, dtype=np.int32) // 7
BRACKETS = np.array([0, 1, 2, 2, 3, 3, 3, 3, 4], np.int32)
DAYS = Steps(np.arange(31, dtype=np.int32), elapsed=True)
WAYS = {
    "days": DAYS,
    "weeks": Steps(WEEKS),
    "brackets": Steps(BRACKETS, elapsed=True),
    "rolling": Steps(np.zeros(1, np.int32), seconds=DAY),
}


def question(first: Facts, back: Facts, way: str, **more: Any) -> Question:
    """Cohorts by day 5 to 49, in rows of nine days."""
    cohort = np.where(np.arange(80) < 50, np.arange(80) // 9, NOWHERE).astype(np.int32)
    cohort[:5] = NOWHERE
    return Question(first, back, cohort, 0, UNTIL, WAYS[way], 6, **more)


def number(way: str, at: int, first: int) -> int:
    days, begun = at // DAY, first // DAY
    if way == "rolling":
        return (at - first) // DAY
    if way == "weeks":
        return days // 7 - begun // 7
    if way == "days":
        return days - begun
    return int(BRACKETS[min(days - begun, len(BRACKETS) - 1)])


def of_kind(rows: list[Row], facts: Facts) -> list[Row]:
    kind = Order if facts.stream == "orders" else Event
    return [
        r
        for r in rows
        if isinstance(r, kind) and (facts.event == ANY or getattr(r, "event", ANY) == facts.event)
    ]


def by_hand(rows: list[Row], asked: Question, way: str) -> Returned:
    shape = (asked.rows, asked.periods + 1)
    size, people = np.zeros(shape[0], int), np.zeros(shape, int)
    last, fen = np.zeros(shape, int), np.zeros((shape[0], shape[1] + 1), int)
    for person in {r.person for r in rows}:
        firsts = [r.at for r in of_kind(rows, asked.first) if r.person == person]
        first = min(firsts, default=10**9)
        if first // DAY > UNTIL or asked.cohort[first // DAY] == NOWHERE:
            continue
        row = asked.cohort[first // DAY]
        size[row] += 1
        mine = [r for r in rows if r.person == person and r.at // DAY <= UNTIL]
        back = {
            min(number(way, r.at, first), asked.periods)
            for r in of_kind(mine, asked.back)
            if r.at >= first
        }
        people[row, list(back)] += 1
        if back:
            last[row, max(back)] += 1
        for r in of_kind(mine, ORDERS):
            assert isinstance(r, Order)
            begun = (
                first // DAY * DAY
                if way == "days" and asked.first == asked.back == EVENTS
                else first
            )
            place = min(number(way, r.at, first), asked.periods) if r.at >= begun else -1
            fen[row, place] += r.order_fen
    return Returned(size, people, last, fen)


def same(found: Returned, expected: Returned) -> bool:
    return all(
        np.array_equal(getattr(found, n), getattr(expected, n))
        for n in ("size", "people", "last", "fen")
    )


@settings(max_examples=60)
@given(orders(), events(), st.sampled_from(sorted(WAYS)), st.sampled_from([ORDERS, EVENTS, PAY]), st.sampled_from([ORDERS, EVENTS, PAY]), st.sets(st.integers(1, 4)))  # fmt: skip
def test_the_kernel_counts_what_counting_by_hand_finds(
    bought: list[Order], did: list[Event], way: str, first: Facts, back: Facts, replaced: set[int]
) -> None:
    rows: list[Row] = [*bought, *did]
    asked = question(first, back, way)
    found = count_returned(store_of(rows, replaced=sorted(replaced)), asked)
    assert same(found, by_hand(rows, asked, way))


@settings(max_examples=30)
@given(events(people=3, days=65), st.sampled_from([EVENTS, PAY]))
def test_bits_and_steps_find_the_same(did: list[Event], facts: Facts) -> None:
    store = store_of(did)
    asked = question(facts, facts, "days")
    slowly = replace(asked, steps=Steps(np.append(DAYS.table, 99).astype(np.int32), elapsed=True))
    assert same(count_returned(store, asked), count_returned(store, slowly))


@pytest.mark.parametrize("periods", [1, 31, 62])
def test_no_day_falls_off_the_word(periods: int) -> None:
    at = [d * DAY for d in (0, 1, 30, 31, 61, 62, 63, 64, 79)]
    table = np.arange(70, dtype=np.int32)
    asked = Question(EVENTS, EVENTS, np.zeros(80, np.int32), 0, 79, Steps(table, elapsed=True), periods)  # fmt: skip
    found = count_returned(store_of([Event(1, a) for a in at]), asked)
    seen = {min(a // DAY, periods) for a in at}
    assert np.flatnonzero(found.people[0]).tolist() == sorted(seen) and found.people.max() == 1
    assert found.last[0].tolist() == [0] * periods + [1]


def test_many_rows_are_counted_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_of(random_events(200, 3_000, 70))
    few = count_returned(store, question(EVENTS, EVENTS, "days"))
    monkeypatch.setattr(retention, "MOST_OCTETS", 0)
    assert same(count_returned(store, question(EVENTS, EVENTS, "days")), few)


SQL = """
WITH firsts AS (SELECT person, min("at") AS first FROM {first} GROUP BY person),
cohorts AS (SELECT person, first, first // 86400 // 9 AS row FROM firsts WHERE first // 86400 BETWEEN 5 AND 49),
rows AS (
  SELECT c.person, c.row, least({number}, 6) AS n FROM cohorts c
  JOIN {back} b ON b.person = c.person AND b."at" >= c.first AND b.day <= 60
)
SELECT row, n, count(DISTINCT person) FROM rows GROUP BY row, n
"""
NUMBERS = {
    "days": "b.day - c.first // 86400",
    "weeks": "b.day // 7 - c.first // 86400 // 7",
    "rolling": '(b."at" - c.first) // 86400',
}


@pytest.mark.parametrize("way", sorted(NUMBERS))
@pytest.mark.parametrize(("first", "back"), [(EVENTS, EVENTS), (ORDERS, ORDERS), (PAY, ORDERS)])
def test_sql_finds_the_same_people(way: str, first: Facts, back: Facts) -> None:
    bought, did = random_orders(300, 3_000, 75), random_events(300, 6_000, 75)
    found = count_returned(store_of([*bought, *did]), question(first, back, way))
    con = database(orders=bought, events=did)
    view = {ORDERS: "orders", EVENTS: "events", PAY: "(SELECT * FROM events WHERE event = 3)"}
    query = SQL.format(first=view[first], back=view[back], number=NUMBERS[way])
    expected = np.zeros_like(found.people)
    for row, n, people in con.execute(query).fetchall():
        expected[row, n] = people
    assert np.array_equal(found.people, expected) and expected.sum() > 100


def test_money_by_period_adds_up_to_what_was_paid() -> None:
    bought = random_orders(200, 2_000, 60)
    every = Question(ORDERS, ORDERS, np.zeros(80, np.int32), 0, UNTIL, Steps(WEEKS), 5)
    found = count_returned(store_of(bought), every)
    assert found.fen.sum() == sum(o.order_fen for o in bought)
    assert found.fen[:, -1].sum() == 0 and found.size.sum() == len({o.person for o in bought})


def test_groups_add_up_to_all_and_a_segment_is_a_part() -> None:
    did = random_events(40, 600, 60)
    channels = [n % 3 for n in range(40)]
    store = store_of(did, people=40, channels=channels)
    whole = count_returned(store, question(EVENTS, PAY, "weeks"))
    asked = question(EVENTS, PAY, "weeks", group=store.attributes["first_channel"], groups=3)
    split = count_returned(store, asked)
    for name in ("size", "people", "last", "fen"):
        parts = getattr(split, name)
        summed = parts.reshape(-1, 3, *parts.shape[1:]).sum(axis=1)
        assert np.array_equal(summed, getattr(whole, name)), name
    only = [codes == 2 for codes in store.attributes["first_channel"]]
    some = count_returned(store, question(EVENTS, PAY, "weeks"), only=only)
    assert np.array_equal(some.people, split.people[2::3])


def test_people_of_a_period_or_later_never_grow() -> None:
    found = count_returned(
        store_of(random_events(100, 3_000, 70)), question(EVENTS, EVENTS, "days")
    )
    for earlier, later in pairwise(found.or_later.T):
        assert (later <= earlier).all()
    assert np.array_equal(found.or_later[:, 0], found.size)
    assert (found.or_later >= found.people).all()


def test_a_store_without_people_or_cohorts_counts_nobody() -> None:
    assert count_returned(store_of([]), question(EVENTS, EVENTS, "days")).people.sum() == 0
    nobody = Question(EVENTS, EVENTS, np.full(9, NOWHERE, np.int32), 0, 9, DAYS, 3)
    assert count_returned(store_of([Event(1, 5)]), nobody).people.shape == (0, 4)
