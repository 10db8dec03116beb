"""Files built to hurt: a name, the bytes, and the codes under which the file may be refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

CSV = "订单号,实付\nE1,9.90\n".encode()


@dataclass(frozen=True)
class Case:
    """One hostile file."""

    title: str
    name: str
    build: Callable[[], bytes]
    codes: tuple[str, ...]
