"""Pieces of a sentence that are not the goal itself: who owns it, why, by which means, against what, within which budget."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lianyi.planning.written.canvas import Canvas

NAME = r"(?P<owner>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z·.'_-]{0,15}?(?:[/、&和][\u4e00-\u9fffA-Za-z]{1,8})?(?:\s[A-Z][a-z]+){0,2})"
ENGLISH = r"(?P<owner>(?:the\s+)?[A-Za-z][\w'.-]*(?:\s+(?:[A-Z][\w'.-]*|&|and|team|group|lead|manager|department|ops|operations|marketing|growth|content|community|product|service|support|finance|data)){0,3})"
DOES = r"(?:负责|牵头|主导|承担|跟进|主责|落实|执行|推进|统筹|认领|背)"
OWNERS = [
    re.compile(r"[,;(\s]*(?:总?负责人|责任人|主责人?|牵头人|对接人|执行人|责任部门|负责部门|负责团队|owner|DRI|accountable|responsible)\s*(?:[:=]|是|为|is\b)?\s*" + NAME + r"(?=$|[,;。.()\s]|负责)\)?", re.IGNORECASE),
    re.compile(r"由\s*" + NAME + r"\s*(?:来|共同|全权|主要)?" + DOES + r"(?:完成|实现|达成)?"),
    re.compile(r"(?:^|(?<=[,;。(]))\s*" + NAME + r"\s*(?:来|共同|全权|主要)?(?:负责|牵头|主导|主责|跟进|统筹|背)(?:完成|达成)?(?=$|[,;。)])"),
    re.compile(r"@" + NAME + r"(?=$|[,;。()\s])"),
    re.compile(r"[,;(\s]*\b(?:is\s+)?(?:owned|led|driven|headed|managed|run|handled)\s+by\s+" + ENGLISH + r"\)?"),
    re.compile(r"[,;(\s]*\b(?:owner|owned|DRI|responsible|accountable|lead)\s*(?::|is|=|-)\s*" + ENGLISH + r"\)?", re.IGNORECASE),
    re.compile(r"[,;(\s]*\b(?P<owner>(?:the\s+)?[A-Z][\w'.-]*(?:\s+[A-Z][\w'.-]*)?(?:\s+team)?)\s+(?:owns|leads|is\s+responsible|is\s+accountable|responsible|accountable)\b(?:\s+for\s+(?:it|this))?\)?"),
    re.compile(r"[,;(\s]*\b(?P<owner>(?:the\s+)?\w+\s+team)\s+(?:owns|leads|is\s+responsible|is\s+accountable|responsible|accountable)\b(?:\s+for\s+(?:it|this))?\)?"),
]  # fmt: skip
NOBODY = re.compile(r"^(?:待定|未定|无|暂无|tbd|none|tbc|n/?a|人|有人|专人|全员|大家|所有人|nobody|everyone|somebody)$", re.IGNORECASE)  # fmt: skip
WHY = re.compile(
    r"(?:为了|以便|以期|旨在|从而|目的是|目的在于|以支撑|以支持|以此|原因是|因为|由于|理由[是:]|意在|用以|借此|服务于|so that|in order to|because|to support|so as to|as this)[^,;。]*",
    re.IGNORECASE,
)
MEANS = re.compile(r"(?:通过|借助|依托|凭借|利用|围绕|结合|依靠)[^,;。]*(?=[,;。])|(?:,\s*)?\b(?:through(?!\s+(?:the\s+)?(?:end|q[1-4]|h[12]|20\d\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|via|by\s+(?!the\b)\w+ing)\b[^,;。]*", re.IGNORECASE)  # fmt: skip
BUDGET = re.compile(r"(?:在)?(?:总|投放|营销)?预算(?!执行|使用)[^,;。]*\d[^,;。]*|(?:with|within|on|at)\s+a\s+budget\s+of[^,;]*", re.IGNORECASE)  # fmt: skip
_BEFORE = r"(?:20\d\d\s*年|去年|上年|上一?个?(?:年|季度?|月|周)|前(?:三|3)?个?月|往年|历史|今年)"
AGAINST = re.compile(
    r"(?:较|相?比(?:于|较)?|对比|与|同)\s*"
    + _BEFORE
    + r"[^,;。]{0,12}?(?:同期(?:相比)?|同月|相比|水平|基础上|均值|平均|(?=[提增下降上减翻高低]))"
    r"|在\s*" + _BEFORE + r"[^,;。\d]{0,12}?(?:同期|同月|水平上?|基础上)|同比|环比"
    r"|year[- ]on[- ]year|month[- ]on[- ]month|\byoy\b|\bmom\b|\bqoq\b|(?:compared\s+(?:to|with)|versus|vs\.?|over|than|from)\s+(?:the\s+)?(?:same\s+(?:period|month|quarter)[^,;]*|last\s+(?:year|quarter|month|period)(?:'s)?(?:\s+level)?)",
    re.IGNORECASE,
)
SCOPES = re.compile(
    r"抖音|抖店|快手|小红书|视频号|微信小店|微信群|公众号|企业微信|企微|朋友圈|小程序|淘宝|天猫|京东|拼多多|有赞|微店|B站|微博|知乎|私域|公域|社群|直播间|直播|自播|达人|分销|拼团|短视频|图文|信息流|"
    r"会员|新客|老客|新用户|老用户|沉睡(?:用户|客户)|高价值(?:用户|客户)|宝妈|Z世代|学生|白领|母婴|线下|门店|官网|独立站|海外|「[^」]{1,20}」|\b(?:Douyin|Kuaishou|Xiaohongshu|Tmall|Taobao|JD|WeCom|WeChat|RED|Channels|live|private domain|members|community|livestream)\b",
    re.IGNORECASE,
)
PER = re.compile(r"每个?(?P<zh>[月周天日年场]|季度?|星期)|(?P<mean>[月日周季场]均|单[月日周场])|(?:per|a|each|every)\s+(?P<en>month|week|day|quarter|year)\b|\b(?P<ly>monthly|weekly|daily)\b", re.IGNORECASE)  # fmt: skip
PERIODS = {"月": "month", "周": "week", "星": "week", "天": "day", "日": "day", "季": "quarter", "年": "year", "场": "session"}  # fmt: skip


@dataclass(frozen=True)
class Aside:
    """What was said beside the goal."""

    owner: str = ""
    why: str = ""
    against: bool = False
    budget: str = ""


def take_asides(canvas: Canvas, *, keep_clauses: bool = False) -> Aside:
    """Return owner, reason, comparison and budget, and blank them out; `keep_clauses` leaves reasons and means in."""
    owner = _owner(canvas)
    why = budget = ""
    if not keep_clauses:
        why = "；".join(m[0] for m in canvas.take(WHY))
        budget = "；".join(m[0] for m in canvas.take(BUDGET))
        canvas.take(MEANS)
    against = bool(canvas.take(AGAINST))
    return Aside(owner, why, against, budget)


def _owner(canvas: Canvas) -> str:
    for pattern in OWNERS:
        match = pattern.search(canvas.text)
        if match:
            canvas.blank(match.start(), match.end())
            name = match["owner"].strip(" .")
            return "" if NOBODY.match(name) else name
    return ""


def per_of(text: str) -> str:
    """Return the period over which an amount counts (每月: `month`), "" where none is named."""
    match = PER.search(text)
    if not match:
        return ""
    if match["en"]:
        return match["en"].lower()
    if match["ly"]:
        return {"m": "month", "w": "week", "d": "day"}[match["ly"][0].lower()]
    word = match["zh"] or match["mean"].replace("均", "").replace("单", "")
    return PERIODS[word[0]]
