"""Our orders as arrays: everything that could count in a period under some definition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.metrics.scope import delivered

if TYPE_CHECKING:
    import numpy.typing as npt

    from lianyi.core.calendar.periods import Period
    from lianyi.metrics.engine import Engine

    Whole = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]
    Times = npt.NDArray[np.datetime64]

Source = tuple[str, str]
NEVER = -(10**9)
"""The day of what has no time."""
MARGIN_DAYS = 2
AT_ONCE = 500
TIMES = ("paid_at", "created_at", "deposit_paid_at")
AMOUNTS = ("paid_fen", "freight_fen", "receivable_fen", "subsidy_fen", "deposit_fen", "refund_fen")
FLAGS = ("is_presale", "freight_included", "is_fully_refunded")


@dataclass(frozen=True)
class Ours:
    """Orders row by row; `names` may go on with orders of which only a refund is known.

    Times are local seconds (NaT where there is none), amounts in minor units, 0 where they are not known. `with_subsidy`
    is what the merchant receives, `receivable` the same where the source says it and else 0. `refund_who`,
    `refund_day` and `refunded` are single refunds. `scopes` are sets of sources, the first one that of our number.
    """

    names: tuple[str, ...]
    sources: tuple[Source, ...]
    source: Whole
    paid_at: Times
    created_at: Times
    deposit_at: Times
    paid: Whole
    freight: Whole
    with_subsidy: Whole
    receivable: Whole
    deposit: Whole
    refund: Whole
    presale: Flags
    dropped: Flags
    excluded: Flags
    refund_who: Whole
    refund_day: Whole
    refunded: Whole
    scopes: tuple[frozenset[int], ...]
    covered: frozenset[date] = field(repr=False)

    @property
    def size(self) -> int:
        """How many orders are known whole."""
        return len(self.paid)

    def index(self) -> dict[str, int]:
        """Return the row of every order number; one that two sources share is that of our number's own source."""
        found: dict[str, int] = {}
        inside = self.scopes[0]
        for row in range(self.size):
            name = self.names[row]
            if name not in found or int(self.source[row]) in inside:
                found[name] = row
        return found


def sources_of(engine: Engine) -> tuple[Source, ...]:
    """Return every platform and store with orders."""
    rows = engine.rows('SELECT DISTINCT platform, store FROM "orders_all" ORDER BY 1, 2')
    return tuple((str(p), str(s)) for p, s in rows)


def load(
    engine: Engine,
    period: Period,
    wanted: Sequence[str],
    scope: tuple[str | None, str | None],
) -> Ours:
    """Return the orders around `period` and those of the numbers `wanted`; `scope` is platform and store, None = all."""
    first, last = (
        period.start - timedelta(days=MARGIN_DAYS),
        period.last + timedelta(days=MARGIN_DAYS),
    )
    near = " OR ".join(f"CAST({t} AS DATE) BETWEEN DATE '{first}' AND DATE '{last}'" for t in TIMES)
    rows = list(engine.rows(f'{_select()} FROM "orders_all" WHERE {near} ORDER BY platform, store, order_no'))  # fmt: skip
    there = {row[2] for row in rows}
    missing = sorted(set(wanted) - there)
    for start in range(0, len(missing), AT_ONCE):
        some = missing[start : start + AT_ONCE]
        marks = ", ".join("?" * len(some))
        rows += engine.rows(f'{_select()} FROM "orders_all" WHERE order_no IN ({marks}) ORDER BY platform, store, order_no', some)  # fmt: skip
    sources = sources_of(engine)
    return _arrays(engine, period, rows, sources, scope)


def _select() -> str:
    return f"SELECT platform, store, order_no, {', '.join((*TIMES, *AMOUNTS, *FLAGS))}, excluded_reason"


def _arrays(
    engine: Engine,
    period: Period,
    rows: Sequence[Sequence[Any]],
    sources: tuple[Source, ...],
    scope: tuple[str | None, str | None],
) -> Ours:
    place = {source: n for n, source in enumerate(sources)}
    columns = list(zip(*rows, strict=True)) if rows else [()] * (3 + len(TIMES) + len(AMOUNTS) + len(FLAGS) + 1)  # fmt: skip
    times = [np.array(c, dtype="datetime64[s]") for c in columns[3:6]]
    paid, freight, receivable, subsidy, deposit, refund = (_whole(c) for c in columns[6:12])
    presale, included, dropped = (np.array([bool(v) for v in c], dtype=bool) for c in columns[12:15])  # fmt: skip
    says = np.array([v is not None for v in columns[8]], dtype=bool)
    source = np.array([place[p, s] for p, s in zip(columns[0], columns[1], strict=True)], dtype=np.int64)  # fmt: skip
    names = [str(n) for n in columns[2]]
    who, day, back = _refunds(engine, period, {(s, n): row for row, (s, n) in enumerate(zip(source.tolist(), names, strict=True))}, names, place)  # fmt: skip
    return Ours(
        names=tuple(names),
        sources=sources,
        source=np.concatenate([source, who[1]]),
        paid_at=times[0],
        created_at=times[1],
        deposit_at=times[2],
        paid=paid,
        freight=np.where(included, 0, freight),
        with_subsidy=np.where(says, receivable, paid + subsidy),
        receivable=np.where(says, receivable, 0),
        deposit=np.minimum(deposit, paid),
        refund=refund,
        presale=presale,
        dropped=dropped,
        excluded=np.array([v is not None for v in columns[15]], dtype=bool),
        refund_who=who[0],
        refund_day=day,
        refunded=back,
        scopes=scopes_of(sources, scope),
        covered=covered_days(engine, period, sources, scope),
    )


def _whole(column: Sequence[Any]) -> Whole:
    return np.array([int(v or 0) for v in column], dtype=np.int64)


def _refunds(
    engine: Engine,
    period: Period,
    known: dict[tuple[int, str], int],
    names: list[str],
    place: dict[Source, int],
) -> tuple[tuple[Whole, Whole], Whole, Whole]:
    """Return single refunds of the period: row of the order (a new one in `names` where it is not known) and day, amount."""
    found = engine.rows(
        "SELECT platform, store, order_no, refunded_day, CAST(sum(refund_fen) AS BIGINT) FROM refunds WHERE status = 'refunded' "
        f"AND refunded_day BETWEEN DATE '{period.start}' AND DATE '{period.last}' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
    ) if "refunded_day" in engine.columns("refunds") else []  # fmt: skip
    who, more, days, back = [], [], [], []
    for platform, store, order, day, amount in found:
        source = place.get((str(platform), str(store)))
        if source is None:
            continue
        key = (source, str(order))
        if key not in known:
            known[key] = len(names)
            names.append(str(order))
            more.append(source)
        who.append(known[key])
        days.append(day_number(day))
        back.append(int(amount))
    listed = [np.array(v, dtype=np.int64) for v in (who, more, days, back)]
    return (listed[0], listed[1]), listed[2], listed[3]


def day_number(day: date) -> int:
    """Return a day as numpy counts days."""
    return int(np.datetime64(day, "D").astype(np.int64))


def scopes_of(
    sources: Sequence[Source], scope: tuple[str | None, str | None]
) -> tuple[frozenset[int], ...]:
    """Return the set of sources that our number counts, then every other one that a report could be about."""
    platform, store = scope

    def those(p: str | None, s: str | None) -> frozenset[int]:
        return frozenset(n for n, (a, b) in enumerate(sources) if p in (None, a) and s in (None, b))

    found = [those(platform, store), those(None, None)]
    found += [those(p, None) for p in sorted({p for p, _ in sources})]
    found += [those(p, s) for p, s in sources]
    kept = [s for n, s in enumerate(found) if s and s not in found[:n]]
    return tuple(kept) if found[0] else (found[0], *kept)


def covered_days(
    engine: Engine, period: Period, sources: Sequence[Source], scope: tuple[str | None, str | None]
) -> frozenset[date]:
    """Return the days of `period` that some source of our number covers whole and none in part."""
    there = delivered(engine)
    own = [sources[n] for n in scopes_of(sources, scope)[0]]
    spans = [there.order_days(source) for source in own]
    broken = {there.partial.get(source) for source in own}
    days = [period.start + timedelta(days=n) for n in range(len(period))]
    if not any(spans):
        return frozenset(days)
    inside = {d for d in days for span in spans for a, b in span if a <= d <= b}
    return frozenset(inside - broken)
