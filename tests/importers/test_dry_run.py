"""`--dry-run` says what would change and writes nothing at all."""

from __future__ import annotations

from lianyi.importers.dry_run import personal
from tests.importers.bench import Bench, order

FIRST = "抖店_20260901-20260930_20261001090000.csv"
LATER = "抖店_20260901-20260930_20261005090000.csv"


def test_it_counts_new_changed_and_unchanged_rows(bench: Bench) -> None:
    bench.read(bench.write(FIRST, [order(1), order(2), order(3)]))
    later = [order(1), order(2, status="已完成"), order(3, paid="90.00"), order(4)]
    result = bench.read(bench.write(LATER, later), dry_run=True)
    assert result.status == "checked"
    orders = result.changes["tables"]["orders"]
    assert (orders["new"], orders["updated"], orders["unchanged"]) == (1, 2, 1)
    assert orders["columns"]["status"] == 1 and orders["columns"]["paid_fen"] == 1
    assert result.changes["gmv_paid_by_month"] == {"2026-09": 10000 - 1000}


def test_it_writes_nothing_not_even_people(bench: Bench) -> None:
    bench.read(bench.write(FIRST, [order(1)]))
    before, people = bench.files(), bench.shop.vault.count()
    result = bench.read(bench.write(LATER, [order(2, phone="13900000000")]), dry_run=True)
    assert result.changes["tables"]["orders"]["new"] == 1
    assert bench.files() == before and bench.shop.vault.count() == people
    assert not list((bench.shop.workspace.cache / "temp").iterdir())


def test_people_who_are_known_already_do_not_look_like_a_change(bench: Bench) -> None:
    bench.read(bench.write(FIRST, [order(1, phone="13900000000")]))
    result = bench.read(bench.write(LATER, [order(1, phone="13900000000")]), dry_run=True)
    assert result.changes["tables"]["orders"]["columns"] == {}


def test_somebody_else_is_a_change_of_that_column(bench: Bench) -> None:
    bench.read(bench.write(FIRST, [order(1, phone="13900000000")]))
    result = bench.read(bench.write(LATER, [order(1, phone="13900000001")]), dry_run=True)
    assert result.changes["tables"]["orders"]["columns"] == {"receiver": 1}


def test_what_it_says_is_what_the_import_does(bench: Bench) -> None:
    bench.read(bench.write(FIRST, [order(n) for n in range(1, 6)]))
    path = bench.write(LATER, [order(n, paid=f"{100 + n}.00") for n in range(3, 9)])
    told = bench.read(path, dry_run=True).changes
    before = dict(bench.orders("order_no, paid_fen"))
    bench.read(path)
    after = dict(bench.orders("order_no, paid_fen"))
    assert told["tables"]["orders"]["new"] == len(after.keys() - before.keys())
    changed = [n for n in before if before[n] != after[n]]
    assert told["tables"]["orders"]["updated"] == len(changed)
    assert told["gmv_paid_by_month"] == {"2026-09": sum(after.values()) - sum(before.values())}


def test_an_older_file_changes_nothing(bench: Bench) -> None:
    bench.read(bench.write(LATER, [order(1, status="已完成")]))
    result = bench.read(bench.write(FIRST, [order(1)]), dry_run=True)
    orders = result.changes["tables"]["orders"]
    assert (orders["new"], orders["updated"], orders["unchanged"]) == (0, 0, 1)


def test_personal_columns_that_stay_out_are_named(bench: Bench) -> None:
    result = bench.read(bench.write(FIRST, [order(1)]), dry_run=True)
    dropped = result.changes["personal_columns_dropped"]
    assert {"收件人", "详细地址", "买家留言"} <= set(dropped)
    assert personal(["运费", "Shipping Name", "Total"]) == ["Shipping Name"]
