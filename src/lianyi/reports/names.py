"""The names of platforms and carriers as people say them; a key that is not here is shown as it is."""

from __future__ import annotations

from lianyi.core.translation import Text, same

PLATFORMS: dict[str, Text] = {
    "douyin": Text("抖音", "Douyin"),
    "weixin": Text("微信小店", "Weixin Store"),
    "channels": Text("视频号", "Channels"),
    "xiaohongshu": Text("小红书", "Xiaohongshu"),
    "kuaishou": Text("快手", "Kuaishou"),
    "pinduoduo": Text("拼多多", "Pinduoduo"),
    "youzan": Text("有赞商城", "Youzan"),
    "taobao": Text("淘宝", "Taobao"),
    "tmall": Text("天猫", "Tmall"),
    "jd": Text("京东", "JD"),
    "wecom": Text("企业微信", "WeCom"),
    "shopify": Text("Shopify", "Shopify"),
    "qianchuan": Text("千川", "Qianchuan"),
    "sensors": Text("神策", "Sensors"),
    "growingio": same("GrowingIO"),
    "fission": Text("任务宝", "Invite tasks"),
    "generic": Text("其他来源", "Other sources"),
    "unknown": Text("未知", "Unknown"),
}


def platform_name(key: str) -> Text:
    """Return the name of a platform.

    >>> platform_name("douyin").say("en"), platform_name("myshop").say("zh")
    ('Douyin', 'myshop')
    """
    return PLATFORMS.get(key) or same(key)
