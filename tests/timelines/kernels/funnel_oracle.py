"""Funnels in SQL, compared with the kernels on random logs; run as a program, with every index checked.

For each start the earliest next step is sought, from there the earliest one after it: the longest such chain counts.
"""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np

from lianyi.timelines.funnels import Question, ask
from lianyi.timelines.grouping import Grouping
from tests.timelines.kernels.event_logs import (
    CHANNELS,
    DAY,
    NAMES,
    database,
    horizon,
    random_log,
    store_of,
)

STEPS = ("view", "share", "cart", "pay")

# A start dies with the first refund after it, and is the period's where it lies in it.
PEOPLE = """
WITH starts AS (
  SELECT l.person, l.pos, l.sec, l.channel,
    coalesce(min(CASE WHEN event = 'refund' THEN pos END) OVER (PARTITION BY person ORDER BY pos
      ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING), 1000000000) AS dies, event
  FROM log l QUALIFY event = 'view' AND sec >= {low} AND sec < {high}
), two AS (
  SELECT s.*, min(l.pos) AS p2 FROM starts s LEFT JOIN log l
    ON l.person = s.person AND l.event = 'share' AND l.pos > s.pos AND l.pos < s.dies AND l.sec <= s.sec + {within} GROUP BY ALL
), three AS (
  SELECT s.*, min(l.pos) AS p3 FROM two s LEFT JOIN log l
    ON l.person = s.person AND l.event = 'cart' AND l.pos > s.p2 AND l.pos < s.dies AND l.sec <= s.sec + {within} GROUP BY ALL
), four AS (
  SELECT s.*, min(l.pos) AS p4 FROM three s LEFT JOIN log l
    ON l.person = s.person AND l.event = 'pay' AND l.pos > s.p3 AND l.pos < s.dies AND l.sec <= s.sec + {within} GROUP BY ALL
), chains AS (
  SELECT *, 1 + (p2 IS NOT NULL)::INT + (p3 IS NOT NULL)::INT + (p4 IS NOT NULL)::INT AS depth,
    coalesce(p4, p3, p2, pos) AS reached FROM four
), best AS (
  SELECT * FROM chains QUALIFY row_number() OVER (
    PARTITION BY person ORDER BY depth DESC, reached, CASE WHEN depth = 1 THEN pos ELSE -pos END) = 1
)
SELECT b.channel, b.depth, count(*), sum(l.sec - b.sec) FROM best b JOIN log l ON l.pos = b.reached GROUP BY ALL
"""

# The fullest window: from each event that means a step, how many different ones follow within the window.
ANY = """
WITH windows AS (
  SELECT a.person, a.pos, count(DISTINCT b.event) AS held FROM log a JOIN log b
    ON b.person = a.person AND b.pos >= a.pos AND b.sec <= a.sec + {within}
  WHERE a.event IN {steps} AND b.event IN {steps} AND a.sec >= {low} AND a.sec < {high} GROUP BY ALL
)
SELECT held, count(*) FROM (SELECT person, max(held) AS held FROM windows GROUP BY person) GROUP BY ALL
"""

# Strict: each row after a start is the next step, or the chain is over.
STRICT = """
WITH rows AS (
  SELECT *, lead(event, 1) OVER w AS e2, lead(event, 2) OVER w AS e3, lead(sec, 1) OVER w AS a2, lead(sec, 2) OVER w AS a3
  FROM log WINDOW w AS (PARTITION BY person ORDER BY pos)
), chains AS (
  SELECT person, CASE WHEN e2 = 'cart' AND a2 <= sec + {within} THEN CASE WHEN e3 = 'pay' AND a3 <= sec + {within} THEN 3 ELSE 2 END
    ELSE 1 END AS depth FROM rows WHERE event = 'view' AND sec >= {low} AND sec < {high}
)
SELECT depth, count(*), count(DISTINCT person) FROM chains GROUP BY ALL
"""


def named(*names: str) -> dict[str, Any]:
    return {"event": np.isin(np.array(NAMES), names)}


def main(people: int = 1_500, rows: int = 40_000) -> None:
    """Compare on two logs; raises AssertionError where an answer differs."""
    for seed in (1, 2):
        log = random_log(people, rows, days=30, seed=seed)
        con = database(log)
        store = store_of(log, replaced=(1, 7))
        for within, low, high in ((DAY, 0, 40 * DAY), (7 * DAY, 5 * DAY, 20 * DAY), (60, 0, 40 * DAY)):  # fmt: skip
            facts = {"within": within, "low": low, "high": high, "steps": STEPS}
            limits: dict[str, Any] = {
                "within": within,
                "low": low,
                "high": high,
                "horizon": horizon(log),
            }
            _people(con, store, facts, limits)
            _any(con, store, facts, limits)
            _strict(con, store, facts, limits)
        con.close()


def _people(con: duckdb.DuckDBPyConnection, store: Any, facts: dict[str, Any], limits: dict[str, Any]) -> None:  # fmt: skip
    expected = con.execute(PEOPLE.format(**facts)).fetchall()
    grouping = Grouping(len(CHANNELS), column="channel")
    needs = [[named(s)] for s in STEPS]
    for step_needs in (needs, [[{**n[0], "channel": np.ones(len(CHANNELS), np.bool_)}] for n in needs]):  # fmt: skip
        answer = ask(store, Question(step_needs, [named("refund")], {}, "ordered", "people", grouping=grouping, **limits))  # fmt: skip
        counted = {(CHANNELS[g], k): int(n) for (g, k), n in np.ndenumerate(answer.counts) if n}
        assert counted == {(channel, depth): n for channel, depth, n, _ in expected}
        whole = int(np.concatenate([*answer.spans[1], []]).sum())
        assert whole == sum(seconds for _, depth, _, seconds in expected if depth == len(STEPS))
        between = sum(int(np.concatenate([*p, []]).sum()) for p in answer.spans[2:])
        assert between == sum(row[3] for row in expected)


def _any(con: duckdb.DuckDBPyConnection, store: Any, facts: dict[str, Any], limits: dict[str, Any]) -> None:  # fmt: skip
    expected = dict(con.execute(ANY.format(**facts)).fetchall())
    answer = ask(store, Question([[named(s)] for s in STEPS], [], {}, "any", "people", **limits))
    assert {k: int(n) for k, n in enumerate(answer.counts[0]) if n} == expected


def _strict(con: duckdb.DuckDBPyConnection, store: Any, facts: dict[str, Any], limits: dict[str, Any]) -> None:  # fmt: skip
    expected = con.execute(STRICT.format(**facts)).fetchall()
    needs = [[named("view")], [named("cart")], [named("pay")]]
    entries = ask(store, Question(needs, [], {}, "strict", "entries", **limits))
    assert {k: int(n) for k, n in enumerate(entries.counts[0]) if n} == {d: n for d, n, _ in expected}  # fmt: skip
    persons = ask(store, Question(needs, [], {}, "strict", "people", **limits))
    assert int(persons.counts[0][3]) == sum(p for d, _, p in expected if d == 3)


if __name__ == "__main__":
    main()
