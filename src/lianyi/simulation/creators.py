"""The creators who sell for the shop and what they are promised."""

from __future__ import annotations

import numpy as np

from lianyi.simulation.arrays import Ints, share
from lianyi.simulation.log import CREATOR, Log
from lianyi.simulation.settings import DOUYIN

CREATOR_NAMES = [
    "豆豆妈的日常",
    "小鱼育儿",
    "阿圆带娃记",
    "三宝爸爸",
    "橙子妈妈好物",
    "木木的育儿书",
    "一家四口",
    "新手妈妈阿宁",
    "团子成长记",
    "辅食课代表",
    "育儿师晓白",
    "绘本奶爸",
    "米粒妈妈",
    "早教小站",
    "元气宝妈",
    "爱收纳的阿柔",
    "小雨点妈咪",
    "可可爸比",
    "婴童测评室",
    "暖暖妈妈圈",
    "果果日记",
    "两只小熊家",
    "柚子妈妈",
    "南南和北北",
]
RATES_BP = (2_000, 1_800, 1_500, 1_500, 1_200, 1_000)


def rate_bp(creator: Ints) -> Ints:
    """Return the commission promised to each creator in ten-thousandths: the more they sell, the higher."""
    return np.array(RATES_BP)[np.minimum(creator // 4, len(RATES_BP) - 1)]


def commission_lines(log: Log) -> Ints:
    """Return the Douyin lines that a creator sold, whatever became of them."""
    order = log.lines.order
    sold = (log.orders.source[order] == CREATOR) & (log.orders.platform[order] == DOUYIN)
    return np.flatnonzero(sold)


def estimated_fen(log: Log, lines: Ints) -> Ints:
    """Return the commission estimated for each line: what the buyer pays times the rate, rounded down."""
    return share(log.lines.paid_fen[lines], rate_bp(log.orders.creator[log.lines.order[lines]]))
