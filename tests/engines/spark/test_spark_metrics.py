"""Every metric of the dictionary, by several dimensions, is the same number on a cluster."""

from __future__ import annotations

import pytest

from lianyi.core.errors import LianyiError
from lianyi.metrics.book import Book
from lianyi.metrics.declaration import METRICS
from lianyi.metrics.query import MetricQuery, QueryGrain
from lianyi.metrics.run import answer
from tests.engines.spark.conftest import Both
from tests.engines.spark.differing import differing

pytestmark = [
    pytest.mark.full,
    pytest.mark.xdist_group("spark"),  # one cluster for all
    pytest.mark.filterwarnings("ignore::FutureWarning:pyspark"),
]
PERIOD = "2026-10"


def _keys(by: tuple[str, ...]) -> tuple[str, ...]:
    """All metrics that SQL counts and that can be split `by`."""
    book, found = Book(()), []
    for metric in METRICS:
        try:
            book.check(metric, by)
        except LianyiError:
            continue
        if not metric.analysed:
            found.append(metric.key)
    return tuple(found)


@pytest.mark.parametrize(
    ("by", "grain"),
    [
        ((), None),
        (("channel",), None),
        (("platform", "customer_type"), "week"),
        (("product",), None),
        (("creator",), "month"),
    ],
)
def test_every_metric_is_equal(sample: Both, by: tuple[str, ...], grain: QueryGrain | None) -> None:
    keys = _keys(by)
    assert keys
    query = MetricQuery(keys, sample.near.period(PERIOD), grain, by)
    near, far = (
        answer(s.engine, query, calendar=s.calendar, today=s.today) for s in (sample.near, sample.far)
    )  # fmt: skip
    ordered = [sorted(found.rows, key=lambda r: repr([r[d] for d in r if d not in keys])) for found in (near, far)]  # fmt: skip
    assert near.rows
    assert not list(differing(ordered[0], ordered[1]))
    assert near.unavailable == far.unavailable
    assert near.person_coverage == far.person_coverage
    assert near.notes == far.notes


def test_the_dictionary_is_asked_whole() -> None:
    counted = {m.key for m in METRICS if not m.analysed}
    assert set(_keys(())) == counted


def test_a_comparison_and_a_condition_are_equal(sample: Both) -> None:
    query = MetricQuery(
        ("gmv_paid", "orders_paid", "refund_rate_by_pay_time"), sample.near.period(PERIOD), "day", (), "paid_fen >= 5000", "previous",
    )  # fmt: skip
    near, far = (sample.near.ask(query), sample.far.ask(query))
    assert near.rows
    assert not list(differing(near.rows, far.rows))


@pytest.mark.parametrize("view", ["orders", "orders_all", "order_lines", "refunds", "days", "coverage", "people"])  # fmt: skip
def test_a_view_has_the_same_columns_and_rows(sample: Both, view: str) -> None:
    near, far = sample.near.engine, sample.far.engine
    assert list(near.columns(view)) == list(far.columns(view))
    sql = f"SELECT * FROM {view}"
    assert sorted(map(repr, near.rows(sql))) == sorted(map(repr, far.rows(sql)))
