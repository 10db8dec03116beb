"""The long table behind a report: every day, channel and metric, for whoever wants to reckon with it."""

from __future__ import annotations

from lianyi.core.calendar.period_text import parse_period
from lianyi.core.translation import Text, same
from lianyi.metrics.query import MetricQuery
from lianyi.reports.document import Cell, Column, Nothing, Number, Row, Table
from lianyi.reports.gather import Gathered, Values
from lianyi.reports.names import platform_name

TITLE = Text("明细数据", "Raw data")
COLUMNS = (
    Column("day", Text("日期", "Day"), numeric=False),
    Column("channel", Text("渠道", "Channel"), numeric=False),
    Column("metric", Text("指标", "Metric"), numeric=False),
    Column("key", Text("编号", "Key"), numeric=False),
    Column("value", Text("数值", "Value")),
)


def raw_data(facts: Gathered) -> Table | None:
    """Return a row for each day, platform and metric of the period that has a value or a reason for none.

    Metrics that cannot be split by platform and day are left out; None where nothing is left.
    """
    keys = tuple(k for k in facts.known(facts.keys) if _splits(facts, k))
    if not keys:
        return None
    answer = facts.ask(MetricQuery(keys, facts.period, "day", ("platform",)))
    rows = [
        _row(facts, Values(answer, number), row["day"], row["platform"], key)
        for number, row in enumerate(answer.rows)
        for key in keys
        if row[key] or (row[key] == 0 and row.get("gmv_paid"))
    ]
    return Table("raw", TITLE, COLUMNS, tuple(rows)) if rows else None


def _splits(facts: Gathered, key: str) -> bool:
    metric = facts.metric(key)
    if metric.analysed:
        return False
    dated = all(measure.day is not None for measure in facts.book.measures(metric))
    return dated and "platform" in facts.book.dimensions(metric)


def _row(facts: Gathered, values: Values, day: str, platform: str, key: str) -> Row:
    by = (("platform", platform),)
    number: Number | Nothing = facts.number(key, values, parse_period(day), by=by)
    cells: tuple[Cell, ...] = (
        same(day),
        platform_name(platform),
        facts.metric(key).name,
        same(key),
        number,
    )
    return Row(cells)
