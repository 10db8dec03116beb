"""Funnels: worked by hand, bounded, adding up over parts, and the counts of a public log."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.analyses.result import Result
from lianyi.cli.main import main
from lianyi.core.errors import LianyiError
from lianyi.stats.intervals import ratio, wilson
from tests.analyses.watched import Watched, run
from tests.facts import lakes
from tests.timelines.kernels import funnel_by_hand as by_hand
from tests.timelines.kernels.event_logs import DAY, Event, logs, random_log
from tests.timelines.kernels.funnel_by_hand import Asked

VIEW, CART, PAY, SHARE, REFUND = range(1, 6)
LIVE, NOTE, CARD = 1, 2, 3
HOUR = 3_600

# Ten people within seven days each: all view, five put into the cart, two pay; the log ends on day 30.
SHOP = sorted([
    *[Event(p, p * HOUR, VIEW, LIVE if p <= 6 else NOTE) for p in range(1, 11)],
    *[Event(p, p * HOUR + p * 60, CART) for p in range(1, 5)],
    Event(5, 8 * DAY, CART),                     # a day too late for seven days
    Event(1, DAY, PAY), Event(2, 3 * DAY, PAY),
    Event(3, 20 * DAY, PAY),                     # too late
    Event(7, 9 * HOUR, CART), Event(7, 27 * DAY, VIEW),  # comes again, three days before the end
    Event(9, 2 * HOUR, PAY),                     # paid before the view: no conversion
])  # fmt: skip
STEPS = ("view", "cart", "pay")


def counted(result: Result, key: str = "people") -> list[int]:
    return [row[key] for row in result.rows()]


def refusal(**options: Any) -> LianyiError:
    with pytest.raises(LianyiError) as refused:
        run("funnel", Watched(SHOP), **{"steps": STEPS, **options})
    return refused.value


def test_a_funnel_is_the_one_counted_by_hand() -> None:
    result = run("funnel", Watched(SHOP), steps=STEPS, within="7d")
    rows = result.rows()
    assert counted(result) == [10, 5, 2]
    assert [r["of_previous"] for r in rows] == [None, 0.5, 0.4]
    assert [r["of_first"] for r in rows] == [1.0, 0.5, 0.2]
    # Person 7 came again three days before the end and may still go on from the second step.
    assert [(r["lost"], r["open"]) for r in rows] == [(5, 0), (2, 1), (None, None)]
    # Carts after 1, 2, 3, 4 and (person 7) 120 minutes; payments 22:59 and 69:58 hours after the cart.
    assert [rows[1][k] for k in ("median_minutes", "p75_minutes", "p90_minutes")] == [3, 4, pytest.approx(73.6)]  # fmt: skip
    assert rows[2]["median_minutes"] == ((23 * 60 - 1) + (70 * 60 - 2)) / 2
    assert result.number("median_minutes").value == (23 + 70) / 2 * 60
    found = result.number("conversion")
    low, high = wilson(2, 10)
    assert found.value == 0.2 and found.interval is not None and found.n == 10
    assert (found.interval.low, found.interval.high, found.interval.method) == (low, high, "wilson")


def test_who_may_still_go_on_stands_apart_and_is_said() -> None:
    result = run("funnel", Watched(SHOP), steps=STEPS, within="7d")
    (warning,) = [w for w in result.warnings if w.code == "window_open"]
    assert "1人（10.0%）" in warning.text.zh and "2026-01-23" in warning.text.zh
    assert result.number("open_share").value == 0.1
    until_then = run(
        "funnel", Watched(SHOP), steps=STEPS, within="7d", period="2026-01-01..2026-01-23"
    )
    assert until_then.number("open_share").value == 0 and counted(until_then) == [10, 5, 2]
    assert not [w for w in until_then.warnings if w.code == "window_open"]


def test_entries_lie_in_the_period_and_what_follows_may_lie_behind_it() -> None:
    rows = [
        Event(1, 0, VIEW),
        Event(1, 2 * DAY, PAY),
        Event(2, 2 * DAY, VIEW),
        Event(2, 2 * DAY + 1, PAY),
    ]
    result = run("funnel", Watched(rows), steps=("view", "pay"), within="7d", period="2026-01-01")
    assert counted(result) == [1, 1] and result.period == "2026-01-01"


def test_a_window_takes_in_its_last_second() -> None:
    rows = [Event(1, 0, VIEW), Event(1, DAY, PAY), Event(2, 0, VIEW), Event(2, DAY + 1, PAY)]
    assert counted(run("funnel", Watched(rows), steps=("view", "pay"), within="1d")) == [2, 1]


def test_events_of_one_second_go_by_their_place_in_the_timeline() -> None:
    rows = [Event(1, 5, VIEW), Event(1, 5, PAY)]
    assert counted(run("funnel", Watched(rows), steps=("view", "pay"))) == [1, 1]
    assert counted(run("funnel", Watched(rows), steps=("pay", "view"))) == [1, 0]


def test_parts_by_the_entry_and_by_the_person_add_up_to_the_whole() -> None:
    whole = run("funnel", Watched(SHOP), steps=STEPS)
    for by, names in (("channel", ["live", "note"]), ("city", ["Hangzhou", "Chengdu", "unknown"])):
        parts = run("funnel", Watched(SHOP), steps=STEPS, by=by).table("groups").dicts()
        assert [p["group"] for p in parts] == names
        for place, step in enumerate(("step_1", "step_2", "step_3")):
            assert sum(p[step] for p in parts) == counted(whole)[place]
    live = run("funnel", Watched(SHOP), steps=STEPS, by="channel").table("groups").dicts()[0]
    # Of the six who came over the live channel four put something into the cart and two paid.
    assert [live[k] for k in ("step_1", "step_2", "step_3", "open")] == [6, 4, 2, 0]
    assert (live["low"], live["high"]) == wilson(2, 6)


def test_a_clear_difference_between_parts_is_said_and_a_doubtful_one_is_not() -> None:
    rows = sorted(
        [Event(p, p, VIEW, LIVE if p <= 100 else NOTE) for p in range(1, 201)]
        + [Event(p, 500, PAY) for p in range(1, 51)]
    )
    clear = run("funnel", Watched(rows), steps=("view", "pay"), by="channel")
    assert "「live」最高（50.0%），「note」最低（0.00%）" in clear.explain("zh")
    assert "最高" not in run("funnel", Watched(SHOP), steps=STEPS, by="channel").explain("zh")


def test_strict_any_order_exclusion_and_first_entry_differ_as_they_say() -> None:
    rows = [
        Event(1, 0, VIEW), Event(1, 1, SHARE), Event(1, 2, CART), Event(1, 3, PAY),
        Event(2, 0, VIEW), Event(2, 1, CART), Event(2, 2, REFUND), Event(2, 3, PAY),
        Event(3, 0, PAY), Event(3, 1, CART), Event(3, 2, VIEW),
        Event(4, 0, VIEW), Event(4, 10 * DAY, VIEW), Event(4, 10 * DAY + 1, CART), Event(4, 10 * DAY + 2, PAY),
    ]  # fmt: skip
    data = Watched(rows)
    assert counted(run("funnel", data, steps=STEPS)) == [4, 3, 3]
    assert counted(run("funnel", data, steps=STEPS, order="strict")) == [4, 2, 1]
    assert counted(run("funnel", data, steps=STEPS, order="any")) == [4, 4, 4]
    assert counted(run("funnel", data, steps=STEPS, exclude=("refund",))) == [4, 3, 2]
    assert counted(run("funnel", data, steps=STEPS, re_entry=False)) == [4, 2, 2]
    named = run("funnel", data, steps=STEPS, order="any")
    assert [r["name"] for r in named.rows()] == ["1/3", "2/3", "3/3"]
    assert "做齐了3步" in named.explain("zh")


def test_entries_and_attempts_of_one_person() -> None:
    # Two views before the first payment, and one more attempt that ends in the cart.
    rows = [Event(1, at, what) for at, what in enumerate([VIEW, VIEW, CART, PAY, VIEW, CART])]
    data = Watched(rows)
    assert counted(run("funnel", data, steps=STEPS, count="entries"), "entries") == [3, 2, 1]
    assert counted(run("funnel", data, steps=STEPS, count="orders"), "orders") == [2, 2, 1]
    assert counted(run("funnel", data, steps=STEPS)) == [1, 1, 1]


def test_entries_have_the_interval_of_people_not_of_entries() -> None:
    log = random_log(300, 4_000, days=29, seed=5)
    found = run("funnel", Watched(log, days=60), steps=STEPS, count="entries").number("conversion")
    asked = Asked([lambda r, c=c: r.event == c for c in (VIEW, CART, PAY)], 7 * DAY)  # type: ignore[misc]  # bound at once
    entries, hits = [], []
    for rows in by_hand.by_person(log):
        own = by_hand.runs(asked, rows, 0, strict=False, merged=False).counts
        if own:
            entries.append(sum(own.values()))
            hits.append(own[0, 3])
    assert found.value == sum(hits) / sum(entries) and found.interval is not None
    low, high = ratio(np.array(hits), np.array(entries))
    assert [found.interval.low, found.interval.high] == pytest.approx([low, high])
    assert found.interval.method == "delta"
    # Heavy people dominate: the interval is wider than if entries were independent.
    naive = wilson(sum(hits), sum(entries))
    assert high - low > naive[1] - naive[0]


@settings(max_examples=30)
@given(logs(), st.sampled_from(["ordered", "strict", "any"]), st.sampled_from(["people", "entries", "orders"]), st.booleans())  # fmt: skip
def test_no_rate_exceeds_one_and_everybody_is_somewhere(
    rows: list[Event], order: str, count: str, re_entry: bool
) -> None:
    if not rows or (order == "any" and count != "people"):
        return
    result = run("funnel", Watched(rows), steps=STEPS, within="5s", order=order, count=count, re_entry=re_entry)  # fmt: skip
    table = result.rows()
    for before, row in pairwise(table):
        assert row[count] + before["lost"] + before["open"] == before[count]
        assert before["lost"] >= 0
        for rate in ("of_previous", "of_first"):
            assert row[rate] is None or (0 <= row[f"{rate}_low"] <= row[rate] <= row[f"{rate}_high"] <= 1)  # fmt: skip


def test_conditions_alternatives_and_filters_narrow_what_counts() -> None:
    rows = [
        Event(1, 0, VIEW, LIVE), Event(1, 1, CART, NOTE), Event(1, 2, PAY, LIVE),
        Event(2, 0, VIEW, NOTE), Event(2, 1, SHARE, NOTE), Event(2, 2, PAY, NOTE),
        Event(3, 0, VIEW), Event(3, 2, PAY, LIVE),
    ]  # fmt: skip
    data = Watched(rows)
    assert counted(run("funnel", data, steps=("view[channel=live|note]", "pay"))) == [2, 2]
    assert counted(run("funnel", data, steps=("view", "cart|share", "pay"))) == [3, 2, 2]
    assert counted(run("funnel", data, steps=("view[channel!=live]", "share|pay[channel=live]"))) == [2, 2]  # fmt: skip
    assert counted(run("funnel", data, steps=("view[channel=unknown]", "pay"))) == [1, 1]
    assert counted(run("funnel", data, steps=("view", "pay"), filter=("channel=live",))) == [1, 1]
    assert counted(run("funnel", data, steps=("*", "pay"), filter=("city=Hangzhou",))) == [1, 1]
    # What the filter hides is not in between.
    assert counted(run("funnel", data, steps=("view", "pay"), order="strict", filter=("channel=live",))) == [1, 1]  # fmt: skip
    assert counted(run("funnel", data, steps=("view", "pay"), segment="odd")) == [2, 2]


def test_events_that_mean_the_orders_of_a_shop_are_read_as_such() -> None:
    names = ("", "view", "order_paid", "share")
    result = run(
        "funnel", Watched([Event(1, 0, 1), Event(1, 1, 2)], names=names), steps="view,pay|nothing"
    )
    assert counted(result) == [1, 1]
    codes = {w.code: w.text.zh for w in result.warnings}
    assert "「pay」" in codes["event_read_as"] and "nothing" in codes["event_absent"]


def test_nobody_who_enters_leaves_the_rates_unknown() -> None:
    result = run("funnel", Watched(SHOP), steps=("view", "pay"), period="2026-02")
    assert counted(result) == [0, 0]
    assert result.number("conversion").value is None and result.number("conversion").why
    assert [r["of_first"] for r in result.rows()] == [None, None]
    assert result.chart() == {} and "没有人做" in result.explain()


def test_what_cannot_be_asked_is_refused() -> None:
    assert refusal(steps=("view",)).code == "funnel.steps"
    assert refusal(steps=("view",) * 17).code == "funnel.steps"
    assert refusal(steps=("vew", "pay")).facts["near"].split(", ")[0] == "view"  # type: ignore[attr-defined]  # a text
    assert refusal(steps=("view[chanel=live]", "pay")).code == "event.column_unknown"
    assert refusal(steps=("view[channel=life]", "pay")).facts["near"] == "live"
    assert refusal(steps=("view[", "pay")).code == "event.unreadable"
    assert refusal(steps=("view]'; DROP TABLE events; --", "pay")).code == "event.unreadable"
    assert refusal(steps=("view\n", "pay")).code == "event.unreadable"
    assert refusal(order="any", count="entries").code == "funnel.any_counts_people"
    assert refusal(order="any", steps=("view", "view[channel=live]")).code == "funnel.steps_overlap"
    assert refusal(exclude=("cart",)).code == "funnel.exclusion_is_step"
    assert refusal(exclude=("*",)).code == "funnel.exclusion_is_step"
    assert refusal(within="0d").code == "duration.unknown"
    assert refusal(by="shoe_size").code == "run.group_unknown"
    assert refusal(order="backwards").code == "run.choice_unknown"
    many = tuple(f"view[channel={a}]|cart[channel={a}]|view[channel!={a}]|pay[channel!={a}]" for a in ("live", "note", "card", "unknown") * 4)  # fmt: skip
    assert refusal(steps=many).code == "funnel.too_many_conditions"
    with pytest.raises(LianyiError) as refused:
        run("funnel", Watched([]), steps=STEPS)
    assert refused.value.code == "run.missing_source"


def test_the_picture_has_a_bar_a_step_and_says_both_rates() -> None:
    option = run("funnel", Watched(SHOP), steps=STEPS).chart("zh")
    ended = option["series"][1]["data"]
    assert [bar["label"]["formatter"] for bar in ended] == ["10  总体100.0%", "5  上一步的50.0%  总体50.0%", "2  上一步的40.0%  总体20.0%"]  # fmt: skip
    assert [a + b["value"] for a, b in zip(option["series"][0]["data"], ended, strict=True)] == [
        10,
        5,
        2,
    ]
    json.dumps(option)


@pytest.mark.parametrize("within", ["1h", "1d", "7d"])
def test_the_head_of_a_public_log_is_as_a_loop_over_it_counts(
    shared_data: Path, within: str
) -> None:
    seconds = {"1h": HOUR, "1d": DAY, "7d": 7 * DAY}[within]
    names = ("", "pv", "fav", "cart", "buy")
    people: dict[str, list[tuple[int, int]]] = defaultdict(list)
    with gzip.open(shared_data / "taobao_userbehavior_head/UserBehavior_head.csv.gz", "rt") as file:
        for line in file:
            user, _, _, kind, epoch = line.split(",")
            people[user].append((int(epoch), names.index(kind)))
    first = min(at for rows in people.values() for at, _ in rows) // DAY * DAY
    log = sorted(
        Event(n, at - first, what) for n, rows in enumerate(people.values(), 1) for at, what in rows
    )
    assert (len(people), len(log)) == (43, 4_321)
    # By hand: from every view on, the earliest cart, and from there the earliest purchase.
    reached = [0, 0, 0, 0]
    for rows in people.values():
        rows.sort()
        deepest = 0
        for place, (begun, what) in enumerate(rows):
            if what != 1:
                continue
            deepest = max(deepest, 1)
            wanted = 3
            for at, later in rows[place + 1 :]:
                if at - begun <= seconds and later == wanted:
                    deepest = max(deepest, wanted - 1)
                    wanted += 1
        for step in range(1, deepest + 1):
            reached[step] += 1
    data = Watched(log, days=3_700, names=names)
    assert counted(run("funnel", data, steps="pv,cart,buy", within=within)) == reached[1:]
    assert reached[1] == 43


def event(number: int, person: int, at: str, name: str, **more: Any) -> dict[str, Any]:
    return {"event_no": f"e{number}", "person": person, "at": at, "event": name, **more}


def test_the_command_line_answers_over_an_imported_shop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = lakes.workspace(tmp_path / "shop")
    events = [
        event(1, 11, "2026-09-01 02:00:05", "cart", channel="live"),  # the same second as the view, told first
        event(2, 11, "2026-09-01 02:00:05", "view", channel="live"),
        event(3, 12, "2026-09-01 03:00:00", "view", channel="note"),
        event(4, 12, "2026-09-02 03:00:00", "cart", channel="live"),
        event(5, 13, "2026-09-03 03:00:00", "view"),
    ]  # fmt: skip
    orders = [{"order_no": "o1", "buyer": 11, "created_at": "2026-09-02 01:00:00", "paid_at": "2026-09-02 01:00:30", "paid_fen": 1_000}]  # fmt: skip
    lakes.add(
        where, "one", lakes.AT, days=("2026-08-01", "2026-11-01"), events=events, orders=orders
    )
    lakes.stand(where, "one")
    words = ["--steps", "view,cart,pay", "--within", "7d", "--by", "channel", "--json"]
    assert main(["run", "funnel", *words, "-C", str(where.folder)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [row["people"] for row in answer["rows"]] == [3, 2, 1]
    assert answer["numbers"]["conversion"]["value"] == pytest.approx(1 / 3)
    assert {g["group"]: g["step_3"] for g in answer["tables"]["groups"]} == {"live": 1, "note": 0, "youzan": 0}  # fmt: skip
    assert "event_read_as" in [w["code"] for w in answer["warnings"]]
    assert main(["run", "funnel", "--steps", "view", "-C", str(where.folder)]) != 0
    assert "funnel.steps" in capsys.readouterr().err
