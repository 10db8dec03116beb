"""What is watched: an axis of days, things on it, and a declaration of each monitor that ships."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from lianyi.core.translation import Text
from lianyi.planning.risks.counts import Array
from lianyi.planning.risks.heat import Heat, Settling, State, states

if TYPE_CHECKING:
    from lianyi.core.calendar.business import BusinessCalendar
    from lianyi.metrics.engine import Engine

Kind = Literal["shop", "product", "sku", "code", "community", "creator", "promoter", "account", "metric"]  # fmt: skip
Unit = Literal["count", "ratio", "days", "money", "number"]
ENDED_DAYS = 28
"""A source that has delivered nothing for so long has ended: its later days are no holes."""


@dataclass(frozen=True)
class Axis:
    """Business days in a row; a series on it has one value for each."""

    first: date
    last: date

    @property
    def size(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    def day(self, row: int) -> date:
        """Return the day of a row."""
        return self.first + timedelta(days=row)

    def row(self, day: date) -> int:
        """Return the row of a day; outside 0 … size − 1 where the axis lacks it."""
        return (day - self.first).days

    def counts(self, rows: Iterable[tuple[date, Any]]) -> Array:
        """Lay (day, number) on the axis: the sum of each day, 0 without one; days outside are left out."""
        found = np.zeros(self.size)
        for day, number in rows:
            place = self.row(day)
            if 0 <= place < self.size:
                found[place] += float(number or 0)
        return found


@dataclass(frozen=True)
class Asked:
    """What a monitor may ask: facts up to the last day of the axis, and what the plan says about their scope.

    `scope` limits it to one code, SKU, product, creator or community. `over` are codes whose campaign is over, with the last day.
    """

    engine: Engine
    axis: Axis
    calendar: BusinessCalendar
    scope: str = ""
    over: Mapping[str, date] = field(default_factory=dict)

    def rows(self, sql: str, params: Sequence[object] = ()) -> Sequence[tuple[Any, ...]]:
        """Run one SELECT."""
        return self.engine.rows(sql, params)

    def known(self, table: str) -> np.typing.NDArray[np.bool_]:
        """Return the days that every source of `table` which has begun and not ended covers whole."""
        sources: dict[tuple[str, str], np.typing.NDArray[np.bool_]] = {}
        for name, platform, store, first, last, *rest in self.engine.coverage:
            if name != table:
                continue
            own = sources.setdefault((platform, store), np.zeros(self.axis.size, dtype=bool))
            is_partial = bool(rest and rest[0])
            start, end = self.axis.row(_day(first)), self.axis.row(_day(last)) - is_partial
            own[max(start, 0) : max(end + 1, 0)] = True
        known = np.zeros(self.axis.size, dtype=bool)
        holes = np.zeros(self.axis.size, dtype=bool)
        for own in sources.values():
            places = np.flatnonzero(own)
            if not len(places):
                continue
            known |= own
            end = places[-1] if self.axis.size - 1 - places[-1] > ENDED_DAYS else self.axis.size - 1
            holes[places[0] : end + 1] |= ~own[places[0] : end + 1]
        return known & ~holes


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


@dataclass(frozen=True)
class Subject:
    """What a reading is about. Readings about one subject have one cause."""

    kind: Kind
    key: str
    name: str


@dataclass(frozen=True)
class Track:
    """One thing watched day by day: what was seen, what was usual, where it fires, and how hot each day was.

    `why` says for a row, in words, what was seen and what the rule is. `limit` is where the last day fires, None where no
    value would. `also` are subjects that the same cause would touch too: the product of a SKU, the codes of an account.
    """

    preset: str
    subject: Subject
    axis: Axis
    heat: Heat
    value: Array
    usual: Array
    why: Callable[[int], Text]
    unit: Unit = "count"
    limit: float | None = None
    falls: bool = False
    settling: Settling = field(default_factory=Settling)
    also: tuple[Subject, ...] = ()

    def states(self) -> list[State]:
        """Return the state at the end of every day."""
        return states(self.heat, self.settling)


def newest_row(track: Track) -> int:
    """Return the last row that anybody knows; the last one of all where nobody ever did."""
    known = np.flatnonzero(track.heat >= 0)
    return int(known[-1]) if len(known) else track.axis.size - 1


@dataclass(frozen=True)
class Step:
    """One step of a fallback, and within how many days it is done."""

    name: Text
    within_days: int


@dataclass(frozen=True)
class Preset:
    """A monitor that ships: what it needs, when it fires, what to do then.

    `alarms_a_year` is how many false alarms a year its tests may give by chance, over all that it watches; 0 where its
    rule is a threshold and not a test.
    """

    key: str
    name: Text
    trigger: Text
    needs: tuple[tuple[str, ...], ...]
    """Tables; of each group one must be delivered."""
    look: Callable[[Asked], Sequence[Track]]
    fallback: tuple[Step, ...]
    alarms_a_year: float
