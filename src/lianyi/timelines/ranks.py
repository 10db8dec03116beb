"""Which of two events of one person came first when both carry the same second: the natural order of a visit.

Exports round times, so a page view and the payment that followed it can share a second. The smaller rank stands first;
events that nobody ranked stand between looking and ordering.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lianyi.timelines.store import Array

STAGES: tuple[tuple[str, ...], ...] = (
    ("touch_impression", "impression", "exposure", "expose", "touch_曝光", "曝光"),
    ("touch_click", "click", "ad_click", "touch_点击", "点击"),
    ("register", "sign_up", "signup", "注册"),
    ("app_start", "launch", "open", "login", "session_start", "启动", "登录"),
    ("search", "搜索"),
    ("pv", "view", "page_view", "pageview", "product_view", "$pageview", "浏览", "访问", "浏览商品"),
    ("fav", "favorite", "favourite", "collect", "like", "收藏", "点赞"),
    ("cart", "add_to_cart", "addtocart", "add_cart", "加购", "加入购物车"),
    (),  # whatever has no place in this table
    ("checkout", "submit_order", "结算"),
    ("order_created", "order", "create_order", "touch_下单", "下单", "提交订单"),
    ("order_paid", "pay", "paid", "buy", "purchase", "payment", "touch_支付", "支付", "购买", "付款"),
    ("share", "repost", "forward", "分享", "转发"),
    ("invite_sent", "invite", "邀请"),
    ("invite_joined",),
    ("refund", "退款"),
)  # fmt: skip
UNRANKED = STAGES.index(())
RANK = {name: rank for rank, names in enumerate(STAGES) for name in names}


def ranks_of(events: Sequence[str]) -> Array:
    """Return per code of the column `event` its rank."""
    return np.array([RANK.get(name.lower(), UNRANKED) for name in events], np.uint8)
