from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from lianyi.core.rounding import round_half_up
from lianyi.engines.embedded import Embedded
from lianyi.facts.current import ensure
from lianyi.facts.rates import SCALE, MissingRate, converted_sql
from lianyi.facts.snapshots import Snapshot
from lianyi.facts.workspace import Workspace, init_workspace
from tests.facts.lakes import add, stand

NEW = "2026-11-20 00:00:00"
RATES = [
    {"day": "2026-11-01", "currency": "USD", "rate": 7.1234},
    {"day": "2026-11-10", "currency": "USD", "rate": 7.1},
    {"day": "2026-11-01", "currency": "JPY", "rate": 0.0478},
]


def _order(no: str, currency: str | None, paid_fen: int, day: str, **more: Any) -> dict[str, Any]:
    moment = f"{day} 02:00"
    order = {"order_no": no, "currency": currency, "paid_fen": paid_fen, "created_at": moment}
    return {**order, "paid_at": moment, "list_fen": paid_fen, **more}


def _engine(shop: Workspace, **tables: Any) -> Embedded:
    imports = []
    for name, rows in tables.items():
        add(shop, name.replace("_", "x"), NEW, platform="shopify", **{name: rows})
        imports.append(name.replace("_", "x"))
    stand(shop, *imports)
    return Embedded(ensure(shop, Snapshot(1, None, "", "", tuple(imports)), None))


def _paid(engine: Embedded) -> dict[str, int | None]:
    return dict(engine.rows("SELECT order_no, paid_fen FROM orders ORDER BY 1"))


def test_an_amount_takes_the_newest_rate_on_or_before_its_day(tmp_path: Path) -> None:
    orders = [
        _order("a", "USD", 1_000, "2026-11-01"),
        _order("b", "USD", 1_000, "2026-11-09"),
        _order("c", "usd", 1_000, "2026-11-10"),
        _order("d", "CNY", 1_000, "2026-11-10"),
        _order("e", None, 1_000, "2026-11-10"),
        _order("f", "人民币", 1_000, "2026-11-10"),
    ]
    paid = _paid(_engine(init_workspace(tmp_path), orders=orders, rates=RATES))
    assert paid == {"a": 7123, "b": 7123, "c": 7100, "d": 1_000, "e": 1_000, "f": 1_000}


def test_yen_have_no_decimals_and_come_out_in_fen(tmp_path: Path) -> None:
    # ¥5,000 at 0.0478 are CN¥239.00; the file's 5,000 lies in the lake with the workspace's two decimals.
    paid = _paid(
        _engine(
            init_workspace(tmp_path),
            orders=[_order("a", "JPY", 500_000, "2026-11-05")],
            rates=RATES,
        )
    )
    assert paid == {"a": 23_900}


def test_a_shop_that_counts_in_yen_takes_yuan_in(tmp_path: Path) -> None:
    shop = init_workspace(tmp_path, currency="JPY", zone="Asia/Tokyo")
    rates = [{"day": "2026-11-01", "currency": "CNY", "rate": 20.9205}]
    orders = [_order("a", "CNY", 119, "2026-11-05"), _order("b", "¥", 119, "2026-11-05")]
    assert _paid(_engine(shop, orders=orders, rates=rates)) == {"a": 2490, "b": 119}


def test_without_a_rate_an_amount_is_unknown_and_said_to_be(tmp_path: Path) -> None:
    orders = [
        _order("a", "USD", 1_000, "2026-10-31"),
        _order("b", "EUR", 1_000, "2026-11-02"),
        _order("c", "EUR", 1_000, "2026-11-04"),
        _order("d", "CNY", 1_000, "2026-11-04"),
    ]
    shop = init_workspace(tmp_path)
    engine = _engine(shop, orders=orders, rates=RATES)
    assert _paid(engine) == {"a": None, "b": None, "c": None, "d": 1_000}
    assert engine.rows("SELECT count(*) FROM orders WHERE is_paid") == [(4,)]
    current = ensure(shop, Snapshot(1, None, "", "", ("orders", "rates")), None)
    assert current.rates_missing == (
        MissingRate("shopify", "main", "EUR", "2026-11-02", "2026-11-04", 2),
        MissingRate("shopify", "main", "USD", "2026-10-31", "2026-10-31", 1),
    )


def test_lines_and_refunds_follow_their_order(tmp_path: Path) -> None:
    lines = [
        {"order_no": "a", "line_no": n, "paid_fen": 333, "quantity": 1, "unit_price_fen": 333}
        for n in ("1", "2", "3")
    ]
    refund = {"refund_no": "r", "order_no": "a", "refund_fen": 333, "status": "refunded"}
    refund["refunded_at"] = "2026-11-15 02:00"  # the rate of the order's day counts, not this one
    engine = _engine(
        init_workspace(tmp_path),
        orders=[_order("a", "USD", 999, "2026-11-05")],
        order_lines=lines,
        refunds=[refund],
        rates=RATES,
    )
    assert _paid(engine) == {"a": 7116}  # 9.99 × 7.1234 = 71.162766
    assert engine.rows("SELECT sum(paid_fen), max(unit_price_fen) FROM order_lines") == [
        (7116, 2372)
    ]
    assert engine.rows("SELECT refund_fen FROM refunds") == [(2372,)]
    assert engine.rows("SELECT refund_fen FROM orders") == [(2372,)]


def test_a_running_total_of_refunds_is_converted_too(tmp_path: Path) -> None:
    order = _order("a", "USD", 1_000, "2026-11-05", refunded_fen=1_000)
    engine = _engine(init_workspace(tmp_path), orders=[order], rates=RATES)
    assert engine.rows("SELECT refund_fen, basis FROM refunds") == [(7123, "running_total")]
    assert engine.rows("SELECT is_fully_refunded FROM orders") == [(True,)]


def test_the_lake_keeps_what_the_file_said(tmp_path: Path) -> None:
    shop = init_workspace(tmp_path)
    _engine(shop, orders=[_order("a", "USD", 1_000, "2026-11-05")], rates=RATES)
    kept = duckdb.read_parquet(str(shop.lake / "orders" / "orders.parquet")).fetchall()
    assert 1_000 in kept[0] and "USD" in kept[0]


@given(
    amount=st.integers(-(10**13), 10**13),
    rate=st.decimals("0.0000000001", "99999", places=10, allow_nan=False),
)
def test_a_conversion_rounds_half_up_once(amount: int, rate: Decimal) -> None:
    steps = int(rate * SCALE)
    sql = f"SELECT {converted_sql('a', 'r')} FROM (SELECT ?::BIGINT AS a, ?::HUGEINT AS r)"
    found = duckdb.execute(sql, [amount, steps]).fetchall()
    assert found == [(round_half_up(amount * rate),)]
