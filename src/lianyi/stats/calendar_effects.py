"""What the business calendar may do to a day, as columns: rest days, festivals, the Spring Festival, sales days.

A column is a hypothesis ("the days before 七夕", "the peak of 双11") that a model weighs by what it saw. There are
shared columns (any rest day, any make-up workday) so that a first year can learn from other holidays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import numpy as np

from lianyi.core.calendar.festivals import FESTIVALS, Festival, festival_days
from lianyi.core.calendar.periods import between
from lianyi.core.calendar.rest_days import holidays_of
from lianyi.core.calendar.sales import SaleWindow, windows
from lianyi.core.translation import Text

if TYPE_CHECKING:
    import numpy.typing as npt

    from lianyi.core.calendar.business import BusinessCalendar
    from lianyi.core.calendar.periods import Period

Group = Literal["rest", "festival", "spring", "sale"]
GROUPS: tuple[Group, ...] = ("rest", "festival", "spring", "sale")
RUN_UP_DAYS = 5
PEAK_EVE, HANGOVER_DAYS, OPENING_DAYS = 1, 5, 2
LONG_SALE_DAYS = 7
BROAD = ("_before", "_window", "_after")
NOTICED_RANK = 40
MINOR = frozenset(key for key, f in FESTIVALS.items() if f.rank < NOTICED_RANK)
# Shopping stops with parcels: seven stretches around the new year that differ from each other and repeat by the moon.
SPRING: tuple[tuple[int, int, Text], ...] = (
    (-21, -15, Text("春节前三周", "third week before Spring Festival")),
    (-14, -8, Text("春节前两周", "second week before Spring Festival")),
    (-7, -4, Text("春节前一周", "week before Spring Festival")),
    (-3, -1, Text("春节前三天", "three days before Spring Festival")),
    (0, 2, Text("初一至初三", "days 1 to 3 of Spring Festival")),
    (3, 6, Text("初四至初七", "days 4 to 7 of Spring Festival")),
    (7, 10, Text("初八至十一", "days 8 to 11 of the new lunar year")),
    (11, 15, Text("元宵前后", "around the Lantern Festival")),
)
_OF_SPRING = ("spring_festival", "new_year_eve", "lantern")
REST = Text("法定假日", "public holiday")
WORKDAY = Text("调休上班日", "make-up workday")
RUN_UP = Text("{name}前几天", "days before {name}")
SALE_PARTS = {
    "open": Text("{name}开门", "opening of {name}"),
    "window": Text("{name}期间", "during {name}"),
    "eve": Text("{name}前一天", "eve of {name}"),
    "peak": Text("{name}当天", "peak of {name}"),
    "after": Text("{name}结束后", "after {name}"),
}
Touched = tuple[str, Group, Text, date, date]
"""Key, group, name, first and last day of one occurrence."""


@dataclass(frozen=True)
class Effects:
    """Columns over days: `matrix[day, column]` is 1 where the column touches the day (a share for a week)."""

    keys: tuple[str, ...]
    groups: tuple[Group, ...]
    names: tuple[Text, ...]
    matrix: npt.NDArray[np.float64]

    @property
    def sharp(self) -> tuple[bool, ...]:
        """Which columns are about particular, weighty days, not about long stretches or a festival that few notice."""
        return tuple(not key.endswith(BROAD) and key not in MINOR for key in self.keys)

    @property
    def upward(self) -> tuple[bool, ...]:
        """Which columns can explain more, but never less: nobody sells half because of a sale."""
        return tuple(group in ("festival", "sale") for group in self.groups)

    def block(self, group: Group) -> npt.NDArray[np.float64]:
        """Return the columns of one group."""
        chosen: npt.NDArray[np.float64] = self.matrix[:, self.columns(group)]
        return chosen

    def columns(self, group: Group) -> list[int]:
        """Return the places of the columns of one group."""
        return [n for n, found in enumerate(self.groups) if found == group]

    def unseen(self, history: Sequence[int], ahead: Sequence[int]) -> list[Text]:
        """Return the names of what touches `ahead` and never touched `history` (row numbers)."""
        seen = self.matrix[list(history)].sum(axis=0) > 0
        coming = self.matrix[list(ahead)].sum(axis=0) > 0
        return [self.names[n] for n in np.flatnonzero(coming & ~seen)]


def effects_of(starts: Sequence[date], calendar: BusinessCalendar, days: int = 1) -> Effects:
    """Return the effects on the buckets that begin on `starts`, each `days` long (1 = days, 7 = weeks).

    Columns that touch no bucket are left out; a week holds the share of its days.
    """
    span = between(starts[0], starts[-1] + timedelta(days=days - 1))
    places = {s + timedelta(days=d): n for n, s in enumerate(starts) for d in range(days)}
    found: dict[str, tuple[Group, Text, npt.NDArray[np.float64]]] = {}
    for key, group, name, first, last in _touching(span, calendar):
        column = found.setdefault(key, (group, name, np.zeros(len(starts))))[2]
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
            if day in places:
                column[places[day]] = min(1.0, column[places[day]] + 1 / days)
    kept = {key: what for key, what in found.items() if what[2].any()}
    matrix = (
        np.column_stack([c for _, _, c in kept.values()]) if kept else np.zeros((len(starts), 0))
    )
    return Effects(tuple(kept), tuple(g for g, _, _ in kept.values()), tuple(n for _, n, _ in kept.values()), matrix)  # fmt: skip


def _touching(span: Period, calendar: BusinessCalendar) -> Iterator[Touched]:
    years = range(span.start.year - 1, span.last.year + 2)
    for year in years:
        yield from _rest_days(year)
        for at in festival_days(year):
            yield from _festival(at.festival, at.day)
    wide = between(span.start - timedelta(days=HANGOVER_DAYS + 1), span.last)
    for window in windows(calendar.sales, wide):
        yield from _sale(window)


def _rest_days(year: int) -> Iterator[Touched]:
    for found in holidays_of(year):
        if found.kind == "workday":
            yield "workday", "rest", WORKDAY, found.day, found.day
            continue
        if found.day.weekday() < 5:
            yield "rest", "rest", REST, found.day, found.day
        yield f"rest_{found.name.en}", "rest", found.name, found.day, found.day


def _festival(festival: Festival, day: date) -> Iterator[Touched]:
    if festival.key == "spring_festival":
        for first, last, name in SPRING:
            yield f"spring{first}", "spring", name, day + timedelta(first), day + timedelta(last)
    if festival.key in _OF_SPRING:
        return
    yield festival.key, "festival", festival.name, day, day
    before, eve = day - timedelta(RUN_UP_DAYS), day - timedelta(1)
    yield f"{festival.key}_before", "festival", RUN_UP.format(name=festival.name), before, eve


def _sale(window: SaleWindow) -> Iterator[Touched]:
    """A peak, its eve, what is left afterwards; of a long sale also the opening and the days between."""
    key, name, peak = window.sale.key, window.sale.name, window.peak
    first, last = window.period.start, window.period.last
    parts: list[tuple[str, date, date]] = [("peak", peak, peak)]
    if first < peak:
        parts.append(("eve", peak - timedelta(PEAK_EVE), peak - timedelta(1)))
    if len(window.period) > LONG_SALE_DAYS:
        parts += [("open", first, first + timedelta(OPENING_DAYS - 1)), ("window", first, last)]
    elif len(window.period) > 2:
        parts.append(("window", first, last))
    parts.append(("after", last + timedelta(1), last + timedelta(HANGOVER_DAYS)))
    for part, start, end in parts:
        yield f"{key}_{part}", "sale", SALE_PARTS[part].format(name=name), start, end


def occasions_on(day: date, calendar: BusinessCalendar) -> list[Text]:
    """Return what a reader should see beside `day`: festivals, rest days, peaks of sales."""
    found = [f.name for f in FESTIVALS.values() if day in f.dates_in(day.year)]
    resting = [rest for rest in holidays_of(day.year) if rest.day == day]
    found += [WORKDAY if rest.kind == "workday" else rest.name for rest in resting]
    found += [w.sale.name for w in windows(calendar.sales, between(day, day)) if w.peak == day]
    return list(dict.fromkeys(found))
