"""团团母婴, week 2026-W37 against W36: the worked example that all reports are judged by.

Amounts in yuan as they stand in the example; what the reports are given is in fen.
"""

from __future__ import annotations

from fractions import Fraction

from lianyi.core.translation import Text
from lianyi.reports.document import Number
from lianyi.reports.headline.inputs import (
    Axis,
    Coincidence,
    Goal,
    HeadlineInput,
    Part,
    Refunds,
)
from lianyi.reports.shown import Shown
from lianyi.reports.wording import compose

NAMES = {
    "douyin": Text("抖音", "Douyin"),
    "weixin": Text("微信小店", "Weixin Store"),
    "xiaohongshu": Text("小红书", "Xiaohongshu"),
    "youzan": Text("有赞", "Youzan"),
}
# platform: (visitors, paid orders, GMV in yuan) in W37, then in W36
WEEKS = {
    "douyin": ((54_100, 1_082, 131_463), (61_200, 1_346, 171_615)),
    "weixin": ((19_900, 637, 90_454), (18_400, 552, 77_280)),
    "xiaohongshu": ((27_600, 469, 76_916), (24_300, 437, 69_920)),
    "youzan": ((10_300, 968, 147_136), (9_800, 931, 140_581)),
}
FACTORS = {
    "douyin": (-18_567, -14_315, -7_270),
    "weixin": (6_558, 5_428, 1_188),
    "xiaohongshu": (9_348, -4_166, 1_814),
    "youzan": (7_158, -1_552, 949),
}
FACTOR_NAMES = {
    "visitors": Text("访客", "visitors"),
    "orders_per_visitor": Text("成单率", "orders per visitor"),
    "order_value": Text("笔单价", "value per order"),
}
PRODUCTS = (
    ("纸尿裤L", "纸尿裤L", -21_860),
    ("奶瓶套装", "奶瓶套装", -9_430),
    ("益智积木", "益智积木", 8_204),
    ("其余", "the rest", 9_659),
)
GMV, GMV_BEFORE = 445_969, 459_396


def fen(yuan: int) -> int:
    return yuan * 100


def channel_axis() -> Axis:
    parts = (Part(key, NAMES[key], fen(now[2] - before[2])) for key, (now, before) in WEEKS.items())
    return Axis("platform", tuple(parts))


def product_axis() -> Axis:
    return Axis(
        "product", tuple(Part(zh, Text(zh, en), fen(amount)) for zh, en, amount in PRODUCTS)
    )


def factors() -> dict[str, tuple[Part, ...]]:
    return {
        key: tuple(
            Part(name, FACTOR_NAMES[name], fen(amount))
            for name, amount in zip(FACTOR_NAMES, amounts, strict=True)
        )
        for key, amounts in FACTORS.items()
    }


def evening_live() -> Coincidence:
    effect = Number(
        "gmv_paid",
        fen(-14_977),
        "money",
        Shown().full(fen(14_977)),
        "2026-09-10",
        "gmv_paid@v1",
        derived="change",
        base_period="2026-09-03",
    )
    seen = compose(
        Text(
            "当天全店比上一个周四少{a}",
            "when the whole shop took {a} less than the Thursday before",
        ),
        a=effect,
    )
    what = Text("9月10日晚场停播", "the cancelled evening live of 10 Sep")
    return Coincidence(what, seen)


def september() -> Goal:
    return Goal(
        Text("9月", "September"),
        "2026-09",
        done=fen(844_200),
        target=fen(1_900_000),
        time_share=Fraction(13, 30),
        days_left=17,
        recent_daily=fen(GMV) // 7,
        expected=(fen(1_860_000), fen(2_010_000)),
        chance=0.62,
    )


def refunds() -> Refunds:
    return Refunds(0.59, fen(418_765), (fen(396_900), fen(402_300)), rate=0.061, rate_before=0.064)


def week() -> HeadlineInput:
    return HeadlineInput(
        metric="gmv_paid",
        name=Text("GMV", "GMV"),
        subject=Text("上周", "last week"),
        base_name=Text("前一周", "the week before"),
        compare_word=Text("环比", "on the week before"),
        value=fen(GMV),
        base=fen(GMV_BEFORE),
        band=round(fen(GMV_BEFORE) * 0.024),
        period="2026-W37",
        base_period="2026-W36",
        definition="gmv_paid@v1",
        snapshot=1853,
        axes=(channel_axis(), product_axis()),
        factors=factors(),
        coincidences=(evening_live(),),
        goals=(september(),),
        refunds=refunds(),
    )
