"""The views of trade: orders, their lines, refunds, and what they say about people.

Built in steps over narrow side tables that share `oid`, the number of an order within this build.
"""

from __future__ import annotations

from typing import Any

from lianyi.facts.rates import converted_sql
from lianyi.facts.tables import TABLES
from lianyi.facts.views.context import PLATFORM_PRECEDENCE, Context, channel_sql

PASSED = (
    "payment_no", "status", "status_raw", "aftersale_raw", "freight_fen", "receivable_fen", "list_fen", "deposit_fen",
    "subsidy_fen", "merchant_discount_fen", "creator_discount_fen", "pay_discount_fen", "commission_fen",
    "platform_fee_fen", "quantity", "is_presale", "freight_included", "order_type", "sales_channel", "promoter_id", "promoter_name",
    "province", "city", "flag", "coupon_name", "live_session_no",
)  # fmt: skip
TIMES = ("created_at", "paid_at", "deposit_paid_at", "shipped_at", "completed_at")


def build_orders(con: Any, context: Context) -> None:
    """Write `orders_base` (a temp file of this build): every current order with person, channel, exclusion."""
    times = ", ".join(f"{context.local('f.' + t)} AS {t}" for t in TIMES)
    passed = ", ".join(f"f.{c}" for c in PASSED)
    sessions = context.folded("live_sessions")
    carrier, source = (
        context.channels.assigned_sql(c, "f", sessions) for c in ("carrier", "source")
    )
    con.execute(
        f"COPY (SELECT *, {context.channels.group_sql('channel', 'platform')} AS channel_group, {context.exclusions.reason_sql()} AS rule_reason FROM ("
        f"SELECT f.platform, f.store, f.order_no, {passed}, {times}, f.paid_fen, f.refunded_fen, f.remark_words, "
        "coalesce(b.person_id, f.buyer, r.person_id, f.receiver) AS person_id, "
        "CASE WHEN f.buyer IS NOT NULL THEN 'buyer' WHEN f.receiver IS NOT NULL THEN 'receiver_based' END AS person_basis, "
        f"{carrier} AS carrier, {source} AS source, {channel_sql('f.platform', carrier, source)} AS channel "
        f"FROM ({context.folded('orders')}) f LEFT JOIN persons b ON b.identifier_id = f.buyer "
        f"LEFT JOIN persons r ON r.identifier_id = f.receiver)) TO {context.path('_orders_base')} (FORMAT parquet, COMPRESSION lz4_raw)"
    )
    con.execute(
        f"CREATE VIEW orders_base AS SELECT * EXCLUDE (file_row_number), file_row_number AS oid FROM read_parquet({context.path('_orders_base')}, file_row_number=true)"
    )
    _mark_duplicates(con)


def _mark_duplicates(con: Any) -> None:
    """An order seen by two platforms under one payment number is kept once, by precedence of its source."""
    ranks = " ".join(f"WHEN '{p}' THEN {i}" for i, p in enumerate(PLATFORM_PRECEDENCE))
    con.execute(
        "CREATE TEMP TABLE duplicates AS SELECT oid FROM orders_base WHERE payment_no IN ("
        "SELECT payment_no FROM orders_base WHERE payment_no IS NOT NULL GROUP BY payment_no HAVING count(DISTINCT platform) > 1) "
        f"QUALIFY row_number() OVER (PARTITION BY payment_no ORDER BY CASE platform {ranks} ELSE 99 END, order_no) > 1"
    )
    con.execute(
        "CREATE TEMP TABLE excluded AS SELECT oid, coalesce(o.rule_reason, CASE WHEN d.oid IS NOT NULL THEN 'duplicate_payment' END) AS reason "
        "FROM orders_base o LEFT JOIN duplicates d USING (oid) WHERE o.rule_reason IS NOT NULL OR d.oid IS NOT NULL"
    )


def build_refunds(con: Any, context: Context) -> None:
    """Write the view `refunds`: dated refund events, and running totals as differences between versions."""
    events = TABLES.get("refunds")
    passed = ", ".join(
        f"r.{c}"
        for c in (
            "refund_no",
            "order_no",
            "line_no",
            "status_raw",
            "kind",
            "stage",
            "reason",
            "refund_fen",
            "freight_refund_fen",
            "product_id",
            "product_name",
            "sku_code",
            "quantity",
        )
    )
    order = "o.person_id, coalesce(o.carrier, 'unknown') AS carrier, coalesce(o.source, 'unknown') AS source, coalesce(o.channel, r.platform) AS channel, coalesce(o.channel_group, r.platform) AS channel_group, o.paid_day, o.oid"
    day = {c: f"CAST({context.local('r.' + c)} AS DATE)" for c in ("requested_at", "refunded_at")}
    con.execute(
        "CREATE TEMP TABLE order_days AS SELECT oid, platform, store, order_no, person_id, carrier, source, channel, channel_group, CAST(paid_at AS DATE) AS paid_day FROM orders_base"
    )
    con.execute(
        f"CREATE TEMP TABLE refund_events AS SELECT r.platform, r.store, {passed}, coalesce(r.status, 'unknown') AS status, {order}, "
        f"{day['requested_at']} AS requested_day, {day['refunded_at']} AS refunded_day, CAST(NULL AS DATE) AS first_seen_day, 'event' AS basis "
        f"FROM ({context.folded(events.key)}) r LEFT JOIN order_days o ON (r.platform = o.platform AND r.store = o.store AND r.order_no = o.order_no)"
    )
    con.execute(f"CREATE TEMP TABLE refund_totals AS {_running_totals(context)}")
    con.execute(
        "CREATE TEMP VIEW refunds_all AS SELECT * FROM refund_events UNION ALL BY NAME "
        "(SELECT t.*, o.person_id, o.carrier, o.source, o.channel, o.channel_group, o.paid_day, o.oid, 'refunded' AS status, 'running_total' AS basis FROM refund_totals t "
        "JOIN order_days o USING (platform, store, order_no) "
        "WHERE o.oid NOT IN (SELECT oid FROM refund_events WHERE status = 'refunded' AND oid IS NOT NULL))"
    )
    con.execute(
        "COPY (SELECT * EXCLUDE (oid) FROM refunds_all WHERE oid IS NULL OR oid NOT IN (SELECT oid FROM excluded)) "
        f"TO {context.path('refunds')} (FORMAT parquet, COMPRESSION lz4_raw)"
    )


def _running_totals(context: Context) -> str:
    """Differences of an order's refunded total between versions, dated by the version that first showed them."""
    selects = [
        f"SELECT platform, store, order_no, refunded_fen, {v.rank} AS rank, CAST({context.local(f'TIMESTAMP {v.as_of!r}')} AS DATE) AS seen "
        f"FROM read_parquet('{str(v.path).replace(chr(39), chr(39) * 2)}') WHERE refunded_fen IS NOT NULL"
        for v in context.versions.get("orders", ())
        if "refunded_fen" in v.columns
    ]
    if not selects:
        selects = [
            "SELECT '' AS platform, '' AS store, '' AS order_no, 0 AS refunded_fen, 0 AS rank, DATE '2000-01-01' AS seen WHERE false"
        ]
    every = " UNION ALL ".join(selects)
    if "orders" in context.relations:
        every = _in_own_currency(every)
    return (
        "SELECT platform, store, order_no, order_no || '@' || rank AS refund_no, CAST(step AS BIGINT) AS refund_fen, seen AS first_seen_day FROM ("
        "SELECT *, refunded_fen - lag(refunded_fen, 1, 0) OVER (PARTITION BY platform, store, order_no ORDER BY rank) AS step "
        f"FROM (SELECT * FROM ({every}) v WHERE (platform, store, order_no) IN (SELECT (platform, store, order_no) FROM ({every}) w WHERE refunded_fen <> 0))) WHERE step <> 0"
    )


def _in_own_currency(totals: str) -> str:
    return (
        f"SELECT v.* REPLACE (CASE WHEN r.order_no IS NULL THEN v.refunded_fen ELSE {converted_sql('v.refunded_fen')} END AS refunded_fen) "
        f"FROM ({totals}) v LEFT JOIN order_rates r ON (v.platform = r.platform AND v.store = r.store AND v.order_no = r.order_no)"
    )


def finish_orders(con: Any, context: Context) -> None:
    """Write the views `orders` and `orders_all` from the base and the side tables."""
    con.execute(
        "CREATE TEMP TABLE nth AS SELECT oid, row_number() OVER w AS nth_order, row_number() OVER (PARTITION BY person_id, platform, store ORDER BY paid_at, order_no) AS nth_order_of_store, "
        "min(paid_at) OVER (PARTITION BY person_id) AS first_paid_at, date_diff('day', lag(CAST(paid_at AS DATE)) OVER w, CAST(paid_at AS DATE)) AS days_since_previous "
        "FROM (SELECT oid, person_id, platform, store, paid_at, order_no FROM orders_base WHERE paid_at IS NOT NULL AND person_id IS NOT NULL AND oid NOT IN (SELECT oid FROM excluded)) "
        "WINDOW w AS (PARTITION BY person_id ORDER BY paid_at, platform, store, order_no)"
    )
    con.execute(
        "CREATE TEMP TABLE refunded AS SELECT oid, CAST(sum(refund_fen) AS BIGINT) AS refund_fen FROM refunds_all WHERE status = 'refunded' AND oid IS NOT NULL GROUP BY oid"
    )
    times = ", ".join(f"o.{t}" for t in TIMES)
    passed = ", ".join(
        "coalesce(o.quantity, c.units) AS quantity" if c == "quantity" else f"o.{c}" for c in PASSED
    )
    con.execute(
        "COPY (SELECT o.oid, o.platform, o.store, o.order_no, o.person_id, o.person_basis, o.channel, o.channel_group, o.carrier, o.source, "
        f"{times}, CAST(o.created_at AS DATE) AS created_day, CAST(o.paid_at AS DATE) AS paid_day, CAST(o.completed_at AS DATE) AS completed_day, "
        f"o.paid_at IS NOT NULL AS is_paid, o.paid_fen, {passed}, coalesce(r.refund_fen, 0) AS refund_fen, "
        "coalesce(r.refund_fen > 0 AND r.refund_fen >= o.paid_fen, false) AS is_fully_refunded, n.nth_order, n.nth_order_of_store, "
        "n.nth_order = 1 AS is_new_buyer, n.nth_order_of_store = 1 AS is_new_buyer_of_store, CAST(n.first_paid_at AS DATE) AS first_paid_day, "
        "n.days_since_previous, c.cost_fen, e.reason AS excluded_reason "
        "FROM orders_base o LEFT JOIN refunded r USING (oid) LEFT JOIN nth n USING (oid) LEFT JOIN order_costs c USING (oid) LEFT JOIN excluded e USING (oid)"
        f") TO {context.path('orders_all')} (FORMAT parquet, COMPRESSION lz4_raw)"
    )
    con.execute(
        f"CREATE VIEW orders_numbered AS SELECT * FROM read_parquet({context.path('orders_all')})"
    )
