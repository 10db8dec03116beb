"""GMV of every day of the campaign, against the same day of its last time: the first day beside the first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from lianyi.charts.frame import Style
from lianyi.charts.line import Line
from lianyi.core.calendar.labels import date_text
from lianyi.core.calendar.periods import Period
from lianyi.core.currencies import minor_digits, sign_of
from lianyi.core.translation import Lang, Text
from lianyi.metrics.query import MetricQuery
from lianyi.planning.campaigns.known import Run
from lianyi.reports.blocks.campaign.case import Case
from lianyi.reports.document import Cell, Column, Figure, Nothing, Number, Row, Table

KEY = "gmv_paid"
NOW, BEFORE = Text("本次", "This time"), Text("上次", "Last time")
FEWEST_DAYS = 3
NO_DAY = Nothing("missing_source", Text("这天没有数据", "no data for this day"))


def day_figure(case: Case) -> Figure | None:
    """Return the figure, None for a campaign of fewer than three known days."""
    now = _series(case, case.run, case.days)
    known = [value for value in now if value is not None]
    if len(known) < FEWEST_DAYS:
        return None
    before = _series(case, case.last, case.last_days) if case.last and case.last_days else []
    before = (before + [None] * len(now))[: len(now)]

    def drawn(lang: Lang) -> Line:
        currency = case.source.currency
        has_base = any(value is not None for value in before)
        return Line(
            NOW.say(lang),
            [label.say(lang) for label in _labels(case.days)],
            now,
            BEFORE.say(lang) if has_base else "",
            before if has_base else (),
            style=Style("money", lang, minor_digits(currency), sign_of(currency).strip()),
        )

    best = max(range(len(now)), key=lambda n: now[n] or 0)
    day, top = date_text(case.days.days()[best]), case.shown.full(now[best] or 0)
    label = Text(
        f"每天的支付GMV，共{len(known)}天，最高的一天是{day.zh}，{top.zh}。",
        f"GMV (paid) by day over {len(known)} days; the best day was {day.en} with {top.en}.",
    )
    title = Text(f"最高的一天是{day.zh}，{top.zh}", f"The best day was {day.en}, {top.en}")
    return Figure("days", title, label, drawn("zh"), drawn("en"), _table(case, now, before))


def _series(case: Case, run: Run, days: Period) -> list[int | None]:
    answer = case.ask(MetricQuery((KEY,), days, "day", campaign=run.limits))
    return [row[KEY] for row in answer.rows]


def _labels(days: Period) -> list[Text]:
    return [date_text(day) for day in days.days()]


def _table(case: Case, now: Sequence[int | None], before: Sequence[int | None]) -> Table:
    columns = [Column("day", Text("日期", "Day"), numeric=False), Column("now", NOW)]
    rows = []
    for number, label in enumerate(_labels(case.days)):
        cells: list[Cell] = [label, _number(case, case.run, case.days, number, now[number])]
        if case.last and case.last_days:
            cells.append(_number(case, case.last, case.last_days, number, before[number]))
        rows.append(Row(tuple(cells)))
    if case.last and case.last_days:
        columns.append(Column("before", BEFORE))
    return Table("days", Text("每天的支付GMV", "GMV (paid) by day"), tuple(columns), tuple(rows))


def _number(case: Case, run: Run, days: Period, number: int, value: int | None) -> Cell:
    if value is None:
        return NO_DAY
    day = days.start + timedelta(days=number)
    return Number(
        KEY, value, "money", case.shown.full(value), day.isoformat(), case.definition(KEY), case.source.snapshot,
        campaign=run.key,
    )  # fmt: skip
