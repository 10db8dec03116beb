"""The kernel of attribution: by hand, against every pair tried, against SQL, and adding up to the last unit."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.timelines.attributing import (
    MODELS,
    NO_TOUCH,
    NOT_ASKED,
    NOT_SEEN,
    Credits,
    Question,
    share_credit,
)
from tests.timelines.kernels.attribution_oracle import main
from tests.timelines.kernels.touch_logs import (
    CHANNELS,
    DAY,
    Order,
    Touch,
    by_hand,
    orders,
    store_of,
    touches,
)

DIRECT = np.array([c == "direct" for c in CHANNELS])
LIVE, NOTE, OWN = 1, 2, 3
HALF_LIFE = 5


def asked(width: Any, **more: Any) -> Question:
    return Question("touches", "kind", np.asarray(width, np.int64), "channel", np.arange(4), 4, DIRECT, half_life=HALF_LIFE, **more)  # fmt: skip


def orders_of(found: Credits, model: str) -> list[float]:
    return [round(float(n), 9) for n in found.orders(model).sum(axis=0)]


def test_four_touches_are_shared_as_counted_by_hand() -> None:
    # Live, note, live, direct at 2, 4, 8, 10; 100 fen at second 12, half-life 5 s, window 10 s: live at 2 is too early.
    log = [Touch(1, 2, channel=LIVE), Touch(1, 4, channel=NOTE), Touch(1, 8, channel=LIVE), Touch(1, 10, channel=OWN)]  # fmt: skip
    found = share_credit(store_of(log, [Order(1, 12)]), asked([10] * 8))
    assert orders_of(found, "first") == [0, 0, 1, 0]
    assert orders_of(found, "last") == [0, 0, 0, 1]
    assert orders_of(found, "last_non_direct") == [0, 1, 0, 0]
    assert orders_of(found, "linear") == pytest.approx([0, 1 / 3, 1 / 3, 1 / 3])
    assert orders_of(found, "position") == pytest.approx([0, 0.2, 0.4, 0.4])
    # 2^(-8/5), 2^(-4/5), 2^(-2/5) are .32988, .57435, .75786: sum 1.66209.
    assert orders_of(found, "decay") == pytest.approx([0, 0.34556, 0.19847, 0.45597], abs=1e-5)
    assert [v / 2**found.shift for v in found.scaled_fen("position")] == pytest.approx([0, 20, 40, 40])  # fmt: skip


@pytest.mark.parametrize(("n", "expected"), [(1, [1, 0]), (2, [0.5, 0.5]), (3, [0.4, 0.6]), (5, [0.4, 0.6])])  # fmt: skip
def test_position_gives_the_ends_40_percent_and_halves_where_there_are_but_two(
    n: int, expected: list[float]
) -> None:
    log = [Touch(1, k, channel=NOTE if k else LIVE) for k in range(n)]
    found = share_credit(store_of(log, [Order(1, n)]), asked([100] * 8))
    assert orders_of(found, "position")[1:3] == pytest.approx(expected)


def test_the_second_of_the_order_counts_and_the_far_end_of_the_window_does_not() -> None:
    found = share_credit(store_of([Touch(1, 10)], [Order(1, 10), Order(1, 19), Order(1, 20)]), asked([10] * 8))  # fmt: skip
    assert orders_of(found, "last") == [0, 2, 0, 0] and found.apart(-2)[0].sum() == 1


def test_direct_touches_have_the_credit_where_there_is_nothing_else() -> None:
    found = share_credit(store_of([Touch(1, 1, channel=OWN), Touch(1, 2, channel=OWN)], [Order(1, 3)]), asked([10] * 8))  # fmt: skip
    assert orders_of(found, "last_non_direct") == [0, 0, 0, 1]


def test_what_no_touch_has_is_told_apart_from_what_was_not_seen_or_not_asked() -> None:
    bought = [Order(1, DAY), Order(1, 3 * DAY), Order(1, 5 * DAY, 7), Order(1, 9 * DAY)]
    seen = np.array([1 << 60, 1 << 60, 2 * DAY, 2 * DAY, 2 * DAY])
    question = asked([DAY] * 8, seen=seen, first_day=0, high=9 * DAY)
    found = share_credit(store_of([Touch(1, 3 * DAY)], bought), question)
    assert found.last[0].tolist() == [NOT_SEEN, 0, NOT_SEEN, NOT_ASKED]
    assert found.apart(-1)[0].sum() == 2 and found.apart(-1)[1] == 107
    assert NO_TOUCH in share_credit(store_of([], bought), asked([DAY] * 8)).last[0]


def test_a_half_life_of_a_second_leaves_old_touches_nothing_and_loses_no_unit() -> None:
    log = [Touch(1, 0), Touch(1, 5_000, channel=NOTE), Touch(1, 5_010, channel=NOTE)]
    question = Question("touches", "kind", np.full(8, 90 * DAY), "channel", np.arange(4), 4, DIRECT, half_life=1)  # fmt: skip
    found = share_credit(store_of(log, [Order(1, 80 * DAY, 999)]), question)
    assert orders_of(found, "decay") == pytest.approx([0, 0, 1, 0])
    assert sum(found.scaled_fen("decay")) == 999 << found.shift


WIDTHS = st.one_of(
    st.integers(1, 12).map(lambda w: [w] * 8),
    st.integers(1, 12).map(lambda w: [w, w, 0, 0, w, w, 0, 0]),
    st.lists(st.integers(0, 12), min_size=8, max_size=8),
)


@settings(max_examples=150)
@given(touches(), orders(), WIDTHS)
def test_credit_is_that_of_trying_every_pair(
    log: list[Touch], bought: list[Order], width: list[int]
) -> None:
    found = share_credit(store_of(log, bought, replaced=(1,)), asked(width))
    for model in MODELS:
        expected = by_hand(log, bought, width, model, HALF_LIFE)
        money = found.scaled_fen(model)
        for channel in range(4):
            n, money_due = expected.get(channel, (0, 0))
            assert float(found.orders(model)[:, channel].sum()) == pytest.approx(float(n), abs=1e-9)
            assert money[channel] / 2**found.shift == pytest.approx(float(money_due), abs=1e-3)
        rest, rest_fen = found.apart(-2)
        assert (rest.sum(), rest_fen) == expected.get(-1, (0, 0))
        # What is shared out is whole orders and whole money, whatever was rounded on the way.
        column = 2 * MODELS.index(model)
        assert int(found.total[:, :-2, column].sum()) + int(rest.sum()) * found.unit == len(bought) * found.unit  # fmt: skip
        assert sum(money) + (rest_fen << found.shift) == sum(o.order_fen for o in bought) << found.shift  # fmt: skip


@given(touches(people=4), orders(people=4), st.integers(1, 12))
def test_windows_that_slide_give_what_windows_one_by_one_do(
    log: list[Touch], bought: list[Order], width: int
) -> None:
    store = store_of(log, bought)
    plain = share_credit(store, asked([width] * 8))
    # A second kind of window that no touch has asks the other way.
    other = Question("touches", "kind", np.array([width] * 8 + [1, 2]), "channel", np.arange(4), 4, DIRECT, half_life=HALF_LIFE)  # fmt: skip
    assert not other.sliding
    apart = share_credit(store, other)
    assert np.array_equal(plain.total, apart.total)
    assert all(np.array_equal(a, b) for a, b in zip(plain.last, apart.last, strict=True))


def test_only_those_asked_about_count() -> None:
    store = store_of([Touch(1, 0), Touch(2, 0)], [Order(1, 1), Order(2, 1)])
    only = [s.person_ids == 1 for s in store.segments]
    assert orders_of(share_credit(store, asked([10] * 8), only), "last") == [0, 1, 0, 0]


def test_no_orders_or_no_touches_are_no_error() -> None:
    assert share_credit(store_of([Touch(1, 0)], []), asked([10] * 8)).total.sum() == 0
    assert share_credit(store_of([], [Order(1, 0)]), asked([10] * 8)).apart(-2)[1] == 100


def test_credit_equals_sql_on_a_random_log() -> None:
    main(people=60, rows=1_500)


@pytest.mark.full
def test_credit_equals_sql_with_every_index_checked() -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.timelines.kernels.attribution_oracle"],
        env={**os.environ, "LIANYI_BOUNDS": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
