"""What each goal comes to without any change: the newest forecast of a check, else the present pace carried on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from lianyi.core.money import minor_digits
from lianyi.planning.goals.figures import exact
from lianyi.planning.goals.predictions import Prediction

if TYPE_CHECKING:
    from lianyi.planning.goals.standing import Standing

FRESH_DAYS = 7
"""A forecast that is older says less than the pace since."""
Source = Literal["fact", "forecast", "pace", "target", "nothing"]


@dataclass(frozen=True)
class Basis:
    """A value in the metric's unit (money minor) and where it is from; None where there is nothing at all."""

    value: Fraction | None
    source: Source


def bases(
    trees: Sequence[Standing], said: Sequence[Prediction], today: date
) -> Mapping[str, Basis]:
    """Return the basis of every goal and part.

    A goal that has not begun and was not forecast stands at its target: there is nothing else to go by.
    """
    newest = _newest(said, today)
    return {one.goal.id: _basis(one, newest) for tree in trees for one in tree.walk()}


def _newest(said: Sequence[Prediction], today: date) -> Mapping[tuple[str, str], Prediction]:
    fresh = [one for one in said if one.made_day >= today - timedelta(days=FRESH_DAYS)]
    return {(one.goal, one.period.key): one for one in sorted(fresh, key=lambda p: p.made_day)}


def _basis(one: Standing, newest: Mapping[tuple[str, str], Prediction]) -> Basis:
    period, pace = one.placed.period, one.pace
    if pace is not None and not pace.days_left:
        return Basis(pace.now, "fact")
    said = newest.get((one.goal.id, period.key)) if period else None
    if said is not None:
        scale = 10 ** minor_digits(one.found.currency) if one.unit == "money" else 1
        return Basis(_middle(said) * scale, "forecast")
    if pace is not None and pace.time_share:
        return Basis(pace.now / pace.time_share if pace.flows else pace.now, "pace")
    if one.target is not None:
        return Basis(one.target, "target")
    return Basis(None, "nothing")


def _middle(said: Prediction) -> Fraction:
    """Return the middle of a range: where both ends are above 0 the geometric one, as ranges are even in ratios."""
    low, high = said.low, said.high
    if low > 0 and high > 0:
        return exact(float((low * high) ** 0.5))
    return (exact(low) + exact(high)) / 2
