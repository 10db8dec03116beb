"""Importing a million Douyin orders, against DuckDB by hand on the same file.

The table goes to `docs/reference/benchmarks.md`. Rows and the workbook can be made fewer: `--rows 100000`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.douyin_file import as_gb18030, write_orders, write_workbook
from benchmarks.page import table, write_part

OVERLAP_ROWS = 10_000
HEAD = (
    "file", "import s", "÷ peer", "bar", "processor ÷ peer", "+ first answer s", "÷ peer", "parent MB", "child MB",
)  # fmt: skip
ROOT = Path(__file__).resolve().parents[1]
FIRST = "抖店_20241111-20261115_20261116090000.csv"
AGAIN = "抖店_20241111-20261115_20261123090000.csv"
OVERLAP = "抖店_20261001-20261115_20261124090000.csv"
GBK = "抖店_20241111-20261115_20261116100000.csv"
WORKBOOK = "抖店_20241111-20261115_20261116110000.xlsx"


Told = dict[str, float]


@dataclass(frozen=True)
class Step:
    """One line of the table: what was imported, and the bar for import ÷ peer (None: none is set)."""

    name: str
    told: Told
    bar: float | None


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(prog="benchmarks import")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--no-workbook", action="store_true")
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="lianyi-bench-") as folder:
        peers, steps = measure(Path(folder), args.rows, with_workbook=not args.no_workbook)
    text = page(args.rows, peers, steps)
    print(text)
    write_part("import", text)


def measure(folder: Path, rows: int, *, with_workbook: bool) -> tuple[list[Told], list[Step]]:
    """Run the peer and the imports in turn; return the peer's seconds and the steps."""
    first, again, overlap = folder / FIRST, folder / AGAIN, folder / OVERLAP
    write_orders(first, rows)
    write_orders(again, rows, shift=1)
    write_orders(overlap, OVERLAP_ROWS, first=rows - OVERLAP_ROWS // 2, shift=2)
    shop = folder / "shop"
    peers = [_run("peer", first, folder)]
    steps = [Step("first import", _run("lianyi", first, shop), 3)]
    peers.append(_run("peer", again, folder))
    steps.append(
        Step("full re-export: same orders, other statuses, later", _run("lianyi", again, shop), 4)
    )
    peers.append(_run("peer", again, folder))
    steps.append(
        Step(f"{OVERLAP_ROWS:,} rows, half of them known", _run("lianyi", overlap, shop), 1)
    )
    for path in (again, overlap):
        path.unlink()
    steps.append(
        Step(
            "first import, file in GB18030",
            _run("lianyi", as_gb18030(first, folder / GBK), folder / "gbk"),
            None,
        )
    )
    if with_workbook:
        book = folder / WORKBOOK
        write_workbook(first, book)
        steps.append(Step("XLSX, 20 columns", _run("lianyi", book, folder / "xlsx"), None))
    return peers, steps


def page(rows: int, peers: Sequence[Told], steps: Sequence[Step]) -> str:
    """Return the part of the page."""
    peer, peer_cpu = (median(p[k] for p in peers) for k in ("seconds", "cpu_seconds"))
    lines = [_line(step, peer, peer_cpu) for step in steps]
    spread = ", ".join(f"{p['seconds']:.1f}" for p in peers)
    return f"""## Import

{rows:,} Douyin orders, one line each, 74 columns, on {os.cpu_count()} cores. The peer is `benchmarks/peer.py`: DuckDB with two
threads that reads the same CSV, types the same columns and writes the same columns of orders and order lines
as zstd Parquet, without checks, people, versions or limits. It took {spread} s (median {peer:.1f}; {peer_cpu:.1f} s
of processor time); a re-export and an overlap are held against the same full pass. “Import” ends when the snapshot is on disk; “+ first
answer” adds building the views of all facts and a sum over them. The parent's peak covers the import; 40 %
of the phones are masked, the others are some 240,000 people. Where others use the machine, processor time is
the steadier ratio.

{table(HEAD, lines)}
"""


def _line(step: Step, peer: float, peer_cpu: float) -> list[str]:
    told = step.told
    total = told["seconds"] + told["answer_seconds"]
    bar = "" if step.bar is None else f"{step.bar:g}"
    return [
        step.name, f"{told['seconds']:.1f}", f"{told['seconds'] / peer:.2f}", bar,
        f"{told['cpu_seconds'] / peer_cpu:.2f}", f"{total:.1f}", f"{total / peer:.2f}",
        f"{told['import_rss_mb']:.0f}", f"{told['child_rss_mb']:.0f}",
    ]  # fmt: skip


def _run(step: str, file: Path, folder: Path) -> Told:
    environment = {**os.environ, "LIANYI_KEY": "5a" * 32, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.worker", step, str(file), str(folder)],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr)
    told: Told = json.loads(done.stdout.splitlines()[-1])
    print(step, file.name, {k: round(v, 2) for k, v in told.items()}, file=sys.stderr)
    return told
