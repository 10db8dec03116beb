from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.core.calendar.periods import Period, between
from lianyi.core.errors import LianyiError
from lianyi.metrics.behind import rows_behind
from lianyi.metrics.declaration import METRICS
from lianyi.metrics.marks import Marks
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.result import MetricResult
from lianyi.metrics.run import answer
from tests.metrics.small_shop import LAST, WEEK, D, SmallShop, Y

ALL = tuple(metric.key for metric in METRICS)
SHOP = SmallShop()


def marks(name: str = "双11", period: Period = WEEK, **named: tuple[str, ...]) -> Marks:
    return Marks("double11", name, period, **named)


def ask(campaign: Marks, *keys: str, period: Period | None = None, **more: Any) -> MetricResult:
    return answer(SHOP, MetricQuery(keys, period, campaign=campaign, **more), today=LAST)


def row(campaign: Marks, *keys: str) -> dict[str, Any]:
    return ask(campaign, *keys).rows[0]


def test_a_campaign_that_names_nothing_is_its_days_for_every_metric() -> None:
    found = ask(marks(), *ALL)
    plain = answer(SHOP, MetricQuery(ALL, WEEK), today=LAST)
    assert found.rows == plain.rows
    assert {limited.rule.code for limited in found.limited.values()} == {"campaign_days"}


def test_every_metric_has_a_number_with_its_rule_or_a_reason() -> None:
    found = ask(marks(products=("ZN",), codes=("囤货券",)), *ALL)
    for key in ALL:
        assert key in found.limited or key in found.unavailable, key
        assert found.rows[0][key] is not None or found.reason(0, key) is not None, key


def test_a_coupon_limits_orders_to_those_on_which_it_was_used() -> None:
    found = ask(marks(codes=("囤货券",)), "gmv_paid", "orders_paid", "coupons_redeemed")
    assert found.rows[0] == {"gmv_paid": 30_000, "orders_paid": 1, "coupons_redeemed": 1}
    assert found.limited["gmv_paid"].by == ("codes",)


def test_a_coupon_that_only_the_file_of_uses_knows_finds_its_orders_too() -> None:
    # 新客券 was used on Y3 (18,000); no order names it.
    assert row(marks(codes=("新客券",)), "gmv_paid")["gmv_paid"] == 18_000


def test_products_limit_money_to_their_own_lines() -> None:
    found = ask(marks(products=("ZN",)), "gmv_paid", "orders_paid", "buyers", "order_value")
    assert found.rows[0] == {"gmv_paid": 52_000, "orders_paid": 2, "buyers": 2, "order_value": 26_000}  # fmt: skip


def test_products_may_be_named_by_id_or_by_name() -> None:
    by_id, by_name = (row(marks(products=(p,)), "gmv_paid") for p in ("13", "纸尿裤"))
    assert by_id == by_name == {"gmv_paid": 52_000}


def test_what_names_orders_follows_them() -> None:
    # D2 holds 奶瓶 (NP): its review scores 4, its complaint counts, the review of D1 does not.
    found = row(marks(products=("NP",)), "review_score", "complaints_made", "complaint_rate")
    assert found == {"review_score": 4.0, "complaints_made": 1, "complaint_rate": 1.0}


def test_kinds_of_things_narrow_each_other_and_values_of_one_kind_add_up() -> None:
    live = row(marks(channels=("douyin/live",)), "gmv_paid")["gmv_paid"]
    both = row(marks(channels=("douyin/live", "douyin/short_video")), "gmv_paid")["gmv_paid"]
    assert (live, both) == (60_000, 72_000)
    assert row(marks(channels=("douyin/live",), products=("NP",)), "gmv_paid") == {"gmv_paid": 12_000}  # fmt: skip
    assert row(marks(channels=("youzan",), products=("NP",)), "gmv_paid") == {"gmv_paid": 0}


def test_a_platform_limits_every_table() -> None:
    campaign = marks(channels=(D,))
    by_where = answer(SHOP, MetricQuery(ALL, WEEK, where="platform = 'douyin'"), today=LAST)
    found = ask(campaign, *ALL)
    differing = [
        key
        for key in ALL
        if key not in found.unavailable
        and key not in by_where.unavailable
        and found.rows[0][key] != by_where.rows[0][key]
    ]
    assert differing == []
    assert found.rows[0]["visitors"] == 250


def test_a_table_that_cannot_tell_is_limited_by_days_and_says_so() -> None:
    found = ask(marks(products=("ZN",)), "visitors", "ad_spend")
    assert found.rows[0] == {"visitors": 300, "ad_spend": 24_000}
    limited = found.limited["visitors"]
    assert (limited.by, limited.untold) == ((), ("products",))
    assert limited.rule.say("zh") == "只按活动的日期限定；「流量日」的数据里分不出活动的商品"
    assert limited.rule.say("en") == (
        "limited by the campaign's days only; data on Traffic by day cannot tell the campaign's products"
    )


def test_a_ratio_of_two_different_parts_of_the_shop_is_no_number() -> None:
    found = ask(marks(products=("ZN",)), "orders_per_visitor", "roi", "refund_rate_by_pay_time")
    assert found.rows[0]["orders_per_visitor"] is None
    assert found.unavailable["roi"].code == "campaign_uneven"
    assert found.rows[0]["refund_rate_by_pay_time"] is not None


def test_a_code_that_no_fact_has_is_no_zero() -> None:
    found = ask(marks(codes=("TYPO",)), "gmv_paid", "group_members")
    assert found.rows[0]["gmv_paid"] is None
    reason = found.reason(0, "gmv_paid")
    assert reason is not None and reason.code == "campaign_unseen"
    assert reason.why == "missing_source" and "TYPO" in reason.say("en")
    assert found.rows[0]["group_members"] is not None


def test_a_code_with_a_quote_in_it_is_text() -> None:
    assert row(marks(codes=("x' OR '1'='1",)), "gmv_paid")["gmv_paid"] is None


def test_creators_and_contents_limit_what_is_about_them() -> None:
    found = ask(marks(creators=("小圆",)), "creator_fee", "gmv_paid")
    assert found.rows[0] == {"creator_fee": 50_000, "gmv_paid": 205_000}
    assert row(marks(contents=("v1",)), "content_views") == {"content_views": 3_000}


def test_what_is_called_like_the_campaign_is_its_own() -> None:
    found = ask(marks("囤货券"), "coupons_claimed", "gmv_paid")
    assert found.rows[0] == {"coupons_claimed": 2, "gmv_paid": 205_000}
    assert found.limited["coupons_claimed"].by == ("name",)
    assert found.limited["gmv_paid"].by == ()


def test_a_period_is_cut_to_the_days_of_the_campaign() -> None:
    campaign = marks(period=between(date(2026, 11, 11), date(2026, 11, 20)))
    assert MetricQuery(("gmv_paid",), WEEK, campaign=campaign).period == between(date(2026, 11, 11), date(2026, 11, 15))  # fmt: skip
    assert MetricQuery(("gmv_paid",), campaign=campaign).period == campaign.period
    inside = MetricQuery(("gmv_paid",), WEEK, campaign=marks())
    assert inside.period is not None and (inside.period, inside.period.grain) == (WEEK, "week")
    with pytest.raises(LianyiError) as refused:
        MetricQuery(
            ("gmv_paid",), between(date(2026, 11, 1), date(2026, 11, 10)), campaign=campaign
        )
    assert refused.value.code == "metric.campaign_elsewhere"


def test_the_base_of_a_comparison_is_the_same_things_in_other_days() -> None:
    found = ask(marks(channels=(Y,)), "gmv_paid", compare="previous")
    assert found.rows[0]["gmv_paid"] == 83_000
    assert found.rows[0]["gmv_paid__base"] == 30_000  # Y7 and Y8


def test_the_parts_of_a_split_add_up_to_the_campaign() -> None:
    campaign = marks(products=("ZN", "NP"))
    whole = row(campaign, "gmv_paid")["gmv_paid"]
    for by in ("product", "platform", "channel"):
        assert sum(r["gmv_paid"] for r in ask(campaign, "gmv_paid", by=(by,)).rows) == whole == 64_000  # fmt: skip
    assert sum(r["gmv_paid"] for r in ask(campaign, "gmv_paid", grain="day").rows) == whole


def test_the_rows_behind_foot_to_the_number() -> None:
    for campaign in (
        marks(products=("ZN",)),
        marks(codes=("囤货券",)),
        marks(channels=("douyin/live",)),
    ):
        query = MetricQuery(("gmv_paid",), campaign=campaign)
        [found] = rows_behind(SHOP, query, "gmv_paid")
        at = found.columns.index("paid_fen")
        assert sum(r[at] for r in found.rows) == row(campaign, "gmv_paid")["gmv_paid"]


def test_json_names_the_campaign_and_the_rule_of_each_number() -> None:
    told = ask(marks(codes=("囤货券",)), "gmv_paid", "visitors").to_json("en")["campaign"]
    assert (told["campaign"], told["from"], told["to"]) == ("double11", "2026-11-09", "2026-11-15")
    assert told["limits"]["gmv_paid"] == {
        "by": ["codes"],
        "untold": [],
        "rule": "limited by the campaign's codes and coupons",
    }
    assert told["limits"]["visitors"]["untold"] == ["codes"]


_ORDERS = SHOP.rows("SELECT platform, order_no, paid_day, paid_fen, channel, coupon_name FROM orders WHERE is_paid")  # fmt: skip
_LINES = SHOP.rows("SELECT platform, order_no, paid_day, paid_fen, channel, sku_code FROM order_lines")  # fmt: skip
_COUPONS = {"Y1": "囤货券", "Y3": "新客券"}


@settings(max_examples=15)
@given(
    first=st.integers(1, 14),
    length=st.integers(0, 14),
    channels=st.sets(st.sampled_from(["douyin", "youzan", "douyin/live", "xiaohongshu/note/own"])),
    codes=st.sets(st.sampled_from(["囤货券", "新客券"])),
    skus=st.sets(st.sampled_from(["ZN", "SJ", "NP", "WD", "JM"])),
)
def test_gmv_and_orders_equal_what_one_adds_up_by_hand(
    first: int, length: int, channels: set[str], codes: set[str], skus: set[str]
) -> None:
    period = between(date(2026, 11, first), date(2026, 11, min(first + length, 16)))
    campaign = marks(period=period, channels=tuple(channels), codes=tuple(codes), products=tuple(skus))  # fmt: skip
    rows = [
        (no, paid)
        for platform, no, day, paid, channel, sku in (_LINES if skus else _ORDERS)
        if day is not None and day in period
        if not channels
        or any(c in (platform, channel) or channel.startswith(f"{c}/") for c in channels)
        if not codes or _COUPONS.get(no) in codes
        if not skus or sku in skus
    ]
    found = ask(campaign, "gmv_paid", "orders_paid").rows[0]
    returns = {r[0] for r in rows}
    assert found["gmv_paid"] == sum(paid for _, paid in rows)
    assert found["orders_paid"] == len(returns)
