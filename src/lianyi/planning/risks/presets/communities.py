"""Community activity falling: a community falls silent, or its share of members who speak sinks for weeks.

Silence is a test of the messages against four weeks of them. Fading is a cumulative sum of the share who spoke against the
eight weeks before the last fortnight; days that the calendar moves (holidays, sales) neither teach nor count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from lianyi.core.translation import Text
from lianyi.planning.risks.counts import Array, Flags, trailing
from lianyi.planning.risks.fading import Sunk, height_for, sunk
from lianyi.planning.risks.heat import ALARMING, NOTABLE, UNKNOWN, Heat, Settling
from lianyi.planning.risks.shown import percent, short, whole
from lianyi.planning.risks.special_days import special_days
from lianyi.planning.risks.spikes import (
    DAYS_A_YEAR,
    CountTest,
    Expected,
    chance_a_day,
    judged,
    usual,
)
from lianyi.planning.risks.watched import Asked, Axis, Preset, Step, Subject, Track

USUAL_DAYS, LEAST_DAYS = 28, 14
LEVEL_DAYS, LEVEL_LAG, LEVEL_LEAST = 56, 14, 28
ALARMS_A_YEAR = 0.5
SILENT_TIMES, SILENT_EXCESS = 0.1, 6.0
WINDOWS = (1, 2, 4, 7)
FADED_TO, FADING_TO = 0.8, 0.9
"""A fading fires where the last week is at most so much of the level, and is notable below the second."""
SEEN = (
    "SELECT community_no, coalesce(community_name, owner, community_no), day, sum(messages), sum(active_members), sum(members) "
    "FROM community_days WHERE day BETWEEN ? AND ? GROUP BY ALL"
)


@dataclass(frozen=True)
class Community:
    """One community (or owner) by day; NaN where nobody said."""

    name: str
    messages: Array
    active: Array
    members: Array


@dataclass(frozen=True)
class CommunityFacts:
    """All communities, and the days that the calendar moves."""

    axis: Axis
    special: Flags
    communities: Mapping[str, Community]


def gather(asked: Asked) -> CommunityFacts:
    """Read the facts up to the last day of the axis. A day without a row of a community that has begun is known to be 0."""
    axis, known = asked.axis, asked.known("community_days")
    cells: dict[str, list[tuple[Any, ...]]] = {}
    names: dict[str, str] = {}
    for key, name, day, *numbers in asked.rows(SEEN, (axis.first, axis.last)):
        if asked.scope in ("", key, name):
            cells.setdefault(key, []).append((day, *numbers))
            names[key] = name
    found = {key: _community(axis, known, names[key], rows) for key, rows in sorted(cells.items())}
    return CommunityFacts(axis, special_days(axis, asked.calendar), found)


def _community(axis: Axis, known: Flags, name: str, rows: list[tuple[Any, ...]]) -> Community:
    days = [row[0] for row in rows]
    began = min(axis.row(day) for day in days)
    there = known & (np.arange(axis.size) >= began)
    columns = [_column(axis, there, [(row[0], row[n]) for row in rows]) for n in (1, 2, 3)]
    return Community(name, *columns)


def _column(axis: Axis, there: Flags, cells: list[tuple[date, Any]]) -> Array:
    if all(value is None for _, value in cells):
        return np.full(axis.size, np.nan)
    return np.where(there, axis.counts(cells), np.nan)


def tracks(facts: CommunityFacts) -> list[Track]:
    """Return for every community its messages (silence) and its share of members who speak (fading)."""
    things = len(facts.communities)
    silence = CountTest(chance_a_day(ALARMS_A_YEAR / 2, things), WINDOWS, SILENT_TIMES, SILENT_EXCESS, falls=True)  # fmt: skip
    height = height_for(DAYS_A_YEAR * max(things, 1) / (ALARMS_A_YEAR / 2))
    found = []
    for key, community in facts.communities.items():
        subject = Subject("community", key, community.name)
        if not np.isnan(community.messages).all():
            found.append(_silence(facts, subject, community, silence))
        if not np.isnan(community.active).all():
            found.append(_fading(facts, subject, community, height))
    return found


def _silence(
    facts: CommunityFacts, subject: Subject, community: Community, test: CountTest
) -> Track:
    def expect(usable: Flags) -> Expected:
        return usual(community.messages, usable, USUAL_DAYS, LEAST_DAYS)

    one = judged(community.messages, expect, test)

    def why(row: int) -> Text:
        return SILENT.format(n=whole(one.observed[row]), usual=short(one.expected[row]))

    last = float(one.expected[-1]) if facts.axis.size else float("nan")
    return Track(
        "community_falling", subject, facts.axis, one.heat, one.observed, one.expected, why,
        limit=None if np.isnan(last) else SILENT_TIMES * last, falls=True, settling=Settling(2, 5),
    )  # fmt: skip


def _fading(facts: CommunityFacts, subject: Subject, community: Community, height: float) -> Track:
    share = community.active / np.where(community.members > 0, community.members, np.nan)
    usable = ~facts.special & ~np.isnan(share)
    found = sunk(share, usable, LEVEL_DAYS, LEVEL_LAG, LEVEL_LEAST)
    week = _week(share)
    heat = _heat(found, week, height)
    heat[np.isnan(share)] = UNKNOWN

    def why(row: int) -> Text:
        return FADES.format(week=percent(week[row]), level=percent(found.level[row]))

    last = float(found.level[-1]) if facts.axis.size else float("nan")
    return Track(
        "community_falling", subject, facts.axis, heat, week, found.level, why, unit="ratio",
        limit=None if np.isnan(last) else FADED_TO * last, falls=True, settling=Settling(7, 7),
    )  # fmt: skip


def _week(share: Array) -> Array:
    count = trailing((~np.isnan(share)).astype(np.float64), 7)
    return np.where(count > 0, trailing(share, 7) / np.maximum(count, 1.0), np.nan)


def _heat(found: Sunk, week: Array, height: float) -> Heat:
    unknown = np.isnan(found.total)
    total = np.where(unknown, 0.0, found.total)
    # Where the level itself is 0 there is nothing left to sink.
    has_level = ~unknown & (found.level > 0)
    part = np.where(has_level, week / np.where(has_level, found.level, 1.0), 1.0)
    alarming = (total >= height) & (part <= FADED_TO)
    notable = (total >= height / 2) & (part <= FADING_TO)
    return np.select([unknown, alarming, notable], [UNKNOWN, ALARMING, NOTABLE], 0).astype(np.int8)


SILENT = Text(
    "当天{n}条消息，平时{usual}条",
    "{n} messages that day where {usual} are usual",
)
FADES = Text(
    "最近7天的发言率{week}，此前两个月的水平是{level}",
    "{week} of the members spoke over the last 7 days; the level of the two months before is {level}",
)
PRESET = Preset(
    key="community_falling",
    name=Text("社群活跃度下降", "Community activity falling"),
    trigger=Text(
        "消息停了，或发言率连续走低、已比此前水平低两成",
        "Messages stop, or the share of members who speak keeps sinking and is a fifth under its level",
    ),
    needs=(("community_days",),),
    look=lambda asked: tracks(gather(asked)),
    fallback=(
        Step(Text("群主当天发一个和商品无关的话题，连发三天", "The owner starts a topic that sells nothing, three days running"), 1),
        Step(Text("一周内广告消息减半，把福利改成要回应才能领", "Halve the advertising for a week; make benefits something one answers for"), 3),
        Step(Text("请活跃的老客轮流带话题，安静的群两周后合并", "Let active members lead topics in turn; merge groups still quiet after two weeks"), 14),
    ),
    alarms_a_year=ALARMS_A_YEAR,
)  # fmt: skip
