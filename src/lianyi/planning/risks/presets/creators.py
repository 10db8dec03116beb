"""KOL below promise: what a creator was paid for came short, or did not come at all.

A placement is judged `SETTLE_DAYS` after publication: delivered ÷ promised impressions. One under half fires, one
under 0.7 is watched and the second of the same creator within half a year fires. What is not out a week after its day fires.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from lianyi.core.translation import Text
from lianyi.planning.risks.counts import Array
from lianyi.planning.risks.heat import ALARMING, CALM, NOTABLE, Heat, Settling
from lianyi.planning.risks.shown import percent
from lianyi.planning.risks.watched import Asked, Axis, Preset, Step, Subject, Track

SETTLE_DAYS = 3
FIRED_SHARE, WATCH_SHARE = 0.5, 0.7
AGAIN_DAYS = 180
LATE_DAYS, VERY_LATE_DAYS = 3, 7
LOUD_DAYS = 14
"""A placement that failed keeps its alarm for so long."""
SEEN = (
    "SELECT coalesce(creator_id, creator_name, placement_no), coalesce(creator_name, creator_id, placement_no), placement_no, "
    "CAST(published_at AS DATE), due_day, promised_impressions, impressions FROM placements "
    "WHERE least(coalesce(CAST(signed_at AS DATE), due_day, CAST(published_at AS DATE)), coalesce(CAST(published_at AS DATE), DATE '9999-01-01')) <= ? "
    "ORDER BY ALL"
)


@dataclass(frozen=True)
class Placement:
    """One agreement. `published` is None while it is not out."""

    creator: str
    creator_name: str
    number: str
    published: date | None
    due: date | None
    promised: int | None
    impressions: int | None

    @property
    def share(self) -> float | None:
        """Delivered ÷ promised; None where either is not known."""
        if not self.promised or self.impressions is None:
            return None
        return self.impressions / self.promised


@dataclass(frozen=True)
class CreatorFacts:
    """All agreements signed by the last day."""

    axis: Axis
    placements: Mapping[str, Sequence[Placement]]


def gather(asked: Asked) -> CreatorFacts:
    """Read the agreements known at the end of the axis; what was published later is not out yet."""
    found: dict[str, list[Placement]] = {}
    for row in asked.rows(SEEN, (asked.axis.last,)):
        one = Placement(*row)
        if one.published is not None and one.published > asked.axis.last:
            one = replace(one, published=None, impressions=None)
        if asked.scope in ("", one.creator, one.creator_name):
            found.setdefault(one.creator, []).append(one)
    return CreatorFacts(asked.axis, found)


def tracks(facts: CreatorFacts) -> list[Track]:
    """Return every creator with an agreement."""
    return [_track(facts.axis, key, rows) for key, rows in facts.placements.items()]


def _track(axis: Axis, creator: str, rows: Sequence[Placement]) -> Track:
    heat: Heat = np.full(axis.size, CALM, dtype=np.int8)
    value: Array = np.full(axis.size, np.nan)
    told: dict[int, Text] = {}
    weak: list[int] = []
    for one in sorted(rows, key=lambda r: (r.published or date.max, r.number)):
        _mark_late(axis, one, heat, told)
        share = one.share
        if one.published is None or share is None:
            continue
        row = axis.row(one.published) + SETTLE_DAYS
        again = any(row - r <= AGAIN_DAYS for r in weak)
        if share < WATCH_SHARE:
            weak.append(row)
        warmth = ALARMING if share < FIRED_SHARE or (share < WATCH_SHARE and again) else NOTABLE if share < WATCH_SHARE else CALM  # fmt: skip
        if row >= axis.size:
            continue
        _raise(heat, row, LOUD_DAYS, warmth)
        if row >= 0:
            value[row] = share
            told[row] = SHORT.format(number=one.number, share=percent(share), day=one.published)

    def why(at: int) -> Text:
        last = max((r for r in told if r <= at), default=None)
        return NONE_YET if last is None else told[last]

    return Track(
        "creator_below", Subject("creator", creator, rows[0].creator_name), axis, heat, _held(value), np.ones(axis.size), why,
        unit="ratio", limit=FIRED_SHARE, falls=True, settling=Settling(1, 7), also=(Subject("promoter", creator, rows[0].creator_name),),
    )  # fmt: skip


def _mark_late(axis: Axis, one: Placement, heat: Heat, told: dict[int, Text]) -> None:
    if one.due is None:
        return
    out = axis.size if one.published is None else axis.row(one.published)
    for days, warmth in ((LATE_DAYS, NOTABLE), (VERY_LATE_DAYS, ALARMING)):
        start = axis.row(one.due) + days
        length = min(out, axis.row(one.due) + days + LOUD_DAYS) - start
        if length > 0:
            _raise(heat, start, length, warmth)
            if 0 <= start < axis.size:
                told[start] = LATE.format(number=one.number, due=one.due, days=days)


def _raise(heat: Heat, row: int, days: int, warmth: int) -> None:
    part = slice(max(row, 0), max(row + days, 0))
    heat[part] = np.maximum(heat[part], warmth)


def _held(value: Array) -> Array:
    """Carry the last share on until the next one."""
    last = np.maximum.accumulate(np.where(np.isnan(value), -1, np.arange(len(value))))
    return np.where(last >= 0, value[np.maximum(last, 0)], np.nan)


NONE_YET = Text("还没有可以评的合作", "no placement to judge yet")
SHORT = Text(
    "合作{number}（{day}发布）完成承诺曝光的{share}",
    "placement {number} (out on {day}) delivered {share} of the promised impressions",
)
LATE = Text(
    "合作{number}约定{due}发布，过了{days}天还没有",
    "placement {number} was due on {due} and was not out {days} days later",
)
PRESET = Preset(
    key="creator_below",
    name=Text("KOL不及预期", "KOL below promise"),
    trigger=Text(
        "发布三天后完成不到承诺曝光的一半，或半年内第二次不到七成，或过期一周没发布",
        "Under half of the promised impressions three days after publication, under 70 % for the second time in half a year, or not out a week after its day",
    ),
    needs=(("placements",),),
    look=lambda asked: tracks(gather(asked)),
    fallback=(
        Step(Text("按合同谈补发或退款，暂停后面的排期", "Ask for a make-good or money back by the contract; hold later dates"), 2),
        Step(Text("把这部分预算给近期完成率高的三位达人", "Give this budget to the three creators who delivered most lately"), 3),
        Step(Text("用已有的好内容投流，补上缺的曝光", "Boost content that did well to make up for the missing impressions"), 3),
    ),
    alarms_a_year=0.0,
)  # fmt: skip
