"""Where every goal of a plan stands: now, against time, on its due day, and which part is behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from lianyi.core.errors import LianyiError
from lianyi.core.rounding import round_half_up
from lianyi.core.translation import Text
from lianyi.core.wording import told
from lianyi.metrics.book import Book
from lianyi.planning.goals.measured import Measured, last_known, measured
from lianyi.planning.goals.outlook import Landing, landing
from lianyi.planning.goals.pace import Pace, gone
from lianyi.planning.goals.placed import Placed, placed
from lianyi.planning.goals.remembered import Memory, Remembers
from lianyi.planning.goals.tree import Fit, fit_of, shares_of_gap

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.planning.model.goals import Goal

Phase = Literal["draft", "unclear", "unknown", "ahead", "running", "reached", "missed"]
"""`unclear`: no metric, target or due day. `unknown`: no data. `ahead`: it has not begun. `reached` and `missed`: the
due day has passed."""
NO_SHOP = Text("还没有店铺数据", "There is no shop data yet")
LACKS = {
    "metric": Text("指标", "a metric"),
    "target": Text("目标值", "a target"),
    "due": Text("截止日", "a due day"),
}
UNMEASURED, NO_LANDING = Measured(None), Landing()
UNCLEAR = Text("缺少{what}", "It lacks {what}")


@dataclass(frozen=True)
class Standing:
    """One goal as it stands. `pace` is None where the metric says nothing; `why` then tells the reason."""

    placed: Placed
    phase: Phase
    found: Measured = UNMEASURED
    pace: Pace | None = None
    landing: Landing = NO_LANDING
    why: Text | None = None
    parts: tuple[Standing, ...] = ()

    @property
    def goal(self) -> Goal:
        """The goal as the plan has it."""
        return self.placed.goal

    @property
    def unit(self) -> str:
        """The unit of its metric; `number` where that is not known."""
        return self.found.metric.unit if self.found.metric else "number"

    @property
    def target(self) -> Fraction | None:
        """The target as metrics answer (money in minor units)."""
        return _minor(self.goal.target, self.unit, self.found.currency)

    def walk(self) -> Iterator[Standing]:
        """Yield this goal, then all of its parts."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True)
class Behind:
    """By how much the whole is ahead of an even pace (minor units), and what each part and the rest add to it."""

    total: int
    parts: tuple[tuple[str, int], ...]
    rest: int


def standings(
    goals: Sequence[Goal], data: Data | None, until: date | None = None, *, look_ahead: bool = True
) -> tuple[Standing, ...]:
    """Return how every goal stands with what is known at the end of `until` (default: yesterday).

    Without `look_ahead` nothing is forecast.
    """
    asked = _Asked(data, until, look_ahead)
    return tuple(asked.standing(tree) for tree in placed(goals))


def standing_alone(own: Placed, data: Data, until: date | None = None) -> Standing:
    """Return how one goal stands, without its parts."""
    return _Asked(data, until, look_ahead=True).standing(replace(own, parts=()))


@dataclass(frozen=True)
class _Asked:
    data: Data | None
    until: date | None
    look_ahead: bool

    def standing(self, own: Placed) -> Standing:
        parts = tuple(self.standing(part) for part in own.parts)
        lacks = _lacks(own)
        if own.is_draft or lacks is not None:
            found = self._measured(own) if own.metric and own.period else UNMEASURED
            return Standing(own, "draft" if own.is_draft else "unclear", found, why=lacks, parts=parts)  # fmt: skip
        if self.data is None:
            return Standing(own, "unknown", _declared(own.metric), why=NO_SHOP, parts=parts)
        found = self._measured(own)
        return self._measured_standing(own, found, parts)

    def _measured(self, own: Placed) -> Measured:
        if self.data is None or own.period is None:
            return Measured(None, why=NO_SHOP)
        return measured(self.data, own.metric, own.where, own.period, last_known(self.data, self.until))  # fmt: skip

    def _measured_standing(self, own: Placed, found: Measured, parts: tuple[Standing, ...]) -> Standing:  # fmt: skip
        assert own.period is not None
        assert self.data is not None
        metric = found.metric
        if metric is None:
            return Standing(own, "unknown", found, why=found.why, parts=parts)
        lower = metric.direction == "down_good"
        target = _minor(own.goal.target, metric.unit, found.currency)
        ahead = NO_LANDING
        if self.look_ahead and target is not None:
            ahead = landing(
                found, own.period, self.data.calendar, target,
                lower_is_better=lower, memory=memory_of(self.data),
            )  # fmt: skip
        if found.has_not_begun and ahead.low is not None:
            return Standing(own, "ahead", found, None, ahead, found.why, parts)
        if found.value is None or target is None or found.known_to is None:
            return Standing(own, "unknown", found, None, ahead, found.why, parts)
        pace = Pace(
            found.value,
            target,
            _minor(own.goal.baseline, metric.unit, found.currency),
            *gone(own.period, found.known_to),
            flows=found.flows,
            lower_is_better=lower,
        )
        return Standing(own, _phase(pace), found, pace, ahead, None, parts)


def memory_of(data: Data) -> Memory | None:
    """Return what remembers landings; None where `data` remembers nothing."""
    return data.memory if isinstance(data, Remembers) else None


def _declared(key: str) -> Measured:
    """Return what is known of a metric without a shop: its unit."""
    try:
        return Measured(Book().get(key), why=NO_SHOP)
    except LianyiError as refusal:
        return Measured(None, why=told(refusal.code, refusal.facts), is_wrong=True)


def _phase(pace: Pace) -> Phase:
    if pace.days_left:
        return "running"
    return "reached" if pace.is_reached else "missed"


def _lacks(own: Placed) -> Text | None:
    goal = own.goal
    has = {"metric": own.metric, "target": goal.target is not None, "due": own.period}
    missing = [LACKS[key] for key, there in has.items() if not there]
    if not missing:
        return None
    zh, en = "、".join(t.zh for t in missing), ", ".join(t.en for t in missing)
    return UNCLEAR.format(what=Text(zh, en))


def _minor(amount: Any, unit: str, currency: str) -> Fraction | None:
    from lianyi.planning.model.goals import in_minor

    found = in_minor(amount, unit, currency)  # type: ignore[arg-type]  # the unit of a metric
    return None if found is None else Fraction(found)


def fit(standing: Standing, currency: str = "CNY") -> Fit | None:
    """Return whether the parts' targets make the target of the whole; None without a relation or a number."""
    from lianyi.core.money import minor_digits

    goal = standing.goal
    targets = [part.goal.target for part in standing.parts]
    if not goal.relation or not targets or goal.target is None or None in targets:
        return None
    scale = 10 ** minor_digits(currency) if standing.unit == "money" else 1
    return fit_of(goal.relation, goal.target, [t for t in targets if t is not None], scale)


def behind(standing: Standing) -> Behind | None:
    """Return which part puts the whole ahead of or behind an even pace; None where a part is not known.

    Amounts are whole minor units (or pieces) and sum to the whole exactly; only of a whole that flows.
    """
    pace, relation = standing.pace, standing.goal.relation
    paces = [part.pace for part in standing.parts]
    if pace is None or not pace.flows or not relation or not paces or None in paces:
        return None
    known = [p for p in paces if p is not None]
    total = round_half_up(pace.now - pace.planned)
    planned, actual = [p.planned for p in known], [p.now for p in known]
    parts, rest = shares_of_gap(relation, planned, actual, total)
    names = [part.goal.id for part in standing.parts]
    return Behind(total, tuple(zip(names, parts, strict=True)), rest)
