"""The register of risks on one day: every risk with its gauge, and one alert for each cause."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isnan
from typing import TYPE_CHECKING

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.core.wording import told
from lianyi.planning.risks.alerts import Alert, alerts
from lianyi.planning.risks.heat import ORDER, State
from lianyi.planning.risks.own_trigger import own_track
from lianyi.planning.risks.presets import PRESETS
from lianyi.planning.risks.watched import Asked, Axis, Preset, Track, newest_row

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.planning.model.plan import Plan
    from lianyi.planning.model.risks import Risk

HISTORY_DAYS = 420
STALE_DAYS = 7
"""A reading keeps for so long while newer days are not known."""
MAY_BE_TIMELESS = ("placements", "account_events")
"""Tables whose rows may have no day yet (a placement that is not out), so that no day is covered."""
Look = Callable[[Preset, str], Sequence[Track]]
NO_TRIGGER = Text("没有触发条件", "no trigger")
NO_SOURCE = Text("还没有导入{tables}", "{tables} not imported yet")
ENDED = Text("数据只到{day}", "the data ends on {day}")
TOO_EARLY = Text("历史还不够长，暂时看不出", "the history is too short to tell yet")


@dataclass(frozen=True)
class Gauge:
    """One risk on one day. `risk` is None for a monitor that the plan does not name.

    `head` is the hottest of its tracks; `since` the day on which the present state began; `unknown` says why nobody can tell.
    """

    key: str
    preset: Preset | None
    risk: Risk | None
    tracks: tuple[Track, ...]
    state: State
    since: date | None
    head: Track | None
    unknown: Text | None = None
    is_muted: bool = False

    @property
    def name(self) -> Text:
        """What a page calls it."""
        if self.risk is not None:
            return Text(self.risk.name, self.risk.name)
        return self.preset.name if self.preset else NO_TRIGGER


@dataclass(frozen=True)
class Standing:
    """All gauges and all alerts at the close of `day`; `alerts` end with the newest."""

    day: date
    gauges: tuple[Gauge, ...]
    alerts: tuple[Alert, ...]

    @property
    def open(self) -> tuple[Alert, ...]:
        """Alerts of which something still fires."""
        return tuple(a for a in self.alerts if any(e.last == self.day for e in a.episodes))

    def gauge(self, key: str) -> Gauge:
        """Return the gauge `key`; refuses with `risk.unknown`."""
        for one in self.gauges:
            if one.key == key:
                return one
        raise LianyiError("risk.unknown", key=key, known="、".join(g.key for g in self.gauges))


def last_day(data: Data) -> date:
    """Return the last business day that is over and that orders reach."""
    return min(data.period(None).last, data.today - timedelta(days=1))


def standing(plan: Plan | None, data: Data, day: date | None = None) -> Standing:
    """Return the register at the close of `day` (default `last_day`), from facts up to that day alone.

    Every monitor that ships is watched, also those that no risk of the plan names. A trigger that cannot be asked
    (`risk.preset_unknown`, `risk.no_threshold`, `metric.unknown`) leaves its gauge unknown with those words.
    """
    day = day or last_day(data)
    axis = Axis(day - timedelta(days=HISTORY_DAYS - 1), day)
    seen: dict[tuple[str, str], Sequence[Track]] = {}
    delivered = {row[0] for row in data.engine.coverage}
    delivered |= {table for table in MAY_BE_TIMELESS if data.engine.columns(table)}
    over = codes_over(plan, day)

    def look(preset: Preset, scope: str) -> Sequence[Track]:
        place = (preset.key, scope)
        if place not in seen:
            seen[place] = preset.look(Asked(data.engine, axis, data.calendar, scope, over))
        return seen[place]

    risks = plan.risks if plan else ()
    named = {r.trigger.preset for r in risks if not r.trigger.scope}
    gauges = [_of_risk(risk, data, day, delivered, look) for risk in risks]
    gauges += [
        _of_preset(preset, None, "", day, delivered, look)
        for preset in PRESETS.values()
        if preset.key not in named
    ]
    every = {id(t): t for g in gauges for t in g.tracks if not g.is_muted}
    return Standing(day, tuple(gauges), tuple(alerts(_once(list(every.values())))))


def _once(tracks: Sequence[Track]) -> list[Track]:
    """Return each thing watched once: a risk with a scope sees what the monitor of the whole shop sees too."""
    found: dict[tuple[str, ...], Track] = {}
    for track in tracks:
        own = track.preset if track.preset != "own" else f"own {track.limit}"
        found.setdefault((own, track.subject.kind, track.subject.key, track.unit), track)
    return list(found.values())


def codes_over(plan: Plan | None, day: date) -> Mapping[str, date]:
    """Return the codes of campaigns that ended by `day` and are in no later one, with their last day."""
    ends: dict[str, date] = {}
    for campaign in plan.campaigns if plan else ():
        for code in campaign.codes:
            ends[code] = max(ends.get(code, campaign.to_day), campaign.to_day)
    return {code: end for code, end in ends.items() if end < day}


def _of_risk(risk: Risk, data: Data, day: date, delivered: set[str], look: Look) -> Gauge:
    """Return the gauge of one risk. One that cannot be asked says why and keeps nothing else from being asked."""
    trigger = risk.trigger
    try:
        if trigger.preset:
            if trigger.preset not in PRESETS:
                known = "、".join(PRESETS)
                raise LianyiError("risk.preset_unknown", risk=risk.name, preset=trigger.preset, known=known)  # fmt: skip
            return _of_preset(PRESETS[trigger.preset], risk, trigger.scope, day, delivered, look)
        if trigger.metric:
            return _gauge(risk.id, None, risk, [own_track(risk, data, day)], day)
    except LianyiError as refusal:
        words = told(refusal.code, refusal.facts)
        return Gauge(risk.id, None, risk, (), "unknown", None, None, words, _muted(risk, day))
    return Gauge(risk.id, None, risk, (), "unknown", None, None, NO_TRIGGER, _muted(risk, day))


def _of_preset(preset: Preset, risk: Risk | None, scope: str, day: date, delivered: set[str], look: Look) -> Gauge:  # fmt: skip
    key = risk.id if risk else preset.key
    lacking = [group for group in preset.needs if not delivered & set(group)]
    if lacking:
        words = NO_SOURCE.format(tables=_names(lacking[0]))
        return Gauge(key, preset, risk, (), "unknown", None, None, words, _muted(risk, day))
    return _gauge(key, preset, risk, look(preset, scope), day)


def _names(tables: Sequence[str]) -> Text:
    from lianyi.facts.tables import TABLES

    names = [TABLES.get(t).name for t in tables]
    return Text("、".join(n.zh for n in names), " or ".join(n.en for n in names))


def _muted(risk: Risk | None, day: date) -> bool:
    return bool(risk and risk.muted_until and risk.muted_until >= day)


def _gauge(key: str, preset: Preset | None, risk: Risk | None, tracks: Sequence[Track], day: date) -> Gauge:  # fmt: skip
    """Put the tracks of one risk together: as hot as the hottest of them."""
    rated = [(track.states(), track) for track in tracks]
    known = [(s, t) for s, t in rated if s and s[-1] != "unknown"]
    newest = max((t.axis.day(newest_row(t)) for _, t in known), default=day)
    if (day - newest).days > STALE_DAYS:
        words = ENDED.format(day=newest)
        return Gauge(key, preset, risk, tuple(tracks), "unknown", None, None, words, _muted(risk, day))  # fmt: skip
    if not known:
        return Gauge(key, preset, risk, tuple(tracks), "unknown", None, None, TOO_EARLY, _muted(risk, day))  # fmt: skip
    found, head = max(known, key=lambda p: (ORDER.index(p[0][-1]), _size(p[1])))
    state = found[-1]
    since = head.axis.day(next((n + 1 for n in range(len(found) - 1, -1, -1) if found[n] != state), 0))  # fmt: skip
    return Gauge(key, preset, risk, tuple(tracks), state, since, head, None, _muted(risk, day))


def _size(track: Track) -> tuple[bool, float]:
    """Rank what is equally hot: the whole shop first while nothing fires, then how far a value is off what was usual."""
    return track.subject.kind == "shop" and track.states()[-1] == "quiet", _off(track)


def _off(track: Track) -> float:
    value, usual = float(track.value[-1]), float(track.usual[-1])
    if not usual or isnan(value) or isnan(usual):
        return -1.0
    return (usual - value) / usual if track.falls else (value - usual) / usual
