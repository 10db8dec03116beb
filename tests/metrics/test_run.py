from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.core.calendar.periods import Period, single
from lianyi.core.errors import LianyiError
from lianyi.metrics.book import Book
from lianyi.metrics.declaration import METRICS, Metric
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.result import MetricResult
from lianyi.metrics.run import answer
from tests.metrics.small_shop import STORES, WEEK, D, P, SmallShop, X, Y, fact_types

BOOK = Book()
MONTHS = Period(date(2026, 10, 1), date(2026, 11, 17))
ADDITIVE = [m for m in METRICS if m.kind == "sum"]
# An order with two products is one order of each: counts of orders do not sum over what is in them.
INSIDE_ORDERS = {"product", "sku", "category"}


@pytest.fixture(scope="module")
def shop() -> SmallShop:
    return SmallShop()


def ask(shop: SmallShop, *keys: str, period: Period | None = WEEK, **more: Any) -> MetricResult:
    return answer(shop, MetricQuery(keys, period, **more))


def _sums_over(metric: Metric, dimension: str) -> bool:
    assert metric.measure
    return dimension not in INSIDE_ORDERS or "DISTINCT" not in (metric.measure.lines or "")


@pytest.mark.parametrize("metric", ADDITIVE, ids=lambda m: m.key)
def test_parts_sum_to_the_whole_over_every_dimension(metric: Metric, shop: SmallShop) -> None:
    whole = ask(shop, metric.key).rows[0][metric.key]
    for dimension in BOOK.dimensions(metric):
        if _sums_over(metric, dimension):
            parts = ask(shop, metric.key, by=(dimension,)).rows
            assert sum(r[metric.key] or 0 for r in parts) == whole, dimension


@pytest.mark.parametrize("grain", ["day", "week", "month", "quarter"])
def test_buckets_sum_to_the_whole(grain: str, shop: SmallShop) -> None:
    keys = [m.key for m in ADDITIVE if not m.history_days and m.measure and m.measure.day]
    whole = ask(shop, *keys, period=MONTHS).rows[0]
    buckets = ask(shop, *keys, period=MONTHS, grain=grain).rows
    for key in keys:
        if whole[key] is not None:
            assert sum(row[key] or 0 for row in buckets) == whole[key], key


@settings(max_examples=25)
@given(st.lists(st.sampled_from(ADDITIVE), min_size=1, max_size=6, unique=True), st.data())
def test_asking_together_says_what_asking_alone_says(
    metrics: list[Metric], data: st.DataObject
) -> None:
    shop = SHARED
    common = set.intersection(*(set(BOOK.dimensions(m)) for m in metrics))
    by = tuple(data.draw(st.lists(st.sampled_from(sorted(common)), max_size=2, unique=True)))
    together = ask(shop, *(m.key for m in metrics), by=by, grain="day")
    for metric in metrics:
        alone = {
            tuple(r[k] for k in (*by, "day")): r[metric.key]
            for r in ask(shop, metric.key, by=by, grain="day").rows
        }
        for row in together.rows:
            place = tuple(row[k] for k in (*by, "day"))
            if place in alone:
                assert row[metric.key] == alone[place]
            else:
                assert row[metric.key] in (0, None)


SHARED = SmallShop()


def test_metrics_over_the_same_rows_share_one_scan(shop: SmallShop) -> None:
    result = ask(shop, "gmv_paid", "orders_paid", "order_value", "freight", "gmv_net")
    assert len(result.sql) == 1
    persons = ask(shop, "buyers", "repeat_buyers", "repurchase_rate", "top_buyers_gmv", "gmv_paid")
    assert len(persons.sql) == 2


def test_a_ratio_of_a_split_is_sum_over_sum_in_every_cell(shop: SmallShop) -> None:
    rows = ask(shop, "order_value", "gmv_paid", "orders_paid", by=("channel",)).rows
    values = {r["channel"]: (r["order_value"], r["gmv_paid"], r["orders_paid"]) for r in rows}
    assert values["youzan/mall/private"] == (16_600, 83_000, 5)
    assert values["douyin/live/creator"] == (9_250, 37_000, 4)


def test_money_is_rounded_half_up_to_whole_fen(shop: SmallShop) -> None:
    # 小红书 11000 + 9000 over two orders, 抖音 12000 + 0 …: 25000 + 30000 + … never a float
    rows = ask(shop, "order_value", by=("platform",)).rows
    assert all(type(r["order_value"]) is int for r in rows)
    assert {r["platform"]: r["order_value"] for r in rows}[
        "douyin"
    ] == 10_286  # 72000 ÷ 7 = 10285.7


def test_an_unknown_dimension_is_refused_with_those_that_work(shop: SmallShop) -> None:
    with pytest.raises(LianyiError) as refused:
        ask(shop, "roi", by=("channel",))
    assert refused.value.code == "metric.dimension_unsupported"
    assert refused.value.facts["supported"] == "platform, store, weekday"


def test_an_unknown_metric_is_refused_with_its_neighbours(shop: SmallShop) -> None:
    with pytest.raises(LianyiError) as refused:
        ask(shop, "gmv_payed")
    assert refused.value.code == "metric.unknown"
    assert "gmv_paid" in str(refused.value.facts["nearest"])


def test_products_come_from_the_lines_and_foot_to_the_orders(shop: SmallShop) -> None:
    rows = ask(shop, "gmv_paid", "orders_paid", by=("product",)).rows
    values = {r["product"]: (r["gmv_paid"], r["orders_paid"]) for r in rows}
    assert values["纸尿裤"] == (52_000, 2)
    assert values["围兜"] == (8_000, 1)
    assert sum(v for v, _ in values.values()) == 205_000


def test_customers_are_new_returning_or_unknown(shop: SmallShop) -> None:
    rows = ask(shop, "gmv_paid", by=("customer_type",)).rows
    assert {r["customer_type"]: r["gmv_paid"] for r in rows} == {
        "new": 88_000,
        "returning": 90_000,
        "unknown": 27_000,
    }


def test_inside_coverage_no_rows_are_zero_and_outside_they_are_null(shop: SmallShop) -> None:
    rows = ask(shop, "visitors", by=("platform",), period=single(date(2026, 11, 10))).rows
    assert {r["platform"]: r["visitors"] for r in rows} == {"douyin": 0, "youzan": 0}
    before = ask(shop, "visitors", period=single(date(2026, 10, 10)))
    assert before.rows == [{"visitors": None}]
    assert before.unavailable["visitors"].why == "missing_source"


def test_a_day_without_data_is_null_among_days_with_data(shop: SmallShop) -> None:
    days = Period(date(2026, 11, 1), date(2026, 11, 4))
    rows = ask(shop, "visitors", period=days, grain="day").rows
    assert [(r["day"], r["visitors"]) for r in rows] == [
        ("2026-11-01", None),
        ("2026-11-02", 0),
        ("2026-11-03", 200),
    ]


def test_a_denominator_of_zero_is_undefined(shop: SmallShop) -> None:
    result = ask(shop, "order_value", period=single(date(2026, 11, 8)))
    assert result.rows == [{"order_value": None}]
    assert result.reason(0, "order_value").code == "undefined"  # type: ignore[union-attr]  # null has a reason


def test_refunds_by_refund_time_are_null_where_nobody_dates_them(shop: SmallShop) -> None:
    result = ask(shop, "refund_amount_by_refund_time", by=("platform",))
    assert {r["platform"]: r["refund_amount_by_refund_time"] for r in result.rows} == {
        "douyin": 17_000
    }
    both = ask(shop, "refund_amount_by_refund_time", "gmv_paid", by=("platform",))
    values = {r["platform"]: r["refund_amount_by_refund_time"] for r in both.rows}
    assert values == {"douyin": 17_000, "youzan": None, "xiaohongshu": None, "pinduoduo": None}


def test_a_total_names_the_sources_that_it_leaves_out(shop: SmallShop) -> None:
    result = ask(shop, "refund_amount_by_refund_time")
    left_out = {n.source for n in result.notes}
    assert left_out == {"youzan/商城", "xiaohongshu/main", "pinduoduo/main"}


def test_a_ratio_counts_only_stores_that_have_both_sides(shop: SmallShop) -> None:
    result = ask(shop, "roi", "gmv_paid", "ad_spend")
    row = result.rows[0]
    assert row["gmv_paid"] == 205_000
    assert row["roi"] == pytest.approx(114_000 / 24_000)
    split = ask(shop, "roi", by=("platform",)).rows
    assert {r["platform"]: r["roi"] for r in split} == {
        "douyin": pytest.approx(72_000 / 18_000),
        "xiaohongshu": pytest.approx(42_000 / 6_000),
    }


def test_people_of_a_platform_that_knows_nobody_are_null_not_zero(shop: SmallShop) -> None:
    result = ask(shop, "buyers", "orders_paid", by=("platform",))
    values = {r["platform"]: (r["orders_paid"], r["buyers"]) for r in result.rows}
    assert values["pinduoduo"] == (2, None)
    assert values["xiaohongshu"] == (3, 2)


def test_person_coverage_is_the_share_of_paid_orders_with_a_buyer(shop: SmallShop) -> None:
    assert ask(shop, "buyers").person_coverage == pytest.approx(12 / 17)
    assert ask(shop, "gmv_paid").person_coverage is None
    known = ask(shop, "buyers", where="person_id IS NOT NULL")
    assert known.person_coverage == 1.0


def test_too_few_known_buyers_make_a_metric_of_people_unavailable(shop: SmallShop) -> None:
    result = ask(shop, "buyers", where="platform = 'pinduoduo' OR order_no = 'D1'")
    assert result.person_coverage == pytest.approx(1 / 3)
    assert result.rows[0]["buyers"] == 1
    fewer = ask(shop, "buyers", where="platform = 'pinduoduo'")
    assert fewer.rows[0]["buyers"] is None
    assert fewer.unavailable["buyers"].code == "person_coverage"


def test_new_customers_are_not_told_before_half_a_year_of_orders(shop: SmallShop) -> None:
    early = Period(date(2026, 6, 1), date(2026, 6, 8))
    result = ask(shop, "new_buyers", period=early)
    assert result.rows[0]["new_buyers"] is None
    assert result.unavailable["new_buyers"].why == "not_yet"
    assert "2026-06-30" in result.unavailable["new_buyers"].say("en")
    later = ask(shop, "new_buyers", period=single(date(2026, 8, 14)))
    assert later.rows[0]["new_buyers"] == 1


def test_days_that_have_not_come_are_not_zero(shop: SmallShop) -> None:
    query = MetricQuery(("gmv_paid",), WEEK, grain="day")
    rows = answer(shop, query, today=date(2026, 11, 13)).rows
    assert [r["gmv_paid"] for r in rows[4:]] == [36_000, None, None]


def test_a_condition_filters_every_side(shop: SmallShop) -> None:
    row = ask(
        shop, "gmv_paid", "order_value", "refund_rate_by_pay_time", where="province = '浙江'"
    ).rows[0]
    assert row == {"gmv_paid": 32_000, "order_value": 10_667, "refund_rate_by_pay_time": 0.0}


def test_a_condition_on_products_counts_lines(shop: SmallShop) -> None:
    assert ask(shop, "gmv_paid", where="sku_code = 'ZN'").rows == [{"gmv_paid": 52_000}]


def test_a_condition_that_a_view_cannot_answer_makes_its_metric_unavailable(
    shop: SmallShop,
) -> None:
    result = ask(shop, "gmv_paid", "visitors", where="province = '浙江'")
    assert result.rows == [{"gmv_paid": 32_000, "visitors": None}]
    assert result.unavailable["visitors"].code == "where_column"


def test_a_condition_that_compares_unlike_things_is_refused(shop: SmallShop) -> None:
    with pytest.raises(LianyiError) as refused:
        ask(shop, "gmv_paid", where="paid_fen > 'much'")
    assert refused.value.code == "where.failed"


def test_a_missing_table_is_missing_data_not_an_error() -> None:
    shop = SmallShop()
    shop.load("rates", fact_types("rates"), [])
    result = ask(shop, "gmv_paid", "mentions")
    assert result.rows[0]["mentions"] == 9
    shop.rows("DROP TABLE mentions")
    gone = ask(SmallShopWithout("mentions"), "gmv_paid", "mentions")
    assert gone.rows == [{"gmv_paid": 205_000, "mentions": None}]
    assert gone.unavailable["mentions"].code == "missing_view"


class SmallShopWithout(SmallShop):
    """The small shop without one table."""

    def __init__(self, table: str) -> None:
        super().__init__()
        self.rows(f'DROP TABLE "{table}"')
        self.coverage = [row for row in self.coverage if row[0] != table]


def test_a_file_of_several_platforms_covers_each_of_them() -> None:
    shop = SmallShop()
    shop.coverage = [
        (t, "generic" if t == "traffic_days" else p, "main" if t == "traffic_days" else s, first, last, partial)
        for t, p, s, first, last, partial in shop.coverage
        if (t, p) != ("traffic_days", "youzan")
    ]  # fmt: skip
    rows = ask(shop, "visitors", by=("platform",)).rows
    assert {r["platform"]: r["visitors"] for r in rows} == {"douyin": 250, "youzan": 50}
    before = ask(shop, "visitors", period=single(date(2026, 10, 10)))
    assert before.rows == [{"visitors": None}]
    assert ask(shop, "entry_rate").rows[0]["entry_rate"] == pytest.approx(250 / 2_000)


def test_without_a_period_everything_is_counted(shop: SmallShop) -> None:
    result = ask(shop, "orders_paid", period=None)
    assert result.rows == [{"orders_paid": 29}]
    months = ask(shop, "orders_paid", period=None, grain="month").rows
    assert [(r["month"], r["orders_paid"]) for r in months if r["orders_paid"]] == [
        ("2026-01", 1),
        ("2026-08", 2),
        ("2026-09", 1),
        ("2026-10", 1),
        ("2026-11", 24),
    ]


def test_weeks_are_iso_weeks(shop: SmallShop) -> None:
    rows = ask(
        shop, "gmv_paid", period=Period(date(2026, 11, 7), date(2026, 11, 11)), grain="week"
    ).rows
    assert [(r["week"], r["gmv_paid"]) for r in rows] == [("2026-W45", 6_000), ("2026-W46", 70_000)]


def test_json_has_the_agreed_keys(shop: SmallShop) -> None:
    found = ask(shop, "gmv_paid", "buyers", "roi", by=("platform",)).to_json()
    assert list(found) == [
        "metrics", "units", "period", "zone", "snapshot", "data_as_of", "definitions", "person_coverage", "rows",
        "unavailable",
    ]  # fmt: skip
    assert found["units"] == {"gmv_paid": "CNY minor units", "buyers": "count", "roi": "number"}
    assert found["period"] == {"key": "2026-W46", "from": "2026-11-09", "to": "2026-11-15"}
    assert found["definitions"]["gmv_paid"] == "gmv_paid@v1"
    assert (found["snapshot"], found["zone"]) == (7, "Asia/Shanghai")
    assert "roi" not in found["unavailable"]
    assert found["unavailable"]["roi:youzan/商城"]["why"] == "missing_source"


def test_flat_rows_say_why_a_cell_is_empty(shop: SmallShop) -> None:
    rows = ask(shop, "buyers", "orders_paid", by=("platform",)).flat_rows()
    assert {r["platform"]: r["buyers__why"] for r in rows}["pinduoduo"] == "missing_source"
    assert "orders_paid__why" not in rows[0]


def test_explain_shows_the_query(shop: SmallShop) -> None:
    text = "\n".join(ask(shop, "gmv_paid", where="province = '浙江'").explain())
    assert "SUM(paid_fen)" in text
    assert "浙江" in text


def test_a_store_name_cannot_break_out_of_the_query() -> None:
    evil = "x'); DROP TABLE refunds; --"
    shop = SmallShop(
        {
            "spend": [
                {
                    "platform": "douyin",
                    "store": evil,
                    "day": date(2026, 11, 9),
                    "plan_no": "a",
                    "spend_fen": 5,
                }
            ]
        }
    )
    shop.coverage = [
        *shop.coverage,
        ("orders", "douyin", evil, date(2026, 1, 1), date(2026, 11, 16), False),
    ]
    result = ask(shop, "roi", "refund_amount_by_pay_time")
    assert result.rows[0]["refund_amount_by_pay_time"] == 38_500
    assert STORES["douyin"] != evil


@pytest.mark.parametrize(
    ("key", "platform"),
    [
        ("settled", Y),
        ("ad_spend", Y),
        ("live_gmv", X),
        ("contents_published", P),
        ("creator_fee", D),
        ("commission_estimated", X),
        ("coupon_discount", D),
        ("visitors", X),
        ("platform_gmv", Y),
    ],
)
def test_a_platform_that_never_delivered_the_table_is_null_in_a_split_not_zero(
    key: str, platform: str, shop: SmallShop
) -> None:
    """The row is there because another metric has it; its own source was never imported."""
    split = ask(shop, "gmv_paid", key, by=("platform",))
    assert split.value(key, platform=platform) is None
    row = next(r for r in split.flat_rows() if r["platform"] == platform)
    assert row[f"{key}__why"] == "missing_source"
    assert sum(r[key] or 0 for r in split.rows) == ask(shop, key).rows[0][key]


def test_after_the_last_day_the_answer_says_where_the_data_ends(shop: SmallShop) -> None:
    later = ask(shop, "gmv_paid", period=Period(date(2026, 12, 7), date(2026, 12, 14), "week"))
    reason = later.unavailable["gmv_paid"]
    assert reason.code == "outside_days"
    assert reason.say("zh") == "「订单」的数据只有2026-01-01到2026-11-16的"
