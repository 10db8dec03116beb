"""Repurchase: only who had the time is below the rate; cycles by the published formula; dates that hold."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.analyses.repurchase.cycle import LEAST_PEOPLE, cycle, expected
from lianyi.analyses.result import Result
from lianyi.core.errors import LianyiError
from lianyi.timelines.kernels.repurchase import Habits
from tests.analyses.pinned import Pinned, run
from tests.analyses.small_workspace import asking, workspace
from tests.timelines.kernels.order_logs import DAY, Order, orders, random_orders


def on(person: int, *days: int, fen: int = 100, refund: int = 0) -> list[Order]:
    return [Order(person, day * DAY, fen, refund) for day in days]


# Day 99 is the last one. Of 30 days: 1, 2, 3, 4 and 7 are old enough, 1 and 4 bought again in time.
SHOP = [
    *on(1, 0, 30), *on(2, 0, 31), *on(3, 10), *on(4, 69, 69, 80), *on(5, 70, 75), *on(6, 98),
    *on(7, 5), *on(7, 9, refund=100), *on(8, 3, refund=100),
]  # fmt: skip


def rates(result: Result) -> dict[int, tuple[Any, ...]]:
    return {r["days"]: (r["people"], r["again"], r["rate"]) for r in result.rows()}


def test_only_who_had_the_time_is_below_the_rate() -> None:
    result = run("repurchase", Pinned(SHOP, 100), windows=(30, 90, 180))
    assert rates(result) == {30: (5, 2, 0.4), 90: (3, 2, 2 / 3), 180: (0, None, None)}
    found = result.number("repurchase_30d")
    assert found.n == 5 and found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((0.1176, 0.7693), abs=1e-4)
    assert result.number("repurchase_180d").why is not None
    assert result.sizes == {"people": 7, "orders": 12}


def test_a_refund_in_full_takes_an_order_away_and_one_in_part_does_not() -> None:
    parts = [*on(1, 0), *on(1, 5, refund=99)]
    gone = [*on(1, 0), *on(1, 5, refund=100)]
    for rows, again in ((parts, 1), (gone, 0)):
        assert rates(run("repurchase", Pinned(rows, 50), windows=(30,)))[30][1] == again


def test_the_cycle_follows_the_published_formula() -> None:
    result = run("repurchase", Pinned(SHOP, 100))
    # Σ gaps over (orders - people): 30, 31, 0 + 11, 5 over 12 - 7.
    assert result.number("repurchase_cycle_days").value == pytest.approx(77 / 5)
    assert result.number("gap_median_days").value == 11
    gaps = result.table("gaps").dicts()
    assert [(g["from_days"], g["to_days"], g["gaps"]) for g in gaps[:5]] == [(0, 0, 1), (1, 7, 1), (8, 14, 1), (15, 30, 1), (31, 60, 1)]  # fmt: skip
    assert gaps[-1]["up_to"] == 1.0 and gaps[-1]["to_days"] == 99


def test_the_curve_waits_for_those_who_may_still_come() -> None:
    result = run("repurchase", Pinned(SHOP, 100))
    curve = result.extra["curve"]
    assert curve["days"] == [0, 5, 30, 31] and curve["at_risk"] == [7, 5, 4, 3]
    assert curve["share"] == pytest.approx([1 / 7, 1 - 6 / 7 * 4 / 5, 1 - 6 / 7 * 4 / 5 * 3 / 4, 1 - 6 / 7 * 4 / 5 * 3 / 4 * 2 / 3])  # fmt: skip
    assert all(low <= s <= high for low, s, high in zip(curve["low"], curve["share"], curve["high"], strict=True))  # fmt: skip
    assert result.number("second_order_median_days").value == 31


@settings(max_examples=10)
@given(orders(days=90), st.integers(20, 90))
def test_rates_are_those_counted_by_hand_and_never_above_one(rows: list[Order], days: int) -> None:
    kept: dict[int, list[int]] = {}
    for o in sorted(rows, key=lambda o: o.at):
        if o.at // DAY < days and not 0 < o.refund_fen >= o.order_fen:
            kept.setdefault(o.person, []).append(o.at // DAY)
    if not kept:
        with pytest.raises(LianyiError):
            run("repurchase", Pinned(rows, days))
        return
    result = run("repurchase", Pinned(rows, days), windows=(7, 30))
    for window in (7, 30):
        old = [d for d in kept.values() if days - 1 - d[0] >= window]
        again = sum(len(d) > 1 and d[1] - d[0] <= window for d in old)
        assert rates(result)[window] == ((len(old), again, again / len(old)) if old else (0, None, None))  # fmt: skip
    gaps = [b - a for d in kept.values() for a, b in pairwise(d)]
    assert sum(g["gaps"] for g in result.table("gaps").dicts()) == len(gaps)
    mean = result.number("repurchase_cycle_days").value
    assert mean == (pytest.approx(sum(gaps) / len(gaps)) if gaps else None)


def test_the_error_of_a_cycle_is_that_of_a_ratio_of_sums() -> None:
    x, y = np.array([30.0, 31, 11, 5]), np.array([1.0, 1, 2, 1])
    moments = [4, x.sum(), y.sum(), x @ x, x @ y, y @ y]
    mean, error = cycle([int(m) for m in moments])
    from lianyi.stats.intervals import ratio_error

    assert (mean, error) == pytest.approx(ratio_error(x, y))
    assert cycle([0] * 6) == (None, None) and cycle([1, 30, 1, 900, 30, 1]) == (30.0, None)


def regular(people: int, seed: int = 3, spread: float = 0.3) -> list[Order]:
    """People with a cycle of their own between 10 and 40 days."""
    rng = np.random.default_rng(seed)
    rows = []
    for person in range(1, people + 1):
        mean, day = rng.uniform(10, 40), rng.integers(0, 30)
        while day < 300:
            rows += on(person, int(day))
            day += max(1, round(mean * rng.lognormal(0, spread)))
    return rows


def test_the_next_date_is_the_last_one_and_a_cycle_and_its_interval_holds() -> None:
    data = Pinned(regular(300), 300)
    result = run("repurchase", data, limit=20)
    held = result.number("next_date_coverage")
    assert held.value is not None and held.interval is not None
    assert held.interval.low <= 0.8 <= held.interval.high
    rows = result.table("next").dicts()
    assert len(rows) == 20 and rows[0]["expected"] > "2026-10-27"
    assert [r["expected"] for r in rows] == sorted(r["expected"] for r in rows)
    assert all(r["low"] < r["expected"] < r["high"] and r["person_id"].isdigit() for r in rows)
    days = sorted({o.at // DAY for o in regular(300) if o.person == int(rows[0]["person_id"])})
    assert rows[0]["cycle_days"] == pytest.approx((days[-1] - days[0]) / (len(days) - 1))


def test_few_customers_teach_no_interval() -> None:
    result = run("repurchase", Pinned([*on(1, 0, 10, 20), *on(2, 0, 0, 5)], 21))
    rows = {r["person_id"]: r for r in result.table("next").dicts()}
    assert rows["1"]["expected"] == "2026-01-31" and rows["1"]["low"] is rows["1"]["high"] is None
    assert result.number("overdue").value is None and result.number("overdue").why
    assert result.number("due_30d").value == 1  # the other one was due on the 11th


def test_several_orders_on_one_day_are_one_purchase() -> None:
    people = Habits(*(np.array([v]) for v in (7, 2, 0, 0, 9)))
    assert expected(people).due.tolist() == [18]
    assert LEAST_PEOPLE == 30 and not expected(people).known.any()


def test_groups_and_segments_are_parts() -> None:
    data = Pinned(SHOP, 100, channels=(1, 1, 2, 2, 0, 0, 2, 0))
    rows = run("repurchase", data, by="first_channel", windows=(30,)).rows()
    assert {r["group"]: (r["people"], r["again"]) for r in rows} == {"live": (2, 1), "note": (3, 1), "unknown": (0, None)}  # fmt: skip
    odd = run("repurchase", data, segment="odd", windows=(30,))
    assert rates(odd)[30][:2] == (3, 1)


def test_the_period_is_that_of_the_first_order() -> None:
    result = run("repurchase", Pinned(SHOP, 100), period="2026-03", windows=(30,))
    assert rates(result)[30][:2] == (1, 1) and result.sizes["people"] == 2


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"windows": ()}, "repurchase.windows"),
        ({"windows": (30, 30)}, "repurchase.windows"),
        ({"windows": (0,)}, "repurchase.windows"),
        ({"limit": -1}, "repurchase.limit"),
        ({"by": "nothing"}, "run.group_unknown"),
        ({"period": "2027-01"}, "run.nothing_to_count"),
    ],
)
def test_what_cannot_be_answered_is_refused(options: dict[str, Any], code: str) -> None:
    with pytest.raises(LianyiError) as refusal:
        run("repurchase", Pinned(SHOP, 100), **options)
    assert refusal.value.code == code


def test_a_shop_in_which_everything_went_back_has_nobody() -> None:
    with pytest.raises(LianyiError) as refusal:
        run("repurchase", Pinned(on(1, 0, 5, refund=100), 50))
    assert refusal.value.code == "run.nothing_to_count"


def test_the_picture_shows_the_curve_inside_its_interval() -> None:
    option = run("repurchase", Pinned(random_orders(200, 900, 90), 90)).chart("zh")
    assert {s["name"] for s in option["series"]} >= {"到这一天又买过的客户", "95%区间"}


def test_the_command_line_answers_from_an_imported_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    buyers = [("2026-08-03", "2026-09-02", "2026-10-02"), ("2026-08-20", "2026-11-10"), ("2026-11-01",)]  # fmt: skip
    lines = [
        {"order_no": f"E{n}-{k}", "line_no": str(line), "sku_code": sku, "quantity": 1}
        for n, k, line, sku in ((0, 0, 1, "A"), (0, 0, 2, "B"), (0, 1, 1, "A"), (0, 2, 1, "B"), (1, 0, 1, "A"), (1, 1, 1, "B"))
    ]  # fmt: skip
    ask = asking(workspace(tmp_path, monkeypatch, buyers, order_lines=lines), capsys)
    found = ask("repurchase", "--windows", "30,60")
    assert [(r["people"], r["again"]) for r in found["rows"]] == [(2, 1), (2, 1)]
    # A: 30 days over 3 - 2 purchases; B: 60 over 3 - 2.
    assert [(i["item"], i["people"], i["purchases"], i["cycle_days"]) for i in found["tables"]["items"]] == [("A", 2, 3, 30.0), ("B", 2, 3, 60.0)]  # fmt: skip
    assert found["numbers"]["repurchase_cycle_days"]["value"] == pytest.approx((60 + 82) / 3)
