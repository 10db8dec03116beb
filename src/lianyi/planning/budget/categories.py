"""The four categories of the budget, and which facts belong to which.

```
content      spend marked 内容
kol          spend marked KOL, KOC or 达人; fees of placements; commission of creators
ads          all other spend, also where no category is given (as the metric `ad_spend` counts)
incentives   spend marked 激励; coupons redeemed that the shop bears; commission of promoters and leaders
```
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from lianyi.core.translation import Text, same
from lianyi.planning.model.campaigns import Category

CATEGORIES: tuple[Category, ...] = get_args(Category)
NAMES: Mapping[Category, Text] = {
    "content": Text("内容", "Content"),
    "kol": same("KOL"),
    "ads": Text("广告", "Ads"),
    "incentives": Text("激励", "Incentives"),
}
_WORDS: Mapping[str, Category] = {
    **dict.fromkeys(("content", "内容"), "content"),
    **dict.fromkeys(("kol", "koc", "达人", "creator", "creators"), "kol"),
    **dict.fromkeys(("incentive", "incentives", "激励"), "incentives"),
}
# Commission of these roles, and of orders that creators brought, is what KOL cost.
CREATOR_ROLES = ("creator", "kol", "koc", "达人", "作者", "主播", "机构", "agency", "mcn")
ALLIANCES = ("douyin", "kuaishou", "xiaohongshu", "weixin")


def category_of(text: str | None) -> Category:
    """Return the category that a row of spend belongs to.

    >>> category_of("KOC"), category_of("内容"), category_of(None), category_of("信息流")
    ('kol', 'content', 'ads', 'ads')
    """
    return _WORDS.get((text or "").lower(), "ads")
