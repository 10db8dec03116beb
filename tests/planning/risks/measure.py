"""How soon injected events are found, and how often a quiet shop rings: `python -m tests.planning.risks.measure`.

Every shop goes the way of a user's: export files, import, monitors. Each day is judged from facts up to that day.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from lianyi.planning.risks.alerts import Episode, episodes, same_cause
from lianyi.planning.risks.presets import PRESETS
from lianyi.planning.risks.watched import Asked, Axis, Track
from lianyi.shop import Shop
from lianyi.simulation.communities import OWNERS
from lianyi.simulation.creators import CREATOR_NAMES
from lianyi.simulation.disturbances import (
    Ban,
    ComplaintSpike,
    Event,
    RefundSpike,
    Silence,
    StockOut,
    WeakCreator,
)
from lianyi.simulation.log import Log
from lianyi.simulation.placements import placements
from lianyi.simulation.settings import Settings
from lianyi.simulation.trade import simulate
from tests.planning.risks.disturbed_shops import planned, shop_with

WARM_UP = timedelta(days=88)
FIRST, LAST = date(2024, 11, 16), date(2026, 11, 15)
"""24 months that are judged, behind three months of history."""


@dataclass(frozen=True)
class Sought:
    """One injected event: its kind in words, the day from which it shows, how many days it may take, and what must fire."""

    kind: str
    day: date
    within: int
    preset: str
    key: str


def tracks_of(shop: Shop, first: date, last: date) -> list[Track]:
    """Return everything that the monitors watch."""
    asked = Asked(shop.engine, Axis(first, last), shop.calendar)
    return [track for preset in PRESETS.values() for track in preset.look(asked)]


def raised(tracks: Sequence[Track]) -> list[Episode]:
    """Return the episodes that raised an alarm: those whose cause had none yet on that day."""
    every = sorted(
        (e for t in tracks for e in episodes(t)), key=lambda e: (e.first, e.track.preset)
    )
    found = []
    for n, one in enumerate(every):
        if not any(same_cause(one, before) for before in every[:n]):
            found.append(one)
    return found


def sought(events: Sequence[Event], log: Log) -> list[Sought]:
    """Return what must be found. A weak creator shows with the first thing published; without any there is no event."""
    found = []
    for event in events:
        match event:
            case Ban(code=code, day=day, is_told=told):
                word = "ban, with an account event" if told else "ban, joins stop"
                found.append(
                    Sought(word, day, 1, "play_banned", f"裂变号 {code}" if told else code)
                )
            case RefundSpike(day=day, times=times, product=product):
                word = (
                    f"refunds ×{times}, one product" if product else f"refunds ×{times}, whole shop"
                )
                found.append(Sought(word, day, 1, "refund_spike", product))
            case StockOut(sku=sku, day=day):
                found.append(Sought("stock-out", day, 1, "stock_out", sku))
            case ComplaintSpike(day=day, times=times):
                found.append(Sought(f"complaints ×{times}", day, 1, "complaint_spike", ""))
            case Silence(owner=owner, day=day):
                found.append(
                    Sought("community silent", day, 7, "community_falling", OWNERS[owner][1])
                )
            case WeakCreator():
                found += _published(event, log)
    return found


def _published(event: WeakCreator, log: Log) -> list[Sought]:
    made = placements(log)
    out = made.published_at[made.creator == event.creator].astype("datetime64[D]").tolist()
    end = event.day + timedelta(days=event.days)
    days = sorted(d for d in out if event.day <= d < end)
    name = CREATOR_NAMES[event.creator]
    return [Sought("creator delivers 30 %", days[0], 7, "creator_below", name)] if days else []


def delay(one: Sought, tracks: Sequence[Track]) -> int | None:
    """Return after how many days it fired (0 = at the close of the first day); None if not in time."""
    fits = [
        t for t in tracks if t.preset == one.preset and one.key in (t.subject.key, t.subject.name)
    ]
    starts = [e.first for t in fits for e in episodes(t)]
    inside = [(s - one.day).days for s in starts if 0 <= (s - one.day).days <= one.within]
    return min(inside, default=None)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[7, 8, 9])
    parser.add_argument("--orders", type=int, default=200_000)
    parser.add_argument("--only", choices=("quiet", "events"))
    given = parser.parse_args()
    results: dict[str, list[int | None]] = {}
    for seed in given.seeds:
        settings = Settings(seed, given.orders, FIRST - WARM_UP, LAST, few_files=True)
        with tempfile.TemporaryDirectory() as folder:
            if given.only != "events":
                _quiet(settings, Path(folder) / "quiet")
            if given.only != "quiet":
                for kind, delays in _events(settings, Path(folder) / "disturbed").items():
                    results.setdefault(kind, []).extend(delays)
    print(f"{'event':32} {'n':>3} {'found':>6} {'median days':>12}")
    for kind, delays in results.items():
        known = [d for d in delays if d is not None]
        print(f"{kind:32} {len(delays):3} {len(known):6} {median(known) if known else '—':>12}")


def _events(settings: Settings, folder: Path) -> dict[str, list[int | None]]:
    log = simulate(settings)
    events = planned(log, FIRST + timedelta(days=60))
    tracks = tracks_of(shop_with(folder, settings, events), settings.first_day, settings.last_day)
    found: dict[str, list[int | None]] = {}
    for one in sought(events, log):
        found.setdefault(one.kind, []).append(delay(one, tracks))
        if found[one.kind][-1] is None:
            print("  missed:", one)
    return found


def _quiet(settings: Settings, folder: Path) -> None:
    begun = time.monotonic()
    shop = shop_with(folder, settings)
    imported = time.monotonic()
    tracks = tracks_of(shop, settings.first_day, settings.last_day)
    alarms = [e for e in raised(tracks) if e.first >= FIRST]
    print(f"seed {settings.seed}: {len(alarms)} alarms in 24 quiet months ({imported - begun:.0f} s to import, {time.monotonic() - imported:.1f} s to judge)")  # fmt: skip
    for one in alarms:
        row = one.track.axis.row(one.first)
        print("  ", one.first, one.track.preset, one.track.subject.name, one.track.why(row).en)


if __name__ == "__main__":
    main()
