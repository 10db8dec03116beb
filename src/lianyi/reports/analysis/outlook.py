"""What is still to come: refunds of young orders, and how far the targets are."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from lianyi.core.calendar.periods import between
from lianyi.metrics.maturity import Outlook, common_age, outlook, same_age_rate
from lianyi.reports.analysis.planned import goal_name as goal_name  # noqa: PLC0414 - targets are named alike
from lianyi.reports.analysis.planned import paces_of
from lianyi.reports.gather import Gathered
from lianyi.reports.headline.inputs import Goal, Refunds
from lianyi.reports.source import RefundHistory, RefundsByPlatform, Target

# Below this share of GMV the channels with dated refunds do not speak for the whole shop.
SPEAKS = Fraction(1, 2)
NET = ("gmv_net", "refund_amount_by_pay_time")
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
    earlier = outlook(cohorts, base.start, base.end, as_of)
    rates = [
        same_age_rate(cohorts, p.start, p.end, age) if age >= 0 else None for p in (period, base)
    ]
    comparable = None not in rates
    # Net sales leave out sources whose refunds are unknown; what they were paid for does the same.
    net, refunded = (facts.total(NET, period).get(key) for key in NET)
    paid = (net or 0) + (refunded or 0)
    share = min(Fraction(found.paid_fen, paid), Fraction(1)) if paid else Fraction(1)
    return Refunds(
        float(found.maturity),
        found.net_so_far if net is None else net,
        _whole_range(found, net, share),
        float(rates[0] or 0) if comparable else None,
        float(rates[1] or 0) if comparable else None,
        1.0 if share >= NEARLY_ALL else float(share),
        age,
        float(earlier.maturity) if earlier else 1.0,
    )


def refunds_by_platform(facts: Gathered) -> dict[str, Refunds]:
    """Return the same for each platform whose refunds have a day; nothing where the source cannot tell."""
    source, period, base = facts.source, facts.period, facts.base
    if not isinstance(source, RefundsByPlatform):
        return {}
    found = {}
    for platform in facts.split(("gmv_paid",), period, "platform"):
        cohorts, as_of = source.refund_cohorts_of(platform), source.as_of
        one = outlook(cohorts, period.start, period.end, as_of) if cohorts else None
        if one is None:
            continue
        age = common_age(period.end, as_of)
        now, before = (
            same_age_rate(cohorts, p.start, p.end, age) if age >= 0 else None
            for p in (period, base)
        )
        ends = None if one.net_low is None or one.net_high is None else (one.net_low, one.net_high)
        found[platform] = Refunds(
            float(one.maturity),
            one.net_so_far,
            ends,
            None if now is None else float(now),
            None if before is None else float(before),
            age_days=age,
        )
    return found


def _whole_range(found: Outlook, net: int | None, share: Fraction) -> tuple[int, int] | None:
    """Return where all net sales should end: what is to come for undated channels in proportion."""
    if found.net_low is None or found.net_high is None or share < SPEAKS or net is None:
        return None
    low, high = (
        round(net - (found.net_so_far - end) / share) for end in (found.net_low, found.net_high)
    )
    return low, high


def goals_of(facts: Gathered) -> tuple[Goal, ...]:
    """Return the pace of every target that most of the period belongs to, GMV first.

    Targets are the goals of the plan; those of `[targets]` and of imported files where the plan has none.
    """
    if facts.plan_goals:
        return paces_of(facts.plan_goals)
    middle = facts.period.start + timedelta(days=(len(facts.period) - 1) // 2)
    running = [
        target
        for target in facts.source.targets()
        if middle in target.period and target.metric in facts.known((target.metric,))
    ]
    running = [t for t in running if facts.metric(t.metric).kind in ("sum", "derived")]
    ordered = sorted(running, key=lambda t: (t.metric != "gmv_paid", len(t.period)))
    found = (
        _goal(facts, target, min(facts.period.last, target.period.last))
        for target in ordered
        if target.amount > 0
    )
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
