"""The page of codes: every way in which Lianyi says no, and what to do about it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "lianyi"
SAYING_NO = {"LianyiError", "Issue", "refuse"}

HEAD = """# Error codes

A refusal ends a command with exit code 1; an issue is one bad place in a file, and the rest of the files go on. Both carry a
code that stays the same in every language and version.

"""


def page() -> str:
    """Return the page, one line a code."""
    return HEAD + "".join(f"- `{code}`\n" for code in sorted(codes()))


def codes() -> set[str]:
    """Return every code that the source can say."""
    return {
        code for path in SOURCE.rglob("*.py") for code in _codes(ast.parse(path.read_text("utf-8")))
    }


def _codes(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(code)), *_]):
                if name in SAYING_NO and "." in code:
                    yield code
            case _:
                pass
