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
    """Requests of `days` days come `times` as often: of all orders, or of those with one product."""

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
    """What a creator (an index) publishes within `days` days delivers so many hundredths of what it would have."""

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
    """Add requests like those of the days: of orders of the same source and age that have none."""
    old, orders = log.refunds, log.orders
    of_product = np.array([event.product in ("", sku.product) for sku in skus()])
    fits = of_product[np.minimum(log.lines.sku, len(of_product) - 1)] & (log.lines.sku < len(of_product))  # fmt: skip
    models = np.flatnonzero(inside(days_of(old.requested_at), event) & fits[old.line])
    asked = np.zeros(len(orders), dtype=bool)
    asked[old.order] = True
    free = ~asked[log.lines.order] & (orders.role[log.lines.order] != TEST) & fits
    paid_day = days_of(orders.paid_at)
    found: list[tuple[int, int]] = []
    pools: dict[tuple[int, object], Ints] = {}
    for model in np.repeat(models, event.times - 1).tolist():
        order = old.order[model]
        key = (int(orders.platform[order]), paid_day[order])
        if key not in pools:
            same = (orders.platform == key[0]) & (paid_day == key[1])
            pools[key] = rng.permutation(np.flatnonzero(free & same[log.lines.order]))
        if len(pools[key]):
            found.append((model, int(pools[key][0])))
            pools[key] = pools[key][1:][log.lines.order[pools[key][1:]] != log.lines.order[pools[key][0]]]  # fmt: skip
    if not found:
        return old
    like, line = (np.array(column, dtype=np.int64) for column in zip(*found, strict=True))
    more = Refunds(
        order=log.lines.order[line],
        line=line,
        requested_at=old.requested_at[like],
        agreed_at=old.agreed_at[like],
        refunded_at=old.refunded_at[like],
        closed_at=old.closed_at[like],
        goods_fen=log.lines.paid_fen[line],
        freight_fen=np.zeros(len(line), np.int64),
        is_before_shipping=np.zeros(len(line), dtype=bool),
        is_returned=np.zeros(len(line), dtype=bool),
    )
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
    columns: dict[str, Column] = {
        name: [
            str(int(v) * event.delivered_percent // 100) if t and v else v
            for v, t in zip(_texts(sheet, name), touched, strict=True)
        ]
        for name in DELIVERED
    }
    return replace(sheet, columns={**sheet.columns, **columns})


def _texts(sheet: Sheet, header: str) -> Sequence[str]:
    column = sheet.columns[header]
    return [column] * sheet.rows if isinstance(column, str) else column


_SHEETS: dict[str, Callable[[Sheet, Event], Sheet]] = {"groups": _silent, "placements": _weak}
