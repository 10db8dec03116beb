from __future__ import annotations

import pytest
from hypothesis import given, settings

from lianyi.core.translation import Text
from lianyi.segments.parse import parse
from lianyi.segments.tree import Node
from lianyi.segments.words import words
from tests.segments.trees import trees


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        (
            "orders(last 90d) >= 2 and first_channel = 'douyin/live' and not events('complaint', last 30d) >= 1",
            "最近90天支付订单至少2单，并且首单渠道是「douyin/live」，并且不满足（最近30天「complaint」事件至少1次）",
            "at least 2 paid orders in the last 90 days, and first channel is “douyin/live”, "
            "and not (at least 1 “complaint” event in the last 30 days)",
        ),
        (
            "orders(2026-01-01..2026-03-31, channel = 'x') = 0",
            "2026-01-01至2026-03-31没有渠道是「x」的支付订单",
            "no paid orders (channel is “x”) from 2026-01-01 to 2026-03-31",
        ),
        (
            "paid_fen(last 1y) >= 100000",
            "最近1年支付金额至少¥1,000.00",
            "paid in the last year: at least ¥1,000.00",
        ),
        (
            "(is_member or tags has '宝妈') and level not in ('金', '银')",
            "（会员：是，或者标签里有「宝妈」），并且等级不是「金」、「银」中的任何一个",
            "(member: yes, or tags includes “宝妈”), and level is none of “金”, “银”",
        ),
        (
            "segment = 'loyal' as_of 30d ago and last_paid_day < 2026-11-01",
            "在30天前时（属于人群「老客」），并且最近支付日早于2026-11-01",
            "as of 30 days ago (in the segment “Loyal”), and day of the latest paid order is before 2026-11-01",
        ),
        (
            "attribute:肤质 is unknown or paid_orders between 1 and 3",
            "肤质未知，或者累计支付订单数在1到3之间",
            "肤质 is unknown, or number of paid orders so far is between 1 and 3",
        ),
        (
            "events('a{b}', since 2026-01-01, product = '{x}') > 0",
            "2026-01-01以来商品ID是「{x}」的「a{b}」事件超过0次",
            "more than 0 “a{b}” events (product id is “{x}”) since 2026-01-01",
        ),
    ],
)
def test_a_segment_reads_as_one_would_tell_a_colleague(text: str, zh: str, en: str) -> None:
    names = {"loyal": Text("老客", "Loyal")}
    assert words(parse(text), names.__getitem__) == Text(zh, en)


def test_money_and_properties_are_said_as_the_shop_says_them() -> None:
    told = words(parse("paid_fen >= 100"), currency="JPY")
    assert told.en == "amount paid so far is at least JP¥100"
    named = words(parse("events(property_1 = 'a') > 1"), properties=("页面",))
    assert "页面是「a」" in named.zh


@settings(max_examples=150)
@given(trees)
def test_every_tree_can_be_said_in_both_languages(node: Node) -> None:
    told = words(node)
    assert told.zh and told.en
    assert told.zh.count("（") == told.zh.count("）")
