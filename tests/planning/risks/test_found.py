"""Injected events are found in time on the sample shop, by the way that a user goes; a quiet shop hardly rings."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from lianyi.planning.risks.register import standing
from lianyi.planning.risks.watched import Track
from lianyi.shop import Shop
from lianyi.shop.analysing import ShopData
from lianyi.simulation.disturbances import Event, Silence, StockOut
from lianyi.simulation.log import Log
from lianyi.simulation.settings import Settings
from lianyi.simulation.trade import simulate
from tests.planning.risks.disturbed_shops import planned, shop_with
from tests.planning.risks.measure import delay, raised, sought, tracks_of

pytestmark = pytest.mark.full
SETTINGS = Settings(7, 40_000, date(2026, 3, 1), date(2026, 11, 15), few_files=True)
JUDGED_FROM = date(2026, 5, 10)
MONTHS = 6
MUST = {
    "refunds ×4, whole shop",
    "stock-out",
    "ban, with an account event",
    "community silent",
    "creator delivers 30 %",
}
FADING_FROM = SETTINGS.last_day - timedelta(days=56)
"""From here on the groups of the second owner fall quiet in every sample shop."""


@pytest.fixture(scope="module")
def log() -> Log:
    return simulate(SETTINGS)


@pytest.fixture(scope="module")
def events(log: Log) -> list[Event]:
    return planned(log, JUDGED_FROM)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, events: list[Event]) -> Shop:
    return shop_with(tmp_path_factory.mktemp("disturbed"), SETTINGS, events)


@pytest.fixture(scope="module")
def tracks(shop: Shop) -> list[Track]:
    return tracks_of(shop, SETTINGS.first_day, SETTINGS.last_day)


def test_what_must_be_found_is_found_in_time(log: Log, events: list[Event], tracks: list[Track]) -> None:  # fmt: skip
    wanted = [one for one in sought(events, log) if one.kind in MUST]
    late = [one for one in wanted if delay(one, tracks) is None]
    assert {one.kind for one in wanted} == MUST
    assert not late


def test_a_ban_that_nobody_told_of_is_found_by_its_joins_alone(log: Log, events: list[Event], tracks: list[Track]) -> None:  # fmt: skip
    wanted = [one for one in sought(events, log) if one.kind == "ban, joins stop"]
    starts = [s.first for t in tracks if t.preset == "play_banned" for s in raised([t])]
    # At half of the sample shop's size a code brings 15 people a day: one day more is borne.
    assert wanted
    assert all(any(0 <= (s - one.day).days <= 2 for s in starts) for one in wanted)


def test_the_register_of_a_day_says_what_the_whole_history_says(shop: Shop, events: list[Event]) -> None:  # fmt: skip
    silent = next(e for e in events if isinstance(e, Silence))
    gone = next(e for e in events if isinstance(e, StockOut))
    for event, key, within in ((silent, "community_falling", 7), (gone, "stock_out", 1)):
        before = standing(None, ShopData(shop), event.day - timedelta(days=1))
        after = standing(None, ShopData(shop), event.day + timedelta(days=within))
        assert before.gauge(key).state != "fired"
        assert after.gauge(key).state == "fired"


def test_a_quiet_shop_rings_less_than_once_a_month_and_no_sale_rings(tmp_path: Path) -> None:
    quiet = shop_with(tmp_path, SETTINGS)
    alarms = [e for e in raised(tracks_of(quiet, SETTINGS.first_day, SETTINGS.last_day)) if e.first >= JUDGED_FROM]  # fmt: skip
    assert len(alarms) <= MONTHS
    planted = [e for e in alarms if e.track.preset == "creator_below" or (e.track.subject.key == "zhouning" and e.first >= FADING_FROM)]  # fmt: skip
    chance = [e for e in alarms if e not in planted]
    sales = {(6, d) for d in range(1, 22)} | {(10, 31), *((11, d) for d in range(1, 16))}
    assert not [e for e in chance if (e.first.month, e.first.day) in sales]
