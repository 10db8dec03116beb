from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from lianyi.planning.lifecycle.check import check_lifecycle
from lianyi.planning.model.plan import Plan
from lianyi.planning.personas.check import check_personas
from lianyi.planning.personas.evidence import Earlier, Size, drift, size_of
from lianyi.timelines.store import Segment, Store, Stream
from tests.planning.checks_by_hand import states

DAY = date(2026, 9, 14)
BASE = date(2025, 1, 1)
AT = (DAY - BASE).days


def _store() -> Store:
    """Four people in one segment, one of them replaced by a second segment."""
    first = Segment(
        np.arange(4),
        np.array([True, True, True, False]),
        {
            "orders": Stream(
                np.array([0, 2, 3, 3, 4]),
                {
                    "day": np.array([AT, AT - 400, AT - 364, AT], np.int32),
                    "order_fen": np.array([1_000, 5_000, 300, 77], np.int64),
                },
            )
        },
    )
    second = Segment(
        np.array([3]),
        np.array([True]),
        {
            "orders": Stream(
                np.array([0, 1]),
                {"day": np.array([AT], np.int32), "order_fen": np.array([700], np.int64)},
            )
        },
    )
    return Store(BASE, [first, second], {})


def test_a_size_counts_living_people_and_what_they_paid_in_a_year() -> None:
    members = [np.array([True, False, True, True]), np.array([True])]
    size = size_of(_store(), members, DAY)
    assert size == Size(DAY, people=3, buyers=2, gmv_fen=1_700, all_buyers=3, all_gmv_fen=2_000)
    assert size.gmv_share == pytest.approx(0.85)


def test_shares_of_nobody_are_unknown_not_zero() -> None:
    empty = Size(DAY, 0, 0, 0, 0, 0)
    assert (empty.buyer_share, empty.gmv_share) == (None, None)


@pytest.mark.parametrize(
    ("buyers", "before", "days", "told"),
    [
        (400, 0.31, 60, True),  # 40 % of 1,000 after 31 %: far beyond chance
        (330, 0.31, 60, False),  # two points: under three
        (400, 0.31, 20, False),  # too young a check
        (20, 0.31, 60, False),  # too few buyers to say
    ],
)
def test_drift_is_told_where_it_is_old_enough_large_enough_and_no_chance(
    buyers: int, before: float, days: int, told: bool
) -> None:
    now = Size(DAY, 900, buyers, 1, 1_000, 2)
    then = Earlier(date.fromordinal(DAY.toordinal() - days), before, 1_000)
    assert (drift(now, then) is not None) is told
    assert drift(now, None) is None


def test_chance_alone_seldom_looks_like_drift() -> None:
    dice = np.random.default_rng(3)
    then = date.fromordinal(DAY.toordinal() - 60)
    false = 0
    for _ in range(400):
        before, now = dice.binomial(400, 0.3, 2)
        found = drift(Size(DAY, 400, int(now), 1, 400, 1), Earlier(then, before / 400, 400))
        false += found is not None
    assert false <= 12  # 1 % of 400 is 4; 12 has a chance under 1 in 1,000


def test_without_a_shop_a_plan_still_names_what_it_lacks() -> None:
    plan = Plan.model_validate(
        {
            "personas": [{"id": "mums", "name": "宝妈", "segment": "orders() >= 1"}, {"id": "z", "name": "Z世代"}],
            "lifecycle": {
                "stages": [
                    {"stage": "acquire", "strategies": [{"id": "a", "name": "首单礼", "owner": "陈曦"}]},
                    {"stage": "retain", "strategies": [{"id": "b", "name": "话题", "owner": "周宁", "persona": "mums"}]},
                    {"stage": "refer", "strategies": [{"id": "c", "name": "邀请"}]},
                ]
            },
        }
    )  # fmt: skip
    assert states(check_personas(plan, None)) == {
        "persona:mums:size": "unknown",
        "persona:z:size": "unknown",
    }
    assert states(check_lifecycle(plan, None)) == {
        "lifecycle:acquire:coverage": "pass",
        "lifecycle:activate:coverage": "remind",
        "lifecycle:retain:coverage": "remind",
        "lifecycle:convert:coverage": "remind",
        "lifecycle:refer:owner": "remind",
    }
    assert check_lifecycle(Plan(), None) == []
