"""How often: the cycle of customers and of products, and when each customer is expected next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from lianyi.metrics.engine import Engine
    from lianyi.timelines.kernels.repurchase import Habits
    from lianyi.timelines.store import Array

LEAST_PEOPLE = 30
LEVEL = 0.8
# Customers with more gaps behind them are easier to foresee; each class learns from its own.
CLASSES = (1, 2, 4)
ITEMS = {"sku": ("sku_code", "product_name"), "product": ("product_name",), "category": ("category",)}  # fmt: skip
UNKNOWN_PRODUCT = "unknown product"


def cycle(moments: Sequence[int]) -> tuple[float | None, float | None]:
    """Return the mean days between two orders and its standard error, from `Again.moments`.

    Σ(days from the first to the last order) ÷ (orders − people), over whoever ordered twice or more. The error is that
    of a ratio of sums over people (delta method); None with fewer than two of them.
    """
    people, x, y, xx, xy, yy = (int(m) for m in moments)
    if not y:
        return None, None
    ratio = x / y
    if people < 2:
        return ratio, None
    spread = max(xx - 2 * ratio * xy + ratio * ratio * yy, 0.0)
    return ratio, sqrt(spread * people / (people - 1)) / y


@dataclass(frozen=True)
class Next:
    """When one customer is expected: days of the store; `low` and `high` are None where too few teach it."""

    person_id: int
    purchases: int
    last: int
    cycle_days: float
    expected: int
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Expected:
    """Everybody with a cycle of their own, and how often the last purchase fell where the others' would have put it."""

    people: Habits
    cycle_days: Array
    due: Array
    low: Array
    high: Array
    known: Array
    hits: int
    tried: int

    def rows(self, chosen: Array) -> list[Next]:
        """Return the customers at the places `chosen`."""
        p = self.people
        return [
            Next(
                int(p.person_id[i]), int(p.purchases[i]), int(p.last[i]), float(self.cycle_days[i]), int(self.due[i]),
                int(self.low[i]) if self.known[i] else None, int(self.high[i]) if self.known[i] else None,
            )
            for i in chosen.tolist()
        ]  # fmt: skip


def expected(people: Habits) -> Expected:
    """Return when each customer is due: the last purchase plus the mean gap of that customer.

    The interval is where the newest gap of all customers fell, as a multiple of the mean of the gaps before it, among
    customers with about as many gaps; at least `LEAST_PEOPLE` have to teach it. It holds for those who come again.
    """
    gaps = people.purchases - 1
    own = (people.last - people.first) / np.maximum(gaps, 1)
    taught = gaps >= 2
    ratio = (people.last - people.before)[taught] / (
        (people.before - people.first)[taught] / (gaps[taught] - 1)
    )
    kind = np.searchsorted(CLASSES, gaps, side="right") - 1
    taught_kind = np.searchsorted(CLASSES, gaps[taught] - 1, side="right") - 1
    low, high, known = (np.zeros(len(gaps)), np.zeros(len(gaps)), np.zeros(len(gaps), np.bool_))
    for number in range(len(CLASSES)):
        ends = _ends(ratio, taught_kind == number)
        if ends is not None:
            mine = kind == number
            low[mine], high[mine], known[mine] = *ends, True
    hits, tried = _tried(ratio, taught_kind, people.person_id[taught] % 2 == 1)
    due, soonest, latest = (
        people.last + np.rint(own * factor).astype(np.int64) for factor in (1.0, low, high)
    )
    return Expected(people, own, due, soonest, latest, known, hits, tried)


def _ends(ratio: Array, mine: Array) -> tuple[float, float] | None:
    """Return the middle `LEVEL` of the ratios of a class; of all of them where the class is small."""
    of = ratio[mine] if mine.sum() >= LEAST_PEOPLE else ratio
    if len(of) < LEAST_PEOPLE:
        return None
    low, high = np.quantile(of, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _tried(ratio: Array, kind: Array, odd: Array) -> tuple[int, int]:
    """Return how many newest gaps lie inside the interval that the other half of the customers teaches."""
    hits = tried = 0
    for half in (odd, ~odd):
        for number in range(len(CLASSES)):
            ends = _ends(ratio[~half], kind[~half] == number)
            there = ratio[half & (kind == number)]
            if ends is not None:
                hits += int(((there >= ends[0]) & (there <= ends[1])).sum())
                tried += len(there)
    return hits, tried


def item_cycles(engine: Engine, what: str, last_day: Any, limit: int) -> list[tuple[Any, ...]]:
    """Return (item, people, purchases, gaps, mean days) of items bought more than once by somebody, most gaps first.

    A purchase is an order of a person with that item in it; lines given away, sent back or refunded in full are none.
    """
    have = set(engine.columns("order_lines"))
    names = [c for c in ITEMS[what] if c in have]
    if not names or "person_id" not in have:
        return []
    kept = ["is_paid", "person_id IS NOT NULL", "paid_day <= ?", "NOT (coalesce(refund_fen, 0) > 0 AND refund_fen >= paid_fen)"]  # fmt: skip
    kept += [f"NOT coalesce({flag}, false)" for flag in ("is_gift", "is_return") if flag in have]
    item = f"coalesce({', '.join(names)})"
    sql = (
        f"WITH bought AS (SELECT DISTINCT {item} AS item, person_id, platform, store, order_no, paid_day FROM order_lines "
        f"WHERE {' AND '.join(kept)} AND {item} IS NOT NULL AND {item} <> '{UNKNOWN_PRODUCT}'), "
        "each AS (SELECT item, person_id, count(*) AS n, date_diff('day', min(paid_day), max(paid_day)) AS days FROM bought GROUP BY ALL) "
        "SELECT item, count(*), CAST(sum(n) AS BIGINT), CAST(sum(n) - count(*) AS BIGINT) AS gaps, sum(days) / (sum(n) - count(*)) "
        "FROM each GROUP BY item HAVING sum(n) > count(*) ORDER BY gaps DESC, item LIMIT ?"
    )
    return [(str(r[0]), *(int(v) for v in r[1:4]), float(r[4])) for r in engine.rows(sql, [last_day, limit])]  # fmt: skip
