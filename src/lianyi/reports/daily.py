"""The daily report: one page, one screen on a phone, and a message that pastes into a chat group.

D1 in one paragraph · D2 six numbers · D3 channels · D4 what stood out · D6 data notes, definitions.
"""

from __future__ import annotations

from lianyi.core.calendar.periods import Period, last_complete_day
from lianyi.core.translation import Lang, Text
from lianyi.reports.analysed import Analysed
from lianyi.reports.blocks.day import FORM, SIX, day_channels, six_numbers, stood_out
from lianyi.reports.blocks.notes import data_notes, definitions
from lianyi.reports.blocks.raw import raw_data
from lianyi.reports.document import Block, Document, Prose, Verdict
from lianyi.reports.gather import Gathered, Values
from lianyi.reports.headline.day import day_sentences
from lianyi.reports.headline.message import group_message
from lianyi.reports.headline.sizes import size_word
from lianyi.reports.registry import REPORTS, Report
from lianyi.reports.source import ReportSource

KEYS = tuple(dict.fromkeys((*SIX, *FORM)))
NAME = Text("日报", "daily report")
IN_ONE = Text("一句话", "In one paragraph")


def build(source: ReportSource, period: Period, lang: Lang) -> Document:
    """Return the daily report on `period`, one day, against the same weekday and the day before."""
    from lianyi.reports.analysis import analyse_day

    same_weekday = Text("上周同日", "the same day last week")
    facts = Gathered(source, period, period.shifted(-7), KEYS, same_weekday)
    return assemble(facts, analyse_day(facts), facts.total(KEYS, period.shifted(-1)), lang)


def assemble(facts: Gathered, found: Analysed, day_before: Values, lang: Lang) -> Document:
    """Return the document from what was gathered and worked out. Pure."""
    about, source = found.headline, facts.source
    sentences = day_sentences(about, day_before.get(about.metric))
    made = (
        Block("headline", IN_ONE, (Prose(sentences, lead=True),)),
        six_numbers(facts, found, day_before),
        day_channels(facts, found),
        stood_out(facts, found),
        data_notes(facts, found),
    )
    blocks = tuple(block for block in made if block is not None)
    meanings = definitions(facts, blocks)
    size = size_word(about.change, about.band) if about.base is not None else ""
    direction = (about.change > 0) - (about.change < 0)
    day = facts.period.start
    return Document(
        kind="daily",
        name=NAME,
        shop=source.shop,
        period=facts.period.key,
        period_label=facts.period.text(full=True),
        lang=lang,
        blocks=(*blocks, meanings) if meanings else blocks,
        base_period=facts.base.key,
        made_at=source.made_at,
        snapshot=source.snapshot,
        zone=source.zone,
        currency=source.currency,
        colours=source.colours,
        message=group_message(about, Text(f"日报{day:%m-%d}", f"Daily {day:%m-%d}")),
        raw=raw_data(facts),
        verdict=Verdict(about.metric, size, direction, about.band, about.base, about.value),
    )


DAILY = REPORTS.add(
    Report(
        "daily",
        NAME,
        Text(
            "一天的结论、六个数、渠道表、异常和数据说明，附群消息。",
            "One day: headline, six numbers, channels, what stood out, data notes, and a group message.",
        ),
        last_complete_day,
        build,
        "lianyi report daily --period 2026-11-15 -o daily.html",
        "day",
    )
)
