"""Personas: groups that buyers form by themselves, with rules that a reader can check, and how they drift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.analyses.result import Result
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.observed import Observed
    from lianyi.analyses.personas.found import Drift, Groups
    from lianyi.analyses.result import Option

DAY_SECONDS = 86_400
COMPARED_DAYS = 90
MOST_ROWS, MOST_GROUPS = 10_000, 20


@analysis
@dataclass(frozen=True)
class Personas(Analysis):
    """Stable clusters of buyers by recency, frequency, value, time of day, channel and category; refused where none are."""

    KEY: ClassVar[str] = "personas"
    NAME: ClassVar[Text] = Text("人群画像", "Personas")
    SUMMARY: ClassVar[Text] = Text("买家自然分成哪几类人？", "Which kinds of buyers are there?")
    EXAMPLE: ClassVar[str] = "lianyi run personas --window 365d"
    NEEDS: ClassVar[tuple[str, ...]] = ("orders",)

    window: str = option("365d", "看多长时间的订单|How far back orders count", metavar="365d")
    groups: int | None = option(None, "分成几群；默认由数据决定|How many groups; the data decides by default")  # fmt: skip
    as_of: str | None = option(None, "截至哪一天；默认数据的最后一天|The day it is as of; the last one with data by default")  # fmt: skip
    before: str | None = option(None, "和哪一天比；默认90天前|The day to compare with; 90 days earlier by default")  # fmt: skip
    limit: int = option(50, "列出多少位换了人群的买家|How many buyers who changed groups to list")
    segment: str | None = option(None, "只看一个人群|Only people of one segment")

    def run(self, data: Data) -> Result:
        """Return the groups, their rules and traits, and the drift.

        Refuses with `run.missing_source`, `personas.too_few`, `personas.no_groups`, `personas.groups`,
        `personas.before`, `duration.unknown` and `period.unknown`.
        """
        from lianyi.analyses.observed import observed
        from lianyi.analyses.personas.found import drift_of, groups_of
        from lianyi.analyses.personas.traits import traits_of
        from lianyi.core.durations import parse_duration

        self._check()
        reach = observed(data, self.KEY)
        as_of, before = self._days(reach)
        days, only = -(-parse_duration(self.window) // DAY_SECONDS), data.segment(self.segment)
        traits, named = traits_of(data, as_of, days, None, only)
        found = groups_of(traits, self.groups)
        drift = None
        if before is not None:
            earlier, _ = traits_of(data, before, days, named, only)
            drift = drift_of(found, earlier) if len(earlier) else None
        return self._result(data, reach, found, drift, days)

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw the traits of each group."""
        from lianyi.analyses.personas.tables import draw

        return draw(result, lang)

    def _check(self) -> None:
        if self.groups is not None and not 2 <= self.groups <= MOST_GROUPS:
            raise LianyiError("personas.groups", groups=self.groups, most=MOST_GROUPS)
        if not 0 <= self.limit <= MOST_ROWS:
            raise LianyiError("repurchase.limit", limit=self.limit, most=MOST_ROWS)

    def _days(self, reach: Observed) -> tuple[date, date | None]:
        from lianyi.core.calendar.period_text import parse_day

        as_of = min(parse_day(self.as_of), reach.seen) if self.as_of else reach.seen
        if self.before is None:
            earlier = as_of - timedelta(days=COMPARED_DAYS)
            return as_of, earlier if earlier >= reach.first else None
        before = parse_day(self.before)
        if not reach.first <= before < as_of:
            raise LianyiError("personas.before", before=before, as_of=as_of, first=reach.first)
        return as_of, before

    def _result(
        self, data: Data, reach: Observed, found: Groups, drift: Drift | None, days: int
    ) -> Result:
        from lianyi.analyses.personas import tables as tables
        from lianyi.analyses.personas import words as words
        from lianyi.analyses.personas.found import STABLE
        from lianyi.analyses.personas.rules import said

        currency = data.engine.currency
        shown = {n.key: n for n in reach.withheld(tables.numbers_of(found, drift))}
        made = [tables.group_table(found, currency), tables.trait_table(found, currency), tables.tried_table(found)]  # fmt: skip
        rule = said(found.rules[0].conditions, found.traits.traits, currency)
        sentences = [words.finding(found, rule, days)]
        short = False
        if drift is not None:
            made += tables.drift_tables(found, drift, self.limit)
            sentences.append(words.drifted(drift, shown["moved_share"].value))
            short = drift.day - timedelta(days=days - 1) < reach.first
        return Result(
            analysis=self.KEY,
            definition=self.definition(),
            options=self.options,
            numbers=tuple(shown.values()),
            tables=tuple(made),
            sentences=tuple(sentences),
            warnings=(*words.cautions(found, drift, first=reach.first, days=days, short=short, stable=STABLE), *reach.warnings),
            sizes={"people": len(found.traits), "traits": len(found.traits.traits)},
            extra={"as_of": found.traits.as_of.isoformat()},
            person_coverage=reach.person_coverage,
            drawn=self.draw,
        )  # fmt: skip
