"""Complaint spike: more complaints in a day than so many orders usually bring.

expected(d) = complaints per order so far × the mean number of orders paid a day over the two weeks up to d, so that the
complaints after a sale are expected ones. Each kind of complaint is watched beside the sum.
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

EXPOSED_DAYS, LEARN_DAYS, LEAST_DAYS = 14, 180, 28
ALARMS_A_YEAR = 0.5
WINDOWS = (1, 3)
TIMES, EXCESS = 2.0, 4.0
RECENT_DAYS, MOST_SHARE = 3, 0.6
SEEN = (
    "SELECT c.day, coalesce(c.kind, ''), l.product_name, count(DISTINCT c.complaint_no) FROM complaints c "
    "LEFT JOIN (SELECT order_no, min(product_name) AS product_name FROM order_lines GROUP BY order_no) l ON l.order_no = c.order_no "
    "WHERE c.day BETWEEN ? AND ? GROUP BY ALL"
)
PAID = (
    "SELECT paid_day, count(*) FROM orders WHERE is_paid AND paid_day BETWEEN ? AND ? GROUP BY ALL"
)


@dataclass(frozen=True)
class ComplaintFacts:
    """Orders paid and complaints by day: all of them, by kind, and by the product of the order."""

    axis: Axis
    known: Flags
    paid: Array
    every: Array
    kinds: Mapping[str, Array]
    products: Mapping[str, Array]


def gather(asked: Asked) -> ComplaintFacts:
    """Read the facts up to the last day of the axis."""
    axis, span = asked.axis, (asked.axis.first, asked.axis.last)
    rows = asked.rows(SEEN, span) if asked.engine.columns("complaints") else []
    return ComplaintFacts(
        axis,
        asked.known("complaints"),
        axis.counts(asked.rows(PAID, span)),
        axis.counts((day, n) for day, _, _, n in rows),
        _split(axis, ((kind, day, n) for day, kind, _, n in rows if kind)),
        _split(axis, ((product, day, n) for day, _, product, n in rows if product)),
    )


def _split(axis: Axis, rows: Any) -> dict[str, Array]:
    found: dict[str, list[tuple[date, int]]] = {}
    for name, day, n in rows:
        found.setdefault(name, []).append((day, n))
    return {name: axis.counts(cells) for name, cells in sorted(found.items())}


def tracks(facts: ComplaintFacts) -> list[Track]:
    """Return the sum and every kind, judged day by day."""
    exposed = trailing(facts.paid, EXPOSED_DAYS) / EXPOSED_DAYS
    things: Sequence[tuple[str, Array]] = [("", facts.every)]
    if len(facts.kinds) > 1:
        things = [*things, *facts.kinds.items()]
    found = []
    for name, counts in things:
        # Half of the bearable false alarms for the sum, half for its kinds.
        chance = chance_a_day(ALARMS_A_YEAR / 2, len(things) - 1 if name else 1)
        test = CountTest(chance, WINDOWS, TIMES, EXCESS)
        one = judged(np.where(facts.known, counts, np.nan), _per_order(counts, exposed), test)
        found.append(_track(facts, one, name))
    return found


def _per_order(counts: Array, exposed: Array) -> Any:
    def expect(usable: Flags) -> Expected:
        seen = trailing(np.where(usable, counts, 0.0), LEARN_DAYS, 1)
        orders = trailing(np.where(usable, exposed, 0.0), LEARN_DAYS, 1)
        days = trailing(usable.astype(np.float64), LEARN_DAYS, 1)
        rate = (seen + 0.5) / np.maximum(orders, 1.0)
        return Expected(np.where(days >= LEAST_DAYS, rate * exposed, np.nan), seen + 0.5)

    return expect


def _track(facts: ComplaintFacts, one: Judged, kind: str) -> Track:
    def why(row: int) -> Text:
        words = OF_KIND.format(kind=kind) if kind else ALL
        return WHY.format(
            what=words,
            n=whole(one.observed[row]),
            usual=short(one.expected[row]),
            limit=whole(one.limit(row)),
        )

    return Track(
        "complaint_spike", Subject("shop", kind, kind), facts.axis, one.heat, one.observed, one.expected, why,
        limit=one.limit(facts.axis.size - 1), also=_about(facts, one),
    )  # fmt: skip


def _about(facts: ComplaintFacts, one: Judged) -> tuple[Subject, ...]:
    """Return the product that most of the last days' complaints are about, where one carries them."""
    recent = slice(max(facts.axis.size - RECENT_DAYS, 0), facts.axis.size)
    total = np.nansum(one.observed[recent])
    if not total or not facts.products:
        return ()
    name, most = max(((n, c[recent].sum()) for n, c in facts.products.items()), key=lambda p: p[1])
    return (Subject("product", name, name),) if most >= MOST_SHARE * total else ()


ALL = Text("投诉", "complaints")
OF_KIND = Text("「{kind}」类投诉", "complaints of kind 「{kind}」")
WHY = Text(
    "当天{n}起{what}；按近两周的订单量平时有{usual}起，到{limit}起才算异常",
    "{n} {what} that day; so many orders usually bring {usual}, and {limit} would be out of line",
)
PRESET = Preset(
    key="complaint_spike",
    name=Text("投诉突增", "Complaint spike"),
    trigger=Text(
        "一天或三天的投诉明显多于这么多订单平时带来的数",
        "Complaints of one or three days well above what so many orders usually bring",
    ),
    needs=(("complaints",), ("orders",)),
    look=lambda asked: tracks(gather(asked)),
    fallback=(
        Step(Text("先读前十条投诉，写下共同的原因", "Read the first ten complaints and write down what they share"), 1),
        Step(Text("给客服统一的回复和补偿上限", "Give service one answer and an upper limit of compensation"), 1),
        Step(Text("停掉引起投诉的说法、商品或活动", "Stop the claim, product or campaign that causes them"), 2),
    ),
    alarms_a_year=ALARMS_A_YEAR,
)  # fmt: skip
