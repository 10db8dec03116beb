from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.core.numbers import (
    MoneyStyle,
    Number,
    axis_unit,
    change_of_amount,
    change_of_ratio,
    change_rate,
    count,
    estimate,
    money,
    money_range,
    number,
    plain_money,
    plain_ratio,
    ratio,
    ratio_range,
    to_ascii,
)


@pytest.mark.parametrize(
    ("fen", "style", "zh", "en"),
    [
        (7_184_200, "card", "¥71,842", "¥71,842"),
        (44_596_900, "card", "¥44.60万", "¥446.0K"),
        (12_600_000_000, "card", "¥1.26亿", "¥126M"),
        (7_184_200, "short", "¥7.18万", "¥71.8K"),
        (6_210_000, "short", "¥6.21万", "¥62.1K"),
        (190_000_000, "card", "¥190.00万", "¥1.90M"),
        (1_310_000, "short", "¥1.31万", "¥13.1K"),
        (820_400, "short", "¥8,204", "¥8,204"),
        (44_596_900, "exact", "¥445,969.00", "¥445,969.00"),
        (14_311, "exact", "¥143.11", "¥143.11"),
        (44_596_900, "full", "¥445,969", "¥445,969"),
        (44_596_900, "table", "445,969", "445,969"),
        (44_596_950, "table", "445,970", "445,970"),
        (12_150, "rows", "121.50", "121.50"),
        (0, "card", "¥0.00", "¥0.00"),
        (30, "card", "¥0.30", "¥0.30"),
        (0, "table", "0", "0"),
        (-7_184_200, "card", "−¥71,842", "−¥71,842"),
        # Rounding never leaves a figure that belongs to the next unit.
        (9_999_949, "card", "¥99,999", "¥99,999"),
        (9_999_950, "card", "¥10.00万", "¥100.0K"),
        (999_999_500_000, "card", "¥100.00亿", "¥10.0B"),
        (999_999_600, "card", "¥1,000.00万", "¥10.0M"),
        (9_999_999_500, "card", "¥1.00亿", "¥100M"),
        (99_996_000, "card", "¥100.00万", "¥1.00M"),
        (9_960_000_000, "card", "¥9,960.00万", "¥99.6M"),
    ],
)
def test_money_is_shown_as_the_place_asks(fen: int, style: MoneyStyle, zh: str, en: str) -> None:
    assert (money(fen, style=style), money(fen, "en", style=style)) == (zh, en)


def test_money_can_carry_a_plus_or_go_without_its_sign() -> None:
    assert money(1_317_400, style="full", sign=True) == "+¥13,174"
    assert money(-1_342_700, style="full", sign=True) == "−¥13,427"
    assert money(-1_856_700, style="table", sign=True) == "−18,567"
    assert money(0, style="table", sign=True) == "0"
    assert money(7_184_200, style="short", symbol=False) == "7.18万"


def test_other_currencies_have_their_own_decimals() -> None:
    assert money(1250, currency="KWD", style="exact") == "KWD 1.250"
    assert money(500, currency="JPY", style="exact") == "JP¥500"
    assert money(12_345_678, "en", currency="USD") == "$123.5K"


def test_missing_and_undefined_are_not_zero() -> None:
    assert money(None) == count(None) == ratio(None) == number(None) == "—"
    assert change_rate(None, 5) == change_of_amount(1, None) == change_of_ratio(0.1, None) == "—"
    assert ratio(float("nan")) == number(Decimal("NaN")) == "n/a"
    assert change_rate(float("inf"), 1.0) == "n/a"


@pytest.mark.parametrize(
    ("value", "short", "zh", "en"),
    [
        (3_156, False, "3,156", "3,156"),
        (3_156, True, "3,156", "3,156"),
        (111_900, False, "111,900", "111,900"),
        (111_900, True, "11.19万", "111.9K"),
        (-212, False, "−212", "−212"),
    ],
)
def test_counts_are_whole(value: int, short: bool, zh: str, en: str) -> None:
    assert (count(value, short=short), count(value, "en", short=short)) == (zh, en)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(3156, 111900), "2.82%"),
        (Fraction(968, 10300), "9.40%"),
        (0.444, "44.4%"),
        (Fraction(9999, 100_000), "10.0%"),
        (Fraction(9_996, 100_000), "10.0%"),
        (Fraction(99_949, 1_000_000), "9.99%"),
        (0, "0.00%"),
        (1, "100.0%"),
        (-0.0123, "−1.23%"),
        (0.00145, "0.15%"),  # as the reader sees it, not as the float stores it
        (Decimal("0.00145"), "0.15%"),
    ],
)
def test_a_ratio_has_two_decimals_below_ten_percent(value: Number, shown: str) -> None:
    assert ratio(value) == shown


@pytest.mark.parametrize(
    ("value", "base", "zh", "en"),
    [
        (445_969, 459_396, "▼2.9%", "▼2.9%"),
        (14_131, 14_066, "▲0.5%", "▲0.5%"),
        (1_120, 100, "增长10.2倍", "×11.2"),
        (1_099, 100, "▲999.0%", "▲999.0%"),
        (5, 0, "上期为0", "0 before"),
        (0, 0, "上期为0", "0 before"),
        (5, -1, "n/a", "n/a"),
        (-2_000, 100, "n/a", "n/a"),
        (0, 100, "▼100.0%", "▼100.0%"),
        (100, 100, "0.0%", "0.0%"),
        (100_001, 100_000, "0.0%", "0.0%"),
    ],
)
def test_a_change_has_an_arrow(value: int, base: int, zh: str, en: str) -> None:
    assert (change_rate(value, base), change_rate(value, base, "en")) == (zh, en)


def test_a_change_of_amount_names_both() -> None:
    assert change_of_amount(44_596_900, 45_939_600) == "▼2.9% (−¥13,427)"
    assert change_of_amount(7_184_200, 7_291_000, arrow=False) == "−1.5%(−¥1,068)"
    assert change_of_amount(7_184_200, 7_291_000, "en", arrow=False) == "−1.5% (−¥1,068)"
    assert change_of_amount(3_156, 3_266, currency=None) == "▼3.4% (−110)"
    assert change_of_amount(50_000, 0) == "上期为0 (+¥500)"
    assert change_of_amount(-500, -10_000) == "+¥95"


def test_a_change_of_ratio_is_in_points() -> None:
    now, then = Fraction(3156, 111900), Fraction(3266, 113700)
    assert change_of_ratio(now, then) == "▼0.05pp"
    assert change_of_ratio(now, then, arrow=False) == "−0.05pp"
    assert change_of_ratio(now, then, sentence=True) == "下降0.05个百分点"
    assert change_of_ratio(now, then, "en", sentence=True) == "down 0.05 pp"
    assert change_of_ratio(0.274, 0.271) == "▲0.3pp"
    assert change_of_ratio(0.274, 0.271, sentence=True) == "上升0.3个百分点"
    assert change_of_ratio(0.061, 0.064, decimals=1) == "▼0.3pp"
    assert change_of_ratio(0.05, 0.05) == "0.00pp"
    assert change_of_ratio(0.05, 0.05, sentence=True) == "持平"


def test_intervals_and_ranges() -> None:
    assert estimate(0.38, 0.31, 0.46) == "0.38 [0.31, 0.46]"
    assert ratio_range(0.10, 0.18, decimals=0, sign=True) == "+10%~+18%"
    assert ratio_range(0.10, 0.18, "en", decimals=0, sign=True) == "+10% to +18%"


@pytest.mark.parametrize(
    ("low", "high", "decimals", "zh", "en"),
    [
        (186_000_000, 201_000_000, None, "¥186~201万（80%）", "¥1.86M to ¥2.01M (80%)"),
        (39_690_000, 40_230_000, None, "¥39.69~40.23万（80%）", "¥396.9K to ¥402.3K (80%)"),
        (6_390_000, 6_490_000, None, "¥6.39~6.49万（80%）", "¥63.9K to ¥64.9K (80%)"),
        (1_200_000, 1_800_000, 1, "¥1.2~1.8万（80%）", "¥12.0K to ¥18.0K (80%)"),
        (120_000, 230_000, None, "¥1,200~2,300（80%）", "¥1,200 to ¥2,300 (80%)"),
        (200_040_000, 200_050_000, None, "¥200.04~200.05万（80%）", "¥2.00M (80%)"),
        (5_000_000, 5_000_000, None, "¥5.00万（80%）", "¥50.0K (80%)"),
        (-500_000, 1_200_000, None, "−¥5,000~¥1.20万（80%）", "−¥5,000 to ¥12.0K (80%)"),
    ],
)
def test_a_money_range_names_its_unit_and_how_sure_it_is(
    low: int, high: int, decimals: int | None, zh: str, en: str
) -> None:
    assert money_range(low, high, level=0.8, decimals=decimals) == zh
    assert money_range(low, high, "en", level=0.8, decimals=decimals) == en


def test_a_range_without_a_level_has_no_brackets() -> None:
    assert money_range(205_000_000, 235_000_000) == "¥205~235万"
    assert money_range(1_200_000, 1_800_000, "en", decimals=0) == "¥12K to ¥18K"


def test_plain_numbers_are_for_cells_and_chats() -> None:
    assert str(plain_money(44_596_900)) == "445969.00"
    assert str(plain_money(-5)) == "-0.05"
    assert str(plain_money(500, "JPY")) == "500"
    assert plain_money(None) is None
    assert str(plain_ratio(Fraction(3156, 111900))) == "0.028204"
    assert str(plain_ratio(Fraction(3156, 111900), decimals=4)) == "0.0282"
    assert plain_ratio(None) is None
    assert to_ascii("▼1.5% −3,094 ▲2.0%") == "-1.5% -3,094 +2.0%"


def test_a_column_has_one_unit() -> None:
    assert axis_unit(446_000) == (10_000, "万")
    assert axis_unit(2_300_000, "en") == (1_000_000, "M")
    assert axis_unit(9_999) == (1, "")
    assert axis_unit(-126_000_000) == (100_000_000, "亿")


@given(
    st.integers(-(10**14), 10**14),
    st.sampled_from(["card", "short"]),
    st.sampled_from(["zh", "en"]),
)
def test_a_shortened_amount_is_close_to_what_it_stands_for(
    fen: int, style: MoneyStyle, lang: str
) -> None:
    shown = money(fen, "zh" if lang == "zh" else "en", style=style)
    units = {"万": 10**4, "亿": 10**8, "K": 10**3, "M": 10**6, "B": 10**9}
    digits = shown.lstrip("−¥").replace(",", "")
    size = Fraction(digits.rstrip("万亿KMB")) * units.get(digits[-1], 1) * 100
    assert abs(size - abs(fen)) <= max(Fraction(abs(fen), 190), Fraction(50))
    assert shown.startswith("−") is (fen < 0)


@given(st.integers(1, 10**12), st.integers(1, 10**12))
def test_the_arrow_agrees_with_the_difference(value: int, base: int) -> None:
    shown = change_rate(value, base)
    if shown.startswith("▲") or "倍" in shown:
        assert value > base
    elif shown.startswith("▼"):
        assert value < base
    else:
        assert shown == "0.0%"
        assert abs(value - base) * 2000 <= base
