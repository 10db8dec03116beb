"""An order's money is shared out over its lines to the last fen, by largest remainder."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.facts.current import ensure
from tests.facts import lakes

MONEY = st.one_of(st.none(), st.integers(0, 40_000))
LINE = st.fixed_dictionaries(
    {
        "paid_fen": MONEY,
        "list_fen": MONEY,
        "unit_price_fen": MONEY,
        "quantity": st.integers(0, 5),
        "is_return": st.booleans() | st.none(),
    }
)
ORDER = st.tuples(st.one_of(st.none(), st.integers(0, 99_999)), st.lists(LINE, max_size=5))
WEIGHTS = (
    lambda line: line["paid_fen"],
    lambda line: line["list_fen"],
    lambda line: (
        None if line["unit_price_fen"] is None else line["unit_price_fen"] * line["quantity"]
    ),
    lambda line: line["quantity"],
    lambda line: 1,
)


def _shares(paid_fen: int | None, lines: list[dict[str, Any]]) -> list[int | None]:
    """By hand: whole fen by the first weights that say anything, the rest to the largest remainders."""
    own = [line["paid_fen"] for line in lines]
    if None not in own and sum(own) == paid_fen:
        return own
    if paid_fen is None:
        return [None] * len(lines)
    for weight in WEIGHTS:
        weights = [0 if line["is_return"] else max(weight(line) or 0, 0) for line in lines]
        if sum(weights) > 0:
            break
    total = sum(weights) or 1
    whole = [paid_fen * w // total for w in weights]
    rest = [paid_fen * w % total for w in weights]
    order = sorted(range(len(lines)), key=lambda i: (-rest[i], i))
    for i in order[: paid_fen - sum(whole)]:
        whole[i] += 1
    return [*whole]


def _shown(folder: Path, orders: list[tuple[int | None, list[dict[str, Any]]]]) -> list[Any]:
    where = lakes.workspace(folder)
    heads = [
        {"order_no": f"E{n}", "paid_fen": paid, "paid_at": "2026-11-09 01:00:00"}
        for n, (paid, _) in enumerate(orders)
    ]
    rows = [
        {"order_no": f"E{n}", "line_no": str(i), **line}
        for n, (_, lines) in enumerate(orders)
        for i, line in enumerate(lines)
    ]
    columns = ("order_no", "line_no", *LINE_COLUMNS)
    lakes.add(where, "heads", "2026-11-10 00:00:00", orders=heads)
    lakes.add(where, "lines", "2026-11-10 00:00:00", columns=columns, order_lines=rows)
    current = ensure(where, lakes.stand(where, "heads", "lines"), None)
    con = duckdb.connect()
    path = str(current.folder / "order_lines.parquet")
    found = con.execute(
        f"SELECT order_no, line_no, paid_fen, product_name FROM '{path}' ORDER BY order_no, line_no"
    ).fetchall()
    con.close()
    return found


LINE_COLUMNS = ("paid_fen", "list_fen", "unit_price_fen", "quantity", "is_return")


@settings(max_examples=25)
@given(st.lists(ORDER, min_size=1, max_size=6))
def test_the_shares_are_those_worked_out_by_hand(
    orders: list[tuple[int | None, list[dict[str, Any]]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = _shown(Path(folder), orders)
    for n, (paid, lines) in enumerate(orders):
        shown = [row[2] for row in found if row[0] == f"E{n}"]
        assert shown == (_shares(paid, lines) if lines else [paid])


def test_a_discount_of_one_fen_goes_to_the_largest_remainder(tmp_path: Path) -> None:
    line = {"paid_fen": None, "unit_price_fen": None, "quantity": 1, "is_return": False}
    lines = [{**line, "list_fen": fen} for fen in (1_000, 1_000, 2_000)]
    assert [row[2] for row in _shown(tmp_path, [(3_999, lines)])] == [1_000, 1_000, 1_999]


def test_an_order_without_lines_has_one_of_an_unknown_product(tmp_path: Path) -> None:
    assert _shown(tmp_path, [(1_990, [])]) == [("E0", "1", 1_990, "unknown product")]


REFUND = st.fixed_dictionaries(
    {
        "line_no": st.none() | st.integers(0, 4).map(str),
        "refund_fen": st.integers(0, 30_000),
    }
)


def _refund_shares(lines: list[int | None], own: list[int], refunds: list[dict[str, Any]]) -> list[int]:  # fmt: skip
    """By hand: what names a line first, the rest by what is left of the lines, to the largest remainders."""
    whole = sum(r["refund_fen"] for r in refunds)
    named: dict[int, int] = {}
    for refund in refunds:
        if refund["line_no"] is not None and int(refund["line_no"]) < len(lines):
            at = int(refund["line_no"])
            named[at] = named.get(at, 0) + refund["refund_fen"]
    if whole == 0:
        return [0] * len(lines)
    known = [named.get(i, own[i]) for i in range(len(lines))]
    paid = [max(p or 0, 0) for p in lines]
    fits = sum(known) <= whole
    base = known if fits else [0] * len(lines)
    weights = [max(p - k, 0) for p, k in zip(paid, known, strict=True)] if fits else known
    if not any(weights):
        weights = paid if any(paid) else [1] * len(lines)
    rest = whole - sum(base)
    parts = [rest * w // sum(weights) for w in weights]
    over = [rest * w % sum(weights) for w in weights]
    for i in sorted(range(len(lines)), key=lambda i: (-over[i], i))[: rest - sum(parts)]:
        parts[i] += 1
    return [b + p for b, p in zip(base, parts, strict=True)]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(
                st.tuples(st.integers(0, 20_000), st.integers(0, 20_000)), min_size=1, max_size=4
            ),
            st.lists(REFUND, max_size=3),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_what_was_refunded_of_an_order_is_shared_out_over_its_lines_and_foots(
    orders: list[tuple[list[tuple[int, int]], list[dict[str, Any]]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shown = _refunds_shown(Path(folder), orders)
    for number, (lines, refunds) in enumerate(orders):
        found = [fen for order, _, fen in shown if order == f"E{number}"]
        paid: list[int | None] = [p for p, _ in lines]
        assert found == _refund_shares(paid, [own for _, own in lines], refunds)
        assert sum(found) == sum(r["refund_fen"] for r in refunds)


def _refunds_shown(folder: Path, orders: list[tuple[list[tuple[int, int]], list[dict[str, Any]]]]) -> list[Any]:  # fmt: skip
    where = lakes.workspace(folder)
    heads = [
        {
            "order_no": f"E{n}",
            "paid_fen": sum(p for p, _ in lines),
            "paid_at": "2026-11-09 01:00:00",
        }
        for n, (lines, _) in enumerate(orders)
    ]
    rows = [
        {
            "order_no": f"E{n}",
            "line_no": str(i),
            "paid_fen": paid,
            "refunded_fen": own,
            "quantity": 1,
        }
        for n, (lines, _) in enumerate(orders)
        for i, (paid, own) in enumerate(lines)
    ]
    refunds = [
        {"refund_no": f"R{n}-{i}", "order_no": f"E{n}", "status": "refunded", "refunded_at": "2026-11-09 05:00:00", **refund}
        for n, (_, given_refunds) in enumerate(orders)
        for i, refund in enumerate(given_refunds)
    ]  # fmt: skip
    lakes.add(where, "heads", "2026-11-10 00:00:00", orders=heads)
    columns = ("order_no", "line_no", "paid_fen", "refunded_fen", "quantity")
    lakes.add(where, "lines", "2026-11-10 00:00:00", columns=columns, order_lines=rows)
    standing = ["heads", "lines"]
    if refunds:
        lakes.add(where, "refunds", "2026-11-10 00:00:00", refunds=refunds)
        standing.append("refunds")
    current = ensure(where, lakes.stand(where, *standing), None)
    con = duckdb.connect()
    path = str(current.folder / "order_lines.parquet")
    found = con.execute(
        f"SELECT order_no, line_no, refund_fen FROM '{path}' ORDER BY order_no, line_no"
    ).fetchall()
    con.close()
    return found
