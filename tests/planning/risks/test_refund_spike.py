"""Refunds beside what orders of the same ages bring."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from lianyi.planning.risks.heat import ALARMING
from lianyi.planning.risks.presets.refunds import AGES, Cohorts, RefundFacts, by_age, tracks
from lianyi.planning.risks.watched import Axis

DAYS = 200
AXIS = Axis(date(2026, 4, 1), date(2026, 10, 17))
SOURCE = ("douyin", "main")
CHANCES = np.zeros(AGES)
CHANCES[[0, 1, 6, 7, 8, 9, 10]] = (0.02, 0.01, 0.02, 0.03, 0.02, 0.01, 0.01)


def facts(paid: np.ndarray, extra: dict[int, int] | None = None, seed: int = 4) -> RefundFacts:
    """Orders that ask for their money back at known ages; some days bring more."""
    rng = np.random.default_rng(seed)
    asked = rng.poisson(by_age(paid) * CHANCES).astype(float)
    for row, more in (extra or {}).items():
        asked[row, 0] += more
    one = asked.sum(axis=1)
    return RefundFacts(AXIS, np.ones(DAYS, dtype=bool), {SOURCE: Cohorts(paid, asked)}, {"纸尿裤": ({SOURCE: paid}, one)})  # fmt: skip


def test_ages_are_days_since_payment() -> None:
    table = by_age(np.arange(5.0))
    assert table[4, :5].tolist() == [4, 3, 2, 1, 0]
    assert table[0, :2].tolist() == [0, 0]


def test_the_flood_after_a_sale_is_expected() -> None:
    paid = np.full(DAYS, 200.0)
    paid[150] = 1_600
    shop = tracks(facts(paid))[0]
    assert shop.value[157:159].mean() > 50
    assert shop.value[100:140].mean() < 40
    assert (shop.heat < ALARMING).all()
    assert shop.usual[157] == pytest.approx(200 * (CHANCES.sum() - CHANCES[7]) + 1_600 * CHANCES[7], rel=0.12)  # fmt: skip


def test_four_times_as_many_requests_ring_the_same_day_and_name_the_product() -> None:
    found = tracks(facts(np.full(DAYS, 200.0), {170: 72, 171: 72, 172: 72}))
    assert [(t.subject.kind, t.subject.key) for t in found] == [("shop", ""), ("product", "纸尿裤")]
    for track in found:
        assert (track.heat[:170] < ALARMING).all()
        assert track.heat[170] == ALARMING
        assert track.states()[170] == "fired"
        assert track.states()[-1] == "quiet"
    assert "笔退款申请" in found[0].why(170).zh


def test_without_refund_facts_nothing_is_watched() -> None:
    assert tracks(RefundFacts(AXIS, np.zeros(DAYS, dtype=bool), {}, {})) == []


def test_orders_that_never_come_back_leave_a_quiet_gauge() -> None:
    paid = np.full(DAYS, 50.0)
    nothing = Cohorts(paid, np.zeros((DAYS, AGES)))
    found = tracks(RefundFacts(AXIS, np.ones(DAYS, dtype=bool), {SOURCE: nothing}, {}))
    assert "fired" not in found[0].states()
