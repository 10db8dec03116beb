"""Orders of an invented shop as the arrays that a reconciliation works on, and reports of a platform that counts otherwise."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from lianyi.analyses.reconcile.counting import Counting
from lianyi.analyses.reconcile.definition import Definition
from lianyi.analyses.reconcile.ours import Ours, day_number
from lianyi.analyses.reconcile.reported import Reported
from lianyi.core.calendar.periods import Period, between

FIRST = date(2026, 9, 1)


def period(days: int = 14) -> Period:
    return between(FIRST, FIRST + timedelta(days=days - 1))


def orders(seed: int, size: int = 400, days: int = 14) -> Ours:
    """Return orders of two stores on both sides of the period: some unpaid, tests, presales, refunds, with freight and subsidy."""
    dice = np.random.default_rng(seed)
    start = np.datetime64(FIRST - timedelta(days=2), "s")
    created = start + dice.integers(0, (days + 4) * 86_400, size).astype("timedelta64[s]")
    presale, unpaid = dice.random(size) < 0.1, dice.random(size) < 0.15
    wait = np.where(presale, dice.integers(2, 6, size) * 86_400, dice.integers(20, 40_000, size))
    paid_at = np.where(unpaid, np.datetime64("NaT"), created + wait.astype("timedelta64[s]"))
    paid = dice.integers(900, 40_000, size)
    refund = np.where(~unpaid & (dice.random(size) < 0.2), (paid * dice.choice([0.5, 1.0], size)).astype(np.int64), 0)  # fmt: skip
    refunded = np.flatnonzero(refund)
    refund_day = (paid_at[refunded] + dice.integers(1, 6, len(refunded)).astype("timedelta64[D]")).astype("datetime64[D]")  # fmt: skip
    subsidy = np.where(dice.random(size) < 0.3, dice.integers(100, 900, size), 0)
    return Ours(
        names=tuple(f"E{n:05d}" for n in range(size)),
        sources=(("douyin", "main"), ("youzan", "main")),
        source=(dice.random(size) < 0.4).astype(np.int64),
        paid_at=paid_at,
        created_at=created,
        deposit_at=np.where(presale, created + np.timedelta64(60, "s"), np.datetime64("NaT")),
        paid=paid,
        freight=np.where(dice.random(size) < 0.25, dice.integers(5, 15, size) * 100, 0),
        with_subsidy=paid + subsidy,
        receivable=paid + subsidy,
        deposit=np.where(presale, paid // 5, 0),
        refund=refund,
        presale=presale,
        dropped=(refund >= paid) & (refund > 0),
        excluded=dice.random(size) < 0.05,
        refund_who=refunded,
        refund_day=refund_day.astype(np.int64),
        refunded=refund[refunded],
        scopes=(frozenset({0, 1}), frozenset({0}), frozenset({1})),
        covered=frozenset(FIRST + timedelta(days=n) for n in range(days)),
    )


def report(ours: Ours, definition: Definition, *, by_order: bool, days: int = 14, counts: bool = False) -> Reported:  # fmt: skip
    """Return what a platform reports that counts these orders under `definition`."""
    counted = Counting(ours, period(days), counts).under(definition)
    if not by_order:
        sums = counted.by_day(days)
        return Reported(days={FIRST + timedelta(days=n): int(sums[n]) for n in range(days)})
    totals = counted.by_order(len(ours.names))
    return Reported({ours.names[int(n)]: int(totals[n]) for n in np.flatnonzero(totals)})


def day_place(day: date) -> int:
    return day_number(day) - day_number(FIRST)
