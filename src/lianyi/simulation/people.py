"""Who buys: a few people buy again and again, and some shop on more than one platform.

Repeat buying is Simon's process: an order is by somebody new with a fixed chance, else it repeats the buyer of an
earlier order, which gives the number of orders per person a heavy tail.
"""

from __future__ import annotations

import numpy as np

from lianyi.simulation.arrays import Generator, Ints, draws
from lianyi.simulation.settings import DOUYIN, PINDUODUO, PLATFORMS, XIAOHONGSHU, YOUZAN

NEWCOMER_CHANCE = {DOUYIN: 0.60, YOUZAN: 0.36, XIAOHONGSHU: 0.55, PINDUODUO: 0.75}
SHARED_BP = 1_200
REGIONS = (
    ("浙江省", "杭州市", "西湖区"),
    ("浙江省", "宁波市", "鄞州区"),
    ("江苏省", "南京市", "建邺区"),
    ("江苏省", "苏州市", "吴中区"),
    ("上海市", "上海市", "浦东新区"),
    ("广东省", "广州市", "天河区"),
    ("广东省", "深圳市", "南山区"),
    ("广东省", "佛山市", "禅城区"),
    ("北京市", "北京市", "朝阳区"),
    ("四川省", "成都市", "武侯区"),
    ("重庆市", "重庆市", "渝北区"),
    ("湖北省", "武汉市", "洪山区"),
    ("湖南省", "长沙市", "岳麓区"),
    ("山东省", "青岛市", "市南区"),
    ("山东省", "济南市", "历下区"),
    ("河南省", "郑州市", "金水区"),
    ("福建省", "厦门市", "思明区"),
    ("陕西省", "西安市", "雁塔区"),
    ("辽宁省", "大连市", "中山区"),
    ("安徽省", "合肥市", "蜀山区"),
)
REGION_WEIGHTS = np.array([12, 6, 9, 9, 13, 10, 10, 4, 10, 8, 5, 6, 5, 4, 4, 5, 4, 4, 3, 4])
FAMILY_NAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林何郭高罗"
GIVEN_NAMES = [
    "安然",
    "一诺",
    "梓萱",
    "子墨",
    "思远",
    "静怡",
    "雨桐",
    "浩宇",
    "佳宁",
    "文博",
    "晓彤",
    "嘉禾",
    "若溪",
    "景行",
    "清和",
    "知夏",
]


def buyers(seed: int, counts: tuple[int, ...]) -> Ints:
    """Return who placed each order, platform by platform, `counts` orders each.

    People are numbered from 0. About 12 % of a later platform's people also bought on the first one.
    """
    rng = draws(seed, "people")
    found: list[Ints] = []
    first_size = people = 0
    for platform in range(len(PLATFORMS)):
        local = _repeat_buyers(rng, counts[platform], NEWCOMER_CHANCE[platform])
        size = int(local.max()) + 1
        if platform == DOUYIN:
            numbers, first_size = np.arange(size), size
        else:
            numbers = people + np.arange(size)
            shared = min(size * SHARED_BP // 10_000, first_size)
            where = rng.choice(size, shared, replace=False)
            numbers[where] = rng.choice(first_size, shared, replace=False)
        people = max(people, int(numbers.max()) + 1)
        found.append(numbers[local])
    return np.concatenate(found)


def _repeat_buyers(rng: Generator, orders: int, newcomer_chance: float) -> Ints:
    is_new = rng.random(orders) < newcomer_chance
    is_new[0] = True
    back = (np.arange(orders) * rng.random(orders) ** 2).astype(np.int64)
    earlier = np.maximum(np.arange(orders) - 1 - back, 0).tolist()
    person = (np.cumsum(is_new) - 1).tolist()
    for n in np.flatnonzero(~is_new).tolist():
        person[n] = person[earlier[n]]
    return np.array(person, np.int64)


def phones(seed: int, people: int) -> list[str]:
    """Return one invented mobile number per person, all different, in a block given to nobody."""
    start = int(draws(seed, "phones").integers(0, 10**8))
    # 61,803,399 shares no factor with 10^8, so the steps meet no number twice.
    return [f"143{(start + 61_803_399 * n) % 10**8:08d}" for n in range(people)]


def regions(seed: int, people: int) -> Ints:
    """Return each person's place as an index into `REGIONS`."""
    weights = REGION_WEIGHTS / REGION_WEIGHTS.sum()
    return draws(seed, "regions").choice(len(REGIONS), people, p=weights)


def masked(phone: str) -> str:
    """Hide the middle of a phone.

    >>> masked("14312345678")
    '143****5678'
    """
    return f"{phone[:3]}****{phone[-4:]}"


def name_of(person: int) -> str:
    """Return an invented name."""
    family = FAMILY_NAMES[person % len(FAMILY_NAMES)]
    return family + GIVEN_NAMES[person // 7 % len(GIVEN_NAMES)]


def masked_name(person: int) -> str:
    """Return the name as platforms show it: the family name and stars."""
    return name_of(person)[0] + "**"
