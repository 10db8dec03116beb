"""How far apart the days of a column lie. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise
from statistics import median_low

FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")
SLASHED = ("%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y")
ENOUGH = 4


def usual_step(texts: Iterable[str]) -> int:
    """Return the median number of days between neighbouring days; 0 where fewer than four can be read.

    >>> usual_step(["2015-11-23", "2015-11-30", "2015-12-07", "2015-12-14"])
    7
    """
    listed = [text.strip()[:11].split(" ")[0] for text in texts]
    days = max((_read(listed, form) for form in (*FORMATS, *SLASHED)), key=len)
    if len(days) < ENOUGH:
        return 0
    ordered = sorted(days)
    return median_low([(b - a).days for a, b in pairwise(ordered)])


def _read(texts: Iterable[str], form: str) -> set[date]:
    found = set()
    for text in texts:
        try:
            found.add(datetime.strptime(text, form).date())  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return found
