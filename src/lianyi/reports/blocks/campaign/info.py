"""What the campaign is: kind, days, who, money, prize, and what it names."""

from __future__ import annotations

from lianyi.core.translation import Text, same
from lianyi.metrics.labels import listed
from lianyi.metrics.marks import FIELD_NAMES
from lianyi.planning.campaigns.words import MODES
from lianyi.reports.blocks.campaign.case import NO_VALUE, Case
from lianyi.reports.document import Block, Cell, Column, Row, Table

TITLE = Text("活动信息", "The campaign")
COLUMNS = (
    Column("item", Text("项目", "Item"), numeric=False),
    Column("value", Text("内容", "What"), numeric=False),
)


def info(case: Case) -> Block:
    """Return the block: what the plan or the imported file says of the campaign."""
    rows = tuple(Row((name, value)) for name, value in _lines(case) if value is not None)
    return Block(
        "info",
        TITLE,
        (Table("info", Text("计划和导入文件里写的", "As planned or imported"), COLUMNS, rows),),
    )


def _lines(case: Case) -> list[tuple[Text, Cell]]:
    run, planned = case.run, case.run.planned
    days = len(run.period)
    period = run.period.text(full=True)
    span = Text(f"{period.zh}，{days}天", f"{period.en}, {days} days")
    budget: Cell = NO_VALUE
    if run.budget_fen is not None:
        budget = case.given("total_spend", run.budget_fen, "money", case.shown.full(run.budget_fen))
    lines: list[tuple[Text, Cell]] = [
        (Text("名称", "Name"), same(run.name)),
        (Text("类型", "Kind"), same(run.kind) if run.kind else NO_VALUE),
        (Text("期间", "Days"), span),
        (Text("负责人", "Owner"), same(run.owner) if run.owner else NO_VALUE),
        (Text("预算", "Budget"), budget),
    ]
    if planned is not None:
        lines.append((Text("奖品", "Prize"), same(planned.prize) if planned.prize else None))
        lines.append((Text("模式", "Mode"), MODES.get(planned.mode)))
        lines += [
            (_head(FIELD_NAMES[field]), listed([same(value) for value in run.limits.named(field)]))
            for field in run.limits.fields
        ]
        lines.append((Text("说明", "Notes"), same(planned.notes) if planned.notes else None))
    return lines


def _head(name: Text) -> Text:
    return Text(name.zh, name.en[:1].upper() + name.en[1:])
