"""What `personas` says: its finding, its cautions, the names of its numbers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.personas.found import Drift, Groups

FEW_PEOPLE = 30
SMALL_SHIFT, LARGE_SHIFT = 0.1, 0.25
PEOPLE = Text("买家数", "Buyers")
GROUPS = Text("人群数", "Groups")
STABILITY = Text("最不稳定的人群的稳定度（Jaccard）", "Stability of the least stable group (Jaccard)")  # fmt: skip
EXPLAINED = Text("人群解释的差异", "Share of the spread that groups explain")
MOVED = Text("换了人群的占比", "Share of people who changed groups")
SHIFT = Text("人群分布的变化（PSI）", "Shift of the groups (PSI)")
GROUP = Text("人群{n}", "group {n}")
NEW, LEFT = Text("新买家", "new"), Text("没再买", "did not buy any more")
TITLE = Text("人群画像", "Personas")
TRAITS_TITLE = Text("各人群的特征", "Traits of each group")
TRIED_TITLE = Text("试过的人群数", "Numbers of groups tried")
DRIFT_TITLE = Text("从{before}到{as_of}的特征变化", "Traits from {before} to {as_of}")
FLOW_TITLE = Text("从{before}到{as_of}的去向（行：之前，列：之后）", "Moves from {before} to {as_of} (rows: before, columns: after)")  # fmt: skip
MOVED_TITLE = Text("换了人群的买家", "Buyers who changed groups")
NO_DRIFT = Text("数据不够早，比不了", "The data does not reach back far enough")
_FINDING = Text(
    "截至{as_of}，近{days}天的{people}位买家自然分成{k}个稳定的人群；最大的占{share}：{rule}（符合的人里{precision}是这一群，这一群里{coverage}符合）。",
    "As of {as_of}, {people} buyers of {days} days form {k} stable groups; the largest, {share} of them: {rule} ({precision} of those who fit belong to it, {coverage} of it fit).",
)
_DRIFT = Text(
    "和{before}相比，两个日期都在的买家有{moved}换了人群；人群的分布{verdict}（PSI {psi}，偶然的波动不超过{chance}）。",
    "Since {before}, {moved} of the buyers seen at both dates changed groups; the distribution {verdict} (PSI {psi}; chance stays below {chance}).",
)
VERDICTS = (
    Text("没有超出偶然的变化", "did not move beyond chance"), Text("变化很小", "moved a little"),
    Text("有变化", "moved"), Text("变化很大", "moved a lot"),
)  # fmt: skip
RULES = Text(
    "规则只在一半买家上找，准确率和覆盖率在另一半上数；不符合规则的人也可能属于这一群。",
    "Rules are found on one half of the buyers; precision and coverage are counted on the other. People who do not fit may belong to a group all the same.",
)
CHOICE = Text(
    "人群数取最多的、每一群在重抽样里都能再现的（Jaccard不低于{stable}），而且少一群的连续分布分不出这么清楚的。",
    "The number of groups is the largest at which every group comes back in other samples (Jaccard {stable} or more) and that clouds of people, one fewer, would not show.",
)
HABIT = Text(
    "PSI超过0.1算有变化、超过0.25算很大，是行业习惯，参考值。",
    "That a PSI above 0.1 is a shift and above 0.25 a large one is a habit of the trade: a reference.",
)
SMALL = Text(
    "人群{groups}不到{least}人，特征只是线索。",
    "Fewer than {least} people in {groups}: their traits are hints only.",
)
SHORT = Text(
    "数据从{first}开始，{before}那一天看到的订单少于{days}天，变化里有一部分是因为看得更久了。",
    "The data begins on {first}; fewer than {days} days lie before {before}, so part of the shift is that more is seen now.",
)
NO_CATEGORIES = Text(
    "订单里没有类目，特征里没有「买什么」。", "The orders name no categories: what people buy is not among the traits."
)  # fmt: skip


def name_of(number: int) -> Text:
    """Return what group `number` (from 0) is called."""
    return GROUP.format(n=number + 1)


def finding(groups: Groups, rule: Text, days: int) -> Text:
    """Return how many groups there are, and who the largest is."""
    sizes, top = groups.sizes, groups.rules[0]
    return _FINDING.format(
        as_of=groups.traits.as_of, days=days, people=f"{len(groups.traits):,}", k=len(sizes),
        share=numbers.ratio(int(sizes[0]) / int(sizes.sum())), rule=rule, precision=numbers.ratio(top.precision, decimals=0),
        coverage=numbers.ratio(top.coverage, decimals=0),
    )  # fmt: skip


def drifted(drift: Drift, moved: float | None) -> Text:
    """Return who moved since the earlier day."""
    index = drift.groups.index
    size = 0 if not drift.groups.is_real else 1 + (index >= SMALL_SHIFT) + (index >= LARGE_SHIFT)
    return _DRIFT.format(
        before=drift.day, moved=numbers.ratio(moved), verdict=VERDICTS[size], psi=f"{index:.3f}",
        chance=f"{drift.groups.chance:.3f}",
    )  # fmt: skip


def cautions(
    groups: Groups, drift: Drift | None, *, first: date, days: int, short: bool, stable: float
) -> list[Caution]:
    """Return what a reader must know of groups, rules and drift."""
    said = [
        Caution("choice_of_groups", CHOICE.format(stable=stable)),
        Caution("rules_tried", RULES),
    ]
    small = [n for n, size in enumerate(groups.sizes.tolist()) if size < FEW_PEOPLE]
    if small:
        zh, en = "、".join(str(n + 1) for n in small), ", ".join(f"group {n + 1}" for n in small)
        said.append(Caution("few_people", SMALL.format(groups=Text(zh, en), least=FEW_PEOPLE), loud=True))  # fmt: skip
    if not any(t.group == "category" for t in groups.traits.traits):
        said.append(Caution("no_categories", NO_CATEGORIES))
    if drift is not None:
        said.append(Caution("shift_habit", HABIT))
        if short:
            said.append(Caution("earlier_window", SHORT.format(first=first, before=drift.day, days=days)))  # fmt: skip
    return said
