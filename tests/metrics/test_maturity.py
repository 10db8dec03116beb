from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lianyi.metrics.maturity import Cohort, common_age, delay_curve, outlook, same_age_rate

TODAY = date(2026, 11, 15)
DAY = timedelta(days=1)
# Of 1,000 fen paid, 20 come back on the day, 40 after three days, 20 after ten.
PATTERN = {0: 20, 3: 40, 10: 20}
HORIZON = 20


def _history(days: int, *, paid: int = 1_000, today: date = TODAY) -> list[Cohort]:
    """Return one cohort a day up to `today`, each with what can have been seen of the pattern."""
    found = []
    for age in range(days - 1, -1, -1):
        seen = {delay: paid * fen // 1_000 for delay, fen in PATTERN.items() if delay <= age}
        found.append(Cohort(today - DAY * age, paid, seen))
    return found


def test_the_curve_is_learnt_from_cohorts_that_are_old_enough() -> None:
    curve = delay_curve(_history(60), TODAY, HORIZON)
    assert curve.rates[0] == Fraction(20, 1_000)
    assert curve.rates[3] == Fraction(40, 1_000)
    assert curve.rates[1] == 0
    assert curve.final_rate == Fraction(80, 1_000)
    assert [curve.seen_share(a) for a in (0, 2, 3, 9, 10)] == [
        Fraction(1, 4), Fraction(1, 4), Fraction(3, 4), Fraction(3, 4), 1,
    ]  # fmt: skip


def test_young_cohorts_do_not_pull_the_late_rates_down() -> None:
    # A plain quotient over all cohorts would say less than 2 % at ten days, since most cannot have it yet.
    assert delay_curve(_history(14), TODAY, HORIZON).rates[10] == Fraction(20, 1_000)


def test_the_net_of_a_young_week_is_told_before_its_refunds_are_in() -> None:
    start, end = TODAY - DAY * 6, TODAY + DAY
    found = outlook(_history(90), start, end, TODAY, HORIZON)
    assert found is not None
    # Ages 6 to 0: all have seen 20, those of three days and more 40 as well.
    assert (found.paid_fen, found.refunded_fen) == (7_000, 7 * 20 + 4 * 40)
    assert found.expected_fen == 7 * 80
    assert found.maturity == Fraction(300, 560)
    assert (found.net_so_far, found.net_expected) == (6_700, 6_440)
    # The past followed the curve to the letter, so the range has no width.
    assert (found.net_low, found.net_high) == (6_440, 6_440)


def test_an_old_week_is_mature_and_its_range_is_one_value() -> None:
    start = TODAY - DAY * 40
    found = outlook(_history(90), start, start + DAY * 7, TODAY, HORIZON)
    assert found is not None
    assert found.maturity == 1
    assert found.net_low == found.net_high == found.net_so_far == 7_000 - 560


def test_with_a_short_past_there_is_no_range() -> None:
    found = outlook(_history(30), TODAY - DAY * 6, TODAY + DAY, TODAY, HORIZON)
    assert found is not None
    assert (found.net_low, found.net_high) == (None, None)


def test_the_range_is_as_wide_as_the_past_was_uneven() -> None:
    cohorts = [
        Cohort(c.day, c.paid_fen, {d: f * (2 if c.day.isocalendar().week % 2 else 1) for d, f in c.refunds.items()})
        for c in _history(120)
    ]  # fmt: skip
    found = outlook(cohorts, TODAY - DAY * 6, TODAY + DAY, TODAY, HORIZON)
    assert found is not None
    assert found.net_low is not None
    assert found.net_high is not None
    assert found.net_low < found.net_expected < found.net_high


def test_nothing_paid_has_no_outlook() -> None:
    assert outlook(_history(30), date(2020, 1, 1), date(2020, 1, 8), TODAY) is None
    assert same_age_rate([], date(2020, 1, 1), date(2020, 1, 8), 3) is None


def test_rates_are_compared_at_the_same_age() -> None:
    history = _history(60)
    young, old = TODAY - DAY * 8, TODAY - DAY * 15
    age = common_age(young + DAY * 7, TODAY)
    assert age == 2
    # Read off as they stand the older week looks worse; at two days of age both are at 2 %.
    assert same_age_rate(history, young, young + DAY * 7, age) == Fraction(20, 1_000)
    assert same_age_rate(history, old, old + DAY * 7, age) == Fraction(20, 1_000)
    # At fourteen days: ages 9 to 15, the six oldest of which have also seen the tenth day.
    assert same_age_rate(history, old, old + DAY * 7, 14) == Fraction(7 * 60 + 6 * 20, 7_000)


refund_days = st.dictionaries(st.integers(0, HORIZON), st.integers(0, 50), max_size=6)


@given(
    st.lists(st.tuples(st.integers(0, 1_000), refund_days), min_size=1, max_size=40),
    st.integers(0, 30),
)
def test_maturity_lies_between_nothing_and_everything(
    days: list[tuple[int, dict[int, int]]], length: int
) -> None:
    cohorts = [
        Cohort(TODAY - DAY * age, paid, {d: f for d, f in refunds.items() if d <= age})
        for age, (paid, refunds) in enumerate(days)
    ]
    found = outlook(cohorts, TODAY - DAY * length, TODAY + DAY, TODAY, HORIZON)
    if found is not None:
        assert 0 <= found.maturity <= 1
        assert found.expected_fen >= found.refunded_fen
        if found.net_low is not None and found.net_high is not None:
            assert found.net_low <= found.net_high
