"""A platform's report as amounts by order or by day; what cannot be read is an issue, never a guess."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lianyi.analyses.reconcile.cells import day_in, order_in
from lianyi.analyses.reconcile.columns import WHOLE, Columns
from lianyi.core.errors import Issue
from lianyi.core.money_text import MoneyProblem, parse_money
from lianyi.importers.reading import column_letter


@dataclass(frozen=True)
class Line:
    """One row of the report: its number as Excel counts, and its cells by their place in the sheet."""

    row: int
    cells: Mapping[int, str]


@dataclass(frozen=True)
class Reported:
    """Amounts (minor units, or a number of orders) by order number or by day; exactly one of the two is filled.

    `order_days` is the day that the report gives an order, where it gives one. `issues` are rows that were left out.
    """

    orders: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[date, int] = field(default_factory=dict)
    order_days: Mapping[str, date] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    rows: int = 0

    @property
    def by_order(self) -> bool:
        """Whether it is a list of orders."""
        return bool(self.orders)

    def within(self, first: date, last: date) -> Reported:
        """Return what the report dates from `first` to `last`; orders without a day stay."""
        days = {d: a for d, a in self.days.items() if first <= d <= last}
        kept = {
            o: a for o, a in self.orders.items() if first <= self.order_days.get(o, first) <= last
        }
        return Reported(kept, days, self.order_days, self.issues, self.rows)

    @property
    def span(self) -> tuple[date, date] | None:
        """First and last day that the report names; None where it names none."""
        named = [*self.days, *self.order_days.values()]
        return (min(named), max(named)) if named else None


def reported(
    lines: Iterable[Line],
    columns: Columns,
    headers: Sequence[str],
    *,
    currency: str,
    counts: bool,
    file: str = "",
    sheet: str | None = None,
) -> Reported:
    """Return the amounts of `lines`; with `counts` each cell of the amount is a number of orders.

    An amount with more decimals than the currency has is an issue, like a day or an amount that cannot be read. Of rows by
    part of a day only those about the whole count, where a day has one.
    """
    reader = _Reader(columns, headers, currency, counts=counts, file=file, sheet=sheet)
    rows = 0
    for line in lines:
        rows += 1
        reader.take(line)
    return Reported(
        reader.orders, reader.sums_by_day(), reader.order_days, tuple(reader.issues), rows
    )


class _Reader:
    """Takes lines one after the other."""

    def __init__(
        self,
        columns: Columns,
        headers: Sequence[str],
        currency: str,
        *,
        counts: bool,
        file: str,
        sheet: str | None,
    ) -> None:
        self.columns, self.headers, self.currency, self.counts = columns, headers, currency, counts
        self.file, self.sheet = file, sheet
        self.orders: dict[str, int] = {}
        self.order_days: dict[str, date] = {}
        self.issues: list[Issue] = []
        self._days: dict[date, dict[bool, int]] = {}

    def take(self, line: Line) -> None:
        """Count one row."""
        amount = self._amount(line)
        if amount is None:
            return
        if self.columns.order is None:
            self._of_day(line, amount)
        else:
            self._of_order(line, amount)

    def _of_order(self, line: Line, amount: int) -> None:
        columns = self.columns
        assert columns.order is not None
        number = order_in(line.cells.get(columns.order, ""))
        if not number:
            self._problem("reconcile.cell_order", line, columns.order)
            return
        known = self.orders.get(number)
        repeated = columns.once or columns.amount is None
        self.orders[number] = amount if known is None or repeated else known + amount
        places = [p for p in (columns.day, columns.else_day) if p is not None]
        day = next((d for p in places if (d := day_in(line.cells.get(p, "")))), None)
        if day is not None:
            self.order_days.setdefault(number, day)

    def _of_day(self, line: Line, amount: int) -> None:
        assert self.columns.day is not None
        day = day_in(line.cells.get(self.columns.day, ""))
        if day is None:
            self._problem("reconcile.cell_day", line, self.columns.day)
            return
        whole = all(line.cells.get(p, "").strip().casefold() in WHOLE for p in self.columns.parts)
        sums = self._days.setdefault(day, {})
        sums[whole] = sums.get(whole, 0) + amount

    def sums_by_day(self) -> dict[date, int]:
        """Return the amount of every day."""
        return {
            day: sums[True] if True in sums else sums[False] for day, sums in self._days.items()
        }

    def _amount(self, line: Line) -> int | None:
        """Return the amount of a row; None for an empty cell and for one that is an issue."""
        place = self.columns.amount
        if place is None:
            return 1
        text = line.cells.get(place, "")
        found = parse_money(text, self.currency)
        if self.counts or self.columns.in_minor:
            found = _whole(text)
        if isinstance(found, MoneyProblem):
            self._problem("reconcile.cell_amount", line, place)
            return None
        return found

    def _problem(self, code: str, line: Line, place: int) -> None:
        value = line.cells.get(place, "")
        self.issues.append(Issue(code, self.file, self.sheet, line.row, column_letter(place), self.headers[place], value))  # fmt: skip


def _whole(text: str) -> int | MoneyProblem | None:
    """Return a whole number; Japanese yen have no decimals, so that they are read alike."""
    return parse_money(text, "JPY")
