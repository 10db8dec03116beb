from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.contract.shell import lianyi

FLAGS = {
    "init": "DIR --zone --currency",
    "import": "--store --as --as-of --covers --map --propose --dry-run --skip-bad --json",
    "imports": "--json",
    "undo": "IMPORT",
    "redo": "IMPORT",
    "snapshots": "--json",
    "person": "show link unlink erase",
    "metrics": "KEY --lang --json",
    "metric": "KEY --period --from --to --grain --by --where --compare --at --rows --explain --json --csv",
    "report": "KIND --period --lang --format --stamp --output",
    "sql": "SELECT",
    "verify": "lake vault",
    "key": "export import",
    "demo": "--port --no-browser --once",
}
BAD_USAGE = [
    (),
    ("nonsense",),
    ("metric",),
    ("metric", "gmv_paid", "--grain", "year"),
    ("metric", "gmv_paid", "--compare", "yesterday"),
    ("metric", "gmv_paid", "--json", "--csv"),
    ("metric", "gmv_paid", "--at", "newest"),
    ("metric", "gmv_paid", "--colour"),
    ("report", "weekly"),
    ("report", "weekly", "--format", "pdf", "-o", "x.pdf"),
    ("import",),
    ("undo",),
    ("init",),
    ("person",),
    ("key",),
    ("demo", "--port", "high"),
]
# Commands that are understood and cannot be done: exit code 1, words on stderr, nothing on stdout.
REFUSED = [
    ("metric", "gmv_pay"),
    ("metric", "gmv_paid", "--period", "soon"),
    ("metric", "gmv_paid", "--from", "2026-13-01"),
    ("metric", "gmv_paid", "--from", "2026-11-10", "--to", "2026-11-09"),
    ("metric", "gmv_paid", "--period", "2026-W46", "--from", "2026-11-09"),
    ("metric", "gmv_paid", "--at", "99"),
    ("metric", "gmv_paid", "--by", "colour"),
    ("metric", "gmv_paid", "--where", "province ="),
    ("metric", "gmv_paid", "--where", "1 = 1; DROP VIEW orders"),
    ("metrics", "gmv_pay"),
    ("undo", "99"),
    ("undo", "zzz"),
    ("redo", "1"),
    ("report", "yearly", "-o", "x.html"),
    ("report", "weekly", "-o", "lianyi.toml/x.html"),
    ("report", "weekly", "-o", "lake"),
    ("import", "nothing.csv"),
    ("import", "lianyi.toml", "--as", "colours"),
    ("import", "lianyi.toml", "--map", "nothing.yaml"),
    ("import", "lianyi.toml", "--map", "lianyi.toml"),
    ("import", "lianyi.toml", "--covers", "11-01"),
    ("import", "lianyi.toml", "--as-of", "soon"),
    ("init", "lianyi.toml"),
    ("init", "new", "--zone", "Mars/Base"),
    ("init", "new", "--currency", "XXQ"),
    ("sql", "SELECT * FROM read_csv('lianyi.toml')"),
    ("key", "import", "nothing.key"),
    ("-C", "nowhere", "imports"),
]


def test_help_names_every_command(tmp_path: Path) -> None:
    told = lianyi("--help", at=tmp_path)
    assert told.code == 0 and not told.err
    assert [c for c in FLAGS if f"\n    {c}" not in told.out] == []


@pytest.mark.parametrize("command", FLAGS)
def test_each_command_explains_itself_and_its_flags(command: str, tmp_path: Path) -> None:
    told = lianyi(command, "--help", at=tmp_path)
    assert told.code == 0 and not told.err
    expected = [*FLAGS[command].split(), "--workspace", "--shop", "--lang"]
    assert [flag for flag in expected if flag not in told.out] == []


@pytest.mark.parametrize("arguments", BAD_USAGE, ids=" ".join)
def test_what_is_not_understood_ends_with_two(arguments: tuple[str, ...], made_shop: Path) -> None:
    told = lianyi(*arguments, at=made_shop)
    assert (told.code, told.out) == (2, "")
    assert "usage: lianyi" in told.err and "Traceback" not in told.err


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_a_refusal_ends_with_one_and_says_what_to_do(
    arguments: tuple[str, ...], made_shop: Path
) -> None:
    told = lianyi(*arguments, at=made_shop)
    assert (told.code, told.out) == (1, "")
    assert "Traceback" not in told.err
    assert told.err.rstrip().endswith("]"), "the code stands at the end"


def test_version_is_told(tmp_path: Path) -> None:
    assert lianyi("--version", at=tmp_path).out.startswith("lianyi ")
