"""Commission and platform fee of an order: its own, else what other files say of it; never both."""

from __future__ import annotations

from datetime import date

import pytest

from lianyi.core.calendar.periods import Period
from lianyi.metrics.behind import rows_behind
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.result import MetricResult
from lianyi.metrics.run import answer
from tests.metrics.small_shop import WEEK, D, SmallShop, X

KEYS = ("gross_margin", "break_even_roi", "known_commission", "known_platform_fee")
WEEK_BEFORE = Period(date(2026, 11, 2), date(2026, 11, 9), "week")


class Silent(SmallShop):
    """The hand-written shop in which the orders name no commission and no fee; `without` lacks views."""

    def __init__(self, *without: str) -> None:
        super().__init__()
        self._con.execute("UPDATE orders_all SET commission_fen = NULL, platform_fee_fen = NULL")
        for view in without:
            self._con.execute(f'DROP TABLE "{view}"')
            self.coverage = [row for row in self.coverage if row[0] != view]


def ask(shop: SmallShop, period: Period = WEEK, by: tuple[str, ...] = ()) -> MetricResult:
    return answer(shop, MetricQuery(KEYS, period, by=by))


def test_commission_records_count_where_the_orders_name_none() -> None:
    """Costed are D1 D2 D3: 45000 paid, 5000 back, 19000 goods; the records say 1800 and 3000 of D1 and D2."""
    row = ask(Silent()).rows[0]
    assert row["known_commission"] == 1_800 + 3_000 + 700  # D7 has an estimate only
    assert row["gross_margin"] == 45_000 - 5_000 - 19_000 - 4_800
    assert row["break_even_roi"] == pytest.approx(45_000 / 16_200)


def test_account_entries_count_where_nothing_else_does() -> None:
    """D10 was settled with a fee of 500 and a commission of 400, D11 with 300 and 200."""
    row = ask(Silent(), WEEK_BEFORE).rows[0]
    assert (row["known_platform_fee"], row["known_commission"]) == (800, 600)


def test_an_order_that_names_its_own_is_not_charged_twice() -> None:
    row = ask(SmallShop()).rows[0]
    assert row["known_commission"] == 7 * 400
    assert row["gross_margin"] == 45_000 - 5_000 - 19_000 - 3 * 400 - 3 * 100


@pytest.mark.parametrize(
    ("without", "commission"),
    [(("commissions",), 0), (("settlements",), 5_500), (("commissions", "settlements"), None)],
)
def test_a_shop_without_the_other_files_has_what_is_left(
    without: tuple[str, ...], commission: int | None
) -> None:
    found = ask(Silent(*without))
    row = found.rows[0]
    assert row["known_commission"] == commission
    taken = 4_800 if commission else 0
    assert row["gross_margin"] == 45_000 - 5_000 - 19_000 - taken
    if commission is None:
        assert found.unavailable["known_commission"].why == "missing_source"


def test_a_platform_of_which_no_file_knows_commissions_is_null_not_zero() -> None:
    split = ask(Silent(), by=("platform",))
    assert split.value("known_commission", platform=D) == 5_500
    assert split.value("known_commission", platform=X) is None


def test_the_rows_behind_the_margin_carry_what_was_taken_off() -> None:
    (found,) = rows_behind(Silent(), MetricQuery(("gross_margin",), WEEK), "gross_margin")
    taken = found.columns.index("known_commission_fen")
    orders = {row[found.columns.index("order_no")]: row[taken] for row in found.rows}
    assert orders == {"D1": 1_800, "D2": 3_000, "D3": None}
