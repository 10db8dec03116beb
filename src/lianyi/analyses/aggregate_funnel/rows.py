"""The rows of an aggregate funnel: what platforms counted by shop and day or by live session, each once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.core.calendar.periods import Period
    from lianyi.metrics.engine import Engine

UNKNOWN = "unknown"
# A step that fewer than this share of the rows have is left out; rows without one of the others are.
COMMON = 0.5


@dataclass(frozen=True)
class Step:
    """One step: the column that counts it, and its name."""

    column: str
    name: Text


def _steps(*named: tuple[str, str, str]) -> tuple[Step, ...]:
    return tuple(Step(column, Text(zh, en)) for column, zh, en in named)


@dataclass(frozen=True)
class Path:
    """One way to a deal: its name, the tables that it needs, its steps by people and by times."""

    key: str
    name: Text
    tables: tuple[str, ...]
    steps: Mapping[str, tuple[Step, ...]]


LIVE = Path(
    "live",
    Text("直播间", "Live sessions"),
    ("live_sessions",),
    {
        "people": _steps(
            ("impression_people", "曝光人数", "Saw the session"), ("viewers", "观看人数", "Viewers"),
            ("product_impression_people", "商品曝光人数", "Saw a product"), ("product_clickers", "商品点击人数", "Clicked a product"),
            ("buyers", "成交人数", "Buyers"),
        ),
        "times": _steps(
            ("impressions", "曝光次数", "Impressions"), ("views", "观看次数", "Views"), ("product_impressions", "商品曝光次数", "Product impressions"),
            ("product_clicks", "商品点击次数", "Product clicks"), ("orders", "成交订单数", "Orders"),
        ),
    },
)  # fmt: skip
SHOP = Path(
    "shop",
    Text("店铺（商品曝光）", "Shop, from product impressions"),
    ("traffic_days", "shop_days"),
    {
        "people": _steps(
            ("impression_people", "曝光人数", "People reached"), ("product_impression_people", "商品曝光人数", "Saw a product"),
            ("product_clickers", "商品点击人数", "Clicked a product"), ("buyers", "成交人数", "Buyers"),
        ),
        "times": _steps(
            ("impressions", "曝光次数", "Impressions"), ("product_impressions", "商品曝光次数", "Product impressions"),
            ("product_clicks", "商品点击次数", "Product clicks"), ("orders", "成交订单数", "Orders"),
        ),
    },
)  # fmt: skip
VISIT = Path(
    "visit",
    Text("店铺（访客）", "Shop, from visitors"),
    ("traffic_days", "shop_days"),
    {
        "people": _steps(
            ("visitors", "访客数", "Visitors"), ("product_visitors", "商品访客数", "Product visitors"),
            ("cart_adders", "加购人数", "Added to cart"), ("buyers", "成交人数", "Buyers"),
        ),
        "times": _steps(
            ("page_views", "浏览量", "Page views"), ("product_views", "商品浏览量", "Product views"), ("orders", "成交订单数", "Orders"),
        ),
    },
)  # fmt: skip
PATHS: Mapping[str, Path] = {p.key: p for p in (LIVE, SHOP, VISIT)}


@dataclass(frozen=True)
class Row:
    """What one source counted on one day (or in one session): a count per step, None where it is not exported."""

    platform: str
    store: str
    day: date
    carrier: str
    part: str
    counts: tuple[int | None, ...]

    @property
    def place(self) -> str:
        """Where it stands, for a reader: `douyin/main 2026-11-09`."""
        where = f"{self.platform}/{self.store} {self.day}"
        return where + "".join(f" {p}" for p in (self.carrier, self.part) if p not in ("", UNKNOWN))

    def value(self, by: str) -> str:
        """Return what the row belongs to when told apart by `by`."""
        if by == "platform":
            return self.platform
        if by == "store":
            return f"{self.platform}/{self.store}"
        if by == "day":
            return self.day.isoformat()
        return (self.part if by == "host" else self.carrier) or UNKNOWN

    @property
    def rises(self) -> bool:
        """Whether a later step counts more than the one before it, which cannot be."""
        known = [c for c in self.counts if c is not None]
        return any(a < b for a, b in pairwise(known))


def rows_of(
    engine: Engine, path: Path, basis: str, period: Period, *, by_carrier: bool
) -> list[Row]:
    """Return the rows of a path in a period, in order. A day is taken whole where its source exports it whole."""
    steps = path.steps[basis]
    if path is LIVE:
        return _live_rows(engine, steps, period)
    rows = [r for r in _shop_rows(engine, steps, period) if any(c is not None for c in r.counts)]
    return _each_once(rows, by_carrier=by_carrier)


def _live_rows(engine: Engine, steps: Sequence[Step], period: Period) -> list[Row]:
    columns = ", ".join(s.column for s in steps)
    sql = (
        f"SELECT platform, store, day, '', coalesce(host_name, host_id, session_no), {columns} FROM live_sessions "
        "WHERE day >= ? AND day < ? ORDER BY day, platform, store, session_no"
    )
    return [_row(r) for r in engine.rows(sql, [period.start, period.end])]


def _shop_rows(engine: Engine, steps: Sequence[Step], period: Period) -> list[Row]:
    """Join what two tables say of one day: traffic up to the click, the deal from the shop's day."""
    keys = ("platform", "store", "day", "carrier", "source")
    parts, chosen = [], []
    for alias, view in (("t", "traffic_days"), ("s", "shop_days")):
        have = set(engine.columns(view))
        mine = [s.column for s in steps if s.column in have]
        if not set(keys) <= have:
            continue
        sums = "".join(f", sum({c}) AS {c}" for c in mine)
        parts.append(
            f"(SELECT {', '.join(keys)}{sums} FROM {view} WHERE day >= ? AND day < ? GROUP BY ALL) {alias}"
        )
        chosen += mine
    if not parts:
        return []
    joined = f" FULL JOIN {parts[1]} USING ({', '.join(keys)})" if len(parts) > 1 else ""
    columns = ", ".join(f"CAST({s.column} AS BIGINT)" if s.column in chosen else "NULL" for s in steps)  # fmt: skip
    sql = f"SELECT {', '.join(keys)}, {columns} FROM {parts[0]}{joined} ORDER BY day, platform, store, carrier, source"
    params = [period.start, period.end] * len(parts)
    return [_row(r) for r in engine.rows(sql, params)]


def _row(found: Sequence[Any]) -> Row:
    platform, store, day, carrier, part, *counts = found
    return Row(platform, store, day, carrier, part, tuple(counts))


def _each_once(rows: Iterable[Row], *, by_carrier: bool) -> list[Row]:
    """Drop rows that others of the same day hold already: the parts where there is a whole, or the whole of the parts."""
    days: dict[tuple[str, str, date], list[Row]] = {}
    for row in rows:
        days.setdefault((row.platform, row.store, row.day), []).append(row)
    kept = []
    for day in days.values():
        whole = [r for r in day if r.part == UNKNOWN] or day
        total = [r for r in whole if r.carrier == UNKNOWN]
        parts = [r for r in whole if r.carrier != UNKNOWN]
        kept += (parts or total) if by_carrier else (total or parts)
    return kept


@dataclass(frozen=True)
class Counted:
    """A funnel over the rows that have every step of it: `steps` in order, `totals` per step, `rows` they come from.

    `absent` are steps that too few rows have, `incomplete` the rows left out, `rising` those that rise on the way.
    """

    path: Path
    steps: tuple[Step, ...]
    rows: tuple[Row, ...]
    absent: tuple[Step, ...] = ()
    incomplete: tuple[Row, ...] = ()
    rising: tuple[Row, ...] = field(default=())

    @property
    def totals(self) -> list[int]:
        """People or times per step."""
        return [sum(c or 0 for c in column) for column in zip(*(r.counts for r in self.rows), strict=True)]  # fmt: skip

    def groups(self, by: str) -> dict[str, list[int]]:
        """Return the totals of each part, the largest first step first."""
        found: dict[str, list[int]] = {}
        for row in self.rows:
            sums = found.setdefault(row.value(by), [0] * len(self.steps))
            for n, count in enumerate(row.counts):
                sums[n] += count or 0
        if by == "day":
            return dict(sorted(found.items()))
        return dict(sorted(found.items(), key=lambda item: (-item[1][0], item[0])))


def counted(path: Path, basis: str, rows: Sequence[Row]) -> Counted | None:
    """Return the funnel of `rows`; None where no two steps are known together."""
    steps = path.steps[basis]
    have = [sum(r.counts[n] is not None for r in rows) for n in range(len(steps))]
    used = [n for n in range(len(steps)) if have[n] and have[n] >= COMMON * max(have)]
    whole = [r for r in rows if all(r.counts[n] is not None for n in used)]
    if len(used) < 2 or not whole:
        return None
    kept = tuple(_only(r, used) for r in whole)
    return Counted(
        path,
        tuple(steps[n] for n in used),
        kept,
        tuple(s for n, s in enumerate(steps) if n not in used),
        tuple(r for r in rows if r not in whole),
        tuple(r for r in kept if r.rises),
    )


def _only(row: Row, used: Sequence[int]) -> Row:
    counts: tuple[Any, ...] = tuple(row.counts[n] for n in used)
    return Row(row.platform, row.store, row.day, row.carrier, row.part, counts)
