"""Review: did the metric move as the action's author expected, and is the move more than the metric's own noise?

observed = the metric over whole weeks after the action was done ÷ over as many days before − 1. Keep: the low end of the
expectation was reached, or half of it, and the move is beyond the normal range. Look again: it was reached, but the metric moves
so much by itself. Stop: the rest. A week must be over first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from lianyi.core import numbers
from lianyi.core.calendar.periods import Period, between
from lianyi.core.errors import LianyiError
from lianyi.core.translation import LANGS, Text
from lianyi.core.wording import told
from lianyi.planning.loop.actions import Action

if TYPE_CHECKING:
    from lianyi.analyses.data import Data

Call = Literal["keep", "again", "stop", "early", "not_done", "dropped", "no_expectation", "unknown"]
CALLS: dict[Call, Text] = {
    "keep": Text("保留", "Keep"),
    "again": Text("再看", "Look again"),
    "stop": Text("停止", "Stop"),
    "early": Text("还早", "Too early"),
    "not_done": Text("没有做", "Not done"),
    "dropped": Text("已放弃", "Dropped"),
    "no_expectation": Text("没写预期", "No expectation"),
    "unknown": Text("无法判断", "Can't tell"),
}
WEEK, MOST_WEEKS = 7, 4
LEAST_KNOWN = 6 / 7


@dataclass(frozen=True)
class Reviewed:
    """One action and its outcome. `observed` and `half_normal` (how far a normal change goes) are relative changes."""

    action: Action
    call: Call
    words: Text
    now: Period | None = None
    before: Period | None = None
    observed: float | None = None
    half_normal: float | None = None
    occasions: tuple[Text, ...] = ()


def review(action: Action, data: Data, last: date) -> Reviewed:
    """Return what came of an action, from facts up to `last`."""
    if action.status == "dropped":
        return Reviewed(action, "dropped", DROPPED)
    if action.done is None:
        if action.due is not None and action.due <= last:
            return Reviewed(action, "not_done", NOT_DONE.format(due=action.due))
        return Reviewed(action, "early", OPEN.format(due=action.due or "—"))
    if not action.metric or action.expected_low is None or action.expected_high is None:
        return Reviewed(action, "no_expectation", NO_EXPECTATION)
    weeks = min((last - action.done).days // WEEK, MOST_WEEKS)
    if weeks < 1:
        return Reviewed(action, "early", EARLY.format(day=action.done + timedelta(days=WEEK)))
    days = weeks * WEEK
    now = between(action.done + timedelta(days=1), action.done + timedelta(days=days))
    before = between(action.done - timedelta(days=days), action.done - timedelta(days=1))
    try:
        return _held(action, data, now, before)
    except LianyiError as refusal:
        return Reviewed(action, "unknown", told(refusal.code, refusal.facts), now, before)


def _held(action: Action, data: Data, now: Period, before: Period) -> Reviewed:
    from lianyi.analyses.explain import noise_of
    from lianyi.metrics.query import MetricQuery

    answers = [data.metric(MetricQuery((action.metric,), p)) for p in (now, before)]
    after, base = (a.rows[0][action.metric] if a.rows else None for a in answers)
    # A period that the data covers in part would look like a rise or a fall.
    whole = all(_is_known(data, action.metric, p) for p in (now, before))
    if after is None or not base or not whole:
        return Reviewed(action, "unknown", NO_NUMBER.format(now=now.key, before=before.key), now, before)  # fmt: skip
    metric = answers[0].metrics[action.metric]
    observed = float(after) / float(base) - 1
    band = noise_of(data, metric, now, before)
    half = None if band is None else abs(band.half / float(base))
    low, high = action.expected_low or 0.0, action.expected_high or 0.0
    call = judge(observed, low, high, half)
    words = WORDS[call].format(
        metric=metric.name,
        observed=numbers.ratio(observed, sign=True),
        expected=expected_text(low, high),
        noise=NOISE.format(half=numbers.ratio(half)) if half is not None else UNTOLD,
    )
    return Reviewed(action, call, words, now, before, observed, half, _occasions(data, before, now))


def _is_known(data: Data, metric: str, period: Period) -> bool:
    """Return whether hardly a day of `period` lacks a value (a ratio lacks one where nothing happened)."""
    from lianyi.metrics.query import MetricQuery

    rows = data.metric(MetricQuery((metric,), period, "day")).rows
    known = sum(row[metric] is not None for row in rows)
    return known >= len(period) * LEAST_KNOWN


def judge(observed: float, low: float, high: float, half_normal: float | None) -> Call:
    """Return keep, again or stop. An expected fall is the mirror of an expected rise.

    >>> (
    ...     judge(0.136, 0.10, 0.18, 0.06),
    ...     judge(0.136, 0.10, 0.18, 0.30),
    ...     judge(0.06, 0.10, 0.18, 0.03),
    ... )
    ('keep', 'again', 'keep')
    >>> (
    ...     judge(0.06, 0.10, 0.18, 0.09),
    ...     judge(-0.02, 0.10, 0.18, 0.01),
    ...     judge(-0.25, -0.30, -0.20, None),
    ... )
    ('stop', 'stop', 'keep')
    """
    if low + high < 0:
        observed, low, high = -observed, -high, -low
    is_beyond = half_normal is None or observed > half_normal
    if observed >= low:
        return "keep" if is_beyond else "again"
    return "keep" if half_normal is not None and observed >= low / 2 > 0 and is_beyond else "stop"


def expected_text(low: float, high: float) -> Text:
    """Return an expectation as ranges of ratios are shown."""
    return Text(*(numbers.ratio_range(low, high, lang, sign=True) for lang in LANGS))


def _occasions(data: Data, before: Period, now: Period) -> tuple[Text, ...]:
    """Return the festivals and sales days on one side: they move the number without any action."""
    from lianyi.planning.risks.special_days import marks

    sides = [
        {name for names in marks(p.start, p.last, data.calendar).values() for name in names}
        for p in (before, now)
    ]
    return tuple(sorted(sides[0] ^ sides[1], key=lambda t: t.zh))


DROPPED = Text("放弃了，没有结果可看", "dropped; there is no outcome")
NOT_DONE = Text("{due}到期，还没有做", "due on {due} and not done")
OPEN = Text("还没到期（{due}）", "not due yet ({due})")
EARLY = Text("满一周再看：{day}以后", "look again a week after: from {day} on")
NO_EXPECTATION = Text(
    "没有写指标和预期，说不出有没有用",
    "no metric and expectation, so nobody can tell whether it helped",
)
NO_NUMBER = Text("{now}或{before}没有这个数", "there is no such number for {now} or {before}")
NOISE = Text("平时自己就会变±{half}", "it moves ±{half} by itself")
UNTOLD = Text(
    "历史不够长，说不出平时会变多少", "the history is too short to say how much it moves by itself"
)
WORDS: dict[Call, Text] = {
    "keep": Text("{metric}实际{observed}，预期{expected}；{noise}", "{metric} {observed} where {expected} was expected; {noise}"),
    "again": Text("{metric}实际{observed}，预期{expected}；但{noise}，还看不出是动作带来的", "{metric} {observed} where {expected} was expected, but {noise}: nobody can tell yet that the action did it"),
    "stop": Text("{metric}实际{observed}，没到预期{expected}；{noise}", "{metric} {observed}, short of the {expected} expected; {noise}"),
}  # fmt: skip
