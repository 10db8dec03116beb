"""Running analyses: over a pinned shop, or over a file alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.period_text import parse_period
from lianyi.core.calendar.periods import Period, between
from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from lianyi.analyses.declaration import Analysis
    from lianyi.analyses.result import Result
    from lianyi.metrics.engine import Engine
    from lianyi.metrics.query import MetricQuery
    from lianyi.metrics.result import MetricResult
    from lianyi.shop.shop import Shop
    from lianyi.timelines.store import Store


@dataclass(frozen=True)
class ShopData:
    """A pinned shop as analyses see it; `as_of` is the last day of the period that was asked for.

    `memory` keeps what the plan worked out, from one question to the next.
    """

    shop: Shop
    as_of: date | None = None
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def engine(self) -> Engine:
        """SQL over the documented views."""
        return self.shop.engine

    @property
    def store(self) -> Store:
        """The timelines of the pinned snapshot."""
        return self.shop.timelines

    @property
    def calendar(self) -> BusinessCalendar:
        """The business calendar."""
        return self.shop.calendar

    @property
    def brand(self) -> str:
        """What the workspace calls its brand."""
        return self.shop.workspace.name

    @property
    def today(self) -> date:
        """The business day that it is now."""
        return self.shop.today

    def period(self, text: str | None) -> Period:
        """Return the period that `text` names; None means everything that orders cover."""
        return self.shop.period(text) if text else between(*self.shop.covered_days())

    def segment(self, name: str | None) -> Any:
        """Return per store segment a boolean array over its people, as of the period's end; None for everybody."""
        return None if name is None else self.shop.people_in(name, self.as_of)

    def metric(self, query: MetricQuery) -> MetricResult:
        """Answer one metric query."""
        return self.shop.ask(query)

    def columns(self, path: Path, wanted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """Return columns of a file as text."""
        return _columns(path, wanted)

    def headers(self, path: Path) -> list[str]:
        """Return the headers of a file."""
        return _headers(path)

    def lines(self, path: Path) -> list[str]:
        """Return the lines of a text file."""
        return _lines(path)


@dataclass(frozen=True)
class FileData:
    """No shop: an analysis reads its own file, and asking for more is refused."""

    today: date
    calendar: BusinessCalendar

    @property
    def engine(self) -> Engine:
        """Refuse."""
        raise LianyiError("run.needs_a_shop")

    @property
    def store(self) -> Store:
        """Refuse."""
        raise LianyiError("run.needs_a_shop")

    @property
    def brand(self) -> str:
        """Refuse."""
        raise LianyiError("run.needs_a_shop")

    def period(self, text: str | None) -> Period:
        """Return the period that `text` names."""
        if text is None:
            raise LianyiError("run.needs_a_shop")
        return parse_period(text)

    def segment(self, name: str | None) -> Any:
        """Refuse, unless everybody is meant."""
        if name is not None:
            raise LianyiError("run.needs_a_shop")

    def metric(self, query: MetricQuery) -> MetricResult:  # noqa: ARG002 - the signature of `Data`
        """Refuse."""
        raise LianyiError("run.needs_a_shop")

    def columns(self, path: Path, wanted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """Return columns of a file as text."""
        return _columns(path, wanted)

    def headers(self, path: Path) -> list[str]:
        """Return the headers of a file."""
        return _headers(path)

    def lines(self, path: Path) -> list[str]:
        """Return the lines of a text file."""
        return _lines(path)


def run_on_shop(shop: Shop, analysis: Analysis) -> Result:
    """Run `analysis` on `shop`; its result names the snapshot and how far the sources reach.

    One that asks the shop nothing (it has its own file) says nothing of the snapshot either. Refuses with
    `run.missing_source` where a table that it needs was never delivered.
    """
    if not analysis.needs_shop:
        return run_on_file(analysis, shop.today, shop.workspace.zone)
    delivered = {row[0] for row in shop.engine.coverage}
    missing = [table for table in analysis.NEEDS if table not in delivered]
    if missing:
        raise LianyiError("run.missing_source", analysis=analysis.KEY, missing=", ".join(missing))
    period = analysis.options.get("period")
    result = analysis.run(ShopData(shop, shop.period(period).last if period else None))
    return replace(
        result,
        zone=shop.workspace.zone,
        currency=shop.workspace.currency,
        snapshot=shop.snapshot.number,
        data_as_of=dict(shop.engine.data_as_of),
    )


def run_on_file(analysis: Analysis, today: date, zone: str = "Asia/Shanghai") -> Result:
    """Run `analysis` without a shop, as `Analysis.needs_shop` allows."""
    return analysis.run(FileData(today, BusinessCalendar(zone)))


def _columns(path: Path, wanted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    from lianyi.shop.file_columns import file_columns

    return file_columns(path, wanted)


def _headers(path: Path) -> list[str]:
    from lianyi.shop.file_columns import file_headers

    return file_headers(path)


def _lines(path: Path) -> list[str]:
    from lianyi.shop.file_lines import file_lines

    return file_lines(path)
