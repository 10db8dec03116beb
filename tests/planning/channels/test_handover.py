from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from lianyi.metrics.query import MetricQuery
from lianyi.metrics.run import answer
from lianyi.planning.channels.check import check_channels
from lianyi.planning.channels.handover import Handover, handovers
from lianyi.planning.model.channels import Channel
from lianyi.planning.model.plan import Plan
from tests.metrics.small_shop import WEEK, SmallShop
from tests.planning.checks_by_hand import states

SHOP = SmallShop()


def metric(query: MetricQuery) -> Any:
    return answer(SHOP, query, today=date(2026, 11, 17))


DATA: Any = SimpleNamespace(engine=SHOP, today=date(2026, 11, 16), metric=metric)


def handed(**channel: Any) -> Handover:
    made = Channel.model_validate({"id": "c", "name": "渠道", **channel})
    return handovers([made], DATA, WEEK)[0]


def test_a_public_channel_from_visitors_to_first_orders() -> None:
    found = handed(platform="douyin")
    assert found.counts["visitors"] == 250
    assert found.spent_fen == 23_000  # 10,000 + 8,000 + 5,000 of 抖音


def test_contacts_are_those_whose_source_is_a_code_or_the_name() -> None:
    found = handed(name="公众号", platform="youzan")
    assert found.counts["visitors"] == 50 and found.counts["contacts"] == 1
    assert ("visitors", "contacts", 0.02) in found.rates


def test_a_community_channel_from_contacts_to_joins() -> None:
    found = handed(platform="wecom", monthly_cost=3000)
    assert found.counts == {"contacts": 32, "joins": 75}
    assert found.rates == ()  # more join than become contacts: some come from elsewhere
    assert found.spent_fen == 70_000  # 3,000 yuan a month of 30 days, for 7 days
    assert found.contact_cost_fen == 2_188  # 70,000 / 32, half up


def test_what_no_source_tells_is_no_zero() -> None:
    found = handed()
    assert found.counts == {} and found.rates == ()
    assert (found.spent_fen, found.contact_cost_fen) == (None, None)
    assert handed(codes=["unheard/of"]).counts == {}


def test_the_check_says_the_rates_with_their_counts() -> None:
    plan = Plan.model_validate(
        {
            "channels": [
                {"id": "gzh", "name": "公众号", "platform": "youzan", "owner": "周宁"},
                {"id": "x", "name": "线下", "codes": ["门店码"], "owner": "周宁"},
            ]
        }
    )
    found = {v.key: v for v in check_channels(plan, DATA)}
    assert states(found.values()) == {"channel:gzh:handover": "pass", "channel:x:handover": "unknown"}  # fmt: skip
    assert "访客50 → 加粉2，4.00%" in found["channel:gzh:handover"].words.zh
