"""Sessions against SQL on random logs, and against a loop over few rows."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.timelines import visits
from lianyi.timelines.grouping import Grouping
from lianyi.timelines.visits import Question, ask
from tests.timelines.kernels.event_logs import (
    CHANNELS,
    DAY,
    NAMES,
    Event,
    city_of,
    database,
    horizon,
    logs,
    random_log,
    store_of,
)

VIEW, PAY = 1, 3
BY_CHANNEL = Grouping(len(CHANNELS), column="channel")

# A pause longer than the gap, or midnight, begins a session; a session has its first row's channel and day.
SQL = """
WITH cut AS (
  SELECT *, (lag(sec) OVER w IS NULL OR sec - lag(sec) OVER w > {gap} OR ({midnight} AND sec // 86400 <> lag(sec) OVER w // 86400))::INT AS begins
  FROM log WHERE {events} WINDOW w AS (PARTITION BY person ORDER BY pos)
), numbered AS (SELECT *, sum(begins) OVER (PARTITION BY person ORDER BY pos) AS n FROM cut
), sessions AS (
  SELECT person, n, arg_min(channel, pos) AS channel, min(sec) AS begun, max(sec) - min(sec) AS seconds, count(*) AS events,
    bool_or(event = 'pay') AS goal FROM numbered GROUP BY ALL
), own AS (
  SELECT person, {key} AS key, count(*) AS s, sum(events) AS e, sum(seconds) AS t, count(*) FILTER (events = 1) AS b,
    count(*) FILTER (goal) AS g FROM sessions WHERE begun >= {low} AND begun < {high} GROUP BY ALL
)
SELECT key, sum(s), sum(e), sum(t), sum(b), sum(g), count(*), sum(s * s), sum(e * e), sum(e * s), sum(t * t), sum(t * s),
  sum(b * b), sum(b * s), sum(g * g), sum(g * s) FROM own GROUP BY ALL
"""


def named(*codes: int) -> dict[str, Any]:
    return {"event": np.isin(np.arange(len(NAMES)), codes)}


def question(rows: list[Event], gap: int, days: tuple[int, int], **more: Any) -> Question:
    first, after = days
    return Question(
        gap, more.pop("midnight", False), first * DAY, after * DAY, horizon(rows),
        np.arange(after - first), first, after - first, **more,
    )  # fmt: skip


def compare(people: int, rows: int) -> None:
    """Compare all cells with SQL; raises AssertionError where one differs."""
    log = random_log(people, rows, days=30, seed=3)
    con, store = database(log), store_of(log, replaced=(1, 7))
    for gap, midnight, days, events in (
        (1_800, False, (0, 30), (1, 2, 3, 4, 5)),
        (4 * 3_600, True, (3, 20), (1, 2, 3, 4, 5)),
        (2 * DAY, False, (5, 9), (1, 3)),
    ):
        wanted = [named(*events)] if len(events) < 5 else []
        asked = question(log, gap, days, midnight=midnight, events=wanted, goal=[named(PAY)], grouping=BY_CHANNEL)  # fmt: skip
        answer = ask(store, asked)
        cells: dict[str, dict[Any, int]] = {"whole": {"": 0}, "channel": {c: 1 + n for n, c in enumerate(CHANNELS)},
                 "begun // 86400": {d: 1 + len(CHANNELS) + d - days[0] for d in range(*days)}}  # fmt: skip
        for key, places in cells.items():
            names = "(" + ", ".join(f"'{NAMES[c]}'" for c in events) + ")"
            sql = SQL.format(gap=gap, midnight=midnight, events=f"event IN {names}", low=days[0] * DAY, high=days[1] * DAY, key="''" if key == "whole" else key)  # fmt: skip
            found = {row[0]: [int(v) for v in row[1:]] for row in con.execute(sql).fetchall()}
            for name, cell in places.items():
                expected = found.get(name, [0] * 15)
                assert answer.sums[cell, :5].tolist() == expected[:5], (key, name)
                assert answer.moments[cell, :10].tolist() == expected[5:], (key, name)
    con.close()


def test_sessions_equal_sql_on_a_random_log() -> None:
    compare(200, 4_000)


@pytest.mark.full
def test_sessions_equal_sql_with_every_index_checked() -> None:
    code = "from tests.timelines.kernels.test_sessions import compare; compare(1_500, 40_000)"
    env = {**os.environ, "LIANYI_BOUNDS": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)


def by_hand(rows: list[Event], gap: int, last: int) -> list[tuple[Event, int, int, bool]]:
    """First row, events, seconds and whether it may go on, session by session."""
    people: dict[int, list[list[Event]]] = defaultdict(list)
    for row in rows:
        own = people[row.person]
        if own and row.at - own[-1][-1].at <= gap:
            own[-1].append(row)
        else:
            own.append([row])
    cut = [s for own in people.values() for s in own]
    return [(s[0], len(s), s[-1].at - s[0].at, s[-1].at + gap > last) for s in cut]


@settings(max_examples=60)
@given(logs(), st.integers(0, 6))
def test_lengths_and_sizes_are_those_of_a_loop(rows: list[Event], gap: int) -> None:
    found = by_hand(rows, gap, horizon(rows))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(visits, "COUNTED_SECONDS", 3)
        patch.setattr(visits, "COUNTED_EVENTS", 3)
        cities = store_of(rows, people=3)
        grouping = Grouping(3, person=cities.attributes["city"])
        answer = ask(cities, question(rows, gap, (0, 1), grouping=grouping))
    spans = [v for v, n in enumerate(answer.seconds) for _ in range(n)]
    sizes = [v for v, n in enumerate(answer.events) for _ in range(n)]
    assert sorted(spans + np.concatenate([[], *answer.long]).tolist()) == sorted(s for _, _, s, _ in found)  # fmt: skip
    assert sorted(sizes + np.concatenate([[], *answer.large]).tolist()) == sorted(e for _, e, _, _ in found)  # fmt: skip
    assert answer.sums[0, visits.OPEN] == sum(still for *_, still in found)
    for city in range(3):
        own = [s for s in found if city_of(s[0].person) == city]
        assert answer.sums[1 + city, visits.SESSIONS] == len(own)


def test_a_session_that_began_before_the_period_is_not_of_it() -> None:
    rows = [
        Event(1, DAY - 60, VIEW),
        Event(1, DAY + 60, VIEW),
        Event(2, DAY, VIEW),
        Event(2, 2 * DAY + 60, VIEW),
    ]
    answer = ask(store_of(rows), question(rows, 3_600, (1, 2)))
    assert answer.sums[0].tolist()[:2] == [1, 1]
    # Where midnight cuts, the part behind it is a session of the new day.
    assert ask(store_of(rows), question(rows, 3_600, (1, 2), midnight=True)).sums[0, 0] == 2


def test_nobody_has_no_session() -> None:
    assert ask(store_of([]), question([], 60, (0, 1))).sums.sum() == 0
