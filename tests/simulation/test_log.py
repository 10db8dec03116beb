"""What happens in the invented shop is plausible, whole, and the same every time."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import numpy as np
import pytest

from lianyi.core.errors import LianyiError
from lianyi.simulation import SampleShop, Settings
from lianyi.simulation.arrays import days_of, instant, money_texts, percent_texts
from lianyi.simulation.baskets import COUPONS
from lianyi.simulation.catalog import skus
from lianyi.simulation.log import TEST, Log
from lianyi.simulation.numbers import douyin_lines, douyin_orders, pinduoduo_orders, youzan_orders
from lianyi.simulation.people import masked, phones
from lianyi.simulation.seasons import SPRING_FESTIVALS, day_weights
from lianyi.simulation.settings import DOUYIN, PINDUODUO, XIAOHONGSHU, YOUZAN
from lianyi.simulation.trade import order_counts, simulate


@pytest.fixture(scope="module")
def log() -> Log:
    return simulate(Settings(orders=30_000))


def test_every_order_asked_for_is_there(log: Log) -> None:
    assert len(log.orders) == 30_000
    assert np.bincount(log.orders.platform).tolist() == list(order_counts(log.settings))
    days = days_of(log.orders.created_at)
    assert days.min() >= np.datetime64("2024-11-11")
    assert days.max() == np.datetime64("2026-11-15")


def test_the_same_seed_gives_the_same_shop_and_another_gives_another(log: Log) -> None:
    again, other = simulate(Settings(orders=30_000)), simulate(Settings(seed=8, orders=30_000))
    assert np.array_equal(again.lines.paid_fen, log.lines.paid_fen)
    assert np.array_equal(again.orders.created_at, log.orders.created_at)
    assert not np.array_equal(other.orders.created_at, log.orders.created_at)


def test_an_order_is_placed_then_paid_then_sent_then_received(log: Log) -> None:
    orders = log.orders
    steps = [orders.created_at, orders.paid_at, orders.shipped_at, orders.completed_at]
    for earlier, later in pairwise(steps):
        both = ~np.isnat(earlier) & ~np.isnat(later)
        assert (earlier[both] <= later[both]).all()
    assert (np.isnat(orders.paid_at) != np.isnat(orders.cancelled_at)).all()


def test_about_eight_in_a_hundred_are_never_paid(log: Log) -> None:
    sold = log.orders.platform != PINDUODUO
    assert 0.07 < np.isnat(log.orders.paid_at[sold]).mean() < 0.11
    assert not np.isnat(log.orders.paid_at[~sold]).any()


def test_a_presale_is_paid_when_the_rest_is_due(log: Log) -> None:
    orders = log.orders
    autumn = orders.is_presale & (orders.created_day < np.datetime64("2025-11-01"))
    autumn &= orders.created_day > np.datetime64("2025-10-01")
    paid = orders.paid_at[autumn & ~np.isnat(orders.paid_at)]
    assert len(paid) > 20
    assert paid.min() >= instant(datetime(2025, 10, 31, 20))
    assert (~np.isnat(orders.deposit_at[orders.is_presale])).mean() > 0.8


def test_forty_in_a_hundred_phones_of_douyin_are_masked(log: Log) -> None:
    shown = [log.orders.is_person_shown[log.orders.platform == p].mean() for p in range(4)]
    assert 0.58 < shown[DOUYIN] < 0.62
    assert shown[YOUZAN] == 1
    assert 0.92 < shown[XIAOHONGSHU] < 0.96
    assert shown[PINDUODUO] == 0


def test_some_people_shop_on_two_platforms_and_a_few_buy_very_often(log: Log) -> None:
    on = [set(log.orders.human[log.orders.platform == p].tolist()) for p in range(4)]
    assert 0.05 < len(on[DOUYIN] & on[YOUZAN]) / len(on[YOUZAN]) < 0.15
    often = np.bincount(log.orders.human[log.orders.platform == YOUZAN])
    assert often.max() > 20 * often[often > 0].mean()


def test_nothing_appears_twice_in_one_order(log: Log) -> None:
    pairs = log.lines.order * 1_000 + log.lines.sku
    assert len(np.unique(pairs)) == len(pairs)


def test_every_discount_has_a_bearer_and_nothing_is_paid_below_zero(log: Log) -> None:
    lines, platform = log.lines, log.orders.platform[log.lines.order]
    assert (lines.paid_fen > 0).all()
    assert (lines.paid_fen + lines.merchant_fen + lines.subsidy_fen == lines.list_fen).all()
    assert lines.platform_fen[platform == YOUZAN].sum() == 0
    assert lines.creator_fen[platform != DOUYIN].sum() == 0
    assert lines.pay_discount_fen[platform == DOUYIN].sum() == 0


def test_a_coupon_takes_its_face_off_its_order(log: Log) -> None:
    for number, coupon in enumerate(COUPONS):
        orders = np.flatnonzero(log.orders.coupon == number)
        off, value = log.per_order(log.lines.merchant_fen), log.per_order(log.lines.list_fen)
        assert len(orders) > 10
        assert (off[orders] >= coupon.face_fen).all()
        assert (value[orders] >= coupon.threshold_fen).all()


def test_no_refund_exceeds_what_was_paid_and_all_follow_payment(log: Log) -> None:
    back = log.refunded_fen(instant(date(2100, 1, 1)))
    assert (back <= log.paid_fen).all()
    refunds = log.refunds
    assert (refunds.requested_at > log.orders.paid_at[refunds.order]).all()
    done = ~np.isnat(refunds.refunded_at)
    assert (refunds.refunded_at[done] > refunds.requested_at[done]).all()
    assert (np.isnat(refunds.refunded_at) != np.isnat(refunds.closed_at)).all()


def test_refunds_mature_over_weeks(log: Log) -> None:
    refunds = log.refunds
    done = ~np.isnat(refunds.refunded_at)
    paid_at = log.orders.paid_at[refunds.order]
    days = (refunds.refunded_at - paid_at)[done].astype(np.int64) / 86_400
    seen = [(days <= d).mean() for d in (1, 7, 30, 75)]
    assert 0.25 < seen[0] < 0.45
    assert seen[1] < 0.75
    assert 0.9 < seen[2] < 1
    assert seen[3] > 0.995


def test_some_refunds_are_of_a_part_but_never_on_pinduoduo(log: Log) -> None:
    back = log.refunded_fen(instant(date(2100, 1, 1)))
    part = (back > 0) & (back < log.paid_fen)
    assert part[log.orders.platform == DOUYIN].sum() > 100
    assert part[log.orders.platform == PINDUODUO].sum() == 0


def test_a_test_costs_one_fen_and_nothing_else_does(log: Log) -> None:
    tests = log.orders.role == TEST
    assert tests.sum() > 3
    assert (log.paid_fen[tests] == 1).all()
    assert (log.paid_fen[~tests] > 100).all()


def test_sales_days_rise_and_the_spring_festival_is_quiet() -> None:
    settings = Settings()
    weight = dict(zip(settings.days, day_weights(settings, DOUYIN), strict=True))
    assert weight[date(2025, 11, 11)] > 3 * weight[date(2025, 11, 18)]
    assert weight[date(2026, 6, 18)] > 2 * weight[date(2026, 6, 25)]
    assert weight[SPRING_FESTIVALS[4]] < 0.5 * weight[date(2026, 3, 3)]
    assert abs(sum(weight.values()) - 1) < 1e-9


def test_live_orders_lie_inside_their_session_and_one_evening_is_missing(log: Log) -> None:
    orders, held = log.orders, log.sessions
    live = np.flatnonzero(orders.session >= 0)
    session = orders.session[live]
    assert (orders.created_at[live] >= held.started_at[session]).all()
    assert (orders.created_at[live] <= held.ended_at[session]).all()
    evenings = held.started_at[held.started_at.astype("datetime64[h]").astype(np.int64) % 24 >= 19]
    missing = set(log.settings.days) - set(days_of(evenings).tolist())
    assert missing == {date(2026, 11, 12)}
    assert (days_of(held.ended_at) > days_of(held.started_at)).any()


def test_numbers_are_long_and_different() -> None:
    serial = np.arange(200_000)
    orders = douyin_orders(serial)
    assert orders.min() > 10**18
    assert len(np.unique(orders)) == len(serial)
    lines = np.concatenate([douyin_lines(serial, np.full(len(serial), n)) for n in range(3)])
    assert len(np.unique(lines)) == 3 * len(serial)
    moment = np.full(1_000, instant(date(2026, 1, 1)))
    for texts in (youzan_orders(serial[:1_000], moment), pinduoduo_orders(serial[:1_000], moment)):
        assert len(set(texts)) == 1_000


def test_phones_look_like_phones_and_are_different() -> None:
    found = phones(7, 50_000)
    assert len(set(found)) == 50_000
    assert all(len(p) == 11 and p.isdigit() and p.startswith("143") for p in found)
    assert masked(found[0])[3:7] == "****"


def test_about_sixty_things_are_on_sale_each_dearer_than_its_cost() -> None:
    goods = skus()[:-1]
    assert 55 <= len(goods) <= 65
    assert len({s.code for s in goods}) == len(goods)
    assert all(s.cost_fen < s.price_fen for s in goods)


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123_456, "1234.56"), (-100, "-1.00")],
)
def test_money_is_written_in_yuan_with_two_decimals(fen: int, text: str) -> None:
    assert money_texts(np.array([fen])) == [text]


def test_a_share_of_nothing_is_written_as_unknown() -> None:
    assert percent_texts(np.array([1, 1, 0]), np.array([3, 0, 5])) == ["33.33%", "-", "0.00%"]


def test_a_shop_that_is_too_small_is_refused() -> None:
    with pytest.raises(LianyiError, match=r"simulation\.too_small"):
        Settings(orders=10)
    with pytest.raises(LianyiError, match=r"simulation\.shares"):
        Settings(shares_bp=(1, 2, 3, 4))


def test_a_later_export_adds_days_but_no_orders() -> None:
    shop = SampleShop(Settings(orders=2_000, first_day=date(2026, 6, 1)))
    base, more = shop.totals(), shop.totals("overlap")
    day = "2026-11-17"
    assert day not in base.all.by_day
    assert more.all.by_day[day]["orders_created"] == 0
