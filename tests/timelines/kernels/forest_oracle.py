"""The forest of a random log against recursive SQL; run as a module it checks every index too."""

from __future__ import annotations

import os
from typing import Any

import duckdb
import numpy as np

from lianyi.timelines.compiled import BOUNDS
from lianyi.timelines.kernels import forest as forest_module
from lianyi.timelines.kernels.forest import Forest, build_forest

SQL = """
WITH RECURSIVE firsts AS (
    SELECT child, arg_min(parent, (moment, parent, rowid)) AS parent, arg_min(value, (moment, parent, rowid)) AS value
    FROM edges WHERE parent <> child GROUP BY child
),
ids AS (SELECT parent AS id FROM edges WHERE parent <> child UNION SELECT child FROM firsts),
down AS (
    SELECT id, id AS root, 0 AS generation FROM ids ANTI JOIN firsts ON child = id
    UNION ALL
    SELECT child, root, generation + 1 FROM down JOIN firsts ON parent = id
),
up AS (
    SELECT id AS above, id FROM ids
    UNION ALL
    SELECT parent, id FROM up JOIN firsts ON child = above
),
sums AS (SELECT above, count(*) AS size, sum(coalesce(value, 0)) AS value FROM up LEFT JOIN firsts ON child = id GROUP BY above),
kids AS (SELECT parent, count(*) AS n FROM firsts GROUP BY parent)
SELECT id, root, generation, size, CAST(sums.value AS BIGINT), coalesce(n, 0)
FROM down JOIN sums ON above = id LEFT JOIN kids ON kids.parent = id ORDER BY id
"""
Log = tuple[Any, Any, Any, Any]


def random_log(edges: int, seed: int, *, repeats: bool = True) -> Log:
    """Return parents, children, times and values without a cycle: random ids, rows in no order."""
    rng = np.random.default_rng(seed)
    people = edges + edges // 20 + 2
    ids = rng.permutation(np.unique(rng.integers(-(2**63), 2**63 - 1, people + 50)))[:people]
    child = np.arange(people - edges, people)
    parent = (rng.random(edges) * child).astype(np.int64)
    at = child * 7
    if repeats:
        again = rng.integers(0, edges, edges // 5)
        # An earlier person invites somebody again, before or after: the first one counts.
        parent = np.concatenate([parent, (rng.random(len(again)) * child[again]).astype(np.int64)])
        at = np.concatenate([at, at[again] + rng.integers(-9, 10, len(again))])
        child = np.concatenate([child, child[again]])
        alone = rng.integers(0, people, edges // 50)
        parent, child = np.concatenate([parent, alone]), np.concatenate([child, alone])
        at = np.concatenate([at, np.zeros(len(alone), np.int64)])
    order = rng.permutation(len(child))
    values = rng.integers(-100, 10_000, len(child))
    return ids[parent][order], ids[child][order], at[order], values


def rows_of(forest: Forest) -> list[tuple[int, ...]]:
    columns = (
        forest.ids,
        forest.ids[forest.root],
        forest.generation,
        forest.size,
        forest.value,
        forest.children,
    )
    order = np.argsort(forest.ids)
    return list(zip(*(c[order].tolist() for c in columns), strict=True))


def rows_by_sql(log: Log) -> list[tuple[int, ...]]:
    con = duckdb.connect()
    edges = dict(zip(("parent", "child", "moment", "value"), log, strict=True))
    con.register("given", edges)
    con.execute("CREATE TABLE edges AS SELECT * FROM given")
    return con.execute(SQL).fetchall()


def main(edges: int = 3_000, seeds: int = 2) -> None:
    for seed in range(seeds):
        log = random_log(edges, seed)
        forest = build_forest(*log)
        assert not forest.cycles
        assert rows_of(forest) == rows_by_sql(log)


if __name__ == "__main__":
    assert (os.environ.get("LIANYI_BOUNDS") == "1") == BOUNDS
    main()
    forest_module.ROWS_FOR_THREADS = 0
    main(40_000, 3)
