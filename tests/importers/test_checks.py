"""What the workspace refuses, and what is worth saying about a file that came in."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from lianyi.importers.outcome import Imported
from tests.importers.bench import Bench, order

HEAD = "订单号,买家,下单时间,付款时间,买家实付（不含运费）"
NAME = "抖店_20260901-20260930_20261001090000.csv"


def _read(bench: Bench, text: str, kind: str = "orders", **options: object) -> Imported:
    path = bench.folder / "file.csv"
    path.write_text(text, "utf-8")
    return bench.read(path, kind=kind, **options)


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        ("2026-11-01,USD,0", "import.rate_not_positive", "C3"),
        ("2026-11-01,USD,-7.1", "import.rate_not_positive", "C3"),
        ("2026-11-01,CNY,1", "import.rate_own_currency", "B3"),
        ("2026-11-01,人民币,1", "import.rate_own_currency", "B3"),
        ("2026-11-01,XXQ,7", "import.currency_unknown", "B3"),
    ],
)
def test_a_rate_that_can_be_none_is_named_at_its_cell(
    bench: Bench, row: str, code: str, place: str
) -> None:
    text = f"day,currency,rate\n2026-11-02,EUR,8.1\n{row}\n"
    result = _read(bench, text, "rates")
    assert result.status == "refused"
    assert [(i.code, i.place()) for i in result.issues] == [(code, place)]
    left = _read(bench, text, "rates", skip_bad=True)
    assert left.status == "imported" and left.bad_file is not None
    assert bench.rows("SELECT currency FROM rates") == [("EUR",)]


def test_orders_in_a_currency_that_does_not_exist_are_named(bench: Bench) -> None:
    text = (
        f"{HEAD},currency\nE1,a,2026-11-09,2026-11-09,1.00,usd\nE2,b,2026-11-09,2026-11-09,x,XXQ\n"
    )
    result = _read(bench, text)
    assert [(i.code, i.place()) for i in result.issues] == [
        ("import.cell_money", "E3"),
        ("import.currency_unknown", "F3"),
    ]
    assert result.facts["bad_rows"] == 1


@pytest.mark.parametrize(
    ("written", "fen"), [("10000", 10_000), ("10000.0", 10_000), ("1,200", 1_200)]
)
def test_whole_minor_units_are_read(bench: Bench, written: str, fen: int) -> None:
    _read(bench, f'order_no,paid_at,paid_fen\nE1,2026-11-09,"{written}"\n')
    assert bench.orders("paid_fen") == [(fen,)]


@pytest.mark.parametrize("written", ["100.00", "100.5", "¥100.00", "100元", "0.01"])
def test_whole_units_in_a_column_of_minor_ones_are_refused(bench: Bench, written: str) -> None:
    result = _read(bench, f"order_no,paid_at,paid_fen\nE1,2026-11-09,{written}\n")
    assert [(i.code, i.place()) for i in result.issues] == [("import.cell_minor", "C2")]


def test_skipping_bad_rows_when_all_are_bad_keeps_them_aside(bench: Bench) -> None:
    result = bench.read(
        bench.write(NAME, [order(1, paid="x"), order(2, paid="y")]), skip_bad=True, lang="en"
    )
    assert result.status == "refused"
    assert "import.nothing_left" in [n.code for n in result.notes]
    assert result.bad_file is not None
    with result.bad_file.open(encoding="utf-8-sig") as file:
        header, *rows = csv.reader(file)
    assert header[-2:] == ["problem", "what to do"] and len(rows) == 2
    assert "not an amount" in rows[0][-2]
    assert not bench.shop.snapshot.imports


def test_numbers_that_repeat_with_other_values_are_told(bench: Bench) -> None:
    rows = "E1,a,2026-11-09,2026-11-09,1.00\nE1,a,2026-11-09,2026-11-09,2.00\n"
    same = "E2,b,2026-11-09,2026-11-09,3.00\n" * 2
    result = _read(bench, f"{HEAD}\n{rows}{same}")
    [note] = [n for n in result.notes if n.code == "import.key_twice"]
    assert (note.facts["n"], note.row) == ("1", 2)
    assert bench.orders("order_no, paid_fen") == [("E1", 200), ("E2", 300)]


def test_rows_that_repeat_word_for_word_need_no_word(bench: Bench) -> None:
    row = "E1,a,2026-11-09,2026-11-09,1.00\n"
    assert _read(bench, f"{HEAD}\n{row}{row}").notes == ()


def test_a_header_over_two_columns_says_which_one_was_read(bench: Bench) -> None:
    result = _read(bench, f"{HEAD},买家\nE1,a,2026-11-09,2026-11-09,1.00,b\n")
    [note] = result.notes
    assert (note.code, note.column, note.header) == ("map.header_twice", "B", "买家")
    assert str(note.facts["columns"].en) == "B, F"  # type: ignore[attr-defined]  # a Text


def test_a_file_with_nothing_below_its_header_says_so(bench: Bench) -> None:
    result = _read(bench, f"{HEAD}\n")
    assert "import.no_rows" in [n.code for n in result.notes]


def test_refunds_booked_as_orders_of_their_own_are_told(bench: Bench, tmp_path: Path) -> None:
    from lianyi.importers.mapping import load_mapping
    from lianyi.importers.propose import propose

    lines = [
        "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID",
        "1,A,2,2010-12-01 08:26:00,2.55,17850",
        "C2,A,-1,2010-12-02 09:00:00,2.55,17850",
    ]
    proposal = propose([line.split(",") for line in lines], (), "retail.csv")
    assert any("gmv_net" in q.en for q in proposal.questions)
    (tmp_path / "map.yaml").write_text(proposal.to_yaml("en"), "utf-8")
    path = bench.folder / "retail.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    result = bench.read(path, mappings=(load_mapping(tmp_path / "map.yaml"),))
    [note] = [n for n in result.notes if n.code == "import.refunds_apart"]
    assert (note.facts["n"], note.facts["amount_fen"]) == ("1", 255)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026年11月9日 9时5分", "2026-11-09 09:05:00"),
        ("2026年11月9日 9时5分7秒", "2026-11-09 09:05:07"),
        ("1794186300", "2026-11-09 09:05:00"),
        ("1794186300000", "2026-11-09 09:05:00"),
    ],
)
def test_more_spellings_of_a_moment(bench: Bench, written: str, read: str) -> None:
    _read(bench, f"{HEAD}\nE1,a,{written},{written},1.00\n")
    assert [str(r[0]) for r in bench.orders("paid_at")] == [read]
