"""House style as a test: each failure says what to do instead."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ("src", "tests", "tools", "benchmarks")
TEXTS = (*CODE, "docs", "requirements", ".ci")
FILE_LINES, FUNCTION_LINES = 400, 50
SHAPELESS = {"utils", "util", "helpers", "helper", "services", "managers", "common", "misc"}
# Rooms whose rules are pure: the time, the seed and the data are handed in.
PURE = {
    *("core", "metrics", "analyses", "segments", "stats", "charts"),
    *("plays", "journeys", "planning", "compliance", "ledger", "simulation"),
}
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "localtime"}
# Written in pieces, or this file would find itself.
LEFT_OVER = re.compile("|".join([r"\bTO" + "DO", r"\bFIX" + "ME", r"\bHA" + "CK\\b"]))
MACHINE = re.compile(
    "|".join(rf"(?<![\w.])/{top}/" for top in ("wo" + "rk", "ro" + "ot", "fa" + "rm"))
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _files(pattern: str, folders: tuple[str, ...]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob(pattern)):
            hidden = {"_build", "__pycache__"} & set(path.parts)
            if path.is_file() and not hidden and not any("egg-info" in p for p in path.parts):
                yield path


PYTHON = list(_files("*.py", CODE))


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _place(path: Path, line: int = 0) -> str:
    return f"{path.relative_to(ROOT)}" + (f":{line}" if line else "")


def _functions(path: Path) -> Iterator[Function]:
    return (n for n in ast.walk(_tree(path)) if isinstance(n, Function))


def _room(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return parts[2] if parts[:2] == ("src", "lianyi") and len(parts) > 3 else ""


def test_there_is_code_to_look_at() -> None:
    assert len(PYTHON) > 10


def test_a_file_is_one_idea() -> None:
    long = {
        _place(p): n for p in PYTHON if (n := len(p.read_text("utf-8").splitlines())) > FILE_LINES
    }
    assert not long, f"Split these by idea, at most {FILE_LINES} lines each: {long}"


def test_a_function_fits_a_screen() -> None:
    long = {
        f"{_place(p, f.lineno)} {f.name}": lines
        for p in PYTHON
        for f in _functions(p)
        if (lines := (f.end_lineno or 0) - f.lineno + 1) > FUNCTION_LINES
    }
    assert not long, f"Give each step a name, at most {FUNCTION_LINES} lines a function: {long}"


def test_a_module_is_named_after_what_it_knows() -> None:
    shapeless = [_place(p) for p in PYTHON if {p.stem, *p.relative_to(ROOT).parts} & SHAPELESS]
    assert not shapeless, f"Name the noun that the module is about: {shapeless}"


def test_nothing_is_left_for_later() -> None:
    found = [
        f"{_place(p, n)} {line.strip()}"
        for p in _files("*", TEXTS)
        if p.suffix in {".py", ".md", ".yaml", ".toml", ".in", ".html", ".css", ""}
        for n, line in enumerate(p.read_text("utf-8").splitlines(), 1)
        if LEFT_OVER.search(line)
    ]
    assert not found, f"Finish it, or write the limit into the docs: {found}"


def test_no_path_of_one_machine_is_written_down() -> None:
    found = [
        _place(p, n)
        for p in (*_files("*", TEXTS), *ROOT.glob("*.md"), *ROOT.glob("*.toml"), ROOT / "Makefile")
        if p.suffix in {".py", ".md", ".yaml", ".toml", ".txt", ".in", ".json", ""}
        for n, line in enumerate(p.read_text("utf-8").splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert not found, f"Say it relative to the repository or the workspace: {found}"


def _is_money(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name.endswith("_fen") or name == "fen"


def _money_as_float(node: ast.AST) -> str | None:
    """Say what is wrong with `node`: an amount that a float could round."""
    match node:
        case ast.Call(func=ast.Name(id="float"), args=[amount]) if _is_money(amount):
            return "float() of an amount"
        case ast.AnnAssign(target=name, annotation=ast.Name(id="float")) if _is_money(name):
            return "an amount declared as float"
        case ast.arg(arg=name, annotation=ast.Name(id="float")) if name.endswith("_fen"):
            return "an amount declared as float"
        case _:
            return None


def test_no_float_comes_near_money() -> None:
    found = [
        f"{_place(p, node.lineno)} {wrong}"  # type: ignore[attr-defined]  # all three have a line
        for p in PYTHON
        for node in ast.walk(_tree(p))
        if (wrong := _money_as_float(node))
    ]
    assert not found, f"Whole minor units as int, Fraction or Decimal at the edge: {found}"


@pytest.mark.parametrize(
    "line", ["float(paid_fen)", "x_fen: float = 0", "def f(a_fen: float): ..."]
)
def test_the_money_rule_sees_a_float(line: str) -> None:
    assert any(_money_as_float(node) for node in ast.walk(ast.parse(line)))


def _reads_a_clock(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)):
            return name in CLOCKS and owner in {"datetime", "date", "time", "dt"}
        case ast.Call(func=ast.Attribute(value=ast.Name(id="random"))):
            return True
        case _:
            return False


def test_a_rule_reads_no_clock_and_throws_no_dice() -> None:
    found = [
        _place(p, node.lineno)  # type: ignore[attr-defined]  # a call has a line
        for p in PYTHON
        if _room(p) in PURE
        for node in ast.walk(_tree(p))
        if _reads_a_clock(node)
    ]
    assert not found, f"Take the time or a seeded generator as a parameter: {found}"


def test_the_clock_rule_sees_a_clock() -> None:
    assert any(map(_reads_a_clock, ast.walk(ast.parse("datetime.now(zone)"))))
