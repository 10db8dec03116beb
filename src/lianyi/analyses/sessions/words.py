"""What `sessions` says: its finding, its cautions, its picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lianyi.analyses.event_words import cautions_of
from lianyi.analyses.result import Option, Result
from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.durations import duration_text, span_text
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.sessions.plan import Plan
    from lianyi.analyses.sessions.tables import Counted

NOBODY = Text("这段时间里没有人来过", "Nobody came in these days")
NAMES = {
    "day": Text("日", "Day"),
    "week": Text("周", "Week"),
    "month": Text("月", "Month"),
    "people": Text("人数", "People"),
    "sessions": Text("会话数", "Sessions"),
    "sessions_per_person": Text("人均会话数", "Sessions per person"),
    "events_per_session": Text("每次会话事件数", "Events per session"),
    "minutes_per_session": Text("平均会话时长（分钟）", "Mean length (minutes)"),
    "bounce_rate": Text("单事件会话占比", "Share of one event only"),
    "goal_rate": Text("达成目标的会话占比", "Share with the goal"),
    "median_minutes": Text("会话时长中位数（分钟）", "Median length (minutes)"),
    "p90_minutes": Text("会话时长P90（分钟）", "P90 of the length (minutes)"),
    "median_events": Text("会话事件数中位数", "Median number of events"),
    "p90_events": Text("会话事件数P90", "P90 of the number of events"),
}
_FINDING = Text(
    "{people}人来了{sessions}次（停顿超过{gap}算新会话），人均{each}次，一次{events}个事件、中位{length}；{bounced}的会话只有一个事件（95%区间{interval}）。",
    "{people} people came {sessions} times (a pause of more than {gap} begins a new session): {each} times each, {events} events and {length} at the median; {bounced} of sessions have one event only (95% interval {interval}).",
)
_GOAL = Text("{share}的会话里有「{goal}」。", "{share} of sessions hold “{goal}”.")
_OPEN = Text(
    "{n}次会话在数据结束时可能还没完，长度和事件数会变大。",
    "{n} sessions may not have been over when the data ended; their length and number of events may still grow.",
)


def sentences(plan: Plan, counted: Counted) -> tuple[Text, ...]:
    """Return the finding."""
    whole = counted.whole
    if not whole.sessions or counted.lengths is None:
        return (Text(f"{NOBODY.zh}。", f"{NOBODY.en}."),)
    bounced, around = whole.mean("bounce_rate")
    each, _ = whole.mean("sessions_per_person")
    events, _ = whole.mean("events_per_session")
    low, high = (around.low, around.high) if around else (0.0, 1.0)
    said = [
        _FINDING.format(
            people=f"{whole.people:,}", sessions=f"{whole.sessions:,}", gap=duration_text(plan.gap),
            each=numbers.number(each, decimals=1), events=numbers.number(events, decimals=1),
            length=span_text(counted.lengths[0]), bounced=numbers.ratio(bounced),
            interval=_each(lambda lang: numbers.ratio_range(low, high, lang)),
        )
    ]  # fmt: skip
    if plan.goal:
        share, _ = whole.mean("goal_rate")
        said.append(_GOAL.format(share=numbers.ratio(share), goal=", ".join(plan.goal)))
    return tuple(said)


def cautions(plan: Plan, counted: Counted) -> list[Caution]:
    """Return who may not be finished, and names that mean nothing or something else here."""
    found = cautions_of(plan.meant)
    if counted.whole.open:
        found.append(Caution("sessions_open", _OPEN.format(n=f"{counted.whole.open:,}")))
    return found


def draw(result: Result, lang: Lang) -> Option:
    """Return sessions over time; nothing where there are none."""
    from lianyi.charts.frame import Style
    from lianyi.charts.line import Line, line_option

    rows = result.rows()
    if not any(row["sessions"] for row in rows):
        return {}
    grain = result.tables[0].columns[0].key
    line = Line(
        NAMES["sessions"].say(lang),
        [str(row[grain]) for row in rows],
        [row["sessions"] for row in rows],
        style=Style("count", lang),
    )
    return line_option(line, label=result.explain(lang))


def _each(say: Callable[[Lang], str]) -> Text:
    return Text(say("zh"), say("en"))
