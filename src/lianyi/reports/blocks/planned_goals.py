"""W4 with a plan: each goal as a bar against time, where it lands, how likely that is, and who owns it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from lianyi.core.calendar.periods import between
from lianyi.core.translation import Text, same
from lianyi.planning.goals.check import chance_text
from lianyi.planning.goals.figures import span, written
from lianyi.reports.document import Block, Nothing, Number, Part, Progress, Prose, Sentence
from lianyi.reports.shown import percent
from lianyi.reports.wording import Slot, compose, join

if TYPE_CHECKING:
    from lianyi.planning.goals.pace import Pace
    from lianyi.planning.goals.standing import Standing
    from lianyi.reports.document import Derived
    from lianyi.reports.gather import Gathered

TITLE = Text("目标", "Goals")
SEMICOLON = Text("；", "; ")
FLOW = Text(
    "{now} / {target}，完成{share}，时间过去{time}",
    "{now} of {target}, {share} done, {time} of the time gone",
)
LEVEL = Text("{now}，目标{target}", "{now}, target {target}")
NEED = Text("剩{days}天每天要{need}", "the {days} days left need {need} each")
LANDS = Text("预计{range}（80%），概率{chance}", "{range} expected (80%), chance {chance}")
REACHED, MISSED = Text("达成", "reached"), Text("没有达成", "missed")
OWNER = Text("负责人：{who}", "owner: {who}")
UNKNOWN = Text("{name}：{nothing}（{why}）", "{name}: {nothing} ({why})")
AHEAD = Text("{name}：还没开始，{lands}", "{name}: not begun; {lands}")


def planned_goals(facts: Gathered) -> Block:
    """Return the goals of the plan; those of which nothing is known are named below the bars."""
    bars: list[Part] = [
        _bar(facts, one, one.pace) for one in facts.plan_goals if one.pace is not None
    ]
    silent = [_without_bar(facts, one) for one in facts.plan_goals if one.pace is None]
    if silent:
        bars.append(Prose(tuple(silent), note=True))
    return Block("goals", TITLE, tuple(bars))


def _bar(facts: Gathered, one: Standing, pace: Pace) -> Progress:
    pieces = [_so_far(facts, one, pace)]
    if pace.need_daily is not None:
        need = _number(facts, one, pace.need_daily, "estimate")
        pieces.append(compose(NEED, days=pace.days_left, need=need))
    if one.phase == "running" and one.landing.low is not None:
        pieces.append(_lands(facts, one))
    if one.phase in ("reached", "missed"):
        pieces.append(compose(REACHED if one.phase == "reached" else MISSED))
    if one.placed.owner:
        pieces.append(compose(OWNER, who=one.placed.owner))
    words = join(pieces, SEMICOLON)
    return Progress(same(one.goal.name), _share(pace), float(pace.time_share), words)


def _so_far(facts: Gathered, one: Standing, pace: Pace) -> Sentence:
    slots: dict[str, Slot] = {
        "now": _now(facts, one, pace),
        "target": _number(facts, one, pace.target, "given"),
    }
    if not pace.flows or pace.done_share is None:
        return compose(LEVEL, **slots)
    return compose(FLOW, **slots, share=percent(pace.done_share), time=percent(pace.time_share))


def _share(pace: Pace) -> float:
    """Return how much of the bar is filled: what is done of a flow, how near a level is."""
    share = pace.done_share
    if share is None and pace.now and pace.target:
        share = pace.target / pace.now if pace.lower_is_better else pace.now / pace.target
    return float(min(max(share or Fraction(0), Fraction(0)), Fraction(1)))


def _without_bar(facts: Gathered, one: Standing) -> Sentence:
    if one.landing.low is not None:
        return compose(AHEAD, name=one.goal.name, lands=_lands(facts, one))
    why = one.why or one.found.why or Text("没有数据", "no data")
    return compose(UNKNOWN, name=one.goal.name, nothing=Nothing("missing_source", why), why=why)


def _lands(facts: Gathered, one: Standing) -> Sentence:
    ahead, found = one.landing, one.found
    assert ahead.low is not None
    assert ahead.high is not None
    ends = span(one.unit, ahead.low, ahead.high, found.currency, is_price=found.is_price)
    low = _number(facts, one, ahead.low, "estimate", ends, ahead.high)
    return compose(LANDS, range=low, chance=chance_text(ahead.chance))


def _now(facts: Gathered, one: Standing, pace: Pace) -> Number:
    """Return what the metric answers from the start of the goal to the last known day."""
    period, known_to = one.placed.period, one.found.known_to
    assert period is not None
    assert known_to is not None
    days = between(period.start, known_to)
    key = facts.period.key if days.days() == facts.period.days() else days.key
    return Number(
        one.placed.metric,
        _plain(pace.now),
        one.unit,
        _written(one, pace.now),
        key,
        one.found.metric.id if one.found.metric else "",
        facts.source.snapshot,
        where=one.placed.where,
    )


def _number(
    facts: Gathered,
    one: Standing,
    value: Fraction,
    kind: Derived,
    text: Text | None = None,
    high: Fraction | None = None,
) -> Number:
    """Return a number that somebody gave or that was worked out for the goal's whole time."""
    period = one.placed.period
    return Number(
        one.placed.metric,
        _plain(value),
        one.unit,
        text or _written(one, value),
        period.key if period else facts.period.key,
        one.found.metric.id if one.found.metric else "",
        facts.source.snapshot,
        where=one.placed.where,
        derived=kind,
        high=None if high is None else _plain(high),
    )


def _written(one: Standing, value: Fraction) -> Text:
    return written(one.unit, value, one.found.currency, is_price=one.found.is_price)


def _plain(value: Fraction) -> float:
    return int(value) if value.denominator == 1 else float(value)
