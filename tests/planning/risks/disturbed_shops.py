"""Sample shops in which known things go wrong on known days, imported as their exports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from lianyi.facts.workspace import init_workspace
from lianyi.importers.reading import open_inputs
from lianyi.importers.run import Options
from lianyi.shop import Shop, open_shop
from lianyi.shop.importing import importer_of
from lianyi.simulation.arrays import draws
from lianyi.simulation.disturbances import (
    Ban,
    ComplaintSpike,
    Event,
    RefundSpike,
    Silence,
    StockOut,
    WeakCreator,
    disturbed,
    disturbed_sheet,
)
from lianyi.simulation.files.table import write
from lianyi.simulation.files.tables import DIALECT
from lianyi.simulation.kinds import kind_of
from lianyi.simulation.log import Log
from lianyi.simulation.placements import placements
from lianyi.simulation.schedule import base_exports
from lianyi.simulation.settings import Settings
from lianyi.simulation.side_tables import CODES, side_tables
from lianyi.simulation.trade import simulate

NEEDED = ("orders", "items", "aftersales", "groups", "placements")
POPULAR = ("云朵轻薄纸尿裤", "云朵透气拉拉裤", "手口柔湿巾", "婴儿绵柔巾", "奶瓶套装", "婴儿米粉")
SOLD_MOST = ("NK-01", "LL-02", "SW-01", "MR-02", "NK-03", "LL-04", "SW-03", "NT-01")
STEP_DAYS, SHARE_OF_STEP = 70, 0.3
LATE_CREATOR = 3
"""The one who delivers half in every sample shop."""


def shop_with(folder: Path, settings: Settings, events: Sequence[Event] = ()) -> Shop:
    """Write what the risks look at as export files, import them into a new workspace and open it."""
    exports = folder / "exports"
    exports.mkdir(parents=True)
    log = disturbed(simulate(settings), events)
    for export in base_exports(settings):
        if export.kind in NEEDED:
            kind = kind_of(export)
            sheet = disturbed_sheet(export.kind, kind.sheet(log, export), events)
            write(exports / export.name, sheet, kind.dialect)
    days = f"{settings.first_day:%Y%m%d}-{settings.last_day:%Y%m%d}_{settings.exported_at:%Y%m%d%H%M%S}"  # fmt: skip
    for name, sheet in side_tables(log, events).items():
        write(exports / f"{name}_{days}.csv", sheet, DIALECT)
    where = folder / "shop"
    init_workspace(where, name="涟漪样品店")
    shop = open_shop(where)
    importer = importer_of(shop)
    for path in sorted(exports.iterdir()):
        for source in open_inputs(path):
            for result in importer.import_input(source, Options()):
                assert result.status in ("imported", "known"), (path.name, result.issues[:3])
    return shop.refresh()


def planned(log: Log, from_day: date) -> list[Event]:
    """Return events of every kind, spread over the days from `from_day` on; the seed moves each by some days.

    A creator fails with something that was published.
    """
    settings = log.settings
    rng = draws(settings.seed, "when things go wrong")
    last = settings.last_day - timedelta(days=20)
    starts = []
    day = from_day
    while day <= last:
        starts.append(day)
        day += timedelta(days=STEP_DAYS)

    def moved(start: date, by: int) -> date:
        return start + timedelta(days=by + int(rng.integers(0, int(STEP_DAYS * SHARE_OF_STEP))))

    found: list[Event] = []
    for n, start in enumerate(starts):
        found += [
            RefundSpike(moved(start, 0)),
            RefundSpike(moved(start, 35), times=8, product=POPULAR[n % len(POPULAR)]),
            StockOut(SOLD_MOST[n % len(SOLD_MOST)], moved(start, 10)),
            Ban(CODES[n % 2], moved(start, 5), is_told=n % 3 == 2),
            Silence(n % 2, moved(start, 20)),
            ComplaintSpike(moved(start, 15)),
        ]
    made = placements(log)
    for start in starts:
        begun = np.datetime64(start)
        out = made.published_at.astype("datetime64[D]")
        chosen = np.flatnonzero((out >= begun) & (out < begun + STEP_DAYS // 2) & (made.creator != LATE_CREATOR))  # fmt: skip
        if len(chosen):
            first = chosen[np.argmin(out[chosen])]
            found.append(WeakCreator(int(made.creator[first]), out[first].tolist(), days=1))
    return [e for e in found if e.day <= last]
