"""Sessions: worked by hand, adding up, and the visits of a public clickstream."""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lianyi.analyses.result import Result
from lianyi.cli.main import main
from lianyi.core.errors import LianyiError
from lianyi.stats.intervals import ratio, student
from tests.analyses.watched import Watched, run
from tests.facts import lakes
from tests.timelines.kernels.event_logs import CHANNELS, DAY, Event, random_log

VIEW, CART, PAY, SHARE, REFUND = range(1, 6)
LIVE, NOTE, CARD = 1, 2, 3
MINUTE, HOUR = 60, 3_600

# Person 1: three visits, the second one across midnight; person 2: one visit of an hour; person 3: one view.
SHOP = [
    Event(1, 0, VIEW, LIVE), Event(1, 10 * MINUTE, CART, NOTE), Event(1, 40 * MINUTE, PAY, NOTE),
    Event(1, DAY - 5 * MINUTE, VIEW, NOTE), Event(1, DAY + 5 * MINUTE, VIEW, LIVE),
    Event(1, 3 * DAY, VIEW, LIVE),
    *[Event(2, n * 20 * MINUTE, VIEW, NOTE) for n in range(4)],
    Event(3, 2 * DAY, VIEW),
]  # fmt: skip


def value(result: Result, key: str) -> Any:
    return result.number(key).value


def test_sessions_are_the_ones_counted_by_hand() -> None:
    result = run("sessions", Watched(SHOP), gap="30m", goal=("pay",))
    # Visits: 40 min with 3 events, 10 with 2, 0 with 1; 60 with 4; 0 with 1.
    assert [value(result, k) for k in ("sessions", "people")] == [5, 3]
    assert value(result, "sessions_per_person") == 5 / 3
    assert value(result, "events_per_session") == 11 / 5
    assert value(result, "minutes_per_session") == 110 / 5
    assert value(result, "bounce_rate") == 2 / 5
    assert value(result, "goal_rate") == 1 / 5
    assert [value(result, k) for k in ("median_minutes", "p90_minutes", "median_events", "p90_events")] == [10, 52, 2, 3.6]  # fmt: skip


def test_the_person_is_the_unit_of_every_interval() -> None:
    result = run("sessions", Watched(SHOP))
    visits, bounced, events = np.array([3, 1, 1]), np.array([1, 0, 1]), np.array([6, 4, 1])
    each = result.number("sessions_per_person").interval
    assert each is not None and [each.low, each.high] == pytest.approx(student(visits))
    size = result.number("events_per_session").interval
    assert size is not None and [size.low, size.high] == pytest.approx(ratio(events, visits))
    low, high = ratio(bounced, visits)
    share = result.number("bounce_rate").interval
    assert share is not None and [share.low, share.high] == pytest.approx([max(low, 0), min(high, 1)])  # fmt: skip
    assert (each.method, size.method, share.method) == ("student", "delta", "delta")


def test_a_pause_as_long_as_the_gap_is_none_and_midnight_may_cut() -> None:
    rows = [Event(1, 0, VIEW), Event(1, 30 * MINUTE, VIEW), Event(1, 60 * MINUTE + 1, VIEW)]
    assert value(run("sessions", Watched(rows), gap="30m"), "sessions") == 2
    assert value(run("sessions", Watched(SHOP), midnight=True), "sessions") == 6


def test_periods_hold_the_sessions_that_begin_in_them_and_add_up() -> None:
    result = run("sessions", Watched(SHOP), period="2026-01-01..2026-01-04")
    assert [(r["day"], r["sessions"], r["people"]) for r in result.rows()] == [
        ("2026-01-01", 3, 2), ("2026-01-02", 0, 0), ("2026-01-03", 1, 1), ("2026-01-04", 1, 1),
    ]  # fmt: skip
    assert result.rows()[1]["bounce_rate"] is None
    # The visit across midnight belongs to the day on which it began.
    second = run("sessions", Watched(SHOP), period="2026-01-02")
    assert value(second, "sessions") == 0 and second.number("bounce_rate").why
    assert "没有人来过" in second.explain() and second.chart() == {}
    weeks = run("sessions", Watched(SHOP), grain="week")
    assert [(r["week"], r["sessions"]) for r in weeks.rows()][:2] == [("2026-W01", 5), ("2026-W02", 0)]  # fmt: skip


def test_parts_by_the_first_event_and_by_the_person_add_up() -> None:
    for by, expected in (("channel", {"live": 2, "note": 2, "unknown": 1}), ("city", {"Hangzhou": 3, "Chengdu": 1, "unknown": 1})):  # fmt: skip
        parts = run("sessions", Watched(SHOP), by=by).table("groups").dicts()
        assert {p["group"]: p["sessions"] for p in parts} == expected
    note = run("sessions", Watched(SHOP), by="channel").table("groups").dicts()[1]
    assert (note["people"], note["events_per_session"], note["minutes_per_session"]) == (2, 3, 35)


def test_only_some_events_or_a_filter_make_other_sessions() -> None:
    assert value(run("sessions", Watched(SHOP), events=("view",)), "events_per_session") == 9 / 5
    over_note = run("sessions", Watched(SHOP), filter=("channel=note",))
    # Person 1: cart and payment 30 minutes apart, and one view; person 2: all four.
    assert [value(over_note, k) for k in ("sessions", "people", "events_per_session")] == [3, 2, 7 / 3]  # fmt: skip
    assert value(run("sessions", Watched(SHOP), segment="odd"), "people") == 2


def test_what_may_still_go_on_when_the_data_ends_is_said() -> None:
    rows = [Event(1, 0, VIEW), Event(2, DAY - 10 * MINUTE, VIEW)]
    result = run("sessions", Watched(rows, days=1), gap="30m")
    (warning,) = [w for w in result.warnings if w.code == "sessions_open"]
    assert warning.text.zh.startswith("1次")
    assert not [w for w in run("sessions", Watched(rows, days=2)).warnings if w.code == "sessions_open"]  # fmt: skip


def test_what_cannot_be_asked_is_refused() -> None:
    for code, options in (
        ("duration.unknown", {"gap": "half an hour"}),
        ("event.unknown", {"goal": ("purchase",)}),
        ("event.unreadable", {"events": ("view[",)}),
        ("run.group_unknown", {"by": "shoe_size"}),
        ("run.choice_unknown", {"grain": "year"}),
    ):  # fmt: skip
        with pytest.raises(LianyiError) as refused:
            run("sessions", Watched(SHOP), **options)
        assert refused.value.code == code
    with pytest.raises(LianyiError) as refused:
        run("sessions", Watched([]))
    assert refused.value.code == "run.missing_source"


def test_periods_and_parts_sum_to_the_whole() -> None:
    log = random_log(100, 3_000, days=30, seed=8)
    result = run("sessions", Watched(log), gap="1h", by="channel", goal=("pay",))
    for table in ("periods", "groups"):
        rows = result.table(table).dicts()
        assert sum(r["sessions"] for r in rows) == value(result, "sessions")
        events = sum((r["events_per_session"] or 0) * r["sessions"] for r in rows)
        assert events == pytest.approx(len(log))
    assert len(result.table("groups").rows) == len(CHANNELS)
    json.dumps(result.to_json())


@pytest.mark.full
def test_the_visits_of_a_public_clickstream(shared_data: Path) -> None:
    folder = shared_data / "clickstream_dmm"
    visits: dict[int, list[int]] = defaultdict(list)
    with gzip.open(folder / "events.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            visits[int(row["session_id"]) + 1].append(int(row["seconds_since_start"]))
    with gzip.open(folder / "sessions.csv.gz", "rt") as file:
        bought = {int(r["session_id"]) + 1 for r in csv.DictReader(file) if r["purchase"] == "1"}
    log = [Event(v, at, VIEW) for v, seconds in visits.items() for at in seconds]
    log = sorted([*log, *(Event(v, max(visits[v]), PAY) for v in bought)])
    # Visits as the shop cut them: nothing pauses for ten years.
    whole = run("sessions", Watched(log), gap="3650d", goal=("pay",))
    assert value(whole, "sessions") == value(whole, "people") == 10_512
    assert round(value(whole, "goal_rate"), 4) == 0.2260  # as published
    assert value(whole, "events_per_session") == (140_394 + len(bought)) / 10_512
    # As a loop cuts them at half an hour.
    cut = sum(1 + sum(b - a > 1_800 for a, b in pairwise(s)) for s in visits.values())  # fmt: skip
    assert value(run("sessions", Watched(log), gap="30m"), "sessions") == cut > 10_512


def test_the_command_line_answers_over_an_imported_shop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = lakes.workspace(tmp_path / "shop")
    times = ("2026-09-01 02:00:00", "2026-09-01 02:20:00", "2026-09-01 16:30:00")
    events = [{"event_no": f"e{n}", "person": 11, "at": at, "event": "view", "channel": "live"} for n, at in enumerate(times)]  # fmt: skip
    lakes.add(where, "one", lakes.AT, days=("2026-09-01", "2026-09-30"), events=events)
    lakes.stand(where, "one")
    assert main(["run", "sessions", "--gap", "30m", "--by", "channel", "--json", "-C", str(where.folder)]) == 0  # fmt: skip
    answer = json.loads(capsys.readouterr().out)
    assert answer["numbers"]["sessions"]["value"] == 2
    # Half past four in London's afternoon is the next day in Shanghai.
    assert {r["day"]: r["sessions"] for r in answer["rows"] if r["sessions"]} == {"2026-09-01": 1, "2026-09-02": 1}  # fmt: skip
    assert [g["group"] for g in answer["tables"]["groups"]] == ["live"]
