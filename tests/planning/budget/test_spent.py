from __future__ import annotations

from datetime import date
from typing import Any

from lianyi.core.calendar.period_text import parse_period
from lianyi.planning.budget.standing import Standing, standing
from lianyi.planning.model.plan import Plan
from tests.planning.budget.shop import Door, Facts, spend

SEPTEMBER = parse_period("2026-09")
END = date(2026, 9, 30)


def test_spend_counts_in_its_category() -> None:
    found = _september(
        spend=[
            spend("2026-09-01", 100),
            spend("2026-09-02", 20, "内容"),
            spend("2026-09-03", 3, "KOC"),
            spend("2026-08-31", 7),
        ]
    )
    assert _spent(found) == {"ads": 10_000, "content": 2_000, "kol": 300}


def test_a_fee_in_the_ledger_is_paid_and_not_committed() -> None:
    fee = spend("2026-09-20", 500, "KOL", plan_no="合作1", platform="xiaohongshu")
    found = _september(spend=[fee], placements=[_deal("P1", 500)])
    assert _spent(found) == {"kol": 50_000} and not found.money.committed


def test_a_fee_that_the_ledger_does_not_show_is_still_committed() -> None:
    other = spend("2026-09-20", 80, "KOL", platform="xiaohongshu")
    found = _september(spend=[other], placements=[_deal("P1", 500)])
    assert _spent(found) == {"kol": 8_000} and _held(found) == {"kol": 50_000}


def test_a_part_that_was_paid_leaves_the_rest_committed() -> None:
    part = spend("2026-09-10", 200, "KOL", plan_no="P1", platform="xiaohongshu")
    found = _september(spend=[part], placements=[_deal("P1", 500)])
    assert _spent(found) == {"kol": 20_000} and _held(found) == {"kol": 30_000}


def test_one_payment_pays_one_of_two_equal_fees() -> None:
    fee = spend("2026-09-20", 500, "KOL", platform="xiaohongshu")
    found = _september(spend=[fee], placements=[_deal("P1", 500), _deal("P2", 500)])
    assert _spent(found) == {"kol": 50_000} and _held(found) == {"kol": 50_000}


def test_without_a_ledger_a_fee_is_spent_when_the_content_is_out() -> None:
    coming = _deal("P2", 300) | {"published_at": None, "due_day": "2026-09-28"}
    found = _september(placements=[_deal("P1", 500), coming])
    assert _spent(found) == {"kol": 50_000} and _held(found) == {"kol": 30_000}


def test_commission_is_counted_once_and_as_kol_or_incentive() -> None:
    orders = [
        _order("1", commission_fen=900, platform="douyin"),
        _order("2", promoter_name="小鹿"),
        _order("3"),
    ]
    records = [_record("1", 1_000, "creator", platform="douyin"), _record("2", 700, "分销员")]
    found = _september(orders=orders, commissions=records)
    assert _spent(found) == {"kol": 900, "incentives": 700}


def test_what_a_placement_says_of_commission_is_not_added_to_that_of_orders() -> None:
    deal = _deal("P1", 500) | {"commission_fen": 4_000}
    found = _september(
        orders=[_order("1", commission_fen=4_000, platform="douyin")], placements=[deal]
    )
    assert _spent(found) == {"kol": 54_000}


def test_coupons_cost_what_they_took_off_unless_the_platform_bears_them() -> None:
    uses = [
        {"coupon_no": n, "order_no": n, "redeemed_at": "2026-09-05 10:00", "discount_fen": fen}
        for n, fen in (("a", 1_000), ("b", 2_000), ("c", 4_000))
    ]
    claimed = [
        {"coupon_no": "a", "bearer": "商家", "face_fen": 1_500},
        {"coupon_no": "b", "bearer": "平台", "face_fen": 2_000},
    ]
    found = _september(redemptions=uses, coupons=claimed)
    assert _spent(found) == {"incentives": 5_000}


def test_a_running_campaign_holds_what_it_has_not_spent() -> None:
    campaign = _campaign(codes=["d11"])
    rows = [spend("2026-09-05", 30, plan_name="d11"), spend("2026-09-05", 10, plan_name="别的")]
    found = _standing(Plan.model_validate({"campaigns": [campaign]}), date(2026, 9, 10), spend=rows)
    assert _held(found) == {"ads": 7_000} and _spent(found) == {"ads": 4_000}


def test_what_it_holds_falls_into_the_months_of_its_days() -> None:
    plan = Plan.model_validate({"campaigns": [_campaign(to_day="2026-10-10")]})
    september = _standing(plan, date(2026, 9, 20), spend=[])
    october = standing(
        plan,
        _door(date(2026, 9, 21)),
        "category",
        parse_period("2026-10"),
        date(2026, 9, 20),
    )
    assert (_held(september), _held(october)) == ({"ads": 5_000}, {"ads": 5_000})


def test_a_campaign_that_is_over_holds_nothing() -> None:
    plan = Plan.model_validate({"campaigns": [_campaign(to_day="2026-09-08")]})
    assert _held(_standing(plan, date(2026, 9, 10), spend=[])) == {}


def test_open_fees_of_a_campaign_s_creators_are_part_of_its_budget() -> None:
    campaign = _campaign(creators=["小鹿妈妈"], budget=[{"category": "kol", "amount": 800}])
    deal = _deal("P1", 500) | {"published_at": None, "signed_at": "2026-09-02 10:00"}
    found = _standing(Plan.model_validate({"campaigns": [campaign]}), date(2026, 9, 10), placements=[deal])  # fmt: skip
    assert _held(found) == {"kol": 80_000}


def test_a_shop_without_anything_has_an_empty_table() -> None:
    found = _september()
    assert found.table.rows == () and found.table.total.left_fen == 0


def test_without_a_shop_campaigns_alone_are_committed() -> None:
    plan = Plan.model_validate({"campaigns": [_campaign()]})
    found = standing(plan, None, "category", SEPTEMBER, date(2026, 8, 31))
    assert _held(found) == {"ads": 10_000}


def _campaign(**more: Any) -> dict[str, Any]:
    base = {"id": "c", "name": "开学季", "from_day": "2026-09-01", "to_day": "2026-09-30"}
    return base | {"budget": [{"category": "ads", "amount": 100}]} | more


def _deal(number: str, yuan: int) -> dict[str, Any]:
    return {
        "placement_no": number, "creator_id": "k1", "creator_name": "小鹿妈妈", "platform": "xiaohongshu", "fee_fen": yuan * 100,
        "signed_at": "2026-09-01 10:00", "published_at": "2026-09-15 12:00", "due_day": "2026-09-15",
    }  # fmt: skip


def _order(number: str, **more: Any) -> dict[str, Any]:
    return {"order_no": number, "paid_day": "2026-09-09", "source": "private"} | more


def _record(number: str, fen: int, role: str, **more: Any) -> dict[str, Any]:
    return {"order_no": number, "promoter_id": "k", "role": role, "estimated_fen": fen} | more


def _september(**tables: Any) -> Standing:
    return _standing(Plan(), END, **tables)


def _standing(plan: Plan, as_of: date, **tables: Any) -> Standing:
    door = _door(date.fromordinal(as_of.toordinal() + 1), **tables)
    return standing(plan, door, "category", SEPTEMBER, as_of)


def _door(today: date, **tables: Any) -> Any:
    return Door(Facts(**tables), today)


def _spent(found: Standing) -> dict[str, int]:
    return {row.key.partition(":")[0]: row.spent_fen for row in found.table.rows if row.spent_fen}


def _held(found: Standing) -> dict[str, int]:
    rows = found.table.rows
    return {row.key.partition(":")[0]: row.committed_fen for row in rows if row.committed_fen}
