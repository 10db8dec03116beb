"""The fan of a forecast: the weeks before, the days ahead, 80 % and 95 % behind them, festivals marked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from lianyi.charts.fan import Fan, fan_option
from lianyi.charts.frame import Style
from lianyi.charts.line import Band
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.result import Option, Result, Table
    from lianyi.core.translation import Lang

AHEAD = Text("预测", "Forecast")
BANDS = {"95": Text("95%区间", "95% interval"), "80": Text("80%区间", "80% interval")}
MOST_MARKS = 6


def draw(result: Result, lang: Lang) -> Option:
    """Return the option of the chart."""
    before, ahead = result.table("history"), result.table("days")
    known = [row[1] for row in before.rows]
    expected = _column(ahead, "forecast")
    gap: list[Any] = [None] * (len(known) - 1)
    # The fan opens at the last known value, so that the line does not break there.
    last = known[-1] if known else None
    bands = [
        Band(name.say(lang), [*gap, last, *_column(ahead, f"low_{key}")], [*gap, last, *_column(ahead, f"high_{key}")])
        for key, name in BANDS.items()
    ]  # fmt: skip
    unit = next(c.unit for c in before.columns if c.key == "value")
    days = [date.fromisoformat(row[0]) for row in (*before.rows, *ahead.rows)]
    chart = Fan(
        name=before.columns[1].name.say(lang),
        ahead_name=AHEAD.say(lang),
        labels=[f"{day:%m-%d}" for day in days],
        values=[*known, *([None] * len(expected))],
        ahead=[*gap, last, *expected],
        bands=bands,
        marks=_marks(result, days, lang),
        style=Style(unit=unit, lang=lang),
    )
    return dict(fan_option(chart, label=result.explain(lang)))


def _column(table: Table, key: str) -> list[Any]:
    place = [c.key for c in table.columns].index(key)
    return [row[place] for row in table.rows]


def _marks(result: Result, days: list[date], lang: Lang) -> list[tuple[int, str]]:
    """Return the weightiest occasions ahead, then those before, in order of time."""
    noted = result.extra.get("occasions", {})
    places = {day.isoformat(): n for n, day in enumerate(days)}
    found = [(places[day], names[lang]) for day, names in noted.items() if day in places]
    return sorted(found[:MOST_MARKS])
