"""Parts of goals make their whole, exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.planning.goals.tree import fit_of, made_of, needed, shares_of_gap, with_driver

FRACTIONS = st.fractions(min_value=0, max_value=10**6, max_denominator=10**4)
PARTS = st.lists(st.tuples(FRACTIONS, FRACTIONS), min_size=1, max_size=4)


def test_factors_as_people_write_them_make_the_whole() -> None:
    parts = [Decimal(480_000), Decimal("0.0285"), Decimal("138.9")]
    fit = fit_of("product", Decimal(1_900_000), parts, 100)
    assert fit.fits
    assert fit.gap == 152_00


def test_a_product_that_misses_its_whole_shows_the_gap() -> None:
    parts = [Decimal(480_000), Decimal("0.0300"), Decimal("138.9")]
    fit = fit_of("product", Decimal(1_900_000), parts, 100)
    assert not fit.fits
    assert fit.gap == 100_160_00


def test_coarse_rounding_excuses_half_a_percent_at_most() -> None:
    # 3 % may mean 2.5 to 3.5 %; a gap of five per cent is a gap all the same
    fit = fit_of("product", Decimal(100_000), [Decimal(1_000_000), Decimal("0.03"), Decimal("3.5")])
    assert fit.gap == 5_000
    assert not fit.fits


@pytest.mark.parametrize(("last", "fits"), [("633333.34", True), ("633333.33", False)])
def test_a_sum_has_to_foot_to_the_fen(last: str, fits: bool) -> None:
    parts = [Decimal("633333.33"), Decimal("633333.33"), Decimal(last)]
    fit = fit_of("sum", Decimal(1_900_000), parts, 100)
    assert fit.fits is fits
    assert fit.gap == (0 if fits else -1)


@settings(max_examples=40)
@given(PARTS, st.integers(-(10**12), 10**12))
def test_the_parts_and_the_rest_of_a_sum_foot_exactly(
    pairs: list[tuple[Fraction, Fraction]], gap: int
) -> None:
    planned, actual = [p for p, _ in pairs], [a for _, a in pairs]
    parts, rest = shares_of_gap("sum", planned, actual, gap)
    assert sum(parts) + rest == gap
    for part, (was, now) in zip(parts, pairs, strict=True):
        assert abs(part - (now - was)) <= 1


@settings(max_examples=40)
@given(PARTS, st.integers(-(10**12), 10**12))
def test_the_parts_and_the_rest_of_a_product_foot_exactly(
    pairs: list[tuple[Fraction, Fraction]], gap: int
) -> None:
    planned, actual = [p for p, _ in pairs], [a for _, a in pairs]
    parts, rest = shares_of_gap("product", planned, actual, gap)
    assert sum(parts) + rest == gap
    for part, exact in zip(parts, _by_every_order(planned, actual), strict=True):
        assert abs(part - exact) <= 1


def _by_every_order(planned: list[Fraction], actual: list[Fraction]) -> list[Fraction]:
    """What each factor adds, on average over all orders in which they can be replaced, by brute force."""
    added = [Fraction(0)] * len(planned)
    orders = list(permutations(range(len(planned))))
    for order in orders:
        values = list(planned)
        for place in order:
            before = prod(values)
            values[place] = actual[place]
            added[place] += prod(values) - before
    return [a / len(orders) for a in added]


@settings(max_examples=40)
@given(
    st.dictionaries(st.text(min_size=1, max_size=3), FRACTIONS.filter(bool), min_size=1, max_size=4),
    FRACTIONS,
    st.sampled_from(["product", "sum"]),
)  # fmt: skip
def test_what_one_driver_needs_makes_the_whole(
    parts: dict[str, Fraction], whole: Fraction, relation: str
) -> None:
    for driver in parts:
        value = needed(relation, parts, driver, whole)  # type: ignore[arg-type]  # one of the two
        assert value is not None
        assert with_driver(relation, parts, driver, value) == whole  # type: ignore[arg-type]  # one of the two


def test_no_value_of_a_driver_helps_where_another_is_zero() -> None:
    parts = {"visitors": Fraction(0), "rate": Fraction(1, 50)}
    assert needed("product", parts, "rate", Fraction(100)) is None


def test_a_driver_changes_the_whole() -> None:
    parts = {
        "visitors": Fraction(480_000),
        "rate": Fraction(285, 10_000),
        "value": Fraction(13_890),
    }
    assert made_of("product", list(parts.values())) == 190_015_200
    assert with_driver("product", parts, "rate", Fraction(3, 100)) == 200_016_000
