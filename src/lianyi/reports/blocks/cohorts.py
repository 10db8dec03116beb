"""Month cohorts: of the buyers whose first order fell in a month, how many ordered again in each month after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lianyi.charts.heat import level
from lianyi.core import numbers
from lianyi.core.calendar.labels import date_text
from lianyi.core.calendar.period_text import parse_period
from lianyi.core.calendar.periods import Period, between
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text, same
from lianyi.reports.document import Block, Cell, Column, Nothing, Number, Prose, Row, Table
from lianyi.reports.gather import Gathered
from lianyi.reports.source import AsksAnalyses
from lianyi.reports.wording import words
from lianyi.stats.intervals import wilson

if TYPE_CHECKING:
    from lianyi.analyses.result import Result

MONTHS = 12
TITLE = Text("同期群", "Cohorts")
CAPTION = Text("首次下单后第几个月又下单", "Ordered again, by month after the first order")
COHORT, PEOPLE = Text("首单月", "First order in"), Text("新客", "New customers")
READING = Text(
    "读法：每一行是那个月第一次下单的人，第N列是其中在之后第N个月又下过单的占比；还没有过完的月空着。",
    "Each row holds the people whose first order fell in that month; column N is the share of them who ordered again in the Nth month after it. Months that are not over stay empty.",
)
FINDING = Text(
    "首单后第1个月有{rate}的人又下单（{people}人，{cohorts}个首单月，95%区间{ends}）。",
    "{rate} ordered again in the month after their first order ({people} people, {cohorts} cohorts, 95% interval {ends}).",
)
NOT_YET = Text("要到{day}才能看到", "observable from {day}")
REFUSED = ("run.missing_source", "run.nothing_to_count", "retention.not_yet", "retention.periods")


def cohorts(facts: Gathered) -> Block | None:
    """Return the grid of the last twelve months up to the report's, None where buyers are not known."""
    result = _result(facts)
    if result is None:
        return None
    table = result.table("ratio")
    places = [n for n, column in enumerate(table.columns) if column.unit == "ratio"]
    # In its first month everybody has ordered: that column says nothing.
    shown = [n for n in places if table.columns[n].key != "m0"][: MONTHS - 1]
    rows = [row for row in table.rows if row[1]]
    if not rows or not shown:
        return None
    columns = (
        Column("cohort", COHORT, numeric=False),
        Column("people", PEOPLE),
        *(Column(table.columns[n].key, same(str(k))) for k, n in enumerate(shown, 1)),
    )
    grid = [[_cell(facts, result, row[0], row[n], k) for k, n in enumerate(shown, 1)] for row in rows]  # fmt: skip
    cells = [
        Row((same(str(row[0])), _size(row[1], row[0]), *shares))
        for row, shares in zip(rows, _shaded(grid), strict=True)
    ]
    made = Table("cohorts", CAPTION, columns, tuple(cells), READING)
    said = _finding(facts, result, table.columns[shown[0]].key)
    finding = (Prose((words(said),)),) if said is not None else ()
    return Block("cohorts", TITLE, (*finding, made))


def _finding(facts: Gathered, result: Result, first: str) -> Text | None:
    """Return the share who ordered again in the first month, over the cohorts whose first month is over by the report's."""
    over = [
        row
        for row in result.table("people").dicts()
        if row["size"] and row[first] is not None and _is_told(facts, row["cohort"], 1)
    ]
    size, again = sum(row["size"] for row in over), sum(row[first] for row in over)
    if not size:
        return None
    low, high = wilson(again, size)
    ends = Text(*(numbers.ratio_range(low, high, lang) for lang in ("zh", "en")))
    return FINDING.format(rate=numbers.ratio(again / size), people=f"{size:,}", cohorts=len(over), ends=ends)  # fmt: skip


def _result(facts: Gathered) -> Result | None:
    from lianyi.analyses.retention import Retention

    source = facts.source
    if not isinstance(source, AsksAnalyses) or source.data is None:
        return None
    first = facts.period.stepped(1 - MONTHS).start
    asked = Retention(period=between(first, facts.period.last).key, periods=MONTHS - 1)
    try:
        return asked.run(source.data)
    except LianyiError as refused:
        if refused.code in REFUSED:
            return None
        raise


def _size(people: int, cohort: str) -> Number:
    return Number("retention", people, "count", same(numbers.count(people)), cohort, derived="estimate")  # fmt: skip


def _cell(facts: Gathered, result: Result, cohort: str, rate: float | None, after: int) -> Cell:
    """Return the share; a month that the report's month has not reached is not told, whatever is known by now."""
    month = parse_period(cohort).stepped(after)
    if rate is None or not _is_told(facts, cohort, after):
        return Nothing("not_yet", NOT_YET.format(day=date_text(_seen_from(month), year=True)))
    text = same(numbers.ratio(rate, decimals=1))
    return Number("retention", rate, "ratio", text, month.key, result.definition, facts.source.snapshot, derived="estimate")  # fmt: skip


def _shaded(grid: list[list[Cell]]) -> list[list[Cell]]:
    """Return the cells in five shades between the smallest and the largest share."""
    known = [cell.value for row in grid for cell in row if isinstance(cell, Number)]
    low, high = (min(known), max(known)) if known else (0, 0)
    return [
        [
            replace(cell, shade=level(cell.value, low, high) + 1)
            if isinstance(cell, Number)
            else cell
            for cell in row
        ]
        for row in grid
    ]


def _is_told(facts: Gathered, cohort: str, after: int) -> bool:
    return parse_period(cohort).stepped(after).last <= facts.period.last


def _seen_from(month: Period) -> date:
    return month.last + timedelta(days=1)
