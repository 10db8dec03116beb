"""What an analysis may ask: one pinned snapshot behind a small door, or columns of a file without a shop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from lianyi.core.calendar.business import BusinessCalendar
    from lianyi.core.calendar.periods import Period
    from lianyi.metrics.engine import Engine
    from lianyi.metrics.query import MetricQuery
    from lianyi.metrics.result import MetricResult
    from lianyi.timelines.store import Store


class Data(Protocol):
    """A pinned snapshot. Nothing here writes, and no clock is read: `today` is handed in."""

    @property
    def engine(self) -> Engine:
        """SQL over the documented views; `run.needs_a_shop` where there is only a file."""
        ...

    @property
    def store(self) -> Store:
        """The timelines of this snapshot, built at first use."""
        ...

    @property
    def calendar(self) -> BusinessCalendar:
        """The business calendar."""
        ...

    @property
    def brand(self) -> str:
        """What the workspace calls its brand; `run.needs_a_shop` where there is only a file."""
        ...

    @property
    def today(self) -> date:
        """The business day that it is now."""
        ...

    def period(self, text: str | None) -> Period:
        """Return the period that `text` names; None means everything that orders cover."""
        ...

    def segment(self, name: str | None) -> Any:
        """Return per store segment a boolean array over its people; None for everybody.

        People belong to it as of the end of the period that the analysis was asked for, else of the last covered day.
        `name` is a segment of `segments.yaml` or a predicate; `segment.unknown` where it is neither.
        """
        ...

    def metric(self, query: MetricQuery) -> MetricResult:
        """Answer one metric query."""
        ...

    def columns(self, path: Path, wanted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """Return columns of a delimited or Excel file as text.

        `wanted` maps a name to the headers it may have (compared without case and blanks); the first found counts.
        Refuses with `run.column_missing` (facts `file`, `column`, `headers`) and the reader's own codes.
        """
        ...

    def headers(self, path: Path) -> list[str]:
        """Return the headers of such a file, for an analysis whose columns have names of their own."""
        ...

    def lines(self, path: Path) -> list[str]:
        """Return the lines of a text file that is no table; refuses with the reader's own codes."""
        ...
