"""A snapshot is there whole or not at all, and of two writers neither loses."""

from __future__ import annotations

import itertools
import multiprocessing
from pathlib import Path

import pytest

from lianyi.core.errors import LianyiError
from lianyi.facts import snapshots
from lianyi.facts.durable import aside, publish_if_absent

EACH = 15


def _commit(lake: Path, name: str) -> snapshots.Snapshot:
    return snapshots.commit(lake, f"import {name}", "t", lambda s: (*s.imports, name))


def _commit_many(lake: Path, prefix: str, ready: object) -> None:
    ready.wait()  # type: ignore[attr-defined]  # a barrier, so that both start together
    for n in range(EACH):
        _commit(lake, f"{prefix}{n}")


def test_two_processes_at_once_lose_nothing_and_number_without_gaps(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(2)
    writers = [
        context.Process(target=_commit_many, args=(tmp_path, prefix, ready)) for prefix in "ab"
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
        assert writer.exitcode == 0
    known = snapshots.history(tmp_path)
    assert [s.number for s in known] == list(range(1, 2 * EACH + 1))
    assert [s.parent for s in known] == list(range(2 * EACH))
    assert set(known[-1].imports) == {f"{p}{n}" for p in "ab" for n in range(EACH)}
    for before, after in itertools.pairwise(known):
        assert after.imports[:-1] == before.imports


def test_a_name_that_is_taken_is_left_to_its_owner(tmp_path: Path) -> None:
    target = tmp_path / "1.json"
    for text, won in (("first", True), ("second", False)):
        written = aside(target)
        written.write_text(text)
        assert publish_if_absent(written, target) is won
    assert target.read_text() == "first"
    assert [p.name for p in tmp_path.iterdir()] == ["1.json"]


def test_undo_and_redo_are_new_versions_and_old_ones_stay(tmp_path: Path) -> None:
    _commit(tmp_path, "a")
    _commit(tmp_path, "b")
    snapshots.commit(tmp_path, "undo a", "t", lambda s: tuple(i for i in s.imports if i != "a"))
    snapshots.commit(tmp_path, "redo a", "t", lambda s: (*s.imports, "a"))
    assert [s.imports for s in snapshots.history(tmp_path)] == [
        ("a",),
        ("a", "b"),
        ("b",),
        ("b", "a"),
    ]


def test_nothing_to_change_makes_no_version(tmp_path: Path) -> None:
    _commit(tmp_path, "a")
    assert snapshots.commit(tmp_path, "again", "t", lambda s: s.imports).number == 1
    assert snapshots.commit(tmp_path, "never", "t", lambda _: None).number == 1
    assert snapshots.latest(tmp_path).number == 1


def test_before_the_first_import_there_is_the_empty_version(tmp_path: Path) -> None:
    assert snapshots.latest(tmp_path) == snapshots.EMPTY
    with pytest.raises(LianyiError, match=r"snapshot\.unknown"):
        snapshots.read(tmp_path, 7)
