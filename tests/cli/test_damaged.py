"""Files of a workspace that were cut or scribbled over: one refusal with the file and what to do, in every command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lianyi.facts.lake import fact_path, manifest_path
from lianyi.facts.snapshots import folder_of
from lianyi.facts.workspace import Workspace
from tests.cli.conftest import Run

People = tuple[Workspace, list[int]]
WEEK = ("--period", "2026-11-09..2026-11-13")
COMMANDS = (
    ("metric", "gmv_paid", *WEEK),
    ("metric", "gmv_paid", *WEEK, "--rows", "--json"),
    ("metrics",),
    ("sql", "SELECT count(*) FROM orders"),
    ("report", "daily", "--period", "2026-11-12", "-o", "-"),
    ("imports",),
    ("snapshots",),
    ("undo", "aaa"),
    ("redo", "aaa"),
    ("person", "show", "--phone", "13800000001"),
    ("verify",),
    ("run",),
)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


def _flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 4
    path.write_bytes(bytes(content))


def _scribbled(path: Path) -> None:
    path.write_bytes(b"\x00junk{" * 300)


DAMAGES: dict[str, tuple[Callable[[Workspace], object], str]] = {
    "a fact file cut": (lambda w: _cut(fact_path(w.lake, "orders", "aaa")), "lake/orders/aaa.parquet"),
    "a fact file flipped": (lambda w: _flipped(fact_path(w.lake, "orders", "aaa")), "lake/orders/aaa.parquet"),
    "a fact file gone": (lambda w: fact_path(w.lake, "orders", "aaa").unlink(), "lake/orders/aaa.parquet"),
    "a manifest": (lambda w: _cut(manifest_path(w.lake, "aaa")), "lake/imports/aaa.json"),
    "a snapshot": (lambda w: _cut(folder_of(w.lake) / "1.json"), "lake/snapshots/1.json"),
    "the vault": (lambda w: _scribbled(w.folder / "vault.db"), "vault.db"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_command_names_the_damaged_file(lianyi: Run, people: People, damage: str) -> None:
    where = people[0]
    spoil, file = DAMAGES[damage]
    for end in ("-wal", "-shm"):
        (where.folder / f"vault.db{end}").unlink(missing_ok=True)
    spoil(where)
    named = 0
    for command in COMMANDS:
        told = lianyi(*command, "-C", where.folder)
        assert told.code in (0, 1), (command, told.err)
        if told.code == 1 and command[0] not in ("verify", "undo", "redo"):
            assert f"{file} is damaged" in told.err and "lianyi verify" in told.err, told.err
            named += 1
    assert named
    told = lianyi("verify", "-C", where.folder)
    assert told.code == 1 and file in told.out


def test_an_archived_report_that_cannot_be_read_is_named(lianyi: Run, people: People) -> None:
    asked = ("report", "daily", "-C", people[0].folder, "--period")
    assert lianyi(*asked, "2026-11-11", "-o", people[0].folder / "a.txt").code == 0
    [kept] = people[0].reports.glob("*.json")
    _cut(kept)
    told = lianyi(*asked, "2026-11-12", "-o", "-")
    assert told.code == 1 and f"reports/{kept.name} is damaged" in told.err
