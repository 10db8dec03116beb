"""What makes a comparison unfair: a sale in one of the two periods, a source that misses days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from lianyi.core.calendar.comparison import compare
from lianyi.core.calendar.festivals import FESTIVALS
from lianyi.core.calendar.labels import date_text
from lianyi.core.calendar.periods import Period, single
from lianyi.core.calendar.sales import windows
from lianyi.core.translation import Text
from lianyi.metrics.query import MetricQuery
from lianyi.reports.analysis.normal import GMV, calendar_of
from lianyi.reports.document import Sentence
from lianyi.reports.gather import EMPTY, Gathered, Values
from lianyi.reports.headline.inputs import Coincidence, MissingScope, Part, SalesDay
from lianyi.reports.names import platform_name
from lianyi.reports.source import Annotation
from lianyi.reports.wording import compose, name_list

NEW_YEAR = FESTIVALS["spring_festival"]
OWN_KINDS = ("holiday", "workday", "festival", "sale")


def sales_day_of(facts: Gathered, against: Period | None = None) -> SalesDay | None:
    """Return the major sale or Spring Festival that exactly one of the two periods holds, None without one.

    `against` is the matching window of a year before; without it the festival itself says which days match.
    """
    now, before = _peaks(facts, facts.period), _peaks(facts, facts.base)
    if bool(now) == bool(before):
        return None
    aligned = None
    if against is None:
        # A week before the festival is aligned on it as well: by plain weeks it would meet other days of the run-up.
        found = compare(facts.period, "festival", calendar_of(facts))
        aligned = found.reason if found.kind == "festival" else None
        matching = found.period
    else:
        matching = against
    value = facts.total((GMV,), matching).get(GMV)
    return SalesDay(
        (now or before)[0],
        in_this_period=bool(now),
        base=int(value) if value else None,
        base_period=matching.key,
        parts=_parts_against(facts, matching) if value else (),
        aligned=aligned,
    )


def _peaks(facts: Gathered, period: Period) -> list[Text]:
    """Return what stops a comparison: a major sale with its peak in the period, the Spring Festival."""
    found = windows(calendar_of(facts).sales, period)
    sales = [window.sale.name for window in found if window.sale.major and window.peak in period]
    years = range(period.start.year, period.last.year + 1)
    days = [day for year in years for day in NEW_YEAR.dates_in(year)]
    return sales + [NEW_YEAR.name for day in days if day in period]


def _parts_against(facts: Gathered, matching: Period) -> tuple[Part, ...]:
    before, now = (facts.split((GMV,), p, "platform") for p in (matching, facts.period))
    return tuple(
        Part(
            key,
            platform_name(key),
            int(now.get(key, EMPTY).get(GMV) or 0) - int(before.get(key, EMPTY).get(GMV) or 0),
        )
        for key in dict.fromkeys((*now, *before))
    )


def notes_of(facts: Gathered) -> list[Annotation]:
    """Return what happened in the period; a sale stands on its peak, or as a season over its first day."""
    period = facts.period
    notes = [note for note in facts.source.annotations(period) if note.kind != "sale"]
    for window in windows(calendar_of(facts).sales, period):
        name = window.sale.name
        if window.peak in period:
            notes.append(Annotation(window.peak, name, "sale"))
        elif window.sale.major:
            season = Text(f"{name.zh}期间", f"{name.en} season")
            notes.append(Annotation(max(window.period.start, period.start), season, "sale"))
    return sorted(notes, key=lambda note: note.day)


def known_days_of(facts: Gathered) -> int | None:
    """Return how many days have orders where every platform misses some, None where one is complete."""
    if facts.now.get(GMV) is None:
        return 0
    gaps = [g for g in facts.source.gaps(facts.period) if g.table == "orders" and g.platform]
    trading = {
        *facts.split((GMV,), facts.period, "platform"),
        *facts.split((GMV,), facts.base, "platform"),
    }
    if not gaps or trading - {gap.platform for gap in gaps}:
        return None
    missing = {day for gap in gaps for day in gap.days}
    return len(facts.period) - len(missing)


def missing_scope_of(facts: Gathered) -> MissingScope | None:
    """Return what both periods have in common where platforms miss orders, None where all are there."""
    gaps = [g for g in facts.source.gaps(facts.period) if g.table == "orders" and g.platform]
    platforms = sorted({gap.platform for gap in gaps})
    present = set(facts.split((GMV,), facts.base, "platform"))
    platforms = [platform for platform in platforms if platform in present]
    if not platforms:
        return None
    listed = ", ".join("'" + platform.replace("'", "''") + "'" for platform in platforms)
    where = f"platform NOT IN ({listed})"
    value, base = (_without(facts, period, where) for period in (facts.period, facts.base))
    if value is None or base is None:
        return None
    days = {day for gap in gaps if gap.platform in platforms for day in gap.days}
    names = name_list([platform_name(platform) for platform in platforms])
    return MissingScope(names, len(days), value, base, where)


def _without(facts: Gathered, period: Period, where: str) -> int | None:
    answer = facts.ask(MetricQuery((GMV,), period, where=where))
    value = Values(answer).get(GMV) if answer.rows else None
    return int(value) if value is not None else None


def coincidences_of(facts: Gathered, notes: Sequence[Annotation]) -> tuple[Coincidence, ...]:
    """Return what people noted for the period, with what the shop took that day against a week before."""
    own = [note for note in notes if note.kind not in OWN_KINDS]
    return tuple(Coincidence(_dated(note), _seen(facts, note)) for note in own)


def _dated(note: Annotation) -> Text:
    day = date_text(note.day)
    return Text(f"{note.day.month}月{note.day.day}日{note.text.zh}", f"{note.text.en} on {day.en}")


def _seen(facts: Gathered, note: Annotation) -> Sentence | None:
    day, before = single(note.day), single(note.day - timedelta(days=7))
    now, then = (facts.total((GMV,), period).get(GMV) for period in (day, before))
    if now is None or then is None or now == then:
        return None
    more = now > then
    amount = facts.derived(
        GMV,
        now - then,
        "money",
        facts.shown.full(abs(now - then)),
        "change",
        period=day.key,
        base=before.key,
    )
    return compose(
        Text(
            "当天全店比上周同日" + ("多" if more else "少") + "{a}",
            "when the whole shop took {a} " + ("more" if more else "less") + " than a week before",
        ),
        a=amount,
    )
