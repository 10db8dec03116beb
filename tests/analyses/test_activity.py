"""Activity: by hand, adding up, and the people of a public log."""

from __future__ import annotations

import gzip
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from lianyi.core.errors import LianyiError
from tests.analyses.watched import Watched, run
from tests.conftest import SHARED_DATA
from tests.timelines.kernels.event_logs import BASE, CHANNELS, DAY, Event, random_log

KEY = "activity"
VIEW, CART = 1, 2
LIVE, NOTE = 1, 2
# Person 1: days 0, 1 and 9; person 2: day 1 twice; person 3: days 8 and 9.
SHOP = [
    Event(1, 0, VIEW, LIVE), Event(1, DAY, CART, NOTE), Event(1, 9 * DAY, VIEW, LIVE),
    Event(2, DAY, VIEW, LIVE), Event(2, DAY + 60, VIEW, NOTE),
    Event(3, 8 * DAY, VIEW, NOTE), Event(3, 9 * DAY + 5, VIEW, NOTE),
]  # fmt: skip


def _span(first: int, last: int) -> str:
    return f"{BASE + timedelta(days=first)}..{BASE + timedelta(days=last)}"


def test_days_and_windows_are_the_ones_counted_by_hand() -> None:
    found = run(KEY, Watched(SHOP, days=10), period=_span(0, 9), grain="day")
    rows = found.table("days").rows
    assert [row[1] for row in rows] == [1, 2, 0, 0, 0, 0, 0, 0, 1, 2]
    # Seven days back from days 6, 7, 8, 9; before that the data does not reach back seven days.
    assert [row[2] for row in rows] == [None] * 6 + [2, 2, 1, 2]
    assert {row[3] for row in rows} == {None}
    assert found.number("dau").value == 0.6
    assert found.number("wau").value == 2
    assert found.number("mau").value is None
    assert "30" in str(found.number("mau").why)


def test_who_comes_and_goes_adds_up() -> None:
    found = run(KEY, Watched(SHOP, days=10), period=_span(0, 9), grain="day")
    rows = found.table("flow").dicts()
    assert [(r["new"], r["kept"], r["returned"], r["lost"]) for r in rows[:3]] == [(1, 0, 0, 0), (1, 1, 0, 0), (0, 0, 0, 2)]  # fmt: skip
    assert rows[9] == {**rows[9], "active": 2, "new": 0, "kept": 1, "returned": 1, "lost": 0}


@pytest.mark.parametrize("grain", ["day", "week", "month"])
def test_active_is_new_and_kept_and_returned_and_nobody_gets_lost_twice(grain: str) -> None:
    log = random_log(200, 3_000, days=120, seed=3)
    found = run(KEY, Watched(log, days=120), grain=grain).table("flow").dicts()
    for before, now in zip([{"active": 0}, *found], found, strict=False):
        assert now["active"] == now["new"] + now["kept"] + now["returned"]
        assert before["active"] == now["kept"] + now["lost"]
    assert sum(r["new"] for r in found) == len({e.person for e in log})


def test_stickiness_is_active_days_over_the_month_by_person() -> None:
    log = random_log(100, 2_000, days=60, seed=5)
    found = run(KEY, Watched(log, days=60))
    days = defaultdict(set)
    for event in log:
        if 30 <= event.at // DAY < 60:
            days[event.person].add(event.at // DAY)
    assert found.number("mau").value == len(days)
    sticky = found.number("stickiness")
    assert sticky.value == pytest.approx(sum(map(len, days.values())) / 30 / len(days))
    assert sticky.interval is not None and sticky.value is not None
    assert sticky.interval.low < sticky.value < sticky.interval.high


def test_somebody_in_two_channels_is_one_person_in_the_whole() -> None:
    found = run(KEY, Watched(SHOP, days=10), period=_span(0, 9), by="channel")
    parts = {r["group"]: r["dau"] for r in found.table("groups").dicts()}
    assert parts == {CHANNELS[LIVE]: 0.3, CHANNELS[NOTE]: 0.4}
    assert found.number("dau").value == 0.6


def test_only_the_events_named_make_somebody_active() -> None:
    found = run(KEY, Watched(SHOP, days=10), period=_span(0, 9), events=("cart",))
    assert [row[1] for row in found.table("days").rows] == [0, 1, *[0] * 8]


def test_known_days_without_anybody_are_zero() -> None:
    found = run(KEY, Watched(SHOP, days=10), period=_span(3, 5))
    assert [row[1] for row in found.table("days").rows] == [0, 0, 0]


def test_days_that_no_data_reaches_are_refused() -> None:
    with pytest.raises(LianyiError) as refusal:
        run(KEY, Watched(SHOP, days=10), period=_span(40, 45))
    assert refusal.value.code == "run.nothing_to_count"


def test_the_finding_names_the_mean_and_the_moves() -> None:
    said = run(KEY, Watched(SHOP, days=10), period=_span(0, 9), grain="day")
    assert "平均每天1人活跃" in said.explain("zh")
    assert "1 kept, 1 back" in said.explain("en")
    assert said.chart("en")["series"]


def _taobao() -> list[Event]:
    path = SHARED_DATA / "taobao_userbehavior_head" / "UserBehavior_head.csv.gz"
    if not Path(path).exists():
        pytest.skip("the shared data is not there: public data of people's behaviour")
    origin = datetime.combine(BASE, datetime.min.time(), UTC).timestamp()
    with gzip.open(path, "rt") as file:
        rows = [line.strip().split(",") for line in file]
    return [Event(int(r[0]), int(r[4]) + 8 * 3600 - int(origin), VIEW) for r in rows]


def test_the_public_log_has_the_people_that_sets_of_days_count() -> None:
    log = _taobao()
    first = min(e.at for e in log) // DAY
    last = max(e.at for e in log) // DAY
    data = Watched([replace(e, at=e.at - first * DAY) for e in log], days=last - first + 1)
    by_day: dict[int, set[int]] = defaultdict(set)
    for event in log:
        by_day[event.at // DAY - first].add(event.person)
    found = run(KEY, data, grain="day").table("days").rows
    assert [row[1] for row in found] == [len(by_day[n]) for n in range(len(found))]
    assert date.fromisoformat(found[0][0]) == BASE
