"""What the plan check says of content: about each entry, about each day, about topics and creators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from lianyi.core.calendar.labels import date_text
from lianyi.core.calendar.periods import Period, between, whole
from lianyi.core.translation import Text
from lianyi.planning.content.calendar import past_cut_off
from lianyi.planning.content.topics import check_topics
from lianyi.planning.content.words import FORMS
from lianyi.planning.verdict import Verdict

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.planning.model.campaigns import Campaign
    from lianyi.planning.model.content import ContentItem
    from lianyi.planning.model.plan import Plan

MOST_A_DAY = 3
"""More entries of one person on one day are too many to write, check and publish well."""
BRIEF_DAYS = 7
"""An entry needs its brief at least so many days before it goes out."""


def check_content(plan: Plan, data: Data | None) -> Sequence[Verdict]:
    """Return what is to be said of the calendar; what depends on the day is left out without a shop."""
    today = data.today if data is not None else None
    items = plan.content.items
    found = [verdict for item in items for verdict in _entry(plan, item, today)]
    found += [*_clashes(plan), *_overload(items), *_gaps(items, today), *check_topics(plan, today)]
    found += _collaborations(plan, today)
    if not found and items:
        zh, en = f"{len(items)}条内容都排好了。", f"All {len(items)} entries are in order."
        found.append(Verdict("content:calendar", "content", "pass", Text(zh, en), len(items)))
    return found


def _entry(plan: Plan, item: ContentItem, today: date | None) -> Iterator[Verdict]:
    """Yield what one entry lacks, and where it lies badly."""
    name = item.name
    key, place = f"content:{item.id}", f"content.items.{item.id}"
    if not item.owner:
        yield Verdict(
            f"{key}:owner",
            place,
            "remind",
            Text(f"「{name}」没有负责人。", f"{name} has no owner."),
        )
    if item.day is None:
        if item.state != "draft":
            yield Verdict(
                f"{key}:day", place, "remind", Text(f"「{name}」没有日期。", f"{name} has no day.")
            )
        return
    yield from _when(plan, item, item.day)
    if today is None or item.state == "published":
        return
    late = (today - item.day).days
    if late > 0:
        days = "1 day" if late == 1 else f"{late} days"
        words = Text(
            f"「{name}」应该在{item.day}发，已经晚{late}天。",
            f"{name} was due on {item.day}: {days} late.",
        )
        advice = Text(
            "发了就把状态改成published，不发就改日期。",
            "Mark it published, or give it another day.",
        )
        yield Verdict(f"{key}:late", place, "fail", words, late, advice)
    elif not item.brief and -late < BRIEF_DAYS:
        words = Text(
            f"「{name}」{-late}天后要发，还没有简报。",
            f"{name} goes out in {-late} days and has no brief.",
        )
        advice = Text(f"用lianyi plan content --brief {item.id}打印简报模板。", f"Print a brief to fill in: lianyi plan content --brief {item.id}.")  # fmt: skip
        yield Verdict(f"{key}:brief", place, "remind", words, -late, advice)


def _when(plan: Plan, item: ContentItem, day: date) -> Iterator[Verdict]:
    key, place, name = f"content:{item.id}", f"content.items.{item.id}", item.name
    if item.channel and plan.channels and item.channel not in {c.id for c in plan.channels}:
        words = Text(
            f"「{name}」的渠道{item.channel}不在计划里。",
            f"The plan has no channel {item.channel} of {name}.",
        )
        yield Verdict(f"{key}:channel", place, "remind", words)
    campaign = next((c for c in plan.campaigns if c.id == item.campaign), None)
    if item.campaign and campaign is None:
        words = Text(
            f"「{name}」的活动{item.campaign}不在计划里。",
            f"The plan has no campaign {item.campaign} of {name}.",
        )
        yield Verdict(f"{key}:campaign", place, "fail", words)
    if campaign is None:
        campaign = next((c for c in plan.campaigns if item.id in c.contents), None)
    if campaign is not None and day > _end(campaign):
        words = Text(
            f"「{name}」排在{day}，活动「{campaign.name}」{_end(campaign)}已经结束。",
            f"{name} is set for {day}; {campaign.name} ends on {_end(campaign)}.",
        )
        yield Verdict(f"{key}:after_campaign", place, "fail", words)
    cut = past_cut_off(day) if item.product else None
    if cut is not None:
        words = Text(
            f"「{name}」排在{day}，{cut[0].zh}节前发货截止是{cut[1]}，下单的人节前收不到。",
            f"{name} is set for {day}; parcels for {cut[0].en} leave by {cut[1]}: buyers would get theirs too late.",
        )
        advice = Text(f"改到{cut[1]}或更早。", f"Move it to {cut[1]} or earlier.")
        yield Verdict(f"{key}:cut_off", place, "remind", words, advice=advice)


def _end(campaign: Campaign) -> date:
    """Return the last day on which the campaign still has something to say: its wrap-up included."""
    return max([campaign.to_day, *(phase.to_day for phase in campaign.phases)])


def _clashes(plan: Plan) -> Iterator[Verdict]:
    """Yield entries of one form that meet in one channel on one day."""
    names_of = {channel.id: channel.name for channel in plan.channels}
    places: dict[tuple[date, str, str], list[ContentItem]] = defaultdict(list)
    for item in plan.content.items:
        if item.day is not None and item.channel:
            places[item.day, item.channel, item.form].append(item)
    for (day, channel, form), met in sorted(places.items()):
        if len(met) < 2:
            continue
        where = names_of.get(channel, channel)
        names = Text("」「".join(i.name for i in met), ", ".join(i.name for i in met))
        words = Text(
            f"{date_text(day).zh}在{where}有{len(met)}条{FORMS[form].zh}：「{names.zh}」。",
            f"{len(met)} entries ({FORMS[form].en.lower()}) meet in {where} on {date_text(day).en}: {names.en}.",
        )
        advice = Text("改掉其中一条的日期或形式。", "Move one of them, or change its form.")
        yield Verdict(f"content:clash:{day}:{channel}:{form}", f"content.items.{met[0].id}", "remind", words, len(met), advice)  # fmt: skip


def _overload(items: Sequence[ContentItem]) -> Iterator[Verdict]:
    load: dict[tuple[date, str], list[ContentItem]] = defaultdict(list)
    for item in items:
        if item.day is not None and item.owner and item.state != "published":
            load[item.day, item.owner].append(item)
    for (day, owner), theirs in sorted(load.items()):
        if len(theirs) > MOST_A_DAY:
            words = Text(
                f"{owner}在{date_text(day).zh}有{len(theirs)}条要发，多于{MOST_A_DAY}条。",
                f"{owner} has {len(theirs)} entries on {date_text(day).en}, more than {MOST_A_DAY}.",
            )
            yield Verdict(f"content:load:{day}:{owner}", f"content.items.{theirs[0].id}", "remind", words, len(theirs))  # fmt: skip


def _gaps(items: Sequence[ContentItem], today: date | None) -> Iterator[Verdict]:
    """Yield the ISO weeks in a row between the first and the last entry in which nothing goes out; past weeks are past."""
    days = sorted(item.day for item in items if item.day is not None)
    if not days:
        return
    filled = {whole(day, "week").start for day in days}
    week = whole(max(days[0], today) if today else days[0], "week")
    empty: list[Period] = []
    while week.start <= days[-1]:
        if week.start not in filled:
            empty.append(week)
        elif empty:
            yield _gap(empty)
            empty = []
        week = week.stepped(1)


def _gap(weeks: list[Period]) -> Verdict:
    first, last = weeks[0], weeks[-1]
    span = between(first.start, last.last).text(full=True)
    words = Text(
        f"{span.zh}（{len(weeks)}周）没有内容。",
        f"Nothing goes out from {span.en} ({len(weeks)} weeks).",
    )
    if len(weeks) == 1:
        label = first.text(full=True)
        words = Text(f"{label.zh}没有内容。", f"Nothing goes out in {label.en}.")
    return Verdict(f"content:gap:{first.key}", "content.items", "remind", words, len(weeks))


def _collaborations(plan: Plan, today: date | None) -> list[Verdict]:
    found = []
    known = {item.id: item for item in plan.content.items}
    for one in plan.content.collaborations:
        key, place = f"collaboration:{one.id}", f"content.collaborations.{one.id}"
        who = one.creator
        if one.fee_fen and one.promised_impressions is None and one.promised_gmv_fen is None:
            words = Text(
                f"给{who}付费，没有写承诺了什么。", f"{who} is paid, but nothing is promised."
            )
            advice = Text(
                "写上promised_impressions或promised_gmv。",
                "Add promised_impressions or promised_gmv.",
            )
            found.append(Verdict(f"{key}:promise", place, "remind", words, advice=advice))
        if one.paid_fen > one.fee_fen:
            words = Text(f"付给{who}的多于约定的费用。", f"{who} was paid more than agreed.")
            found.append(Verdict(f"{key}:paid", place, "fail", words, one.paid_fen - one.fee_fen))
        item = known.get(one.content)
        out = item is not None and item.state == "published"
        if (
            today is not None
            and one.due is not None
            and one.due < today
            and not out
            and one.content
        ):
            late = (today - one.due).days
            words = Text(
                f"{who}的内容约定{one.due}发，还没有发。",
                f"{who} was to publish by {one.due} and has not.",
            )
            found.append(Verdict(f"{key}:late", place, "fail", words, late))
    return found
