"""Who brought whom, in random ids: ten million edges of a forest with known shape, for Lianyi and its peers.

Most invites of a shop stay near their roots, a few chains run deep: the parent of the n-th person is drawn from the
people before it, with weight on recent ones, and a tenth of the people come by nobody.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.page import table
from benchmarks.people_peers import Peer, query_of

BAR = 4.0
SEED = 20_261_001
HEAD = ("forest", "Lianyi", "ClickHouse", "DuckDB", "ahead of the faster", "bar")


def drawn_edges(edges: int) -> tuple[Any, Any]:
    """Return the columns (parent, child) of `edges` edges, int64 ids, in no order."""
    import numpy as np

    dice = np.random.default_rng(SEED)
    people = edges + edges // 9
    ids = dice.permutation(np.arange(1, people + 1, dtype=np.int64))
    ids = (ids * np.int64(6_364_136_223_846_793_005)) & np.int64(2**62 - 1)
    child = np.sort(dice.choice(np.arange(1, people), edges, replace=False))
    parent = (child * np.sqrt(dice.random(edges))).astype(np.int64)
    order = dice.permutation(edges)
    return ids[parent[order]], ids[child[order]]


def _written(parents: Any, children: Any, path: Path) -> None:
    from lianyi.facts.duck import silent

    con = silent()
    found = {"parent": parents, "child": children}  # noqa: F841 - the query names it
    con.execute(f"COPY (SELECT * FROM found) TO '{path}' (FORMAT parquet, COMPRESSION lz4_raw)")
    con.close()


def measure(
    peers: Sequence[Peer], folder: Path, edges: int, turns: int
) -> tuple[list[tuple[object, ...]], list[str]]:
    """Ask everybody in turn how many people each generation has; return the row of the table and what is short."""
    parents, children = drawn_edges(edges)
    path = folder / "edges.parquet"
    _written(parents, children, path)
    for peer in peers:
        peer.load_edges(path)
    engines: dict[str, Callable[[], dict[int, int]]] = {
        "ours": lambda: _generations(parents, children)
    }
    engines |= {p.name: partial(_asked, p) for p in peers if query_of(p.name, "forest")}
    times: dict[str, list[float]] = {name: [] for name in engines}
    for turn in range(turns + 1):
        answers = {}
        for name, ask in engines.items():
            started = time.perf_counter()
            answers[name] = ask()
            if turn:
                times[name].append(time.perf_counter() - started)
        if len({tuple(sorted(a.items())) for a in answers.values()}) != 1:
            raise SystemExit(f"forest: the answers differ: {answers}")
    medians = {name: statistics.median(spent) for name, spent in times.items()}
    ours = medians.pop("ours")
    ahead = min(medians.values()) / ours
    said = [f"{medians[n]:.3f}" if n in medians else "" for n in ("clickhouse", "duckdb")]
    row = (
        f"people by generation, {edges:,} edges",
        f"{ours:.3f}",
        *said,
        f"{ahead:.1f}",
        f"{BAR:g}",
    )
    return [row], [f"forest {ahead:.1f} < {BAR:g}"] if ahead < BAR else []


def _generations(parents: Any, children: Any) -> dict[int, int]:
    import numpy as np

    from lianyi.timelines.kernels.forest import build_forest

    found = np.bincount(build_forest(parents, children).generation)
    return {n: int(people) for n, people in enumerate(found) if n}


def _asked(peer: Peer) -> dict[int, int]:
    return {int(row[0]): int(row[1]) for row in peer.ask("forest")}


def described(rows: Sequence[Sequence[object]]) -> str:
    """Return the part of the page about forests."""
    return (
        "\n\nThe forest is built from edges with random 64-bit ids that lie in memory on our side and in a table of each peer; "
        "Lianyi also counts what hangs below everybody and cuts cycles, the peers only count generations.\n\n"
        + table(HEAD, rows)
    )
