"""Sixty metrics by channel and day, against one hand-written DuckDB query over the same files.

The peer knows what it is asked: one scan of the columns needed per day it counts by, the persons grouped
first, ratios divided at the end. It reads the same current view with the same number of threads.
"""

from __future__ import annotations

import argparse
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.douyin_file import write_orders
from benchmarks.page import table, write_part
from lianyi.facts.keys import KEY_BYTES

FILE = "抖店_20241111-20261115_20261116090000.csv"
BAR = 2.0
WEEK = "2026-W45"

SIXTY = [
    "gmv_paid",
    "gmv_created",
    "gmv_paid_with_subsidy",
    "gmv_net",
    "gmv_completed",
    "orders_created",
    "orders_paid",
    "orders_unpaid",
    "orders_completed",
    "pay_rate",
    "order_value",
    "buyer_value",
    "freight",
    "list_value",
    "discount_rate",
    "deposits",
    "presale_orders",
    "presale_gmv",
    "completion_days",
    "buyers",
    "new_buyers",
    "new_buyers_of_store",
    "returning_buyers",
    "new_buyer_share",
    "gmv_new",
    "gmv_returning",
    "returning_share",
    "repeat_buyers",
    "frequent_buyers",
    "repurchase_rate",
    "repurchase_rate_orders",
    "repurchase_cycle",
    "orders_per_buyer",
    "top_buyers_gmv",
    "refund_amount_by_pay_time",
    "refund_rate_by_pay_time",
    "refunded_orders",
    "fully_refunded_orders",
    "refund_order_rate",
    "goods_cost",
    "gross_margin",
    "gross_margin_rate",
    "goods_cost_rate",
    "break_even_roi",
    "platform_fee",
    "platform_fee_rate",
    "order_commission",
    "platform_subsidy",
    "merchant_discount",
    "creator_discount",
    "pay_discount",
    "promoter_orders",
    "promoter_gmv",
    "promoter_gmv_share",
    "gmv_per_promoter",
    "known_buyer_share",
    "receiver_based_share",
    "cost_known_share",
    "unknown_carrier_share",
    "free_orders",
]
MARGIN = "paid_fen - coalesce(refund_fen, 0) - cost_fen - coalesce(commission_fen, 0) - coalesce(platform_fee_fen, 0)"
PAID = f"""
SELECT paid_day AS day, channel, sum(paid_fen) AS gmv, count(*) AS orders, sum(receivable_fen) AS subsidised,
  sum(freight_fen) AS freight, sum(list_fen) AS list_value, sum(list_fen - paid_fen) FILTER (list_fen IS NOT NULL) AS off,
  sum(deposit_fen) AS deposits, count(*) FILTER (is_presale) AS presale, sum(paid_fen) FILTER (is_presale) AS presale_gmv,
  count(*) FILTER (nth_order = 1) AS new_buyers, count(*) FILTER (nth_order_of_store = 1) AS new_store,
  sum(paid_fen) FILTER (nth_order = 1) AS gmv_new, sum(paid_fen) FILTER (nth_order > 1) AS gmv_old,
  count(*) FILTER (nth_order > 1) AS again, count(person_id) AS known, sum(days_since_previous) FILTER (nth_order > 1) AS gap,
  sum(paid_fen) FILTER (person_id IS NOT NULL) AS known_gmv, sum(refund_fen) FILTER (refund_fen > 0) AS refunds,
  count(*) FILTER (refund_fen > 0) AS refunded, count(*) FILTER (is_fully_refunded) AS whole,
  sum(cost_fen) AS cost, sum({MARGIN}) FILTER (cost_fen IS NOT NULL) AS margin,
  sum(paid_fen) FILTER (cost_fen IS NOT NULL) AS costed, sum(platform_fee_fen) AS fee, sum(commission_fen) AS commission,
  sum(subsidy_fen) AS subsidy, sum(merchant_discount_fen) AS merchant, sum(creator_discount_fen) AS creator,
  sum(pay_discount_fen) AS pay, count(*) FILTER (promoter_id IS NOT NULL) AS promoted,
  sum(paid_fen) FILTER (promoter_id IS NOT NULL) AS promoted_gmv, count(DISTINCT promoter_id) AS promoters,
  count(*) FILTER (person_basis = 'receiver_based') AS by_receiver, sum(paid_fen) FILTER (carrier = 'unknown') AS unknown,
  count(*) FILTER (paid_fen = 0) AS free
FROM orders WHERE paid_day BETWEEN ? AND ? GROUP BY ALL
"""
CREATED = """
SELECT created_day AS day, channel, sum(paid_fen) AS gmv_created, count(*) AS created,
  count(*) FILTER (NOT is_paid) AS unpaid, count(*) FILTER (is_paid) AS paid_of_created
FROM orders WHERE created_day BETWEEN ? AND ? GROUP BY ALL
"""
COMPLETED = """
SELECT completed_day AS day, channel, sum(paid_fen) AS gmv_completed, count(*) AS completed, sum(completed_day - paid_day) AS wait
FROM orders WHERE is_paid AND completed_day BETWEEN ? AND ? GROUP BY ALL
"""
PEOPLE = """
SELECT day, channel, count(*) AS buyers, count(*) FILTER (n >= 2) AS twice, count(*) FILTER (n >= 3) AS thrice,
  sum(paid) FILTER (n >= 3) AS top FROM (SELECT paid_day AS day, channel, person_id, count(*) AS n, sum(paid_fen) AS paid
  FROM orders WHERE person_id IS NOT NULL AND paid_day BETWEEN ? AND ? GROUP BY ALL) GROUP BY ALL
"""
ANSWER = f"""
SELECT day, channel, gmv, gmv_created, subsidised, gmv - coalesce(refunds, 0), gmv_completed, created, orders, unpaid, completed,
  paid_of_created / nullif(created, 0), gmv / nullif(orders, 0), known_gmv / nullif(buyers, 0), freight, list_value,
  off / nullif(list_value, 0), deposits, presale, presale_gmv, wait / nullif(completed, 0), buyers, new_buyers, new_store,
  buyers - new_buyers, new_buyers / nullif(buyers, 0), gmv_new, gmv_old, gmv_old / nullif(known_gmv, 0), twice, thrice,
  twice / nullif(buyers, 0), again / nullif(known, 0), gap / nullif(again, 0), known / nullif(buyers, 0), top, refunds,
  refunds / nullif(gmv, 0), refunded, whole, refunded / nullif(orders, 0), cost, margin, margin / nullif(costed, 0),
  cost / nullif(costed, 0), costed / nullif(margin, 0), fee, fee / nullif(gmv, 0), commission, subsidy, merchant, creator, pay,
  promoted, promoted_gmv, promoted_gmv / nullif(gmv, 0), promoted_gmv / nullif(promoters, 0), known / nullif(orders, 0),
  by_receiver / nullif(known, 0), costed / nullif(gmv, 0), unknown / nullif(gmv, 0), free
FROM ({PAID}) FULL JOIN ({CREATED}) USING (day, channel) FULL JOIN ({COMPLETED}) USING (day, channel)
FULL JOIN ({PEOPLE}) USING (day, channel) ORDER BY day, channel
"""


def main(arguments: Sequence[str] = ()) -> None:
    """Import a million orders, measure and write the table."""
    parser = argparse.ArgumentParser(prog="benchmarks metrics")
    parser.add_argument("--rows", type=int, default=1_000_000)
    args = parser.parse_args(arguments)
    os.environ["LIANYI_KEY"] = secrets.token_hex(KEY_BYTES)
    with tempfile.TemporaryDirectory(prefix="lianyi-bench-") as folder:
        shop = _shop(Path(folder), args.rows)
        ours, peer, cells = measure(shop)
        report = _report_s(shop)
    rows = [
        (f"{len(SIXTY)} metrics by channel and day, {cells:,} cells", f"{ours:.2f}", f"{peer:.2f}", f"{ours / peer:.2f}", BAR),
        ("weekly report, HTML", f"{report:.2f}", "", "", "10 s"),
        ("`lianyi --help`, best of five", f"{_help_s():.2f}", "", "", "0.3 s"),
    ]  # fmt: skip
    text = (
        f"## Questions\n\n{args.rows:,} Douyin orders. The peer is the hand-written query of `benchmarks/metrics_by_day.py` over the\n"
        "same views with the same threads; medians of five turns, ours and the peer's one after the other.\n\n"
        + table(("question", "seconds", "peer", "÷ peer", "bar"), rows)
    )
    print(text)
    write_part("metrics", text)


def _shop(folder: Path, rows: int) -> Any:
    import lianyi
    from lianyi.facts.workspace import init_workspace
    from lianyi.importers.reading import open_inputs
    from lianyi.importers.run import Options
    from lianyi.shop.importing import importer_of

    write_orders(folder / FILE, rows)
    init_workspace(folder / "shop", name="Benchmark")
    shop = lianyi.open(folder / "shop")
    for source in open_inputs(folder / FILE):
        importer_of(shop).import_input(source, Options())
    (folder / FILE).unlink()
    return shop.refresh()


def _report_s(shop: Any) -> float:
    from lianyi.shop.reporting import build_report, render

    shop.metrics("gmv_paid", period=WEEK)
    begun = time.perf_counter()
    render(build_report(shop, "weekly", shop.period(WEEK), "zh", ""), "html")
    return time.perf_counter() - begun


def _help_s() -> float:
    def once() -> float:
        begun = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "lianyi.cli.main", "--help"], capture_output=True, check=True
        )
        return time.perf_counter() - begun

    return min(once() for _ in range(5))


def measure(shop: Any, rounds: int = 5) -> tuple[float, float, int]:
    """Return (our seconds, the peer's seconds, rows): medians of `rounds` turns taken one after the other."""
    from lianyi.core.calendar import between

    first, last = shop.covered_days()
    ours, theirs, rows = [], [], 0
    for _ in range(rounds + 1):
        begun = time.perf_counter()
        rows = len(shop.metrics(*SIXTY, by="channel", grain="day", period=between(first, last)))
        ours.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        shop.engine.rows(ANSWER, [first, last] * 4)
        theirs.append(time.perf_counter() - begun)
    return statistics.median(ours[1:]), statistics.median(theirs[1:]), rows
