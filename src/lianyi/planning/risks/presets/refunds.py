"""Refund spike: more refund requests in a day than orders of the same ages have ever brought.

Each day's orders at risk are told apart by age (days since payment), so the flood of requests a week after a sale is no
spike: expected(d) = Σ over ages of (requests per order of that age so far) × (orders of that age on d), per source.
A product has that times its own ratio, drawn to 1 where it has few requests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from lianyi.core.translation import Text
from lianyi.planning.risks.counts import Array, Flags, trailing
from lianyi.planning.risks.shown import short, whole
from lianyi.planning.risks.spikes import CountTest, Expected, Judged, chance_a_day, judged
from lianyi.planning.risks.watched import Asked, Axis, Preset, Step, Subject, Track

AGES = 61
LEARN_DAYS, LEAST_DAYS = 180, 28
LIKE_OTHERS = 20.0
"""A product's own ratio counts as if it had had so many requests in line with all others."""
ALARMS_A_YEAR = 1.0
OF_SHOP, OF_PRODUCTS = 0.25, 0.75
"""How the bearable false alarms are shared between the shop as a whole and its products."""
SHOP, PRODUCT = (1.6, 6.0), (2.0, 5.0)
"""The least ratio to what was expected, and the least excess in requests."""
WINDOWS = (1, 3)
ASKED = (
    "SELECT platform, store, coalesce(requested_day, refunded_day) AS day, paid_day, count(DISTINCT order_no) "
    "FROM refunds WHERE coalesce(requested_day, refunded_day) BETWEEN ? AND ? AND paid_day IS NOT NULL GROUP BY ALL"
)
PAID = "SELECT platform, store, paid_day, count(*) FROM orders WHERE is_paid AND paid_day BETWEEN ? AND ? GROUP BY ALL"
ASKED_PRODUCTS = (
    "SELECT r.platform, r.store, coalesce(l.product_name, r.product_name) AS product, "
    "coalesce(r.requested_day, r.refunded_day) AS day, count(DISTINCT r.order_no) FROM refunds r "
    "LEFT JOIN order_lines l ON l.platform = r.platform AND l.store = r.store AND l.order_no = r.order_no "
    "AND (r.line_no IS NULL OR r.line_no = l.line_no) "
    "WHERE coalesce(r.requested_day, r.refunded_day) BETWEEN ? AND ? AND r.paid_day IS NOT NULL GROUP BY ALL"
)
PAID_PRODUCTS = (
    "SELECT platform, store, product_name, paid_day, count(DISTINCT order_no) FROM order_lines "
    "WHERE is_paid AND paid_day BETWEEN ? AND ? AND product_name IS NOT NULL GROUP BY ALL"
)
Source = tuple[str, str]


@dataclass(frozen=True)
class Cohorts:
    """One source: orders by pay day, and requests by day and age [days × ages]."""

    paid: Array
    asked: Array

    def at_risk(self) -> Array:
        """Return how many orders of each age there were on each day [days × ages]."""
        return by_age(self.paid)


@dataclass(frozen=True)
class RefundFacts:
    """Everything that the monitor looks at. `products` maps a product to its orders (per source) and its requests by day."""

    axis: Axis
    known: Flags
    sources: Mapping[Source, Cohorts]
    products: Mapping[str, tuple[Mapping[Source, Array], Array]]


def by_age(paid: Array) -> Array:
    """Return [days × ages]: what was paid so many days before each day."""
    padded = np.concatenate((np.zeros(AGES - 1), paid))
    found: Array = np.lib.stride_tricks.sliding_window_view(padded, AGES)[:, ::-1]
    return found


def gather(asked: Asked) -> RefundFacts:
    """Read the facts up to the last day of the axis."""
    axis = asked.axis
    span = (axis.first, axis.last)
    cells: dict[Source, list[tuple[date, date, int]]] = {}
    for platform, store, day, paid_day, n in asked.rows(ASKED, span):
        cells.setdefault((platform, store), []).append((day, paid_day, n))
    paid: dict[Source, list[tuple[date, Any]]] = {}
    for platform, store, day, n in asked.rows(PAID, span):
        paid.setdefault((platform, store), []).append((day, n))
    sources = {s: Cohorts(axis.counts(paid.get(s, [])), _grid(axis, c)) for s, c in cells.items()}
    return RefundFacts(axis, asked.known("refunds"), sources, _products(asked, set(sources)))


def _grid(axis: Axis, cells: Sequence[tuple[date, date, int]]) -> Array:
    found = np.zeros((axis.size, AGES))
    for day, paid_day, n in cells:
        age = (day - paid_day).days
        if 0 <= age < AGES:
            found[axis.row(day), age] += n
    return found


def _products(
    asked: Asked, sources: set[Source]
) -> dict[str, tuple[Mapping[Source, Array], Array]]:
    axis, span = asked.axis, (asked.axis.first, asked.axis.last)
    paid: dict[str, dict[Source, list[tuple[date, Any]]]] = {}
    for platform, store, product, day, n in asked.rows(PAID_PRODUCTS, span):
        if (platform, store) in sources:
            paid.setdefault(product, {}).setdefault((platform, store), []).append((day, n))
    requests: dict[str, list[tuple[date, Any]]] = {}
    for _, _, product, day, n in asked.rows(ASKED_PRODUCTS, span):
        requests.setdefault(product, []).append((day, n))
    return {
        name: ({s: axis.counts(r) for s, r in rows.items()}, axis.counts(requests.get(name, [])))
        for name, rows in sorted(paid.items())
        if asked.scope in ("", name)
    }


def tracks(facts: RefundFacts) -> list[Track]:
    """Return the shop and every product with orders, each judged day by day."""
    if not facts.sources:
        return []
    everything, hazards = _shop(facts)
    found = [_track(facts, everything, Subject("shop", "", ""))]
    chance = chance_a_day(ALARMS_A_YEAR * OF_PRODUCTS, len(facts.products))
    test = CountTest(chance, WINDOWS, *PRODUCT)
    for name, (paid, requests) in facts.products.items():
        like_others = np.sum([(hazards[s] * by_age(p)).sum(axis=1) for s, p in paid.items() if s in hazards], axis=0)  # fmt: skip
        one = judged(
            np.where(facts.known, requests, np.nan), _own_ratio(requests, like_others), test
        )
        found.append(_track(facts, one, Subject("product", name, name)))
    return found


def _shop(facts: RefundFacts) -> tuple[Judged, Mapping[Source, Array]]:
    requests = np.sum([c.asked.sum(axis=1) for c in facts.sources.values()], axis=0)
    hazards: dict[Source, Array] = {}

    def expect(usable: Flags) -> Expected:
        mean, base = np.zeros(facts.axis.size), np.zeros(facts.axis.size)
        for source, cohorts in facts.sources.items():
            hazards[source], learnt = _hazard(cohorts, usable)
            mean += (hazards[source] * cohorts.at_risk()).sum(axis=1)
            base += learnt
        days = trailing(usable.astype(np.float64), LEARN_DAYS, 1)
        return Expected(np.where(days >= LEAST_DAYS, mean, np.nan), base)

    return judged(np.where(facts.known, requests, np.nan), expect, _shop_test()), hazards


def _shop_test() -> CountTest:
    return CountTest(chance_a_day(ALARMS_A_YEAR * OF_SHOP, 1), WINDOWS, *SHOP)


def _hazard(cohorts: Cohorts, usable: Flags) -> tuple[Array, Array]:
    """Return per day the requests per order of each age, learnt before that day, and from how many requests."""
    taught = usable[:, None].astype(np.float64)
    asked, at_risk = _before(cohorts.asked * taught), _before(cohorts.at_risk() * taught)
    return asked / np.maximum(at_risk, 1.0), asked.sum(axis=1)


def _before(values: Array) -> Array:
    """Return per row the column sums of the `LEARN_DAYS` rows before it."""
    total = np.concatenate((np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)))
    ends = np.arange(len(values))
    found: Array = total[ends] - total[np.clip(ends - LEARN_DAYS, 0, None)]
    return found


def _own_ratio(requests: Array, like_others: Array) -> Any:
    def expect(usable: Flags) -> Expected:
        seen = trailing(np.where(usable, requests, 0.0), LEARN_DAYS, 1)
        alike = trailing(np.where(usable, like_others, 0.0), LEARN_DAYS, 1)
        ratio = (seen + LIKE_OTHERS) / (alike + LIKE_OTHERS)
        days = trailing(usable.astype(np.float64), LEARN_DAYS, 1)
        return Expected(
            np.where(days >= LEAST_DAYS, ratio * like_others, np.nan), seen + LIKE_OTHERS
        )

    return expect


def _track(facts: RefundFacts, one: Judged, subject: Subject) -> Track:
    def why(row: int) -> Text:
        return WHY.format(
            n=whole(one.observed[row]),
            usual=short(one.expected[row]),
            limit=whole(one.limit(row)),
        )

    limit = one.limit(facts.axis.size - 1)
    return Track("refund_spike", subject, facts.axis, one.heat, one.observed, one.expected, why, limit=limit)  # fmt: skip


WHY = Text(
    "当天{n}笔退款申请；同样账龄的订单平时有{usual}笔，到{limit}笔才算异常",
    "{n} refund requests that day; orders of the same ages usually bring {usual}, and {limit} would be out of line",
)
PRESET = Preset(
    key="refund_spike",
    name=Text("退款突增", "Refund spike"),
    trigger=Text(
        "一天或三天的退款申请明显多于同样账龄的订单平时的数",
        "Refund requests of one or three days well above what orders of the same ages bring",
    ),
    needs=(("refunds",), ("orders",)),
    look=lambda asked: tracks(gather(asked)),
    fallback=(
        Step(Text("看退款原因最多的商品和批次，先下架有问题的规格", "Find the product and batch behind most reasons and take it off sale"), 1),
        Step(Text("停掉这个商品的投放和达人排期", "Stop ads and creators for that product"), 1),
        Step(Text("给已付款未发货的买家发说明和换货方案", "Write to buyers whose parcels have not left: what happened, what they can have instead"), 2),
    ),
    alarms_a_year=ALARMS_A_YEAR,
)  # fmt: skip
