"""The numbers of `sessions`: counts, means and shares of the whole, of each period and of each part, with intervals."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lianyi.analyses.result import Column, Interval, Number, Table
from lianyi.analyses.sessions.words import NAMES, NOBODY
from lianyi.core.calendar.periods import whole
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.sessions.plan import Plan
    from lianyi.timelines.store import Array
    from lianyi.timelines.visits import Answer

SHARES = (0.5, 0.9)
MEANS = (
    ("sessions_per_person", "number"),
    ("events_per_session", "number"),
    ("minutes_per_session", "minutes"),
    ("bounce_rate", "ratio"),
    ("goal_rate", "ratio"),
)


class Cell:
    """Sums over the sessions of one cell: the whole, a period or a part."""

    def __init__(self, sums: Array, moments: Array) -> None:
        from lianyi.timelines import visits

        self._sums, self._moments = sums, moments
        self.sessions = int(sums[visits.SESSIONS])
        self.people = int(moments[0])
        self.open = int(sums[visits.OPEN])

    def mean(self, key: str) -> tuple[float | None, Interval | None]:
        """Return a mean or share with its interval; None where there is no session."""
        from lianyi.stats.moments import mean_of_sums
        from lianyi.timelines import visits

        if not self.sessions:
            return None, None
        if key == "sessions_per_person":
            ends = mean_of_sums(self.sessions, float(self._moments[1]), self.people)
            return self.sessions / self.people, _interval(ends, "student")
        places = {"events_per_session": visits.EVENTS, "minutes_per_session": visits.SECONDS,
                  "bounce_rate": visits.BOUNCED, "goal_rate": visits.WITH_GOAL}  # fmt: skip
        return self._ratio(places[key], 60 if key.startswith("minutes") else 1, key.endswith("_rate"))  # fmt: skip

    def _ratio(self, k: int, unit: int, is_share: bool) -> tuple[float, Interval | None]:  # noqa: FBT001 - two kinds
        from lianyi.stats.moments import ratio_of_sums, share_of_sums

        total, squares = int(self._sums[k]), self._moments
        parts = (total, self.sessions, float(squares[2 * k]), float(squares[2 * k + 1]), float(squares[1]), self.people)  # fmt: skip
        if is_share:
            ends, method = share_of_sums(*parts)
        else:
            ends, method = ratio_of_sums(*parts), "delta"
        return total / self.sessions / unit, _interval((ends[0] / unit, ends[1] / unit), method)


class Counted:
    """An answer read cell by cell."""

    def __init__(self, plan: Plan, answer: Answer) -> None:
        self.plan = plan
        self._answer = answer
        self.whole = Cell(answer.sums[0], answer.moments[0])
        self._groups = plan.breakdown.grouping.groups

    @cached_property
    def lengths(self) -> list[float] | None:
        """Median and P90 of the length in seconds."""
        from lianyi.stats.quantiles import quantiles_of_counts

        return quantiles_of_counts(self._answer.seconds, self._answer.long, SHARES)

    @cached_property
    def sizes(self) -> list[float] | None:
        """Median and P90 of the number of events."""
        from lianyi.stats.quantiles import quantiles_of_counts

        return quantiles_of_counts(self._answer.events, self._answer.large, SHARES)

    @property
    def means(self) -> list[tuple[str, Any]]:
        """The means and shares that are asked for, with their units."""
        return [m for m in MEANS if m[0] != "goal_rate" or self.plan.goal]

    def numbers(self) -> Iterator[Number]:
        """Yield the numbers of the whole."""
        whole = self.whole
        yield Number("sessions", NAMES["sessions"], whole.sessions, "count")
        yield Number("people", NAMES["people"], whole.people, "count")
        why = None if whole.sessions else NOBODY
        for key, unit in self.means:
            value, interval = whole.mean(key)
            n = whole.people if key == "sessions_per_person" else whole.sessions
            yield Number(key, NAMES[key], value, unit, interval, n, why)
        named = zip(("median_minutes", "p90_minutes"), self.lengths or (None, None), strict=True)
        for key, seconds in named:
            yield Number(key, NAMES[key], None if seconds is None else seconds / 60, "minutes", n=whole.sessions, why=why)  # fmt: skip
        named = zip(("median_events", "p90_events"), self.sizes or (None, None), strict=True)
        for key, events in named:
            yield Number(key, NAMES[key], events, "number", n=whole.sessions, why=why)

    def tables(self, by: str | None) -> tuple[Table, ...]:
        """Return the periods, and the parts where there is a breakdown."""
        return (self._periods(), self._parts()) if by else (self._periods(),)

    def _periods(self) -> Table:
        first = 1 + self._groups
        grain = self.plan.grain
        rows = []
        for n, period in enumerate(self.plan.periods):
            cell = Cell(self._answer.sums[first + n], self._answer.moments[first + n])
            rows.append((whole(period.start, grain).key, *self._row(cell)))
        return Table("periods", Text("按时间", "Over time"), (Column(grain, NAMES[grain]), *self._columns()), tuple(rows))  # fmt: skip

    def _parts(self) -> Table:
        from lianyi.timelines.visits import SESSIONS

        after = 1 + self._groups
        sums, moments = self._answer.sums[1:after], self._answer.moments[1:after]
        found = self.plan.breakdown.largest(sums[:, SESSIONS])
        # A person with sessions in several of the parts that stand together counts once in each.
        rows = [(name, *self._row(Cell(sums[c].sum(axis=0), moments[c].sum(axis=0)))) for name, c in found]  # fmt: skip
        columns = (Column("group", self.plan.breakdown.title), *self._columns())
        return Table("groups", Text("分组", "Parts"), columns, tuple(rows))

    def _columns(self) -> list[Column]:
        columns = [Column(k, NAMES[k], "count") for k in ("people", "sessions")]
        for key, unit in self.means:
            name = NAMES[key]
            low = Text(f"{name.zh}下限", f"{name.en}, low")
            high = Text(f"{name.zh}上限", f"{name.en}, high")
            columns += [Column(key, name, unit), Column(f"{key}_low", low, unit), Column(f"{key}_high", high, unit)]  # fmt: skip
        return columns

    def _row(self, cell: Cell) -> list[Any]:
        row: list[Any] = [cell.people, cell.sessions]
        for key, _ in self.means:
            value, interval = cell.mean(key)
            row += [value, interval.low if interval else None, interval.high if interval else None]
        return row


def _interval(ends: tuple[float, float], method: str) -> Interval | None:
    """Return an interval; None where the data says nothing about it."""
    from math import isfinite

    return Interval(*ends, method=method) if isfinite(ends[0]) and isfinite(ends[1]) else None
