from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.compliance.tax import withheld_cumulatively, withheld_from_prize, withheld_per_month

# Announced examples: income and what is withheld, in yuan.
PER_MONTH = [
    (800, 0), (1_000, 40), (3_999, 639.80), (4_000, 640), (5_000, 800),
    (25_000, 4_000), (30_000, 5_200), (62_500, 13_000), (70_000, 15_400), (100_000, 25_000),
]  # fmt: skip


@pytest.mark.parametrize(("income", "tax"), PER_MONTH)
def test_an_ordinary_payer_withholds_by_the_announced_examples(income: int, tax: float) -> None:
    assert withheld_per_month(income * 100) == round(tax * 100)


def test_a_platform_withholds_cumulatively() -> None:
    months = [y * 100 for y in (3_000, 8_000, 20_000, 15_000)]
    assert withheld_cumulatively(months) == [0, 0, 294_00, 210_00]
    assert withheld_cumulatively([30_000_00]) == [570_00]


def test_deductions_lower_what_is_withheld() -> None:
    # (30,000 × 80 % − 5,000 − 1,000) × 3 % = 540
    assert withheld_cumulatively([30_000_00], other_deductions_fen=[1_000_00]) == [540_00]


def test_a_month_without_income_starts_the_run_anew() -> None:
    # Second run: 20,000 × 80 % − 5,000 = 11,000 × 3 % = 330, of which 150 were withheld in the first month.
    assert withheld_cumulatively([12_500_00, None, 7_500_00]) == [150_00, 0, 180_00]


def test_a_prize_is_taxed_at_a_fifth_and_a_discount_is_not() -> None:
    assert withheld_from_prize(299_00) == 59_80
    assert withheld_from_prize(50_00, is_discount=True) == 0


@pytest.mark.parametrize("call", [withheld_per_month, withheld_from_prize])
def test_a_negative_income_is_refused(call: object) -> None:
    with pytest.raises(ValueError, match="negative"):
        call(-1)  # type: ignore[operator]  # both take an amount
    with pytest.raises(ValueError, match="negative"):
        withheld_cumulatively([-1])


@given(st.integers(0, 20_000_000), st.integers(0, 1_000_000))
def test_more_income_is_never_withheld_less(income: int, more: int) -> None:
    assert withheld_per_month(income + more) >= withheld_per_month(income)
    assert 0 <= withheld_per_month(income) <= income


@given(st.lists(st.integers(0, 5_000_000), min_size=1, max_size=12))
def test_the_months_of_a_platform_add_up_to_the_tax_of_the_year(incomes: list[int]) -> None:
    months = withheld_cumulatively(incomes)
    peak = max(sum(withheld_cumulatively(incomes[: n + 1])) for n in range(len(incomes)))
    assert all(m >= 0 for m in months) and sum(months) == peak
