"""What a metric needs from an engine: rows for SQL, the names of columns, and what the imports cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol


class Coverage(NamedTuple):
    """Days, both included, for which a source delivered a table."""

    table: str
    platform: str
    store: str
    from_day: date
    to_day: date
    is_last_day_partial: bool = False


class Engine(Protocol):
    """One pinned snapshot that answers SQL over the documented views."""

    @property
    def snapshot(self) -> int | None:
        """The number of the snapshot, None where there is none."""
        ...

    @property
    def zone(self) -> str:
        """The business zone."""
        ...

    @property
    def currency(self) -> str:
        """The currency whose minor units money is in."""
        ...

    @property
    def data_as_of(self) -> Mapping[str, str | None]:
        """Per source, the instant that its newest export shows."""
        ...

    @property
    def coverage(self) -> Iterable[Sequence[Any]]:
        """Rows of the view `coverage`, in the order of its columns."""
        ...

    @property
    def known_buyers(self) -> tuple[int, int] | None:
        """How many paid orders there are and of how many the buyer is known; None where orders name no persons."""
        ...

    def columns(self, view: str) -> Sequence[str]:
        """Return the columns of a documented view; nothing where there is no such view."""
        ...

    def rows(self, sql: str, params: Sequence[object] = ()) -> Sequence[tuple[Any, ...]]:
        """Run one SELECT and return all rows."""
        ...
