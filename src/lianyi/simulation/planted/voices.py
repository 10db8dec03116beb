"""What people say of the brand: sentences put together from written parts, with a known mix of sources and feelings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import Generator, Ints, picked

FEELINGS = ("负面", "中性", "正面")
NEGATIVE, NEUTRAL, POSITIVE = range(3)
SOURCES = ("小红书", "抖音", "微博", "微信社群")
SOURCE_SHARES = (0.45, 0.30, 0.15, 0.10)
FEELING_SHARES = np.array([[0.10, 0.25, 0.65], [0.15, 0.30, 0.55], [0.35, 0.40, 0.25], [0.08, 0.27, 0.65]])  # fmt: skip
"""Per source the shares of negative, neutral and positive mentions."""
BRANDS = ("涟漪样品店", "小橡树母婴", "晨露亲子")
BRAND_SHARES = (0.5, 0.3, 0.2)
THINGS = ("纸尿裤", "湿巾", "奶瓶", "米粉", "睡袋", "洗衣液", "布书", "护臀膏")
OPENINGS = (
    ("等了好几天才收到{thing}", "第二次买{thing}了，这次", "{thing}拆开一看", "给孩子换了这家的{thing}"),
    ("刚收到{thing}", "问一下{thing}", "看到群里在说{thing}", "囤了两包{thing}"),
    ("{thing}用了半个月", "朋友推荐的{thing}", "{thing}已经回购三次", "孩子特别喜欢这个{thing}"),
)  # fmt: skip
ENDINGS = (
    ("，味道刺鼻，不敢给孩子用。", "，漏得到处都是，太失望了。", "，包装破了，客服也不理人。", "，质量越来越差，不会再买。"),
    ("，还没拆开用。", "，和上次买的是同一个规格。", "，有人知道什么尺码合适吗？", "，先放着，下个月再用。"),
    ("，又软又透气，很满意。", "，发货很快，包装也用心，推荐。", "，一点都不漏，真的省心。", "，质量很好，价格也合适，会一直买。"),
)  # fmt: skip


@dataclass(frozen=True)
class Mentions:
    """One entry a mention: second, indexes into `SOURCES`, `BRANDS` and `FEELINGS`, likes, and the text."""

    at: Ints
    source: Ints
    brand: Ints
    feeling: Ints
    likes: Ints
    text: list[str]


def mentions(rng: Generator, size: int, until: int) -> Mentions:
    """Return `size` mentions before the second `until`, by time."""
    source = rng.choice(len(SOURCES), size, p=SOURCE_SHARES)
    luck = rng.random(size)
    feeling: Ints = (luck[:, None] >= np.cumsum(FEELING_SHARES, axis=1)[source]).sum(axis=1)
    return Mentions(
        np.sort(rng.integers(0, until, size)),
        source,
        rng.choice(len(BRANDS), size, p=BRAND_SHARES),
        feeling,
        rng.poisson(6, size),
        texts(rng, feeling),
    )


def texts(rng: Generator, feeling: Ints) -> list[str]:
    """Return a sentence for each feeling."""
    things = picked(THINGS, rng.integers(0, len(THINGS), len(feeling)))
    opening = rng.integers(0, len(OPENINGS[0]), len(feeling)).tolist()
    ending = rng.integers(0, len(ENDINGS[0]), len(feeling)).tolist()
    rows = zip(feeling.tolist(), opening, ending, things, strict=True)
    return [OPENINGS[f][o].format(thing=t) + ENDINGS[f][e] for f, o, e, t in rows]


def scores(rng: Generator, feeling: Ints) -> Ints:
    """Return the stars that go with each feeling."""
    return np.choose(feeling, [rng.integers(1, 3, len(feeling)), np.full(len(feeling), 3), rng.integers(4, 6, len(feeling))])  # fmt: skip


def net_sentiment() -> dict[str, float]:
    """Return positive less negative over all mentions, by source."""
    net = FEELING_SHARES[:, POSITIVE] - FEELING_SHARES[:, NEGATIVE]
    return dict(zip(SOURCES, net.tolist(), strict=True))
