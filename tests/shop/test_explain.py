"""Explanation: parts that sum to the change exactly, rate and mix by hand, noise that is not explained."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.analyses.explain.parts import explain_ratio, explain_sum
from lianyi.core.errors import LianyiError
from lianyi.shop import Shop

KEY = "explain"
WEEK = "2026-W45"
SIDES = st.dictionaries(
    st.sampled_from("abcde"), st.tuples(st.integers(0, 50), st.integers(0, 100)), min_size=1
)


def test_rate_and_mix_are_what_a_calculator_says() -> None:
    # a: 10/100 → 30/100; b: 20/100 → 20/300. The whole: 15 % → 12.5 %.
    found = explain_ratio(
        {"a": (10, 100), "b": (20, 100)}, {"a": (30, 100), "b": (20, 300)}, "x", 1
    )
    by_name = {p.name: p for p in found.parts}
    assert sum(p.added for p in found.parts) == Fraction(1, 8) - Fraction(3, 20)
    # Half of the old and a quarter of the new weight: 3/8 × (30 % − 10 %).
    assert by_name["a"].rate == Fraction(3, 8) * Fraction(1, 5)
    assert by_name["b"].rate == Fraction(5, 8) * (Fraction(1, 15) - Fraction(1, 5))


@given(SIDES, SIDES)
def test_parts_of_a_ratio_sum_to_its_change(
    before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]
) -> None:
    wholes = [
        (sum(n for n, _ in s.values()), sum(d for _, d in s.values())) for s in (before, after)
    ]
    if not all(d for _, d in wholes):
        return
    found = explain_ratio(before, after, "x", 1)
    (n0, d0), (n1, d1) = wholes
    assert sum(p.added for p in found.parts) == Fraction(n1, d1) - Fraction(n0, d0)
    assert all(p.added == (p.rate or 0) + (p.mix or 0) for p in found.parts)


def test_the_telling_dimension_is_the_one_where_one_part_moved_alone() -> None:
    alike = explain_sum({"a": 50, "b": 50}, {"a": 60, "b": 60}, "even")
    alone = explain_sum({"a": 50, "b": 50}, {"a": 70, "b": 50}, "uneven")
    assert (alike.telling, alone.telling) == (0.0, 0.5)
    assert [p.name for p in alone.parts] == ["a", "b"]


@pytest.mark.parametrize(
    "metric", ["gmv_paid", "orders_paid", "gmv_net", "order_value", "refund_rate_by_pay_time"]
)
def test_every_table_sums_to_the_change(shop: Shop, metric: str) -> None:
    found = shop.run(KEY, metric=metric, period=WEEK)
    change = found.number("change").value
    assert change is not None
    assert len(found.tables) > 1
    for table in found.tables:
        assert sum(row[3] for row in table.rows) == pytest.approx(change, abs=1e-9), table.key
        assert len(table.rows) <= 9


def test_both_sides_are_what_the_metric_says(shop: Shop) -> None:
    found = shop.run(KEY, metric="gmv_paid", period=WEEK)
    asked = shop.metrics("gmv_paid", period=WEEK, compare="previous").rows()[0]
    assert found.number("now").value == asked["gmv_paid"]
    assert found.number("before").value == asked["gmv_paid__base"]
    assert found.extra["base"] == "2026-W44"


def test_a_change_within_noise_is_said_and_not_explained(shop: Shop) -> None:
    weeks = [f"2026-W{n}" for n in range(38, 46)]
    said = {w: shop.run(KEY, metric="orders_paid", period=w) for w in weeks}
    quiet = [r for r in said.values() if r.extra["within_noise"]]
    assert quiet
    for found in quiet:
        assert "正常波动内" in found.explain("zh")
        assert len(found.sentences) == 1
        assert "within_noise" in {w.code for w in found.warnings}


def test_what_cannot_be_taken_apart_is_refused(shop: Shop) -> None:
    with pytest.raises(LianyiError) as refusal:
        shop.run(KEY, metric="gmv_paid", period=WEEK, by=("host",))
    assert refusal.value.code == "explain.no_axis"
    with pytest.raises(LianyiError) as nothing:
        shop.run(KEY, metric="gmv_paid", period="2020-W10")
    assert nothing.value.code == "explain.nothing_to_compare"


def test_the_waterfall_ends_at_the_change(shop: Shop) -> None:
    found = shop.run(KEY, metric="gmv_paid", period=WEEK, by=("platform",))
    option = found.chart("en")
    assert option["yAxis"]["data"][-1] == "Total"
    assert len(option["yAxis"]["data"]) == len(found.rows()) + 1
