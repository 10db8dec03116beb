"""Small pieces of Markdown: cells that keep a table whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from lianyi.core.registry import Keyed
from lianyi.core.translation import Text

K = TypeVar("K", bound=Keyed)


def both(text: Text) -> str:
    """Return a text in both languages, once where they agree."""
    return cell(text.zh) if text.zh == text.en else f"{cell(text.zh)} · {cell(text.en)}"


def cell(value: object) -> str:
    """Return `value` so that it stays inside one cell of a table."""
    return str(value).replace("|", "\\|").replace("\n", " ").replace("<", "\\<").strip()


def code(value: object) -> str:
    """Return `value` as code inside a cell; nothing stays nothing."""
    return f"`{str(value).replace('|', chr(92) + '|')}`" if str(value) else ""


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table that ends with an empty line."""
    lines = [" | ".join(heads), " | ".join("---" for _ in heads)]
    lines += [" | ".join(row) for row in rows]
    return "".join(f"| {line} |\n" for line in lines) + "\n"


def by_key(items: Iterable[K]) -> list[K]:
    """Return `items` sorted by key: what was imported first must not change a page."""
    return sorted(items, key=lambda item: item.key)
