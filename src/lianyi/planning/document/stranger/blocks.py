"""A document as a reader sees it: headings, paragraphs, list items and rows of tables, from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal["heading", "text", "item", "row"]


@dataclass(frozen=True)
class Block:
    """One piece. `level` counts for headings (1 is the highest), `cells` and `table` (from 1) for rows."""

    kind: Kind
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()
    table: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Block:
        """Return the block that `to_json` wrote down."""
        return cls(**{**data, "cells": tuple(data["cells"])})


@dataclass(frozen=True)
class Placed:
    """A block under its headings, the highest first."""

    block: Block
    under: tuple[str, ...]

    @property
    def path(self) -> str:
        """The headings as one line."""
        return " › ".join(self.under)


def placed(blocks: Iterable[Block]) -> list[Placed]:
    """Return the blocks that are no headings, each with the headings above it."""
    found: list[Placed] = []
    open_headings: list[tuple[int, str]] = []
    for block in blocks:
        if block.kind == "heading":
            open_headings = [h for h in open_headings if h[0] < block.level]
            open_headings.append((block.level, block.text))
        elif block.text.strip():
            found.append(Placed(block, tuple(text for _, text in open_headings)))
    return found
