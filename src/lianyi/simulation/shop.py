"""Writing the sample shop: its export files and, beside them, the truth about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from lianyi.simulation.exports import Export
from lianyi.simulation.files.table import write
from lianyi.simulation.kinds import kind_of
from lianyi.simulation.log import Log
from lianyi.simulation.peopled import write_people
from lianyi.simulation.readme import readme
from lianyi.simulation.schedule import base_exports, fewer_columns, older, overlap
from lianyi.simulation.settings import Settings
from lianyi.simulation.totals import Totals, totals
from lianyi.simulation.trade import simulate

Progress = Callable[[str, int, int], None]
"""Called after each file with its name, how many files are written and how many there are."""
REEXPORTS = {"overlap": overlap, "older": older, "fewer_columns": fewer_columns}
"""The sets of files that a clerk might export again, by name."""


class SampleShop:
    """The invented shop: its log, and the exports that can be made of it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.log: Log = simulate(settings)

    def exports(self, *sets: str) -> list[Export]:
        """Return the shop's files and those of the named sets of `REEXPORTS`."""
        found = base_exports(self.settings)
        for name in sets:
            found += REEXPORTS[name](self.settings)
        return found

    def totals(self, *sets: str) -> Totals:
        """Return the truth after the shop's files and the named sets were imported, in any order."""
        return totals(self.log, self.exports(*sets))

    def write(
        self, folder: Path, exports: Sequence[Export], progress: Progress | None = None
    ) -> None:
        """Write the given exports into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        for done, export in enumerate(exports, 1):
            write_export(self.log, export, folder)
            if progress is not None:
                progress(export.name, done, len(exports))


def write_export(log: Log, export: Export, folder: Path) -> Path:
    """Write one export file and return where it lies."""
    kind = kind_of(export)
    path = folder / export.name
    write(path, kind.sheet(log, export), kind.dialect)
    return path


def write_shop(
    folder: Path,
    *,
    seed: int = 7,
    orders: int = 200_000,
    first_day: date = date(2024, 11, 11),
    last_day: date = date(2026, 11, 15),
    masked_bp: int = 4_000,
    few_files: bool = False,
    people: bool = False,
    truth: Path | None = None,
    progress: Progress | None = None,
) -> Totals:
    """Write the sample shop's exports into `folder`; return their totals.

    `truth` is the folder of `totals.json` and `README.md`, `folder` itself unless given; `masked_bp` is the part
    of Douyin's phones that are masked, in ten-thousandths; `few_files` cuts exports by the year; `people` adds what people did in the last weeks (events,
    touches, invites, a test, mentions, reviews) with `people.json`. Equal arguments write equal bytes. Refuses with `simulation.too_small` below 1,000 orders or 60 days.
    """
    shop = SampleShop(
        Settings(seed, orders, first_day, last_day, masked_bp=masked_bp, few_files=few_files)
    )
    shop.write(folder, shop.exports(), progress)
    found = shop.totals()
    beside = truth or folder
    beside.mkdir(parents=True, exist_ok=True)
    (beside / "totals.json").write_text(found.to_json(), encoding="utf-8")
    more = len(write_people(shop.log, folder, beside)["files"]) if people else 0
    page = readme(shop.settings, shop.exports(), more)
    (beside / "README.md").write_text(page, encoding="utf-8")
    return found


def write_reexports(
    folder: Path,
    *,
    seed: int = 7,
    orders: int = 200_000,
    first_day: date = date(2024, 11, 11),
    last_day: date = date(2026, 11, 15),
    masked_bp: int = 4_000,
) -> dict[str, Totals]:
    """Write each set of `REEXPORTS` into a folder of its name; return the totals that hold after it.

    The totals of a set are those of the shop's files and that set, whatever order they are imported in; under
    `every` stand those of the shop and all sets. All lie in `folder` as `totals_<set>.json`.
    """
    shop = SampleShop(Settings(seed, orders, first_day, last_day, masked_bp=masked_bp))
    found = {}
    for name, exports in REEXPORTS.items():
        shop.write(folder / name, exports(shop.settings))
        found[name] = shop.totals(name)
    found["every"] = shop.totals(*REEXPORTS)
    for name, truth in found.items():
        (folder / f"totals_{name}.json").write_text(truth.to_json(), encoding="utf-8")
    return found
