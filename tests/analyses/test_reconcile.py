"""Reconciling: a planted way of counting is found again, causes and what is left add up to the fen, orders foot to each cause."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.analyses.reconcile.causes import Cause, Gap, explained
from lianyi.analyses.reconcile.definition import METRICS, Definition, choices, definition_of
from lianyi.analyses.reconcile.reported import Reported
from lianyi.analyses.reconcile.words import name_of, said_of
from lianyi.core.errors import LianyiError
from tests.analyses.shop_orders import FIRST, orders, period, report

BASE = definition_of("gmv_paid")
SINGLE = [
    (name, setting)
    for name, listed in choices(BASE, 3, counts=False).items()
    for setting in listed[1:]
    if name != "hours" or setting in (8, 16, -4)
]


def assert_adds_up(gap: Gap) -> None:
    assert gap.theirs == gap.ours + sum(c.amount for c in gap.causes) + gap.unexplained
    for cause in gap.causes:
        if cause.orders:
            assert sum(o.amount for o in cause.orders) == cause.amount, cause.key


@pytest.mark.parametrize("by_order", [False, True], ids=["days", "orders"])
@pytest.mark.parametrize(("switch", "setting"), SINGLE)
def test_a_single_planted_cause_is_found(switch: str, setting: object, by_order: bool) -> None:
    ours = orders(3)
    planted = BASE.switched(switch, setting)
    gap = explained(ours, period(), report(ours, planted, by_order=by_order), BASE, counts=False)
    assert gap.unexplained == 0
    assert [c.key for c in gap.causes] == [switch]
    assert gap.causes[0].amount == gap.theirs - gap.ours
    assert_adds_up(gap)


@settings(max_examples=12)
@given(st.data(), st.integers(0, 10_000), st.booleans())
def test_several_planted_causes_are_found(data: st.DataObject, seed: int, by_order: bool) -> None:
    ours = orders(seed)
    some = data.draw(st.lists(st.sampled_from(SINGLE), min_size=2, max_size=3, unique_by=lambda s: s[0]))  # fmt: skip
    planted = BASE
    for switch, setting in some:
        planted = planted.switched(switch, setting)
    gap = explained(ours, period(), report(ours, planted, by_order=by_order), BASE, counts=False)
    assert_adds_up(gap)
    assert gap.unexplained == 0
    assert {c.key for c in gap.causes} <= {s for s, _ in some}


@settings(max_examples=12)
@given(st.integers(0, 10_000), st.booleans(), st.sampled_from(sorted(METRICS)), st.data())
def test_amounts_add_up_whatever_the_report_says(
    seed: int,
    by_order: bool,
    metric: str,
    data: st.DataObject,
) -> None:
    ours, dice = orders(seed, 120, 7), np.random.default_rng(seed)
    amounts = [int(a) for a in dice.integers(-50_000, 90_000, 30)]
    if by_order:
        names = [*dice.choice(ours.names, 25, replace=False), *(f"X{n}" for n in range(5))]
        wild = Reported({str(n): a for n, a in zip(names, amounts, strict=True)})
    else:
        left_out = data.draw(st.sets(st.integers(0, 6), max_size=6))
        wild = Reported(days={FIRST + timedelta(days=n): amounts[n] for n in range(7) if n not in left_out})  # fmt: skip
    counts = metric.startswith("orders")
    gap = explained(ours, period(7), wild, definition_of(metric), counts=counts)
    assert_adds_up(gap)
    assert gap.theirs == sum(wild.orders.values()) + sum(wild.days.values())
    left = sum(gap.left_days.values()) + sum(o.amount for o in gap.left_orders)
    assert left == gap.unexplained


def test_two_equal_numbers_have_no_cause() -> None:
    ours = orders(1)
    for by_order in (False, True):
        gap = explained(ours, period(), report(ours, BASE, by_order=by_order), BASE, counts=False)
        assert (gap.causes, gap.unexplained, gap.definition) == ((), 0, BASE)


@pytest.mark.parametrize("seed", range(6))
def test_numbers_that_have_nothing_to_do_with_ours_have_no_cause(seed: int) -> None:
    ours, dice = orders(seed), np.random.default_rng(seed)
    counted = report(ours, BASE, by_order=False).days
    foreign = Reported(days={d: int(a * dice.uniform(0.4, 1.1)) for d, a in counted.items()})
    gap = explained(ours, period(), foreign, BASE, counts=False)
    assert gap.causes == ()
    assert gap.unexplained == gap.theirs - gap.ours


def test_what_nothing_explains_is_left_and_names_the_orders_of_that_amount() -> None:
    ours = orders(2)
    found = report(ours, BASE, by_order=False)
    counted = report(ours, BASE, by_order=True)
    name = next(n for n, a in counted.orders.items() if a > 20_000)
    row = ours.names.index(name)
    day = ours.paid_at[row].astype("datetime64[D]").item()
    off = Reported(days={**found.days, day: found.days[day] - counted.orders[name]})
    gap = explained(ours, period(), off, BASE, counts=False)
    assert gap.causes == ()
    assert gap.unexplained == -counted.orders[name]
    assert gap.left_days == {day: -counted.orders[name]}
    assert name in {s.order_no for s in gap.suspects[day]}


def test_orders_missing_on_either_side_are_listed() -> None:
    ours = orders(4)
    listed = dict(report(ours, BASE, by_order=True).orders)
    lost = sorted(listed)[:2]
    amounts = {n: listed.pop(n) for n in lost}
    gap = explained(ours, period(), Reported({**listed, "X1": 700, "X2": 50}), BASE, counts=False)
    causes = {c.key: c for c in gap.causes}
    assert set(causes) == {"not_imported", "not_reported"}
    assert [(o.order_no, o.amount) for o in causes["not_imported"].orders] == [("X1", 700), ("X2", 50)]  # fmt: skip
    assert {o.order_no: o.amount for o in causes["not_reported"].orders} == {n: -a for n, a in amounts.items()}  # fmt: skip
    assert gap.unexplained == 0


def test_an_amount_that_differs_by_nothing_known_is_unexplained() -> None:
    ours = orders(5)
    listed = dict(report(ours, BASE, by_order=True).orders)
    name = sorted(listed)[3]
    listed[name] += 1
    gap = explained(ours, period(), Reported(listed), BASE, counts=False)
    assert (gap.causes, gap.unexplained) == ((), 1)
    assert [(o.order_no, o.amount) for o in gap.left_orders] == [(name, 1)]


def test_a_refund_taken_off_a_single_order_is_its_cause() -> None:
    ours = orders(6)
    listed = dict(report(ours, BASE, by_order=True).orders)
    name = next(n for n in sorted(listed) if 0 < ours.refund[ours.names.index(n)] < listed[n])
    listed[name] -= int(ours.refund[ours.names.index(name)])
    gap = explained(ours, period(), Reported(listed), BASE, counts=False)
    assert [(c.key, [o.order_no for o in c.orders]) for c in gap.causes] == [("refunds", [name])]
    assert gap.unexplained == 0


def test_days_without_our_orders_are_not_imported_and_days_without_theirs_not_reported() -> None:
    ours = orders(7)
    ours = replace(ours, covered=ours.covered - {FIRST})
    told = dict(report(ours, BASE.switched("freight", True), by_order=False).days)
    told[FIRST] += 12_345
    last = FIRST + timedelta(days=13)
    gone = told.pop(last)
    gap = explained(ours, period(), Reported(days=told), BASE, counts=False)
    causes = {c.key: c for c in gap.causes}
    assert set(causes) == {"freight", "not_imported", "not_reported"}
    assert causes["not_imported"].by_day == {FIRST: 12_345}
    assert causes["not_reported"].amount == -gone
    assert gap.unexplained == 0
    assert_adds_up(gap)


def test_a_report_of_other_days_says_so() -> None:
    ours = orders(8)
    whole = report(ours, BASE, by_order=True, days=14)
    gap = explained(ours, period(7), whole, BASE, counts=False)
    assert [c.key for c in gap.causes] == ["other_day"]
    assert gap.unexplained == 0


def test_orders_are_counted_where_the_metric_counts_them() -> None:
    ours = orders(9)
    base = definition_of("orders_paid")
    planted = base.switched("refunds", "dropped")
    gap = explained(ours, period(), report(ours, planted, by_order=False, counts=True), base, counts=True)  # fmt: skip
    assert [c.key for c in gap.causes] == ["refunds"]
    assert gap.unexplained == 0
    assert all(o.amount == -1 for o in gap.causes[0].orders)


def test_an_empty_shop_has_everything_to_import() -> None:
    empty = orders(0, 0)
    gap = explained(empty, period(), Reported({"A": 100}), BASE, counts=False)
    assert [(c.key, c.amount) for c in gap.causes] == [("not_imported", 100)]


def test_a_metric_that_no_report_has_is_refused() -> None:
    with pytest.raises(LianyiError) as refused:
        definition_of("repurchase_rate")
    assert refused.value.code == "reconcile.metric"
    assert "gmv_paid" in str(refused.value)


@pytest.mark.parametrize("metric", sorted(METRICS))
def test_every_setting_of_every_switch_has_its_words(metric: str) -> None:
    for key, listed in choices(METRICS[metric], 3, counts=False).items():
        for setting in listed:
            said = said_of(Cause(key, setting, 0, ()), (("douyin", "main"), ("youzan", "二店")))
            assert said.zh.endswith("。") and said.en.endswith(".")
            assert name_of(Cause(key, setting, 0, ())).zh


def test_a_definition_names_its_differences() -> None:
    assert BASE.differences(Definition(freight=True, hours=8)) == ["freight", "hours"]
