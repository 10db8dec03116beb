"""Where a goal lands on its due day: 80 % interval and chance, from the forecast of what is left."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from lianyi.core.translation import Text
from lianyi.planning.goals.figures import exact
from lianyi.planning.goals.measured import Measured
from lianyi.planning.goals.remembered import law_of

if TYPE_CHECKING:
    from lianyi.core.calendar.business import BusinessCalendar
    from lianyi.core.calendar.periods import Period
    from lianyi.planning.goals.remembered import Memory

LEVEL = 0.8
LONGEST_DAYS = 366
"""How far ahead a forecast is asked for; a goal that is due later has no range yet."""
NOT_BY_DAY = Text(
    "这个指标不能按天相加，所以不预测落点",
    "This metric does not add up by day, so no landing is forecast",
)
TOO_FAR = Text(
    "离截止日还有{days}天，最多预测{most}天",
    "{days} days to go; a forecast reaches {most}",
)
MISSING_DAYS = Text(
    "这段时间里有{days}天没有数据，落点会偏低，所以不预测",
    "{days} days of this period have no data; a landing would come out low, so none is forecast",
)
TOO_SHORT = Text("历史太短，还不能预测", "The history is too short to forecast")


@dataclass(frozen=True)
class Landing:
    """Where the whole period ends: `low` and `high` hold it with chance `LEVEL`; `chance` is that of the target.

    All three are None where nothing can be said: `why` then says so.
    """

    mid: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    chance: float | None = None
    method: str = ""
    why: Text | None = None


def landing(
    found: Measured,
    period: Period,
    calendar: BusinessCalendar,
    target: Fraction | None = None,
    *,
    lower_is_better: bool = False,
    memory: Memory | None = None,
) -> Landing:
    """Return where the metric lands at the end of `period`, and the chance of `target`."""
    days = found.days
    if days is None or (days.above is None and not days.additive):
        return Landing(why=found.why or NOT_BY_DAY)
    left = (period.last - days.last).days
    if left > LONGEST_DAYS:
        return Landing(why=TOO_FAR.format(days=left, most=LONGEST_DAYS))
    law = law_of(days, period, calendar, memory)
    ends = law.ends(LEVEL)
    if ends is None or law.mid is None:
        return Landing(why=MISSING_DAYS.format(days=law.missing) if law.missing else TOO_SHORT)
    chance = None if target is None else law.chance(float(target), lower_is_better=lower_is_better)
    return Landing(exact(law.mid), exact(ends[0]), exact(ends[1]), chance, law.method)
