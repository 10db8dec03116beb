"""The brief of one entry: what the plan knows already, and the questions that whoever writes it has to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianyi.core.translation import Lang, Text, same
from lianyi.planning.content.topics import uses
from lianyi.planning.content.words import FORMS, SOURCES

if TYPE_CHECKING:
    from lianyi.planning.model.content import ContentItem
    from lianyi.planning.model.plan import Plan

EMPTY = Text("（待填）", "(to fill in)")
QUESTIONS = (
    Text("给谁看，他们现在卡在哪里", "Who is it for, and what holds them back"),
    Text("看完要记住的一句话", "The one sentence to remember"),
    Text("开头三秒或第一屏", "The first three seconds, or the first screen"),
    Text("必须出现的事实和它的出处", "Facts that must appear, and where they come from"),
    Text(
        "不能说的话（广告法、平台规则）", "What must not be said (advertising law, platform rules)"
    ),
    Text("让人做什么：口令、链接、优惠券", "What to do next: code, link, coupon"),
    Text("怎样算做好了：哪个指标，多少", "How it is judged: which metric, how much"),
)


def brief_of(plan: Plan, item: ContentItem, lang: Lang) -> str:
    """Return the brief as text, a line for each thing that is known and one for each question."""
    lines = [item.name, ""]
    for name, value in _known(plan, item):
        lines.append(
            f"{name.say(lang)}：{value.say(lang)}"
            if lang == "zh"
            else f"{name.say(lang)}: {value.say(lang)}"
        )
    lines.append("")
    if item.brief:
        return "\n".join([*lines, item.brief])
    lines += [
        f"{n}. {question.say(lang)} {EMPTY.say(lang)}" for n, question in enumerate(QUESTIONS, 1)
    ]
    return "\n".join(lines)


def _known(plan: Plan, item: ContentItem) -> list[tuple[Text, Text]]:
    channels = {channel.id: channel.name for channel in plan.channels}
    campaigns = {campaign.id: campaign.name for campaign in plan.campaigns}
    topics = "、".join(topic.name for topic in plan.content.topics if uses(item, topic))
    known = [
        (Text("形式", "Form"), FORMS[item.form]),
        (Text("主题", "Theme"), same(item.theme)),
        (Text("来源", "Source"), SOURCES[item.source]),
        (Text("渠道", "Channel"), same(channels.get(item.channel, item.channel))),
        (Text("商品", "Product"), same(item.product)),
        (Text("活动", "Campaign"), same(campaigns.get(item.campaign, item.campaign))),
        (Text("热点", "Topic"), same(topics)),
        (Text("达人", "Creator"), same(item.creator)),
        (Text("负责人", "Owner"), same(item.owner)),
        (Text("日期", "Day"), same(str(item.day) if item.day else "")),
    ]
    return [(name, value) for name, value in known if value.zh]
