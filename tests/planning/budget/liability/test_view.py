from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lianyi.core.errors import LianyiError
from lianyi.planning.budget.liability.commission import commission
from lianyi.planning.budget.liability.owed import Expected, Liability, Owed, together
from lianyi.planning.budget.liability.standing import balance, groups, points
from lianyi.planning.budget.liability.view import liability
from lianyi.planning.budget.words import liability_line
from tests.planning.budget.shop import Door, Facts

AS_OF = date(2026, 9, 13)
BEFORE = {"paid_at": "2026-08-01 10:00", "settled_at": "2026-08-20 10:00"}
FROZEN = {"paid_at": "2026-09-10 10:00"}


def test_frozen_commission_is_expected_to_be_paid_as_settled_ones_were() -> None:
    settled = [_record(n, 100, actual_fen=80, **BEFORE) for n in range(30)]
    found = commission(Facts(commissions=[*settled, _record(99, 5_000, **FROZEN)]), AS_OF)  # type: ignore[arg-type]  # an engine of the tests
    assert found is not None and found.expected is not None
    assert (found.items, found.face_fen) == (1, 5_000)
    # Every settled one was exactly 80 % of what had been estimated: nothing is unsure.
    assert found.expected == Expected(4_000, 4_000, 4_000)


def test_refunded_orders_count_as_commission_never_paid() -> None:
    rows = [_record(n, 100, actual_fen=100, **BEFORE) for n in range(20)]
    rows += [_record(40 + n, 100, status_raw="订单退货退款", paid_at="2026-08-01 10:00") for n in range(20)]  # fmt: skip
    found = commission(Facts(commissions=[*rows, _record(99, 1_000, **FROZEN)]), AS_OF)  # type: ignore[arg-type]  # an engine of the tests
    assert found is not None and found.items == 1
    assert found.expected is not None and found.expected.value_fen == 500
    assert found.expected.low_fen < 500 < found.expected.high_fen


def test_what_was_settled_later_was_frozen_then() -> None:
    late = _record(1, 700, actual_fen=700, paid_at="2026-09-01 10:00", settled_at="2026-09-20 10:00")  # fmt: skip
    found = commission(Facts(commissions=[late]), AS_OF)  # type: ignore[arg-type]  # an engine of the tests
    assert found is not None and found.face_fen == 700 and found.expected is None


def test_points_cost_what_the_plan_says_one_is_worth() -> None:
    facts: Any = Facts(customers=[{"person": 1, "points": 300}, {"person": 2, "points": 120}])
    unknown, known = points(facts, None), points(facts, Decimal("0.5"))
    assert unknown is not None and unknown.face_fen is None and "420" in unknown.why.zh  # type: ignore[union-attr]  # it says why
    assert known is not None and known.face_fen == 210


def test_stored_value_is_owed_in_full() -> None:
    facts: Any = Facts(
        customers=[{"person": 1, "balance_fen": 5_000}, {"person": 2, "balance_fen": 0}]
    )
    found = balance(facts)
    assert found is not None and (found.items, found.face_fen) == (1, 5_000)
    assert found.expected == Expected(5_000, 5_000, 5_000)


def test_open_groups_may_all_fail_and_a_share_will() -> None:
    ended = [_group(n, won=n < 30, closed="2026-08-02 10:00") for n in range(40)]
    facts: Any = Facts(
        groups=[*ended, _group(99, people=2)],
        products=[{"sku_code": "s", "product_id": "p", "price_fen": 5_000}],
    )
    found = groups(facts, AS_OF)
    assert found is not None and (found.items, found.face_fen) == (1, 10_000)
    assert found.expected is not None and found.expected.value_fen == 2_500
    assert found.expected.low_fen < 2_500 < found.expected.high_fen


def test_without_a_price_open_groups_have_no_amount() -> None:
    facts: Any = Facts(groups=[_group(1, people=2)])
    found = groups(facts, AS_OF)
    assert found is not None and found.face_fen is None and found.why is not None


def test_everything_together_says_what_is_missing() -> None:
    customers = [{"person": 1, "balance_fen": 5_000}]
    facts = Facts({"orders": AS_OF, "customers": AS_OF}, customers=customers)
    found = liability(Door(facts, AS_OF))  # type: ignore[arg-type]  # a door of the tests
    assert (found.as_of, found.face_fen) == (AS_OF, 5_000)
    assert [m.en for m in found.missing] == ["claimed coupons", "redemptions", "commission records", "group buys"]  # fmt: skip
    assert liability_line(found, "CNY").zh == "储值余额 ¥50"


def test_all_kinds_stand_on_one_line() -> None:
    kinds = (
        Owed("coupons", 400, 1_840_000, Expected(710_000, 500_000, 900_000)),
        Owed("points", 9, 920_000),
        Owed("commission", 120, 3_060_000, Expected(2_900_000, 2_800_000, 3_000_000)),
    )
    found = Liability(AS_OF, kinds)
    assert (
        liability_line(found, "CNY").zh
        == "未核销券 ¥1.84万（预计用掉¥7,100）· 积分 ¥9,200 · 冻结佣金 ¥3.06万（预计付出¥2.90万）"
    )
    assert "¥7,100 expected to be used" in liability_line(found, "CNY").en
    assert (found.face_fen, found.unforeseen) == (5_820_000, kinds[1:2])


def test_a_shop_without_data_is_refused() -> None:
    with pytest.raises(LianyiError, match=r"plan\.nothing_spent"):
        liability(Door(Facts(), AS_OF))  # type: ignore[arg-type]  # a door of the tests


def test_independent_kinds_are_surer_together() -> None:
    both = together([Expected(100, 70, 130), Expected(100, 60, 140)])
    assert both == Expected(200, 150, 250)
    assert together([]) is None


def _record(number: int, fen: int, **more: Any) -> dict[str, Any]:
    return {"order_no": str(number), "promoter_id": "k", "role": "creator", "estimated_fen": fen} | more  # fmt: skip


def _group(number: int, *, won: bool = False, people: int = 1, closed: str | None = None) -> dict[str, Any]:  # fmt: skip
    return {
        "group_no": str(number), "opened_at": "2026-08-01 10:00", "closed_at": closed, "is_success": won, "participants": people,
        "product_id": "p",
    }  # fmt: skip
