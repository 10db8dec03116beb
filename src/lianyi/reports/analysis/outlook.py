"""What is still to come: refunds of young orders, and how far the targets are."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from lianyi.core.calendar.periods import Period, between
from lianyi.core.translation import Text
from lianyi.metrics.maturity import common_age, outlook, same_age_rate
from lianyi.reports.gather import Gathered
from lianyi.reports.headline.inputs import Goal, Refunds
from lianyi.reports.source import RefundHistory, Target

MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
# Below this share of GMV the sources with dated refunds do not speak for the whole shop.
NEARLY_ALL = Fraction(995, 1000)


def refunds_of(facts: Gathered) -> Refunds | None:
    """Return maturity, the range of net sales and the rates at the same age; None without a history."""
    source, period, base = facts.source, facts.period, facts.base
    if not isinstance(source, RefundHistory):
        return None
    cohorts, as_of = source.refund_cohorts(), source.as_of
    found = outlook(cohorts, period.start, period.end, as_of) if cohorts else None
    if found is None:
        return None
    age = common_age(period.end, as_of)
    rates = (
        [same_age_rate(cohorts, p.start, p.end, age) for p in (period, base)] if age >= 0 else []
    )
    comparable = len(rates) == 2 and None not in rates
    whole = facts.now.get("gmv_paid") or 0
    speaks = Fraction(found.paid_fen) >= NEARLY_ALL * whole
    known = speaks and found.net_low is not None and found.net_high is not None
    return Refunds(
        float(found.maturity),
        facts.now.get("gmv_net") if speaks and facts.now.get("gmv_net") else found.net_so_far,
        (found.net_low or 0, found.net_high or 0) if known else None,
        float(rates[0] or 0) if comparable else None,
        float(rates[1] or 0) if comparable else None,
    )


def goals_of(facts: Gathered) -> tuple[Goal, ...]:
    """Return the pace of every target that runs at the end of the period, GMV first."""
    day = facts.period.last
    running = [
        target
        for target in facts.source.targets()
        if day in target.period and target.metric in facts.known((target.metric,))
    ]
    running = [t for t in running if facts.metric(t.metric).kind in ("sum", "derived")]
    ordered = sorted(running, key=lambda t: (t.metric != "gmv_paid", len(t.period)))
    found = (_goal(facts, target, day) for target in ordered if target.amount > 0)
    return tuple(goal for goal in found if goal is not None)


def _goal(facts: Gathered, target: Target, day: date) -> Goal | None:
    so_far = between(target.period.start, day)
    recent = between(day - timedelta(days=6), day)
    done = facts.total((target.metric,), so_far).get(target.metric)
    latest = facts.total((target.metric,), recent).get(target.metric)
    if done is None:
        return None
    return Goal(
        goal_name(target.period),
        target.period.key,
        int(done),
        target.amount,
        Fraction(len(so_far), len(target.period)),
        len(target.period) - len(so_far),
        round((latest or 0) / 7),
        metric=target.metric,
        unit=facts.metric(target.metric).unit,
    )


def goal_name(period: Period) -> Text:
    """Return how a target's period is called in a sentence: `9月` / `September`.

    >>> from lianyi.core.calendar.period_text import parse_period
    >>> goal_name(parse_period("2026-09")).say("zh")
    '9月'
    """
    if period.grain == "month":
        return Text(f"{period.start.month}月", MONTHS_EN[period.start.month - 1])
    return period.text()
