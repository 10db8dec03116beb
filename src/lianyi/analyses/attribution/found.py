"""Who has what: one line a group and basis, under every model, adding up to all orders and their money."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.attribution.offline import derived
from lianyi.analyses.attribution.plan import MOST_GROUPS, OTHERS
from lianyi.analyses.result import Interval
from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from lianyi.analyses.attribution.plan import Plan
    from lianyi.analyses.data import Data
    from lianyi.timelines.attributing import Credits
    from lianyi.timelines.store import Array

TOUCH, DIRECT, NONE, NOT_SEEN, NO_PERSON = "touch", "direct", "none", "not_seen", "no_person"
APART = (NOT_SEEN, NO_PERSON)
METHOD = "delta"


@dataclass(frozen=True)
class Line:
    """`orders` by model and block of people, `paid_fen` by model."""

    group: str
    basis: str
    orders: dict[str, Array]
    paid_fen: dict[str, int]

    def credit(self, model: str) -> float:
        """Return the orders credited; the rounding of shares, below a millionth of an order, is rounded away."""
        return round(float(self.orders[model].sum()), 6)

    def is_whole(self) -> bool:
        """Whether it takes part in the shares."""
        return self.basis not in APART


@dataclass(frozen=True)
class Found:
    """All lines. `claims` are per platform what it claims and what was paid there, `claimed_days` says of which orders."""

    models: tuple[str, ...]
    lines: tuple[Line, ...]
    claims: tuple[tuple[str, int, int], ...] = field(default=())

    @cached_property
    def whole(self) -> Array:
        """Orders by block whose window is wholly seen: what shares are of."""
        return np.asarray(sum(ln.orders["last"] for ln in self.lines if ln.is_whole()))

    @property
    def judged(self) -> int:
        """How many orders the shares are of."""
        return round(float(self.whole.sum()))

    @property
    def orders(self) -> int:
        """How many orders there are in all."""
        return round(sum(ln.credit("last") for ln in self.lines))

    @property
    def paid_fen(self) -> int:
        """What was paid for the orders that the shares are of."""
        return sum(ln.paid_fen["last"] for ln in self.lines if ln.is_whole())

    def of(self, *bases: str) -> tuple[Line, ...]:
        """Return the lines of these bases."""
        return tuple(ln for ln in self.lines if ln.basis in bases)

    def share(self, line: Line, model: str) -> tuple[float, Interval] | None:
        """Return the share of the orders with its interval; None for lines apart, or where there is no order."""
        from lianyi.stats.shares import share_interval

        if not line.is_whole() or not self.judged:
            return None
        low, high = share_interval(line.orders[model], self.whole)
        return float(line.orders[model].sum()) / self.judged, Interval(low, high, method=METHOD)

    def more_than_last(
        self, line: Line, model: str, level: float = 0.95
    ) -> tuple[float, Interval] | None:
        """Return by how much the share is above that of the model last."""
        from lianyi.stats.intervals import normal, ratio_error

        if not line.is_whole() or not self.judged or model == "last":
            return None
        there = self.whole > 0
        value, error = ratio_error((line.orders[model] - line.orders["last"])[there], self.whole[there])  # fmt: skip
        low, high = normal(value, error, level)
        return value, Interval(max(low, -1.0), min(high, 1.0), level, METHOD)


def found_of(plan: Plan, data: Data) -> Found:
    """Return the credit; refuses with `run.nothing_to_count` where no order lies in the period."""
    from lianyi.timelines.attributing import share_credit

    given = share_credit(data.store, plan.question, plan.only)
    lines = _touched(plan, given)
    rest, rest_fen = given.apart(-2)
    offline = derived(plan, data, given) if rest.any() else {}
    taken = [_line(plan, *key, d.orders, d.paid_fen) for key, d in offline.items()]
    lines += _largest(taken, plan)
    unknown = rest - sum((d.orders for d in offline.values()), np.zeros_like(rest))
    lines.append(_line(plan, NONE, NONE, unknown, rest_fen - sum(d.paid_fen for d in offline.values())))  # fmt: skip
    hidden, hidden_fen = given.apart(-1)
    if hidden.any():
        lines.append(_line(plan, NOT_SEEN, NOT_SEEN, hidden, hidden_fen))
    lines += _without_person(plan, data)
    found = Found(plan.models, tuple(lines), _claims(plan, data))
    if not found.orders:
        raise LianyiError("run.nothing_to_count")
    return found


def whole_fen(scaled: list[int], shift: int) -> list[int]:
    """Return amounts in `2 ** -shift` of a minor unit as whole ones with the same sum, by largest remainder.

    >>> whole_fen([6, 5, 5], 2)
    [2, 1, 1]
    """
    floors = [v >> shift for v in scaled]
    left = (sum(scaled) >> shift) - sum(floors)
    by_need = sorted(range(len(scaled)), key=lambda n: (-(scaled[n] - (floors[n] << shift)), n))
    for n in by_need[:left]:
        floors[n] += 1
    return floors


def _touched(plan: Plan, given: Credits) -> list[Line]:
    orders = {m: given.orders(m) for m in plan.models}
    fen = {m: whole_fen(given.scaled_fen(m), given.shift) for m in plan.models}
    lines = [
        Line(
            name,
            DIRECT if plan.is_direct[g] else TOUCH,
            {m: orders[m][:, g] for m in plan.models},
            {m: fen[m][g] for m in plan.models},
        )
        for g, name in enumerate(plan.names)
        if any(orders[m][:, g].any() for m in plan.models)
    ]
    return sorted(lines, key=lambda ln: (ln.group == OTHERS, -ln.credit("last"), ln.group))


def _line(plan: Plan, group: str, basis: str, orders: Any, paid_fen: int) -> Line:
    """Return a line of whole orders, which all models see alike."""
    return Line(group, basis, dict.fromkeys(plan.models, orders), dict.fromkeys(plan.models, paid_fen))  # fmt: skip


def _largest(lines: list[Line], plan: Plan) -> list[Line]:
    """Return the largest lines of each basis, the others of it together."""
    kept = []
    for basis in plan.offline:
        own = sorted((ln for ln in lines if ln.basis == basis), key=lambda ln: (-ln.credit("last"), ln.group))  # fmt: skip
        kept += own[:MOST_GROUPS]
        rest = own[MOST_GROUPS:]
        if rest:
            orders = np.sum([ln.orders["last"] for ln in rest], axis=0)
            kept.append(_line(plan, OTHERS, basis, orders, sum(ln.paid_fen["last"] for ln in rest)))
    return kept


def _without_person(plan: Plan, data: Data) -> list[Line]:
    """Return the paid orders whose buyer nobody knows, unless only some people are asked about."""
    share = plan.reach.person_coverage
    if share is None or share == 1 or not plan.everybody:
        return []
    where, days = _paid_within(plan)
    sql = f"SELECT count(*), CAST(coalesce(sum(paid_fen), 0) AS BIGINT) FROM orders WHERE is_paid AND person_id IS NULL{where}"
    n, fen = data.engine.rows(sql, days)[0]
    return [_line(plan, NO_PERSON, NO_PERSON, np.array([n], np.int64), int(fen))] if n else []


def _paid_within(plan: Plan, *, always: bool = False, column: str = "paid_day") -> tuple[str, list[str]]:  # fmt: skip
    if plan.whole_time and not always:
        return "", []
    days = [plan.period.start.isoformat(), plan.period.end.isoformat()]
    return f" AND {column} >= CAST(? AS DATE) AND {column} < CAST(? AS DATE)", days


def _claims(plan: Plan, data: Data) -> tuple[tuple[str, int, int], ...]:
    """Return per platform that claims any what it claims and what was paid on it, over the same days."""
    if "attributed_fen" not in data.engine.columns("spend") or not plan.everybody:
        return ()
    where, days = _paid_within(plan, always=True, column="day")
    sql = f"SELECT platform, CAST(sum(attributed_fen) AS BIGINT) FROM spend WHERE attributed_fen IS NOT NULL{where} GROUP BY ALL ORDER BY 1"
    claimed = {str(p): int(fen) for p, fen in data.engine.rows(sql, days)}
    if not claimed:
        return ()
    where, days = _paid_within(plan, always=True)
    sql = f"SELECT platform, CAST(coalesce(sum(paid_fen), 0) AS BIGINT) FROM orders WHERE is_paid{where} GROUP BY ALL"
    paid = {str(p): int(fen) for p, fen in data.engine.rows(sql, days)}
    return tuple((p, claimed.get(p, 0), paid.get(p, 0)) for p in sorted({*claimed, *paid}))
