"""How the budget of the month was carried out: planned, committed, spent, left, pace; one proposal; what is owed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from lianyi.core.calendar.period_text import parse_period
from lianyi.core.translation import Text, same
from lianyi.planning.budget import words
from lianyi.planning.budget.liability.owed import Liability
from lianyi.reports.document import (
    Block,
    Cell,
    Column,
    Nothing,
    Number,
    Part,
    Prose,
    Row,
    Sentence,
    Table,
    Tag,
)
from lianyi.reports.gather import Gathered
from lianyi.reports.source import AsksAnalyses, KnowsPlan
from lianyi.reports.wording import compose
from lianyi.reports.wording import words as plain

if TYPE_CHECKING:
    from lianyi.planning.budget.review import Reviewed
    from lianyi.planning.budget.table import BudgetRow

TITLE = Text("预算执行", "Budget")
CAPTION = Text("{month}，按类别", "{month}, by category")
SHARE = Text("已花占计划", "Share spent")
OWED = Text("潜在负债", "Liability")
KIND, ITEMS = Text("种类", "Kind"), Text("笔数", "Items")
ALL, EXPECTED = Text("全部兑现", "If all is redeemed"), Text("预计（80%）", "Expected (80%)")
WEEKS = Text("未核销券，按到期的周", "Unredeemed coupons by week of expiry")
WEEK, NO_DAY = Text("到期的周", "Expires in"), Text("没有写失效日", "No day of expiry")
NO_LINES = Text(
    "计划里没有{month}的预算，下面是花出去的和还欠着的。",
    "The plan has no budget for {month}; this is what was spent and is still owed.",
)
UNKNOWN = Text("数据不足，无法推算", "too little data to say")
PACES = {
    "on": Text("正常", "on pace"), "fast": Text("偏快", "too fast"), "over": Text("超出", "over"), "stale": Text("数据没有到月末", "spend is not complete"),
    "unplanned": Text("未列入计划", "not planned"),
}  # fmt: skip
UNFAVOURABLE = Text("要处理", "to act on")


def budget(facts: Gathered) -> Block | None:
    """Return the block as of the end of the month, None without a shop's facts or where nothing was planned or spent."""
    found = _reviewed(facts)
    if found is None:
        return None
    total = found.now.table.total
    parts: list[Part] = []
    if not found.now.plan.budget.lines:
        parts.append(
            Prose((plain(NO_LINES.format(month=facts.period.text(full=True))),), note=True)
        )
    if found.now.table.rows and (total.planned_fen or total.spent_fen or total.committed_fen):
        parts.append(_table(facts, found))
        parts.append(Prose(tuple(plain(text) for text in _said(found)), note=True))
    if found.owed is not None and found.owed.kinds:
        parts += _owed(facts, found.owed)
    return (
        Block("budget", TITLE, tuple(parts))
        if len(parts) > (not found.now.plan.budget.lines)
        else None
    )


def _reviewed(facts: Gathered) -> Reviewed | None:
    from lianyi.planning.budget.review import review
    from lianyi.planning.model.plan import Plan

    source = facts.source
    if not isinstance(source, AsksAnalyses) or source.data is None:
        return None
    plan = source.plan if isinstance(source, KnowsPlan) else None
    month = facts.period
    if month.grain != "month":
        return None
    # Made again from the same data later, the report must say the same: its day is the end of the month.
    day_after = month.last + timedelta(days=1)
    return review(plan or Plan(), source.data, "category", month, day_after, source.currency)


def _table(facts: Gathered, found: Reviewed) -> Table:
    columns = (
        Column("category", Text("类别", "Category"), numeric=False),
        Column("planned", words.PLANNED),
        Column("committed", words.COMMITTED),
        Column("spent", words.SPENT),
        Column("left", words.LEFT),
        Column("share", SHARE),
        Column("pace", words.PACE, numeric=False),
    )
    rows = [_row(facts, found, row) for row in found.now.table.rows]
    rows.append(_row(facts, found, found.now.table.total, total="Σ"))
    caption = CAPTION.format(month=facts.period.text(full=True))
    return Table("budget", caption, columns, tuple(rows))


def _row(facts: Gathered, found: Reviewed, row: BudgetRow, total: str = "") -> Row:
    pace = found.now.pace(row)
    share: Cell = None
    if pace.spent is not None:
        share = _number(facts, float(pace.spent), "ratio", same(words.percent(pace.spent)))
    cells: tuple[Cell, ...] = (
        row.name,
        *(
            _money(facts, fen)
            for fen in (row.planned_fen, row.committed_fen, row.spent_fen, row.left_fen)
        ),
        share,
        Tag(PACES[pace.state], UNFAVOURABLE if pace.warns else None),
    )
    return Row(cells, total=total)


def _said(found: Reviewed) -> list[Text]:
    from lianyi.planning.budget.shown import proposal

    said = [Text(f"{w.zh}。", f"{w.en}.") for w in words.warnings(found.now, found.currency)]
    return [*said, *(proposal(found) if found.now.plan.budget.lines else ())]


def _owed(facts: Gathered, owed: Liability) -> list[Part]:
    from lianyi.planning.budget.shown import owed_sentences

    columns = (
        Column("kind", KIND, numeric=False),
        Column("items", ITEMS),
        Column("face", ALL),
        Column("expected", EXPECTED),
    )
    rows = []
    for kind in owed.kinds:
        face = (
            _money(facts, kind.face_fen)
            if kind.face_fen is not None
            else Nothing("missing_source", kind.why or UNKNOWN)
        )
        rows.append(
            Row(
                (
                    kind.name,
                    _count(facts, kind.items),
                    face,
                    _expected(facts, kind.expected, kind.why),
                )
            )
        )
    table = Table("liability", OWED, columns, tuple(rows))
    notes = Prose(
        tuple(plain(text) for text in owed_sentences(owed, facts.source.currency)[1:]), note=True
    )
    parts: list[Part] = [table]
    weeks = next((k.weeks for k in owed.kinds if k.kind == "coupons"), ())
    if weeks:
        heads = (Column("week", WEEK, numeric=False), *columns[1:])
        made = [
            Row((parse_period(w.week).text() if w.week else NO_DAY, _count(facts, w.items), _money(facts, w.face_fen), _expected(facts, w.expected, None)))
            for w in weeks
        ]  # fmt: skip
        parts.append(Table("liability_weeks", WEEKS, heads, tuple(made)))
    return [*parts, notes]


def _expected(facts: Gathered, found: object, why: Text | None) -> Sentence | Nothing:
    from lianyi.planning.budget.liability.owed import Expected

    if not isinstance(found, Expected):
        return Nothing("missing_source", why or UNKNOWN)
    three = {
        k: _money(facts, v)
        for k, v in (("v", found.value_fen), ("low", found.low_fen), ("high", found.high_fen))
    }
    return compose(Text("{v} [{low}, {high}]", "{v} [{low}, {high}]"), **three)


def _money(facts: Gathered, fen: int) -> Number:
    return _number(facts, fen, "money", facts.shown.exact(fen))


def _count(facts: Gathered, items: int) -> Number:
    return _number(facts, items, "count", same(f"{items:,}"))


def _number(facts: Gathered, value: float, unit: str, text: Text) -> Number:
    return Number(
        "budget", value, unit, text, facts.period.key, "", facts.source.snapshot, derived="estimate"
    )
