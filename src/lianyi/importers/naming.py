"""What a file's name tells: the days it covers and when it was made. Pure.

Platforms write names such as `订单_20260901-20260930_20261001090512.csv`: a range of days, then a
moment. A lone date is the day of the export only when nothing else is there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

_DATE = r"(20\d\d)[-_./年]?(0[1-9]|1[0-2])[-_./月]?(0[1-9]|[12]\d|3[01])日?"
_CLOCK = r"[ T_-]?([01]\d|2[0-3])[:：_.-]?([0-5]\d)(?:[:：_.-]?([0-5]\d))?"
_RANGE = re.compile(
    rf"(?<!\d){_DATE}(?:{_CLOCK})?\s*(?:-|~|～|—|–|_|to|至|到)+\s*{_DATE}(?!\d{{6}})"
)
_MOMENT = re.compile(rf"(?<!\d){_DATE}{_CLOCK}(?!\d)")


@dataclass(frozen=True)
class NameFacts:
    """Days covered (both included) and the local moment of the export, as far as the name says."""

    covers: tuple[date, date] | None
    made_at: datetime | None


def read_name(name: str) -> NameFacts:
    """Return what the file name `name` tells.

    >>> read_name("抖店_订单_20260901-20260930_20261001090000.csv").made_at
    datetime.datetime(2026, 10, 1, 9, 0)
    """
    stem = name.rsplit("/", 1)[-1]
    covers, rest = _range(stem)
    return NameFacts(covers, _moment(rest))


def _range(stem: str) -> tuple[tuple[date, date] | None, str]:
    for found in _RANGE.finditer(stem):
        numbers = found.groups()
        first, last = _day(numbers[0:3]), _day(numbers[6:9])
        if first and last and first <= last:
            return (first, last), stem[: found.start()] + " " + stem[found.end() :]
    return None, stem


def _moment(text: str) -> datetime | None:
    moments = []
    for found in _MOMENT.finditer(text):
        year, month, day, hour, minute, second = found.groups()
        try:
            moments.append(
                datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))
            )
        except ValueError:
            continue
    return max(moments, default=None)


def _day(parts: tuple[str | None, ...]) -> date | None:
    try:
        return date(*(int(p or 0) for p in parts))
    except ValueError:
        return None
