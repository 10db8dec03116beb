"""What the plan check says of goals: whether each will be met, and whether its parts make the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lianyi.core import numbers
from lianyi.core.calendar.periods import whole
from lianyi.core.translation import Text
from lianyi.planning.goals.campaigns import unknown_campaigns
from lianyi.planning.goals.figures import exact_money, major, span, written
from lianyi.planning.goals.outlook import landing
from lianyi.planning.goals.plain import as_plain, landing_as_plain
from lianyi.planning.goals.standing import Standing, fit, memory_of, standings
from lianyi.planning.verdict import State, Verdict

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.planning.model.plan import Plan

LIKELY, POSSIBLE = 0.5, 0.2
"""From which chance on a goal passes, and from which it is a reminder only."""
REACHED = Text("已达成：{now}，目标{target}。", "Reached: {now} of {target}.")
MISSED = Text("没有达成：{now}，目标{target}。", "Missed: {now} of {target}.")
LANDS = Text(
    "现在{now}，目标{target}；预计{range}（80%），达成概率{chance}。",
    "{now} of {target}; expected {range} (80%), chance {chance}.",
)
ON_PACE = Text(
    "现在{now}，目标{target}，时间过去{time}；{why}。",
    "{now} of {target}, {time} of the time gone; {why}.",
)
AHEAD = Text(
    "还没开始，目标{target}；预计{range}（80%），达成概率{chance}。",
    "Not begun, target {target}; expected {range} (80%), chance {chance}.",
)
NOTHING = Text("无法判断：{why}。", "Can't tell: {why}.")
WRONG = Text("这个目标算不出来：{why}", "This goal cannot be counted: {why}")
FOOTS = Text("分解和目标一致。", "The parts make the target.")
ROUNDED = Text(
    "分解和目标一致，四舍五入差{gap}。", "The parts make the target; rounding leaves {gap}."
)
GAP = Text("分解算出{made}，和目标{target}差{gap}。", "The parts make {made}, {gap} off the target of {target}.")  # fmt: skip
GAP_ADVICE = Text(
    "改其中一项，或者改总目标；lianyi plan show {goal} 会列出每一项要改成多少。",
    "Change one part or the whole; lianyi plan show {goal} says what each would have to be.",
)
NO_SUM = Text(
    "「{metric}」按人去重，不能把各部分加起来。",
    "{metric} counts people once, so parts do not add up.",
)
NO_CAMPAIGN = Text("计划里没有这个活动：{ids}。", "The plan has no campaign {ids}.")
BEHIND_ADVICE = Text("剩{days}天，每天要{need}。", "{days} days left need {need} each.")


def check_goals(plan: Plan, data: Data | None) -> Sequence[Verdict]:
    """Return what is to be said of every goal that is not a draft, parents before parts."""
    found = []
    for tree in standings(plan.goals, data):
        week = running_week(tree, data)
        for verdict in verdicts(plan, tree):
            is_whole = week is not None and verdict.key == f"goal:{tree.goal.id}:pace"
            found.append(replace(verdict, facts={**verdict.facts, "week": week}) if is_whole else verdict)  # fmt: skip
    return found


def running_week(tree: Standing, data: Data | None) -> Mapping[str, Any] | None:
    """Return where a whole goal's metric will end the running week; None where that week is not inside its time."""
    own = tree.placed.period
    if data is None or own is None or tree.phase != "running":
        return None
    week = whole(data.today, "week")
    if own.start > week.start or week.last > own.last or own == week:
        return None
    ahead = landing(tree.found, week, data.calendar, memory=memory_of(data))
    return None if ahead.low is None else landing_as_plain(tree, week, ahead)


def verdicts(plan: Plan, tree: Standing) -> Iterator[Verdict]:
    """Yield the verdicts on one goal and its parts; nothing on drafts."""
    for standing in tree.walk():
        if standing.phase == "draft":
            continue
        yield _on_pace(standing)
        parts = _on_parts(standing)
        if parts is not None:
            yield parts
        unknown = unknown_campaigns(plan, standing.goal)
        if unknown:
            words = NO_CAMPAIGN.format(ids=", ".join(unknown))
            yield _verdict(standing, "campaigns", "fail", words)


def state_of(standing: Standing) -> State:
    """Return how a goal is judged: by the fact once it is due, by its chance before, by an even pace without one."""
    if standing.found.is_wrong:
        return "fail"
    if standing.phase in ("draft", "unclear", "unknown"):
        return "unknown"
    if standing.phase in ("reached", "missed"):
        return "pass" if standing.phase == "reached" else "fail"
    chance, pace = standing.landing.chance, standing.pace
    if chance is not None:
        return "pass" if chance >= LIKELY else "remind" if chance >= POSSIBLE else "fail"
    return "pass" if pace is not None and pace.ahead >= 0 else "remind"


def _on_pace(standing: Standing) -> Verdict:
    value = None if standing.pace is None else major(standing.unit, standing.pace.now, standing.found.currency)  # fmt: skip
    return _verdict(standing, "pace", state_of(standing), words_on(standing), value, _advice(standing))  # fmt: skip


def words_on(standing: Standing) -> Text:
    """Return the one sentence on where a goal stands."""
    pace, found, ahead = standing.pace, standing.found, standing.landing
    if found.is_wrong:
        return WRONG.format(why=found.why)
    if pace is None and standing.phase != "ahead":
        return NOTHING.format(why=standing.why)
    now, target = _shown(standing, found.value), _shown(standing, standing.target)
    if standing.phase in ("reached", "missed"):
        return (REACHED if standing.phase == "reached" else MISSED).format(now=now, target=target)
    if ahead.low is None or ahead.high is None:
        time = numbers.ratio(pace.time_share if pace else 0)
        return ON_PACE.format(now=now, target=target, time=time, why=ahead.why)
    ends = span(standing.unit, ahead.low, ahead.high, found.currency, is_price=found.is_price)
    template = AHEAD if standing.phase == "ahead" else LANDS
    return template.format(now=now, target=target, range=ends, chance=chance_text(ahead.chance))


def chance_text(chance: float | None) -> Text:
    """Return a chance as it is written; nobody is certain of what is to come: `<1%`, `>99%`.

    >>> chance_text(0.621).zh, chance_text(0.002).en, chance_text(1.0).zh
    ('62%', '<1%', '>99%')
    """
    if chance is None:
        return Text(numbers.MISSING, numbers.MISSING)
    shown = (
        "<1%" if chance < 0.01 else ">99%" if chance > 0.99 else numbers.ratio(chance, decimals=0)
    )
    return Text(shown, shown)


def _advice(standing: Standing) -> Text | None:
    pace = standing.pace
    if standing.phase != "running" or pace is None or pace.need_daily is None:
        return None
    return BEHIND_ADVICE.format(days=pace.days_left, need=_shown(standing, pace.need_daily))


def _on_parts(standing: Standing) -> Verdict | None:
    goal, found = standing.goal, standing.found
    if not goal.relation or not standing.parts:
        return None
    metric = found.metric
    if goal.relation == "sum" and metric is not None and metric.kind == "distinct":
        return _verdict(standing, "parts", "fail", NO_SUM.format(metric=metric.name))
    made = fit(standing, found.currency)
    if made is None:
        why = Text("有一部分还没有目标值", "a part has no target yet")
        return _verdict(standing, "parts", "unknown", NOTHING.format(why=why))
    if made.fits:
        words = FOOTS if not made.gap else ROUNDED.format(gap=_amount(standing, made.gap))
        return _verdict(standing, "parts", "pass", words)
    words = GAP.format(
        made=_shown(standing, made.made),
        target=_shown(standing, made.whole),
        gap=_amount(standing, made.gap),
    )
    gap = major(standing.unit, made.gap, found.currency)
    return _verdict(standing, "parts", "fail", words, gap, GAP_ADVICE.format(goal=goal.id))


def _amount(standing: Standing, value: object) -> Text:
    if standing.unit == "money":
        return exact_money(value, standing.found.currency, sign=True)  # type: ignore[arg-type]  # a fraction
    return _shown(standing, value)


def _shown(standing: Standing, value: object) -> Text:
    found = standing.found
    return written(standing.unit, value, found.currency, is_price=found.is_price)  # type: ignore[arg-type]  # a fraction


def _verdict(
    standing: Standing,
    about: str,
    state: State,
    words: Text,
    value: float | None = None,
    advice: Text | None = None,
) -> Verdict:
    goal = standing.goal
    facts = as_plain(standing) if about == "pace" else {}
    words = Text(f"{goal.name}：{words.zh}", f"{goal.name}: {words.en}")
    return Verdict(f"goal:{goal.id}:{about}", f"goals.{goal.id}", state, words, value, advice, facts)  # fmt: skip
