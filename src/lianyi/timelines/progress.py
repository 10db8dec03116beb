"""What takes long tells whoever listens: building a store, compiling a kernel for the first time.

One listener a process (the command line sets its own); without one nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

Stage = Literal[
    "waiting",
    "people",
    "words",
    "rows",
    "merging",
    "attributes",
    "compiling",
    "session",
    "parts",
    "done",
]


@dataclass(frozen=True)
class Step:
    """What is being done: the stage, how far it is (both 0 where nobody knows), and what it is about."""

    stage: Stage
    done: int = 0
    total: int = 0
    about: str = ""


Listener = Callable[[Step], None]
_listeners: list[Listener] = []


def tell(stage: Stage, done: int = 0, total: int = 0, about: str = "") -> None:
    """Tell the listener, if there is one."""
    if _listeners:
        _listeners[-1](Step(stage, done, total, about))


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Send every step to `listener` for as long as the block lasts."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
