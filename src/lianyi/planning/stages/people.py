"""Roles and duties, personas, modes and the life cycle of a first plan."""

from __future__ import annotations

from collections.abc import Sequence

from lianyi.core.translation import Lang, Text
from lianyi.planning.model.goals import Goal
from lianyi.planning.model.lifecycle import LifecycleSection, LifecycleStage, StageKey, Strategy
from lianyi.planning.model.modes import ModeChoice, ModeKey, ModeSection
from lianyi.planning.model.personas import Persona, Trait
from lianyi.planning.model.risks import Risk
from lianyi.planning.model.team import Duty, Member, Team

OPERATIONS = Text("运营负责人", "Head of operations")
CONTENT = Text("内容负责人", "Head of content")
COMMUNITY = Text("社群负责人", "Head of community")
SUPPLY = Text("供应链负责人", "Head of supply")
DATA = Text("数据负责人", "Head of data")
ROLES = (
    ("operations", OPERATIONS, Text("目标、预算、活动", "Goals, budget, campaigns")),
    ("content", CONTENT, Text("内容日历、达人合作", "Content calendar, creators")),
    ("community", COMMUNITY, Text("社群、会员、客服", "Communities, members, service")),
    ("supply", SUPPLY, Text("备货、发货、价格底线", "Stock, dispatch, price floors")),
    ("data", DATA, Text("导入、口径、周报", "Imports, definitions, weekly report")),
)
MUMS, GEN_Z = Text("宝妈", "Mothers of small children"), Text("Z世代", "Generation Z")
EXAMPLE = Text("示例，按自己的问卷和订单改", "An example; change it after your survey and orders")
PAINS = {
    "mums": (Text("怕买到不安全的", "Afraid of unsafe products"), Text("没时间挑", "No time to choose")),
    "gen-z": (Text("怕踩雷", "Afraid of a bad buy"), Text("嫌广告太硬", "Put off by hard selling")),
}  # fmt: skip
NEEDS = {
    "mums": (Text("省心的组合装", "Bundles that spare thinking"), Text("同龄孩子家长的真实反馈", "Honest words of other parents")),
    "gen-z": (Text("好看、能晒", "Good looks, worth a post"), Text("先试小份", "A small size to try")),
}  # fmt: skip
SEGMENTS = {
    "mums": "tags has '宝妈' or orders(last 365d, category = '母婴') >= 2",
    "gen-z": "tags has 'Z世代' or first_platform = 'xiaohongshu' and orders(last 180d) >= 1",
}
VALUES: dict[ModeKey, Text] = {
    "content": Text("先把东西讲明白，让人自己想买。", "Explain the product until people want it themselves."),
    "community": Text("买过的人在一起，问得到、学得会、买得放心。", "Those who bought are together: to ask, to learn, to buy at ease."),
    "distribution": Text("真心喜欢的人推荐给朋友，推荐有回报，只算一层。", "Those who like it tell a friend and are thanked for it, on one level only."),
    "live": Text("当场看、当场问、当场定。", "See it, ask, decide, all at once."),
}  # fmt: skip
LIFE: tuple[tuple[StageKey, str, Text, Text], ...] = (
    ("acquire", "orders() = 0", Text("内容种草加首单礼", "Content, and a gift with the first order"), OPERATIONS),
    ("activate", "orders() = 1 and days_since_last <= 30", Text("收货后3天教会怎么用", "Show how to use it three days after delivery"), COMMUNITY),
    ("retain", "orders(last 90d) >= 1 and orders() >= 2", Text("社群每周一个固定话题", "One fixed topic a week in the groups"), COMMUNITY),
    ("convert", "orders() >= 1 and days_since_last between 31 and 90", Text("按用完的日子提醒补货", "Remind when it should be used up"), COMMUNITY),
    ("refer", "orders(last 180d) >= 3", Text("邀请好友各得一份小样", "A sample for both when a friend joins"), COMMUNITY),
)  # fmt: skip


def team(goals: Sequence[Goal], risks: Sequence[Risk], lang: Lang) -> Team:
    """Return the roles, and one accountable for every goal and risk."""
    members = tuple(Member(id=key, name=name.say(lang), team=key, role=role.say(lang)) for key, name, role in ROLES)  # fmt: skip
    items = [*(f"goal:{goal.id}" for goal in goals), *(f"risk:{risk.id}" for risk in risks)]
    owners = [*(goal.owner for goal in goals), *(risk.owner for risk in risks)]
    duties = tuple(
        Duty(
            id=item.replace(":", "-"),
            item=item,
            responsible=(owner,),
            accountable=(owner,),
            informed=(DATA.say(lang),),
        )
        for item, owner in zip(items, owners, strict=True)
    )
    return Team(members=members, duties=duties)


def personas(lang: Lang) -> tuple[Persona, ...]:
    """Return the two example personas; their rules are conditions of the segment language."""
    named = (("mums", MUMS), ("gen-z", GEN_Z))
    return tuple(
        Persona(
            id=key,
            name=name.say(lang),
            segment=SEGMENTS[key],
            pains=_traits(PAINS[key], lang),
            needs=_traits(NEEDS[key], lang),
        )
        for key, name in named
    )


def _traits(texts: Sequence[Text], lang: Lang) -> tuple[Trait, ...]:
    return tuple(Trait(name=text.say(lang), source=EXAMPLE.say(lang)) for text in texts)


def modes(chosen: Sequence[ModeKey], lang: Lang) -> ModeSection:
    """Return the modes of a stage with their promise to both personas."""
    owner = {"community": COMMUNITY, "content": CONTENT, "live": CONTENT}
    return ModeSection(
        chosen=tuple(
            ModeChoice(
                mode=mode,
                personas=("mums", "gen-z"),
                value_statement=VALUES[mode].say(lang),
                owner=owner.get(mode, OPERATIONS).say(lang),
            )
            for mode in chosen
        )
    )


def lifecycle(lang: Lang) -> LifecycleSection:
    """Return the five stages with a rule of who is in each and one strategy."""
    stages = tuple(
        LifecycleStage(
            stage=stage,
            segment=segment,
            strategies=(Strategy(id=stage, name=strategy.say(lang), owner=owner.say(lang)),),
        )
        for stage, segment, strategy, owner in LIFE
    )
    return LifecycleSection(stages=stages)
