"""What an engine knows of the view that it is pinned to, wherever its queries run."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from lianyi.engines.known_buyers import count_known_buyers
from lianyi.facts.current import Current


class OfView(ABC):
    """Base of engines: they differ in how they answer `columns` and `rows`."""

    def __init__(self, current: Current) -> None:
        self._current = current

    @property
    def snapshot(self) -> int | None:
        """The number of the pinned snapshot."""
        return self._current.snapshot.number

    @property
    def zone(self) -> str:
        """The business zone."""
        return self._current.zone

    @property
    def currency(self) -> str:
        """The reporting currency."""
        return self._current.currency

    @property
    def data_as_of(self) -> Mapping[str, str | None]:
        """Per source (`platform/store/table`) the latest moment that its files speak of, UTC."""
        return self._current.data_as_of

    @cached_property
    def coverage(self) -> Sequence[tuple[Any, ...]]:
        """Rows (table, platform, store, from day, to day, last day partial)."""
        return coverage_rows(self._current)

    @cached_property
    def known_buyers(self) -> tuple[int, int] | None:
        """How many paid orders there are and of how many the buyer is known; None where orders name no persons."""
        return count_known_buyers(self)

    @abstractmethod
    def columns(self, view: str) -> Sequence[str]:
        """Return the columns of a documented view; nothing where there is no such view."""

    @abstractmethod
    def rows(self, sql: str, params: Sequence[object] = ()) -> Sequence[tuple[Any, ...]]:
        """Run one SELECT and return all rows."""


def coverage_rows(current: Current) -> list[tuple[Any, ...]]:
    """Return the rows (table, platform, store, from day, to day, last day partial) of the view `coverage`."""
    return [
        (
            c.table,
            c.platform,
            c.store,
            date.fromisoformat(c.from_day),
            date.fromisoformat(c.to_day),
            c.is_last_day_partial,
        )
        for c in current.coverage
    ]
