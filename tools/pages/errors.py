"""The page of codes: every way in which Lianyi says no, and what to do about it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from lianyi.core.wording import catalogue
from tools.pages.markdown import cell

SOURCE = Path(__file__).resolve().parents[2] / "src" / "lianyi"
SAYING_NO = {"LianyiError", "Issue", "refuse"}

HEAD = """# Error codes

A refusal ends a command with exit code 1; an issue is one bad place in a file, and the rest of the files go on. Both carry a
code that stays the same in every language and version. Words in braces are filled with the facts of the case.

"""


def page() -> str:
    """Return the page, one section a room, one entry a code."""
    rooms: dict[str, list[str]] = {}
    for code in sorted(catalogue().keys() | codes()):
        rooms.setdefault(code.split(".")[0], []).append(code)
    return HEAD + "\n".join(map(_room, rooms, rooms.values()))


def codes() -> set[str]:
    """Return every code that the source says in so many words."""
    paths = SOURCE.rglob("*.py")
    return {code for path in paths for code in _codes(ast.parse(path.read_text("utf-8")))}


def _codes(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(code)), *_]):
                if name in SAYING_NO and "." in code:
                    yield code
            case _:
                pass


def _room(room: str, found: list[str]) -> str:
    return f"## {room}\n\n" + "".join(map(_entry, found))


def _entry(code: str) -> str:
    said = catalogue().get(code, ())
    chinese = "".join(cell(text.zh) for text in said)
    english = " ".join(cell(text.en) for text in said if text.en)
    return f"`{code}`\n: {chinese}\n\n  {english}\n\n" if said else f"`{code}`\n: —\n\n"
