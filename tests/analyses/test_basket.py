"""Bought together: by hand, against SQL, planted lifts inside their intervals, few false findings."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.analyses.basket import found as basket_found
from lianyi.analyses.basket.found import Baskets, pairs_of, windows_as_baskets
from lianyi.analyses.bought import NOBODY, Bought
from lianyi.core.errors import LianyiError
from tests.analyses.baskets_planted import LIFTS, planted
from tests.analyses.bought_shop import Bazaar, Line, run


def shop() -> list[Line]:
    """100 orders: 20 hold tea and cup, 20 tea alone, 10 a cup alone, the others a spoon; and what must not count."""
    goods = [("茶", "杯")] * 20 + [("茶",)] * 20 + [("杯",)] * 10 + [("勺",)] * 50
    lines = [
        Line(n % 40 if n % 4 else None, n % 90, f"E{n}", item, category="饮" if item != "勺" else "具")
        for n, items in enumerate(goods)
        for item in items
    ]  # fmt: skip
    refunded = [
        Line(900 + n, 5, f"R{n}", item, refund_fen=1_000)
        for n in range(30)
        for item in ("茶", "勺")
    ]
    gifts = [Line(n, 90, f"E{n}", "勺", is_gift=True) for n in range(20)]
    unpaid = [
        Line(950 + n, 5, f"U{n}", item, is_paid=False) for n in range(30) for item in ("杯", "勺")
    ]
    back = [Line(970 + n, 6, f"B{n}", "勺", refund_fen=1_000) for n in range(4)]
    none = [Line(n, 90, f"E{n}", "勺", quantity=0) for n in range(20, 40)]
    return [*lines, *refunded, *gifts, *unpaid, *back, *none]


@pytest.mark.parametrize("hands_columns", [True, False])
def test_support_confidence_and_lift_are_those_of_the_hand(hands_columns: bool) -> None:
    found = run("basket", Bazaar(shop(), hands_columns=hands_columns))
    assert found.number("baskets").value == 100
    assert found.number("multi_item_share").value == pytest.approx(0.2)
    [row] = found.rows()
    assert {row["first"], row["second"]} == {"茶", "杯"}
    tea = row["confidence"] if row["first"] == "茶" else row["confidence_back"]
    assert (row["together"], row["support"], tea) == (20, 0.2, 0.5)
    assert row["lift"] == pytest.approx(0.2 / (0.4 * 0.3))
    assert row["low"] < row["lift"] < row["high"]
    assert found.number("pairs_compared").value == 3
    assert "茶" in found.explain("zh") and "lift 1.67" in found.explain("en")
    assert found.chart("zh")["series"]


def test_categories_windows_and_segments_are_baskets_too() -> None:
    lines = [
        Line(n, day, f"{n}-{day}", item)
        for n in range(30)
        for day, item in ((0, "a"), (9, "b"), (10, "c"))
    ]
    lines += [Line(100 + n, 3, f"x{n}", "d") for n in range(30)]
    ten = run("basket", Bazaar(lines, days=60), within="10d")
    assert [(r["first"], r["second"], r["together"]) for r in ten.rows()] == [("a", "b", 30)]
    assert ten.number("baskets").value == 90
    eleven = run("basket", Bazaar(lines, days=60), within="11d")
    assert sorted((r["first"], r["second"]) for r in eleven.rows()) == [
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
    ]
    few = run("basket", Bazaar(lines, days=60, inside=range(12)), within="11d", segment="x")
    assert {r["together"] for r in few.rows()} == {12}
    early = run("basket", Bazaar(lines, days=15), within="10d")
    assert "open_baskets" in {w.code for w in early.warnings}
    assert run("basket", Bazaar(shop()), level="category").number("pairs_compared").value == 1


def test_it_refuses_what_it_cannot_answer() -> None:
    for options, code in (({"min_support": 2.0}, "basket.support"), ({"limit": -1}, "basket.limit"), ({"within": "x"}, "duration.unknown"), ({"period": "2026-03"}, "run.nothing_to_count")):  # fmt: skip
        with pytest.raises(LianyiError) as refusal:
            run("basket", Bazaar([Line(1, 0, "a", "茶")]), **options)
        assert refusal.value.code == code
    alone = run("basket", Bazaar([Line(1, 0, "a", "茶")]))
    assert alone.rows() == [] and alone.number("pairs_linked").value == 0


def brute(rows: list[tuple[int, int, int]]) -> dict[str, float]:
    """Every sum of the kernel for the items 0 and 1, by plain loops."""
    people: dict[int, dict[int, set[int]]] = {}
    for person, basket, item in rows:
        people.setdefault(person, {}).setdefault(basket, set()).add(item)
    sums: dict[str, float] = dict.fromkeys(
        ("t", "tt", "ta", "tb", "tn", "ab", "aa", "an", "a", "n", "nn"), 0
    )
    for baskets in people.values():
        n = len(baskets)
        a, b, t = (sum(want <= held for held in baskets.values()) for want in ({0}, {1}, {0, 1}))
        for name, value in (("t", t), ("tt", t * t), ("ta", t * a), ("tb", t * b), ("tn", t * n), ("ab", a * b), ("aa", a * a), ("an", a * n), ("a", a), ("n", n), ("nn", n * n)):  # fmt: skip
            sums[name] += value
    return sums


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(-1, 3)), max_size=40))
def test_the_sums_of_a_pass_are_those_of_loops(drawn: list[tuple[int, int, int]]) -> None:
    from lianyi.timelines.kernels import baskets as kernel

    rows = sorted({(p, p * 10 + b, i) for p, b, i in drawn})
    pairs, items, totals = (
        np.zeros((6, 4, 4), np.int64),
        np.zeros((4, 3), np.int64),
        np.zeros(3, np.int64),
    )
    columns = [np.array([r[n] for r in rows], np.int64) for n in range(3)]
    kernel.gather(columns[0], columns[1], columns[2], pairs, items, totals)
    expected = brute(rows)
    assert pairs[:, 0, 1].tolist() == [expected[k] for k in ("t", "tt", "ta", "tb", "tn", "ab")]
    assert items[0].tolist() == [expected[k] for k in ("a", "aa", "an")]
    assert totals.tolist() == [expected["n"], expected["nn"], len({r[0] for r in rows})]


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(-1, 2), st.integers(0, 30), st.integers(0, 2)),
        min_size=1,
        max_size=30,
    ),
    st.integers(1, 12),
)
def test_a_window_holds_what_a_loop_puts_into_it(
    drawn: list[tuple[int, int, int]], days: int
) -> None:
    rows = sorted(set(drawn))
    person, day, item = (np.array([r[n] for r in rows], np.int64) for n in range(3))
    found = windows_as_baskets(Bought(person, day, day, item, ("a", "b", "c")), days, 30)
    expected: dict[tuple[int, int], set[int]] = {}
    start: dict[int, int] = {}
    for who, when, what in rows:
        if who == NOBODY:
            continue
        if who not in start or when - start[who] >= days:
            start[who] = when
        expected.setdefault((who, start[who]), set()).add(what)
    held: dict[int, set[int]] = {}
    for basket, what in zip(found.basket.tolist(), found.item.tolist(), strict=True):
        assert what not in held.setdefault(basket, set())
        held[basket].add(what)
    assert list(held.values()) == list(expected.values())
    assert found.open_baskets == sum(first + days > 31 for _, first in expected)


SQL = """
WITH b AS (SELECT basket, item FROM rows), n AS (SELECT count(DISTINCT basket) AS n FROM b),
c AS (SELECT item, count(*) AS k FROM b GROUP BY item)
SELECT x.item, y.item, count(*) AS both, any_value(p.k), any_value(q.k), count(*) * any_value(n.n) / (any_value(p.k) * any_value(q.k))
FROM b x JOIN b y ON x.basket = y.basket AND x.item < y.item JOIN c p ON p.item = x.item JOIN c q ON q.item = y.item, n
GROUP BY ALL HAVING count(*) >= ? ORDER BY ALL
"""


def compare(seed: int) -> None:
    """Demand that the pairs are those of SQL."""
    drawn = planted(seed, people=300)
    found = pairs_of(drawn, 0.01)
    rows = {"basket": drawn.basket, "item": drawn.item}
    with duckdb.connect() as con:
        con.register("rows", rows)
        expected = con.execute(SQL, [found.least]).fetchall()
    lift = found.lifts.lift
    order = np.lexsort((found.second, found.first))
    got = [(int(found.first[k]), int(found.second[k]), int(found.both[k]), int(found.with_first[k]), int(found.with_second[k])) for k in order]  # fmt: skip
    assert got == [row[:5] for row in expected] and len(got) > 20
    assert lift[order] == pytest.approx([row[5] for row in expected])


def test_pairs_equal_sql_on_drawn_baskets() -> None:
    compare(5)


@pytest.mark.full
def test_pairs_equal_sql_with_every_index_checked() -> None:
    code = "from tests.analyses.test_basket import compare; compare(6)"
    env = {**os.environ, "LIANYI_BOUNDS": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)


def covered(seeds: range) -> tuple[dict[tuple[int, int], int], float]:
    """How often each planted lift lies inside its interval, and the mean share of false findings."""
    hits, false, weak = dict.fromkeys(LIFTS, 0), [], 0
    for seed in seeds:
        found = pairs_of(planted(seed), 0.001)
        place = {
            (int(a), int(b)): k
            for k, (a, b) in enumerate(zip(found.first, found.second, strict=True))
        }
        for pair, truth in LIFTS.items():
            k = place[pair]
            hits[pair] += bool(found.lifts.low[k] <= truth <= found.lifts.high[k])
        said = [pair for pair, k in place.items() if found.adjusted[k] < 0.05]
        false.append(sum(pair not in LIFTS for pair in said) / max(len(said), 1))
        assert (0, 1) in said
        weak += (2, 3) in said
    assert weak > 0.3 * len(seeds)
    return hits, float(np.mean(false))


def test_planted_lifts_lie_inside_their_intervals() -> None:
    hits, false = covered(range(20))
    assert min(hits.values()) >= 16, hits
    assert false <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 20) / 2


@pytest.mark.full
def test_planted_lifts_lie_inside_their_intervals_in_two_hundred_shops() -> None:
    hits, false = covered(range(200))
    assert all(0.90 * 200 <= n <= 0.99 * 200 for n in hits.values()), hits
    # Three standard errors of a mean over 200 shops, each of which has a quarter or nothing.
    assert false <= 0.05 + 3 * 0.12 / np.sqrt(200)


def test_more_items_than_can_be_paired_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basket_found, "MOST_ITEMS", 10)
    found = pairs_of(planted(3, people=400), 0.001)
    assert (found.items, found.left_out, found.tested) == (10, 20, 45)


def test_pairs_of_the_same_person_do_not_make_the_interval_narrow() -> None:
    few = planted(1, people=400)
    alone = Baskets(few.basket, few.basket, few.item, few.names)
    # Everybody buys the same baskets four times: nothing is learnt from the copies.
    copies = [few.basket + n * (few.basket.max() + 1) for n in range(4)]
    order = np.lexsort((np.tile(few.item, 4), np.concatenate(copies), np.tile(few.unit, 4)))
    repeated = Baskets(np.tile(few.unit, 4)[order], np.concatenate(copies)[order], np.tile(few.item, 4)[order], few.names)  # fmt: skip
    once, four = pairs_of(few, 0.0), pairs_of(repeated, 0.0)
    width = {}
    for name, found in (("once", once), ("four", four)):
        k = next(k for k in range(len(found.both)) if (found.first[k], found.second[k]) == (0, 1))
        width[name] = np.log(found.lifts.high[k] / found.lifts.low[k])
    assert width["four"] == pytest.approx(width["once"])
    assert len(list(combinations(range(30), 2))) == pairs_of(alone, 0.0).tested
