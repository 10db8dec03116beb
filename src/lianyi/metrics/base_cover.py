"""Whether the days compared with are known as well as the days themselves. Pure.

A base of which one day of seven was delivered is no base: its number may be shown, the change may not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from lianyi.metrics.labels import source_text
from lianyi.metrics.masking import covered_days
from lianyi.metrics.reasons import Reason, because, together
from lianyi.metrics.scope import Source
from lianyi.metrics.tree import Supply

Known = Mapping[Source, tuple[int, int]]
"""For each source how many days it covers wholly, and of how many."""


def known_days(
    supply: Supply, days: tuple[date, date], partial: Mapping[Source, date]
) -> dict[Source, tuple[int, int]]:
    """Return for each source of a number how many of `days` (both included) it covers wholly.

    The day on which an export broke off (`partial`) is not whole.
    """
    length = (days[1] - days[0]).days + 1
    found = {}
    for source, parts in supply.days.items():
        covered = min(covered_days(ranges, days) for ranges in parts)
        broken = partial.get(source)
        if broken is not None and covered and days[0] <= broken <= days[1]:
            covered -= 1
        found[source] = (covered, length)
    return found


def base_gap(now: Known, then: Known, sources: Collection[Source] | None = None) -> Reason | None:
    """Return why a change may not be shown: a source is known for fewer days of the base than of now.

    `sources` are those that the number is about, all without it.
    """
    lacking = [
        _told(source, covered, length)
        for source, (covered, length) in sorted(then.items())
        if (sources is None or source in sources)
        and covered < min(now.get(source, (0, 0))[0], length)
    ]
    return together(lacking) if lacking else None


def base_notes(known: Known) -> list[Reason]:
    """Return what the base leaves out, one reason for each source that covers a part of it."""
    return [_told(s, covered, n) for s, (covered, n) in sorted(known.items()) if covered < n]


def _told(source: Source, covered: int, length: int) -> Reason:
    return because("base_part_covered", source=source_text(source), covered=covered, days=length)
