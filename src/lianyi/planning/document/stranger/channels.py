"""Channels in a stranger's document: what is named as public traffic and what as the private domain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lianyi.planning.document.stranger.sections import Sentence, TableRows, cell, column
from lianyi.planning.model.channels import Domain

KNOWN: Final[Mapping[str, tuple[Domain, str]]] = {
    **{n: ("public", p) for n, p in (("抖音", "douyin"), ("快手", "kuaishou"), ("小红书", "xiaohongshu"), ("视频号", "weixin"), ("淘宝", "taobao"), ("天猫", "tmall"), ("京东", "jd"), ("拼多多", "pinduoduo"))},
    **dict.fromkeys(("微博", "B站", "哔哩哔哩", "知乎", "百度", "美团", "大众点评", "今日头条", "微信朋友圈广告", "信息流", "Douyin", "Kuaishou", "Xiaohongshu", "Tmall", "Taobao", "Weibo", "Bilibili", "WeChat Channels"), ("public", "")),
    **dict.fromkeys(("企业微信", "个人号", "个人微信", "微信群", "企微群", "社群", "小程序", "公众号", "服务号", "朋友圈", "APP", "会员中心", "官网", "短信", "WeCom", "mini program", "WeChat groups", "official account", "email"), ("private", "")),
}  # fmt: skip
MARK = re.compile(r"(?P<public>公域|public (?:traffic|domain|channels?))|(?P<private>私域|private (?:traffic|domain|channels?))", re.IGNORECASE)  # fmt: skip
LIST = re.compile(
    r"(?:[:：]|包括|包含|如|include[sd]?:?|are|is)\s*(?P<list>[^，。；;,]*(?:[、/和及&][^，。；;,、/]*)+)"
)
NAMES = re.compile("|".join(re.escape(n) for n in sorted(KNOWN, key=len, reverse=True)), re.IGNORECASE)  # fmt: skip
END = re.compile(r"等.*$|平台$|渠道$|引流$")
LONGEST = 12


@dataclass(frozen=True)
class FoundChannel:
    """A channel, on which side it is, its platform key where facts know it, and where it was named."""

    name: str
    domain: Domain
    platform: str
    source: str
    path: str


def channels_in(sentences: Sequence[Sentence], tables: Sequence[TableRows]) -> list[FoundChannel]:
    """Return the channels of a document, each once, where it was named first."""
    found: dict[str, FoundChannel] = {}
    for channel in (*_from_tables(tables), *_from_sentences(sentences)):
        found.setdefault(channel.name.lower(), channel)
    return list(found.values())


def _from_sentences(sentences: Sequence[Sentence]) -> Iterator[FoundChannel]:
    for sentence in sentences:
        marks = list(MARK.finditer(sentence.text))
        if not marks and not MARK.search(sentence.path):
            continue
        # 私域沉淀：将公域用户导入企业微信: what the sentence begins with is what it is about.
        first = marks[0] if marks else MARK.search(sentence.path)
        domain: Domain = "private" if first and first["private"] else "public"
        for name in _named(sentence.text):
            platform = KNOWN[_known(name)][1] if _known(name) else ""
            yield FoundChannel(name, domain, platform, sentence.text, sentence.path)


def _named(text: str) -> Iterator[str]:
    """Yield the channels that a sentence names: those that everybody knows, and short items of its list."""
    for match in NAMES.finditer(text):
        yield match[0]
    listed = LIST.search(text)
    if not listed or not MARK.search(text[: listed.start()]):
        return
    for item in re.split(r"[、/]|和|及|与|&|\band\b", listed["list"]):
        name = END.sub("", item.strip())
        if 1 < len(name) <= LONGEST and not NAMES.search(name) and not re.search(r"[用户将把，的]", name):  # fmt: skip
            yield name


def _known(name: str) -> str:
    return next((k for k in KNOWN if k.lower() == name.lower()), "")


def _from_tables(tables: Sequence[TableRows]) -> Iterator[FoundChannel]:
    for table in tables:
        header = table.rows[0]
        place, side = column(header, "渠道", "channel", "平台"), column(header, "类型", "域", "domain", "type")  # fmt: skip
        if place is None or not (table.section == "channels" or side is not None):
            continue
        for row in table.rows[1:]:
            name = cell(row, place)
            if name and len(name) <= 2 * LONGEST:
                known = NAMES.search(name)
                usual = KNOWN[_known(known[0])] if known else ("public", "")
                mark = MARK.search(cell(row, side))
                domain: Domain = (
                    usual[0] if not mark else "private" if mark["private"] else "public"
                )
                yield FoundChannel(name, domain, usual[1], " | ".join(filter(None, row)), table.path)  # fmt: skip
