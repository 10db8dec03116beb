"""The kernels of the funnel against brute force on small logs, and against SQL on larger ones."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.timelines.funnels import Answer, Order, Question, Unit, ask
from lianyi.timelines.grouping import Grouping
from tests.timelines.kernels import funnel_by_hand as by_hand
from tests.timelines.kernels.event_logs import CHANNELS, NAMES, Event, horizon, logs, store_of
from tests.timelines.kernels.funnel_by_hand import Asked, Found
from tests.timelines.kernels.funnel_oracle import main

VIEW, CART, PAY, SHARE, REFUND = range(1, 6)


def named(*codes: int, **columns: list[int]) -> dict[str, Any]:
    taken = {"event": np.isin(np.arange(len(NAMES)), codes)}
    return taken | {c: np.isin(np.arange(len(CHANNELS)), v) for c, v in columns.items()}


def reached(answer: Answer) -> tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]]:
    counts, opened = (
        Counter({(g, k): int(n) for (g, k), n in np.ndenumerate(table) if n})
        for table in (answer.counts, answer.opened)
    )
    return counts, opened


def same(answer: Answer, found: Found, *, groups: bool = True, spans: bool = True) -> None:
    counts, opened = reached(answer)
    if groups:
        assert counts == +found.counts
        assert opened == +found.opened
    else:
        assert _by_step(counts) == _by_step(found.counts)
        assert _by_step(opened) == _by_step(found.opened)
    if spans:
        for j in range(1, answer.counts.shape[1]):
            assert sorted(np.concatenate([*answer.spans[j], []]).tolist()) == sorted(found.spans.get(j, []))  # fmt: skip


def _by_step(counts: Counter[tuple[int, int]]) -> Counter[int]:
    total: Counter[int] = Counter()
    for (_, step), n in counts.items():
        total[step] += n
    return +total


# Three steps of one event each; events that mean several steps; steps with conditions on the channel.
PLAIN = ([[named(VIEW)], [named(CART)], [named(PAY)]], [{VIEW}, {CART}, {PAY}])
REPEATED = ([[named(VIEW)], [named(VIEW)], [named(PAY, VIEW)]], [{VIEW}, {VIEW}, {PAY, VIEW}])
LIVE = [[named(VIEW, channel=[1, 2])], [named(CART), named(SHARE, channel=[1])], [named(PAY)]]

options = st.fixed_dictionaries(
    {
        "within": st.integers(1, 12),
        "low": st.sampled_from([-1, 3]),
        "high": st.sampled_from([7, 10**9]),
        "re_entry": st.booleans(),
    }
)


def asked_of(kind: str, excluded: set[int], **more: Any) -> tuple[list[Any], Asked]:
    if kind == "live":
        hand = [
            lambda r: r.event == VIEW and r.channel in (1, 2),
            lambda r: r.event == CART or (r.event == SHARE and r.channel == 1),
            lambda r: r.event == PAY,
        ]
        return LIVE, Asked(hand, excluded=lambda r: r.event in excluded, **more)
    needs, codes = PLAIN if kind == "plain" else REPEATED
    hand = [lambda r, c=c: r.event in c for c in codes]  # type: ignore[misc]  # bound at once
    return needs, Asked(hand, excluded=lambda r: r.event in excluded, **more)


def question(needs: list[Any], asked: Asked, rows: list[Event], order: Order, unit: Unit, excluded: set[int], **more: Any) -> Question:  # fmt: skip
    return Question(
        needs, [named(*excluded)] if excluded else [], more.pop("seen", {}), order, unit,
        asked.within, horizon(rows), asked.re_entry, asked.low, asked.high, **more,
    )  # fmt: skip


BY_CHANNEL = Grouping(len(CHANNELS), column="channel")


@settings(max_examples=100)
@given(
    logs(),
    st.sampled_from(["plain", "repeated", "live"]),
    st.sampled_from([set(), {REFUND}]),
    options,
)
def test_people_are_counted_as_trying_every_start_does(
    rows: list[Event], kind: str, excluded: set[int], given_options: dict[str, Any]
) -> None:
    needs, asked = asked_of(kind, excluded, group=lambda r: r.channel, **given_options)
    asking = question(needs, asked, rows, "ordered", "people", excluded, grouping=BY_CHANNEL)
    assert (asking.step_of is not None) == (kind == "plain")
    same(ask(store_of(rows, people=4), asking), by_hand.people(asked, rows, horizon(rows)))


@given(logs(), st.sampled_from([set(), {REFUND}]), options)
def test_both_kernels_of_people_agree(
    rows: list[Event], excluded: set[int], given_options: dict[str, Any]
) -> None:
    needs, asked = asked_of("plain", excluded, **given_options)
    fast = question(needs, asked, rows, "ordered", "people", excluded, grouping=BY_CHANNEL)
    # A condition that every row meets leaves the answer as it is and asks the other kernel.
    slow_needs = [[named(*_codes(n[0]), channel=[0, 1, 2, 3])] for n in needs]
    slow = question(slow_needs, asked, rows, "ordered", "people", excluded, grouping=BY_CHANNEL)
    assert fast.step_of is not None and slow.step_of is None
    one, other = ask(store_of(rows), fast), ask(store_of(rows), slow)
    assert (one.counts == other.counts).all() and (one.opened == other.opened).all()
    assert [sorted(np.concatenate([*p, []]).tolist()) for p in one.spans] == [
        sorted(np.concatenate([*p, []]).tolist()) for p in other.spans
    ]


def _codes(condition: dict[str, Any]) -> list[int]:
    return [int(code) for code in np.flatnonzero(condition["event"])]


@settings(max_examples=100)
@given(logs(), st.sampled_from(["plain", "repeated"]), st.booleans(), options)
def test_strict_lets_nothing_in_between(
    rows: list[Event], kind: str, filtered: bool, given_options: dict[str, Any]
) -> None:
    # The filter leaves only events over channel 1 or 2: what it hides is not in between.
    seen = {"channel": np.isin(np.arange(len(CHANNELS)), [1, 2])} if filtered else {}
    needs, asked = asked_of(kind, set(), **given_options)
    needs = [[{**n, **seen} for n in step] for step in needs]
    hand = Asked(
        [lambda r, s=s: s(r) and (not filtered or r.channel in (1, 2)) for s in asked.steps],  # type: ignore[misc]  # bound at once
        asked.within,
        seen=lambda r: not filtered or r.channel in (1, 2),
        re_entry=asked.re_entry,
        low=asked.low,
        high=asked.high,
        group=lambda r: r.channel,
    )
    asking = question(needs, hand, rows, "strict", "people", set(), seen=seen, grouping=BY_CHANNEL)
    same(ask(store_of(rows), asking), by_hand.people(hand, rows, horizon(rows), strict=True))


@settings(max_examples=100)
@given(logs(), st.sampled_from(["plain", "repeated", "live"]), st.sampled_from([set(), {REFUND}]), st.sampled_from(["ordered", "strict"]), st.sampled_from(["entries", "orders"]), options)  # fmt: skip
def test_entries_and_attempts_are_counted_as_runs_on_their_own(
    rows: list[Event], kind: str, excluded: set[int], order: Order, unit: Unit, given_options: dict[str, Any]
) -> None:  # fmt: skip
    needs, asked = asked_of(kind, excluded, group=lambda r: r.channel, **given_options)
    asking = question(needs, asked, rows, order, unit, excluded, grouping=BY_CHANNEL)
    answer = ask(store_of(rows), asking)
    same(answer, by_hand.runs(asked, rows, horizon(rows), strict=order == "strict", merged=unit == "orders"))  # fmt: skip
    entries = sum(len(asked.starts(own)) for own in by_hand.by_person(rows))
    if unit == "entries":
        assert answer.counts.sum() == entries  # every first step of the period is an entry
    else:
        assert answer.counts.sum() <= entries


@given(logs(people=1), st.sampled_from(["plain", "repeated", "live"]), st.sampled_from(["ordered", "strict"]), options)  # fmt: skip
def test_one_person_comes_as_far_as_the_best_entry(
    rows: list[Event], kind: str, order: Order, given_options: dict[str, Any]
) -> None:
    needs, asked = asked_of(kind, {REFUND}, **given_options)
    deepest = []
    for unit in ("people", "entries", "orders"):
        answer = ask(store_of(rows), question(needs, asked, rows, order, unit, {REFUND}))
        deepest.append(max(np.flatnonzero(answer.counts.sum(axis=0)), default=0))
    assert len(set(deepest)) == 1


@settings(max_examples=100)
@given(logs(), st.sampled_from([set(), {REFUND}]), options)
def test_any_order_finds_the_fullest_window(
    rows: list[Event], excluded: set[int], given_options: dict[str, Any]
) -> None:
    needs, asked = asked_of("plain", excluded, **given_options)
    asking = question(needs, asked, rows, "any", "people", excluded)
    same(ask(store_of(rows), asking), by_hand.any_order(asked, rows, horizon(rows)), spans=False)


@given(logs(people=6), st.sampled_from(["plain", "live"]), options)
def test_parts_by_person_or_entry_add_up_and_dead_rows_do_not_count(
    rows: list[Event], kind: str, given_options: dict[str, Any]
) -> None:
    needs, asked = asked_of(kind, set(), **given_options)
    store = store_of(rows, people=6, replaced=(1, 2, 5))
    cities = Grouping(3, person=store.attributes["city"])
    whole = ask(store, question(needs, asked, rows, "ordered", "people", set()))
    by_city = ask(store, question(needs, asked, rows, "ordered", "people", set(), grouping=cities))
    by_channel = ask(store, question(needs, asked, rows, "ordered", "people", set(), grouping=BY_CHANNEL))  # fmt: skip
    hand = by_hand.people(asked, rows, horizon(rows))
    same(whole, hand)
    for parts in (by_city, by_channel):
        assert (parts.counts.sum(axis=0) == whole.counts[0]).all()
        assert (parts.opened.sum(axis=0) == whole.opened[0]).all()


def test_a_segment_of_people_limits_the_funnel() -> None:
    rows = [
        Event(p, at, what) for p in (1, 2, 3, 4) for at, what in ((0, VIEW), (1, CART), (2, PAY))
    ]
    store = store_of(rows)
    needs, asked = asked_of("plain", set(), within=5)
    only = [np.array([True, False]), np.array([True, False])]
    answer = ask(store, question(needs, asked, rows, "ordered", "people", set()), only)
    assert answer.counts.tolist() == [[0, 0, 0, 2]]


def test_a_store_without_people_has_an_answer() -> None:
    needs, asked = asked_of("plain", set(), within=5)
    for order in ("ordered", "strict", "any"):
        answer = ask(store_of([]), question(needs, asked, [], order, "people", set()))
        assert answer.counts.tolist() == [[0, 0, 0, 0]]


def test_moments_are_sums_of_squares_over_people() -> None:
    # Person 1 enters three times and pays twice, person 2 enters once and does not pay.
    rows = [Event(1, at, what) for at, what in enumerate([VIEW, CART, PAY, VIEW, CART, PAY, VIEW])]
    needs, asked = asked_of("plain", set(), within=50)
    answer = ask(store_of([*rows, Event(2, 0, VIEW)]), question(needs, asked, rows, "ordered", "entries", set()))  # fmt: skip
    assert answer.moments[1:, 1:].tolist() == [[10, 6, 6], [6, 4, 4], [6, 4, 4]]


def test_the_funnel_equals_sql_on_a_random_log() -> None:
    main(people=400, rows=6_000)


@pytest.mark.full
def test_the_funnel_equals_sql_with_every_index_checked() -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.timelines.kernels.funnel_oracle"],
        env={**os.environ, "LIANYI_BOUNDS": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
