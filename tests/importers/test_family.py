"""One file, several imports: what a snapshot said it says for ever, and a damaged import is repaired."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from lianyi.facts import snapshots
from lianyi.facts.lake import fact_path, manifest_path, read_manifest
from lianyi.importers.standing import redo, undo
from lianyi.shop import open_shop
from tests.importers.bench import Bench, order

NAME = "抖店_20260901-20260930_20261001090000.csv"
NOW = "2026-11-23T00:00:00+00:00"
AUGUST = (date(2026, 8, 1), date(2026, 9, 30))


def test_other_answers_about_a_standing_file_make_a_new_import_in_its_place(bench: Bench) -> None:
    path = bench.write(NAME, [order(1)])
    first = bench.read(path)
    kept = bench.files()
    second = bench.read(path, covers=AUGUST)
    assert first.manifest is not None and second.manifest is not None
    assert (second.status, second.replaces) == ("imported", first.manifest.id)
    assert second.manifest.id != first.manifest.id
    assert bench.shop.snapshot.imports == (second.manifest.id,)
    assert second.snapshot == (first.snapshot or 0) + 1
    assert kept.items() <= bench.files().items()  # nothing that was written is another


def test_a_snapshot_answers_the_same_after_undo_and_an_import_with_other_answers(
    bench: Bench,
) -> None:
    path = bench.write("订单.csv", [order(1)])
    first = bench.read(path, covers=AUGUST)
    assert first.manifest is not None
    undo(bench.shop.workspace, first.manifest.id, NOW)
    kept = bench.files()
    again = bench.read(path, as_of=datetime(2026, 11, 1))
    assert again.manifest is not None and again.manifest.id != first.manifest.id
    assert kept.items() <= bench.files().items()
    then = open_shop(bench.shop.workspace.folder, at=first.snapshot)
    spans = {(str(c.from_day), str(c.to_day)) for c in then.current.coverage}
    assert spans == {("2026-08-01", "2026-09-30")}


def test_the_same_answers_again_are_nothing_to_do(bench: Bench) -> None:
    path = bench.write("订单.csv", [order(1)])
    moment = datetime(2026, 11, 1)
    bench.read(path, as_of=moment, covers=AUGUST)
    assert bench.read(path, as_of=moment, covers=AUGUST).status == "known"
    assert bench.read(path).status == "known"


def test_an_undone_import_comes_back_as_it_was(bench: Bench) -> None:
    path = bench.write(NAME, [order(1)])
    first = bench.read(path)
    assert first.manifest is not None
    undo(bench.shop.workspace, first.manifest.id, NOW)
    kept = bench.files()
    again = bench.read(path)
    assert again.manifest == first.manifest
    assert kept.items() <= bench.files().items()


def test_the_same_bytes_under_a_name_that_says_another_time_leave_the_first_import_alone(
    bench: Bench,
) -> None:
    first = bench.read(bench.write(NAME, [order(1)]))
    assert first.manifest is not None
    undo(bench.shop.workspace, first.manifest.id, NOW)
    other = bench.read(bench.write("抖店_20260901-20260930_20261011090000.csv", [order(1)]))
    assert other.manifest is not None and other.manifest.id != first.manifest.id
    assert read_manifest(bench.shop.workspace.lake, first.manifest.id) == first.manifest


def test_redo_puts_one_import_of_a_file_in_place_of_the_other(bench: Bench) -> None:
    path = bench.write(NAME, [order(1)])
    first, second = bench.read(path), bench.read(path, covers=AUGUST)
    assert first.manifest is not None and second.manifest is not None
    made = redo(bench.shop.workspace, first.manifest.id, NOW)
    assert made.imports == (first.manifest.id,)


@pytest.mark.parametrize("damage", ["cut", "gone", "flipped"])
def test_a_damaged_fact_file_is_made_again_from_the_original(bench: Bench, damage: str) -> None:
    path = bench.write("订单.csv", [order(1), order(2)])
    first = bench.read(path, covers=AUGUST)
    assert first.manifest is not None
    facts = fact_path(bench.shop.workspace.lake, "orders", first.manifest.id)
    content = facts.read_bytes()
    if damage == "gone":
        facts.unlink()
    elif damage == "cut":
        facts.write_bytes(content[: len(content) // 2])
    else:
        facts.write_bytes(content[:40] + bytes([content[40] ^ 1]) + content[41:])
    again = bench.read(path)
    assert again.status == "imported" and again.manifest is not None
    assert again.manifest.id == first.manifest.id
    assert again.snapshot == first.snapshot
    assert bench.orders("order_no, paid_fen") == [("1", 10000), ("2", 10000)]
    assert {(p.from_day, p.to_day) for p in again.manifest.parts} == {("2026-08-01", "2026-09-30")}
    assert bench.read(path).status == "known"


def test_a_damaged_manifest_is_made_again_from_the_original(bench: Bench) -> None:
    path = bench.write(NAME, [order(1)])
    first = bench.read(path)
    assert first.manifest is not None
    manifest_path(bench.shop.workspace.lake, first.manifest.id).write_text("{", "utf-8")
    again = bench.read(path)
    assert again.manifest is not None and again.manifest.id == first.manifest.id
    assert bench.orders("order_no") == [("1",)]


def test_what_an_older_reader_made_is_read_anew_in_its_place(bench: Bench) -> None:
    path = bench.write(NAME, [order(1)])
    first = bench.read(path)
    assert first.manifest is not None
    where = manifest_path(bench.shop.workspace.lake, first.manifest.id)
    document = json.loads(where.read_text("utf-8"))
    del document["notes"]["reader"], document["notes"]["answers"]
    where.write_text(json.dumps(document), "utf-8")
    kept = bench.files()
    again = bench.read(path)
    assert again.replaces == first.manifest.id
    assert kept.items() <= bench.files().items()
    assert len(snapshots.latest(bench.shop.workspace.lake).imports) == 1


def _rates(bench: Bench, name: str, rate: str, day: str = "2026-09-30") -> None:
    path = bench.folder / name
    path.write_text(f"day,currency,rate\n2026-09-01,USD,{rate}\n{day},EUR,8.0\n", "utf-8")
    assert bench.read(path, kind="rates").status == "imported"


@pytest.mark.parametrize("newer", ["7.11", "7.12", "7.13", "7.14"])
def test_of_two_files_of_days_the_one_that_reaches_further_counts(bench: Bench, newer: str) -> None:
    _rates(bench, "later.csv", newer, day="2026-10-31")
    _rates(bench, "earlier.csv", "7.00")
    assert bench.rows("SELECT rate FROM rates WHERE currency = 'USD'") == [(float(newer),)]


def test_a_file_of_days_is_as_old_as_the_end_of_its_last_day(bench: Bench) -> None:
    path = bench.folder / "rates.csv"
    path.write_text("day,currency,rate\n2026-09-01,USD,7.1\n2026-09-30,USD,7.2\n", "utf-8")
    manifest = bench.read(path, kind="rates").manifest
    assert manifest is not None and manifest.as_of_from == "rows"
    assert manifest.as_of == "2026-09-30 15:59:59.000000"  # 23:59:59 in Shanghai
    assert not any(p.partial_last_day for p in manifest.parts)
    assert list(bench.shop.engine.data_as_of.values()) == ["2026-09-30T15:59:59Z"]


def test_a_file_without_any_time_says_so_and_speaks_of_no_moment(bench: Bench) -> None:
    path = bench.folder / "goods.csv"
    path.write_text("sku_code,product_name\nCUP,学饮杯\n", "utf-8")
    result = bench.read(path, kind="products")
    assert [n.code for n in result.notes] == ["import.as_of_unknown"]
    assert list(bench.shop.engine.data_as_of.values()) == [None]
