"""What went wrong in the month: checks of the plan that did not pass, and events of the accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from lianyi.core.calendar.labels import date_text
from lianyi.core.translation import Text, same
from lianyi.reports.document import Block, Column, Part, Row, Table, Tag
from lianyi.reports.gather import Gathered
from lianyi.reports.source import AsksAnalyses

if TYPE_CHECKING:
    from lianyi.metrics.engine import Engine

TITLE = Text("风险事件", "Risk events")
FIRST, LAST = Text("第一次", "First"), Text("最后一次", "Last")
STATE, WHY = Text("状态", "State"), Text("依据", "Evidence")
CHECKS = Text("计划检查里没有通过的", "Checks of the plan that did not pass")
ACCOUNTS = Text("账号事件", "Account events")
ACCOUNT, WHAT = Text("账号", "Account"), Text("事件", "Event")
NOTE, DAY = Text("说明", "Note"), Text("日期", "Day")
STATES = {"fail": Text("不通过", "Fail"), "remind": Text("提醒", "Reminder")}
RISKS = ("risk:", "monitor:")
FIRED, WATCH = Text("触发", "Fired"), Text("关注", "Watch")
MOST = 20


def risks(facts: Gathered) -> Block | None:
    """Return the tables, None where nothing happened or nothing was recorded."""
    source = facts.source
    if not isinstance(source, AsksAnalyses) or source.data is None:
        return None
    engine = source.data.engine
    made = (_checks(engine, facts), _accounts(engine, facts))
    parts: tuple[Part, ...] = tuple(part for part in made if part is not None)
    return Block("risks", TITLE, parts) if parts else None


def _checks(engine: Engine, facts: Gathered) -> Table | None:
    if not {"check_key", "at", "state"} <= set(engine.columns("check_states")):
        return None
    why = "why" if "why" in engine.columns("check_states") else "''"
    rows = engine.rows(
        f"SELECT check_key, CAST(min(at) AS DATE), CAST(max(at) AS DATE), arg_max(state, at), arg_max({why}, at) FROM check_states "
        "WHERE CAST(at AS DATE) BETWEEN ? AND ? AND state IN ('fail', 'remind') GROUP BY check_key "
        "ORDER BY arg_max(state, at), min(at), check_key",
        [facts.period.start, facts.period.last],
    )
    if not rows:
        return None
    ordered = sorted(rows, key=lambda r: (not str(r[0]).startswith(RISKS), r[3] != "fail"))
    columns = (
        Column("first", FIRST, numeric=False),
        Column("last", LAST, numeric=False),
        Column("state", STATE, numeric=False),
        Column("why", WHY, numeric=False),
    )
    return Table("risk_checks", CHECKS, columns, tuple(_check(row) for row in ordered[:MOST]))


def _check(row: Sequence[Any]) -> Row:
    key, first, last, state, why = row
    name = STATES[state]
    if str(key).startswith(RISKS):
        name = FIRED if state == "fail" else WATCH
    return Row((_day(first), _day(last), Tag(name), same(str(why or key))))


def _accounts(engine: Engine, facts: Gathered) -> Table | None:
    if "kind" not in engine.columns("account_events"):
        return None
    note = "coalesce(note, '')" if "note" in engine.columns("account_events") else "''"
    rows = engine.rows(
        f"SELECT CAST(at AS DATE), account, kind, {note} FROM account_events WHERE CAST(at AS DATE) BETWEEN ? AND ? ORDER BY ALL",
        [facts.period.start, facts.period.last],
    )
    if not rows:
        return None
    columns = (
        Column("day", DAY, numeric=False),
        Column("account", ACCOUNT, numeric=False),
        Column("event", WHAT, numeric=False),
        Column("note", NOTE, numeric=False),
    )
    made = [Row((_day(day), same(account), same(kind), same(said))) for day, account, kind, said in rows[:MOST]]  # fmt: skip
    return Table("account_events", ACCOUNTS, columns, tuple(made))


def _day(day: date) -> Text:
    return date_text(day)
