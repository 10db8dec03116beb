"""What a document lacks before it can be held to: per part of a plan, with the sentence where it should stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianyi.core.translation import Text
from lianyi.planning.document.stranger.document import Lack, Parts
from lianyi.planning.document.stranger.sections import (
    NAMES,
    ORDER,
    SECTIONS,
    Key,
    Sentence,
)

DIGIT = re.compile(r"\d")
MONEY = re.compile(r"\d\s*[万亿]?元|[¥￥]\s*\d|\d\s*万|\d+\s*%")
DAY = re.compile(r"\d\s*月|20\d\d|\d\s*[日号]|Q[1-4]|季度|双11|双十一|618|\bby\b")
PERSON = re.compile(r"负责人|责任人|由\S{2,4}(?:负责|牵头)|owner|@", re.IGNORECASE)
COUNTED = re.compile(r"n\s*=\s*\d|样本|问卷|\d+\s*[人份位]|占\s*\d|\d+\s*%")
TRIGGER = re.compile(r"\d\s*%|连续\s*\d|低于\s*\d|高于\s*\d|超过\s*\d|below \d|above \d")


def lacks_of(parts: Parts) -> Iterator[Lack]:
    """Yield what is missing, in the order of a plan."""
    for key in ORDER:
        mine = [s for s in parts.sentences if s.section == key]
        rows = any(t.section == key for t in parts.tables)
        if not (mine or rows or _has_found(key, parts)):
            yield Lack(key, _missing(key, parts), _heading_of(key, parts))
            continue
        yield from _CHECKS[key](mine, parts)


def _missing(key: Key, parts: Parts) -> Text:
    if key == "analysis" and any("数据分析" in h for h in (parts.title, *parts.headings)):
        return Text(
            "标题说有「数据分析」，正文没有：没有指标口径、报表和复盘",
            "The title promises data analysis, the text has none: no definitions, no reports, no review",
        )
    if key == "analysis":
        return Text(
            "没有「数据分析」这一部分：谁看什么数、多久看一次",
            "There is no part on data analysis: who looks at which number, how often",
        )
    return Text(f"没有「{NAMES[key].zh}」这一部分", f"There is no part on {NAMES[key].en.lower()}")


def _heading_of(key: Key, parts: Parts) -> str:
    """Return the heading that promises a part which has no text."""
    words = next(s.words for s in SECTIONS if s.key == key)
    return next((h for h in parts.headings if words.search(h)), "")


def _has_found(key: Key, parts: Parts) -> bool:
    found = {"goals": parts.goals, "channels": parts.channels, "budget": parts.budget, "risks": parts.risks}  # fmt: skip
    return bool(found.get(key))


def _goals(mine: list[Sentence], parts: Parts) -> Iterator[Lack]:
    numbered = [g for g in parts.goals if g.judged.said.number]
    if not numbered:
        yield Lack("goals", Text("没有带数字的目标", "No goal has a number"), _first(mine, "目标"))
    elif not any(g.judged.ok for g in parts.goals):
        yield Lack("goals", Text("没有一个目标五个字母都过", "No goal passes all five letters"), numbered[0].source)  # fmt: skip
    if not any(g.judged.said.due for g in parts.goals):
        yield Lack("goals", Text("目标没有截止日", "No goal has a date"), _first(mine, "目标"))
    if not any(g.judged.said.owner for g in parts.goals):
        yield Lack("goals", Text("目标没有负责人", "No goal has an owner"), _first(mine, "目标"))


def _personas(mine: list[Sentence], _: Parts) -> Iterator[Lack]:
    if not any(COUNTED.search(s.text) for s in mine):
        yield Lack("personas", Text("画像没有证据：多少人、占多少、从哪来的", "The personas have no evidence: how many, what share, from where"), _first(mine))  # fmt: skip


def _modes(mine: list[Sentence], _: Parts) -> Iterator[Lack]:
    if not any(MONEY.search(s.text) for s in mine):
        yield Lack("modes", Text("模式没有单位经济：一单进多少、花多少", "The modes have no unit economics: what an order brings and costs"), _first(mine))  # fmt: skip


def _products(mine: list[Sentence], _: Parts) -> Iterator[Lack]:
    if not any(MONEY.search(s.text) for s in mine):
        yield Lack(
            "products", Text("没有价格和底价", "No prices and no floors"), _first(mine, "价")
        )


def _content(mine: list[Sentence], _: Parts) -> Iterator[Lack]:
    if not any(DAY.search(s.text) for s in mine):
        yield Lack("content", Text("没有排期：哪天、在哪个渠道、谁来做", "No calendar: which day, which channel, who"), _first(mine))  # fmt: skip


def _lifecycle(mine: list[Sentence], _: Parts) -> Iterator[Lack]:
    rules = re.compile(r"\d+\s*[天日]|\d+\s*(?:次|单|天内)")
    if not any(rules.search(s.text) for s in mine):
        yield Lack("lifecycle", Text("没有分层规则：多少天没买算沉睡", "No rules for the stages: after how many days is somebody dormant"), _first(mine))  # fmt: skip


def _campaigns(mine: list[Sentence], _: Parts) -> Iterator[Lack]:
    if not any(DAY.search(s.text) for s in mine):
        yield Lack("campaigns", Text("活动没有日期", "The campaigns have no dates"), _first(mine))


def _channels(mine: list[Sentence], parts: Parts) -> Iterator[Lack]:
    source = _first(mine, "公域") or (parts.channels[0].source if parts.channels else "")
    if not any(MONEY.search(s.text) for s in mine):
        yield Lack("channels", Text("渠道没有成本", "The channels have no cost"), source)
    sides = {c.domain for c in parts.channels}
    if sides and len(sides) == 1:
        yield Lack("channels", Text("只有公域或只有私域，看不出怎么承接", "Only one side of public and private: no hand-over can be seen"), source)  # fmt: skip


def _team(mine: list[Sentence], _: Parts) -> Iterator[Lack]:
    if not any(PERSON.search(s.text) for s in mine):
        yield Lack("team", Text("只有部门，没有人名", "There are departments, but no names"), _first(mine))  # fmt: skip


def _budget(mine: list[Sentence], parts: Parts) -> Iterator[Lack]:
    if not parts.budget:
        yield Lack(
            "budget", Text("没有预算数字", "The budget has no figures"), _first(mine, "预算")
        )
        return
    if any(line.category is None for line in parts.budget):
        line = next(line for line in parts.budget if line.category is None)
        yield Lack("budget", Text("有钱数，没说花在内容、KOL、投放还是激励", "An amount does not say whether it is for content, creators, ads or incentives"), line.source)  # fmt: skip
    if not all(line.month for line in parts.budget):
        line = next(line for line in parts.budget if not line.month)
        yield Lack("budget", Text("预算没有分到月份", "The budget is not spread over months"), line.source)  # fmt: skip


def _risks(mine: list[Sentence], parts: Parts) -> Iterator[Lack]:
    source = parts.risks[0].source if parts.risks else _first(mine)
    if not any(TRIGGER.search(text) for text in (*(s.text for s in mine), *(r.source for r in parts.risks))):  # fmt: skip
        yield Lack("risks", Text("风险没有触发条件：哪个数低到多少算出事", "The risks have no trigger: which number has to fall how far"), source)  # fmt: skip
    if not any(r.fallback for r in parts.risks):
        yield Lack("risks", Text("风险没有备选方案", "The risks have no fallback"), _first(mine, "备选") or source)  # fmt: skip
    if not any(r.owner for r in parts.risks) and not any(PERSON.search(s.text) for s in mine):
        yield Lack("risks", Text("风险没有负责人", "The risks have no owner"), source)


def _analysis(mine: list[Sentence], _: Parts) -> Iterator[Lack]:
    if not any(DIGIT.search(s.text) or re.search(r"[日周月]报|每[日周月]", s.text) for s in mine):
        yield Lack("analysis", Text("没说多久看一次数、谁来看", "It does not say how often the numbers are looked at, and by whom"), _first(mine))  # fmt: skip


_CHECKS = {
    "goals": _goals, "personas": _personas, "modes": _modes, "products": _products, "content": _content, "lifecycle": _lifecycle,
    "campaigns": _campaigns, "channels": _channels, "team": _team, "budget": _budget, "risks": _risks, "analysis": _analysis,
}  # fmt: skip


def _first(mine: list[Sentence], word: str = "") -> str:
    """Return the first sentence with `word`, else the first of the part."""
    with_word = next((s.text for s in mine if word and word in s.text), None)
    return with_word or (mine[0].text if mine else "")
