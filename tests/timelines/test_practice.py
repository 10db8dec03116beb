"""The made-up store to warm up on has the types of the real one, once per set of types."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np

from lianyi.timelines.practice import practice_store
from lianyi.timelines.store import BASE_DAY, Segment, Store, Stream


def _segment(channel: str) -> Segment:
    types = {"at": "i4", "day": "i4", "event": "u2", "channel": channel, "invitee": "i8"}
    columns = {name: np.zeros(0, dtype) for name, dtype in types.items()}
    events = Stream(np.zeros(2, np.int64), columns)
    return Segment(np.array([7]), np.ones(1, np.bool_), {"events": events})


def test_types_are_kept_and_rows_ascend() -> None:
    like = Store(
        BASE_DAY,
        (_segment("u1"), _segment("u2"), _segment("u1")),
        {"channel": ("", "live", "note"), "event": ("", "浏览")},
        attributes={"province": (np.zeros(1, np.uint8),) * 3},
    )
    made = practice_store(like, date(2026, 9, 1), date(2026, 9, 1))
    assert [s.streams["events"]["channel"].dtype for s in made.segments] == [np.uint8, np.uint16]
    assert [c.dtype for c in made.attributes["province"]] == [np.uint8, np.uint8]
    assert made.code("event", "order_paid")
    for segment in made.segments:
        events = segment.streams["events"]
        assert not events["at"].flags.writeable
        assert events["at"].dtype == np.int32
        for first, after in pairwise(events.offsets.tolist()):
            assert (np.diff(events["at"][first:after]) >= 0).all()
        assert set(events["day"].tolist()) == {made.day_number(date(2026, 9, 1))}
        assert events["event"].max() < len(made.dictionaries["event"])
        assert events["channel"].max() < len(made.dictionaries["channel"])
