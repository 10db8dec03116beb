"""Natural against paid, as the platforms export it: cells of one day, what they say, and what follows from the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.core.calendar.periods import Period
    from lianyi.metrics.engine import Engine

Kind = Literal["natural", "paid", "whole", "other"]
UNKNOWN = "unknown"
_NATURAL = re.compile(r"自然|免费|非付费|natural|organic", re.IGNORECASE)
_PAID = re.compile(r"付费|投放|广告|商业|千川|竞价|paid|\bads?\b", re.IGNORECASE)
_WHOLE = re.compile(r"全部|整体|总计|合计|不限|total|all|unknown|", re.IGNORECASE)


@dataclass(frozen=True)
class Measure:
    """What is split: the column, the view that has it, its name, and the column of live sessions that says the whole."""

    key: str
    view: str
    name: Text
    unit: Literal["count", "money"] = "count"
    live: str | None = None


MEASURES = (
    Measure("visitors", "traffic_days", Text("访客（观看人数）", "Visitors (viewers)"), live="viewers"),
    Measure("page_views", "traffic_days", Text("浏览（观看次数）", "Page views (views)"), live="views"),
    Measure("impression_people", "traffic_days", Text("曝光人数", "People reached")),
    Measure("impressions", "traffic_days", Text("曝光次数", "Impressions")),
    Measure("product_clickers", "traffic_days", Text("商品点击人数", "People who clicked a product")),
    Measure("buyers", "shop_days", Text("成交人数", "Buyers")),
    Measure("orders", "shop_days", Text("成交订单数", "Orders")),
    Measure("paid_fen", "shop_days", Text("支付金额", "Paid"), "money"),
)  # fmt: skip


def kind_of(source: str) -> Kind:
    """Return what a platform's word for a source means. Hours with advertising are no source: not all of them is paid.

    >>> [kind_of(s) for s in ("自然流量", "投放时段", "千川投放", "全部", "unknown", "达人")]
    ['natural', 'other', 'paid', 'whole', 'whole', 'other']
    """
    if "时段" in source:
        return "other"
    if _NATURAL.search(source):
        return "natural"
    if _PAID.search(source):
        return "paid"
    return "whole" if _WHOLE.fullmatch(source.strip()) else "other"


@dataclass(frozen=True)
class Cell:
    """One day of one store and carrier: what each kind of source counts; None where the export does not say."""

    platform: str
    store: str
    day: date
    carrier: str
    natural: int | None = None
    paid: int | None = None
    whole: int | None = None
    other: int | None = None

    @property
    def place(self) -> str:
        """Where it stands, for a reader."""
        where = f"{self.platform}/{self.store} {self.day}"
        return where if self.carrier == UNKNOWN else f"{where} {self.carrier}"

    @property
    def is_split(self) -> bool:
        """Whether natural and paid are told apart, or one of them and the whole."""
        told = sum(v is not None for v in (self.natural, self.paid))
        return told == 2 or (told == 1 and self.whole is not None)

    @property
    def parts(self) -> tuple[int, int, int, str]:
        """Natural, paid, other, and what was calculated: `` (nothing), `paid` or `natural`.

        Paid = whole - natural - other is a calculation, no attribution of the platform; so is natural = whole - paid.
        """
        other = self.other or 0
        if self.natural is not None and self.paid is not None:
            return self.natural, self.paid, other, ""
        rest = (self.whole or 0) - (self.natural or 0) - (self.paid or 0) - other
        if self.natural is not None:
            return self.natural, rest, other, "paid"
        return rest, self.paid or 0, other, "natural"

    @property
    def is_impossible(self) -> bool:
        """Whether the parts exceed the whole, or one of them is less than nothing."""
        natural, paid, other, _ = self.parts
        exceeds = self.whole is not None and natural + paid + other > self.whole
        return exceeds or min(natural, paid) < 0


def cells_of(engine: Engine, measure: Measure, period: Period) -> list[Cell]:
    """Return the cells of one measure in a period, in the order of days; each fact is in one cell only."""
    columns = set(engine.columns(measure.view))
    if not {"platform", "store", "day", "carrier", "source", measure.key} <= columns:
        return []
    sql = (
        f"SELECT platform, store, day, carrier, source, CAST(sum({measure.key}) AS BIGINT) FROM {measure.view} "
        f"WHERE day >= ? AND day < ? AND {measure.key} IS NOT NULL GROUP BY ALL ORDER BY day, platform, store, carrier, source"
    )
    told: dict[tuple[str, str, date, str], dict[Kind, int]] = {}
    for platform, store, day, carrier, source, count in engine.rows(sql, [period.start, period.end]):  # fmt: skip
        kinds = told.setdefault((platform, store, day, carrier), {})
        kind = kind_of(source)
        kinds[kind] = kinds.get(kind, 0) + count
    for place, whole in _live_wholes(engine, measure, period):
        if place in told:
            told[place].setdefault("whole", whole)
    return list(
        _each_once(
            Cell(*place, k.get("natural"), k.get("paid"), k.get("whole"), k.get("other"))
            for place, k in told.items()
        )
    )


def _live_wholes(
    engine: Engine, measure: Measure, period: Period
) -> Iterator[tuple[tuple[str, str, date, str], int]]:
    """Yield what all sessions of a day counted: the whole of which only the natural part may be exported."""
    if measure.live is None or measure.live not in engine.columns("live_sessions"):
        return
    sql = (
        f"SELECT platform, store, day, CAST(sum({measure.live}) AS BIGINT) FROM live_sessions WHERE day >= ? AND day < ? "
        f"GROUP BY ALL HAVING count(*) = count({measure.live})"
    )
    for platform, store, day, whole in engine.rows(sql, [period.start, period.end]):
        yield (platform, store, day, "live"), whole


def _each_once(cells: Iterable[Cell]) -> Iterator[Cell]:
    """Take the cell of all carriers where it is split, else those of the carriers."""
    days: dict[tuple[str, str, date], list[Cell]] = {}
    for cell in cells:
        days.setdefault((cell.platform, cell.store, cell.day), []).append(cell)
    for day in days.values():
        every = [c for c in day if c.carrier == UNKNOWN]
        parts = [c for c in day if c.carrier != UNKNOWN]
        split = any(c.is_split for c in every) or not any(c.is_split for c in parts)
        yield from (every if every and split else parts)


@dataclass(frozen=True)
class Split:
    """A measure split: `cells` that count, `impossible` ones that do not, and how much is `unsplit`."""

    measure: Measure
    cells: tuple[Cell, ...]
    impossible: tuple[Cell, ...]
    unsplit: int

    def groups(self, by: str) -> dict[str, list[Cell]]:
        """Return the cells by platform, store, carrier or day."""
        found: dict[str, list[Cell]] = {}
        for cell in self.cells:
            names = {"platform": cell.platform, "store": f"{cell.platform}/{cell.store}", "carrier": cell.carrier, "day": cell.day.isoformat()}  # fmt: skip
            found.setdefault(names[by], []).append(cell)
        return found


def split_of(measure: Measure, cells: Sequence[Cell]) -> Split | None:
    """Return the split of a measure; None where no cell tells natural from paid."""
    told = [c for c in cells if c.is_split]
    if not told:
        return None
    fine = tuple(c for c in told if not c.is_impossible)
    rest = [c for c in cells if not c.is_split]
    unsplit = sum(c.whole if c.whole is not None else (c.natural or 0) + (c.paid or 0) + (c.other or 0) for c in rest)  # fmt: skip
    return Split(measure, fine, tuple(c for c in told if c.is_impossible), unsplit)


@dataclass(frozen=True)
class Sums:
    """Natural and paid, each as exported and as calculated, and what is neither."""

    natural: int
    natural_calculated: int
    paid: int
    paid_calculated: int
    other: int

    @property
    def natural_share(self) -> float | None:
        """Natural over natural and paid; None over nothing."""
        both = self.natural + self.natural_calculated + self.paid + self.paid_calculated
        return (self.natural + self.natural_calculated) / both if both else None

    @property
    def leverage(self) -> float | None:
        """Natural over paid; None where nothing was paid for."""
        paid = self.paid + self.paid_calculated
        return (self.natural + self.natural_calculated) / paid if paid else None


def sums_of(cells: Iterable[Cell]) -> Sums:
    """Return the sums over cells."""
    totals = dict.fromkeys(("natural", "natural_calculated", "paid", "paid_calculated", "other"), 0)
    for cell in cells:
        natural, paid, other, calculated = cell.parts
        totals["natural_calculated" if calculated == "natural" else "natural"] += natural
        totals["paid_calculated" if calculated == "paid" else "paid"] += paid
        totals["other"] += other
    return Sums(**totals)
