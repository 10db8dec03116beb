"""A table of metrics against the period before: the form that most blocks of a report take."""

from __future__ import annotations

from collections.abc import Sequence

from lianyi.core.translation import Text
from lianyi.reports.analysed import Analysed
from lianyi.reports.document import Cell, Column, Row, Table
from lianyi.reports.gather import Gathered
from lianyi.reports.headline.sizes import OUTSIDE

Names = tuple[Text, Text]


def compared(
    facts: Gathered, found: Analysed, key: str, caption: Text, metrics: Sequence[str], names: Names
) -> Table | None:
    """Return a row for each of `metrics` that has a value in either period, None where none has."""
    present = [
        metric
        for metric in facts.known(metrics)
        if facts.now.get(metric) is not None or facts.before.get(metric) is not None
    ]
    if not present:
        return None
    columns = (
        Column("metric", Text("指标", "Metric"), numeric=False),
        Column("now", names[0]),
        Column("before", names[1]),
        Column("change", Text("变化", "Change")),
    )
    return Table(key, caption, columns, tuple(_row(facts, found, metric) for metric in present))


def _row(facts: Gathered, found: Analysed, key: str) -> Row:
    inside = found.sizes.get(key, "") not in OUTSIDE
    cells: tuple[Cell, ...] = (
        facts.metric(key).name,
        facts.number(key, facts.now, facts.period, strong=True),
        facts.number(key, facts.before, facts.base),
        facts.change(key, facts.now, facts.before, inside=inside),
    )
    return Row(cells, trend=found.trends.get(key, ()))
