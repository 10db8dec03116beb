"""What the shop measures besides the dictionary: the metrics of its `metrics.yaml`, each asked by itself."""

from __future__ import annotations

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.reports.blocks.compared import Names
from lianyi.reports.document import Block, Cell, Column, Nothing, Row, Table
from lianyi.reports.gather import Gathered

TITLE = Text("自定义指标", "Own metrics")
REFUSED = Nothing(
    "undefined", Text("这个指标现在算不出来", "this metric cannot be computed at present")
)


def own_metrics(facts: Gathered, names: Names) -> Block | None:
    """Return a row for each own metric against the period before, None where the shop declares none."""
    rows = tuple(_row(facts, key) for key in facts.own)
    if not rows:
        return None
    columns = (
        Column("metric", Text("指标", "Metric"), numeric=False),
        Column("now", names[0]),
        Column("before", names[1]),
        Column("change", Text("变化", "Change")),
    )
    return Block("own", TITLE, (Table("own", TITLE, columns, rows),))


def _row(facts: Gathered, key: str) -> Row:
    name = facts.metric(key).name
    try:
        # One at a time: a declaration that no longer fits the data must not take the report with it.
        now, before = (facts.total((key,), period) for period in (facts.period, facts.base))
    except LianyiError:
        return Row((name, REFUSED, REFUSED, REFUSED))
    cells: tuple[Cell, ...] = (
        name,
        facts.number(key, now, facts.period, strong=True),
        facts.number(key, before, facts.base),
        facts.change(key, now, before, inside=True),
    )
    return Row(cells)
