from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lianyi.core.calendar.periods import Period
from lianyi.core.errors import LianyiError
from lianyi.metrics.behind import rows_behind
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.result import MetricResult
from lianyi.metrics.run import answer
from lianyi.segments.document import parse_segments
from tests.metrics.small_shop import WEEK, D, P, SmallShop, X, Y

TWICE = "orders(last 7d) >= 2"
"""In 2026-W46 these are the persons 1 (three orders), 6 and 9 (two each)."""
SEGMENTS = parse_segments(
    {"segments": [{"key": "twice", "name": "两单以上|Twice", "where": TWICE}]}
)


@pytest.fixture(scope="module")
def shop() -> SmallShop:
    """The small shop with a time of day for its orders: midnight."""
    found = SmallShop()
    found._con.execute("UPDATE orders_all SET created_at = created_day, paid_at = paid_day")
    return found


def ask(shop: SmallShop, *keys: str, period: Period | None = WEEK, **more: Any) -> MetricResult:
    query = MetricQuery(keys, period, **{"segment": "twice", **more})
    return answer(shop, query, segments=SEGMENTS)


def test_a_number_is_that_of_the_segments_persons(shop: SmallShop) -> None:
    row = ask(shop, "gmv_paid", "orders_paid", "buyers").rows[0]
    assert row == {"gmv_paid": 117_000, "orders_paid": 7, "buyers": 3}


def test_a_condition_does_as_well_as_a_name(shop: SmallShop) -> None:
    assert ask(shop, "gmv_paid", segment=TWICE).rows == ask(shop, "gmv_paid").rows


def test_a_segment_and_its_opposite_and_nobody_make_the_whole(shop: SmallShop) -> None:
    whole = answer(shop, MetricQuery(("gmv_paid",), WEEK)).rows[0]["gmv_paid"]
    nobody = answer(shop, MetricQuery(("gmv_paid",), WEEK, where="person_id IS NULL")).rows[0]
    parts = [ask(shop, "gmv_paid", segment=s).rows[0] for s in ("twice", "not segment = 'twice'")]
    assert sum(p["gmv_paid"] for p in (*parts, nobody)) == whole


def test_a_source_that_knows_nobody_has_no_number_and_says_so(shop: SmallShop) -> None:
    found = ask(shop, "gmv_paid", by=("platform",))
    by_platform = {row["platform"]: row["gmv_paid"] for row in found.rows}
    assert by_platform == {D: 25_000, Y: 61_000, X: 31_000, P: None}
    row = next(n for n, r in enumerate(found.rows) if r["platform"] == P)
    reason = found.reason(row, "gmv_paid")
    assert reason is not None and reason.why == "missing_source"


def test_the_answer_says_how_many_orders_have_a_known_buyer(shop: SmallShop) -> None:
    everybody = answer(shop, MetricQuery(("buyers",), WEEK))
    assert ask(shop, "gmv_paid").person_coverage == everybody.person_coverage
    assert answer(shop, MetricQuery(("gmv_paid",), WEEK)).person_coverage is None


def test_who_is_in_it_is_told_at_the_end_of_each_period(shop: SmallShop) -> None:
    found = ask(shop, "gmv_paid", compare="previous")
    assert found.rows[0]["gmv_paid"] == 117_000
    assert found.rows[0]["gmv_paid__base"] == 0  # in the week before nobody had ordered twice
    assert found.segment_as_of == date(2026, 11, 15)
    told = found.to_json()["segment"]
    assert told == {"segment": "twice", "as_of": "2026-11-15"}


def test_without_a_period_it_is_the_end_of_the_orders(shop: SmallShop) -> None:
    assert ask(shop, "gmv_paid", period=None).segment_as_of == date(2026, 11, 16)


def test_product_metrics_follow_the_persons_too(shop: SmallShop) -> None:
    rows = ask(shop, "gmv_paid", by=("product",)).rows
    products = {r["product"]: r["gmv_paid"] for r in rows if r["gmv_paid"]}
    assert products["纸尿裤"] == 52_000
    assert sum(products.values()) == 117_000


def test_the_rows_behind_are_those_of_the_segment(shop: SmallShop) -> None:
    query = MetricQuery(("gmv_paid",), WEEK, where="paid_fen > 20000", segment="twice")
    lists = rows_behind(shop, query, "gmv_paid", segments=SEGMENTS)
    at = lists[0].columns.index("order_no")
    assert sorted(row[at] for row in lists[0].rows) == ["X1", "Y1", "Y2"]


def test_what_names_no_persons_is_refused(shop: SmallShop) -> None:
    with pytest.raises(LianyiError) as refused:
        ask(shop, "visitors")
    assert refused.value.code == "metric.segment_unsupported"


def test_an_unknown_segment_is_refused(shop: SmallShop) -> None:
    with pytest.raises(LianyiError) as refused:
        ask(shop, "gmv_paid", segment="thrice")
    assert refused.value.code == "segment.unknown"


def test_facts_that_are_not_there_are_refused(shop: SmallShop) -> None:
    with pytest.raises(LianyiError) as refused:
        ask(shop, "gmv_paid", segment="events('view') >= 1")
    assert refused.value.code == "segment.missing_source"
