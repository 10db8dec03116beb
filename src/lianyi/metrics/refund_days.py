"""For which pay days the refunds of a source are known: the difference between no refund and no refund file.

Refund files cover the days on which refunds were asked for, orders the days on which they were placed. The refunds
of the orders paid on one day are known where the files cover that day and go on, without a hole, to the end
of the data or for as long as refunds come in. Formula and examples: docs/ideas/refund-coverage.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from lianyi.metrics.maturity import HORIZON_DAYS

Ranges = tuple[tuple[date, date], ...]
# A file that does not say what it covers ends with its last row, and nobody asks for a refund every day.
SLACK = timedelta(days=3)
HORIZON = timedelta(days=HORIZON_DAYS)


def known_days(refunds: Ranges, orders: Ranges) -> Ranges:
    """Return the pay days whose refunds are known, of a source whose files cover `refunds` and `orders`.

    Both are in order and do not touch. Without `orders` the data ends where the refunds do.

    >>> june, year = (date(2026, 6, 1), date(2026, 6, 30)), (date(2026, 1, 1), date(2026, 12, 31))
    >>> known_days((year,), (year,)) == (year,)
    True
    >>> known_days((june,), (year,))
    ()
    """
    if not refunds:
        return ()
    first, last = (orders[0][0], orders[-1][1]) if orders else (refunds[0][0], refunds[-1][1])
    found = []
    for start, end in _without_small_holes(refunds):
        begin = first if first < start <= first + SLACK else start
        stop = last if last - SLACK <= end < last else end
        known = stop if stop >= last else stop - HORIZON
        if begin <= known:
            found.append((begin, known))
    return tuple(found)


def overlap(one: Ranges, other: Ranges) -> Ranges:
    """Return the days in both."""
    pairs = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted((a, b) for a, b in pairs if a <= b))


def _without_small_holes(ranges: Ranges) -> Iterable[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for start, end in ranges:
        if found and start - found[-1][1] <= SLACK + timedelta(days=1):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
