"""What the invented shop sells: goods for families with small children, by specification."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from lianyi.simulation.arrays import Ints

# code | name | category | specifications | price in yuan per specification | cost in % | popularity
GOODS = """
NK|云朵轻薄纸尿裤|纸尿裤|NB S M L XL|79 89 99 109 119|58|90
LL|云朵透气拉拉裤|纸尿裤|M L XL XXL|99 109 119 129|57|85
SW|手口柔湿巾|湿巾纸品|20抽×10包 80抽×5包 80抽×10包|29 39 69|46|80
MR|婴儿绵柔巾|湿巾纸品|100抽×3包 100抽×6包|36 66|44|70
NP|宽口径玻璃奶瓶|喂养|120ml 240ml|89 109|40|45
NT|奶瓶套装|喂养|单瓶装 双瓶装|129 199|42|40
NZ|仿母乳奶嘴|喂养|S M L|25 25 25|30|35
XD|吸盘餐碗|喂养|单碗 碗勺两件|39 59|35|30
SB|学饮杯|喂养|双手柄 吸管款|59 69|36|34
MM|婴儿米粉|辅食|原味 蔬菜 果味|49 52 52|52|38
GN|果泥条|辅食|6袋 12袋|39 72|50|36
MB|有机面条|辅食|原味 菠菜|29 32|50|28
XF|氨基酸洗发沐浴露|洗护|300ml 500ml|59 85|33|42
RS|婴儿润肤霜|洗护|50g 100g|45 75|28|44
FS|儿童防晒霜|洗护|30g 60g|79 129|30|22
HT|护臀膏|洗护|50g|42|31|30
XY|婴幼儿洗衣液|洗护|1L 2L|39 69|45|33
JM|益智积木|玩具|60粒 120粒|99 169|41|26
BL|布书|玩具|认知 触摸|35 45|34|20
YL|早教摇铃|玩具|五件套 八件套|49 79|36|18
BD|纱布包被|家纺|90cm 110cm|69 89|43|21
SD|恒温睡袋|家纺|四季款 加厚款|159 219|45|19
KD|口水巾|家纺|5条 10条|25 45|32|27
TC|轻便婴儿推车|出行|晨雾灰 薄荷绿|599 599|60|6
BB|四季背带|出行|米白 深灰|269 269|48|8
"""
SEASONAL = {"FS": (5, 6, 7, 8), "SD": (10, 11, 12, 1), "RS": (10, 11, 12, 1, 2)}


@dataclass(frozen=True)
class Sku:
    """One thing that can be sold. Amounts in fen; `popularity` is a weight without unit."""

    code: str
    product: str
    category: str
    spec: str
    price_fen: int
    cost_fen: int
    popularity: int
    season: tuple[int, ...]


TEST_SKU = Sku("TEST-01", "测试链接勿拍", "其他", "默认", 1, 0, 0, ())


@cache
def skus() -> tuple[Sku, ...]:
    """Return everything on sale; the last one is the link that the clerk tests payments with."""
    found = [sku for line in GOODS.strip().splitlines() for sku in _skus(line)]
    return (*found, TEST_SKU)


def _skus(line: str) -> list[Sku]:
    code, name, category, specs, prices, cost_percent, popularity = line.split("|")
    pairs = list(zip(specs.split(), prices.split(), strict=True))
    return [
        Sku(
            code=f"{code}-{n:02d}",
            product=name,
            category=category,
            spec=spec,
            price_fen=int(yuan) * 100,
            cost_fen=int(yuan) * int(cost_percent),
            popularity=max(1, int(popularity) // len(pairs)),
            season=SEASONAL.get(code, ()),
        )
        for n, (spec, yuan) in enumerate(pairs, 1)
    ]


def prices_fen() -> Ints:
    """Return the list price of every SKU."""
    return np.array([s.price_fen for s in skus()], np.int64)


def popularity(month: int) -> Ints:
    """Return the weight of every SKU in a month; goods in season sell three times as well."""
    return np.array([s.popularity * (3 if month in s.season else 1) for s in skus()], np.int64)


def product_ids(base: int) -> list[str]:
    """Return a platform's product id of every SKU; specifications of one product share it."""
    names = list(dict.fromkeys(s.product for s in skus()))
    return [str(base + 7_919 * names.index(s.product)) for s in skus()]


def sku_ids(base: int) -> list[str]:
    """Return a platform's id of every specification."""
    return [str(base + 104_729 * n) for n in range(len(skus()))]
