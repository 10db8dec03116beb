"""The weekly report: the answer first, then the figures, what changed, and the rest for questions.

W1 title · W2 headline · W3 good and bad · W4 goals · what was foretold and came · W5 key figures (these five fill one page) · W6 what
changed · W7 channels · W8 products and content · W9 customers and communities · W10 spend · profit bridge ·
the shop's own metrics · W14 data notes · W15 definitions. A block about which nothing is known is left out.
"""

from __future__ import annotations

from lianyi.core.calendar.periods import Period, last_complete_week
from lianyi.core.translation import Lang, Text
from lianyi.reports.analysed import Analysed
from lianyi.reports.blocks.channels import METRICS as CHANNEL_METRICS
from lianyi.reports.blocks.channels import channels
from lianyi.reports.blocks.compared import Names
from lianyi.reports.blocks.goals import goals
from lianyi.reports.blocks.good_bad import good_bad
from lianyi.reports.blocks.key_figures import MONEY_FIRST, key_figures
from lianyi.reports.blocks.notes import data_notes, definitions
from lianyi.reports.blocks.own import own_metrics
from lianyi.reports.blocks.people import COMMUNITIES, CUSTOMERS, SPEND, customers, spend
from lianyi.reports.blocks.products import CONTENT, LIVE, products
from lianyi.reports.blocks.profit import TAKEN_OFF, profit
from lianyi.reports.blocks.raw import raw_data
from lianyi.reports.blocks.reviewed import reviewed
from lianyi.reports.blocks.what_changed import what_changed
from lianyi.reports.document import Block, Document, Prose
from lianyi.reports.gather import Gathered
from lianyi.reports.headline import Headline, write_headline
from lianyi.reports.headline.message import group_message
from lianyi.reports.registry import REPORTS, Report
from lianyi.reports.source import ReportSource

KEYS = tuple(
    dict.fromkeys(
        (
            *MONEY_FIRST,
            *CHANNEL_METRICS,
            *CONTENT,
            *LIVE,
            *CUSTOMERS,
            *COMMUNITIES,
            *SPEND,
            *TAKEN_OFF,
        )
    )
)
NAME = Text("周报", "weekly report")
LAST_WEEK: Names = (Text("上周", "Last week"), Text("前一周", "Week before"))
THAT_WEEK: Names = (Text("这一周", "This week"), Text("前一周", "Week before"))
HEADLINE = Text("结论", "Headline")


def build(source: ReportSource, period: Period, lang: Lang) -> Document:
    """Return the weekly report on `period`, an ISO week; a range works too, against the days before it."""
    from lianyi.reports.analysis import analyse_week

    facts = Gathered(source, period, period.stepped(-1), KEYS)
    return assemble(facts, analyse_week(facts), lang)


def assemble(facts: Gathered, found: Analysed, lang: Lang) -> Document:
    """Return the document from what was gathered and worked out. Pure."""
    headline = write_headline(found.headline)
    names = LAST_WEEK if found.headline.subject.zh == "上周" else THAT_WEEK
    blocks = _blocks(facts, found, names, headline)
    source = facts.source
    return Document(
        kind="weekly",
        name=NAME,
        shop=source.shop,
        period=facts.period.key,
        period_label=facts.period.text(full=True),
        lang=lang,
        blocks=blocks,
        base_period=facts.base.key,
        made_at=source.made_at,
        snapshot=source.snapshot,
        zone=source.zone,
        currency=source.currency,
        colours=source.colours,
        message=group_message(found.headline, _message_title(facts)),
        raw=raw_data(facts),
        verdict=headline.verdict,
    )


def _blocks(
    facts: Gathered, found: Analysed, names: Names, headline: Headline
) -> tuple[Block, ...]:
    first = Block("headline", HEADLINE, (Prose(headline.sentences, lead=True),))
    made = (
        first,
        good_bad(facts, found),
        goals(facts, found),
        reviewed(facts),
        key_figures(facts, found, names),
        what_changed(facts, found, names),
        channels(facts, found),
        products(facts, found, names),
        customers(facts, found, names),
        spend(facts, found, names),
        profit(facts),
        own_metrics(facts, names),
        data_notes(facts, found),
    )
    blocks = tuple(block for block in made if block is not None)
    meanings = definitions(facts, blocks)
    return (*blocks, meanings) if meanings else blocks


def _message_title(facts: Gathered) -> Text:
    if facts.period.grain != "week":
        days = facts.period.text()
        return Text(f"周报{days.zh}", f"Weekly {days.en}")
    week = facts.period.key.rpartition("-")[2]
    return Text(f"周报{week}", f"Weekly {week}")


WEEKLY = REPORTS.add(
    Report(
        "weekly",
        NAME,
        Text(
            "一周的结论、核心指标、为什么变、渠道、商品、用户、花费和数据说明。",
            "One week: headline, key figures, what changed, channels, products, customers, spend, data notes.",
        ),
        last_complete_week,
        build,
        "lianyi report weekly --period 2026-W46 -o weekly.html",
        "week",
    )
)
