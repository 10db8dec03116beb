"""`lianyi sql`: a table, JSON or CSV on stdout, a refusal in words on stderr."""

from __future__ import annotations

import json
from pathlib import Path

from lianyi.facts.workspace import Workspace
from tests.cli.conftest import Run

TOTALS = "SELECT paid_day, paid_fen, province FROM orders ORDER BY 1 LIMIT 2"


def test_json_is_alone_on_stdout_with_types_that_json_knows(
    lianyi: Run, people: tuple[Workspace, list[int]]
) -> None:
    said = lianyi("sql", TOTALS, "--json", "-C", people[0].folder)
    assert said.code == 0
    assert json.loads(said.out) == {
        "columns": ["paid_day", "paid_fen", "province"],
        "rows": [["2026-11-09", 1_000, None], ["2026-11-10", 1_001, None]],
        "truncated": False,
        "snapshot": 1,
    }


def test_csv_has_a_header_and_blanks_for_nulls(
    lianyi: Run, people: tuple[Workspace, list[int]]
) -> None:
    said = lianyi("sql", TOTALS, "--csv", "-C", people[0].folder)
    assert said.out == "paid_day,paid_fen,province\n2026-11-09,1000,\n2026-11-10,1001,\n"


def test_a_query_may_come_from_stdin(lianyi: Run, people: tuple[Workspace, list[int]]) -> None:
    said = lianyi(
        "sql", "-", "--csv", "-C", people[0].folder, stdin="SELECT count(*) n FROM orders"
    )
    assert said.out == "n\n5\n"


def test_infinity_is_null_in_json(lianyi: Run, people: tuple[Workspace, list[int]]) -> None:
    query = "SELECT 'inf'::DOUBLE a, 'nan'::DOUBLE b, 0.5::DOUBLE c"
    said = lianyi("sql", query, "--json", "-C", people[0].folder)
    assert json.loads(said.out)["rows"] == [[None, None, 0.5]]


def test_it_writes_nothing_and_says_why_in_two_languages(
    lianyi: Run, people: tuple[Workspace, list[int]], tmp_path: Path
) -> None:
    target = tmp_path / "out.csv"
    said = lianyi("sql", f"COPY orders TO '{target}'", "-C", people[0].folder)
    assert said.code == 1
    assert said.out == ""
    assert said.err.startswith("This is not one SELECT, so it was not run.")
    assert said.err.rstrip().endswith("[sql.not_a_select]")
    assert not target.exists()


def test_a_secret_file_stays_secret(
    lianyi: Run, people: tuple[Workspace, list[int]], tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("swordfish")
    for query in (
        f"SELECT * FROM read_text('{tmp_path}/secret.txt')",
        f"SELECT * FROM '{tmp_path}/secret.txt'",
        f"SELECT * FROM '{people[0].folder}/vault.db'",
        f"ATTACH '{people[0].folder}/vault.db'",
    ):
        said = lianyi("sql", query, "-C", people[0].folder)
        assert said.code == 1
        assert "swordfish" not in said.out + said.err
