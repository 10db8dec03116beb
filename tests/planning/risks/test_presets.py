"""Each monitor on days made by hand."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.planning.risks.alerts import alerts
from lianyi.planning.risks.presets import PRESETS
from lianyi.planning.risks.presets.bans import AccountEvent, PlayFacts
from lianyi.planning.risks.presets.bans import tracks as plays
from lianyi.planning.risks.presets.communities import Community, CommunityFacts
from lianyi.planning.risks.presets.communities import tracks as communities
from lianyi.planning.risks.presets.complaints import ComplaintFacts
from lianyi.planning.risks.presets.complaints import tracks as complaints
from lianyi.planning.risks.presets.creators import CreatorFacts, Placement
from lianyi.planning.risks.presets.creators import tracks as creators
from lianyi.planning.risks.presets.promoters import PromoterFacts
from lianyi.planning.risks.presets.promoters import tracks as promoters
from lianyi.planning.risks.presets.stock import StockFacts
from lianyi.planning.risks.presets.stock import tracks as stock
from lianyi.planning.risks.special_days import marks, special_days
from lianyi.planning.risks.watched import Axis

DAYS = 120
AXIS = Axis(date(2026, 7, 20), date(2026, 11, 16))
KNOWN = np.ones(DAYS, dtype=bool)
ORDERS = np.full(DAYS, 100.0)


def play(joins: np.ndarray, orders: np.ndarray = ORDERS, events: tuple[AccountEvent, ...] = (), **over: date) -> PlayFacts:  # fmt: skip
    return PlayFacts(AXIS, {"FX": KNOWN}, {"FX": joins}, orders, events, over)


def test_a_code_that_stops_while_the_shop_goes_on_fires_the_day_after() -> None:
    joins = np.full(DAYS, 20.0)
    joins[100:] = 0
    (track,) = plays(play(joins))
    assert [track.states()[n] for n in (99, 100)] == ["quiet", "fired"]
    assert track.limit is not None


def test_a_festival_that_quietens_everybody_is_no_ban() -> None:
    joins, orders = np.full(DAYS, 20.0), ORDERS.copy()
    joins[100:107], orders[100:107] = 4, 20
    (track,) = plays(play(joins, orders))
    assert "fired" not in track.states()


def test_a_play_whose_campaign_is_over_is_not_watched() -> None:
    joins = np.full(DAYS, 20.0)
    joins[100:] = 0
    (track,) = plays(play(joins, FX=AXIS.day(99)))
    assert "fired" not in track.states()


def test_a_ban_that_also_stops_joins_is_one_alert_and_the_account_explains_it() -> None:
    joins = np.full(DAYS, 20.0)
    joins[100:] = 0
    banned = AccountEvent("企微一号", AXIS.day(99), "封禁", "诱导分享")
    freed = AccountEvent("企微一号", AXIS.day(105), "解除封禁", "")
    (one,) = alerts(plays(play(joins, events=(banned, freed))))
    assert one.subject.kind == "account"
    assert (one.first, len(one.episodes)) == (AXIS.day(99), 2)
    account = next(t for t in plays(play(joins, events=(banned, freed))) if t.subject.kind == "account")  # fmt: skip
    assert account.states()[105] != "fired"
    assert "诱导分享" in account.why(100).zh


def stocked(left: np.ndarray | None, sold: np.ndarray) -> StockFacts:
    return StockFacts(AXIS, {} if left is None else {"NK": left}, {"NK": sold}, {"NK": "纸尿裤"}, ORDERS, KNOWN)  # fmt: skip


def test_stock_is_told_by_its_cover() -> None:
    left = np.full(DAYS, 400.0)
    left[100:] = (45, 25, 8, 0, *[300] * 16)
    (track,) = stock(stocked(left, np.full(DAYS, 10.0)))
    assert [track.states()[n] for n in range(99, 105)] == ["quiet", "watch", "watch", "fired", "fired", "watch"]  # fmt: skip
    assert track.value[101] == pytest.approx(2.5)
    assert {s.kind for s in (track.subject, *track.also)} == {"sku", "product"}


def test_without_stock_figures_the_sales_tell() -> None:
    sold = np.random.default_rng(1).poisson(12, DAYS).astype(float)
    sold[100:] = 0
    (track,) = stock(stocked(None, sold))
    assert [track.states()[n] for n in (99, 100)] == ["quiet", "fired"]
    slow = np.where(np.arange(DAYS) % 5 == 0, 1.0, 0.0)
    (calm,) = stock(stocked(None, slow))
    assert "fired" not in calm.states()


def group(messages: np.ndarray, active: np.ndarray) -> CommunityFacts:
    members = np.full(DAYS, 500.0)
    special = special_days(AXIS, BusinessCalendar("Asia/Shanghai"))
    return CommunityFacts(AXIS, special, {"a": Community("一群", messages, active, members)})


def test_silence_fires_the_same_day_and_fading_within_weeks() -> None:
    rng = np.random.default_rng(6)
    messages, active = rng.poisson(80, DAYS).astype(float), rng.normal(50, 4, DAYS)
    silent = messages.copy()
    silent[100:] = 0
    silence, fading = communities(group(silent, active))
    assert [silence.states()[n] for n in (99, 100)] == ["quiet", "fired"]
    assert "fired" not in fading.states()
    active[85:] *= np.linspace(1, 0.5, DAYS - 85)
    _, fading = communities(group(messages, active))
    assert fading.states().index("fired") in range(95, 115)
    assert len(alerts(communities(group(silent, active)))) == 1


def test_a_community_that_never_spoke_is_quiet() -> None:
    nothing = np.zeros(DAYS)
    assert all("fired" not in t.states() for t in communities(group(nothing, nothing)))


def placed(number: str, day: int, share: float | None, due: int | None = None) -> Placement:
    out = None if share is None else AXIS.day(day)
    shown = None if share is None else int(10_000 * share)
    return Placement(
        "K1", "豆豆妈", number, out, AXIS.day(day if due is None else due), 10_000, shown
    )


def states_of(*rows: Placement) -> list[str]:
    return list(creators(CreatorFacts(AXIS, {"K1": rows}))[0].states())


def test_a_creator_is_judged_three_days_after_publication() -> None:
    found = states_of(placed("A", 20, 1.1), placed("B", 60, 0.3))
    assert (found[23], found[62], found[63]) == ("quiet", "quiet", "fired")
    assert found[-1] == "quiet"


def test_the_second_short_delivery_in_half_a_year_fires() -> None:
    found = states_of(placed("A", 20, 0.65), placed("B", 60, 0.65))
    assert (found[23], found[63]) == ("watch", "fired")


def test_what_never_came_out_fires_a_week_after_its_day() -> None:
    found = states_of(placed("A", 50, None, due=50))
    assert (found[52], found[53], found[57]) == ("quiet", "watch", "fired")


def test_a_placement_without_a_promise_is_not_judged() -> None:
    row = Placement("K1", "豆豆妈", "A", AXIS.day(30), None, None, 500)
    assert set(states_of(row)) == {"quiet"}


def test_six_times_as_many_complaints_fire_the_same_day_and_name_their_product() -> None:
    counts = np.random.default_rng(9).poisson(2, DAYS).astype(float)
    counts[118:] = 14
    about = {"纸尿裤": np.where(np.arange(DAYS) >= 117, 13.0, 0.0)}
    facts = ComplaintFacts(AXIS, KNOWN, ORDERS, counts, {"破损": counts}, about)
    (track,) = complaints(facts)
    assert [track.states()[n] for n in (117, 118)] == ["quiet", "fired"]
    assert track.also[0].key == "纸尿裤"


def test_complaints_after_a_sale_are_expected_ones() -> None:
    orders = ORDERS.copy()
    orders[90:93] = 700
    counts = np.full(DAYS, 2.0)
    counts[92:104] = 4
    facts = ComplaintFacts(AXIS, KNOWN, orders, counts, {}, {})
    assert "fired" not in complaints(facts)[0].states()


def sales(top: float, others: float, shop: float = 400.0) -> PromoterFacts:
    rows = {"K1": np.full(DAYS, top), "K2": np.full(DAYS, others)}
    return PromoterFacts(AXIS, {"K1": "豆豆妈", "K2": "小鱼"}, rows, {k: v * 100 for k, v in rows.items()}, np.full(DAYS, shop))  # fmt: skip


def test_one_promoter_above_half_fires_where_promoters_matter() -> None:
    assert promoters(sales(30, 10))[0].states()[-1] == "fired"
    assert promoters(sales(22, 28))[0].states()[-1] == "watch"
    assert promoters(sales(10, 30, shop=40_000))[0].states()[-1] == "quiet"
    assert promoters(sales(0.2, 0.1))[0].states()[-1] == "quiet"


def test_days_that_the_calendar_moves_are_known_and_marked() -> None:
    axis = Axis(date(2026, 2, 1), date(2026, 11, 16))
    special = special_days(axis, BusinessCalendar("Asia/Shanghai"))
    assert special[axis.row(date(2026, 2, 17))]
    assert special[axis.row(date(2026, 11, 11))]
    assert not special[axis.row(date(2026, 7, 14))]
    assert special.mean() < 0.4
    named = marks(date(2026, 11, 10), date(2026, 11, 12), BusinessCalendar("Asia/Shanghai"))
    assert [t.zh for t in named[date(2026, 11, 11)]] == ["双11"]


def test_every_monitor_says_what_it_is_and_what_to_do() -> None:
    assert len(PRESETS) == 7
    for preset in PRESETS.values():
        assert preset.trigger.zh.strip()
        assert preset.fallback
        assert all(step.within_days >= 1 for step in preset.fallback)
    assert sum(p.alarms_a_year for p in PRESETS.values()) * 2 <= 24 / 4
    assert timedelta(days=AXIS.size - 1) == AXIS.last - AXIS.first
