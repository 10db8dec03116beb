"""Sales days: 618, 双11, 年货节 and the like, as a table that every shop may edit.

Windows move from year to year and from platform to platform, so the built-in ones are reference
values (参考值). A date is written `MM-DD`, or as days from a festival: `spring_festival-28`,
`thanksgiving+1`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from lianyi.core.calendar.festivals import FESTIVALS
from lianyi.core.calendar.periods import Period, between
from lianyi.core.calendar.sales_table import ROWS
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text

_DATE = re.compile(r"(\d{2})-(\d{2})", re.ASCII)
_FROM_FESTIVAL = re.compile(r"([a-z][a-z0-9_]*?)([+-]\d{1,3})?", re.ASCII)
_FIELDS = frozenset({"key", "zh", "en", "start", "end", "peak", "note", "years", "major", "off"})


@dataclass(frozen=True)
class Dates:
    """When a sale starts, peaks and ends (included), each as a rule."""

    start: str
    peak: str
    end: str


@dataclass(frozen=True)
class Sale:
    """A sale that comes back every year.

    `years` holds the years that differ; None there means that the sale did not take place. `note`
    says who holds it. A `major` one colours its whole window. `reference` marks dates that Lianyi
    proposes and nobody confirmed.
    """

    key: str
    name: Text
    dates: Dates
    note: Text = field(default_factory=lambda: Text("", ""))
    years: Mapping[int, Dates | None] = field(default_factory=dict)
    major: bool = False
    reference: bool = False

    def window(self, year: int) -> SaleWindow | None:
        """Return the window whose peak belongs to `year`, or None if there was none."""
        dates = self.years.get(year, self.dates)
        if dates is None:
            return None
        peak = _resolve(dates.peak, year)
        start, end = _resolve(dates.start, year), _resolve(dates.end, year)
        # A window over New Year's Eve is written with the dates of two years.
        start = _resolve(dates.start, year - 1) if start > peak else start
        end = _resolve(dates.end, year + 1) if end < peak else end
        return SaleWindow(self, year, between(start, end), peak)


@dataclass(frozen=True)
class SaleWindow:
    """A sale in one year: its days and the day on which most is sold."""

    sale: Sale
    year: int
    period: Period
    peak: date


def windows(sales: Iterable[Sale], period: Period) -> list[SaleWindow]:
    """Return the windows that share a day with `period`, in order of their start."""
    years = range(period.start.year - 1, period.last.year + 2)
    found = (sale.window(year) for sale in sales for year in years)
    return sorted(
        (w for w in found if w and w.period.overlaps(period)), key=lambda w: w.period.start
    )


def sales_from(
    rows: Sequence[Mapping[str, object]], *, reference: bool = False
) -> tuple[Sale, ...]:
    """Return the sales that `rows` declare (as read from YAML).

    A row has `key`, `zh`, `en`, `start`, `end`, and may have `peak` (else the end), `note`
    (`{zh, en}`), `major` and `years` ({2025: {start, end, peak}}, null for a year without). Refuses
    `sales.bad_row`, naming row, field and value.
    """
    return tuple(_sale(row, number, reference=reference) for number, row in enumerate(rows, 1))


def merged(base: tuple[Sale, ...], rows: Sequence[Mapping[str, object]]) -> tuple[Sale, ...]:
    """Return `base` as a shop edits it: same key replaces, new key adds, `off: true` removes."""
    off = {row.get("key") for row in rows if row.get("off") is True}
    own = sales_from([row for row in rows if row.get("off") is not True])
    table = {sale.key: sale for sale in (*base, *own)}
    return tuple(sale for key, sale in table.items() if key not in off)


def _resolve(rule: str, year: int) -> date:
    if plain := _DATE.fullmatch(rule):
        month, day = int(plain[1]), int(plain[2])
        # A sale of 29 February is held on the 28th in most years.
        return date(year, month, min(day, monthrange(year, month)[1]))
    key, days = _from_festival(rule)
    return FESTIVALS[key].on(year) + timedelta(days=days)


def _from_festival(rule: str) -> tuple[str, int]:
    found = _FROM_FESTIVAL.fullmatch(rule)
    if not found or found[1] not in FESTIVALS:
        raise ValueError(f"{rule!r} is no date rule")
    return found[1], int(found[2] or 0)


def _sale(row: Mapping[str, object], number: int, *, reference: bool) -> Sale:
    for name in row:
        if name not in _FIELDS:
            raise LianyiError("sales.bad_row", row=number, field=name, value=row[name])
    zh = _word(row, "zh", number)
    return Sale(
        key=_word(row, "key", number),
        name=Text(zh, str(row.get("en") or zh)),
        dates=_dates(row, number),
        note=_note(row.get("note")),
        years=_years(row, number),
        major=row.get("major") is True,
        reference=reference,
    )


def _years(row: Mapping[str, object], number: int) -> dict[int, Dates | None]:
    declared = row.get("years") or {}
    found: dict[int, Dates | None] = {}
    if isinstance(declared, Mapping):
        for year, own in declared.items():
            if isinstance(year, int) and (own is None or isinstance(own, Mapping)):
                # What a year does not say, it takes from the rule.
                found[year] = None if own is None else _dates({**row, **own}, number)
                continue
            raise LianyiError("sales.bad_row", row=number, field=f"years.{year}", value=own)
        return found
    raise LianyiError("sales.bad_row", row=number, field="years", value=declared)


def _word(row: Mapping[str, object], name: str, number: int) -> str:
    value = row.get(name)
    if value is None or not str(value).strip():
        raise LianyiError("sales.bad_row", row=number, field=name, value=value)
    return str(value).strip()


def _note(note: object) -> Text:
    if isinstance(note, Mapping):
        return Text(str(note.get("zh", "")), str(note.get("en", note.get("zh", ""))))
    return Text(str(note or ""), str(note or ""))


def _dates(row: Mapping[str, object], number: int) -> Dates:
    end = _word(row, "end", number)
    dates = Dates(_word(row, "start", number), str(row.get("peak") or end).strip(), end)
    for name in ("start", "end", "peak"):
        rule = getattr(dates, name)
        if not _is_rule(rule):
            raise LianyiError("sales.bad_row", row=number, field=name, value=rule)
    return dates


def _is_rule(rule: str) -> bool:
    try:
        if plain := _DATE.fullmatch(rule):
            date(2024, int(plain[1]), int(plain[2]))  # a leap year, so that 02-29 is a date
        else:
            _from_festival(rule)
    except ValueError:
        return False
    return True


BUILT_IN = sales_from(ROWS, reference=True)
