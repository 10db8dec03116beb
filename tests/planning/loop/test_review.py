"""An action is held against what it was expected to do, and against what the metric does by itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.core.errors import LianyiError
from lianyi.planning.loop.actions import Action
from lianyi.planning.loop.diagnosis import diagnose, metric_of
from lianyi.planning.loop.review import Reviewed, judge, review
from lianyi.planning.model.plan import Plan
from lianyi.planning.risks.register import standing
from lianyi.shop import Shop
from lianyi.shop.analysing import ShopData
from tests.planning.risks.conftest import watched, watched_workspace  # noqa: F401 - the shop whose risks fire
from tests.planning.risks.small_shop import DAYS, FALLEN_FROM, LAST, orders_on

shares = st.floats(-0.9, 2, allow_nan=False)


def held(shop: Shop, **more: Any) -> Reviewed:
    given_ = {"metric": "orders_paid", "expected_low": -0.6, "expected_high": -0.2, "status": "done", **more}  # fmt: skip
    return review(Action("A1", "停投放", **given_), ShopData(shop), LAST)


def test_the_weeks_after_are_held_against_the_weeks_before(watched: Shop) -> None:  # noqa: F811
    done = date(2026, 11, 8)
    found = held(watched, done=done)
    after = sum(orders_on(d) for d in DAYS if done < d <= done + timedelta(days=14))
    before = sum(orders_on(d) for d in DAYS if done - timedelta(days=14) <= d < done)
    assert found.observed == pytest.approx(after / before - 1)
    assert (found.now.start, found.now.last) == (date(2026, 11, 9), LAST) if found.now else False
    assert {t.zh for t in found.occasions} >= {"双11"}


def test_a_week_must_be_over(watched: Shop) -> None:  # noqa: F811
    assert held(watched, done=FALLEN_FROM).call == "early"
    assert "2026-11-26" in held(watched, done=FALLEN_FROM).words.zh


def test_what_cannot_be_held_says_so(watched: Shop) -> None:  # noqa: F811
    done = date(2026, 11, 8)
    assert held(watched, done=done, metric="").call == "no_expectation"
    assert held(watched, done=done, status="dropped").call == "dropped"
    assert held(watched, status="open", due=date(2026, 11, 20)).call == "not_done"
    assert held(watched, status="open", due=date(2026, 11, 30)).call == "early"
    assert held(watched, done=done, metric="orders_payd").call == "unknown"
    assert held(watched, done=done, metric="complaints_made").call == "unknown"
    assert held(watched, done=date(2026, 7, 2)).call == "unknown"


@given(shares, shares, shares, st.floats(0, 1))
def test_a_fall_is_the_mirror_of_a_rise(observed: float, one: float, other: float, half: float) -> None:  # fmt: skip
    low, high = sorted((one, other))
    if low + high:
        assert judge(observed, low, high, half) == judge(-observed, -high, -low, half)


@given(shares, st.floats(0.01, 1), st.floats(0, 1))
def test_what_the_number_does_by_itself_is_never_kept_as_success(observed: float, low: float, half: float) -> None:  # fmt: skip
    if judge(observed, low, low * 2, half) == "keep":
        assert observed > half


def test_the_parts_of_a_diagnosis_add_up_to_the_change(watched: Shop) -> None:  # noqa: F811
    trigger = {"metric": "orders_paid", "compare": "drop", "threshold": "30%", "days": 3}
    plan = Plan.model_validate(
        {"risks": [{"id": "orders", "name": "订单下滑", "trigger": trigger}]}
    )
    data = ShopData(watched)
    gauge = standing(plan, data).gauge("orders")
    found = diagnose(gauge, data, LAST)
    values = {n.key: n.value for n in found.numbers}
    week = sum(orders_on(LAST - timedelta(days=n)) for n in range(7))
    before = sum(orders_on(LAST - timedelta(days=n)) for n in range(7, 14))
    assert (values["now"], values["before"]) == (week, before)


def test_a_risk_without_a_metric_has_no_diagnosis(watched: Shop) -> None:  # noqa: F811
    plan = Plan.model_validate({"risks": [{"id": "bare", "name": "空"}]})
    gauge = standing(plan, ShopData(watched)).gauge("bare")
    with pytest.raises(LianyiError, match=r"risk\.no_metric"):
        metric_of(gauge)
