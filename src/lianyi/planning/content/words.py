"""The words of the content calendar."""

from __future__ import annotations

from lianyi.core.translation import Text, same

FORMS: dict[str, Text] = {
    "short_video": Text("短视频", "Short video"),
    "article": Text("图文", "Article"),
    "live": Text("直播", "Live"),
    "ugc": Text("晒单", "Customer post"),
    "group_message": Text("群消息", "Group message"),
    "moments": Text("朋友圈", "Moments"),
}
SOURCES: dict[str, Text] = {
    "official": Text("官方", "Brand"),
    "kol": same("KOL"),
    "koc": same("KOC"),
    "ugc": same("UGC"),
}
STATES: dict[str, Text] = {
    "draft": Text("待写", "Draft"),
    "in_review": Text("待审", "In review"),
    "scheduled": Text("已排", "Scheduled"),
    "published": Text("已发", "Published"),
}
