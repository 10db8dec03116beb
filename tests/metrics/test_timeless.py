"""Facts without a time: when they happened is unknown, so no period has a number of them."""

from __future__ import annotations

from lianyi.metrics.query import MetricQuery
from lianyi.metrics.run import answer
from tests.metrics.small_shop import WEEK, SmallShop


def test_facts_without_a_time_are_unknown_in_every_period_not_zero() -> None:
    facts = {
        "groups": [
            {"platform": "douyin", "group_no": f"G{n}", "is_success": True} for n in range(3)
        ]
    }
    shop = SmallShop(facts)
    result = answer(shop, MetricQuery(("group_buys_opened", "group_buys_succeeded"), WEEK))
    assert result.rows[0]["group_buys_opened"] is None
    assert {r.code for r in result.unavailable.values()} == {"no_time"}
    assert answer(shop, MetricQuery(("group_buys_opened",))).rows[0]["group_buys_opened"] is None


def test_a_source_without_a_time_is_named_beside_those_that_have_one() -> None:
    timed = {"platform": "youzan", "group_no": "Y1", "day": WEEK.start}
    shop = SmallShop({"groups": [{"platform": "douyin", "group_no": "G1"}, timed]})
    result = answer(shop, MetricQuery(("group_buys_opened",), WEEK))
    assert result.rows[0]["group_buys_opened"] == 1
    assert [n.reason.code for n in result.notes] == ["no_time"]
