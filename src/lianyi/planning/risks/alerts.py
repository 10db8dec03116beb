"""One alert for each cause: stretches in which something fired, joined where they tell of the same thing.

Two are one where they name one subject (the product of a SKU that ran out and whose buyers want their money back) about the
same time, where a play's code stops and its account is acted on, and where the shop as a whole shows what one part shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lianyi.planning.risks.heat import spells
from lianyi.planning.risks.watched import Subject, Track

TOGETHER_DAYS = 7
BAN_DAYS = 3
STRENGTH = (
    "play_banned",
    "stock_out",
    "refund_spike",
    "complaint_spike",
    "creator_below",
    "community_falling",
    "promoter_concentration",
    "own",
)
"""What explains comes before what it explains."""


@dataclass(frozen=True)
class Episode:
    """A track from the day it fired to the last day before it was quiet again."""

    track: Track
    first: date
    last: date

    @property
    def subjects(self) -> frozenset[tuple[str, str]]:
        """What it is about; the whole shop is not a subject."""
        every = (self.track.subject, *self.track.also)
        return frozenset((s.kind, s.key) for s in every if s.kind != "shop")


@dataclass(frozen=True)
class Alert:
    """One cause: the episode that explains the others first, all others behind."""

    episodes: tuple[Episode, ...]

    @property
    def head(self) -> Track:
        """What explains the rest."""
        return self.episodes[0].track

    @property
    def subject(self) -> Subject:
        """What the alert is about."""
        return self.head.subject

    @property
    def first(self) -> date:
        """The day it fired."""
        return min(e.first for e in self.episodes)

    @property
    def last(self) -> date:
        """The last day on which any of it was not quiet."""
        return max(e.last for e in self.episodes)

    @property
    def key(self) -> str:
        """A name that stays while the cause lasts."""
        return f"{self.head.preset}:{self.subject.kind}:{self.subject.key}:{self.first}"


def episodes(track: Track) -> list[Episode]:
    """Return when the track fired. Stretches with no quiet day between them are one."""
    found: list[Episode] = []
    may_join = False
    for spell in spells(track.states()):
        first, last = track.axis.day(spell.first), track.axis.day(spell.last)
        if spell.state == "fired":
            begun = found.pop().first if may_join else first
            found.append(Episode(track, begun, last))
            may_join = True
        elif spell.state == "quiet":
            may_join = False
    return found


def alerts(tracks: Sequence[Track]) -> list[Alert]:
    """Return the alerts of all tracks, oldest first."""
    every = sorted(
        (e for track in tracks for e in episodes(track)),
        key=lambda e: (e.first, STRENGTH.index(e.track.preset), e.track.subject.key),
    )
    groups: list[list[Episode]] = []
    for one in every:
        near = [g for g in groups if any(same_cause(one, other) for other in g)]
        joined = [one, *(e for g in near for e in g)]
        groups = [g for g in groups if g not in near] + [joined]
    found = [Alert(tuple(sorted(g, key=_by_strength))) for g in groups]
    return sorted(found, key=lambda a: (a.first, a.key))


def _by_strength(one: Episode) -> tuple[int, bool, date, str]:
    track = one.track
    is_shop = track.subject.kind == "shop"
    is_code = track.subject.kind == "code"
    return (STRENGTH.index(track.preset), is_shop or is_code, one.first, track.subject.key)


def same_cause(one: Episode, other: Episode) -> bool:
    """Return whether two episodes tell of one thing."""
    apart = abs((one.first - other.first).days)
    presets = {one.track.preset, other.track.preset}
    if presets == {"play_banned"} and "account" in (
        one.track.subject.kind,
        other.track.subject.kind,
    ):
        return apart <= BAN_DAYS
    if one.track is other.track:
        return False
    overlap = one.first <= other.last and other.first <= one.last
    if len(presets) == 1 and "shop" in (one.track.subject.kind, other.track.subject.kind):
        return overlap or apart <= TOGETHER_DAYS
    return bool(one.subjects & other.subjects) and (overlap or apart <= TOGETHER_DAYS)
