"""`lianyi verify`: exit 0 when all is whole, else a table of findings with what to do."""

from __future__ import annotations

import json

from lianyi.facts.lake import fact_path
from lianyi.facts.workspace import Workspace
from tests.cli.conftest import Run

People = tuple[Workspace, list[int]]


def test_what_is_whole_is_said_in_one_line(lianyi: Run, people: People) -> None:
    said = lianyi("verify", "-C", people[0].folder)
    assert said.code == 0
    assert said.out == ""
    assert said.err.startswith("Sound: 1 snapshots, 2 imports, 2 files, 6 rows, 3 identifiers")


def test_lake_and_vault_can_be_looked_at_alone(lianyi: Run, people: People) -> None:
    for what, counts in (
        ("lake", {"snapshots", "imports", "files", "rows"}),
        ("vault", {"identifiers"}),
    ):
        said = lianyi("verify", what, "--json", "-C", people[0].folder)
        assert json.loads(said.out)["looked_at"].keys() == counts


def test_damage_ends_with_one_and_names_place_and_remedy(lianyi: Run, people: People) -> None:
    where, _ = people
    fact_path(where.lake, "orders", "aaa").unlink()
    (where.folder / "vault.db").chmod(0o644)
    said = lianyi("verify", "--lang", "en", "-C", where.folder)
    assert said.code == 1
    head, *rows = said.out.splitlines()
    assert head.split() == ["impact", "place", "what", "advice"]
    assert "lake/orders/aaa.parquet" in rows[0]
    assert "import the file once more" in rows[0]
    assert "vault.db" in rows[1]
    assert said.err.startswith("2 things need doing.")
    found = json.loads(lianyi("verify", "--json", "-C", where.folder).out)
    assert found["sound"] is False
    assert len(found["findings"]) == 2
