"""From the options of an attribution to the question that the timelines answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from lianyi.analyses.event_lookup import UNKNOWN, meant, tables_behind
from lianyi.analyses.event_syntax import parse_choice, split_choices
from lianyi.analyses.observed import Observed, observed
from lianyi.core.durations import parse_duration
from lianyi.core.errors import LianyiError
from lianyi.metrics.engine import Coverage

if TYPE_CHECKING:
    from lianyi.analyses.attribution import Attribution
    from lianyi.analyses.data import Data
    from lianyi.core.calendar.periods import Period
    from lianyi.timelines.attributing import Question
    from lianyi.timelines.store import Array, Store

DAY = 86_400
MODELS = ("first", "last", "last_non_direct", "linear", "position", "decay")
OFFLINE = ("coupon", "promoter", "sales_channel")
# The lock windows that 微信推客 publishes: product and content, click and order.
PRESETS = {"weixin_tuike": {"click": 5 * DAY, "order": 20 * DAY, "content_click": 10 * DAY, "content_order": 35 * DAY}}  # fmt: skip
# What exports call the same kind.
SAME_AS = {"点击": "click", "ad_click": "click", "下单": "order", "order_created": "order", "submit_order": "order"}  # fmt: skip
CONTENT = "content_"
MOST_GROUPS, SHOWN_ALL = 20, 32
NEVER = 1 << 60
OTHERS = "others"


@dataclass(frozen=True)
class Plan:
    """An attribution that can be asked. `names` and `is_direct` are by group of the question."""

    question: Question
    models: tuple[str, ...]
    names: tuple[str, ...]
    is_direct: tuple[bool, ...]
    has_direct: bool
    offline: tuple[str, ...]
    by: str
    only: list[Array] | None
    everybody: bool
    reach: Observed
    period: Period
    whole_time: bool


def plan_of(asked: Attribution, data: Data) -> Plan:
    """Return the plan; refuses as `Attribution.run` says."""
    from lianyi.timelines.attributing import ALWAYS, Question

    store, models = data.store, _models(asked.model)
    offline = _known("offline", [o for o in asked.offline if o != "none"], OFFLINE)
    kind, tables, width = _touches(asked, store)
    covered = _covered(data, tables)
    if not store.rows(asked.touches) or not covered:
        raise LianyiError("run.missing_source", analysis=asked.KEY, missing=", ".join(tables))
    by = _column(asked, store)
    direct = _direct(store, asked.direct)
    low, high, period = -ALWAYS, ALWAYS, data.period(asked.period)
    if asked.period:
        low, high = store.day_number(period.start) * DAY, store.day_number(period.end) * DAY
    seen, first_day = _seen(store, covered) if asked.partly_seen == "apart" else (_nothing(), 0)
    only = data.segment(asked.segment)
    question = Question(
        asked.touches, kind, width, by, _nothing(), 1, direct, models, parse_duration(asked.half_life),
        low, high, seen, first_day,
    )  # fmt: skip
    grouped, names, is_direct = _grouped(store, question, only)
    return Plan(
        grouped, models, names, is_direct, bool(direct.any()), offline, by, only, asked.segment is None,
        observed(data, asked.KEY), period, asked.period is None,
    )  # fmt: skip


def _known(option: str, given: Iterable[str], known: Sequence[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(given))
    for name in found:
        if name not in known:
            raise LianyiError("run.choice_unknown", option=option, value=name, known=", ".join(known))  # fmt: skip
    return found


def _models(given: Sequence[str] | str) -> tuple[str, ...]:
    """Return the models in their usual order; last is always there, for the others are held against it."""
    parts = given.split(",") if isinstance(given, str) else given
    chosen = _known("model", (p.strip() for p in parts), ("all", *MODELS))
    return MODELS if "all" in chosen else tuple(m for m in MODELS if m in chosen or m == "last")


def _touches(asked: Attribution, store: Store) -> tuple[str, tuple[str, ...], Array]:
    """Return the column of kinds, the tables behind the touches, and seconds by kind, without and with a content."""
    import numpy as np

    own = dict(PRESETS[asked.preset]) if asked.preset else {}
    own |= _windows(asked.windows)
    default = parse_duration(asked.window)
    kind, names, chosen = "kind", store.dictionaries.get("kind", ("",)), None
    tables: tuple[str, ...] = ("touches",)
    if asked.touches == "events":
        kind, names = "event", store.dictionaries.get("event", ("",))
        chosen = _chosen(asked, store)
        tables = tables_behind(names[c] for c in chosen)
    _check_kinds(_windows(asked.windows), names)
    width = np.zeros(2 * len(names), np.int64)
    for code, name in enumerate(names):
        if chosen is None or code in chosen:
            width[2 * code] = _window(name, own, default, with_content=False)
            width[2 * code + 1] = _window(name, own, default, with_content=True)
    return kind, tables, width


def _windows(given: Iterable[str]) -> dict[str, int]:
    found = {}
    for part in given:
        name, sign, length = part.partition("=")
        if not sign or not name.strip():
            raise LianyiError("attribution.windows", given=part)
        found[name.strip()] = 0 if length.strip() == "0" else parse_duration(length)
    return found


def _check_kinds(windows: Mapping[str, int], names: Sequence[str]) -> None:
    known = {n for n in names if n} | {SAME_AS[n] for n in names if n in SAME_AS}
    for name in windows:
        if name not in known and name.removeprefix(CONTENT) not in known:
            raise LianyiError("attribution.kind_unknown", kind=name, known=", ".join(sorted(known)) or "—")  # fmt: skip


def _window(name: str, own: Mapping[str, int], default: int, *, with_content: bool) -> int:
    same = SAME_AS.get(name, name)
    asked = [name, same]
    if with_content:
        asked = [CONTENT + name, CONTENT + same, *asked]
    return next((own[a] for a in asked if a in own), default)


def _chosen(asked: Attribution, store: Store) -> set[int]:
    """Return the codes of the events that are touches: those named without conditions, else clicks and views."""
    import numpy as np

    from lianyi.timelines.ranks import RANK

    given: Any = asked.touch_events
    parts = split_choices(given) if isinstance(given, str) else given
    choices = [parse_choice(part) for part in parts]
    plain = all(not a.conditions and a.event != "*" for c in choices for a in c.alternatives)
    if not choices:
        looks = (RANK["click"], RANK["view"])
        own = {c for c, n in enumerate(store.dictionaries["event"]) if RANK.get(n.lower()) in looks}
        if own:
            return own
    if not choices or not plain:
        raise LianyiError("attribution.touch_events")
    found = [meant(store, choice) for choice in choices]
    return {int(c) for m in found for one in m.conditions for c in np.flatnonzero(one["event"])}


def _column(asked: Attribution, store: Store) -> str:
    columns = ["channel", "content", *(["promoter", "code"] if asked.touches == "touches" else [])]
    known = [c for c in columns if any(c in s.streams[asked.touches].columns for s in store.segments if asked.touches in s.streams)]  # fmt: skip
    if asked.by not in known:
        raise LianyiError("run.group_unknown", by=asked.by, known=", ".join(known))
    return asked.by


def _direct(store: Store, words: Sequence[str]) -> Array:
    import numpy as np

    wanted = {w.strip().lower() for w in words}
    names = store.dictionaries.get("channel", ("",))
    found = [bool(wanted & {n.lower(), *n.lower().split("/")}) if n else UNKNOWN in wanted for n in names]  # fmt: skip
    return np.array(found or [False], np.bool_)


def _covered(data: Data, tables: Sequence[str]) -> set[date]:
    """Return the days on which touches are known; one whose export ended within the day is not among them."""
    found: set[date] = set()
    for row in (Coverage(*r) for r in data.engine.coverage):
        if row.table in tables:
            end = row.to_day - timedelta(days=1) if row.is_last_day_partial else row.to_day
            found |= {row.from_day + timedelta(days=n) for n in range((end - row.from_day).days + 1)}  # fmt: skip
    return found


def _seen(store: Store, covered: set[date]) -> tuple[Array, int]:
    """Return by day the second from which on touches are known without a hole until that day's end."""
    import numpy as np

    days = sorted(store.day_number(d) for d in covered)
    first = days[0]
    seen = np.full(days[-1] - first + 1, NEVER, np.int64)
    begin = first
    for n, day in enumerate(days):
        if n and day != days[n - 1] + 1:
            begin = day
        seen[day - first] = begin * DAY
    return seen, first


def _nothing() -> Array:
    import numpy as np

    return np.zeros(0, np.int64)


def _grouped(
    store: Store, question: Question, only: list[Array] | None
) -> tuple[Question, tuple[str, ...], tuple[bool, ...]]:
    """Return the question with its groups: every value where they are few, else those with the most last touches."""
    from dataclasses import replace

    import numpy as np

    values = store.dictionaries.get(question.by, ("",))
    direct = question.direct if question.by == "channel" else np.zeros(len(values), np.bool_)
    if len(values) <= SHOWN_ALL:
        kept, group_of = list(range(len(values))), np.arange(len(values))
    else:
        weight = _last_touches(store, replace(question, group_of=np.zeros(len(values), np.int64), models=("last",)), only)  # fmt: skip
        heavy = [int(c) for c in np.argsort(-weight, kind="stable")[:MOST_GROUPS] if weight[c]]
        kept = list(
            dict.fromkeys([*heavy, *(int(c) for c in np.flatnonzero(direct)[:MOST_GROUPS])])
        )
        group_of = np.full(len(values), len(kept))
        group_of[kept] = np.arange(len(kept))
    names = tuple(values[c] if c else UNKNOWN for c in kept)
    is_direct = tuple(bool(direct[c]) for c in kept)
    if len(kept) < len(values):
        names, is_direct = (*names, OTHERS), (*is_direct, False)
    return replace(question, group_of=group_of, groups=len(names)), names, is_direct


def _last_touches(store: Store, question: Question, only: list[Array] | None) -> Array:
    """Return by code of `by` how many orders had their last touch there."""
    import numpy as np

    from lianyi.timelines.attributing import share_credit

    weight = np.zeros(len(question.group_of), np.int64)
    rows = share_credit(store, question, only).last
    for segment, last in zip(store.segments, rows, strict=True):
        if question.stream in segment.streams:
            codes = segment.streams[question.stream][question.by]
            weight += np.bincount(codes[last[last >= 0]], minlength=len(weight))
    return weight
