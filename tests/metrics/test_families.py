from __future__ import annotations

from fractions import Fraction

import pytest

from lianyi.core.translation import LANGS
from lianyi.metrics.book import Book
from lianyi.metrics.declaration import DIRECTIONS, FAMILIES, METRICS, UNITS, Metric
from lianyi.metrics.dimensions import DIMENSIONS
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.result import MetricResult
from lianyi.metrics.run import answer
from tests.metrics.expected import EXPECTED
from tests.metrics.small_shop import WEEK, SmallShop

FIXED = [
    "gmv_created",
    "gmv_paid",
    "gmv_net",
    "orders_created",
    "orders_paid",
    "buyers",
    "new_buyers",
    "order_value",
    "buyer_value",
    "pay_rate",
    "refund_amount_by_pay_time",
    "refund_amount_by_refund_time",
    "refund_rate_by_pay_time",
    "repurchase_rate",
    "ad_spend",
    "roi",
    "interactions",
]
BOOK = Book()


@pytest.fixture(scope="module")
def week() -> MetricResult:
    return answer(SmallShop(), MetricQuery(tuple(METRICS.all()), WEEK))


@pytest.mark.parametrize("key", METRICS.all())
def test_every_metric_equals_what_was_worked_out_by_hand(key: str, week: MetricResult) -> None:
    expected = EXPECTED[key]
    value = week.rows[0][key]
    if isinstance(expected, Fraction):
        assert value == pytest.approx(float(expected), rel=1e-12)
    else:
        assert value == expected


def test_money_and_counts_are_whole_numbers(week: MetricResult) -> None:
    for key, metric in METRICS.all().items():
        if metric.unit in ("money", "count"):
            assert type(week.rows[0][key]) is int, key


def test_nothing_is_worked_out_that_is_not_declared() -> None:
    assert set(EXPECTED) == set(METRICS.all())


@pytest.mark.parametrize("metric", list(METRICS), ids=lambda m: m.key)
def test_every_metric_says_what_it_is(metric: Metric) -> None:
    assert metric.name.zh != metric.definition.zh
    assert metric.definition.zh.endswith("。")
    assert metric.definition.en.endswith(".")
    assert metric.family in FAMILIES
    assert metric.unit in UNITS
    assert metric.direction in DIRECTIONS
    assert metric.key in metric.example
    assert metric.id == f"{metric.key}@v{metric.version}"
    assert BOOK.dimensions(metric)[:2] == ["platform", "store"]
    assert all(other in METRICS and other != metric.key for other in metric.not_the_same_as)
    assert "SELECT" in BOOK.sql_text(metric)


@pytest.mark.parametrize("metric", list(METRICS), ids=lambda m: m.key)
def test_a_metric_that_counts_buyers_says_so(metric: Metric) -> None:
    of_orders = [m for m in BOOK.measures(metric) if m.view in ("orders", "order_lines")]
    counts = any(m.per_person or "person_id" in m.needs for m in of_orders)
    assert metric.counts_people == counts


def test_names_are_not_used_twice() -> None:
    for lang in LANGS:
        names = [m.name.say(lang) for m in METRICS]
        assert len(names) == len(set(names))


def test_the_keys_that_outside_tools_rely_on_are_there() -> None:
    assert len(METRICS.all()) >= 80
    assert not [key for key in FIXED if key not in METRICS]


def test_every_dimension_splits_some_metric() -> None:
    used = {key for metric in METRICS for key in BOOK.dimensions(metric)}
    assert used == set(DIMENSIONS)
