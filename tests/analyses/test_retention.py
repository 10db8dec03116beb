"""Retention: worked by hand, bounded, blank where nothing has happened yet, and summing to what was paid."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.analyses.result import Result
from lianyi.core.errors import LianyiError
from tests.analyses.pinned import Pinned, run
from tests.analyses.small_workspace import asking, workspace
from tests.timelines.kernels.order_logs import (
    BASE,
    DAY,
    Event,
    Order,
    Row,
    events,
    orders,
    random_orders,
)


def on(day: str, person: int, fen: int = 100, hour: int = 12) -> Order:
    when = date(2026, *map(int, day.split(".")))
    return Order(person, (when - BASE).days * DAY + hour * 3_600, fen)


# Five buyers of January, three of February; the data ends on 10 April.
SHOP: list[Row] = [
    *[on("1.05", p, 1_000) for p in (1, 2, 3, 4)], on("1.30", 5, 500),
    on("2.01", 1), on("2.10", 1), on("2.28", 2), on("3.31", 1), on("4.02", 5),
    *[on("2.14", p) for p in (6, 7, 8)], on("3.01", 6), on("3.02", 7), on("4.10", 8),
]  # fmt: skip
DAYS = 100


def wide(result: Result, table: str = "people") -> dict[str, list[Any]]:
    rows = result.table(table).dicts()
    return {r.pop("cohort"): [r[k] for k in r if k[0] == "m"] for r in rows}


def test_a_grid_of_months_is_the_one_counted_by_hand() -> None:
    result = run("retention", Pinned(SHOP, DAYS), first="order", grain="month")
    assert wide(result) == {
        "2026-01": [5, 2, 1, 1],
        "2026-02": [3, 2, 1, None],
        "2026-03": [0, 0, None, None],
        "2026-04": [0, None, None, None],
    }
    rows = {r["cohort"]: r for r in result.rows()}
    assert [rows[c]["in_progress"] for c in ("2026-01", "2026-02", "2026-03", "2026-04")] == ["m3", "m2", "m1", "m0"]  # fmt: skip
    # Month 1 is over for January and February: 2 + 2 of 5 + 3.
    found = result.number("retention_m1")
    assert (found.value, found.n) == (0.5, 8) and found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((0.2152, 0.7848), abs=1e-4)
    assert found.interval.method == "wilson"
    assert result.number("retention_m3").value is None and result.number("retention_m3").why
    assert result.explain("zh").startswith("首单后第1个月有50.0%的人再次下单（8人，2个同期群")


def test_money_stands_beside_people_and_sums_to_what_was_paid() -> None:
    result = run("retention", Pinned(SHOP, DAYS), periods=1)
    rows = {r["cohort"]: r for r in result.table("money").dicts()}
    assert [rows["2026-01"][k] for k in ("m0", "m1", "later", "total")] == [4_500, 300, 200, 5_000]
    paid = sum(o.order_fen for o in SHOP if isinstance(o, Order))
    assert sum(r["total"] for r in rows.values()) == paid
    assert "支付" in result.explain("zh")


def test_the_first_time_ever_lies_before_the_period_for_some() -> None:
    result = run("retention", Pinned(SHOP, DAYS), period="2026-02")
    assert wide(result) == {"2026-02": [3, 2, 1]}
    assert result.sizes["people"] == 3 and result.period == "2026-02"


def test_a_day_that_is_not_over_is_no_whole_day() -> None:
    bought = [on("1.01", 1), on("1.02", 1), on("1.03", 1)]
    whole = run("retention", Pinned(bought, 3), grain="day")
    partial = run("retention", Pinned(bought, 3, partial=True), grain="day")
    running = run("retention", Pinned(bought, 3, today=date(2026, 1, 3)), grain="day")
    assert whole.number("retention_d1").n == 1  # nobody came for the first time on the 2nd
    cells = [[c["state"] for c in r.table("cells").dicts()][:3] for r in (whole, partial, running)]
    assert cells == [["whole"] * 3, ["whole", "whole", "in_progress"], ["whole", "whole", "in_progress"]]  # fmt: skip
    assert partial.extra["last_whole_day"] == "2026-01-02"


def test_spans_of_24_hours_differ_from_calendar_days() -> None:
    bought = [on("1.01", 1, hour=23), on("1.02", 1, hour=1)]
    calendar = run("retention", Pinned(bought, 9), grain="day")
    rolling = run("retention", Pinned(bought, 9), grain="day", mode="rolling")
    assert calendar.number("retention_d1").value == 1.0
    assert rolling.number("retention_rolling_d1").value == 0.0
    # The last one of a cohort could come until the end of the day after: one period less is over.
    assert [sum(c["state"] == "whole" for c in r.table("cells").dicts()[:9]) for r in (calendar, rolling)] == [9, 8]  # fmt: skip


def test_brackets_hold_the_days_that_their_names_say() -> None:
    bought = [on("1.01", p) for p in (1, 2, 3)] + [on("1.02", 1), on("1.05", 2), on("1.08", 3), on("1.09", 3)]  # fmt: skip
    result = run("retention", Pinned(bought, 40), grain="day", mode="bracket", brackets=(1, 4, 7))
    row = result.rows()[0]
    assert [row[k] for k in ("b0", "b1", "b2_4", "b5_7")] == [3, 1, 1, 1]
    assert result.number("retention_bracket_2_4").n == 3


def test_that_period_or_later_never_rises() -> None:
    bought = [on("1.01", 1), on("1.20", 1), on("1.01", 2), on("1.03", 2)]
    result = run("retention", Pinned(bought, 40), grain="day", mode="unbounded")
    row = result.rows()[0]
    assert [row[f"d{n}"] for n in (0, 1, 2, 3, 19, 20)] == [2, 2, 2, 1, 1, 0]
    assert {w.code for w in result.warnings} == {"still_open", "history_short"}


def test_channels_add_up_to_all() -> None:
    data = Pinned(SHOP, DAYS, channels=(1, 1, 2, 2, 0, 1, 2, 1))
    whole, split = (run("retention", data, by=by) for by in (None, "first_channel"))
    assert {r["group"]: r["size"] for r in split.rows()} == {"live": 4, "note": 3, "unknown": 1}
    for key in ("returned", "paid_fen"):
        sums: dict[tuple[str, str], int] = {}
        for c in split.table("cells").dicts():
            sums[c["cohort"], c["period"]] = sums.get((c["cohort"], c["period"]), 0) + (c[key] or 0)
        cells = whole.table("cells").dicts()
        assert sums == {(c["cohort"], c["period"]): c[key] or 0 for c in cells}
    live = split.rows()[0]
    assert (live["m0"], live["m1"]) == (4, 3)  # whole months only: 1, 2 and 6 came back, 8 did not


def test_a_segment_is_a_part_of_all() -> None:
    result = run("retention", Pinned(SHOP, DAYS), segment="odd")
    assert wide(result)["2026-01"] == [3, 1, 1, 1]


def test_events_that_begin_and_orders_that_follow() -> None:
    rows: list[Row] = [Event(1, 3 * DAY, 1), Event(2, 3 * DAY, 1), Event(3, 4 * DAY, 2), Order(1, 3 * DAY + 5, 700), Order(1, DAY, 50), Order(2, 9 * DAY, 900)]  # fmt: skip
    result = run("retention", Pinned(rows, 20), first="view", returning="order", grain="day")
    cohort = next(r for r in result.rows() if r["cohort"] == "2026-01-04")
    assert (cohort["size"], cohort["d0"], cohort["d6"]) == (2, 1, 1)
    money = next(r for r in result.table("money").dicts() if r["cohort"] == "2026-01-04")
    assert (money["d0"], money["d6"], money["before"], money["total"]) == (700, 900, 50, 1_650)


def by_hand(rows: list[Row], days: int) -> dict[tuple[str, int], int]:
    """People by month of first order and months since, from dates alone."""
    found: dict[tuple[str, int], set[int]] = {}
    firsts: dict[int, date] = {}
    for r in sorted(rows, key=lambda r: r.at):
        day = BASE + timedelta(days=r.at // DAY)
        if isinstance(r, Order) and r.at // DAY < days:
            first = firsts.setdefault(r.person, day)
            n = (day.year - first.year) * 12 + day.month - first.month
            found.setdefault((f"{first:%Y-%m}", n), set()).add(r.person)
    return {k: len(v) for k, v in found.items()}


@settings(max_examples=10)
@given(orders(days=120), events(), st.integers(1, 120))
def test_months_are_those_of_the_calendar(bought: list[Order], did: list[Event], days: int) -> None:
    rows: list[Row] = [*bought, *did]
    expected = by_hand(rows, days)
    if not expected:
        with pytest.raises(LianyiError):
            run("retention", Pinned(rows, days))
        return
    result = run("retention", Pinned(rows, days))
    for cell in result.table("cells").dicts():
        key = cell["cohort"], cell["n"]
        if cell["state"] == "not_yet":
            assert cell["returned"] is cell["paid_fen"] is cell["rate"] is None
            assert key not in expected
        else:
            assert cell["returned"] == expected.pop(key, 0)
            assert cell["rate"] is None or 0 <= cell["rate"] <= 1
        assert (cell["low"] is None) == (cell["state"] != "whole" or cell["people"] == 0)
    assert not expected


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"first": "nothing"}, "run.event_unknown"),
        ({"by": "nothing"}, "run.group_unknown"),
        ({"mode": "bracket", "brackets": (3, 3)}, "retention.brackets"),
        ({"mode": "bracket", "brackets": ()}, "retention.brackets"),
        ({"mode": "rolling"}, "retention.rolling_month"),
        ({"periods": 0}, "retention.periods"),
        ({"period": "2027-01"}, "retention.not_yet"),
        ({"period": "2026-03"}, "run.nothing_to_count"),
    ],
)
def test_what_cannot_be_answered_is_refused(options: dict[str, Any], code: str) -> None:
    with pytest.raises(LianyiError) as refusal:
        run("retention", Pinned(SHOP, DAYS), **options)
    assert refusal.value.code == code


def test_without_orders_there_are_people_but_no_money() -> None:
    data = Pinned([Event(1, 0), Event(1, DAY)], 5, tables=("events",))
    result = run("retention", data, first="any", grain="day")
    assert "money" not in {t.key for t in result.tables} and result.rows()[0]["d1"] == 1
    with pytest.raises(LianyiError) as refusal:
        run("retention", data)
    assert refusal.value.code == "run.missing_source"


def test_what_one_source_has_not_seen_yet_is_not_yet() -> None:
    data = Pinned([*[on("1.01", p) for p in (1, 2)], Event(1, DAY)], 40)
    first, last = BASE, BASE + timedelta(days=4)
    data.engine.coverage = [("orders", "youzan", "main", first, BASE + timedelta(days=39), False), ("events", "youzan", "main", first, last, False)]  # fmt: skip
    result = run("retention", data, first="order", returning="view", grain="day")
    states = [c["state"] for c in result.table("cells").dicts() if c["cohort"] == "2026-01-01"]
    assert states == ["whole"] * 5 and result.number("retention_d7").value is None
    data.engine.coverage = [(t, *rest[:3], BASE + timedelta(days=4 if t == "orders" else 39), False) for t, *rest in data.engine.coverage]  # fmt: skip
    late = run("retention", data, first="view", grain="day")
    assert "money_ends" in {w.code for w in late.warnings}


def test_the_picture_hatches_the_future_and_dots_what_is_running() -> None:
    option = run("retention", Pinned(SHOP, DAYS)).chart("en")
    heat, curve = option["series"][0], option["series"][-1]
    marked = {tuple(c["value"][:2]): c["itemStyle"].get("decal", {}) for c in heat["data"]}
    # The first month holds everybody and is not drawn; columns begin with month 1.
    assert marked[2, 1]["symbol"] == "rect" and marked[2, 0]["symbol"] == "circle"
    assert marked[0, 0] == {} and curve["data"][0] == 0.5
    assert option["yAxis"][0]["data"][0] == "2026-01 (5)"
    assert [g["containLabel"] for g in option["grid"]] == [True, True]


def test_no_rate_is_above_one_in_a_large_log() -> None:
    result = run("retention", Pinned(random_orders(500, 4_000, 90), 90), grain="week")
    rates = [c["rate"] for c in result.table("cells").dicts() if c["rate"] is not None]
    assert len(rates) > 50 and all(0 <= r <= 1 for r in rates)


def test_the_command_line_answers_from_an_imported_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    buyers = [("2026-08-03", "2026-09-07", "2026-10-01"), ("2026-08-20", "2026-11-10"), ("2026-09-30",)]  # fmt: skip
    ask = asking(workspace(tmp_path, monkeypatch, buyers), capsys)
    found = ask("retention", "--first", "order", "--grain", "month")
    assert found["grid"]["people"] == [[2, 1, 1, 1], [1, 0, 0, None], [0, 0, None, None], [0, None, None, None]]  # fmt: skip
    assert found["grid"]["paid_fen"][0] == [2_000, 1_000, 1_000, 1_000]
    assert (found["numbers"]["retention_m1"]["value"], found["numbers"]["retention_m1"]["n"]) == (1 / 3, 3)  # fmt: skip
    created = ask(
        "retention", "--first", "order_created", "--returning", "order", "--grain", "month"
    )
    assert created["grid"]["people"] == found["grid"]["people"]
