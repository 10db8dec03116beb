"""GMV of every day: the line, the same weekdays before it, the normal range, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from lianyi.charts.frame import Style
from lianyi.charts.line import Band, Line
from lianyi.core.currencies import minor_digits, sign_of
from lianyi.core.translation import Lang, Text
from lianyi.reports.analysed import Analysed, DayPoint
from lianyi.reports.document import Cell, Column, Figure, Number, Row, Table
from lianyi.reports.gather import NO_ROW, Gathered


def money_style(facts: Gathered, lang: Lang) -> Style:
    """Return how the money of a chart is drawn."""
    currency = facts.source.currency
    return Style("money", lang, minor_digits(currency), sign_of(currency).strip())


def daily_figure(facts: Gathered, found: Analysed, names: tuple[Text, Text]) -> Figure:
    """Return GMV by day against the same weekdays before, with its normal range and its numbers."""
    points = found.daily

    def drawn(lang: Lang) -> Line:
        band = Band(
            Text("正常波动", "Normal range").say(lang),
            [point.low for point in points],
            [point.high for point in points],
        )
        return Line(
            names[0].say(lang),
            [point.label.say(lang) for point in points],
            [point.value for point in points],
            names[1].say(lang),
            [point.base for point in points] if any(p.base for p in points) else (),
            band if any(point.low is not None for point in points) else None,
            [(i, p.mark.say(lang)) for i, p in enumerate(points) if p.mark],
            [i for i, p in enumerate(points) if p.weekend],
            style=money_style(facts, lang),
        )

    return Figure(
        "daily",
        Text("每天的支付GMV", "GMV (paid) by day"),
        _daily_label(facts, points),
        drawn("zh"),
        drawn("en"),
        _daily_table(facts, points, names),
        height_px=280,
    )


def _daily_label(facts: Gathered, points: Sequence[DayPoint]) -> Text:
    known = [point for point in points if point.value is not None]
    high = max(known, key=lambda point: point.value or 0)
    low = min(known, key=lambda point: point.value or 0)
    h, lo = facts.shown.full(high.value or 0), facts.shown.full(low.value or 0)
    return Text(
        f"每天的支付GMV，共{len(known)}天，最高{high.label.zh} {h.zh}，最低{low.label.zh} {lo.zh}。",
        f"GMV (paid) by day over {len(known)} days: highest {high.label.en} {h.en}, lowest {low.label.en} {lo.en}.",
    )


def _daily_table(facts: Gathered, points: Sequence[DayPoint], names: tuple[Text, Text]) -> Table:
    columns = (
        Column("day", Text("日期", "Day"), numeric=False),
        Column("now", names[0]),
        Column("before", Text(f"{names[1].zh}同日", f"{names[1].en}, same weekday")),
    )
    rows = tuple(
        Row(
            (
                _day_label(point),
                _number(facts, point.day, point.value),
                _number(facts, _week_before(point), point.base),
            )
        )
        for point in points
    )
    return Table("daily", Text("每天的支付GMV", "GMV (paid) by day"), columns, rows)


def _day_label(point: DayPoint) -> Text:
    if point.mark is None:
        return point.label
    return Text(f"{point.label.zh} {point.mark.zh}", f"{point.label.en} {point.mark.en}")


def _week_before(point: DayPoint) -> str:
    return (date.fromisoformat(point.day) - timedelta(days=7)).isoformat()


def _number(facts: Gathered, day: str, value: int | None) -> Cell:
    if value is None:
        return NO_ROW
    metric = facts.metric("gmv_paid")
    text = facts.shown.full(value)
    return Number(metric.key, value, "money", text, day, metric.id, facts.source.snapshot)
