"""How sources, tables and columns are called when a reason names them."""

from __future__ import annotations

from lianyi.core.translation import Text, same
from lianyi.facts.tables import TABLES

PLATFORMS: dict[str, Text] = {
    "douyin": Text("抖音", "Douyin"),
    "weixin": Text("微信小店", "Weixin Store"),
    "xiaohongshu": Text("小红书", "Xiaohongshu"),
    "kuaishou": Text("快手", "Kuaishou"),
    "pinduoduo": Text("拼多多", "Pinduoduo"),
    "youzan": Text("有赞商城", "Youzan"),
    "wecom": Text("企业微信", "WeCom"),
    "shopify": same("Shopify"),
    "baidu": Text("百度统计", "Baidu Analytics"),
    "sensors": Text("神策", "Sensors"),
    "growingio": same("GrowingIO"),
    "fission": Text("任务宝", "Invite tasks"),
    "generic": Text("其他来源", "Other sources"),
}
_VIEW_COLUMNS: dict[str, Text] = {
    "person_id": Text("买家身份", "Known buyers"),
    "refunded_day": Text("退款时间", "Time of refund"),
    "requested_day": Text("申请时间", "Time of request"),
    "completed_day": Text("完成时间", "Time of completion"),
    "cost_fen": Text("商品成本", "Cost of goods"),
}


def platform_text(key: str) -> Text:
    """Return the name of a platform; an unknown one is called by its key."""
    return PLATFORMS.get(key) or same(key)


def source_text(source: tuple[str, str]) -> Text:
    """Return how a source is called: `抖音`, or `抖音/旗舰店` where the platform has several stores."""
    platform, store = source
    name = platform_text(platform)
    if store in ("", "main"):
        return name
    return Text(f"{name.zh}/{store}", f"{name.en}/{store}")


def table_text(view: str) -> Text:
    """Return the name of a fact table; another view is called by its key."""
    return TABLES.get(view).name if view in TABLES else same(view)


def column_text(view: str, column: str) -> Text:
    """Return the label of a column of a view; one without a label is called by its name."""
    if column in _VIEW_COLUMNS:
        return _VIEW_COLUMNS[column]
    if view in TABLES and column in TABLES.get(view).by_name:
        return TABLES.get(view).column(column).label
    return same(column)


def listed(names: list[Text]) -> Text:
    """Return several names as one text, each once."""
    unique = list(dict.fromkeys(names))
    return Text("、".join(n.zh for n in unique), ", ".join(n.en for n in unique))
