"""The truth beside the files: every total that a correct reading of exactly these files must find.

Computed from the generator's log, never from a file. `all` counts every order; `normal` leaves out tests and
purchases by staff.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from lianyi.simulation.arrays import Ints, Times, days_of
from lianyi.simulation.definitions import DEFINITIONS
from lianyi.simulation.exports import Export
from lianyi.simulation.kinds import add_sources
from lianyi.simulation.knowledge import learn
from lianyi.simulation.log import Log
from lianyi.simulation.settings import SOURCES
from lianyi.simulation.tally import Sums, Tally
from lianyi.simulation.truth import add_new_buyers, add_trade, distinct, people_of

PEOPLE = {"buyers": 1, "repeat_buyers": 2, "frequent_buyers": 3}
"""Numbers of different people, and how many orders each must have paid within the slice."""


@dataclass(frozen=True)
class Scope:
    """All sums of one scope. Keys are those of `DEFINITIONS`; amounts in fen, counts whole."""

    overall: Sums
    by_platform: dict[str, Sums]
    by_month: dict[str, Sums]
    by_day: dict[str, Sums]
    by_platform_month: dict[str, dict[str, Sums]]
    tally: Tally

    @cached_property
    def by_platform_day(self) -> dict[str, dict[str, Sums]]:
        """Sums by platform and day; without the keys of `PEOPLE`."""
        return self.tally.by_platform_day()

    def between(self, first: date, last: date) -> Sums:
        """Return the sums of the days from `first` to `last`, both included; without the keys of `PEOPLE`."""
        days = [s for d, s in self.by_day.items() if first.isoformat() <= d <= last.isoformat()]
        return {k: sum(d[k] for d in days) for k in self.overall if k not in PEOPLE}


@dataclass(frozen=True)
class Totals:
    """The truth about a set of exports."""

    files: tuple[str, ...]
    all: Scope
    normal: Scope

    @property
    def overall(self) -> Sums:
        """The sums over everything, every order counted."""
        return self.all.overall

    def to_json(self) -> str:
        """Return all of it as JSON: definitions, files, and the sums of both scopes."""
        scopes = {
            name: _plain(scope) for name, scope in (("all", self.all), ("normal", self.normal))
        }
        body = {
            "units": "amounts in fen, the rest are counts",
            "zone": "Asia/Shanghai",
            "definitions": {k: {"zh": t.zh, "en": t.en} for k, t in DEFINITIONS.items()},
            "files": list(self.files),
            **scopes,
        }
        return json.dumps(body, ensure_ascii=False, indent=1)


def totals(log: Log, exports: Sequence[Export]) -> Totals:
    """Return the truth about exactly these exports, whatever order they are read in."""
    names = tuple(sorted(e.name for e in exports))
    return Totals(
        names, _scope(log, exports, only_normal=False), _scope(log, exports, only_normal=True)
    )


def _scope(log: Log, exports: Sequence[Export], *, only_normal: bool) -> Scope:
    first, last = min(e.from_day for e in exports), max(e.as_of.date() for e in exports)
    tally, told = Tally(first, (last - first).days + 1), learn(log, exports)
    named = add_trade(tally, log, told, only_normal=only_normal)
    add_new_buyers(tally, log, told, named)
    add_sources(tally, log, exports)
    scope = Scope(
        overall=tally.overall(),
        by_platform=tally.by_platform(),
        by_month=tally.by_month(),
        by_day=tally.by_day(),
        by_platform_month=tally.by_platform_month(),
        tally=tally,
    )
    for key, at_least in PEOPLE.items():
        _add_people(scope, log, told.paid_at, named, key, at_least)
    return scope


def _add_people(
    scope: Scope, log: Log, paid_at: Times, named: Ints, key: str, at_least: int
) -> None:
    """Put the number of different people into every slice: it is no sum over days."""
    people, platform = people_of(log, named), log.orders.platform[named]
    start = np.datetime64(scope.tally.first_day)
    day = (days_of(paid_at[named]) - start).astype(np.int64)
    names = list(scope.by_month)
    month_of_day = np.array([names.index(d.strftime("%Y-%m")) for d in scope.tally.days])
    month, nobody = month_of_day[day], np.zeros(len(named), np.int64)
    scope.overall[key] = int(distinct(nobody, people, 1, at_least)[0])
    _put(scope.by_month, key, distinct(month, people, len(names), at_least))
    _put(scope.by_day, key, distinct(day, people, scope.tally.size, at_least))
    # Pinduoduo names nobody: it has no number of buyers, which is not 0 buyers.
    for place in np.unique(platform).tolist():
        here, source = platform == place, SOURCES[place]
        own = distinct(nobody[here], people[here], 1, at_least)
        scope.by_platform[source][key] = int(own[0])
        months = distinct(month[here], people[here], len(names), at_least)
        _put(scope.by_platform_month[source], key, months)


def _put(slices: dict[str, Sums], key: str, counts: Ints) -> None:
    for sums, count in zip(slices.values(), counts.tolist(), strict=True):
        sums[key] = count


def _plain(scope: Scope) -> dict[str, object]:
    return {
        "overall": scope.overall,
        "by_platform": scope.by_platform,
        "by_month": scope.by_month,
        "by_platform_month": scope.by_platform_month,
        "by_day": scope.by_day,
    }
