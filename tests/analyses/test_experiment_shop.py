from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

import duckdb
import numpy as np
import pytest

from lianyi.analyses.data import Data
from lianyi.analyses.experiment import Experiment
from lianyi.analyses.result import Result
from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.errors import LianyiError
from lianyi.engines.known_buyers import count_known_buyers
from lianyi.timelines.store import UNKNOWN_FEN, Segment, Store, Stream

BASE = date(2026, 1, 1)
START = datetime(2026, 3, 1, 9, 0)
DAY = 86_400
Order = tuple[int, float, int, int]  # person, days after START, paid, refunded


def _fill(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows as one statement: one by one takes the time of the whole test."""
    said = [", ".join("NULL" if v is None else str(v) if isinstance(v, int) else f"'{v}'" for v in row) for row in rows]  # fmt: skip
    if said:
        con.execute(f"INSERT INTO {table} VALUES " + ", ".join(f"({row})" for row in said))


class ShopData:
    """A shop with assignments as SQL rows and orders as a store; the two segments share no living person."""

    def __init__(self, assigned: Sequence[tuple[Any, ...]], orders: Sequence[Order]) -> None:
        self.con = duckdb.connect()
        self.con.execute('CREATE TABLE person_attributes (person_id BIGINT, attribute VARCHAR, value VARCHAR, "at" TIMESTAMP)')  # fmt: skip
        _fill(self.con, "person_attributes", assigned)
        self.con.execute('CREATE TABLE labels (subject VARCHAR, kind VARCHAR, value VARCHAR, "at" TIMESTAMP)')  # fmt: skip
        self.store = _store(orders)
        self.coverage = [
            ("orders", "douyin", "", BASE, date(2026, 3, 31), True),
            ("orders", "youzan", "", BASE, date(2026, 4, 10), False),
            ("orders", "weixin", "", BASE, date(2026, 2, 1), False),
            ("refunds", "douyin", "", BASE, date(2026, 3, 2), False),
        ]

    currency = "CNY"
    calendar = BusinessCalendar()

    @property
    def engine(self) -> ShopData:
        return self

    def columns(self, view: str) -> list[str]:
        return [view]

    @property
    def known_buyers(self) -> tuple[int, int] | None:
        """Return of how many paid orders the buyer is known."""
        return count_known_buyers(self)

    def rows(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        return self.con.execute(sql, list(params)).fetchall()


def _store(orders: Sequence[Order]) -> Store:
    people = sorted({o[0] for o in orders})
    half = len(people) // 2
    # The last person of the first half moved on: their old history is dead in segment 0.
    groups = [(people[:half], people[: half - 1]), (people[half - 1 :], people[half - 1 :])]
    segments = [_segment(ids, living, orders) for ids, living in groups]
    places = [np.arange(len(s.person_ids), dtype=np.uint8) % 3 for s in segments]
    return Store(BASE, segments, {"city": ["", "杭州", "宁波"]}, attributes={"city": places})


def _segment(people: Sequence[int], living: Sequence[int], orders: Sequence[Order]) -> Segment:
    mine = {p: sorted(o for o in orders if o[0] == p) for p in people}
    rows = [o for p in people for o in mine[p]]
    start = int((START - datetime(2026, 1, 1)).total_seconds())
    at = np.array([start + round(o[1] * DAY) for o in rows], np.int64)
    columns: dict[str, Any] = {
        "at": at,
        "day": (at // DAY).astype(np.int32),
        "order_fen": np.array([o[2] for o in rows], np.int64),
        "refund_fen": np.array([o[3] for o in rows], np.int64),
        "margin_fen": np.array([UNKNOWN_FEN if o[2] == 777 else o[2] // 2 for o in rows], np.int64),
    }
    offsets = np.cumsum([0] + [len(mine[p]) for p in people])
    ids = np.array(people, np.int64)
    return Segment(ids, np.isin(ids, living), {"orders": Stream(offsets, columns)})


def _dealt(person: int, arm: str, days: float = 0, name: str = "coupon") -> tuple[Any, ...]:
    return person, f"experiment:{name}", arm, START + timedelta(days=days)


def _run(data: ShopData, **options: Any) -> Result:
    return Experiment(**options).run(cast("Data", data))


def _world(seed: int = 1) -> tuple[list[tuple[Any, ...]], list[Order]]:
    """Return 400 assignments and orders before and after; those of `new` pay more often."""
    rng = np.random.default_rng(seed)
    assigned, orders = [], []
    for person in range(1, 401):
        arm, at = ("old", "new")[person % 2], float(rng.integers(0, 28))
        assigned.append(_dealt(person, arm, at))
        keen = float(rng.gamma(1, 1.5))
        for _ in range(rng.poisson(keen + (0.8 if arm == "new" else 0))):
            paid = int(rng.integers(1_000, 9_000))
            orders.append((person, at + rng.random() * 14, paid, paid if rng.random() < 0.1 else 0))
        orders += [(person, at - rng.random() * 14, int(rng.integers(1_000, 9_000)), 0) for _ in range(rng.poisson(keen))]  # fmt: skip
    return assigned, orders


def _by_hand(data: ShopData, assigned: Any, orders: Sequence[Order]) -> list[tuple[Any, ...]]:
    """Return per arm people, payers, orders, paid, refunded within 7 days of those who had 7 days, in SQL."""
    con = data.con
    con.execute('CREATE TABLE orders (person BIGINT, "at" TIMESTAMP, paid BIGINT, refunded BIGINT)')
    _fill(con, "orders", [(p, START + timedelta(seconds=round(d * DAY)), a, r) for p, d, a, r in orders])  # fmt: skip
    return con.execute(
        "SELECT a.value, count(DISTINCT a.person_id), count(DISTINCT o.person), count(o.person), sum(o.paid), coalesce(sum(o.refunded), 0) "
        "FROM person_attributes a LEFT JOIN orders o ON o.person = a.person_id AND o.at >= a.at AND o.at < a.at + INTERVAL 7 DAY "
        "WHERE a.at + INTERVAL 7 DAY <= TIMESTAMP '2026-03-31 00:00:00' GROUP BY 1 ORDER BY 1"
    ).fetchall()


def test_outcomes_equal_a_count_in_sql() -> None:
    assigned, orders = _world()
    data = ShopData(assigned, orders)
    metrics = ("paid", "orders", "paid_fen", "net_fen", "refund_fen", "order_value", "refund_rate")
    result = _run(data, metric=metrics, within="7d", control="old")
    shown = {(r["metric"], r["arm"]): (r["n"], r["value"]) for r in result.table("arms").dicts()}
    for arm, people, payers, many, paid, refunded in _by_hand(data, assigned, orders):
        expected = {
            "paid": payers / people, "orders": many / people, "paid_fen": paid / people,
            "net_fen": (paid - refunded) / people, "refund_fen": refunded / people,
            "order_value": paid / many, "refund_rate": refunded / paid,
        }  # fmt: skip
        for metric, value in expected.items():
            assert shown[metric, arm] == (people, pytest.approx(value))
    # Assigned on or after the 24th at nine: seven days end after the last full day, the 30th.
    late = sum(row[3] + timedelta(days=7) > datetime(2026, 3, 31) for row in assigned)
    assert result.sizes["immature"] == late > 0
    assert result.sizes["people"] == 400 - late


def test_a_planted_effect_is_found_and_a_past_makes_it_surer() -> None:
    assigned, orders = _world(2)
    data = ShopData(assigned, orders)
    plain = _run(data, metric=("orders",), within="14d", rule="fixed", control="old").rows()[0]
    result = _run(data, metric=("orders",), within="14d", rule="fixed", control="old", covariate="before")  # fmt: skip
    adjusted = result.rows()[0]
    assert adjusted["verdict"] == "higher"
    assert adjusted["low"] < 0.8 < adjusted["high"]
    assert adjusted["high"] - adjusted["low"] < plain["high"] - plain["low"]
    assert 0.02 < (result.number("variance_reduction").value or 0) < 0.6


def test_a_sale_within_the_experiment_is_named() -> None:
    assigned, orders = _world()
    result = _run(ShopData(assigned, orders), metric=("paid",))
    (said,) = [w.text for w in result.warnings if w.code == "occasions"]
    assert "38" in said.zh or "三八" in said.zh or "女神" in said.zh


def test_each_metric_has_its_own_past() -> None:
    assigned, orders = _world()
    data = ShopData(assigned, orders)
    both = _run(data, metric=("orders", "paid_fen"), covariate="before").rows()
    alone = _run(data, metric=("paid_fen",), covariate="before").rows()
    assert both[1]["difference"] == alone[0]["difference"]


def test_who_cannot_be_placed_is_left_out_and_counted() -> None:
    assigned, orders = _world()
    assigned += [
        (None, "experiment:coupon", "new", START),
        _dealt(2, "new"),
        (900, "experiment:coupon", "old", None),
        _dealt(901, ""),
        _dealt(902, "old"),
    ]
    result = _run(ShopData(assigned, orders), metric=("paid",))
    expected = {"person_unknown": 1, "mixed": 1, "undated": 1, "arm_unknown": 1}
    assert {k: result.sizes[k] for k in expected} == expected
    # 902 bought nothing and so is in no timeline, but was assigned: a zero, not a gap.
    alone = _run(ShopData([*assigned[:400], _dealt(902, "old")], orders), metric=("paid",))
    assert alone.sizes["people"] == _run(ShopData(assigned[:400], orders), metric=("paid",)).sizes["people"] + 1  # fmt: skip


def test_labels_declare_an_experiment_too() -> None:
    assigned, orders = _world()
    data = ShopData([], orders)
    rows = [(str(p), attribute, arm, at) for p, attribute, arm, at in assigned]
    _fill(data.con, "labels", rows)
    by_label = _run(data, metric=("paid",), name="coupon")
    assert by_label.rows() == _run(ShopData(assigned, orders), metric=("paid",)).rows()


def test_an_unknown_cost_leaves_the_margin_of_that_person_unknown() -> None:
    orders = [(n, 1.0, 777 if n < 5 else 1_000, 0) for n in range(1, 101)]
    data = ShopData([_dealt(n, "ab"[n % 2]) for n in range(1, 101)], orders)
    result = _run(data, metric=("margin_fen",), rule="fixed")
    assert {r["n"] for r in result.table("arms").dicts()} == {48}
    assert result.number("margin_fen.a").value == 500


def test_segments_come_from_attributes_of_people() -> None:
    data = ShopData(*_world())
    result = _run(data, metric=("paid",), segment_column="city")
    assert "segments_of_today" in {w.code for w in result.warnings}
    found = result.table("segments").dicts()
    assert {r["segment"] for r in found} == {"", "杭州", "宁波"}
    assert sum(r["n"] + r["control_n"] for r in found) == _run(data, metric=("paid",)).sizes["people"]  # fmt: skip


def test_a_merge_of_segments_changes_nothing() -> None:
    assigned, orders = _world()
    split, whole = ShopData(assigned, orders), ShopData(assigned, orders)
    people = sorted({o[0] for o in orders})
    whole.store = Store(BASE, [_segment(people, people, orders)], {})
    options: dict[str, Any] = {"metric": ("paid_fen", "orders"), "covariate": "before"}
    assert _run(split, **options).rows() == _run(whole, **options).rows()


@pytest.mark.parametrize(
    ("code", "options"),
    [
        ("experiment.undeclared", {"metric": ("paid",), "name": "other"}),
        ("experiment.unnamed", {"metric": ("paid",)}),
        ("experiment.outcome_unknown", {"metric": ("visits",), "name": "coupon"}),
        ("experiment.outcome_unknown", {"metric": ("paid",), "guardrail": ("visits:1",)}),
        ("experiment.covariate_unknown", {"metric": ("paid",), "name": "coupon", "covariate": "age"}),
        ("experiment.attribute_unknown", {"metric": ("paid",), "name": "coupon", "segment_column": "age"}),
    ],
)  # fmt: skip
def test_what_the_shop_does_not_know_is_refused(code: str, options: dict[str, Any]) -> None:
    assigned, orders = _world()
    data = ShopData([*assigned, _dealt(7, "x", name="poster")], orders)
    with pytest.raises(LianyiError) as refused:
        _run(data, **options)
    assert refused.value.code == code


def test_a_shop_without_experiments_says_how_to_declare_one() -> None:
    with pytest.raises(LianyiError) as refused:
        _run(ShopData([], [(1, 0.0, 100, 0), (2, 0.0, 100, 0)]), metric=("paid",))
    assert refused.value.code == "experiment.undeclared"
    with pytest.raises(LianyiError) as refused:
        _run(ShopData([(1, "experiment:coupon", "a", None)], [(1, 0.0, 100, 0), (2, 0.0, 100, 0)]), metric=("paid",))  # fmt: skip
    assert refused.value.code == "experiment.no_days"
