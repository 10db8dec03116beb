"""From the options of `activity` to its result: people by day and window, their flow, the parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.event_asking import grain_of, looked_at, meant_by, reach_of, whole_period
from lianyi.analyses.event_groups import Breakdown, breakdown_of
from lianyi.analyses.event_lookup import met
from lianyi.analyses.result import Column, Interval, Number, Option, Result, Table
from lianyi.core import numbers
from lianyi.core.calendar.periods import Period, between
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text
from lianyi.stats.intervals import normal
from lianyi.timelines.active import ACTIVE, KEPT, LOST, MONTH, NEW, RETURNED, Answer, Question, ask

if TYPE_CHECKING:
    from lianyi.analyses.activity import Activity
    from lianyi.analyses.data import Data
    from lianyi.analyses.observed import Observed
    from lianyi.timelines.store import Store

MOST_PARTS = 5_000
WEEK = 7
DAU, WAU, MAU = range(3)
DAU_NAME = Text("日均活跃人数", "Active people a day (mean DAU)")
WAU_NAME = Text("周活跃人数（最后7天）", "Active people, last 7 days (WAU)")
MAU_NAME = Text("月活跃人数（最后30天）", "Active people, last 30 days (MAU)")
STICKY_NAME = Text("粘性（日活÷月活）", "Stickiness (DAU over MAU)")
TOO_SHORT = Text("数据还不满{days}天", "There are fewer than {days} days of data")
FINDING = Text(
    "{period}平均每天{dau}人活跃，最后30天一共{mau}人，粘性{sticky}。",
    "{dau} people were active a day on average in {period}, {mau} in the last 30 days: stickiness {sticky}.",
)
SHORT_FINDING = Text("{period}平均每天{dau}人活跃。", "{dau} people were active a day on average in {period}.")  # fmt: skip
FLOW = Text(
    "最后一期{active}人：新来{new}，留下{kept}，回来{returned}；上一期的人走了{lost}。",
    "The last period had {active} people: {new} new, {kept} kept, {returned} back; {lost} of those before did not come.",
)


@dataclass(frozen=True)
class _Plan:
    question: Question
    period: Period
    periods: tuple[Period, ...]
    grain: str
    breakdown: Breakdown
    only: Any
    reach: Observed
    events: int
    store: Store


def report(asked: Activity, data: Data) -> Result:
    """Return the result; refuses as `Activity.run` says."""
    plan = _plan(asked, data)
    answer = ask(plan.store, plan.question, plan.only)
    if not answer.days.any():
        raise LianyiError("run.nothing_to_count")
    whole = answer if plan.question.grouping.groups == 1 else _whole(plan)
    found = _numbers(plan, whole)
    tables = [_days(plan, whole), _flow(plan, whole)]
    if asked.by:
        tables.append(_groups(plan, answer))
    return Result(
        analysis=asked.KEY,
        definition=asked.definition(),
        options={**asked.options, "grain": plan.grain},
        numbers=plan.reach.withheld(found),
        tables=tuple(tables),
        sentences=_sentences(plan, found, tables[1]),
        warnings=plan.reach.warnings,
        sizes={"people": plan.store.people, "events": plan.events},
        period=plan.period.key,
        person_coverage=plan.reach.person_coverage,
        drawn=asked.draw,
    )


def _plan(asked: Activity, data: Data) -> _Plan:
    looked = looked_at(data, asked.KEY, asked.filter, asked.segment)
    store = looked.store
    events = meant_by(looked, asked.events)
    reach, last_day = reach_of(data, asked.KEY, events)
    period = whole_period(data, reach, asked.period)
    if period.start > last_day:
        raise LianyiError("run.nothing_to_count")
    period = between(period.start, min(period.last, last_day)) if period.last > last_day else period
    grain = grain_of(period, asked.grain)
    periods = tuple(period.buckets(grain))
    before = periods[0].start - timedelta(days=len(periods[0]))
    number = np.repeat(np.arange(len(periods) + 1), [len(periods[0]), *map(len, periods)])
    breakdown = breakdown_of(store, asked.by, MOST_PARTS)
    counted = [c for m in events for c in m.conditions] or [met(store, looked.on_events)]
    question = Question(
        store.day_number(period.start), store.day_number(period.end), store.day_number(before), number,
        len(periods) + 1, counted if any(counted) else (), breakdown.grouping,
    )  # fmt: skip
    return _Plan(question, period, periods, grain, breakdown, looked.only, reach, looked.rows, store)  # fmt: skip


def _whole(plan: _Plan) -> Answer:
    """Ask again without groups: somebody active in two channels is one person."""
    from dataclasses import replace

    from lianyi.timelines.grouping import Grouping

    return ask(plan.store, replace(plan.question, grouping=Grouping()), plan.only)


def _known(plan: _Plan, day: date, window: int) -> bool:
    """Whether the facts reach back over the whole window that ends on `day`."""
    return plan.reach.first <= day - timedelta(days=window - 1)


def _numbers(plan: _Plan, answer: Answer) -> tuple[Number, ...]:
    days = answer.days[0]
    end = plan.period.last
    mean = float(days[DAU].mean())
    ends = {w: int(days[w][-1]) if _known(plan, end, n) else None for w, n in ((WAU, WEEK), (MAU, MONTH))}  # fmt: skip
    sticky, around = _stickiness(answer.spread[0])
    is_told = ends[MAU] is not None and sticky is not None
    short = TOO_SHORT.format(days=MONTH)
    return (
        Number("dau", DAU_NAME, mean, "number", None, len(days[DAU])),
        Number("wau", WAU_NAME, ends[WAU], "count", why=None if ends[WAU] is not None else TOO_SHORT.format(days=WEEK)),
        Number("mau", MAU_NAME, ends[MAU], "count", why=None if ends[MAU] is not None else short),
        Number("stickiness", STICKY_NAME, sticky if is_told else None, "ratio", around if is_told else None, ends[MAU], None if is_told else short),
    )  # fmt: skip


def _stickiness(spread: Any) -> tuple[float | None, Interval | None]:
    """Return active days over the last 30 per person active in them, as a share of 30; the unit is the person."""
    people = int(spread.sum())
    if not people:
        return None, None
    share = np.arange(MONTH + 1) / MONTH
    mean = float((spread * share).sum() / people)
    variance = float((spread * (share - mean) ** 2).sum() / people)
    low, high = normal(mean, sqrt(variance / people))
    return mean, Interval(max(low, 0.0), min(high, 1.0), method="normal")


def _days(plan: _Plan, answer: Answer) -> Table:
    columns = (
        Column("day", Text("日期", "Day"), "day"),
        Column("dau", Text("日活", "DAU"), "count"),
        Column("wau", Text("周活（7天）", "WAU (7 days)"), "count"),
        Column("mau", Text("月活（30天）", "MAU (30 days)"), "count"),
    )
    rows = []
    for n, day in enumerate(plan.period.days()):
        dau, wau, mau = (int(v) for v in answer.days[0][:, n])
        rows.append((day.isoformat(), dau, wau if _known(plan, day, WEEK) else None, mau if _known(plan, day, MONTH) else None))  # fmt: skip
    return Table("days", Text("每天的活跃人数", "Active people by day"), columns, tuple(rows))


def _flow(plan: _Plan, answer: Answer) -> Table:
    """Return per period who is active: new + kept + returned; kept + lost are those of the period before."""
    columns = (
        Column("period", Text("期", "Period"), "text"),
        Column("active", Text("活跃", "Active"), "count"),
        Column("new", Text("新来", "New"), "count"),
        Column("kept", Text("留下", "Kept"), "count"),
        Column("returned", Text("回来", "Returned"), "count"),
        Column("lost", Text("上一期走了", "Lost since the one before"), "count"),
    )
    flow = answer.flow[0]
    rows = [
        (p.key, *(int(flow[n + 1][k]) for k in (ACTIVE, NEW, KEPT, RETURNED, LOST)))
        for n, p in enumerate(plan.periods)
    ]
    title = Text("谁来了，谁走了", "Who came and who went")
    return Table("flow", title, columns, tuple(rows))


def _groups(plan: _Plan, answer: Answer) -> Table:
    columns = (
        Column("group", plan.breakdown.title, "text"),
        Column("dau", Text("日均活跃", "Mean DAU"), "number"),
        Column("mau", Text("月活（最后30天）", "MAU (last 30 days)"), "count"),
        Column("stickiness", Text("粘性", "Stickiness"), "ratio"),
    )
    is_month_known = _known(plan, plan.period.last, MONTH)
    rows = []
    for name, codes in plan.breakdown.largest(answer.days[:, DAU].sum(axis=1)):
        one = len(codes) == 1  # people of several groups put together would count twice
        sticky, _ = _stickiness(answer.spread[codes].sum(axis=0))
        mau = int(answer.days[codes[0], MAU, -1]) if one and is_month_known else None
        dau = float(answer.days[codes, DAU].sum(axis=0).mean()) if one else None
        rows.append((name, dau, mau, sticky if one and is_month_known else None))
    title = Text(f"按{plan.breakdown.title.zh}", f"By {plan.breakdown.title.en.lower()}")
    return Table("groups", title, columns, tuple(rows))


def _sentences(plan: _Plan, found: tuple[Number, ...], flow: Table) -> tuple[Text, ...]:
    dau, _, mau, sticky = found
    facts: dict[str, object] = {"period": plan.period.text(full=True), "dau": _count(dau.value)}
    told = SHORT_FINDING
    if sticky.value is not None:
        told = FINDING
        facts |= {"mau": _count(mau.value), "sticky": numbers.ratio(sticky.value)}
    last = flow.dicts()[-1]
    moves = FLOW.format(**{k: f"{v:,}" for k, v in last.items() if k != "period"})
    return told.format(**facts), moves


def _count(value: float | None) -> str:
    return "—" if value is None else f"{value:,.0f}"


def draw(result: Result, lang: Lang) -> Option:
    """Return people by day, with those of the 30 days before as the second line."""
    from lianyi.charts.frame import Style
    from lianyi.charts.line import Line, line_option

    table = result.table("days")
    days, dau, _, mau = (list(column) for column in zip(*table.rows, strict=True))
    name, other = (table.columns[n].name.say(lang) for n in (1, 3))
    chart = Line(name, days, dau, base_name=other, base_values=mau, style=Style(unit="count", lang=lang))  # fmt: skip
    return dict(line_option(chart, label=result.explain(lang)))
