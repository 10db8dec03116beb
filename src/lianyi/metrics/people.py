"""Limiting an answer to a segment: whose rows count, as of when, and which metrics cannot be asked like that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from lianyi.core.calendar.periods import Period
from lianyi.core.errors import LianyiError
from lianyi.metrics.book import Book, routes
from lianyi.metrics.declaration import Metric
from lianyi.metrics.engine import Engine
from lianyi.metrics.labels import table_text
from lianyi.metrics.relations import relation
from lianyi.metrics.scope import PERSON, Delivered

if TYPE_CHECKING:
    from lianyi.segments.document import Segments


class Members:
    """The persons of one segment, a key or a condition, by the day as of which they are asked for.

    Refuses with `segment.unknown`, the codes of `parse` and `segment.missing_source`.
    """

    def __init__(
        self, engine: Engine, segments: Segments | None, segment: str, data: Delivered
    ) -> None:
        # Most answers know no segments; they do not wait for what reads them.
        from lianyi.segments.document import Segments
        from lianyi.segments.sources import require

        self._engine = engine
        self._data = data
        self._tree = (segments or Segments()).tree(segment)
        require(self._tree, engine)

    def day(self, period: Period | None) -> date:
        """Return the day as of whose end the segment is asked for: the last one of `period`, else of all orders."""
        if period is not None:
            return period.last
        ends = [
            ranges[-1][1] for (table, _), ranges in self._data.days.items() if table == "orders"
        ]
        return max(ends, default=date.max)

    def condition(self, period: Period | None) -> str:
        """Return the SQL condition that a row is of a person who is in the segment at the end of `period`."""
        from lianyi.segments.sql import segment_sql

        return f"{PERSON} IN ({segment_sql(self._tree, self.day(period), self._engine.columns)})"

    def check(self, book: Book, metrics: Iterable[Metric]) -> None:
        """Refuse with `metric.segment_unsupported` what counts rows that name no person."""
        for metric in metrics:
            for measure in book.measures(metric):
                views = [relation(view) for view, _ in routes(measure)]
                known = [{*self._engine.columns(v.view), *v.adds} for v in views]
                if any(known) and not any(PERSON in columns for columns in known):
                    raise LianyiError(
                        "metric.segment_unsupported",
                        metric=metric.key,
                        name=metric.name,
                        view=table_text(views[0].tables[0]),
                    )
