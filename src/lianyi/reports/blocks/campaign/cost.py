"""What it cost: planned and spent by category, what one customer cost, what came back for one yuan."""

from __future__ import annotations

from fractions import Fraction

from lianyi.core.translation import Text
from lianyi.metrics.query import MetricQuery
from lianyi.planning.budget.categories import CATEGORIES, NAMES, category_of
from lianyi.reports.blocks.campaign.case import NO_VALUE, Case
from lianyi.reports.blocks.campaign.history import range_of
from lianyi.reports.document import Block, Cell, Column, Nothing, Number, Row, Table
from lianyi.reports.shown import ratio

RATES = ("roi", "acquisition_cost", "spend_per_order", "coupon_discount", "coupon_roi")
SPENT = "total_spend"
TITLE = Text("花费和回报", "Cost and return")
BUDGET = Text("预算执行", "Budget")
RETURN = Text("单客成本和ROI", "Cost per customer and ROI")
TOTAL = Text("合计", "Total")
BUDGET_COLUMNS = (
    Column("category", Text("类别", "Category"), numeric=False),
    Column("planned", Text("计划", "Planned")),
    Column("spent", Text("已花", "Spent")),
    Column("rate", Text("执行率", "Used")),
)
NOT_PLANNED = Nothing("missing_source", Text("没有计划这一类", "not planned"))
NO_SPEND = Nothing("missing_source", Text("没有花费数据", "no data on spend"))


def cost(case: Case) -> Block | None:
    """Return the block, None where neither a budget nor a cost is known."""
    tables = [table for table in (_budget(case), _returns(case)) if table]
    return Block("cost", TITLE, tuple(tables)) if tables else None


def spent_by_category(case: Case) -> dict[str, int] | None:
    """Return what was spent by category of the plan, in minor units; None where nothing is known of spend."""
    if not case.has_begun:
        return None
    answer = case.ask(
        MetricQuery((SPENT,), case.days, by=("spend_category",), campaign=case.run.limits)
    )
    if SPENT in answer.unavailable or not answer.rows:
        return None
    found: dict[str, int] = {}
    for row in answer.rows:
        if row[SPENT] is not None:
            category = category_of(str(row["spend_category"]))
            found[category] = found.get(category, 0) + int(row[SPENT])
    return found


def _budget(case: Case) -> Table | None:
    planned: dict[str, int] = {}
    for line in case.run.planned.budget if case.run.planned else ():
        planned[line.category] = planned.get(line.category, 0) + line.amount_fen
    spent = spent_by_category(case)
    if not planned and case.run.budget_fen is None and spent is None:
        return None
    rows = [
        _line(case, NAMES[key], planned.get(key), None if spent is None else spent.get(key, 0), key)
        for key in CATEGORIES
        if key in planned or (spent and key in spent)
    ]  # fmt: skip
    whole = None if spent is None else sum(spent.values())
    rows.append(_line(case, TOTAL, case.run.budget_fen, whole, None))
    return Table("budget", BUDGET, BUDGET_COLUMNS, tuple(rows), _note(case))


def _line(case: Case, name: Text, planned: int | None, spent: int | None, category: str | None) -> Row:  # fmt: skip
    asked: Cell = NO_VALUE if category is None else NOT_PLANNED
    if planned is not None:
        asked = case.given(SPENT, planned, "money", case.shown.full(planned))
    used: Cell = NO_SPEND
    if spent is not None:
        used = case.derived(SPENT, spent, "money", case.shown.full(spent))
    rate: Cell = Nothing("undefined", Text("没有计划或没有花费数据", "no plan or no data on spend"))
    if planned and spent is not None:
        share = Fraction(spent, planned)
        rate = case.derived(SPENT, float(share), "ratio", ratio(share))
    return Row((name, asked, used, rate), total="Σ" if category is None else "")


def _note(case: Case) -> Text | None:
    answer = case.ask(MetricQuery((SPENT,), case.days, campaign=case.run.limits))
    limited = answer.limited.get(SPENT)
    if limited is None or limited.by:
        return None
    return Text(
        "花费分不出哪些是这次活动的，是活动期间的全部花费。",
        "Spend does not say what it was for: it is all of the campaign's days.",
    )


def _returns(case: Case) -> Table | None:
    if not case.has_begun:
        return None
    now, before, rates = case.now(RATES), case.before(RATES), case.rates(RATES)
    present = [
        key for key in RATES if now.get(key) is not None or now.why(key).kind != "missing_source"
    ]
    if not any(now.get(key) is not None for key in RATES):
        return None
    columns = [
        Column("metric", Text("指标", "Metric"), numeric=False),
        Column("now", Text("本次", "This time")),
    ]
    if case.last:
        columns += [
            Column("before", Text("上次", "Last time")),
            Column("range", Text("过去同类", "Past of its kind")),
        ]
    rows = []
    for key in present:
        cells: list[Cell] = [case.name_of(key), case.number(key, now)]
        if case.last:
            old: Number | Nothing = case.number(key, before, case.last, case.last_days)
            cells += [old, range_of(case, rates.get(key))]
        rows.append(Row(tuple(cells)))
    return Table("returns", RETURN, tuple(columns), tuple(rows))
