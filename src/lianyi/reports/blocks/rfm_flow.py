"""Who moved between the RFM groups in the month: rows sum to the groups at its beginning, columns to those at its end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from lianyi.charts.heat import level
from lianyi.core import numbers
from lianyi.core.calendar.labels import date_text
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text, same
from lianyi.reports.document import Block, Cell, Column, Number, Prose, Row, Table
from lianyi.reports.gather import Gathered
from lianyi.reports.source import AsksAnalyses
from lianyi.reports.wording import words

if TYPE_CHECKING:
    from lianyi.analyses.result import Result

TITLE = Text("客户分层的去向", "Moves between customer groups")
CAPTION = Text("从{before}到{after}（行：月初，列：月末）", "From {before} to {after} (rows: before, columns: after)")  # fmt: skip
GROUP, TOTAL = Text("客户分层", "Group"), Text("合计", "Total")
NOTE = Text(
    "每一行加起来是月初那一组的人数，每一列加起来是月末的人数；「新客」那一行是这个月才第一次下单的人。高低按近两年的R、F、M与均值比。",
    "Each row adds up to the group at the beginning of the month, each column to the group at its end; the row of new customers ordered for the first time within the month. High and low compare R, F and M over two years with the mean.",
)
REFUSED = ("run.missing_source", "run.nothing_to_count", "rfm.before")


def rfm_flow(facts: Gathered) -> Block | None:
    """Return the matrix, None where buyers are not known or nobody had ordered before the month."""
    result = _result(facts)
    if result is None or "flow" not in {t.key for t in result.tables}:
        return None
    table = result.table("flow")
    used = [n for n, c in enumerate(table.columns) if n and (c.key == "total" or any(r[n] for r in table.rows))]  # fmt: skip
    rows = [row for row in table.rows if row[-1] or row[0] == "total"]
    if len(rows) < 2:
        return None
    names = [TOTAL if table.columns[n].key == "total" else table.columns[n].name for n in used]
    columns = (
        Column("before", GROUP, numeric=False),
        *(Column(table.columns[n].key, name) for n, name in zip(used, names, strict=True)),
    )
    last = facts.period.last
    before = facts.period.start - timedelta(days=1)
    caption = CAPTION.format(before=date_text(before, year=True), after=date_text(last, year=True))
    made = tuple(_row(facts, result, row, used) for row in rows)
    said = Prose(tuple(words(s) for s in result.sentences))
    return Block("rfm_flow", TITLE, (said, Table("rfm_flow", caption, columns, made, NOTE)))


def _row(facts: Gathered, result: Result, row: tuple[Any, ...], used: list[int]) -> Row:
    from lianyi.analyses.rfm.words import GROUPS

    is_total = row[0] == "total"
    name = TOTAL if is_total else GROUPS[row[0]]
    cells: list[Cell] = [name]
    for n in used:
        text = same(numbers.count(row[n]))
        # Of everybody who was in the group: sums are no moves, and nobody is no shade.
        is_move = not is_total and n < len(row) - 1 and row[n] > 0
        shade = level(row[n] / row[-1], 0, 1) + 1 if is_move else 0
        cells.append(Number("rfm", row[n], "count", text, facts.period.key, result.definition, facts.source.snapshot, derived="estimate", shade=shade))  # fmt: skip
    return Row(tuple(cells), total="Σ" if is_total else "")


def _result(facts: Gathered) -> Result | None:
    from lianyi.analyses.rfm import Rfm

    source = facts.source
    if not isinstance(source, AsksAnalyses) or source.data is None:
        return None
    before = facts.period.start - timedelta(days=1)
    asked = Rfm(as_of=facts.period.last.isoformat(), before=before.isoformat())
    try:
        return asked.run(source.data)
    except LianyiError as refused:
        if refused.code in REFUSED:
            return None
        raise
