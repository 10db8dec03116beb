"""Days on which the calendar moves everything: holidays, Spring Festival with its weeks around, sales and their aftermath."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lianyi.planning.risks.counts import Flags
from lianyi.planning.risks.watched import Axis

if TYPE_CHECKING:
    from datetime import date

    from lianyi.core.calendar.business import BusinessCalendar
    from lianyi.core.translation import Text

GROUPS = ("rest", "spring", "sale")


def special_days(axis: Axis, calendar: BusinessCalendar) -> Flags:
    """Return the days of `axis` that holidays, the Spring Festival or a sales day touch."""
    from lianyi.stats.calendar_effects import effects_of

    effects = effects_of([axis.day(n) for n in range(axis.size)], calendar)
    # Long stretches ("during 618") are ordinary days with a name; their peaks, openings and aftermaths are not.
    chosen = [
        n
        for n, (key, group) in enumerate(zip(effects.keys, effects.groups, strict=True))
        if group in GROUPS and not key.endswith("_window")
    ]
    touched: Flags = np.any(effects.matrix[:, chosen] > 0, axis=1).astype(np.bool_)
    return touched


def marks(first: date, last: date, calendar: BusinessCalendar) -> dict[date, list[Text]]:
    """Return what a reader should see beside the days from `first` to `last`: festivals, rest days, peaks of sales."""
    from lianyi.stats.calendar_effects import occasions_on

    axis = Axis(first, last)
    named = {axis.day(n): occasions_on(axis.day(n), calendar) for n in range(axis.size)}
    return {day: names for day, names in named.items() if names}
