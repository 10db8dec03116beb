"""Activity against SQL on random logs, and against sets of days on small ones."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.timelines.active import ACTIVE, KEPT, LOST, NEW, RETURNED, WINDOWS, Question, ask
from lianyi.timelines.grouping import Grouping
from tests.timelines.kernels.event_logs import (
    CHANNELS,
    CITIES,
    DAY,
    NAMES,
    Event,
    city_of,
    database,
    logs,
    random_log,
    store_of,
)

BY_CHANNEL = Grouping(len(CHANNELS), column="channel")
# So many groups that only those touched are looked at; nobody is in the further ones.
MANY = Grouping(100, column="channel")

ROLLING = """
SELECT d, {key} AS key, count(DISTINCT person) FROM range({start}, {until}) t(d)
JOIN (SELECT DISTINCT person, {key}, sec // 86400 AS day FROM log WHERE {events}) l ON l.day <= t.d AND l.day > t.d - {window}
GROUP BY ALL
"""
# Periods of `length` days from `first` on; period 0 is the one before those asked for.
FLOW = """
WITH seen AS (SELECT DISTINCT person, {key} AS key, CAST(floor((sec // 86400 - {first}) / {length}) AS INT) AS period FROM log WHERE {events} AND sec // 86400 < {until}),
told AS (SELECT *, lag(period) OVER w AS before, lead(period) OVER w AS next FROM seen WINDOW w AS (PARTITION BY person, key ORDER BY period))
SELECT period, key, count(*), count(*) FILTER (before IS NULL), count(*) FILTER (before = period - 1), count(*) FILTER (before < period - 1),
  count(*) FILTER (next IS NULL OR next > period + 1) FROM told GROUP BY ALL
"""


def question(days: tuple[int, int], length: int, **more: Any) -> Question:
    """Days asked for, in periods of `length` days; the period before them is numbered 0."""
    start, until = days
    first = start - length
    number = np.arange(until - first) // length
    return Question(start, until, first, number, int(number[-1]) + 1, **more)


def compare(people: int, rows: int) -> None:
    """Compare all numbers with SQL; raises AssertionError where one differs."""
    log = random_log(people, rows, days=200, seed=4)
    con, store = database(log), store_of(log, replaced=(1, 7))
    # Days that fit into one word, and days that take several; all events, and one of them.
    for days, length, codes in (
        ((30, 58), 7, (1, 2, 3, 4, 5)),
        ((10, 50), 4, (3,)),
        ((50, 195), 30, (1, 2, 3, 4, 5)),
    ):
        events = [{"event": np.isin(np.arange(len(NAMES)), codes)}] if len(codes) < 5 else []
        named = "event IN (" + ", ".join(f"'{NAMES[c]}'" for c in codes) + ")"
        groupings = {
            "''": (Grouping(), ("",)),
            "channel": (BY_CHANNEL, CHANNELS),
            "(channel)": (MANY, CHANNELS),
            "city": (Grouping(3, person=store.attributes["city"]), CITIES),
        }
        for key, (grouping, names) in groupings.items():
            asked = question(days, length, events=events, grouping=grouping)
            answer = ask(store, asked)
            for m, window in enumerate(WINDOWS):
                sql = ROLLING.format(key=key, events=named, start=days[0], until=days[1], window=window)  # fmt: skip
                expected = np.zeros_like(answer.days[: len(names), m])
                for d, name, n in con.execute(sql).fetchall():
                    expected[names.index(name), d - days[0]] = n
                assert (answer.days[: len(names), m] == expected).all(), (key, window)
            sql = FLOW.format(key=key, events=named, first=asked.first_day, length=length, until=days[1])  # fmt: skip
            flow = np.zeros((len(names), asked.periods + 1, 5), np.int64)
            for period, name, active, new, kept, returned, leaving in con.execute(sql).fetchall():
                if period >= 0:
                    cell = flow[names.index(name), period]
                    cell[[ACTIVE, NEW, KEPT, RETURNED]] = active, new, kept, returned
                    flow[names.index(name), period + 1, LOST] = leaving
            # Who came back after the period before the first one asked for "returned": SQL sees that one as numbered.
            assert (answer.flow[: len(names), 1:] == flow[:, 1:-1]).all(), key
            assert not answer.flow[len(names) :].any() and not answer.days[len(names) :].any()
    con.close()


def test_activity_equals_sql_on_a_random_log() -> None:
    compare(200, 3_000)


@pytest.mark.full
def test_activity_equals_sql_with_every_index_checked() -> None:
    code = "from tests.timelines.kernels.test_activity import compare; compare(1_500, 40_000)"
    env = {**os.environ, "LIANYI_BOUNDS": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)


@given(logs(people=4, seconds=20, size=20), st.integers(1, 5), st.integers(2, 10))
def test_days_windows_and_flow_are_those_of_sets(
    rows: list[Event], length: int, start: int
) -> None:
    rows = [Event(r.person, r.at * DAY, r.event, r.channel) for r in rows]  # a second becomes a day
    until = 18
    answer = ask(store_of(rows, people=4), question((start, until), length))
    active: dict[int, set[int]] = defaultdict(set)
    for r in rows:
        active[r.person].add(r.at // DAY)
    for m, window in enumerate(WINDOWS):
        for d in range(start, until):
            within = sum(any(d - window < x <= d for x in days) for days in active.values())
            assert answer.days[0, m, d - start] == within
    first = start - length
    periods = {p: {(d - first) // length for d in days if d < until} for p, days in active.items()}
    for n in range(1, answer.flow.shape[1]):
        now = {p for p, own in periods.items() if n in own}
        before = {p for p, own in periods.items() if n - 1 in own}
        known = {p for p, own in periods.items() if any(x < n for x in own)}
        assert answer.flow[0, n].tolist() == [
            len(now), len(now - known), len(now & before), len((now & known) - before), len(before - now),
        ]  # fmt: skip
        found = answer.flow[0, n]
        assert found[NEW] + found[KEPT] + found[RETURNED] == found[ACTIVE]
        assert found[ACTIVE] == answer.flow[0, n - 1, ACTIVE] + found[NEW] + found[RETURNED] - found[LOST]  # fmt: skip
    month = [sum(until - 30 <= d < until for d in days) for days in active.values()]
    assert answer.spread[0, 1:].tolist() == np.bincount(month, minlength=31)[1:].tolist()


def test_dead_rows_and_other_people_do_not_count() -> None:
    rows = [Event(p, p * DAY, 1) for p in range(1, 7)]
    asked = question((0, 10), 5, grouping=Grouping(3))
    store = store_of(rows, replaced=(1, 2))
    cities = Grouping(3, person=store.attributes["city"])
    assert ask(store, question((0, 10), 5)).days[0, 0].sum() == 6
    by_city = ask(store, question((0, 10), 5, grouping=cities)).days[:, 0].sum(axis=1)
    assert by_city.tolist() == [sum(city_of(p) == c for p in range(1, 7)) for c in range(3)]
    only = [np.isin(s.person_ids, [3, 4]) for s in store.segments]
    assert ask(store, asked, only).days[0, 0].sum() == 2
    assert ask(store_of([]), asked).flow.sum() == 0
