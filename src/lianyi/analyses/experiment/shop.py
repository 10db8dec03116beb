"""The people of an experiment that a shop declared, and what they bought within the same window after assignment.

An experiment is declared by facts: `person_attributes` with the attribute `experiment:NAME` and the arm as value, or `labels` of that kind
whose subject is a person's number as the views show it. The time of the fact is the moment of assignment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from lianyi.analyses.experiment.rows import NO_ARM, Kind, Measure, Rows
from lianyi.core.calendar.periods import between
from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lianyi.analyses.data import Data
    from lianyi.analyses.experiment import Experiment
    from lianyi.analyses.result import Unit
    from lianyi.timelines.store import Segment, Store

Array = Any
PREFIX = "experiment:"
DAY_SECONDS = 86_400
BEFORE = "before"
SUMMED = {"paid_fen": "order_fen", "refund_fen": "refund_fen", "margin_fen": "margin_fen"}


@dataclass(frozen=True)
class Outcome:
    """What may be measured: the sum of `top`, over the sum of `below` where it is a ratio."""

    kind: Kind
    unit: Unit
    top: str
    below: str | None = None


OUTCOMES = {
    "paid": Outcome("proportion", "ratio", "orders"),
    "orders": Outcome("mean", "number", "orders"),
    "paid_fen": Outcome("mean", "money", "paid_fen"),
    "net_fen": Outcome("mean", "money", "net_fen"),
    "refund_fen": Outcome("mean", "money", "refund_fen"),
    "margin_fen": Outcome("mean", "money", "margin_fen"),
    "order_value": Outcome("ratio", "money", "paid_fen", "orders"),
    "refund_rate": Outcome("ratio", "ratio", "refund_fen", "paid_fen"),
}


@dataclass(frozen=True)
class _Dealt:
    """Who was assigned: person ids ascending, places in `arms`, seconds since the base day."""

    arms: tuple[str, ...]
    people: Array
    arm: Array
    at: Array
    counts: dict[str, int]


def from_shop(asked: Experiment, data: Data) -> Rows:
    """Return the people of experiment `asked.name`.

    Refuses with `experiment.undeclared`, `experiment.unnamed`, `experiment.outcome_unknown`, `experiment.no_days`.
    """
    import numpy as np

    for name in (*asked.metric, *asked.guarded):
        if name not in OUTCOMES:
            raise LianyiError("experiment.outcome_unknown", metric=name, known=", ".join(OUTCOMES))
    if asked.covariate not in (None, BEFORE):
        raise LianyiError("experiment.covariate_unknown", column=asked.covariate, known=BEFORE)
    name = _name(asked.name, data)
    store = data.store
    dealt = _dealt(name, data, store.base_day)
    first_at = int(dealt.at.min())
    end = _known_until(data, store, first_at, asked.until)
    ripe = dealt.at + asked.window_seconds <= end
    counts = {**dealt.counts, "immature": int((~ripe).sum())}
    split = tuple(int(c) for c in np.bincount(dealt.arm, minlength=len(dealt.arms)))
    dealt = replace(dealt, people=dealt.people[ripe], arm=dealt.arm[ripe], at=dealt.at[ripe])
    window = asked.window_seconds
    after = _sums(store, dealt, 0, window)
    before = _sums(store, dealt, -window, 0) if asked.covariate else {}
    currency = data.engine.currency
    measures = {}
    for outcome in dict.fromkeys((*asked.metric, *asked.guarded)):
        past = before.get(OUTCOMES[outcome].top) if outcome in asked.metric else None
        measures[outcome] = replace(_measure(outcome, after), past=past, currency=currency)
    segments = _segments(store, dealt, asked.segment_column) if asked.segment_column else None
    days = between(store.day_of(first_at // DAY_SECONDS), store.day_of(end // DAY_SECONDS - 1))
    return Rows(dealt.arms, dealt.arm, measures, split, segments, counts, days)


def _name(given: str | None, data: Data) -> str:
    known = sorted({attribute.removeprefix(PREFIX) for attribute in _declared(data)})
    if given is None and len(known) == 1:
        return known[0]
    if given is None or given not in known:
        code = "experiment.unnamed" if given is None and known else "experiment.undeclared"
        raise LianyiError(code, name=given or "", known=", ".join(known) or "—")
    return given


def _sources(data: Data) -> Iterator[tuple[str, str, str]]:
    """Yield view, column of the experiment and SQL of the person for each place where assignments stand."""
    if data.engine.columns("person_attributes"):
        yield "person_attributes", "attribute", "person_id"
    if data.engine.columns("labels"):
        yield "labels", "kind", "TRY_CAST(subject AS BIGINT)"


def _declared(data: Data) -> Iterator[str]:
    for view, column, _ in _sources(data):
        sql = f"SELECT DISTINCT {column} FROM {view} WHERE starts_with({column}, '{PREFIX}')"
        yield from (row[0] for row in data.engine.rows(sql))


def _dealt(name: str, data: Data, base: date) -> _Dealt:
    """Return everybody with one arm and a moment; who has two arms, none, or no moment is counted."""
    import numpy as np

    rows = [
        row
        for view, column, person in _sources(data)
        for row in data.engine.rows(
            f"SELECT {person}, trim(coalesce(value, '')), date_diff('second', TIMESTAMP '{base} 00:00:00', \"at\") "
            f"FROM {view} WHERE {column} = ?",
            [PREFIX + name],
        )
    ]
    counts = dict.fromkeys(("person_unknown", "arm_unknown", "undated", "mixed"), 0)
    counts["rows"] = len(rows)
    found: dict[int, tuple[set[str], list[int]]] = {}
    for person, arm, at in rows:
        if person is None:
            counts["person_unknown"] += 1
        elif arm.lower() in NO_ARM:
            counts["arm_unknown"] += 1
        else:
            seen, moments = found.setdefault(person, (set(), []))
            seen.add(arm)
            moments.extend([] if at is None else [at])
    counts["mixed"] = sum(len(seen) > 1 for seen, _ in found.values())
    counts["undated"] = sum(len(seen) == 1 and not at for seen, at in found.values())
    kept = sorted((p, min(s), min(at)) for p, (s, at) in found.items() if len(s) == 1 and at)
    if not kept:
        raise LianyiError("experiment.no_days", column=PREFIX + name)
    arms = tuple(sorted({arm for _, arm, _ in kept}))
    places = {arm: n for n, arm in enumerate(arms)}
    people, named, at = zip(*kept, strict=True)
    return _Dealt(arms, np.array(people), np.array([places[a] for a in named]), np.array(at), counts)  # fmt: skip


def _known_until(data: Data, store: Store, first_at: int, until: date | None) -> int:
    """Return the second up to which every source of orders that reaches into the experiment is known.

    A source that ends earlier hides purchases, so people count only while all of them are covered.
    """
    first = store.day_of(first_at // DAY_SECONDS)
    last_days = [
        to_day - timedelta(days=int(partial))
        for table, _, _, _, to_day, partial in data.engine.coverage
        if table == "orders" and to_day >= first
    ]
    last = min(last_days, default=first)
    if until is not None:
        last = min(last, until)
    last = max(last, first)
    return (store.day_number(last) + 1) * DAY_SECONDS


def _sums(store: Store, dealt: _Dealt, start: int, end: int) -> dict[str, Array]:
    """Return per assigned person the sums over orders from `start` up to, without, `end` seconds after assignment."""
    import numpy as np

    totals = {key: np.zeros(len(dealt.people)) for key in ("orders", *SUMMED)}
    for segment in store.segments:
        if "orders" not in segment.streams:
            continue
        for key, found in _of_segment(segment, dealt, start, end):
            totals[key] += found
    totals["net_fen"] = totals["paid_fen"] - totals["refund_fen"]
    return totals


def _of_segment(
    segment: Segment, dealt: _Dealt, start: int, end: int
) -> Iterator[tuple[str, Array]]:
    import numpy as np

    from lianyi.timelines.store import UNKNOWN_FEN

    orders = segment.streams["orders"]
    owner = np.repeat(np.arange(segment.people), np.diff(orders.offsets))
    place = np.searchsorted(dealt.people, segment.person_ids)
    inside = np.minimum(place, len(dealt.people) - 1)
    ours = np.asarray(segment.alive, bool) & (dealt.people[inside] == segment.person_ids)
    rows = np.flatnonzero(ours[owner])
    who = inside[owner[rows]]
    since = orders["at"][rows].astype(np.int64) - dealt.at[who]
    kept = (since >= start) & (since < end)
    rows, who = rows[kept], who[kept]
    yield "orders", np.bincount(who, minlength=len(dealt.people)).astype(float)
    for key, column in SUMMED.items():
        if column in orders.columns:
            amounts = np.asarray(orders[column][rows])
            # A cost that is not known makes the person's margin unknown, not small.
            values = np.where(amounts == UNKNOWN_FEN, np.nan, amounts)
            yield key, np.bincount(who, weights=values, minlength=len(dealt.people))


def _measure(name: str, sums: dict[str, Array]) -> Measure:
    import numpy as np

    outcome = OUTCOMES[name]
    top = sums[outcome.top]
    values = np.minimum(top, 1.0) if outcome.kind == "proportion" else top
    return Measure(name, outcome.kind, values, sums.get(outcome.below or ""), outcome.unit)


def _segments(store: Store, dealt: _Dealt, attribute: str) -> list[str]:
    """Return the value of a person attribute for everybody assigned; "" where the store does not know."""
    import numpy as np

    if attribute not in store.attributes:
        known = ", ".join(store.attributes)
        raise LianyiError("experiment.attribute_unknown", attribute=attribute, known=known)
    codes = np.zeros(len(dealt.people), int)
    for segment, values in zip(store.segments, store.attributes[attribute], strict=True):
        place = np.searchsorted(dealt.people, segment.person_ids)
        inside = np.minimum(place, len(dealt.people) - 1)
        ours = np.asarray(segment.alive, bool) & (dealt.people[inside] == segment.person_ids)
        codes[inside[ours]] = values[ours]
    names = store.dictionaries[attribute]
    return [names[code] for code in codes]
