"""Goals with some of their parts changed: a product moves in proportion, a sum by the difference, up to the root."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from lianyi.planning.what_if.basis import Basis

if TYPE_CHECKING:
    from lianyi.planning.goals.standing import Standing


@dataclass(frozen=True)
class Outcome:
    """A goal before and after, in the metric's unit (money minor); None where nothing is known of it.

    `added_low` and `added_high` are the ends of what a budget adds, where spend history gives them.
    """

    standing: Standing
    basis: Basis
    after: Fraction | None
    added_low: Fraction | None = None
    added_high: Fraction | None = None

    @property
    def before(self) -> Fraction | None:
        """What it comes to without the change."""
        return self.basis.value

    @property
    def is_moved(self) -> bool:
        """Whether the change makes a difference to it."""
        return self.after != self.before

    def reaches(self, value: Fraction | None) -> bool | None:
        """Return whether a value meets the target; None where either is not known."""
        target = self.standing.target
        if value is None or target is None:
            return None
        metric = self.standing.found.metric
        is_lower = metric is not None and metric.direction == "down_good"
        return value <= target if is_lower else value >= target


@dataclass(frozen=True)
class Added:
    """What a change of the budget adds to one goal, with its interval where there is one."""

    value: Fraction
    low: Fraction | None = None
    high: Fraction | None = None

    def __add__(self, other: Added) -> Added:
        """Return both together; the ends add up only where both have them."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Added(self.value + other.value, low, high)

    def part(self, share: Fraction) -> Added:
        """Return a share of it."""
        ends = (None if end is None else end * share for end in (self.low, self.high))
        return Added(self.value * share, *ends)


NONE_ADDED = Added(Fraction(0), Fraction(0), Fraction(0))


def recompute(
    trees: Sequence[Standing],
    basis: Mapping[str, Basis],
    set_to: Mapping[str, Fraction],
    added: Mapping[str, Added],
) -> list[Outcome]:
    """Return every goal, parents before parts, when the goals of `set_to` have these values and `added` comes on top.

    What is set by hand wins over what its parts make. A part of which nothing is known moves nothing.
    """
    return [outcome for tree in trees for outcome in _recompute(tree, basis, set_to, added)]


def _recompute(
    one: Standing,
    basis: Mapping[str, Basis],
    set_to: Mapping[str, Fraction],
    added: Mapping[str, Added],
) -> list[Outcome]:
    below = [_recompute(part, basis, set_to, added) for part in one.parts]
    own, key = basis[one.goal.id], one.goal.id
    plus = added.get(key)
    if key in set_to:
        after: Fraction | None = set_to[key]
    else:
        after = _made(one, own, [outcomes[0] for outcomes in below])
        if plus is not None and after is not None and not _is_from_parts(one, added):
            after += plus.value
    ends = (plus.low, plus.high) if plus is not None else (None, None)
    return [Outcome(one, own, after, *ends), *(o for outcomes in below for o in outcomes)]


def _is_from_parts(one: Standing, added: Mapping[str, Added]) -> bool:
    """Return whether a sum has its addition from its parts already."""
    return one.goal.relation == "sum" and any(part.goal.id in added for part in one.parts)


def _made(one: Standing, own: Basis, parts: Sequence[Outcome]) -> Fraction | None:
    after = own.value
    if after is None or not one.goal.relation:
        return after
    for part in parts:
        if part.before is None or part.after is None:
            continue
        if one.goal.relation == "sum":
            after += part.after - part.before
        elif part.before:
            after *= part.after / part.before
    return after
