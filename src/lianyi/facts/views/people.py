"""Views about people as a whole: one row a person, and monthly cohorts."""

from __future__ import annotations

from typing import Any

from lianyi.facts.views.context import Context

FIRST = "arg_min({c}, (coalesce(paid_at, created_at), platform, store, order_no))"


def build_people(con: Any, context: Context) -> None:
    """Write the views `people` and `cohort_months` from `orders_numbered`."""
    orders = (
        "(SELECT * FROM orders_numbered WHERE excluded_reason IS NULL AND person_id IS NOT NULL)"
    )
    first = ", ".join(
        f"{FIRST.format(c=c)} AS {name}"
        for c, name in (
            ("channel", "first_channel"),
            ("platform", "first_platform"),
            ("province", "province"),
        )
    )
    con.execute(
        "COPY (SELECT person_id, any_value(person_basis) AS basis, min(created_day) AS first_created_day, min(paid_day) AS first_paid_day, max(paid_day) AS last_paid_day, "
        "count(paid_day) AS paid_orders, CAST(coalesce(sum(paid_fen) FILTER (is_paid), 0) AS BIGINT) AS paid_fen, CAST(sum(refund_fen) AS BIGINT) AS refund_fen, "
        f"{first} FROM {orders} GROUP BY person_id) TO {context.path('people')} (FORMAT parquet, COMPRESSION lz4_raw)"
    )
    con.execute(f"COPY ({_cohorts(orders)}) TO {context.path('cohort_months')} (FORMAT parquet)")


def _cohorts(orders: str) -> str:
    """Month of a person's first order, and who came back n months later: over all orders, and over paid ones."""
    parts = []
    for basis, day, where in (
        ("all", "coalesce(created_day, paid_day)", "true"),
        ("paid", "paid_day", "is_paid"),
    ):
        parts.append(
            f"SELECT '{basis}' AS basis, strftime(cohort, '%Y-%m') AS cohort_month, strftime(month, '%Y-%m') AS month, "
            "date_diff('month', cohort, month) AS month_index, count(DISTINCT person_id) AS people, count(*) AS orders, CAST(coalesce(sum(paid_fen), 0) AS BIGINT) AS paid_fen "
            f"FROM (SELECT person_id, date_trunc('month', {day}) AS month, min(date_trunc('month', {day})) OVER (PARTITION BY person_id) AS cohort, "
            f"CASE WHEN is_paid THEN paid_fen END AS paid_fen FROM {orders} WHERE {where} AND {day} IS NOT NULL) GROUP BY cohort, month"
        )
    return " UNION ALL ".join(parts) + " ORDER BY basis, cohort_month, month_index"
