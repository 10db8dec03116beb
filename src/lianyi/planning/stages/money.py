"""The budget of a first plan: goal, category and month, from what was spent lately or as a share of the GMV goal."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from lianyi.core.calendar.periods import whole
from lianyi.core.money import split
from lianyi.core.rounding import round_half_up
from lianyi.core.translation import Lang, Text
from lianyi.planning.budget.standing import money
from lianyi.planning.goals.measured import last_known
from lianyi.planning.model.budget import Budget, BudgetLine
from lianyi.planning.model.campaigns import Category
from lianyi.planning.model.goals import Goal, in_minor
from lianyi.planning.model.plan import Plan
from lianyi.planning.stages.people import CONTENT, OPERATIONS
from lianyi.planning.stages.presets import StagePreset
from lianyi.planning.stages.reach import MONTHS_BEFORE, months_of

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.core.calendar.periods import Period

NAMES: Mapping[Category, Text] = {
    "content": Text("内容", "Content"),
    "kol": Text("达人", "Creators"),
    "ads": Text("投放", "Ads"),
    "incentives": Text("激励", "Incentives"),
}
ROUND_YUAN = 100
"""Budgets are written in whole hundreds."""


def budget(
    preset: StagePreset,
    gmv: Goal,
    period: Period,
    currency: str,
    lang: Lang,
    recent: Mapping[Category, int],
) -> Budget:
    """Return one line per month and category.

    A line has what its category took in a month lately (`recent`, fen); where nothing is known of it, its part of the
    stage's share of the GMV goal; 0 where that is still a draft.
    """
    lines = []
    targets = {part.from_day: part.target for part in gmv.parts}
    for month in months_of(period):
        target = targets.get(month.start)
        whole_fen = _share_fen(target, preset.spend_share, currency)
        shares = split(whole_fen, list(preset.split.values()))
        for category, fen in zip(preset.split, shares, strict=True):
            owner = CONTENT if category in ("content", "kol") else OPERATIONS
            lines.append(
                BudgetLine(
                    id=f"{category}-{month.start:%Y-%m}",
                    name=NAMES[category].say(lang),
                    category=category,
                    month=f"{month.start:%Y-%m}",
                    planned_fen=recent.get(category) or fen,
                    goal=gmv.id,
                    owner=owner.say(lang),
                )
            )
    return Budget(lines=tuple(lines))


def recent_month(data: Data, currency: str) -> dict[Category, int]:
    """Return what each category took in its dearest month of late, in fen, rounded up to whole hundreds of yuan.

    Late are the last full months and the running one, taken as far as it has come and extended to its end.
    """
    day = last_known(data)
    running = whole(day, "month")
    months = [running.stepped(-n) for n in range(MONTHS_BEFORE + 1)]
    every = money(Plan(), data, day, months[-1].start)
    step = int(in_minor(Decimal(ROUND_YUAN), "money", currency) or 1)
    gone = Fraction(len(running), (day - running.start).days + 1)
    found: dict[Category, int] = {}
    for category in NAMES:
        sums = [
            Fraction(sum(a.fen for a in every.spent if a.category == category and a.day in month))
            * (gone if month == running else 1)
            for month in months
        ]
        dearest = max(sums)
        if dearest > 0:
            found[category] = -(-dearest // step) * step
    return found


def _share_fen(target: Decimal | None, share: Fraction, currency: str) -> int:
    if target is None:
        return 0
    minor = in_minor(target, "money", currency)
    unit = in_minor(Decimal(ROUND_YUAN), "money", currency)
    step = int(unit or 1) * 20
    return round_half_up(Fraction(int(minor or 0)) * share / step) * step
