"""The next item: by hand, against plain loops, planted hit rates inside their intervals, and honest where it is no better."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.analyses.bought import Bought
from lianyi.analyses.next_item import model
from lianyi.analyses.next_item.found import Verdict, verdict_of
from lianyi.core.errors import LianyiError
from lianyi.stats.intervals import wilson
from tests.analyses.bought_shop import Bazaar, Line, run
from tests.analyses.sequences_planted import FROM_DAY, planted, truths


def tea_then_cup(people: int = 120) -> list[Line]:
    """Everybody buys tea, ten days later a cup; half of them in the last month. A spoon sells most of all."""
    lines = []
    for who in range(people):
        begin = 5 + who % 40 if who % 2 else 60 + who % 20
        lines += [Line(who, begin, f"t{who}", "茶"), Line(who, begin + 10, f"c{who}", "杯")]
    return lines + [Line(5_000 + n, 50 + n % 20, f"s{n}", f"勺{n % 12}") for n in range(600)]


def test_what_follows_is_proposed_where_it_beats_the_most_sold() -> None:
    found = run(
        "next-item",
        Bazaar([*tea_then_cup(), Line(9_000, 98, "z", "茶")]),
        test="30d",
        only_new=True,
    )
    assert found.extra["method"] == "model"
    assert found.number("hit_rate_10").value == 1.0
    assert found.number("hit_rate_10_gain").interval.low > 0  # type: ignore[union-attr]
    newest = found.rows()[0]
    assert (newest["person_id"], newest["place"], newest["item"], newest["because"]) == (
        "9000",
        1,
        "杯",
        "茶",
    )
    assert found.rows()[0]["last"] == "2026-04-09"
    assert "95% interval" in found.explain("en") and found.chart("zh")["series"]


def test_the_most_sold_are_given_where_nothing_follows_anything() -> None:
    dice = np.random.default_rng(3)
    lines = [
        Line(n, int(day), f"{n}-{day}", f"商品{dice.integers(40)}")
        for n in range(400)
        for day in dice.choice(100, 3, replace=False)
    ]
    found = run("next-item", Bazaar(lines))
    assert found.extra["method"] == "popular"
    assert "热销榜" in found.explain("zh") and "not surely better" in found.explain("en")
    rows = found.rows()
    assert {r["method_en"] for r in rows} == {"most sold"} and {r["because"] for r in rows} == {
        None
    }
    assert (
        len(
            {
                tuple(r["item"] for r in rows if r["person_id"] == p)
                for p in {r["person_id"] for r in rows}
            }
        )
        == 1
    )


def test_too_few_to_try_says_so_and_gives_the_most_sold() -> None:
    found = run("next-item", Bazaar([Line(1, 3, "a", "茶"), Line(1, 95, "b", "杯")]), items=2)
    assert found.number("hit_rate_10").value is None or found.number("hit_rate_10").why is not None
    assert found.number("hit_rate_10_gain").value is None
    assert "1位客户" in found.explain("zh") and found.extra["method"] == "popular"
    assert [r["item"] for r in found.rows()] == ["杯", "茶"]


def test_options_limit_people_and_days() -> None:
    shop = Bazaar(tea_then_cup(), inside=range(10))
    few = run("next-item", shop, segment="x", limit=4, items=1)
    assert few.sizes["people"] == 10 and len(few.rows()) == 4
    early = run("next-item", shop, as_of="2026-02-20")
    assert early.extra["as_of"] == "2026-02-20"
    assert max(r["last"] for r in early.rows()) <= "2026-02-20"
    for options in ({"limit": -1}, {"items": 0}):
        with pytest.raises(LianyiError) as refusal:
            run("next-item", shop, **options)
        assert refusal.value.code == "next_item.counts"
    for nobody in ({"as_of": "2025-01-01"}, {"segment": "nobody"}):
        with pytest.raises(LianyiError) as refusal:
            run("next-item", Bazaar(tea_then_cup()), **nobody)
        assert refusal.value.code == "run.nothing_to_count"


def test_nothing_of_the_trial_is_learnt_before_it() -> None:
    """What happens from the first day of the trial on changes no proposal for the same histories."""
    of = planted(4, 0.6, people=200)
    changed = of.item.copy()
    changed[of.day >= FROM_DAY] = 0
    other = model.Sequences(of.ids, of.starts, of.person, of.day, changed, of.names)
    one, two = model.learn(of, FROM_DAY, 90), model.learn(other, FROM_DAY, 90)
    assert np.array_equal(one.follows, two.follows) and np.array_equal(one.popular, two.popular)


ROWS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 25), st.integers(0, 3)), min_size=1, max_size=30
)


@settings(max_examples=50)
@given(ROWS)
def test_the_table_and_the_ranks_are_those_of_loops(drawn: list[tuple[int, int, int]]) -> None:
    rows = np.array(sorted(set(drawn)), np.int64)
    of = model.sequences(
        Bought(rows[:, 0], rows[:, 1], np.arange(len(rows)), rows[:, 2], ("a", "b", "c", "d"))
    )
    made = model.learn(of, 26, 10)
    follows: dict[tuple[int, int], float] = defaultdict(float)
    for p, d, i in rows.tolist():
        for q, e, j in rows.tolist():
            if p == q and e > d:
                follows[i, j] += 0.5 ** ((e - d) / 10)
    place = {int(name): n for n, name in enumerate(made.kept)}
    for (i, j), value in follows.items():
        assert made.follows[place[i], place[j]] == pytest.approx(value, rel=1e-5)
    assert made.whole.sum() == pytest.approx(sum(follows.values()), rel=1e-5)
    people = np.arange(len(of.ids))
    found = model.propose(
        of,
        made,
        of.starts[people],
        of.starts[people + 1],
        np.full(len(people), 26),
        4,
        only_new=False,
        by_history=True,
    )
    for p, who in enumerate(of.ids.tolist()):
        weight = dict.fromkeys(place, 0.0)
        total = 0.0
        for q, e, i in rows.tolist():
            if q == who:
                fade = 0.5 ** ((26 - e) / 10)
                total += fade
                for k in place:
                    weight[k] += (
                        fade
                        * (follows[i, k] + model.PRIOR * made.popular[place[k]])
                        / (made.whole[place[i]] + model.PRIOR)
                    )
        expected = sorted((v / total for v in weight.values()), reverse=True)
        got = [float(found.score[p, n]) for n in range(4) if found.best[p, n] >= 0]
        assert got == pytest.approx(expected, rel=1e-4)


SQL = """
SELECT a.item, b.item, sum(pow(0.5, (b.day - a.day) / 30)) FROM rows a JOIN rows b ON a.person = b.person AND a.day < b.day
WHERE b.day < ? GROUP BY ALL ORDER BY ALL
"""


def compare(seed: int) -> None:
    """Demand that what follows what is what SQL says."""
    of = planted(seed, 0.4, people=300)
    made = model.learn(of, FROM_DAY, 30)
    with duckdb.connect() as con:
        con.register("rows", {"person": of.person, "day": of.day, "item": of.item})
        expected = {(i, j): v for i, j, v in con.execute(SQL, [FROM_DAY]).fetchall()}
    place = {int(name): n for n, name in enumerate(made.kept)}
    assert len(expected) > 500
    for (i, j), value in expected.items():
        assert made.follows[place[i], place[j]] == pytest.approx(value, rel=1e-4)
    assert int((made.follows > 0).sum()) == len(expected)


def test_what_follows_what_equals_sql() -> None:
    compare(8)


@pytest.mark.full
def test_what_follows_what_equals_sql_with_every_index_checked() -> None:
    code = "from tests.analyses.test_next_item import compare; compare(9)"
    env = {**os.environ, "LIANYI_BOUNDS": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)


def verdict(seed: int, pull: float) -> Verdict:
    """Try both ways on one planted shop."""
    of = planted(seed, pull)
    return verdict_of(model.tried(of, np.ones(len(of.ids), np.bool_), FROM_DAY, 90, only_new=False))


def covered(seeds: range, pull: float = 0.5) -> tuple[int, int]:
    """How often the planted hit rates lie inside their intervals."""
    model_hits = popular_hits = 0
    truth = truths(pull)
    for seed in seeds:
        found = verdict(seed, pull)
        assert found.is_better
        for name, places in (("model", found.trial.model), ("popular", found.trial.popular)):
            low, high = wilson(int((places > 0).sum()), found.tested)
            inside = low <= truth[name] <= high
            model_hits += inside and name == "model"
            popular_hits += inside and name == "popular"
    return model_hits, popular_hits


def test_planted_hit_rates_lie_inside_their_intervals() -> None:
    assert min(covered(range(20))) >= 16


def test_chance_is_seldom_called_better() -> None:
    assert sum(verdict(seed, 0.0).is_better for seed in range(20)) <= 2


@pytest.mark.full
def test_planted_hit_rates_lie_inside_their_intervals_in_two_hundred_shops() -> None:
    found = covered(range(200))
    assert all(180 <= n <= 199 for n in found), found
    assert sum(verdict(seed, 0.0).is_better for seed in range(200)) <= 10
