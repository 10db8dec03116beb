"""Traffic: who saw the shop, as each platform, site and account counts."""

from __future__ import annotations

from lianyi.metrics.declaration import Ratio, family
from lianyi.metrics.measures import both, over, sums, weighted

declare = family("traffic")

_COUNTS = (
    ("visitors", "visitors", "访客数|Visitors", "平台统计的访客数，每天去重后相加。|Visitors as the platform counts them, different people per day, days added."),
    ("page_views", "page_views", "浏览量|Page views", "平台统计的浏览次数。|Page views as the platform counts them."),
    ("exposure", "impressions", "曝光量|Impressions", "平台统计的曝光次数。|Impressions as the platform counts them."),
    ("exposure_people", "impression_people", "曝光人数|People reached", "平台统计的曝光人数，每天去重后相加。|People reached as the platform counts them, days added."),
    ("product_visitors", "product_visitors", "商品访客数|Product visitors", "看过商品详情的访客数，每天去重后相加。|Visitors who opened a product, days added."),
    ("product_views", "product_views", "商品浏览量|Product views", "商品详情的浏览次数。|Views of product pages."),
    ("product_clicks", "product_clicks", "商品点击次数|Product clicks", "商品被点击的次数。|Clicks on products."),
    ("cart_adders", "cart_adders", "加购人数|People who added to cart", "把商品放进购物车的人数，每天去重后相加。|People who put a product into the cart, days added."),
    ("cart_units", "cart_units", "加购件数|Units added to cart", "放进购物车的商品件数。|Units put into the cart."),
)  # fmt: skip
for _key, _column, _name, _definition in _COUNTS:
    declare(_key, "count", _name, _definition, sums("traffic_days", _column))

declare(
    "pages_per_visitor",
    "number",
    "人均浏览量|Pages per visitor",
    "浏览量÷访客数。|Page views per visitor.",
    Ratio(
        both("traffic_days", "page_views", "visitors"),
        both("traffic_days", "visitors", "page_views"),
    ),
)
declare(
    "site_visitors",
    "count",
    "网站访客数|Site visitors",
    "网站统计的访客数，每天去重后相加。|Visitors of the web site, days added.",
    sums("site_days", "visitors"),
)
declare(
    "site_page_views",
    "count",
    "网站浏览量|Site page views",
    "网站统计的浏览次数。|Page views of the web site.",
    sums("site_days", "page_views"),
)
declare(
    "bounce_rate",
    "ratio",
    "跳出率|Bounce rate",
    "只看一页的访问次数÷访问次数。|Visits of a single page over all visits.",
    Ratio(both("site_days", "bounces", "sessions"), both("site_days", "sessions", "bounces")),
    direction="down_good",
)
declare(
    "site_conversion_rate",
    "ratio",
    "网站转化率|Site conversion rate",
    "转化次数÷访问次数。|Conversions over visits.",
    Ratio(
        both("site_days", "conversions", "sessions"), both("site_days", "sessions", "conversions")
    ),
)
declare(
    "site_visit_seconds",
    "number",
    "平均访问秒数|Seconds per visit",
    "按访问次数加权的平均访问时长，单位秒。|Mean length of a visit in seconds, weighted by visits.",
    Ratio(*weighted("site_days", "visit_seconds", "sessions")),
)
declare(
    "search_index",
    "number",
    "搜索指数（日均）|Search index (daily mean)",
    "微信指数等手工录入的指数的日平均。|Daily mean of an index entered by hand, such as the WeChat index.",
    Ratio(over("index_days", "sum(value)"), over("index_days", "count(*)")),
)
declare(
    "account_new_fans",
    "count",
    "账号新增粉丝|New followers",
    "账号在本期新增的粉丝数。|Followers gained by the accounts in the period.",
    sums("account_days", "new_fans"),
)
declare(
    "account_lost_fans",
    "count",
    "账号取关数|Followers lost",
    "账号在本期被取消关注的人数。|Followers lost by the accounts in the period.",
    sums("account_days", "lost_fans"),
    direction="down_good",
)
declare(
    "account_net_fans",
    "count",
    "账号净增粉丝|Net followers",
    "账号新增粉丝－取关数。|New followers less those lost.",
    {"account_new_fans": 1, "account_lost_fans": -1},
)
declare(
    "account_posts",
    "count",
    "账号发布数|Items published by accounts",
    "账号在本期发布的内容数。|Items that the accounts published in the period.",
    sums("account_days", "contents"),
    direction="neutral",
)
