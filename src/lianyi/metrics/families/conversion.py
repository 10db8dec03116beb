"""Conversion: from a visit to an order. Visitors are counted as each platform counts them."""

from __future__ import annotations

from lianyi.metrics.declaration import Ratio, family
from lianyi.metrics.measures import both, sums

declare = family("conversion")

declare(
    "orders_per_visitor",
    "ratio",
    "成单率|Orders per visitor",
    "支付订单数÷访客数，只算两样都有的店铺；数的是订单，不是人。|"
    "Paid orders over visitors, of stores that have both; it counts orders, not people.",
    Ratio("orders_paid", "visitors"),
    not_the_same_as=("conversion_rate", "pay_rate"),
)
declare(
    "conversion_rate",
    "ratio",
    "支付转化率|Purchase conversion rate",
    "平台统计的成交人数÷访客数，每天各自去重。|Buyers over visitors, both as the platform counts them day by day.",
    Ratio(sums("shop_days", "buyers"), "visitors"),
    not_the_same_as=("orders_per_visitor", "pay_rate"),
)
declare(
    "visitor_value",
    "money",
    "UV价值|Value per visitor",
    "支付GMV÷访客数，只算两样都有的店铺。|GMV (paid) per visitor, of stores that have both.",
    Ratio("gmv_paid", "visitors"),
)
declare(
    "gmv_per_1000_impressions",
    "money",
    "千次曝光成交|GMV per 1,000 impressions",
    "支付GMV÷曝光次数×1000，只算两样都有的店铺。|GMV (paid) per 1,000 impressions, of stores that have both.",
    Ratio("gmv_paid", "exposure", scale=1000),
    not_the_same_as=("gpm",),
)
declare(
    "add_to_cart_rate",
    "ratio",
    "加购率|Add-to-cart rate",
    "加购人数÷访客数。|People who added to cart over visitors.",
    Ratio(
        both("traffic_days", "cart_adders", "visitors"),
        both("traffic_days", "visitors", "cart_adders"),
    ),
)
declare(
    "click_rate",
    "ratio",
    "点击率|Click-through rate",
    "商品点击人数÷商品曝光人数，按人数算。|People who clicked a product over people who saw one; it counts people.",
    Ratio(
        both("traffic_days", "product_clickers", "product_impression_people"),
        both("traffic_days", "product_impression_people", "product_clickers"),
    ),
    not_the_same_as=("click_rate_times",),
)
declare(
    "click_rate_times",
    "ratio",
    "点击率（次数）|Click-through rate (times)",
    "商品点击次数÷商品曝光次数。|Product clicks over product impressions.",
    Ratio(
        both("traffic_days", "product_clicks", "product_impressions"),
        both("traffic_days", "product_impressions", "product_clicks"),
    ),
    not_the_same_as=("click_rate",),
)
declare(
    "entry_rate",
    "ratio",
    "进店率|Entry rate",
    "访客数÷曝光人数。|Visitors over people reached.",
    Ratio(
        both("traffic_days", "visitors", "impression_people"),
        both("traffic_days", "impression_people", "visitors"),
    ),
)
declare(
    "product_visit_rate",
    "ratio",
    "商品访问率|Product visit rate",
    "商品访客数÷访客数。|Visitors who opened a product over all visitors.",
    Ratio(
        both("traffic_days", "product_visitors", "visitors"),
        both("traffic_days", "visitors", "product_visitors"),
    ),
)
declare(
    "wishlist_rate",
    "ratio",
    "收藏率|Wishlist rate",
    "收藏人数÷访客数。|People who saved a product over visitors.",
    Ratio(
        both("traffic_days", "wishlisters", "visitors"),
        both("traffic_days", "visitors", "wishlisters"),
    ),
)
