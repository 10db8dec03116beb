"""The plan as a document: the headings of an operating plan, its tables, and beside them what the numbers say now.

Pure: plan, live numbers and language in; sections made of the parts of reports out. The tables that carry the plan are
those of `planning.document.own`, so the Word file can be read back; a live column has a star and is not read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lianyi.charts.tokens import ChangeColours
from lianyi.core.calendar.labels import date_text
from lianyi.core.translation import Lang, Text, same
from lianyi.planning.document.own import OwnTable, tables_of
from lianyi.planning.model.base import CURRENCY
from lianyi.planning.model.plan import Plan
from lianyi.planning.verdict import MARKS, STATES, State, Verdict
from lianyi.reports.document import Cell, Column, Part, Prose, Row, Table
from lianyi.reports.plan_headings import APPENDIX, CHECKS, HEADINGS, Heading
from lianyi.reports.plan_live import budget_parts, check_parts, goal_columns, goal_parts
from lianyi.reports.wording import words

if TYPE_CHECKING:
    from lianyi.planning.budget.standing import Standing as BudgetStanding
    from lianyi.planning.document.own.rows import UnitOf
    from lianyi.planning.goals.standing import Standing

NAME = Text("运营方案", "operating plan")
STAR = "*"
EDITABLE = Text(
    "改了表格以后，lianyi plan diff看得出改了什么。",
    "After the tables are edited, lianyi plan diff shows what changed.",
)
STARRED = Text(
    "带*的列是写这份文件时的实际数字，改了也不会读回；其他格子改了，lianyi plan diff看得出来。",
    "Columns with * are the numbers when this file was written and are not read back; lianyi plan diff shows an edit of any other cell.",
)
NOT_YET = Text("这一节还没有内容。", "Nothing is planned here yet.")
CHECKED = Text("检查", "Check")
APPENDED = Text(
    "正文表格里放不下的字段。和正文合在一起就是整份计划，请不要删。",
    "Fields that the tables above have no room for. Together they are the whole plan: please keep them.",
)
WORST: tuple[State, ...] = ("fail", "remind", "unknown", "pass")


@dataclass(frozen=True)
class Live:
    """What the numbers say now; everything may be missing. `as_of` is when, as it is printed."""

    standings: Sequence[Standing] = ()
    verdicts: Sequence[Verdict] = ()
    budget: BudgetStanding | None = None


@dataclass(frozen=True)
class Section:
    """A heading of level 1 to 3 and what stands under it."""

    level: int
    title: Text
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class PlanDocument:
    """The whole document. `made_at` is a local wall time as it is printed; `plan` what a file may carry along."""

    plan: Plan
    shop: str
    lang: Lang
    sections: tuple[Section, ...]
    currency: str = CURRENCY
    made_at: str = ""
    snapshot: int | None = None
    colours: ChangeColours = "red_up"

    @property
    def title(self) -> str:
        """What stands on top: the plan's title, or the shop's name with the kind of document."""
        return self.plan.title or f"{self.shop} {NAME.say(self.lang)}".strip()

    @property
    def period(self) -> str:
        """The days of the plan, as far as it names them."""
        first, last = self.plan.period_from, self.plan.period_to
        ends = [date_text(day, year=True).say(self.lang) if day else "" for day in (first, last)]
        return ("~" if self.lang == "zh" else " to ").join(ends) if any(ends) else ""


def plan_document(
    plan: Plan,
    lang: Lang,
    *,
    live: Live | None = None,
    shop: str = "",
    currency: str = CURRENCY,
    unit_of: UnitOf | None = None,
    made_at: str = "",
    snapshot: int | None = None,
    colours: ChangeColours = "red_up",
) -> PlanDocument:
    """Return the document of `plan` in `lang`. `unit_of` gives the unit of a metric, for percentages."""
    now = live or Live()
    tables = tables_of(plan, lang, currency, unit_of or _unit)
    shown = {table.sheet.key: table for table in tables if not table.is_more}
    made = _Making(plan, lang, currency, now, shown)
    sections = [made.section(heading) for heading in HEADINGS]
    sections.append(Section(1, CHECKS, check_parts(now.verdicts)))
    sections.append(made.appendix([t for t in tables if t.is_more]))
    return PlanDocument(plan, shop, lang, tuple(sections), currency, made_at, snapshot, colours)


def _unit(metric: str) -> str:
    from lianyi.core.errors import LianyiError
    from lianyi.metrics.book import Book

    try:
        return Book().get(metric).unit
    except LianyiError:
        return "number"


@dataclass(frozen=True)
class _Making:
    plan: Plan
    lang: Lang
    currency: str
    live: Live
    tables: Mapping[str, OwnTable]

    @property
    def has_live(self) -> bool:
        """Tell whether the document says anything that is not the plan's."""
        live = self.live
        return bool(live.standings or live.verdicts or live.budget is not None)

    def section(self, heading: Heading) -> Section:
        """Return one section: its tables, then what only the numbers know."""
        found = [self.tables[key] for key in heading.sheets if key in self.tables]
        parts: list[Part] = [self.table(table) for table in found]
        if "goals" in heading.sheets:
            parts += goal_parts(self.live.standings)
        if "budget.lines" in heading.sheets and self.live.budget is not None:
            parts += budget_parts(self.live.budget, self.currency)
        if heading.sheets and not found:
            parts.append(Prose((words(NOT_YET),)))
        if heading.level == 1 and heading.sheets:
            parts.append(Prose((words(STARRED if self.has_live else EDITABLE),)))
        return Section(heading.level, heading.title, tuple(parts))

    def appendix(self, more: Sequence[OwnTable]) -> Section:
        """Return the appendix: single values that nobody reads every day, and the fields that found no room."""
        placed = {key for heading in HEADINGS for key in heading.sheets}
        parts: list[Part] = [Prose((words(APPENDED),))]
        parts += [own_table(t) for key, t in self.tables.items() if key not in placed]
        parts += [own_table(table) for table in more]
        return Section(1, APPENDIX, tuple(parts))

    def table(self, table: OwnTable) -> Table:
        """Return a table of the plan with its live columns."""
        made = own_table(table)
        columns: dict[str, list[Cell]] = {}
        heads: list[Text] = []
        if table.sheet.key == "goals" and self.live.standings:
            for head, cells in goal_columns(self.live.standings):
                heads.append(head)
                columns[head.zh] = [cells.get(key) for key in table.keys]
        checked = [self._checked(table.sheet.key, key) for key in table.keys]
        if any(checked) and not table.sheet.is_record:
            heads.append(CHECKED)
            columns[CHECKED.zh] = list(checked)
        live = [Column(f"live.{h.en}", Text(h.zh + STAR, h.en + STAR), numeric=False) for h in heads]  # fmt: skip
        rows = [
            Row((*row.cells, *(columns[h.zh][n] for h in heads))) for n, row in enumerate(made.rows)
        ]
        return replace(made, columns=(*made.columns, *live), rows=tuple(rows))

    def _checked(self, sheet: str, key: str) -> Text | None:
        """Return the worst that the check says of a row."""
        states = {v.state for v in self.live.verdicts if v.item == f"{sheet}.{key}"}
        worst = next((state for state in WORST if state in states), None)
        if worst is None:
            return None
        name = STATES[worst]
        return Text(f"{MARKS[worst]} {name.zh}", f"{MARKS[worst]} {name.en}")


def own_table(table: OwnTable) -> Table:
    """Return a table that carries a part of the plan as one that is drawn."""
    numeric = {"money", "amount", "whole"}
    columns = tuple(
        Column(
            "" if column is None else column.key,
            head,
            numeric=column is not None and column.kind in numeric,
        )
        for head, column in zip(table.heads, table.columns, strict=True)
    )
    rows = tuple(Row(tuple(same(text) for text in row)) for row in table.rows)
    return Table(table.sheet.key, table.caption, columns, rows)
