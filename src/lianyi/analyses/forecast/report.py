"""From what was found to the result of `forecast`: numbers, tables, sentences, cautions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.forecast import words
from lianyi.analyses.forecast.found import Found, Landing
from lianyi.analyses.forecast.tables import in_unit, tables_of
from lianyi.analyses.result import Interval, Number, Result
from lianyi.core.calendar.periods import between
from lianyi.stats.back_test import LEVELS
from lianyi.stats.calendar_effects import occasions_on

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.forecast import Forecast as Asked
    from lianyi.analyses.result import Unit
    from lianyi.stats.forecasting import Forecast

METHOD = {"structure": "structural_back_tested", "naive": "seasonal_naive_back_tested"}
WIDE = LEVELS[-1]
SHOWN_BEFORE = 84


def report(asked: Asked, data: Data, found: Found) -> Result:
    """Return the result of a forecast."""
    expected = found.forecast
    first, last = expected.days[0], expected.days[-1]
    numbers = [*_totals(found), *_landed(found), *_back_test(found)]
    return Result(
        analysis=asked.KEY,
        definition=asked.definition(),
        options=asked.options,
        numbers=tuple(numbers),
        tables=tables_of(found, data.calendar),
        sentences=words.sentences(found, {n.key: n for n in numbers}),
        warnings=tuple(words.cautions(found)),
        sizes={"days_known": expected.known, "days_ahead": len(expected.days), "origins": expected.errors.origins},
        extra={
            "metric": found.metric.id if found.metric else None,
            "method": expected.method,
            "step_days": found.series.step,
            "unit": found.unit,
            "last_known_day": found.series.day(len(found.series.values) - 1).isoformat(),
            "occasions": occasions(found, data),
        },
        period=found.landing.period.key if found.landing else between(first, last).key,
        drawn=asked.draw,
    )  # fmt: skip


def occasions(found: Found, data: Data) -> dict[str, dict[str, str]]:
    """Return what falls on the days ahead and just before, in both languages, the days ahead first."""
    if found.series.step != 1:
        return {}
    last = len(found.series.values) - 1
    before = [found.series.day(last - n) for n in range(min(SHOWN_BEFORE, last + 1))]
    named = {day: occasions_on(day, data.calendar) for day in (*found.forecast.days, *before)}
    return {
        day.isoformat(): {
            "zh": "、".join(n.zh for n in names),
            "en": ", ".join(n.en for n in names),
        }
        for day, names in named.items()
        if names
    }


def ends_of(unit: str, ends: tuple[float, float], method: str, level: float = WIDE) -> Interval | None:  # fmt: skip
    """Return an interval in a unit; None where an end is not a number."""
    low, high = (in_unit(unit, end) for end in ends)
    return None if low is None or high is None else Interval(low, high, level, METHOD[method])


def _totals(found: Found) -> list[Number]:
    expected, unit = found.forecast, _unit(found)
    count = expected.known
    adds = found.additive or found.is_ratio
    per_day = float(np.nanmean(expected.point)) if np.isfinite(expected.point).any() else None
    total = Number(
        "forecast",
        words.TOTAL_RATIO if found.is_ratio else words.TOTAL,
        in_unit(unit, expected.total) if adds else None,
        unit,
        ends_of(unit, expected.spreads[WIDE].total, expected.method) if adds else None,
        count,
        None if adds else words.NOT_ADDED,
    )
    whole = "number" if unit == "count" else unit
    a_day = Number("per_day", words.PER_DAY, in_unit(unit if unit == "money" else "number", per_day), whole, n=count)  # fmt: skip
    before = Number("before", words.BEFORE, in_unit(unit, found.before), unit, why=None if found.before is not None else words.NO_BEFORE)  # fmt: skip
    return [total] if found.is_ratio else [total, a_day, before]


def _landed(found: Found) -> list[Number]:
    landing = found.landing
    if landing is None:
        return []
    unit = _unit(found)
    if not found.additive:
        why = words.RATIO_LANDING if found.is_ratio else words.NOT_ADDED
        return [Number("landing", words.LANDING, None, unit, why=why)]
    so_far = Number("so_far", words.SO_FAR, in_unit(unit, landing.so_far), unit)
    if landing.missing:
        why = words.MISSING_DAYS.format(n=landing.missing)
        return [Number("landing", words.LANDING, None, unit, why=why), so_far]
    return [_landing_number(landing, unit), so_far]


def _landing_number(landing: Landing, unit: Unit) -> Number:
    expected: Forecast | None = landing.expected
    if expected is None:
        return Number("landing", words.LANDING, in_unit(unit, landing.so_far), unit)
    low, high = expected.spreads[WIDE].total
    ends = ends_of(unit, (landing.so_far + low, landing.so_far + high), expected.method)
    total = in_unit(unit, landing.so_far + expected.total)
    return Number("landing", words.LANDING, total, unit, ends, expected.known)


def _back_test(found: Found) -> list[Number]:
    expected = found.forecast
    errors, naive = expected.errors, expected.tried["naive"]
    made: list[Number] = [
        Number("wape", words.WAPE, errors.wape, "ratio", n=errors.points, why=_untried(errors.wape)),
        Number("mape", words.MAPE, errors.mape, "ratio", n=errors.points, why=_untried(errors.mape)),
        Number("wape_naive", words.WAPE_NAIVE, naive.wape, "ratio", n=naive.points, why=_untried(naive.wape)),
    ]  # fmt: skip
    for level in LEVELS:
        share = errors.coverage[level]
        name = words.COVERAGE.format(level=f"{level:.0%}")
        made.append(Number(f"coverage_{level * 100:.0f}", name, share, "ratio", n=errors.points, why=_untried(share)))  # fmt: skip
    return made


def _untried(value: Any) -> Any:
    return words.UNTRIED if value is None else None


def _unit(found: Found) -> Unit:
    return found.unit  # type: ignore[return-value]  # units of metrics are units of results
