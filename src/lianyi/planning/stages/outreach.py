"""Channels, topics, content and the next sales day of a first plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lianyi.core.calendar.festivals import festival_days
from lianyi.core.calendar.sales import SaleWindow, windows
from lianyi.core.translation import Lang, Text
from lianyi.planning.model.campaigns import Campaign, Phase, PhaseKind, Task
from lianyi.planning.model.channels import Channel
from lianyi.planning.model.content import ContentItem, ContentSection, Form, Topic
from lianyi.planning.stages.people import COMMUNITY, CONTENT, OPERATIONS, SUPPLY

if TYPE_CHECKING:
    from lianyi.core.calendar.business import BusinessCalendar
    from lianyi.core.calendar.periods import Period

CHANNELS: tuple[tuple[str, Text, str, str, str, str, Text], ...] = (
    ("public", Text("公域", "Public traffic"), "public", "", "", "private", OPERATIONS),
    ("douyin", Text("抖音", "Douyin"), "public", "public", "douyin", "wecom", CONTENT),
    ("xiaohongshu", Text("小红书", "Xiaohongshu"), "public", "public", "xiaohongshu", "wecom", CONTENT),
    ("weixin-shop", Text("微信小店", "Weixin shop"), "public", "public", "weixin", "wecom", OPERATIONS),
    ("private", Text("私域", "Private domain"), "private", "", "", "", COMMUNITY),
    ("wecom", Text("企业微信社群", "WeCom groups"), "private", "private", "wecom", "mall", COMMUNITY),
    ("mall", Text("小程序商城", "Mini-program mall"), "private", "private", "youzan", "", OPERATIONS),
)  # fmt: skip
CALENDAR = Text("业务日历", "Business calendar")
MOST_TOPICS = 6
DAYS_BEFORE = 14
"""A topic of a festival or sale is worth using from so many days before."""
ITEMS: tuple[tuple[Form, Text, str, Text], ...] = (
    ("article", Text("选购清单：新手先买哪三样", "What to buy first: three things for beginners"), "xiaohongshu", CONTENT),
    ("short_video", Text("30秒看懂怎么用", "How it works in 30 seconds"), "douyin", CONTENT),
    ("group_message", Text("社群每周话题：你家最常用的是哪件", "This week's topic: which one do you use most"), "wecom", COMMUNITY),
    ("live", Text("答疑直播：老客问、现场试", "Live questions: customers ask, we try on the spot"), "douyin", CONTENT),
)  # fmt: skip
PREPARE, WARM_UP, WRAP_UP = 14, 7, 7
TASKS: dict[PhaseKind, tuple[Text, Text]] = {
    "prepare": (Text("备货、定价、过合规检查", "Stock, prices, compliance check"), SUPPLY),
    "warm_up": (Text("老客先知道，社群先预约", "Tell customers first, take reservations in the groups"), COMMUNITY),
    "burst": (Text("盯转化和库存，每两小时看一次", "Watch conversion and stock every two hours"), OPERATIONS),
    "wrap_up": (Text("复盘：计划、实际、上一次", "Review: plan, actual, last time"), OPERATIONS),
}  # fmt: skip


def channels(lang: Lang) -> tuple[Channel, ...]:
    """Return the tree from public traffic to the private domain."""
    return tuple(
        Channel(
            id=key,
            name=name.say(lang),
            domain="public" if domain == "public" else "private",
            parent=parent,
            platform=platform,
            hand_to=hand_to,
            owner=owner.say(lang),
        )
        for key, name, domain, parent, platform, hand_to, owner in CHANNELS
    )


def content(period: Period, today: date, calendar: BusinessCalendar, lang: Lang) -> ContentSection:
    """Return four pieces for the coming week, and the festivals and sales ahead as topics with their expiry."""
    start = max(today, period.start)
    items = tuple(
        ContentItem(
            id=f"first-{number}",
            name=name.say(lang),
            form=form,
            channel=channel,
            owner=owner.say(lang),
            day=start + timedelta(days=2 * number),
        )
        for number, (form, name, channel, owner) in enumerate(ITEMS, 1)
    )
    return ContentSection(items=items, topics=_topics(period, today, calendar, lang))


def _topics(
    period: Period, today: date, calendar: BusinessCalendar, lang: Lang
) -> tuple[Topic, ...]:
    ahead = [
        (w.peak, f"sale-{w.sale.key}-{w.year}", w.sale.name, w.period.last)
        for w in windows(calendar.sales, period)
    ]
    years = range(period.start.year, period.last.year + 1)
    ahead += [
        (f.day, f"festival-{f.festival.key}-{f.day.year}", f.festival.name, f.day)
        for year in years
        for f in festival_days(year)
        if f.day in period
    ]
    coming = sorted((one for one in ahead if one[3] >= today), key=lambda one: (one[0], one[1]))
    return tuple(
        Topic(
            id=key,
            name=name.say(lang),
            source=CALENDAR.say(lang),
            from_day=peak - timedelta(days=DAYS_BEFORE),
            expires=last,
        )
        for peak, key, name, last in coming[:MOST_TOPICS]
    )


def campaigns(
    period: Period, today: date, calendar: BusinessCalendar, goal: str, lang: Lang
) -> tuple[Campaign, ...]:
    """Return a campaign for the next sales day that can still be prepared; none where the plan has no such day."""
    coming = [
        w
        for w in windows(calendar.sales, period)
        if w.peak > today and w.period.last + timedelta(days=WRAP_UP) <= period.last
    ]
    return (_campaign(coming[0], goal, lang),) if coming else ()


def _campaign(sale: SaleWindow, goal: str, lang: Lang) -> Campaign:
    first, last = sale.period.start, sale.period.last
    day = timedelta(days=1)
    spans: Sequence[tuple[PhaseKind, date, date]] = (
        ("prepare", first - (PREPARE + WARM_UP) * day, first - (WARM_UP + 1) * day),
        ("warm_up", first - WARM_UP * day, first - day),
        ("burst", first, last),
        ("wrap_up", last + day, last + WRAP_UP * day),
    )
    phases = tuple(Phase(kind=k, from_day=a, to_day=b, tasks=(_task(k, b, lang),)) for k, a, b in spans)  # fmt: skip
    return Campaign(
        id=f"{sale.sale.key}-{sale.year}".replace("_", "-"),
        name=f"{sale.year} {sale.sale.name.say(lang)}",
        kind=sale.sale.name.say(lang),
        from_day=first,
        to_day=last,
        owner=OPERATIONS.say(lang),
        goals=(goal,),
        phases=phases,
    )


def _task(kind: PhaseKind, due: date, lang: Lang) -> Task:
    name, owner = TASKS[kind]
    return Task(id=kind.replace("_", "-"), name=name.say(lang), owner=owner.say(lang), due=due)
