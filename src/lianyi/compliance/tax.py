"""What a payer withholds from commissions and prizes, to the fen.

Method A (an ordinary payer): per payment, or per month where the payments of one month belong together. Method B
(an internet platform, from 2025-10-01): cumulative over the months of a year, notice 16 of 2025. Prizes of draws are
occasional income at 20 %. Whether a shop is a platform, and rates marked K, are for its accountant to confirm.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from lianyi.core.rounding import round_half_up

# Taxable amount up to (fen, None: no end), rate in percent, quick deduction (fen).
_LABOUR: tuple[tuple[int | None, int, int], ...] = (
    (20_000_00, 20, 0),
    (50_000_00, 30, 2_000_00),
    (None, 40, 7_000_00),
)
_CUMULATIVE: tuple[tuple[int | None, int, int], ...] = (
    (36_000_00, 3, 0),
    (144_000_00, 10, 2_520_00),
    (300_000_00, 20, 16_920_00),
    (420_000_00, 25, 31_920_00),
    (660_000_00, 30, 52_920_00),
    (960_000_00, 35, 85_920_00),
    (None, 45, 181_920_00),
)
FREE_FEN = 800_00
SMALL_FEN = 4_000_00
MONTHLY_ALLOWANCE_FEN = 5_000_00
PRIZE_RATE = Fraction(20, 100)


def withheld_per_month(income_fen: int) -> int:
    """Method A: return what is withheld from one month's (or one payment's) income, in fen.

    Up to ¥800 nothing; up to ¥4,000 all above ¥800 is taxable; beyond, 80 %. A negative income is a ValueError.

    >>> [withheld_per_month(y * 100) for y in (800, 1_000, 5_000, 30_000)]
    [0, 4000, 80000, 520000]
    """
    _not_negative(income_fen)
    if income_fen <= FREE_FEN:
        return 0
    over = Fraction(income_fen - FREE_FEN)
    taxable = over if income_fen <= SMALL_FEN else Fraction(income_fen * 80, 100)
    return round_half_up(_tax(taxable, _LABOUR))


def withheld_cumulatively(
    incomes_fen: Sequence[int | None], *, other_deductions_fen: Sequence[int] | None = None
) -> list[int]:
    """Method B: return what is withheld in each month, in fen.

    `incomes_fen` are the months of one year from the first with income on this platform; None is a month without.
    Costs are 20 % of the income; the allowance is ¥5,000 for each month of the unbroken run up to now.
    `other_deductions_fen` are further deductions and tax-free amounts by month. What would be negative is 0: an
    excess is settled in the yearly return. After a month without income the run starts anew (for reference only:
    the notice speaks of consecutive months).

    >>> withheld_cumulatively([y * 100 for y in (3_000, 8_000, 20_000, 15_000)])
    [0, 0, 29400, 21000]
    """
    others = list(other_deductions_fen or [0] * len(incomes_fen))
    if len(others) != len(incomes_fen):
        raise ValueError("one deduction for each month")
    total, deducted, withheld, run = 0, 0, 0, 0
    months: list[int] = []
    for income, other in zip(incomes_fen, others, strict=True):
        run = 0 if income is None else run + 1
        _not_negative(income or 0)
        total, deducted = total + (income or 0), deducted + other
        taxable = Fraction(total * 80, 100) - run * MONTHLY_ALLOWANCE_FEN - deducted
        due = round_half_up(_tax(max(taxable, Fraction(0)), _CUMULATIVE)) - withheld
        months.append(max(due, 0) if income is not None else 0)
        withheld += months[-1]
    return months


def withheld_from_prize(value_fen: int, *, is_discount: bool = False) -> int:
    """Return the tax on a prize or random gift: 20 % of its value; a coupon that only lowers a price is free of it.

    >>> withheld_from_prize(29_900), withheld_from_prize(5_000, is_discount=True)
    (5980, 0)
    """
    _not_negative(value_fen)
    return 0 if is_discount else round_half_up(PRIZE_RATE * value_fen)


def _tax(taxable: Fraction, brackets: Sequence[tuple[int | None, int, int]]) -> Fraction:
    for end, percent, quick in brackets:
        if end is None or taxable <= end:
            return taxable * percent / 100 - quick
    raise AssertionError("the last bracket has no end")


def _not_negative(amount: int) -> None:
    if amount < 0:
        raise ValueError("an income is negative")
