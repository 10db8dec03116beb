"""What a period is about: the festival or the sale that explains its sales best."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.festivals import FESTIVALS, Festival
from lianyi.core.calendar.periods import Period
from lianyi.core.calendar.sales import Sale, windows
from lianyi.core.translation import Text

# Among sales the big two outweigh every festival but the Spring Festival.
_MAJOR_SALE, _SMALL_SALE = 90, 35
_LONGEST_MINOR_DAYS = 14


@dataclass(frozen=True)
class Occasion:
    """A festival or a sale in one year; `year` is its own (lunar for a lunar festival)."""

    source: Festival | Sale
    year: int
    day: date
    season: Period

    @property
    def name(self) -> Text:
        """The festival's or the sale's name."""
        return self.source.name

    @property
    def window(self) -> Period | None:
        """The days of a sale; None for a festival, which is one day."""
        return self.season if isinstance(self.source, Sale) else None

    @property
    def rank(self) -> int:
        """How much it moves trade, to choose between several."""
        if isinstance(self.source, Festival):
            return self.source.rank
        return _MAJOR_SALE if self.source.major else _SMALL_SALE

    def is_exactly(self, period: Period) -> bool:
        """Return whether `period` is the whole window of this sale."""
        window = self.window
        return window is not None and (window.start, window.end) == (period.start, period.end)

    def year_before(self) -> Occasion | None:
        """Return the same occasion one year earlier, or None if a sale was not held."""
        if isinstance(self.source, Festival):
            return _festival_in(self.source, self.year - 1)
        return _sale_in(self.source, self.year - 1)


def occasion_of(
    period: Period, calendar: BusinessCalendar, key: str | None = None
) -> Occasion | None:
    """Return the weightiest occasion that touches `period`; with `key` only that one.

    A sale whose days are exactly the period comes first, then major ones, then those whose own day
    lies inside, by rank. A season that covers less than half of the period does not count; a minor
    occasion explains two weeks at most.
    """
    found = [o for o in _touching(period, calendar) if _explains(o, period, key)]
    return max(found, key=lambda occasion: _weight(occasion, period), default=None)


def _explains(occasion: Occasion, period: Period, key: str | None) -> bool:
    if key is not None:
        return occasion.source.key == key
    if occasion.is_exactly(period):
        return True
    # A month is not about a one-day festival: aligned on it, other festivals would move in or out.
    weighty = occasion.source.major or len(period) <= _LONGEST_MINOR_DAYS
    return weighty and (occasion.day in period or 2 * occasion.season.shared(period) >= len(period))


def _weight(occasion: Occasion, period: Period) -> tuple[bool, bool, bool, int]:
    return occasion.is_exactly(period), occasion.source.major, occasion.day in period, occasion.rank


def _touching(period: Period, calendar: BusinessCalendar) -> Iterator[Occasion]:
    # A lunar year begins up to seven weeks after the Gregorian one.
    for year in range(period.start.year - 1, period.last.year + 2):
        for festival in FESTIVALS.values():
            occasion = _festival_in(festival, year)
            if occasion.season.overlaps(period):
                yield occasion
    for window in windows(calendar.sales, period):
        yield Occasion(window.sale, window.year, window.peak, window.period)


def _festival_in(festival: Festival, year: int) -> Occasion:
    day = festival.on(year)
    start = day - timedelta(days=festival.days_before)
    return Occasion(
        festival, year, day, Period(start, day + timedelta(days=festival.days_after + 1))
    )


def _sale_in(sale: Sale, year: int) -> Occasion | None:
    window = sale.window(year)
    return Occasion(sale, year, window.peak, window.period) if window else None
