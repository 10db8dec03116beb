from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.core.errors import LianyiError
from lianyi.core.money import (
    MINOR_DIGITS,
    convert,
    minor_digits,
    round_half_up,
    running_share,
    share,
    split,
)

amounts = st.integers(-(10**12), 10**12)
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=50)


def exact_parts(amount: int, by: list[int]) -> list[Fraction]:
    whole = sum(by)
    return [Fraction(amount * w, whole) if whole else Fraction(amount, len(by)) for w in by]


@pytest.mark.parametrize(
    ("currency", "digits"),
    [
        ("CNY", 2),
        ("USD", 2),
        ("JPY", 0),
        ("KRW", 0),
        ("KWD", 3),
        ("TND", 3),
        ("CLF", 4),
        ("ISK", 0),
    ],
)
def test_it_knows_the_minor_unit(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


def test_it_refuses_a_currency_that_nobody_issues() -> None:
    with pytest.raises(LianyiError) as refused:
        minor_digits("ABC")
    assert refused.value.code == "currency.unknown"


def test_every_code_has_three_capitals_and_stands_once() -> None:
    assert len(MINOR_DIGITS) > 165
    assert all(len(code) == 3 and code.isalpha() and code.isupper() for code in MINOR_DIGITS)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        (Decimal("0.5"), 1),
        (Decimal("1.5"), 2),
        (Decimal("2.5"), 3),
        (Decimal("-0.5"), -1),
        (Decimal("-2.5"), -3),
        (Decimal("2.4999999999999999999999999999999999"), 2),
        (Fraction(1, 3), 0),
        (7, 7),
    ],
)
def test_a_half_goes_away_from_zero(amount: Decimal | Fraction | int, rounded: int) -> None:
    assert round_half_up(amount) == rounded


def test_floats_are_kept_out() -> None:
    with pytest.raises(TypeError):
        round_half_up(0.1 + 0.2)  # type: ignore[arg-type]  # that is the point
    with pytest.raises(TypeError):
        split(100, [0.5, 0.5])  # type: ignore[list-item]


@given(st.fractions(min_value=-(10**9), max_value=10**9))
def test_rounding_agrees_with_the_decimal_module(amount: Fraction) -> None:
    rounded = round_half_up(amount)
    assert abs(rounded - amount) <= Fraction(1, 2)
    assert round_half_up(-amount) == -rounded


@pytest.mark.parametrize(
    ("amount", "by", "parts"),
    [
        (100, [3351, 3351, 3298], [34, 33, 33]),  # ¥1.00: subtracting from the last share is unfair
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (5, [0, 1, 0], [0, 5, 0]),
        (7, [0, 0], [4, 3]),
        (0, [], []),
        (2, [1, 3], [0, 2]),
        (2, [3, 1], [2, 0]),
        (10, [Fraction(1, 3), Fraction(2, 3)], [3, 7]),
        (100, [Decimal("0.125"), Decimal("0.875")], [12, 88]),
    ],
)
def test_it_splits(amount: int, by: list[int], parts: list[int]) -> None:
    assert split(amount, by) == parts


def test_nothing_to_split_by_is_a_bug_only_when_there_is_money() -> None:
    with pytest.raises(ValueError, match="no weights"):
        split(1, [])
    with pytest.raises(ValueError, match="negative"):
        split(1, [2, -1])


@given(amounts, weights)
def test_a_split_loses_nothing_and_each_part_is_within_one_unit(amount: int, by: list[int]) -> None:
    parts = split(amount, by)
    assert sum(parts) == amount
    assert all(abs(p - e) < 1 for p, e in zip(parts, exact_parts(amount, by), strict=True))
    assert [-part for part in parts] == split(-amount, by)


@given(amounts, weights, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_change_what_each_weight_gets(
    amount: int, by: list[int], shuffler: random.Random
) -> None:
    shuffled = by.copy()
    shuffler.shuffle(shuffled)
    pairs = sorted(zip(by, split(amount, by), strict=True))
    assert pairs == sorted(zip(shuffled, split(amount, shuffled), strict=True))


def test_two_hundred_thousand_splits_leak_no_unit() -> None:
    draw = random.Random(20261123)
    for _ in range(200_000):
        by = draw.choices(range(1_000_001), k=draw.choice((1, 2, 2, 3, 3, 4, 5, 8)))
        amount = draw.randrange(10**12)
        parts = split(amount, by)
        whole = sum(by) or len(by)
        assert sum(parts) == amount
        assert all(
            abs(part * whole - amount * (weight if any(by) else 1)) < whole
            for part, weight in zip(parts, by, strict=True)
        )


def test_large_orders_leak_no_unit_either() -> None:
    draw = random.Random(7)
    for _ in range(2_000):
        by = [draw.randrange(10**6) for _ in range(50)]
        amount = draw.randrange(10**12)
        assert sum(split(amount, by)) == amount


@given(amounts, st.lists(st.integers(1, 10**6), min_size=1, max_size=20))
def test_partial_refunds_take_back_exactly_the_grant(amount: int, refunds: list[int]) -> None:
    whole, taken, before = sum(refunds), 0, 0
    for refund in refunds:
        taken += running_share(amount, before, before + refund, whole)
        before += refund
    assert taken == amount


def test_a_share_of_nothing_is_a_bug() -> None:
    assert share(1001, 1, 2) == 501
    with pytest.raises(ValueError, match="nothing"):
        share(1, 0, 0)


@pytest.mark.parametrize(
    ("minor", "rate", "source", "target", "converted"),
    [
        (1_000, Decimal("7.1234"), "USD", "CNY", 7_123),
        (500, Decimal("0.0478"), "JPY", "CNY", 2_390),
        (2_390, Fraction(10_000, 478), "CNY", "JPY", 500),
        (1_000, Decimal("23.31"), "KWD", "CNY", 2_331),
        (12_345, Fraction(1), "CNY", "CNY", 12_345),
        (-1, Decimal("0.5"), "CNY", "USD", -1),
    ],
)
def test_it_converts_between_units_of_different_size(
    minor: int, rate: Decimal | Fraction, source: str, target: str, converted: int
) -> None:
    assert convert(minor, rate, source, target) == converted
