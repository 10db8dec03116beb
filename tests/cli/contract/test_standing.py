from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.contract.exports import ORDERS_NAME, paid_fen
from tests.cli.contract.shell import lianyi

PAID = ("metric", "gmv_paid", "--period", "2026-W46", "--json")


def test_imports_say_what_came_in_and_whether_it_counts(shop: Path) -> None:
    (one,) = lianyi("imports", "--json", at=shop).json["imports"]
    assert (one["number"], one["stands"], one["file"]) == (1, True, ORDERS_NAME)
    assert one["mapping"] == "youzan_orders" and one["as_of"].startswith("2026-11-1")
    assert lianyi("undo", one["id"], at=shop).code == 0
    (one,) = lianyi("imports", "--json", at=shop).json["imports"]
    assert one["stands"] is False
    shown = lianyi("imports", at=shop)
    assert ORDERS_NAME in shown.out and shown.err == ""


def test_undo_and_redo_take_a_number_an_id_or_the_start_of_one(shop: Path) -> None:
    (one,) = lianyi("imports", "--json", at=shop).json["imports"]
    for name in ("1", "#1", one["id"], one["id"][:6]):
        undone = lianyi("undo", name, "--json", at=shop)
        assert undone.code == 0 and undone.json["imports"] == []
        assert lianyi(*PAID, at=shop).json["rows"] == [{"gmv_paid": None}]
        assert lianyi("redo", name, at=shop).code == 0
        assert lianyi(*PAID, at=shop).json["rows"] == [{"gmv_paid": paid_fen()}]


def test_every_step_is_a_data_version_that_stays(shop: Path) -> None:
    lianyi("undo", "1", at=shop)
    lianyi("redo", "1", at=shop)
    found = lianyi("snapshots", "--json", at=shop).json["snapshots"]
    assert [(s["number"], s["parent"], len(s["imports"])) for s in found] == [
        (1, 0, 1),
        (2, 1, 0),
        (3, 2, 1),
    ]
    assert [s["reason"].split()[0] for s in found] == ["import", "undo", "redo"]
    assert lianyi("snapshots", at=shop).out.count("\n") == 4


def test_what_does_not_count_cannot_be_undone(shop: Path) -> None:
    lianyi("undo", "1", at=shop)
    told = lianyi("undo", "1", at=shop)
    assert told.code == 1 and "import.not_standing" in told.err
    lianyi("redo", "1", at=shop)
    told = lianyi("redo", "1", at=shop)
    assert told.code == 1 and "import.standing" in told.err


def test_sql_reads_the_documented_views(made_shop: Path) -> None:
    told = lianyi(
        "sql", "SELECT sum(paid_fen) AS paid FROM orders WHERE is_paid", "--json", at=made_shop
    )
    assert told.json["columns"] == ["paid"] and told.json["rows"] == [[paid_fen(8, 16)]]


def test_a_sound_workspace_is_verified(made_shop: Path) -> None:
    told = lianyi("verify", at=made_shop)
    assert told.code == 0 and "Traceback" not in told.err


def test_a_lost_fact_file_is_a_refusal_that_names_the_way_back(shop: Path) -> None:
    shutil.rmtree(shop / "cache")
    for path in (shop / "lake" / "orders").iterdir():
        path.unlink()
    told = lianyi(*PAID, at=shop)
    assert (told.code, told.out) == (1, "")
    assert "lianyi verify" in told.err and "Traceback" not in told.err
    assert lianyi("verify", at=shop).code == 1
