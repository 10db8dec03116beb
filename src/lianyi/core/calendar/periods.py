"""A period: some business days in a row, as people name them (`2026-W37`, `2026-11`, `2026-Q4`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from lianyi.core.calendar import labels
from lianyi.core.translation import Lang, Text

Grain = Literal["day", "week", "month", "quarter", "year", "range"]
GRAINS: tuple[Grain, ...] = get_args(Grain)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Business days from `start` up to and without `end`.

    A grain other than `range` says within which natural unit the days lie: a `month` may be the
    whole month or its first 13 days (month to date). Weeks are ISO weeks, Monday to Sunday.
    """

    start: date
    end: date
    grain: Grain = "range"

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"a period needs at least one day: {self.start} to {self.end}")
        if self.grain != "range" and natural_bounds(self.last, self.grain)[0] > self.start:
            raise ValueError(f"{self.start} to {self.last} is more than one {self.grain}")

    @property
    def last(self) -> date:
        """The last day, included."""
        return self.end - DAY

    @property
    def is_whole(self) -> bool:
        """Whether all days of the natural unit are there; a free range is always whole."""
        return self.grain == "range" or (self.start, self.end) == natural_bounds(
            self.start, self.grain
        )

    @property
    def key(self) -> str:
        """The shortest text from which `parse_period` makes the same period again."""
        if self.grain == "range":
            return f"{self.start}..{self.last}"
        natural = whole(self.start, self.grain)
        if self.is_whole:
            return _natural_key(natural)
        if self.start == natural.start:
            return f"{_natural_key(natural)}..{self.last}"
        if self.end == natural.end:
            return f"{self.start}..{_natural_key(natural)}"
        return f"{self.start}..{self.last}"

    def __str__(self) -> str:
        return self.key

    def __len__(self) -> int:
        return (self.end - self.start).days

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day < self.end

    def __iter__(self) -> Iterator[date]:
        return iter(self.days())

    def days(self) -> list[date]:
        """Return every day, in order."""
        return [self.start + DAY * n for n in range(len(self))]

    def overlaps(self, other: Period) -> bool:
        """Return whether at least one day is in both."""
        return self.start < other.end and other.start < self.end

    def shared(self, other: Period) -> int:
        """Return how many days are in both."""
        return max(0, (min(self.end, other.end) - max(self.start, other.start)).days)

    def shifted(self, days: int) -> Period:
        """Return the same number of days, `days` later; the grain stays where it still fits."""
        moved = timedelta(days=days)
        start, end = self.start + moved, self.end + moved
        if self.grain == "range":
            return Period(start, end)
        first, after = natural_bounds(start, self.grain)
        fits = start == first and (end == after if self.is_whole else end <= after)
        return Period(start, end, self.grain if fits else "range")

    def stepped(self, steps: int) -> Period:
        """Return the period `steps` units on: the next week, the month or range before."""
        if self.grain in ("range", "day"):
            return self.shifted(steps * len(self))
        unit = whole(self.start, self.grain)
        for _ in range(abs(steps)):
            neighbour = unit.end if steps > 0 else unit.start - DAY
            unit = whole(neighbour, self.grain)
        return unit

    def buckets(self, grain: Grain) -> list[Period]:
        """Return the period cut at the borders of `grain`; the first and the last may be parts."""
        if grain == "range":
            return [self]
        pieces, start = [], self.start
        while start < self.end:
            end = min(natural_bounds(start, grain)[1], self.end)
            pieces.append(Period(start, end, grain))
            start = end
        return pieces

    def label(self, lang: Lang) -> str:
        """Return the name to show: `第37周（09-07~09-13）` / `2026-W37 (7–13 Sep)`."""
        return self.text().say(lang)

    def title(self, lang: Lang) -> str:
        """Return the name for a headline: `2026年第37周（09-07~09-13）` / `2026-W37 (7 to 13 Sep)`."""
        return self.text(full=True).say(lang)

    def text(self, *, full: bool = False) -> Text:
        """Return the name in both languages; `full` names the year, too."""
        if self.grain == "day":
            return labels.day_text(self.start, year=full)
        span = labels.span_text(self.start, self.last, to="to" if full else "–")
        if self.grain == "range":
            return labels.span_text(self.start, self.last, year=True, to="to") if full else span
        name = _natural_name(self.start, self.grain, full=full)
        if self.is_whole and self.grain != "week":
            return name
        return Text(f"{name.zh}（{span.zh}）", f"{name.en} ({span.en})")


def natural_bounds(day: date, grain: Grain) -> tuple[date, date]:
    """Return the first day, and the day after the last, of the `grain` in which `day` lies."""
    match grain:
        case "day":
            return day, day + DAY
        case "week":
            monday = day - DAY * day.weekday()
            return monday, monday + 7 * DAY
        case "month":
            return day.replace(day=1), _month_start(day, 1)
        case "quarter":
            first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
            return first, _month_start(first, 3)
        case "year":
            return date(day.year, 1, 1), date(day.year + 1, 1, 1)
        case "range":
            raise ValueError("a range has no natural bounds")


def whole(day: date, grain: Grain) -> Period:
    """Return the whole `grain` in which `day` lies."""
    return Period(*natural_bounds(day, grain), grain)


def single(day: date) -> Period:
    """Return the period of one day."""
    return Period(day, day + DAY, "day")


def between(first: date, last: date) -> Period:
    """Return the days from `first` to `last`, both included; one day has the grain `day`."""
    return single(first) if first == last else Period(first, last + DAY)


def last_complete_day(today: date) -> Period:
    """Return yesterday: the newest business day that is over when `today` is running."""
    return single(today - DAY)


def last_complete_week(today: date) -> Period:
    """Return the ISO week before the one in which `today` lies."""
    return whole(today, "week").stepped(-1)


def last_complete_month(today: date) -> Period:
    """Return the month before the one in which `today` lies."""
    return whole(today, "month").stepped(-1)


def to_date(today: date, grain: Grain) -> Period:
    """Return the complete days of the running `grain`.

    On its first day nothing is complete yet; then that running day itself is returned.
    """
    start = natural_bounds(today, grain)[0]
    return Period(start, max(today, start + DAY), grain)


def last_days(count: int, today: date) -> Period:
    """Return the `count` days that end with yesterday."""
    return between(today - DAY * count, today - DAY)


def _month_start(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _natural_key(natural: Period) -> str:
    start = natural.start
    match natural.grain:
        case "week":
            iso = start.isocalendar()
            return f"{iso.year}-W{iso.week:02d}"
        case "month":
            return f"{start:%Y-%m}"
        case "quarter":
            return f"{start.year}-Q{(start.month + 2) // 3}"
        case "year":
            return str(start.year)
        case _:
            return start.isoformat()


def _natural_name(day: date, grain: Grain, *, full: bool) -> Text:
    if grain == "week":
        iso = day.isocalendar()
        year = f"{iso.year}年" if full else ""
        return Text(f"{year}第{iso.week}周", f"{iso.year}-W{iso.week:02d}")
    if grain == "month":
        return labels.month_text(day)
    if grain == "quarter":
        return labels.quarter_text(day)
    return Text(f"{day.year}年", str(day.year))
