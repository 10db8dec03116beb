"""Of how many paid orders is the buyer known? Every answer about people says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol


class Asked(Protocol):
    """An engine, as far as it is asked here."""

    def columns(self, view: str) -> Sequence[str]:
        """Return the columns of a view."""
        ...

    def rows(self, sql: str) -> Sequence[tuple[Any, ...]]:
        """Run one SELECT."""
        ...


def count_known_buyers(engine: Asked) -> tuple[int, int] | None:
    """Return how many paid orders there are and of how many the buyer is known; None where orders name no persons."""
    if "person_id" not in engine.columns("orders"):
        return None
    every, known = engine.rows("SELECT count(*), count(person_id) FROM orders WHERE is_paid")[0]
    return every, known
