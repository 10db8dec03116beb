"""The view of order lines: an order's money shared out over its lines, to the last minor unit."""

from __future__ import annotations

from typing import Any

from lianyi.facts.views.context import Context

UNKNOWN_PRODUCT = "unknown product"


def prepare_lines(con: Any, context: Context) -> None:
    """Make the side tables of lines: their shares, their costs, and `order_costs(oid, cost_fen)`."""
    con.execute(
        "CREATE TEMP TABLE line_orders AS SELECT oid, platform, store, order_no, paid_fen AS order_paid_fen, CAST(paid_at AS DATE) AS paid_day, paid_at FROM orders_base"
    )
    con.execute(
        "CREATE TEMP TABLE lines_base AS SELECT o.oid, o.order_paid_fen, o.paid_day, l.* EXCLUDE (platform, store, created_at) "
        f"FROM ({context.folded('order_lines')}) l JOIN line_orders o USING (platform, store, order_no)"
    )
    con.execute(f"CREATE TEMP TABLE shares AS {_shares_sql()}")
    _add_costs(con, context)
    con.execute(
        "CREATE TEMP TABLE order_costs AS SELECT oid, CASE WHEN count(*) = count(line_cost_fen) THEN CAST(sum(line_cost_fen) AS BIGINT) END AS cost_fen, CAST(sum(quantity) AS BIGINT) AS units FROM line_costs GROUP BY oid"
    )


def _shares_sql() -> str:
    """Per line its part of the order's paid amount, by largest remainder over (paid, list, price × units, units).

    Lines that already add up to the order are taken as they are.
    """
    weight = "CASE WHEN is_return THEN 0 ELSE greatest(coalesce({w}, 0), 0) END"
    tried = [
        weight.format(w=w)
        for w in ("paid_fen", "list_fen", "unit_price_fen * quantity", "quantity", "1")
    ]
    totals = ", ".join(
        f"sum({t}) OVER (PARTITION BY oid) AS total_{i}" for i, t in enumerate(tried)
    )
    weights = ", ".join(f"{t} AS weight_{i}" for i, t in enumerate(tried))
    chosen = " ".join(f"WHEN total_{i} > 0 THEN weight_{i}" for i in range(len(tried)))
    total = " ".join(f"WHEN total_{i} > 0 THEN total_{i}" for i in range(len(tried)))
    misfit = "SELECT oid FROM lines_base GROUP BY oid, order_paid_fen HAVING sum(paid_fen) IS DISTINCT FROM order_paid_fen OR count(*) <> count(paid_fen)"
    exact = "CAST(abs(order_paid_fen) AS HUGEINT) * CAST(weight AS HUGEINT)"
    return (
        f"WITH misfits AS ({misfit}), weighed AS (SELECT oid, line_no, order_paid_fen, {weights}, {totals} FROM lines_base WHERE oid IN (SELECT oid FROM misfits)), "
        f"picked AS (SELECT oid, line_no, order_paid_fen, coalesce(CASE {chosen} END, 0) AS weight, coalesce(CASE {total} END, 1) AS total FROM weighed), "
        f"floored AS (SELECT *, {exact} // total AS part, {exact} % total AS rest FROM picked), "
        "ranked AS (SELECT *, row_number() OVER (PARTITION BY oid ORDER BY rest DESC, line_no) AS place, sum(part) OVER (PARTITION BY oid) AS given FROM floored) "
        "SELECT oid, line_no, CAST(sign(order_paid_fen) * (part + CASE WHEN place <= abs(order_paid_fen) - given THEN 1 ELSE 0 END) AS BIGINT) AS share_fen FROM ranked "
        "UNION ALL SELECT oid, line_no, paid_fen FROM lines_base WHERE oid NOT IN (SELECT oid FROM misfits)"
    )


def _add_line_refunds(con: Any) -> None:
    """Per line its part of what was refunded of its order: what is known of the line first, the rest by what is left of it.

    Known is what dated refunds name the line for (by its number, else by an SKU that only one line has), else the line's own
    running total. Where that exceeds what was refunded of the order, the order is right and the lines share it out.
    """
    con.execute(
        "CREATE TEMP TABLE named_refunds AS SELECT oid, line_no, CAST(sum(refund_fen) AS BIGINT) AS named_fen FROM ("
        "SELECT e.oid, coalesce(n.line_no, u.line_no) AS line_no, e.refund_fen FROM refund_events e "
        "LEFT JOIN (SELECT oid, line_no FROM lines_base) n ON e.oid = n.oid AND e.line_no = n.line_no "
        "LEFT JOIN (SELECT oid, sku_code, any_value(line_no) AS line_no FROM lines_base WHERE sku_code IS NOT NULL GROUP BY 1, 2 HAVING count(*) = 1) u "
        "ON e.oid = u.oid AND e.sku_code = u.sku_code WHERE e.status = 'refunded') WHERE line_no IS NOT NULL GROUP BY 1, 2"
    )
    con.execute(
        "CREATE TEMP TABLE line_refunds AS WITH lines AS ("
        "SELECT l.oid, l.line_no, r.refund_fen AS whole, CASE WHEN l.is_return THEN 0 ELSE greatest(coalesce(s.share_fen, 0), 0) END AS paid, "
        "greatest(coalesce(n.named_fen, l.refunded_fen, 0), 0) AS known FROM lines_base l JOIN refunded r USING (oid) "
        "LEFT JOIN shares s USING (oid, line_no) LEFT JOIN named_refunds n USING (oid, line_no) WHERE r.refund_fen <> 0), "
        "summed AS (SELECT *, sum(known) OVER (PARTITION BY oid) <= whole AS fits, sum(known) OVER (PARTITION BY oid) AS all_known FROM lines), "
        "split AS (SELECT oid, line_no, paid, CASE WHEN fits THEN known ELSE 0 END AS own, whole - CASE WHEN fits THEN all_known ELSE 0 END AS rest_fen, "
        "CASE WHEN fits THEN greatest(paid - known, 0) ELSE known END AS left_fen FROM summed), "
        "weighed AS (SELECT *, CASE WHEN sum(left_fen) OVER w > 0 THEN left_fen WHEN sum(paid) OVER w > 0 THEN paid ELSE 1 END AS weight FROM split WINDOW w AS (PARTITION BY oid)), "
        "floored AS (SELECT *, CAST(abs(rest_fen) AS HUGEINT) * CAST(weight AS HUGEINT) AS exact, sum(CAST(weight AS HUGEINT)) OVER (PARTITION BY oid) AS total FROM weighed), "
        "ranked AS (SELECT *, exact // total AS part, row_number() OVER (PARTITION BY oid ORDER BY exact % total DESC, line_no) AS place, "
        "sum(exact // total) OVER (PARTITION BY oid) AS given FROM floored) "
        "SELECT oid, line_no, CAST(own + sign(rest_fen) * (part + CASE WHEN place <= abs(rest_fen) - given THEN 1 ELSE 0 END) AS BIGINT) AS line_refund_fen FROM ranked"
    )


def _add_costs(con: Any, context: Context) -> None:
    """A line's cost is its own, else the one that was valid for its SKU when it was paid."""
    costs = f"SELECT sku_code, coalesce(from_day, DATE '1970-01-01') AS from_day, max(unit_cost_fen) AS unit_cost_fen FROM ({context.folded('costs')}) WHERE sku_code IS NOT NULL GROUP BY ALL"
    con.execute(f"CREATE TEMP TABLE cost_steps AS {costs}")
    con.execute(
        "CREATE TEMP TABLE line_costs AS SELECT l.oid, l.line_no, CAST(coalesce(l.unit_cost_fen, c.unit_cost_fen) * l.quantity AS BIGINT) AS line_cost_fen, l.quantity "
        "FROM (SELECT oid, line_no, sku_code, unit_cost_fen, quantity, coalesce(paid_day, DATE '2200-01-01') AS at_day FROM lines_base) l "
        "ASOF LEFT JOIN cost_steps c ON l.sku_code = c.sku_code AND l.at_day >= c.from_day"
    )


def write_lines(con: Any, context: Context) -> None:
    """Write the view `order_lines`; an order without lines has one line of an unknown product."""
    _add_line_refunds(con)
    order = (
        "o.platform, o.store, o.order_no, o.person_id, o.channel, o.channel_group, o.carrier, o.source, o.created_day, o.paid_day, o.is_paid, "
        "o.is_new_buyer, o.nth_order, o.province, o.promoter_id, o.promoter_name"
    )
    facts = ", ".join(
        f"l.{c}"
        for c in (
            "line_no",
            "product_id",
            "sku_id",
            "sku_code",
            "spec",
            "category",
            "unit_price_fen",
            "list_fen",
            "is_gift",
            "is_return",
            "status_raw",
            "aftersale_raw",
        )
    )
    con.execute(
        f"CREATE TEMP VIEW lines_full AS SELECT l.oid, {facts}, l.quantity, coalesce(l.product_name, '{UNKNOWN_PRODUCT}') AS product_name, "
        "s.share_fen AS paid_fen, c.line_cost_fen AS cost_fen, coalesce(f.line_refund_fen, 0) AS refund_fen "
        "FROM lines_base l LEFT JOIN shares s USING (oid, line_no) LEFT JOIN line_costs c USING (oid, line_no) LEFT JOIN line_refunds f USING (oid, line_no)"
    )
    con.execute(
        "CREATE TEMP VIEW lines_none AS SELECT oid, '1' AS line_no, quantity, paid_fen, "
        f"'{UNKNOWN_PRODUCT}' AS product_name, CAST(refund_fen AS BIGINT) AS refund_fen, false AS is_gift FROM orders_numbered WHERE oid NOT IN (SELECT oid FROM lines_base)"
    )
    con.execute(
        f"COPY (SELECT {order}, l.* EXCLUDE (oid) FROM (SELECT * FROM lines_full UNION ALL BY NAME SELECT * FROM lines_none) l "
        f"JOIN orders_numbered o USING (oid) WHERE o.excluded_reason IS NULL) TO {context.path('order_lines')} (FORMAT parquet, COMPRESSION lz4_raw)"
    )
