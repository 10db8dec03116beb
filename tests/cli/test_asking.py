"""Asking and being refused: how many rows of how many, columns that are not there, periods of another kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lianyi.facts.workspace import Workspace
from tests.cli.conftest import Run

WEEK = ("--period", "2026-11-09..2026-11-13")
People = tuple[Workspace, list[int]]


def test_rows_that_are_cut_say_of_how_many(lianyi: Run, people: People) -> None:
    asked = ("metric", "gmv_paid", *WEEK, "--rows", "-C", people[0].folder)
    told = lianyi(*asked, "--limit", 2)
    assert "the first 2 of 5 rows; --limit 0 shows all" in told.err
    assert len(told.out.splitlines()) == 3
    [table] = json.loads(lianyi(*asked, "--limit", 2, "--json").out)["tables"]
    assert (len(table["rows"]), table["total"], table["truncated"]) == (2, 5, True)
    [whole] = json.loads(lianyi(*asked, "--limit", 0, "--json").out)["tables"]
    assert (len(whole["rows"]), whole["total"], whole["truncated"]) == (5, 5, False)


def test_csv_has_every_row_unless_a_limit_is_given(
    lianyi: Run, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lianyi.cli.answers.SHOWN_ROWS", 3)
    asked = ("metric", "gmv_paid", *WEEK, "--rows", "-C", people[0].folder)
    assert len(lianyi(*asked, "--csv").out.splitlines()) == 6
    assert len(lianyi(*asked, "--csv", "--limit", 1).out.splitlines()) == 2
    assert len(lianyi(*asked).out.splitlines()) == 4


def test_a_condition_on_a_column_that_no_table_has_is_refused(lianyi: Run, people: People) -> None:
    asked = ("metric", "gmv_paid", *WEEK, "-C", people[0].folder, "--where")
    told = lianyi(*asked, "paid_fem > 1")
    assert told.code == 1 and "There is no column paid_fem" in told.err
    assert "Close ones: paid_fen" in told.err
    told = lianyi(*asked, "zzz = 1")
    assert told.code == 1 and "Close ones" not in told.err
    # A column of another table is no slip: the number is null with its reason.
    assert lianyi(*asked, "impressions > 1").code == 0


@pytest.mark.parametrize(
    ("kind", "period", "usual"),
    [("daily", "2026-W46", "2026-11-15"), ("weekly", "2026-10", "2026-W44"), ("weekly", "2026-11-09", "2026-W46")],
)  # fmt: skip
def test_a_report_refuses_a_period_of_another_kind(
    lianyi: Run, people: People, kind: str, period: str, usual: str
) -> None:
    told = lianyi("report", kind, "--period", period, "-o", "-", "-C", people[0].folder)
    assert told.code == 1 and "report.other_period" in told.err
    assert usual in told.err and f"lianyi metric --period {period}" in told.err


def test_init_does_not_pretend_to_change_a_workspace(lianyi: Run, tmp_path: Path) -> None:
    assert lianyi("init", tmp_path / "s", "--zone", "Asia/Tokyo", "--currency", "JPY").code == 0
    again = lianyi("init", tmp_path / "s")
    assert again.code == 0 and "Asia/Tokyo, JPY" in again.err
    told = lianyi("init", tmp_path / "s", "--currency", "CNY")
    assert told.code == 1 and "its currency is JPY, not CNY" in told.err
    assert lianyi("init", tmp_path / "s", "--zone", "Asia/Shanghai").code == 1


@pytest.mark.parametrize("nothing", ["", "#", " "])
def test_undoing_nothing_undoes_nothing(lianyi: Run, people: People, nothing: str) -> None:
    told = lianyi("undo", nothing, "-C", people[0].folder)
    assert told.code == 1 and "import.unknown" in told.err


def test_an_entry_of_the_dictionary_is_said_in_one_language(lianyi: Run, tmp_path: Path) -> None:
    told = lianyi("metrics", "gmv_paid", "-C", tmp_path, "--lang", "en")
    assert "{" not in told.out and "None" not in told.out
    assert "GMV (paid)" in told.out
    told = lianyi("metrics", "gmv_paid", "-C", tmp_path, "--lang", "zh")
    assert "口径" in told.out and "definition" not in told.out
