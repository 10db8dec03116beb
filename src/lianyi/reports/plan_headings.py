"""The headings of an operating plan (运营方案), in the order in which operators know them, and what stands under each."""

from __future__ import annotations

from dataclasses import dataclass

from lianyi.core.translation import Text


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3 and the tables of the plan under it."""

    level: int
    title: Text
    sheets: tuple[str, ...] = ()


HEADINGS: tuple[Heading, ...] = (
    Heading(1, Text("一、引言", "I. Introduction"), ("plan",)),
    Heading(1, Text("二、社交电商运营方案的核心构建", "II. The operating plan")),
    Heading(2, Text("（一）明确核心目标与战略定位", "A. Goals and position")),
    Heading(3, Text("1. 目标拆解", "1. Goals and their parts"), ("goals",)),
    Heading(
        3,
        Text("2. 目标用户画像与需求洞察", "2. Personas and needs"),
        ("personas", "personas.traits", "personas.pains", "personas.needs"),
    ),
    Heading(3, Text("3. 差异化价值与社交模式选择", "3. Value and modes"), ("modes.chosen",)),
    Heading(2, Text("（二）搭建高效的运营体系", "B. How we operate")),
    Heading(
        3,
        Text("1. 产品与选品策略", "1. Products and prices"),
        ("products.items", "products.ladder", "products.stacking.benefits"),
    ),
    Heading(
        3,
        Text("2. 内容生态构建", "2. Content"),
        ("content.items", "content.topics", "content.collaborations"),
    ),
    Heading(
        3,
        Text("3. 用户生命周期运营", "3. Customer life cycle"),
        ("lifecycle.stages", "lifecycle.stages.strategies"),
    ),
    Heading(3, Text("4. 渠道与工具矩阵", "4. Channels and tools"), ("channels",)),
    Heading(
        3,
        Text("5. 活动安排", "5. Campaigns"),
        ("campaigns", "campaigns.phases", "campaigns.phases.tasks", "campaigns.budget"),
    ),
    Heading(2, Text("（三）执行与落地保障", "C. Making it happen")),
    Heading(
        3, Text("1. 组织架构与团队分工", "1. Team and duties"), ("team.members", "team.duties")
    ),
    Heading(
        3,
        Text("2. 预算与资源规划", "2. Budget and resources"),
        ("budget.lines", "budget.approved"),
    ),
    Heading(3, Text("3. 风险预估与应对", "3. Risks and fallbacks"), ("risks", "risks.fallback")),
)
CHECKS = Text("三、数据分析与计划检查", "III. What the numbers say")
APPENDIX = Text("附录 计划数据", "Appendix: plan data")
