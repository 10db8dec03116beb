"""SQL as Spark reads it: what means something else there is written anew."""

from __future__ import annotations

import pytest

from lianyi.engines.spark_sql import spark_sql

DATES = frozenset({"paid_day", "refunded_day", "requested_day"})


@pytest.mark.parametrize(
    ("sql", "written"),
    [
        ("SELECT refunded_day - paid_day FROM t", "SELECT DATEDIFF(refunded_day, paid_day) FROM t"),
        (
            "SELECT greatest(coalesce(refunded_day, requested_day) - paid_day, 0) FROM t",
            "SELECT GREATEST(DATEDIFF(COALESCE(refunded_day, requested_day), paid_day), 0) FROM t",
        ),
        (
            "SELECT paid_day - DATE '2000-01-01' FROM t",
            "SELECT DATEDIFF(paid_day, CAST('2000-01-01' AS DATE)) FROM t",
        ),
        ("SELECT paid_day - 3, paid_fen - refund_fen FROM t", "SELECT paid_day - 3, paid_fen - refund_fen FROM t"),
        ("SELECT a FROM t ORDER BY a", "SELECT a FROM t ORDER BY a NULLS LAST"),
        ("SELECT hash(a, b) FROM t", "SELECT XXHASH64(a, b) FROM t"),
        (
            "SELECT arg_max(a, b) FROM t",
            "SELECT MAX_BY(a, b) FILTER(WHERE NOT (a) IS NULL) FROM t",
        ),
        (
            "SELECT arg_min(a, (b, c)) FROM t",
            "SELECT MIN_BY(a, (b IS NULL, b, c IS NULL, c)) FILTER(WHERE NOT (a) IS NULL) FROM t",
        ),
        ('SELECT "order" FROM t', "SELECT `order` FROM t"),
        ("SELECT isodow(d), dayofweek(d) FROM t", "SELECT (WEEKDAY(d) + 1), (DAYOFWEEK(d) - 1) FROM t"),
        (
            "SELECT count(DISTINCT a) OVER (PARTITION BY b), count(*) OVER (PARTITION BY b) FROM t",
            "SELECT SIZE(COLLECT_SET(a) OVER (PARTITION BY b)), COUNT(*) OVER (PARTITION BY b) FROM t",
        ),
    ],
)  # fmt: skip
def test_spark_is_told_what_is_meant(sql: str, written: str) -> None:
    assert spark_sql(sql, DATES) == written


def test_a_difference_of_columns_that_may_be_anything_stays_one() -> None:
    assert spark_sql("SELECT refunded_day - paid_day FROM t") == "SELECT refunded_day - paid_day FROM t"  # fmt: skip
