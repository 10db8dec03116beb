"""Things that go wrong, to be injected into the sample shop: its own log and files stay as they are without them.

`disturbed` changes a log (refunds, what is bought), `disturbed_sheet` an export (communities, agreements with creators),
`simulation.side_tables` writes what the exports lack: stock, complaints, joins by code, account events.
Equal settings and events give equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from lianyi.simulation.arrays import Flags, Generator, Ints, days_of, draws, instant
from lianyi.simulation.catalog import skus
from lianyi.simulation.communities import OWNERS
from lianyi.simulation.creators import CREATOR_NAMES
from lianyi.simulation.files.table import Column, Sheet
from lianyi.simulation.log import TEST, Log, Refunds

AROUND_DAYS = 14
TALK = ("chat_has_msg", "member_has_msg", "msg_total")
DELIVERED = ("实际曝光", "阅读", "互动", "进店", "订单")


@dataclass(frozen=True)
class Ban:
    """A fission play's code brings nobody from 10 o'clock of `day` on; `is_told` writes an account event as well."""

    code: str
    day: date
    days: int = 10
    is_told: bool = False


@dataclass(frozen=True)
class RefundSpike:
    """Requests of `days` days come `times` as often as in the weeks around: of all orders, or of those with one product."""

    day: date
    days: int = 3
    times: int = 4
    product: str = ""


@dataclass(frozen=True)
class StockOut:
    """A SKU (its code) is gone for `days` days: buyers take another one."""

    sku: str
    day: date
    days: int = 4


@dataclass(frozen=True)
class Silence:
    """The groups of one owner (an index) say nothing for `days` days."""

    owner: int
    day: date
    days: int = 21


@dataclass(frozen=True)
class WeakCreator:
    """What a creator (an index) publishes within `days` days delivers so many hundredths of the promise."""

    creator: int
    day: date
    days: int = 60
    delivered_percent: int = 30


@dataclass(frozen=True)
class ComplaintSpike:
    """Complaints of `days` days come `times` as often."""

    day: date
    days: int = 2
    times: int = 6


Event = Ban | RefundSpike | StockOut | Silence | WeakCreator | ComplaintSpike


def disturbed(log: Log, events: Sequence[Event]) -> Log:
    """Return `log` with the refund spikes and stock-outs among `events`; the others do not touch it."""
    for place, event in enumerate(events):
        if isinstance(event, StockOut):
            log = _without_sku(log, event)
        if isinstance(event, RefundSpike):
            rng = draws(log.settings.seed, f"refund spike {place}")
            log = replace(log, refunds=_with_requests(log, event, rng))
    return log


def inside(days: np.typing.NDArray[np.datetime64], event: Event) -> Flags:
    """Return which days lie in the event."""
    first = instant(event.day).astype("datetime64[D]")
    found: Flags = (days >= first) & (days < first + event.days)
    return found


def _without_sku(log: Log, event: StockOut) -> Log:
    known = skus()
    gone = next(n for n, sku in enumerate(known) if sku.code == event.sku)
    paid = log.orders.paid_at[log.lines.order]
    touched = (log.lines.sku == gone) & inside(days_of(paid), event)
    other = np.where(touched, (gone + 1) % (len(known) - 1), log.lines.sku)
    return replace(log, lines=replace(log.lines, sku=other))


def _with_requests(log: Log, event: RefundSpike, rng: Generator) -> Refunds:
    """Add requests on the event's days: of the sources and ages of those in the weeks around, by orders that made none."""
    old, orders, lines = log.refunds, log.orders, log.lines
    fits = np.array([event.product in ("", sku.product) for sku in skus()])[lines.sku]
    first = instant(event.day).astype("datetime64[D]")
    apart = (days_of(old.requested_at) - first).astype(np.int64)
    models = np.flatnonzero((apart >= -AROUND_DAYS) & (apart < AROUND_DAYS) & fits[old.line])
    asked = np.zeros(len(orders), dtype=bool)
    asked[old.order] = True
    paid_day = days_of(orders.paid_at)
    free = fits & ~asked[lines.order] & (orders.role[lines.order] != TEST)
    a_day = round((event.times - 1) * len(models) / (2 * AROUND_DAYS))
    found: list[tuple[int, int, int]] = []
    for day in range(event.days):
        for model in rng.choice(models, a_day if len(models) else 0).tolist():
            order = old.order[model]
            age = days_of(old.requested_at)[model] - paid_day[order]
            same = (orders.platform == orders.platform[order]) & (paid_day == first + day - age)
            pool = np.flatnonzero(free & same[lines.order])
            if len(pool):
                line = int(rng.choice(pool))
                free &= lines.order != lines.order[line]
                found.append((model, line, day - int(apart[model])))
    if not found:
        return old
    like, lines_asked, later = np.array(found, dtype=np.int64).T
    return _joined(old, _like(log, like, lines_asked, later))


def _like(log: Log, like: Ints, line: Ints, later_days: Ints) -> Refunds:
    """Return requests for `line`s like those of the rows `like`, so many days later, and after the order was paid."""
    old, order = log.refunds, log.lines.order[line]
    moved = later_days.astype("timedelta64[D]").astype("timedelta64[s]")
    least = log.orders.paid_at[order] + np.timedelta64(60, "s")
    wait = np.maximum(least - (old.requested_at[like] + moved), np.timedelta64(0, "s"))
    return Refunds(
        order=order,
        line=line,
        requested_at=old.requested_at[like] + moved + wait,
        agreed_at=old.agreed_at[like] + moved + wait,
        refunded_at=old.refunded_at[like] + moved + wait,
        closed_at=old.closed_at[like] + moved + wait,
        goods_fen=log.lines.paid_fen[line],
        freight_fen=np.zeros(len(line), np.int64),
        is_before_shipping=np.zeros(len(line), dtype=bool),
        is_returned=np.zeros(len(line), dtype=bool),
    )


def _joined(old: Refunds, more: Refunds) -> Refunds:
    names = Refunds.__dataclass_fields__
    return Refunds(**{n: np.concatenate((getattr(old, n), getattr(more, n))) for n in names})


def disturbed_sheet(kind: str, sheet: Sheet, events: Sequence[Event]) -> Sheet:
    """Return the export `kind` (`groups`, `placements`) with what the events do to it; other kinds come back as they are."""
    change = _SHEETS.get(kind)
    if change is None:
        return sheet
    for event in events:
        sheet = change(sheet, event)
    return sheet


def _silent(sheet: Sheet, event: Event) -> Sheet:
    if not isinstance(event, Silence):
        return sheet
    days = np.array([d[:10] for d in _texts(sheet, "stat_time")], dtype="datetime64[D]")
    owner = np.array(_texts(sheet, "owner")) == OWNERS[event.owner][1]
    touched = inside(days, event) & owner
    columns: dict[str, Column] = {
        name: ["0" if t else v for v, t in zip(_texts(sheet, name), touched.tolist(), strict=True)]
        for name in TALK
    }
    return replace(sheet, columns={**sheet.columns, **columns})


def _weak(sheet: Sheet, event: Event) -> Sheet:
    if not isinstance(event, WeakCreator):
        return sheet
    last = event.day + timedelta(days=event.days - 1)
    touched = [
        name == CREATOR_NAMES[event.creator] and event.day.isoformat() <= out[:10] <= last.isoformat()
        for name, out in zip(_texts(sheet, "达人"), _texts(sheet, "发布时间"), strict=True)
    ]  # fmt: skip
    made = [int(v or 0) for v in _texts(sheet, "实际曝光")]
    wanted = [int(v or 0) * event.delivered_percent // 100 for v in _texts(sheet, "承诺曝光")]
    columns: dict[str, Column] = {
        name: [
            str(int(v) * w // m) if t and v and m else v
            for v, t, m, w in zip(_texts(sheet, name), touched, made, wanted, strict=True)
        ]
        for name in DELIVERED
    }
    return replace(sheet, columns={**sheet.columns, **columns})


def _texts(sheet: Sheet, header: str) -> Sequence[str]:
    column = sheet.columns[header]
    return [column] * sheet.rows if isinstance(column, str) else column


_SHEETS: dict[str, Callable[[Sheet, Event], Sheet]] = {"groups": _silent, "placements": _weak}
