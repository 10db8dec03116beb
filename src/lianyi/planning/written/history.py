"""What a shop has reached so far, month by month: the yardstick of what is attainable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from lianyi.core.calendar.periods import Period
from lianyi.core.currencies import minor_digits
from lianyi.core.errors import LianyiError
from lianyi.metrics.query import MetricQuery

if TYPE_CHECKING:
    from lianyi.analyses.data import Data

MOST_MONTHS = 24
FEWEST_MONTHS = 3


@dataclass(frozen=True)
class Months:
    """The values of a measure in whole months, in its major unit, the oldest first; None is a month without one."""

    first_days: tuple[date, ...]
    values: tuple[Decimal | None, ...]
    adds_up: bool

    @property
    def known(self) -> list[Decimal]:
        """The months that have a value."""
        return [v for v in self.values if v is not None]

    def best(self, *, lowest: bool = False) -> Decimal | None:
        """Return the highest (or lowest) month; None where no month is known."""
        pick = min if lowest else max
        return pick(self.known) if self.known else None

    @property
    def last(self) -> Decimal | None:
        """The latest month that is known."""
        return self.known[-1] if self.known else None


class History(Protocol):
    """Where the months of a metric come from."""

    def months(self, metric: str, where: str = "") -> Months | None:
        """Return the whole months of `metric`; None where there is nothing to judge by."""
        ...


@dataclass(frozen=True)
class ShopHistory:
    """The months that a shop has whole, at most 24, asked once per metric."""

    data: Data
    _asked: dict[tuple[str, str], Months | None] = field(default_factory=dict, repr=False)

    def months(self, metric: str, where: str = "") -> Months | None:
        """Return the whole months of `metric`; None where the shop has none or cannot count it."""
        if (metric, where) not in self._asked:
            self._asked[metric, where] = self._ask(metric, where)
        return self._asked[metric, where]

    def _ask(self, metric: str, where: str) -> Months | None:
        span = self._whole_months()
        if span is None:
            return None
        try:
            query = MetricQuery((metric,), span, "month", where=where or None)
            answer = self.data.metric(query)
        except LianyiError:
            return None
        declared = answer.metrics[metric]
        digits = minor_digits(answer.currency) if declared.unit == "money" else 0
        found = _by_month(answer.rows, metric, digits)
        firsts = _firsts(span)
        adds_up = declared.kind in ("sum", "derived") and declared.unit in ("money", "count")
        return Months(firsts, tuple(found.get(f"{day:%Y-%m}") for day in firsts), adds_up)

    def _whole_months(self) -> Period | None:
        covered = self.data.period(None)
        first = covered.start if covered.start.day == 1 else _next_month(covered.start)
        end = min(covered.end, self.data.today).replace(day=1)
        earliest = end
        for _ in range(MOST_MONTHS):
            earliest = _month_before(earliest)
        first = max(first, earliest)
        return Period(first, end) if first < end else None


def _by_month(
    rows: Sequence[Mapping[str, Any]], metric: str, digits: int
) -> dict[str, Decimal | None]:
    found: dict[str, Decimal | None] = {}
    for row in rows:
        value = row[metric]
        number = None if value is None else Decimal(str(value)).scaleb(-digits)
        found[row["month"]] = number
    return found


def _firsts(span: Period) -> tuple[date, ...]:
    found, day = [], span.start
    while day < span.end:
        found.append(day)
        day = _next_month(day)
    return tuple(found)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _month_before(day: date) -> date:
    return date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)
