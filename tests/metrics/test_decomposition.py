from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.metrics.decomposition import (
    Drivers,
    factor_effects,
    factor_matrix,
    largest_remainder,
    parts_of_change,
    ratio_change,
)

# 团团母婴, week 2026-W37 and the week before: visitors, paid orders, GMV in fen.
WEEK = {
    "抖音": Drivers(13_146_300, 1_082, 54_100),
    "微信小店": Drivers(9_045_400, 637, 19_900),
    "小红书": Drivers(7_691_600, 469, 27_600),
    "有赞商城": Drivers(14_713_600, 968, 10_300),
}
BEFORE = {
    "抖音": Drivers(17_161_500, 1_346, 61_200),
    "微信小店": Drivers(7_728_000, 552, 18_400),
    "小红书": Drivers(6_992_000, 437, 24_300),
    "有赞商城": Drivers(14_058_100, 931, 9_800),
}
EXPECTED = {
    "抖音": (-18_567, -14_315, -7_270, -40_152),
    "微信小店": (6_558, 5_428, 1_188, 13_174),
    "小红书": (9_348, -4_166, 1_814, 6_996),
    "有赞商城": (7_158, -1_552, 949, 6_555),
}


@pytest.mark.parametrize("channel", EXPECTED)
def test_the_golden_week_comes_out_cell_by_cell(channel: str) -> None:
    matrix = factor_matrix(BEFORE, WEEK)
    assert (*matrix.rows[channel], matrix.row_total(channel)) == EXPECTED[channel]


def test_the_golden_week_foots_both_ways() -> None:
    matrix = factor_matrix(BEFORE, WEEK)
    assert matrix.column_totals == (4_497, -14_605, -3_319)
    assert matrix.total == -13_427


def test_the_channels_of_the_golden_week_sum_to_its_change() -> None:
    parts = parts_of_change(
        {k: d.value for k, d in BEFORE.items()}, {k: d.value for k, d in WEEK.items()}
    )
    assert parts["抖音"] == -4_015_200
    assert sum(parts.values()) == 44_596_900 - 45_939_600


def test_two_factors_share_what_they_did_together() -> None:
    # 10 × 2 = 20 became 12 × 3 = 36: 2 more at the mean price 2.5, and 1 dearer at the mean count 11.
    assert list(factor_effects([10, 2], [12, 3])) == [5, 11]


def _by_definition(before: list[Fraction], after: list[Fraction]) -> list[Fraction]:
    """Return the mean marginal contribution, summed over subsets rather than walked along orders."""
    n = len(before)
    effects = []
    for place in range(n):
        others = [p for p in range(n) if p != place]
        total = Fraction(0)
        for order in permutations(others):
            for cut in range(n):
                done = set(order[:cut])
                values = [after[p] if p in done else before[p] for p in range(n)]
                now, was = list(values), list(values)
                now[place], was[place] = after[place], before[place]
                total += prod(now) - prod(was)
        # Each subset is met as often as orders of the others put it first, and n cuts per order.
        effects.append(total / (n * len(list(permutations(others)))))
    return effects


factors = st.lists(
    st.fractions(min_value=0, max_value=1000, max_denominator=50), min_size=3, max_size=3
)


@given(factors, factors)
def test_effects_sum_to_the_change_of_the_product_and_equal_the_definition(
    before: list[Fraction], after: list[Fraction]
) -> None:
    effects = factor_effects(before, after)
    assert sum(effects) == prod(after) - prod(before)
    assert list(effects) == _by_definition(before, after)


drivers = st.builds(
    Drivers,
    value=st.integers(0, 10**9),
    orders=st.integers(0, 5_000),
    visitors=st.none() | st.integers(0, 10**6),
)
shop = st.dictionaries(st.sampled_from("abcdef"), drivers, min_size=1)


@given(shop, shop, st.sampled_from([1, 100, 10_000]))
def test_any_matrix_foots_both_ways_whatever_is_missing(
    before: dict[str, Drivers], after: dict[str, Drivers], unit: int
) -> None:
    matrix = factor_matrix(before, after, unit=unit)
    change = sum(d.value for d in after.values()) - sum(d.value for d in before.values())
    assert abs(matrix.total * unit - change) * 2 <= unit
    assert matrix.total == sum(matrix.row_total(k) for k in matrix.rows)
    for key in matrix.rows:
        was, now = before.get(key), after.get(key)
        part = (now.value if now else 0) - (was.value if was else 0)
        assert abs(matrix.row_total(key) * unit - part) < unit


def test_a_channel_without_visitors_is_split_into_orders_and_value() -> None:
    before = {"shop": Drivers(10_000, 10, 100), "wecom": Drivers(20_000, 10)}
    after = {"shop": Drivers(10_000, 10, 100), "wecom": Drivers(36_000, 12)}
    matrix = factor_matrix(before, after, unit=1)
    assert matrix.rows["wecom"] == (0, 5_000, 11_000)
    assert matrix.without_visitors == ("wecom",)


def test_without_any_visitors_there_are_two_factors() -> None:
    matrix = factor_matrix({"a": Drivers(20, 10)}, {"a": Drivers(36, 12)}, unit=1)
    assert matrix.factors == ("orders_paid", "order_value")
    assert matrix.rows["a"] == (5, 11)


def test_a_new_channel_is_all_visitors() -> None:
    matrix = factor_matrix({}, {"new": Drivers(5_000, 10, 200)}, unit=1)
    assert matrix.rows["new"] == (5_000, 0, 0)


def test_a_channel_that_stops_selling_with_its_visitors_staying_lost_orders_per_visitor() -> None:
    matrix = factor_matrix({"a": Drivers(5_000, 10, 200)}, {"a": Drivers(0, 0, 200)}, unit=1)
    assert matrix.rows["a"] == (0, -5_000, 0)


def test_money_without_orders_stays_with_the_last_factor() -> None:
    matrix = factor_matrix({"a": Drivers(0, 0, 10)}, {"a": Drivers(700, 0, 10)}, unit=1)
    assert matrix.rows["a"] == (0, 0, 700)


def test_a_ratio_falls_by_mix_although_every_part_stays() -> None:
    # 10 % and 2 %, half and half = 6 %; then one quarter and three quarters = 4 %.
    parts = ratio_change({"a": (10, 100), "b": (2, 100)}, {"a": (5, 50), "b": (3, 150)})
    assert parts.rate_effect == 0
    assert parts.mix_effect == Fraction(-2, 100)


def test_a_ratio_rises_by_rate_when_the_weights_stay() -> None:
    parts = ratio_change({"a": (10, 100), "b": (2, 100)}, {"a": (14, 100), "b": (2, 100)})
    assert parts.rate["a"] == Fraction(2, 100)
    assert parts.mix_effect == 0


pairs = st.dictionaries(
    st.sampled_from("abcd"), st.tuples(st.integers(0, 500), st.integers(1, 1000)), min_size=1
)


@given(pairs, pairs)
def test_rate_and_mix_sum_to_the_change_of_the_ratio(
    before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]
) -> None:
    parts = ratio_change(before, after)
    whole = [
        Fraction(sum(n for n, _ in side.values()), sum(d for _, d in side.values()))
        for side in (before, after)
    ]
    assert parts.rate_effect + parts.mix_effect == whole[1] - whole[0]


@given(st.lists(st.fractions(max_denominator=1000), min_size=1, max_size=8))
def test_largest_remainder_keeps_the_sum_and_moves_nothing_by_a_whole_unit(
    exact: list[Fraction],
) -> None:
    total = round(sum(exact))
    rounded = largest_remainder(exact, total)
    assert sum(rounded) == total
    assert all(abs(r - e) < 1 for r, e in zip(rounded, exact, strict=True))
