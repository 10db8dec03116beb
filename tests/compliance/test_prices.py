from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lianyi.compliance.prices import Deal, price_evidence

DAY = date(2026, 11, 28)


def _deal(days_before: int, yuan: int, place: str = "") -> Deal:
    return Deal(DAY - timedelta(days=days_before), yuan * 100, place)


def test_the_lowest_deal_of_the_seven_days_before_may_be_crossed_out() -> None:
    deals = [_deal(8, 50), _deal(7, 79), _deal(1, 85), _deal(0, 10)]
    found = price_evidence(79_00, DAY, deals)
    assert (found.basis, found.lowest_fen, found.holds) == ("seven_days", 79_00, True)
    assert found.rows == (_deal(7, 79), _deal(1, 85))
    assert price_evidence(79_01, DAY, deals).holds is False


def test_without_a_deal_in_seven_days_the_last_one_decides() -> None:
    found = price_evidence(90_00, DAY, [_deal(30, 60), _deal(9, 95), _deal(9, 92)])
    assert (found.basis, found.lowest_fen, found.holds) == ("last_deal", 92_00, True)


def test_without_any_deal_nothing_is_judged() -> None:
    found = price_evidence(90_00, DAY, [_deal(0, 10)])
    assert (found.basis, found.lowest_fen, found.holds, found.rows) == ("none", None, None, ())


def test_deals_of_another_place_do_not_count() -> None:
    found = price_evidence(90_00, DAY, [_deal(2, 50, "直播间"), _deal(3, 90, "商城")], "商城")
    assert found.lowest_fen == 90_00 and found.holds


@given(
    st.lists(st.builds(_deal, st.integers(0, 20), st.integers(1, 99)), max_size=12),
    st.integers(1, 99),
)
def test_it_equals_a_plain_reading_of_the_article(deals: list[Deal], crossed: int) -> None:
    found = price_evidence(crossed * 100, DAY, deals)
    recent = [d.price_fen for d in deals if 1 <= (DAY - d.day).days <= 7]
    if recent:
        assert found.lowest_fen == min(recent) and found.holds == (crossed * 100 <= min(recent))
    else:
        assert found.basis in ("last_deal", "none")
