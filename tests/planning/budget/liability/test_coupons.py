from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.planning.budget.liability.coupons import coupons
from lianyi.planning.budget.liability.delays import chances, delays
from lianyi.planning.budget.liability.owed import Owed
from tests.planning.budget.shop import Facts

AS_OF = date(2026, 9, 13)


def test_a_coupon_is_expected_to_be_used_as_those_before_it() -> None:
    # Of 100 old coupons valid for 10 days, 30 were used on their fifth day: one claimed today will be with 30 %.
    found = _owed(
        *_claimed(100, 40, valid=10, used=30, after=5), *_claimed(50, 0, valid=10, start="n")
    )
    assert (found.items, found.face_fen) == (50, 50_000)
    assert found.expected is not None and found.expected.value_fen == 15_000
    assert found.expected.low_fen < 15_000 < found.expected.high_fen


def test_one_that_is_past_the_usual_day_is_expected_less() -> None:
    old = _claimed(100, 40, valid=10, used=30, after=5)
    found = _owed(*old, *_claimed(50, 7, valid=10, start="n"))
    assert found.expected is not None and found.expected.value_fen == 0


def test_what_is_open_is_listed_by_the_week_in_which_it_expires() -> None:
    found = _owed(
        *_claimed(30, 40, valid=10, used=25, after=2),
        *_claimed(3, 0, valid=1, start="n"),
        *_claimed(2, 0, valid=9, start="m"),
    )
    assert [(w.week, w.items, w.face_fen) for w in found.weeks] == [
        ("2026-W38", 3, 3_000),
        ("2026-W39", 2, 2_000),
    ]
    assert sum(w.face_fen for w in found.weeks) == found.face_fen


def test_expired_used_void_and_platform_coupons_are_not_owed() -> None:
    found = _owed(
        _coupon("expired", 20, valid=10),
        _coupon("void", 1, valid=10, status="已作废"),
        _coupon("platform", 1, valid=10, bearer="平台"),
        _coupon("used elsewhere", 1, valid=10, status="已使用"),
        _coupon("open", 1, valid=10),
    )
    assert (found.items, found.face_fen) == (1, 1_000)


def test_a_coupon_without_a_day_of_expiry_stands_last() -> None:
    found = _owed(_coupon("a", 1, valid=None), _coupon("b", 1, valid=10))
    assert [w.week for w in found.weeks] == ["2026-W39", ""]


def test_too_few_uses_tell_nothing() -> None:
    found = _owed(*_claimed(100, 40, valid=10, used=19, after=5), _coupon("open", 1, valid=10))
    assert found.expected is None and found.why is not None and "19" in found.why.zh


def test_without_redemptions_only_the_face_value_is_known() -> None:
    rows = [r for r, _ in (_coupon("a", 1, valid=10), _coupon("b", 2, valid=10))]
    found = coupons(Facts(coupons=rows), AS_OF, seed=7)  # type: ignore[arg-type]  # an engine of the tests
    assert found is not None and (found.face_fen, found.expected) == (2_000, None)


def test_without_coupons_there_is_nothing_to_say() -> None:
    assert coupons(Facts(), AS_OF, seed=7) is None  # type: ignore[arg-type]  # an engine of the tests


def test_the_past_is_seen_as_it_was() -> None:
    found = _owed(_coupon("a", 10, valid=30, used=12), as_of=AS_OF - timedelta(days=5))
    assert found.items == 1
    assert _owed(_coupon("a", 10, valid=30, used=8)).items == 0


def test_the_same_seed_gives_the_same_interval() -> None:
    rows = [*_claimed(100, 40, valid=10, used=30, after=5), *_claimed(50, 0, valid=10, start="n")]
    assert _owed(*rows) == _owed(*rows)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-1, 6), st.integers(0, 6), st.integers(1, 5)), min_size=1, max_size=12
    ),
    st.integers(0, 5),
    st.integers(0, 6),
)
def test_the_chance_is_what_counting_day_by_day_gives(rows: list[Any], age: int, more: int) -> None:
    used, seen, count = (np.array(c) for c in zip(*rows, strict=True))
    curve = delays(used, seen, count)
    hazards = curve.hazards(0, np.random.default_rng(1))
    staying = 1.0
    for day in range(age + 1, min(age + more, hazards.shape[1] - 1) + 1):
        at_risk = sum(n for u, s, n in rows if (u if u >= 0 else s) >= day)
        hits = sum(n for u, _, n in rows if u == day)
        staying *= 1 - hits / at_risk if at_risk else 1.0
    found = chances(hazards, np.array([age]), np.array([age + more]))[0, 0]
    assert found == pytest.approx(1 - staying, abs=1e-6)


def _coupon(
    name: str, days_ago: int, *, valid: int | None, used: int | None = None, **more: Any
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """A coupon claimed `days_ago` before the 13th; `used` days after the claim where it was."""
    day = AS_OF - timedelta(days=days_ago)
    row: dict[str, Any] = {"coupon_no": name, "claimed_at": f"{day} 09:00", "face_fen": 1_000}
    if valid is not None:
        row["expires_at"] = f"{day + timedelta(days=valid)} 23:59"
    use = None
    if used is not None:
        use = {
            "coupon_no": name,
            "order_no": name,
            "redeemed_at": f"{day + timedelta(days=used)} 20:00",
        }
    return row | more, use


def _claimed(
    count: int, days_ago: int, *, valid: int, used: int = 0, after: int = 0, start: str = "o"
) -> list[tuple[dict[str, Any], dict[str, Any] | None]]:
    return [
        _coupon(f"{start}{n}", days_ago, valid=valid, used=after if n < used else None)
        for n in range(count)
    ]


def _owed(*rows: tuple[dict[str, Any], dict[str, Any] | None], as_of: date = AS_OF) -> Owed:
    uses = [use for _, use in rows if use is not None]
    facts = Facts(coupons=[row for row, _ in rows], redemptions=uses)
    found = coupons(facts, as_of, seed=7)  # type: ignore[arg-type]  # an engine of the tests
    assert found is not None
    return found
