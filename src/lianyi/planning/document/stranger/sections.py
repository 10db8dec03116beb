"""The parts of an operating plan, and which of them a heading or a sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from lianyi.core.translation import Text
from lianyi.planning.document.stranger.blocks import Placed

Key = Literal[
    "goals", "personas", "modes", "products", "content", "lifecycle", "campaigns", "channels", "team", "budget", "risks", "analysis",
]  # fmt: skip


@dataclass(frozen=True)
class Section:
    """One part: its name and the words by which a heading means it."""

    key: Key
    name: Text
    words: re.Pattern[str]


def _section(key: Key, zh: str, en: str, words: str) -> Section:
    return Section(key, Text(zh, en), re.compile(words, re.IGNORECASE))


SECTIONS = (
    _section("risks", "风险与应对", "Risks", r"风险|应急|预案|备选|\brisks?\b|contingenc"),
    _section("budget", "预算与资源", "Budget", r"预算|费用(?:规划|安排)|资金|投入(?:计划|安排)|\bbudget|\bcosts?\b"),
    _section("team", "组织与分工", "Team", r"组织架构|团队|分工|人员|职责|\bteam|\broles?\b"),
    _section("analysis", "数据分析", "Data analysis", r"数据分析(?!模板)|数据监[测控]|数据指标|指标体系|效果(?:评估|监测|分析)|数据复盘|复盘(?:机制|与)|数据看板|埋点|\banalytics?\b|measurement|monitoring"),
    _section("channels", "渠道与工具", "Channels", r"渠道|公域|私域|流量矩阵|\bchannels?\b"),
    _section("lifecycle", "用户生命周期", "Life cycle", r"生命周期|获客|激活|留存|裂变(?!活动)|life.?cycle|retention"),
    _section("content", "内容", "Content", r"内容|选题|\bcontent\b"),
    _section("products", "产品与选品", "Products", r"选品|产品|商品|定价|货盘|\bproducts?\b|pricing"),
    _section("modes", "模式选择", "Modes", r"模式|差异化|\bmodes?\b|business model"),
    _section("personas", "用户画像", "Personas", r"画像|目标(?:用户|人群|客群)|用户(?:洞察|分析|需求)|人群|\bpersonas?\b|audience"),
    _section("goals", "目标", "Goals", r"目标|KPI|OKR|指标拆解|\bgoals?\b|\bobjectives?\b|\btargets?\b"),
    _section("campaigns", "活动", "Campaigns", r"活动|大促|促销|排期|\bcampaigns?\b|promotion"),
)  # fmt: skip
"""In the order in which a heading is asked: 目标用户画像 is about personas, 数据团队 about the team."""
ORDER: tuple[Key, ...] = (
    "goals", "personas", "modes", "products", "content", "lifecycle", "campaigns", "channels", "team", "budget", "risks", "analysis",
)  # fmt: skip
NAMES = {s.key: s.name for s in SECTIONS}


@dataclass(frozen=True)
class Sentence:
    """One sentence where it stands: `section` by the nearest heading that means one, `path` the headings."""

    text: str
    section: Key | None
    path: str
    listed: bool = False


@dataclass(frozen=True)
class TableRows:
    """One table: its rows as they stand, the section and the headings above it."""

    rows: tuple[tuple[str, ...], ...]
    section: Key | None
    path: str


LONGEST = 1_000
SPLIT = re.compile(r"(?<=[。；！？!?])|(?<=;)\s|(?<=\.)\s+(?=[A-Z])")


def section_of(under: Sequence[str]) -> Key | None:
    """Return the section that the nearest heading means; None where none of them means one."""
    for heading in reversed(under):
        # 社交电商运营方案及数据分析模板 names the whole document.
        if re.search(r"模板|方案(?:及|与|$)", heading):
            continue
        found = next((s.key for s in SECTIONS if s.words.search(heading)), None)
        if found:
            return found
    return None


def sentences(placed: Iterable[Placed]) -> list[Sentence]:
    """Return every sentence of the text; a list item is one, however many full stops it has."""
    found: list[Sentence] = []
    for one in placed:
        if one.block.kind == "row":
            continue
        section, listed = section_of(one.under), one.block.kind == "item"
        parts = [one.block.text] if listed else SPLIT.split(one.block.text)
        found.extend(
            Sentence(p.strip()[:LONGEST], section, one.path, listed) for p in parts if p.strip()
        )
    return found


def tables(placed: Iterable[Placed]) -> list[TableRows]:
    """Return the tables, the rows of each together."""
    rows: dict[int, list[tuple[str, ...]]] = {}
    where: dict[int, Placed] = {}
    for one in placed:
        if one.block.kind == "row":
            rows.setdefault(one.block.table, []).append(one.block.cells)
            where.setdefault(one.block.table, one)
    return [TableRows(tuple(r), section_of(where[n].under), where[n].path) for n, r in rows.items()]


def column(header: Sequence[str], *words: str) -> int | None:
    """Return the first column whose title holds one of `words`, those named first preferred."""
    plain = ["".join(cell.split()).lower() for cell in header]
    for word in words:
        for place, title in enumerate(plain):
            if word in title:
                return place
    return None


def cell(row: Sequence[str], place: int | None) -> str:
    """Return the cell of a column that may not be there."""
    return row[place].strip() if place is not None and place < len(row) else ""
