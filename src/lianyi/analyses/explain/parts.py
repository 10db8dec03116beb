"""The change of one metric taken apart: per dimension, parts that sum to the change exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from lianyi.core.errors import LianyiError
from lianyi.metrics.book import Book
from lianyi.metrics.decomposition import parts_of_change, ratio_change
from lianyi.metrics.query import MetricQuery

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.core.calendar.periods import Period
    from lianyi.metrics.declaration import Measure, Metric

AXES = (
    "channel_group", "platform", "store", "channel", "carrier", "source", "customer_type", "product", "category",
    "province", "promoter", "coupon", "refund_reason", "plan", "creator", "theme", "form", "host", "community",
)  # fmt: skip
"""Where a change is looked for by default: what operators can act on; the metric says which it knows."""
ABOVE, BELOW = "explained_numerator", "explained_denominator"


@dataclass(frozen=True)
class Part:
    """One part: its value before and after (None for a ratio without a denominator), and what it added to the change.

    Of a ratio, `rate` is better or worse within the part and `mix` more or less of the part; of a sum both are None.
    """

    name: str
    before: Fraction | int | None
    after: Fraction | int | None
    added: Fraction
    rate: Fraction | None = None
    mix: Fraction | None = None


@dataclass(frozen=True)
class Axis:
    """One dimension with its parts, the largest first.

    `telling` is the largest share of the change that one part has beyond its share of the base: 0 where every part
    moved alike, large where one part alone moved.
    """

    key: str
    parts: tuple[Part, ...]
    telling: float


def axes_of(metric: Metric, asked: Sequence[str]) -> list[str]:
    """Return the dimensions to look along; refuses with `explain.no_axis` where the metric knows none of them."""
    ratio = metric.ratio
    known = Book().dimensions(metric) if not metric.own else list(AXES)
    wanted = [a for a in (asked or AXES) if a in known]
    if not wanted or (ratio is not None and ratio.times is not None):
        raise LianyiError("explain.no_axis", metric=metric.key, known=", ".join(known) or "—")
    return wanted


Sides = dict[str, tuple[int, int]]
"""By part: numerator and denominator of a ratio; of a sum the value, over nothing."""


def values_by(data: Data, metric: Metric, period: Period, axis: str | None) -> Sides:
    """Return both sides of a metric by part of `axis`; one part "" without it."""
    by = (axis,) if axis else ()
    if metric.ratio is None:
        return {k: (v, 0) for k, v in _side(data, metric.key, "", period, by).items()}
    above = _side(data, metric.ratio.numerator, ABOVE, period, by)
    below = _side(data, metric.ratio.denominator, BELOW, period, by)
    return {k: (above.get(k, 0), below.get(k, 0)) for k in {**below, **above}}


def foots(parts: Sides, whole: Sides) -> bool:
    """Return whether the parts sum to the whole on both sides."""
    return [sum(side) for side in zip(*parts.values(), strict=True)] == [
        sum(side) for side in zip(*whole.values(), strict=True)
    ]


def explained(metric: Metric, before: Sides, after: Sides, key: str) -> Axis:
    """Return the parts of the change along `key`."""
    if metric.ratio:
        return explain_ratio(before, after, key, metric.ratio.scale)
    return explain_sum({k: v for k, (v, _) in before.items()}, {k: v for k, (v, _) in after.items()}, key)  # fmt: skip


def _side(data: Data, part: str | Measure, name: str, period: Period, by: tuple[str, ...]) -> dict[str, int]:  # fmt: skip
    from lianyi.core.translation import same
    from lianyi.metrics.declaration import Metric
    from lianyi.metrics.run import answer

    if isinstance(part, str):
        rows = data.metric(MetricQuery((part,), period, None, by)).rows
        key = part
    else:
        own = Metric(key=name, name=same(name), family="own", unit="number", definition=same(name), measure=part, own=True)  # fmt: skip
        query = MetricQuery((name,), period, None, by)
        rows = answer(data.engine, query, calendar=data.calendar, today=data.today, own=(own,)).rows
        key = name
    return {str(r[by[0]]) if by else "": r[key] for r in rows if r[key] is not None}


def explain_sum(before: Mapping[str, int], after: Mapping[str, int], key: str) -> Axis:
    """Return the parts of the change of a sum."""
    change = parts_of_change(before, after)
    parts = [Part(k, before.get(k, 0), after.get(k, 0), Fraction(c)) for k, c in change.items()]
    return _axis(key, parts, {k: Fraction(v) for k, v in before.items()})


def explain_ratio(
    before: Mapping[str, tuple[int, int]], after: Mapping[str, tuple[int, int]], key: str, scale: int
) -> Axis:  # fmt: skip
    """Return the parts of the change of a ratio as rate and mix."""
    found = ratio_change(before, after)
    parts = [
        Part(
            k,
            _ratio(before.get(k), scale),
            _ratio(after.get(k), scale),
            (found.rate[k] + found.mix[k]) * scale,
            found.rate[k] * scale,
            found.mix[k] * scale,
        )
        for k in found.rate
    ]
    return _axis(key, parts, {k: Fraction(d) for k, (_, d) in before.items()})


def _ratio(sides: tuple[int, int] | None, scale: int) -> Fraction | None:
    return Fraction(sides[0] * scale, sides[1]) if sides and sides[1] else None


def _axis(key: str, parts: list[Part], weights: Mapping[str, Fraction]) -> Axis:
    ordered = tuple(sorted(parts, key=lambda p: (-abs(p.added), p.name)))
    change, base = sum(p.added for p in parts), sum(weights.values())
    if not change or base <= 0:
        return Axis(key, ordered, 0.0)
    beyond = (abs(p.added / change - weights.get(p.name, Fraction(0)) / base) for p in parts)
    return Axis(key, ordered, float(max(beyond)))
