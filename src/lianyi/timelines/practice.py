"""A small made-up store of the types that a real one has: kernels compile per type, so this is what they warm up on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from lianyi.timelines.ranks import STAGES
from lianyi.timelines.store import Array, Segment, Store, Stream

PEOPLE = 64
ROWS = 12
DAY = 86_400
EVENTS = tuple(name for names in STAGES for name in names if name.isascii())


def practice_store(like: Store, first: date, last: date, seed: int = 1) -> Store:
    """Return a store whose columns have the types of `like`, once per different set of types.

    Everybody did a dozen things and bought and invited now and then between the days `first` and `last`; the events
    have their usual English names.
    """
    dice = np.random.default_rng(seed)
    days = like.day_number(first), max(like.day_number(last), like.day_number(first) + 1)
    kinds = {_types(s): s for s in like.segments}
    segments = tuple(_segment(s, number, days, dice) for number, s in enumerate(kinds.values()))
    words = {c: tuple(v[:2]) or ("",) for c, v in like.dictionaries.items()}
    attributes = {
        name: tuple(_frozen(np.ones(PEOPLE, codes[0].dtype)) for _ in segments)
        for name, codes in like.attributes.items()
        if codes
    }
    dictionaries = {c: (*w, "") if len(w) < 2 else w for c, w in words.items()}
    return Store(
        like.base_day, segments, {**dictionaries, "event": ("", *EVENTS)}, "practice", attributes
    )


def _types(segment: Segment) -> tuple[tuple[str, str, str], ...]:
    return tuple((n, c, a.dtype.str) for n, s in segment.streams.items() for c, a in s.columns.items())  # fmt: skip


def _segment(
    like: Segment, number: int, days: tuple[int, int], dice: np.random.Generator
) -> Segment:
    ids = np.arange(PEOPLE, dtype=np.int64) + PEOPLE * number
    streams = {n: Stream(_offsets(), _columns(s.columns, days, dice)) for n, s in like.streams.items()}  # fmt: skip
    return Segment(_frozen(ids), _frozen(np.ones(PEOPLE, np.bool_)), streams)


def _offsets() -> Array:
    return _frozen(np.arange(PEOPLE + 1, dtype=np.int64) * ROWS)


def _columns(
    like: Mapping[str, Array], days: tuple[int, int], dice: np.random.Generator
) -> dict[str, Array]:
    """Return rows that ascend in time within every person."""
    rows = PEOPLE * ROWS
    at = np.sort(dice.integers(days[0] * DAY, days[1] * DAY, (PEOPLE, ROWS)), axis=1).ravel()
    own = {
        "at": at,
        "day": at // DAY,
        "event": dice.integers(1, len(EVENTS) + 1, rows),
        "invitee": dice.integers(0, PEOPLE, rows),
        "opened_at": at + 60,
        "joined_at": at + 120,
    }
    return {
        name: _frozen(own.get(name, dice.integers(0, 2, rows)).astype(values.dtype))
        for name, values in like.items()
    }


def _frozen(values: Array) -> Array:
    values.flags.writeable = False
    return values
