"""Where a change came from: exact parts that sum to it, along an axis and by factor.

Arithmetic, not a cause. A product of factors is taken apart by the average over all orders of replacement
(the Shapley value of the factors), which is exact and does not depend on which factor is looked at first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import permutations
from math import floor, prod

Exact = int | Fraction
VISITORS = ("visitors", "orders_per_visitor", "order_value")
ORDERS = ("orders_paid", "order_value")


@dataclass(frozen=True)
class Drivers:
    """What makes up one channel's value: `value` in minor units; `visitors` None where nobody counts them."""

    value: int
    orders: int
    visitors: int | None = None


@dataclass(frozen=True)
class Matrix:
    """Amounts by channel and factor, in whole `unit`s of minor money.

    Every row sums to the channel's rounded change and every column to its total. `factors` are the column
    keys. A channel without visitors on both sides is split into orders and value per order: its orders stand
    under `orders_per_visitor`, and it is named in `without_visitors`.
    """

    factors: tuple[str, ...]
    rows: Mapping[str, tuple[int, ...]]
    unit: int
    without_visitors: tuple[str, ...] = ()

    def row_total(self, channel: str) -> int:
        """Return the change of one channel."""
        return sum(self.rows[channel])

    @property
    def column_totals(self) -> tuple[int, ...]:
        """The total of each factor over all channels."""
        return tuple(sum(row[n] for row in self.rows.values()) for n in range(len(self.factors)))

    @property
    def total(self) -> int:
        """The whole change."""
        return sum(self.column_totals)


@dataclass(frozen=True)
class RatioParts:
    """The change of a ratio, by part: better or worse inside the part (`rate`), or more or less of it (`mix`)."""

    rate: Mapping[str, Fraction]
    mix: Mapping[str, Fraction]

    @property
    def rate_effect(self) -> Fraction:
        """What came from the ratios of the parts."""
        return sum(self.rate.values(), Fraction(0))

    @property
    def mix_effect(self) -> Fraction:
        """What came from the weights of the parts."""
        return sum(self.mix.values(), Fraction(0))


def parts_of_change(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """Return what each part added to the change; a part missing on one side counts as 0 there.

    >>> parts_of_change({"a": 10, "b": 5}, {"a": 7, "c": 4})
    {'a': -3, 'b': -5, 'c': 4}
    """
    keys = dict.fromkeys([*before, *after])
    return {key: after.get(key, 0) - before.get(key, 0) for key in keys}


def factor_effects(before: Sequence[Exact], after: Sequence[Exact]) -> tuple[Fraction, ...]:
    """Return what each factor added to the change of the product; the effects sum to it exactly.

    Source: the mean marginal contribution over all orders in which the factors can be replaced.

    >>> factor_effects([10, 2], [12, 3])  # 36 - 20 = 5 + 11
    (Fraction(5, 1), Fraction(11, 1))
    """
    count = len(before)
    effects = [Fraction(0)] * count
    orders = _orders(count)
    for order in orders:
        current = [Fraction(f) for f in before]
        for place in order:
            was = prod(current)
            current[place] = Fraction(after[place])
            effects[place] += prod(current) - was
    return tuple(effect / len(orders) for effect in effects)


@cache
def _orders(count: int) -> tuple[tuple[int, ...], ...]:
    return tuple(permutations(range(count)))


def factor_matrix(
    before: Mapping[str, Drivers], after: Mapping[str, Drivers], *, unit: int = 100
) -> Matrix:
    """Return the change by channel and factor in whole `unit`s (100 = yuan), footing both ways.

    The factors are visitors × orders per visitor × value per order; with no visitors anywhere, orders × value
    per order. The channels' changes are rounded together by largest remainder, so that they sum to the
    rounded whole; then the factors of each channel, so that they sum to the channel.
    """
    keys = list(dict.fromkeys([*before, *after]))
    nothing = Drivers(0, 0, 0)
    pairs = {key: (before.get(key, nothing), after.get(key, nothing)) for key in keys}
    blind = tuple(key for key, pair in pairs.items() if any(d.visitors is None for d in pair))
    with_visitors = len(blind) < len(keys)
    changes = [Fraction(now.value - was.value, unit) for was, now in pairs.values()]
    whole = _whole(sum(changes, Fraction(0)))
    totals = dict(zip(keys, largest_remainder(changes, whole), strict=True))
    rows = {}
    for key, (was, now) in pairs.items():
        exact = _row(was, now, with_visitors=with_visitors)
        rows[key] = largest_remainder([e / unit for e in exact], totals[key])
    return Matrix(VISITORS if with_visitors else ORDERS, rows, unit, blind)


def _row(was: Drivers, now: Drivers, *, with_visitors: bool) -> list[Fraction]:
    if was.visitors is None or now.visitors is None:
        short = _effects([was.orders], [now.orders], was.value, now.value)
        return [Fraction(0), *short] if with_visitors else short
    if not with_visitors:
        return _effects([was.orders], [now.orders], was.value, now.value)
    return _effects([was.visitors, was.orders], [now.visitors, now.orders], was.value, now.value)


def _effects(was: list[int], now: list[int], value_was: int, value_now: int) -> list[Fraction]:
    """Return the effects of the first count and of each ratio that leads from it to the value."""
    chain_was, chain_now = [*was, value_was], [*now, value_now]
    first: list[Fraction] = [Fraction(chain_was[0])]
    second: list[Fraction] = [Fraction(chain_now[0])]
    for step in range(1, len(chain_was)):
        a = _ratio(chain_was[step], chain_was[step - 1])
        b = _ratio(chain_now[step], chain_now[step - 1])
        # A ratio that one side does not have is taken from the other: the change is then in the count.
        first.append(a if a is not None else b if b is not None else Fraction(0))
        second.append(b if b is not None else a if a is not None else Fraction(0))
    effects = list(factor_effects(first, second))
    # Money without orders, or orders without visitors, fits no product: it stays with the last factor.
    effects[-1] += value_now - value_was - sum(effects)
    return effects


def _ratio(above: int, below: int) -> Fraction | None:
    return Fraction(above, below) if below else None


def ratio_change(
    before: Mapping[str, tuple[int, int]], after: Mapping[str, tuple[int, int]]
) -> RatioParts:
    """Return the change of Σ numerator ÷ Σ denominator as rate and mix effects, exact, by part.

    Parts are (numerator, denominator). With weights w and ratios r, and bars for the mean of both periods:
    rate = w̄·Δr, mix = (r̄ − R̄)·Δw; they sum to ΔR. A numerator without a denominator (refunds where nobody paid) has no
    ratio: what it adds to the whole counts as mix. Raises ZeroDivisionError where a whole denominator is 0.
    """
    keys = list(dict.fromkeys([*before, *after]))
    sums = [
        (sum(n for n, _ in side.values()), sum(d for _, d in side.values()))
        for side in (before, after)
    ]
    (n0, d0), (n1, d1) = sums
    middle = (Fraction(n0, d0) + Fraction(n1, d1)) / 2
    rate, mix = {}, {}
    for key in keys:
        (a, b), (c, d) = before.get(key, (0, 0)), after.get(key, (0, 0))
        r0, r1 = _ratio(a, b), _ratio(c, d)
        known0 = r0 if r0 is not None else r1 if r1 is not None else middle
        known1 = r1 if r1 is not None else known0
        w0, w1 = Fraction(b, d0), Fraction(d, d1)
        rate[key] = (w0 + w1) / 2 * (known1 - known0)
        loose = Fraction(0 if d else c, d1) - Fraction(0 if b else a, d0)
        mix[key] = ((known0 + known1) / 2 - middle) * (w1 - w0) + loose
    return RatioParts(rate, mix)


def largest_remainder(exact: Sequence[Fraction], total: int) -> tuple[int, ...]:
    """Return whole numbers near `exact` that sum to `total`, which lies within their number of the exact sum.

    The floors are taken, and the units that are missing go to the largest remainders, the first one in a tie.

    >>> largest_remainder([Fraction(1, 3), Fraction(1, 3), Fraction(4, 3)], 2)
    (1, 0, 1)
    """
    floors = [floor(e) for e in exact]
    missing = total - sum(floors)
    order = sorted(range(len(exact)), key=lambda n: (floors[n] - exact[n], n))
    for n in range(abs(missing)):
        place = order[n % len(order)] if missing > 0 else order[-1 - n % len(order)]
        floors[place] += 1 if missing > 0 else -1
    return tuple(floors)


def _whole(exact: Fraction) -> int:
    size = floor(abs(exact) + Fraction(1, 2))
    return size if exact >= 0 else -size
