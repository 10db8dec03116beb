"""Weeks from a file: dates in whatever order of day and month, days summed to weeks, words as columns of 0 and 1."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.response import words
from lianyi.analyses.response.columns import Chosen, choose, wanted
from lianyi.analyses.response.weeks import WEEK_DAYS, Array, Weeks
from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.response import Response
    from lianyi.analyses.result import Warning as Caution

YEAR_FIRST = re.compile(r"^(\d{4})\D?(\d{1,2})\D?(\d{1,2})(\D.*)?$")
YEAR_LAST = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(\D.*)?$")
EMPTY = ("", "na", "nan", "null", "none", "-", "—")
MOST_LEVELS = 12
FEWEST_DAYS_APART = 5


def from_file(asked: Response, data: Data) -> Weeks:
    """Return the weeks of `asked.file`.

    Refuses with `run.cell_unreadable`, `run.column_missing`, `response.no_channels`, `response.not_yet`.
    """
    assert asked.file is not None
    path = asked.file
    chosen = choose(asked, data.headers(path), path)
    columns = data.columns(path, wanted(chosen))
    days = _days(columns["date"], path.name, chosen.date)
    sales = _numbers(columns["target"], path.name, chosen.target, blank=np.nan)
    dated = days > 0
    kept = np.flatnonzero(dated & np.isfinite(sales))
    if not len(kept):
        raise LianyiError("response.not_yet", weeks=0, fewest=words.FEWEST)
    spend = [_spend(columns[f"channel {c}"], path.name, c) for c in chosen.channels]
    controls = dict(_controls(chosen, columns))
    place, begins, rows = _grouped(days[kept])
    if not len(begins):
        raise LianyiError("response.not_yet", weeks=0, fewest=words.FEWEST)

    def summed(values: Array) -> Array:
        inside = place >= 0
        return np.bincount(place[inside], weights=values[kept][inside], minlength=len(begins))

    return Weeks(
        begins,
        summed(sales),
        np.stack([summed(s) for s in spend]),
        chosen.channels,
        {n: summed(c) / rows for n, c in controls.items()},
        chosen.target,
        "number",
        tuple(_cautions(chosen, int(dated.sum()) - len(kept), days[kept], columns)),
    )


def _cautions(chosen: Chosen, blanks: int, days: Array, columns: dict[str, list[str]]) -> Iterator[Caution]:  # fmt: skip
    if chosen.guessed:
        yield words.columns_used(chosen.target, chosen.channels, chosen.controls)
    if chosen.unused:
        yield words.columns_unused(chosen.unused)
    if blanks:
        yield words.blank_sales(blanks)
    empty = sum(c.strip().lower() in EMPTY for n, cells in columns.items() if n.startswith("channel ") for c in cells)  # fmt: skip
    if empty:
        yield words.blank_spend(empty)
    if len(np.unique(days)) > 1 and _apart(days) < FEWEST_DAYS_APART:
        yield words.summed_to_weeks()


def _apart(days: Array) -> int:
    return int(np.median(np.diff(np.unique(days))))


def _grouped(days: Array) -> tuple[Array, Array, Array]:
    """Return per row the number of its week (−1 for none), the first days of the weeks, and how many rows each has.

    Rows a day apart are summed to weeks from Monday; a week at either end that is not whole is left out.
    """
    if len(np.unique(days)) < 2 or _apart(days) >= FEWEST_DAYS_APART:
        begins, place, rows = np.unique(days, return_inverse=True, return_counts=True)
        return place, begins, rows
    monday = days - (days - 1) % WEEK_DAYS  # ordinal 1 was a Monday
    seen = np.unique(np.stack([monday, days]), axis=1)[0]
    begins, known = np.unique(seen, return_counts=True)
    whole = np.ones(len(begins), bool)
    whole[[0, -1]] = known[[0, -1]] == WEEK_DAYS
    number = np.where(whole, np.cumsum(whole) - 1, -1)
    place = number[np.searchsorted(begins, monday)]
    return place, begins[whole], np.bincount(place[place >= 0], minlength=int(whole.sum()))


def _days(cells: Sequence[str], file: str, column: str) -> Array:
    """Return ordinals, 0 for an empty cell; of day and month first the reading whose steps are more even."""
    stripped = [c.strip() for c in cells]
    readings = [[_day(c, order) for c in stripped] for order in (_year_month_day, _month_first, _day_first)]  # fmt: skip
    whole = [r for r in readings if all(d for d, c in zip(r, stripped, strict=True) if c)]
    if not whole:
        row = next(n for n, c in enumerate(stripped) if c and not any(r[n] for r in readings))  # fmt: skip
        raise LianyiError("run.cell_unreadable", file=file, row=row + 2, column=column, value=cells[row])  # fmt: skip
    return min((np.array(r) for r in whole), key=_unevenness)


def _unevenness(days: Array) -> float:
    steps = np.diff(np.unique(days[days > 0]))
    return float(steps.std()) if len(steps) else 0.0


def _year_month_day(cell: str) -> tuple[int, int, int] | None:
    found = YEAR_FIRST.match(cell)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _month_first(cell: str) -> tuple[int, int, int] | None:
    found = YEAR_LAST.match(cell)
    return (int(found[3]), int(found[1]), int(found[2])) if found else None


def _day_first(cell: str) -> tuple[int, int, int] | None:
    found = YEAR_LAST.match(cell)
    return (int(found[3]), int(found[2]), int(found[1])) if found else None


def _day(cell: str, order: Callable[[str], tuple[int, int, int] | None]) -> int:
    found = order(cell)
    if found is None:
        return 0
    try:
        return date(*found).toordinal()
    except ValueError:
        return 0


def _number(cell: str) -> float | None:
    """Return the number in a cell, None where there is none to read."""
    try:
        value = float(cell.strip().replace(",", "").lstrip("¥￥$"))
    except ValueError:
        return None
    return value if isfinite(value) else None


def _numbers(cells: Sequence[str], file: str, column: str, *, blank: float) -> Array:
    found = np.full(len(cells), blank)
    for n, cell in enumerate(cells):
        if cell.strip().lower() in EMPTY:
            continue
        value = _number(cell)
        if value is None:
            raise LianyiError("run.cell_unreadable", file=file, row=n + 2, column=column, value=cell)  # fmt: skip
        found[n] = value
    return found


def _spend(cells: Sequence[str], file: str, column: str) -> Array:
    found = _numbers(cells, file, column, blank=0.0)
    below = np.flatnonzero(found < 0)
    if len(below):
        row = int(below[0])
        raise LianyiError("run.cell_unreadable", file=file, row=row + 2, column=column, value=cells[row])  # fmt: skip
    return found


def _controls(chosen: Chosen, columns: dict[str, list[str]]) -> Iterator[tuple[str, Array]]:
    """Yield numeric controls as they are, and of words one column for each but the most frequent."""
    for name in chosen.controls:
        cells = [c.strip() for c in columns[f"control {name}"]]
        values = [_number(c) for c in cells]
        known = [v for v in values if v is not None]
        # 「618」 among blanks is the name of an event.
        is_name = len(set(known)) == 1 and len(known) < len(cells)
        if not is_name and all(v is not None or c.lower() in EMPTY for v, c in zip(values, cells, strict=True)):  # fmt: skip
            # A blank price is no price of 0; a blank mark of an event is none.
            blank = 0.0 if set(known) <= {0.0, 1.0} else sum(known) / len(known)
            yield name, np.array([blank if v is None else v for v in values])
            continue
        levels = [level for level, _ in Counter(cells).most_common(MOST_LEVELS)][1:]
        for level in levels:
            yield f"{name}={level}", np.array([c == level for c in cells], float)
