"""From a period's answers to everything its report says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from lianyi.core.calendar.periods import Period, whole
from lianyi.core.translation import Text
from lianyi.reports.analysed import Analysed
from lianyi.reports.analysis.change import Change, change_of
from lianyi.reports.analysis.normal import (
    GMV,
    Normal,
    channel_sizes,
    daily_points,
    normal_days,
    normal_months,
    normal_weeks,
)
from lianyi.reports.analysis.occasion import (
    coincidences_of,
    known_days_of,
    missing_scope_of,
    notes_of,
    sales_day_of,
)
from lianyi.reports.analysis.outlook import goal_name, goals_of, refunds_by_platform, refunds_of
from lianyi.reports.analysis.restated import gone_since, restated_since
from lianyi.reports.blocks.day import SIX
from lianyi.reports.blocks.key_figures import MONEY_FIRST
from lianyi.reports.blocks.people import COMMUNITIES, CUSTOMERS, SPEND
from lianyi.reports.gather import Gathered
from lianyi.reports.headline.inputs import HeadlineInput
from lianyi.reports.headline.sizes import UNFAIR
from lianyi.reports.source import Annotation

WEEK_KEYS = tuple(dict.fromkeys((*MONEY_FIRST, *CUSTOMERS, *COMMUNITIES, *SPEND)))
NAME = Text("GMV", "GMV")
LAST_WEEK, THAT_WEEK = Text("上周", "last week"), Text("这一周", "that week")
THIS_PERIOD = Text("本期", "the period")
NOTHING = Text("", "")


def analyse_week(facts: Gathered) -> Analysed:
    """Return everything that the weekly report says about `facts.period` against `facts.base`."""
    notes = notes_of(facts)
    change, normal = change_of(facts), normal_weeks(facts, WEEK_KEYS)
    headline = _headline(
        facts,
        change,
        normal,
        notes,
        subject=subject_of(facts),
        base_name=facts.base_name,
        compare_word=Text("环比", f"on {facts.base_name.en}"),
    )
    return _analysed(facts, change, normal, headline, notes, "weekly")


def analyse_day(facts: Gathered) -> Analysed:
    """Return everything that the daily report says about one day against the same weekday before."""
    notes = notes_of(facts)
    change, normal = change_of(facts), normal_days(facts, SIX)
    headline = _headline(
        facts,
        change,
        normal,
        notes,
        subject=NOTHING,
        base_name=facts.base_name,
        compare_word=Text("较上周同日", "on the same day last week"),
    )
    return _analysed(facts, change, normal, headline, notes, "daily")


def analyse_month(facts: Gathered) -> Analysed:
    """Return everything that the monthly report says about `facts.period` against the month before."""
    notes = notes_of(facts)
    change, normal = change_of(facts), normal_months(facts, WEEK_KEYS)
    is_month = facts.period.grain == "month"
    headline = _headline(
        facts,
        change,
        normal,
        notes,
        subject=goal_name(facts.period) if is_month else THIS_PERIOD,
        base_name=facts.base_name,
        compare_word=Text("环比", f"on {facts.base_name.en}"),
        span="month",
        against=_year_before(facts.period) if is_month else None,
    )
    # What happened on single days of a whole month is told by the annotations on its charts.
    headline = replace(headline, coincidences=())
    found = _analysed(facts, change, normal, headline, notes, "monthly")
    return replace(found, daily=())


def _year_before(month: Period) -> Period:
    return whole(month.start.replace(year=month.start.year - 1), "month")


def subject_of(facts: Gathered) -> Text:
    """Return 「上周」 where the report is made in the week after, else a word that stays true."""
    if facts.period.grain != "week":
        return THIS_PERIOD
    try:
        made = date.fromisoformat(facts.source.made_at[:10])
    except ValueError:
        return THAT_WEEK
    return LAST_WEEK if made in facts.period.stepped(1) else THAT_WEEK


def _headline(
    facts: Gathered,
    change: Change,
    normal: Normal,
    notes: Sequence[Annotation],
    against: Period | None = None,
    **words: Any,
) -> HeadlineInput:
    before, known = facts.before.get(GMV), known_days_of(facts)
    return HeadlineInput(
        metric=GMV,
        name=NAME,
        value=int(facts.now.get(GMV) or 0),
        base=None if before is None else int(before),
        band=normal.band,
        period=facts.period.key,
        base_period=facts.base.key,
        definition=facts.definition(GMV),
        snapshot=facts.source.snapshot,
        currency=facts.source.currency,
        axes=change.axes,
        factors=change.factors,
        coincidences=coincidences_of(facts, notes),
        sales_day=sales_day_of(facts, against) if known is None else None,
        missing=missing_scope_of(facts) if known is None else None,
        known_days=known,
        days=len(facts.period),
        goals=tuple(goal for goal in goals_of(facts) if goal.metric == GMV),
        refunds=refunds_of(facts),
        **words,
    )


def _analysed(
    facts: Gathered,
    change: Change,
    normal: Normal,
    headline: HeadlineInput,
    notes: Sequence[Annotation],
    kind: str,
) -> Analysed:
    channel = next((axis for axis in change.axes if axis.key == "platform"), None)
    compared = headline.base is not None and headline.known_days is None
    unfair = headline.sales_day is not None or headline.known_days is not None
    return Analysed(
        headline=headline,
        channels=channel if compared else None,
        products=change.products if compared else None,
        factors=change.factors,
        factor_names=change.factor_names,
        blind=change.blind,
        sizes=dict.fromkeys(normal.sizes, UNFAIR) if unfair else normal.sizes,
        channel_sizes=channel_sizes(facts),
        trends=normal.trends,
        daily=daily_points(facts, notes) if len(facts.period) > 1 else (),
        refunds=headline.refunds,
        refunds_by_platform=refunds_by_platform(facts),
        goals=goals_of(facts),
        annotations=[note for note in notes if note.kind != "holiday"],
        restated=restated_since(facts, kind),
        gone=gone_since(facts, kind),
    )
