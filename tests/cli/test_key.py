"""`lianyi key`: out to a file that only its owner reads, in only where it fits."""

from __future__ import annotations

import stat
from pathlib import Path

from lianyi.facts.keys import key_path
from lianyi.facts.workspace import Workspace
from tests.cli.conftest import Run
from tests.facts import lakes

People = tuple[Workspace, list[int]]
HEX = lakes.KEY.hex()


def test_it_is_printed_alone(lianyi: Run, people: People) -> None:
    said = lianyi("key", "export", "-C", people[0].folder)
    assert (said.code, said.out, said.err) == (0, HEX + "\n", "")


def test_a_copy_is_for_its_owner_and_overwrites_nothing(
    lianyi: Run, people: People, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.key"
    said = lianyi("key", "export", "-o", copy, "-C", people[0].folder)
    assert said.code == 0
    assert HEX not in said.out + said.err
    assert copy.read_text() == HEX + "\n"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    again = lianyi("key", "export", "-o", copy, "-C", people[0].folder)
    assert (again.code, "[key.file_exists]" in again.err) == (1, True)


def test_it_comes_back_from_a_file_or_stdin(lianyi: Run, people: People, tmp_path: Path) -> None:
    where, _ = people
    (tmp_path / "copy.key").write_text(f"{HEX}\n")
    for arguments, stdin in (((tmp_path / "copy.key",), ""), ((), HEX), (("-",), HEX)):
        key_path(where.id).unlink()
        assert lianyi("key", "import", *arguments, "-C", where.folder, stdin=stdin).code == 0
        assert key_path(where.id).read_text() == f"{HEX}\n"
    assert lianyi("key", "import", tmp_path / "copy.key", "-C", where.folder).code == 0


def test_one_that_does_not_fit_the_vault_is_refused_and_not_stored(
    lianyi: Run, people: People
) -> None:
    where, _ = people
    key_path(where.id).unlink()
    said = lianyi("key", "import", "-C", where.folder, stdin="00" * 32)
    assert (said.code, "[key.wrong]" in said.err) == (1, True)
    assert not key_path(where.id).exists()


def test_a_different_one_is_never_overwritten(lianyi: Run, people: People) -> None:
    where, _ = people
    for path in where.folder.glob("vault.db*"):
        path.unlink()
    said = lianyi("key", "import", "-C", where.folder, stdin="00" * 32)
    assert (said.code, "[key.other_exists]" in said.err) == (1, True)
    assert key_path(where.id).read_text() == f"{HEX}\n"


def test_what_is_no_key_is_refused(lianyi: Run, people: People, tmp_path: Path) -> None:
    where, _ = people
    (tmp_path / "umlaut").write_text("ü" * 64, "utf-8")
    for arguments, code in (
        (("-",), "key.malformed"),
        ((tmp_path / "umlaut",), "key.malformed"),
        ((tmp_path / "nowhere",), "import.no_such_file"),
    ):
        said = lianyi("key", "import", *arguments, "-C", where.folder, stdin="12")
        assert (said.code, f"[{code}]" in said.err) == (1, True)
