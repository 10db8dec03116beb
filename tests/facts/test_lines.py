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
