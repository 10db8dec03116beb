"""Import files with planted faults through the real reader, and count what was named where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random

from lianyi.core.errors import Issue
from lianyi.facts.workspace import init_workspace
from lianyi.importers.reading import column_letter, open_inputs
from lianyi.importers.reading.limits import Limits
from lianyi.importers.run import Importer, Options
from lianyi.shop.shop import open_shop
from tests.importers.planted.exports import MAPPINGS, good_export
from tests.importers.planted.faults import NAMES
from tests.importers.planted.files import FORMS, Made, Planted, make_file
from tests.importers.planted.here import read_here

# What is on trial is what is said, not how fast: other work may run on the machine.
PATIENT = Limits(wall_s=600)
OF_FILE = ("import.as_of_unknown", "import.key_twice")
"""What is said of a whole file that is sound: nothing tells when it was made, and chance may repeat a key."""
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Tally:
    """How many faults were planted, named at the row, and at the cell; and what else was said."""

    files: int = 0
    rows_read: int = 0
    planted: int = 0
    at_row: int = 0
    at_cell: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        for name in ("files", "rows_read", "planted", "at_row", "at_cell"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.kinds += other.kinds
        self.missed += other.missed
        self.false += other.false

    def __str__(self) -> str:
        share = self.at_cell / max(1, self.planted)
        return (
            f"{self.files} files, {self.rows_read:,} rows, {self.planted} faults of {len(self.kinds)} kinds: "
            f"{self.at_row} named at the row, {self.at_cell} at the cell ({share:.2%}), "
            f"{len(self.false)} false reports"
        )


def trial(folder: Path, seed: int, sizes: tuple[int, int], *, clean: bool = False) -> Tally:
    """Make the file of `seed` and import it; `clean` plants nothing."""
    rng = Random(seed)
    keys = sorted(MAPPINGS)
    form = FORMS[seed % len(FORMS)]
    low, high = sizes
    size = round(low * (high / low) ** rng.random())
    export = good_export(rng, size if form != "xlsx" else min(size, 5_000), keys[seed % len(keys)])
    # Each kind in its turn, then others by chance.
    wished = [NAMES[seed % len(NAMES)], *rng.sample(NAMES, len(NAMES))]
    names = [] if clean else wished[: rng.randint(1, 5)]
    home = folder / f"{seed}{'-clean' if clean else ''}"
    home.mkdir()
    made = make_file(home, export, rng, names, form)
    said, notes, status = _imported(home, made)
    if clean and status != "checked":
        said = said or [Issue(f"status: {status}")]
    made.path.unlink()
    return _judge(made, said, notes, seed)


def trials(
    folder: Path, seeds: Sequence[int], sizes: tuple[int, int], *, clean: bool = False
) -> Tally:
    """Run one trial per seed, two at a time, each through readers in their own processes; add them up."""
    total = Tally()
    with ThreadPoolExecutor(2) as pool:
        for tally in pool.map(partial(trial, folder, sizes=sizes, clean=clean), seeds):
            total.add(tally)
    return total


def many_trials(
    folder: Path, seeds: Sequence[int], sizes: tuple[int, int], *, clean: bool = False
) -> Tally:
    """The same with the reader inside two processes that stay.

    Starting two interpreters a file costs more than reading it, and what is on trial is what is said.
    """
    total = Tally()
    context = get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context, initializer=read_here) as pool:
        run = partial(trial, folder, sizes=sizes, clean=clean)
        for tally in pool.map(run, seeds, chunksize=5):
            total.add(tally)
    return total


def _imported(home: Path, made: Made) -> tuple[list[Issue], list[Issue], str]:
    init_workspace(home / "shop")
    shop = open_shop(home / "shop")
    importer = Importer(shop.workspace, shop.vault, list(MAPPINGS.values()), lambda: NOW)
    (source,) = open_inputs(made.path)
    options = Options(kind=made.export.mapping.key, dry_run=True, limits=PATIENT)
    results = importer.import_input(source, options)
    assert len(results) == 1
    return list(results[0].issues), list(results[0].notes), results[0].status


def _judge(made: Made, issues: list[Issue], notes: list[Issue], seed: int) -> Tally:
    tally = Tally(1, len(made.export.data), len(made.planted))
    file = f"{seed} {made.path.name} {made.form}"
    for fault in made.planted:
        tally.kinds[fault.name] += 1
        here = [i for i in (notes if fault.is_note else issues) if i.row == fault.row]
        tally.at_row += bool(here)
        exact = any(_is_at(fault, issue) for issue in here)
        tally.at_cell += exact
        if not exact:
            said = [(i.code, i.place()) for i in here]
            tally.missed.append(f"{file}: {fault}, said {said}")
    planted = {f.row: f for f in made.planted}
    for issue in (*issues, *notes):
        if issue.code in OF_FILE:
            continue
        meant = planted.get(issue.row or 0)
        if meant is None or not _is_at(meant, issue):
            tally.false.append(f"{file}: {issue.code} {issue.place()} {issue.value!r}")
    return tally


def _is_at(fault: Planted, issue: Issue) -> bool:
    return fault.column is None or issue.column == column_letter(fault.column)
