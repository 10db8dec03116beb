"""How the money of a month is expected to go out: evenly by day, and what campaigns hold by their phases.

A day of the burst weighs four times, one of the warm-up twice as much as any other day of the campaign. The weights are a
convention, not measured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from lianyi.core.calendar.periods import Period
from lianyi.planning.model.campaigns import Campaign, Category, PhaseKind

PHASE_WEIGHTS: Mapping[PhaseKind, int] = {"prepare": 1, "warm_up": 2, "burst": 4, "wrap_up": 1}


def campaign_weights(campaign: Campaign) -> dict[date, int]:
    """Return day → weight over the campaign's days and those of its phases, which may lie outside of it."""
    first = min([campaign.from_day, *(p.from_day for p in campaign.phases)])
    last = max([campaign.to_day, *(p.to_day for p in campaign.phases)])
    found = dict.fromkeys(Period(first, _after(last)).days(), 1)
    for phase in campaign.phases:
        for day in Period(phase.from_day, _after(phase.to_day)).days():
            found[day] = max(found[day], PHASE_WEIGHTS[phase.kind])
    return found


def expected_share(
    month: Period, until: date, planned_fen: int, campaigns: Sequence[tuple[Campaign, int]]
) -> Fraction:
    """Return the share of the month's `planned_fen` that is expected to be spent at the end of `until`.

    `campaigns` come with what they may spend. Their part within the month follows their phases (where they plan more than
    the month has, in proportion); the rest goes evenly over the days.

    >>> from lianyi.core.calendar.period_text import parse_period
    >>> expected_share(parse_period("2026-09"), date(2026, 9, 13), 24_000_000, [])
    Fraction(13, 30)
    """
    past = sum(1 for day in month if day <= until)
    even = Fraction(past, len(month))
    if planned_fen <= 0:
        return even
    bound, gone = Fraction(0), Fraction(0)
    for campaign, fen in campaigns:
        weights = campaign_weights(campaign)
        whole = sum(weights.values())
        inside = sum(w for day, w in weights.items() if day in month)
        done = sum(w for day, w in weights.items() if day in month and day <= until)
        bound += Fraction(fen * inside, whole)
        gone += Fraction(fen * done, whole)
    scale = min(Fraction(1), Fraction(planned_fen) / bound) if bound else Fraction(0)
    bound, gone = bound * scale, gone * scale
    return (gone + (planned_fen - bound) * even) / planned_fen


def money_of(campaigns: Sequence[Campaign], category: Category) -> list[tuple[Campaign, int]]:
    """Return the campaigns that have money for `category`, with how much."""
    found = ((c, sum(m.amount_fen for m in c.budget if m.category == category)) for c in campaigns)
    return [(campaign, fen) for campaign, fen in found if fen > 0]


def _after(day: date) -> date:
    return day + timedelta(days=1)
