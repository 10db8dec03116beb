"""The benchmark compares like with like: both sides bring the same orders and lines."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from benchmarks.douyin_file import as_gb18030, write_orders
from benchmarks.page import table, write_part
from benchmarks.peer import import_by_hand
from benchmarks.worker import by_lianyi
from lianyi.facts.keys import KEY_BYTES

ORDERS = (
    "order_no, created_at, paid_at, shipped_at, completed_at, status, status_raw, paid_fen, freight_fen, receivable_fen, "
    "list_fen, subsidy_fen, merchant_discount_fen, creator_discount_fen, quantity, carrier, source, promoter_id, "
    "promoter_name, province, city, receiver IS NULL"
)
LINES = (
    "order_no, line_no, created_at, product_id, sku_code, product_name, spec, quantity, unit_price_fen, paid_fen, "
    "list_fen, status_raw"
)


def test_the_peer_and_lianyi_bring_the_same_facts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANYI_KEY", "5a" * KEY_BYTES)
    file = tmp_path / "抖店_20241111-20241112_20261116090000.csv"
    write_orders(file, 500)
    import_by_hand(file, tmp_path)
    by_lianyi(file, tmp_path / "shop")
    for name, columns in (("orders", ORDERS), ("order_lines", LINES)):
        [ours] = (tmp_path / "shop" / "lake" / name).glob("*.parquet")
        rows = [
            duckdb.sql(f"SELECT {columns} FROM '{path}' ORDER BY 1, 2").fetchall()
            for path in (ours, tmp_path / f"{name}.parquet")
        ]
        assert rows[0] == rows[1] and len(rows[0]) == 500


def test_the_second_encoding_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    write_orders(file, 20)
    other = as_gb18030(file, tmp_path / "b.csv")
    assert other.read_bytes() != file.read_bytes()
    assert other.read_text("gb18030") == file.read_text("utf-8")


def test_each_benchmark_rewrites_its_own_part_of_the_page(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    for text in ("older", "newer"):
        write_part("import", text, page)
        write_part("metrics", f"{text} again", page)
    said = page.read_text("utf-8")
    assert said.startswith("# Benchmarks") and "older" not in said
    assert said.index("newer\n<!-- import: end -->") < said.index("newer again")


def test_a_table_has_a_line_under_its_head() -> None:
    assert table(("a", "b"), [("x", 1)]) == "| a | b |\n| --- | ---: |\n| x | 1 |"
