"""How far the facts behind an answer reach: first and last day, holes, sources that stopped, buyers nobody knows.

Analyses over people in order of time ask this first: what lies after the last whole day has not happened yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lianyi.analyses.result import Number
from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.metrics.engine import Coverage
from lianyi.metrics.labels import source_text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data

DAY = timedelta(days=1)
SHORT_HISTORY_DAYS = 180
SHOWN_SOURCES = 4
FEW_KNOWN, TOO_FEW_KNOWN = 0.8, 0.3

STOPPED = Text(
    "这些来源的数据停得更早：{sources}。之后没有数据，不等于没有发生。",
    "These sources stop earlier: {sources}. No data after that does not mean that nothing happened.",
)
HOLES = Text(
    "{days}天没有任何来源的数据（从{first}起），那几天做了什么看不到。",
    "No source covers {days} days (from {first} on); what happened then cannot be seen.",
)
SHORT = Text(
    "数据从{first}开始，前{days}天里的「首次」可能是更早的老客。",
    "The data begins on {first}; within its first {days} days a first time may belong to somebody older.",
)
UNKNOWN_BUYERS = Text(
    "{share}的付款订单认得出买家，其余不计入。",
    "The buyer is known for {share} of paid orders; the others do not count.",
)
WITHHELD = Text(
    "认得出买家的付款订单只有{share}，不到30%",
    "The buyer is known for only {share} of paid orders, less than 30%",
)


@dataclass(frozen=True)
class Observed:
    """`first` and `seen` are the first and the last day with facts, `over` the last one that is over.

    `person_coverage` is the share of paid orders whose buyer is known; None where there are none.
    """

    first: date
    seen: date
    over: date
    person_coverage: float | None
    warnings: tuple[Caution, ...]

    def since(self, start: date) -> tuple[Caution, ...]:
        """Return the warnings for an answer about first times from `start` on."""
        if start >= self.first + SHORT_HISTORY_DAYS * DAY:
            return self.warnings
        text = SHORT.format(first=self.first, days=SHORT_HISTORY_DAYS)
        return (*self.warnings, Caution("history_short", text))

    def and_also(self, other: Observed) -> Observed:
        """Return how far both reach, for a question that needs facts of both; it begins where this one does."""
        share = self.person_coverage if self.person_coverage is not None else other.person_coverage
        both = dict.fromkeys((*self.warnings, *other.warnings))
        return replace(
            self, seen=min(self.seen, other.seen), over=min(self.over, other.over),
            person_coverage=share, warnings=tuple(both),
        )  # fmt: skip

    def withheld(self, found: Iterable[Number]) -> tuple[Number, ...]:
        """Return numbers about people as they may be shown: none where too few buyers are known."""
        share = self.person_coverage
        if share is None or share >= TOO_FEW_KNOWN:
            return tuple(found)
        why = WITHHELD.format(share=numbers.ratio(share))
        return tuple(replace(n, value=None, interval=None, why=why) for n in found)


def observed(data: Data, analysis: str, tables: Sequence[str] = ("orders",)) -> Observed:
    """Return how far `tables` reach together; refuses with `run.missing_source` where none was delivered."""
    rows = [Coverage(*row) for row in data.engine.coverage]
    ranges = [r for r in rows if r.table in tables and r.from_day <= data.today]
    if not ranges:
        raise LianyiError("run.missing_source", analysis=analysis, missing=", ".join(tables))
    first = min(r.from_day for r in ranges)
    seen = min(max(r.to_day for r in ranges), data.today)
    running = seen == data.today or any(r.is_last_day_partial and r.to_day >= seen for r in ranges)
    over = seen - DAY if running else seen
    share = _known_share(data.engine.known_buyers) if "orders" in tables else None
    warnings = [*_stopped(ranges, over), *_holes(ranges, first, seen), *_unknown(share)]
    return Observed(first, seen, over, share, tuple(warnings))


def _known_share(counts: tuple[int, int] | None) -> float | None:
    every, known = counts or (0, 0)
    return known / every if every else None


def _stopped(ranges: Iterable[Coverage], over: date) -> list[Caution]:
    last: dict[tuple[str, str], date] = {}
    for row in ranges:
        source = (row.platform, row.store)
        last[source] = max(last.get(source, row.to_day), row.to_day)
    early = sorted((day, source) for source, day in last.items() if day < over)
    if not early:
        return []
    named = [(source_text(source), day) for day, source in early[:SHOWN_SOURCES]]
    zh = "、".join(f"{name.zh}（{day}）" for name, day in named)
    en = ", ".join(f"{name.en} ({day})" for name, day in named)
    more = len(early) - len(named)
    said = Text(
        zh + (f"等，另有{more}个" if more else ""), en + (f" and {more} more" if more else "")
    )
    return [Caution("source_stopped", STOPPED.format(sources=said))]


def _holes(ranges: Iterable[Coverage], first: date, seen: date) -> list[Caution]:
    missing, begins, reached = 0, None, first - DAY
    for row in sorted(ranges, key=lambda r: r.from_day):
        gap = (row.from_day - reached).days - 1
        if gap > 0 and row.from_day <= seen:
            missing += gap
            begins = begins or reached + DAY
        reached = max(reached, row.to_day)
    if begins is None:
        return []
    return [Caution("days_missing", HOLES.format(days=missing, first=begins), loud=True)]


def _unknown(share: float | None) -> list[Caution]:
    if share is None or share >= FEW_KNOWN:
        return []
    text = UNKNOWN_BUYERS.format(share=numbers.ratio(share))
    return [Caution("person_coverage", text, loud=share < TOO_FEW_KNOWN)]
