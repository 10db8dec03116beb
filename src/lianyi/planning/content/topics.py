"""Hot topics: where they were seen, until when they are worth using, and which entries use one that is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from lianyi.core.translation import Text
from lianyi.planning.verdict import Verdict

if TYPE_CHECKING:
    from lianyi.planning.model.content import ContentItem, Topic
    from lianyi.planning.model.plan import Plan


def uses(item: ContentItem, topic: Topic) -> bool:
    """Return whether an entry is about a topic: its theme is the topic's name, id or one of its themes, or its title names it."""
    if item.theme and item.theme in (topic.id, topic.name, *topic.themes):
        return True
    return bool(topic.name) and topic.name in item.name


def check_topics(plan: Plan, today: date | None) -> Iterator[Verdict]:
    """Yield what topics lack, and which entries use one outside its time; what is published is past mending."""
    for topic in plan.content.topics:
        key, place, name = f"topic:{topic.id}", f"content.topics.{topic.id}", topic.name
        if not topic.source:
            yield Verdict(f"{key}:source", place, "remind", Text(f"热点「{name}」没有写来源。", f"Topic {name} names no source."))  # fmt: skip
        if topic.expires is None:
            words = Text(
                f"热点「{name}」没有写哪天过期。", f"Topic {name} has no day on which it expires."
            )
            yield Verdict(f"{key}:expiry", place, "remind", words)
            continue
        for item in plan.content.items:
            if item.state == "published" or not uses(item, topic):
                continue
            day = item.day or today
            if day is not None and day > topic.expires:
                words = Text(
                    f"「{item.name}」用的热点「{name}」{topic.expires}就过期了。",
                    f"{item.name} uses the topic {name}, which expires on {topic.expires}.",
                )
                advice = Text(
                    "换一个热点，或者提前发。", "Take another topic, or publish it earlier."
                )
                yield Verdict(f"content:{item.id}:topic:{topic.id}", f"content.items.{item.id}", "remind", words, advice=advice)  # fmt: skip
