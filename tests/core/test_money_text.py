from __future__ import annotations

import gzip
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.core.errors import Issue, LianyiError
from lianyi.core.money import MoneyProblem, cell_text, parse_money

DATA = Path(__file__).parents[3] / "shared" / "data"


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("12.3", 1230),
        ("1,234.50", 123450),
        ("1,234,567", 123456700),
        ("￥１，２３４．５", 123450),
        ("¥1,234.50", 123450),
        ("¥ 12.00", 1200),
        ("12元", 1200),
        ("人民币12元", 1200),
        ("RMB12", 1200),
        ("rmb 12", 1200),
        ("CNY 12.00", 1200),
        ("12.00CNY", 1200),
        ("1.2万", 1200000),
        ("1.2万元", 1200000),
        ("1.2w", 1200000),
        ("1.2W元", 1200000),
        ("3千", 300000),
        ("3千万", 3000000000),
        ("5k", 500000),
        ("5.5K", 550000),
        ("1.26亿", 12600000000),
        ("(1.00)", -100),
        ("（1.00）", -100),
        ("¥(1,234.00)", -123400),
        ("(1.00)元", -100),
        ("1.00-", -100),
        ("-1.00", -100),
        ("－１", -100),
        ("−1.5", -150),
        ("-¥3", -300),
        ("¥-3", -300),
        ("+3.00", 300),
        ("12.30\t", 1230),
        ("'12.30", 1230),
        ("\ufeff12.30\u00a0", 1230),
        ("-0.00", 0),
        ("0", 0),
        ("12.", 1200),
        (".5", 50),
        ("12.3400", 1234),
        ("0.00001万", 10),
    ],
)
def test_it_reads_amounts_as_exports_write_them(text: str, fen: int) -> None:
    assert parse_money(text) == fen


@pytest.mark.parametrize("text", ["", "  ", "-", "--", "—", "——", "\t", "N/A", "null", "无", "/"])
def test_nothing_is_not_zero(text: str) -> None:
    assert parse_money(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("abc", "money.not_a_number"),
        ("12%", "money.not_a_number"),
        ("约12元", "money.not_a_number"),
        ("1.2万+", "money.not_a_number"),
        ("1 234", "money.not_a_number"),
        ("1_000", "money.not_a_number"),
        ("0x12", "money.not_a_number"),
        ("+-1", "money.not_a_number"),
        ("(-1.00)", "money.not_a_number"),
        ("元", "money.not_a_number"),
        ("万", "money.not_a_number"),
        ("١٢", "money.not_a_number"),
        ("3²", "money.not_a_number"),
        ("①", "money.not_a_number"),
        ("12,34", "money.bad_grouping"),
        ("1.234,56", "money.bad_grouping"),
        ("1,00,000", "money.bad_grouping"),
        ("1.2.3", "money.bad_grouping"),
        ("6.95E+05", "money.scientific"),
        ("12.345", "money.too_fine"),
        ("1.23456789万", "money.too_fine"),
        ("1.000000000000000000000000000001", "money.too_fine"),
        ("$3", "money.other_currency"),
        ("12 USD", "money.other_currency"),
        ("日元3", "money.other_currency"),
        ("9" * 30, "money.too_large"),
        ("9" * 100, "money.too_large"),
    ],
)
def test_it_says_why_a_text_is_not_an_amount(text: str, code: str) -> None:
    problem = parse_money(text)
    assert isinstance(problem, MoneyProblem)
    assert (problem.code, problem.text) == (code, text)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("¥500", "JPY", 500),
        ("500円", "JPY", 500),
        ("1.250", "KWD", 1250),
        ("$12.99", "USD", 1299),
        ("US$12.99", "USD", 1299),
        ("HK$12.90", "HKD", 1290),
        ("£2.55", "GBP", 255),
        ("-€1,000.00", "EUR", -100000),
    ],
)
def test_it_reads_other_currencies_in_their_own_unit(text: str, currency: str, minor: int) -> None:
    assert parse_money(text, currency) == minor


def test_a_yen_has_no_decimals() -> None:
    problem = parse_money("12.5", "JPY")
    assert isinstance(problem, MoneyProblem)
    assert problem.facts == {"digits": 0, "currency": "JPY"}
    assert parse_money("12.5", "JPY", rounding=True) == 13


def test_rounding_happens_only_when_asked_for() -> None:
    assert parse_money("0.005", rounding=True) == 1
    assert parse_money("-0.005", rounding=True) == -1
    assert parse_money("0.00499", rounding=True) == 0


def test_an_unknown_currency_is_refused() -> None:
    with pytest.raises(LianyiError):
        parse_money("1", "XXX")


def test_a_problem_becomes_an_issue_at_its_place() -> None:
    problem = parse_money("12,34")
    assert isinstance(problem, MoneyProblem)
    issue = problem.issue("orders.csv", None, 37, "I", "实付金额")
    assert issue == Issue(
        "money.bad_grouping", "orders.csv", None, 37, "I", "实付金额", "12,34", {}
    )
    assert issue.place() == "I37"


@given(st.integers(-(10**15), 10**15), st.sampled_from(["¥", "", "CNY "]))
def test_what_is_written_with_two_decimals_is_read_back(fen: int, mark: str) -> None:
    yuan = Decimal(fen) / 100
    assert parse_money(f"{yuan:.2f}") == fen
    assert parse_money(f"{mark}{yuan:,.2f}") == fen


@given(st.text(max_size=12))
def test_no_text_breaks_the_reader(text: str) -> None:
    answer = parse_money(text)
    assert answer is None or isinstance(answer, (int, MoneyProblem))


@given(st.text(alphabet="0123456789.,-+()¥元万wkK '", max_size=10))
def test_no_amount_like_text_breaks_the_reader(text: str) -> None:
    answer = parse_money(text)
    assert answer is None or isinstance(answer, (int, MoneyProblem))


@pytest.mark.parametrize(
    ("cell", "text"), [(1.1 * 3, "3.3"), (12.0, "12"), (1e15, "1000000000000000"), (-0.5, "-0.5")]
)
def test_a_number_cell_is_read_as_excel_shows_it(cell: float, text: str) -> None:
    assert cell_text(cell) == text


@pytest.mark.skipif(
    not (DATA / "bilibili_up_rank").is_dir(), reason="the public data folder is not beside the repo"
)
def test_it_reads_the_ten_thousands_of_a_real_ranking() -> None:
    [table] = (DATA / "bilibili_up_rank").glob("*.csv.gz")
    with gzip.open(table, "rt", encoding="utf-8-sig") as lines:
        shown = {word for line in lines for word in line.split(",") if word.endswith(("w", "亿"))}
    amounts = {word: parse_money(word) for word in shown if word[:1].isdigit()}
    assert len(amounts) > 1000
    for word, fen in amounts.items():
        power = 10**4 if word.endswith("w") else 10**8
        assert fen == int(Decimal(word[:-1]) * power * 100)
