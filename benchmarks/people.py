"""Questions about people in order: Lianyi's timelines against DuckDB and ClickHouse on tables sorted for them.

Every engine answers every question in turn, so that drift of the machine meets all alike; the answers are compared
before any time is written down. It fails where an answer differs or a bar is missed.
"""

from __future__ import annotations

import argparse
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import forest_edges
from benchmarks.memory import Peak
from benchmarks.one_pass import one_pass_s
from benchmarks.page import table, write_part
from benchmarks.people_log import Size, write_lake
from benchmarks.people_peers import Duck, House, query_of
from benchmarks.people_questions import QUESTIONS, Question
from lianyi.facts.keys import KEY_BYTES

TURNS = 3
LARGE = 50_000_000
MOST_EDGES = 10_000_000


def main(arguments: Sequence[str] = ()) -> None:
    """Build the log, the store and the peers' tables, ask, compare, write the table."""
    parser = argparse.ArgumentParser(prog="benchmarks people")
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--people", type=int, default=None)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--without", choices=("clickhouse", "duckdb"), action="append", default=[])
    args = parser.parse_args(arguments)
    size = Size(args.events, args.people or args.events // 100)
    os.environ["LIANYI_KEY"] = secrets.token_hex(KEY_BYTES)
    with tempfile.TemporaryDirectory(prefix="lianyi-bench-") as name:
        missed = _measure(Path(name), size, args.turns, args.without)
    if missed:
        raise SystemExit("short of the bar: " + "; ".join(missed))


def _measure(folder: Path, size: Size, turns: int, without: Sequence[str]) -> list[str]:
    import lianyi

    write_lake(folder / "shop", size)
    built = (_in_child("_view", folder), _in_child("_build", folder))
    duck = Duck(folder, size)
    duck.export(folder / "log.parquet")
    peers: list[Any] = [] if "duckdb" in without else [duck]
    if "clickhouse" not in without:
        peers.append(House(folder, folder / "log.parquet"))
    shop = lianyi.open(folder / "shop")
    rows, missed = [], []
    for question in QUESTIONS:
        ours, times, answers = _asked(shop, peers, question, turns)
        _agree(question, ours[1], answers)
        row, short = _row(question, ours[0], times, size)
        print(" | ".join(map(str, row)), flush=True)
        rows.append(row)
        missed += short
    limit_s = one_pass_s(shop.timelines)
    grown, short = forest_edges.measure(peers, folder, min(size.events, MOST_EDGES), turns)
    _write(size, rows, built, _in_child("_query", folder), peers, folder, grown, limit_s)
    missed += short
    return missed


def _asked(
    shop: Any, peers: Sequence[Any], question: Question, turns: int
) -> tuple[tuple[float, Any], dict[str, float], dict[str, Any]]:
    """Ask everybody in turn; return our median and answer, the peers' medians and answers."""
    engines: dict[str, Callable[[], Any]] = {
        "ours": lambda: shop.run(question.analysis, **question.options)
    }
    for peer in peers:
        if query_of(peer.name, question.key):
            engines[peer.name] = lambda peer=peer: peer.ask(question.key)
    times: dict[str, list[float]] = {name: [] for name in engines}
    answers: dict[str, Any] = {}
    for turn in range(turns + 1):
        for name, ask in engines.items():
            started = time.perf_counter()
            answers[name] = ask()
            if turn:
                times[name].append(time.perf_counter() - started)
    medians = {name: statistics.median(spent) for name, spent in times.items()}
    ours = (medians.pop("ours"), question.ours(answers.pop("ours")))
    return ours, medians, {name: question.theirs(rows) for name, rows in answers.items()}


def _agree(question: Question, ours: Any, answers: dict[str, Any]) -> None:
    for name, theirs in answers.items():
        if ours != theirs:
            wrong = [k for k in {*ours, *theirs} if ours.get(k) != theirs.get(k)][:3]
            shown = [(k, ours.get(k), theirs.get(k)) for k in wrong]
            raise SystemExit(f"{question.key}: {name} answers otherwise: {shown}")


def _row(
    question: Question, ours: float, times: dict[str, float], size: Size
) -> tuple[tuple[object, ...], list[str]]:
    fastest = min(times.values())
    ahead = fastest / ours
    bar = question.bar_large if size.events >= LARGE else question.bar_small
    said = [f"{times[name]:.3f}" if name in times else "" for name in ("clickhouse", "duckdb")]
    row = (question.words, f"{ours:.3f}", *said, f"{ahead:.1f}", f"{bar:g}")
    return row, [f"{question.key} {ahead:.1f} < {bar:g}"] if ahead < bar else []


@dataclass(frozen=True)
class Spent:
    """Seconds, memory of the process's own, and memory with the mapped files."""

    seconds: float
    own_mb: float
    resident_mb: float

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, at most {self.own_mb:,.0f} MB of its own ({self.resident_mb:,.0f} MB with mapped files)"


def _in_child(what: str, folder: Path) -> Spent:
    """Run `what` in a process of its own."""
    program = f"from pathlib import Path; from benchmarks import people; people.{what}(Path({str(folder)!r}))"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)  # fmt: skip
    return Spent(*map(float, done.stdout.split()[-3:]))


def _build(folder: Path) -> None:
    """Build the timelines; the view is there."""
    import lianyi

    shop = lianyi.open(folder / "shop")
    assert shop.current
    started = time.perf_counter()
    with Peak() as peak:
        assert shop.timelines.people
    print(time.perf_counter() - started, peak.own_mb, peak.resident_mb)


def _view(folder: Path) -> None:
    """Build the current view, which every question of Lianyi reads, those about people or not."""
    import lianyi

    started = time.perf_counter()
    with Peak() as peak:
        assert lianyi.open(folder / "shop").current
    print(time.perf_counter() - started, peak.own_mb, peak.resident_mb)


def _query(folder: Path) -> None:
    """Ask everything in a fresh process, as `lianyi run` would."""
    import lianyi

    shop = lianyi.open(folder / "shop")
    started = time.perf_counter()
    with Peak() as peak:
        for question in QUESTIONS:
            shop.run(question.analysis, **question.options)
    print(time.perf_counter() - started, peak.own_mb, peak.resident_mb)


def _write(
    size: Size,
    rows: Sequence[Sequence[object]],
    built: tuple[Spent, Spent],
    asked: Spent,
    peers: Sequence[Any],
    folder: Path,
    grown: Sequence[Sequence[object]],
    limit_s: float,
) -> None:
    store = sum(p.stat().st_size for p in (folder / "shop" / "timelines").rglob("*") if p.is_file())
    tables = ", ".join(f"{p.name} {p.build_s:.0f} s" for p in peers)
    text = (
        f"## People, {size.events:,} events\n\n{size.people:,} people, {size.orders:,} orders, 30 days, 2 threads each; medians in seconds, "
        "the engines one after the other in every turn, answers equal. Peer queries: `benchmarks/peers/`.\n\n"
        + table(("question", "Lianyi", "ClickHouse", "DuckDB", "ahead of the faster", "bar"), rows)
        + f"\n\nCurrent view: {built[0]}. Timelines: {built[1]}, {store / 1e6:,.0f} MB on disk. All questions in a fresh process: {asked}. "
        f"Tables of the peers: {tables}. One pass over the times and events that the funnel reads takes {limit_s:.3f} s on both threads: the funnel takes {float(str(rows[0][1])) / limit_s:.1f} times that (bar 6)."
        + forest_edges.described(grown)
    )
    print(text)
    write_part(f"people-{size.events}", text)
