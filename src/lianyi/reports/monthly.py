"""The monthly report: the headline, the goal tree, why it changed, who stays, what was spent and earned, what went wrong.

M1 title · M2 headline · M3 good and bad · M4 goal tree · M5 key figures · what changed · channels · products · customers and
communities · cohorts · RFM flow · promoters · spend · budget and liability · profit bridge · risk events · the shop's own
metrics · data notes · definitions. A block about which nothing is known is left out.
"""

from __future__ import annotations

from lianyi.core.calendar.periods import Period, last_complete_month
from lianyi.core.translation import Lang, Text
from lianyi.reports.analysed import Analysed
from lianyi.reports.blocks.budget import budget
from lianyi.reports.blocks.channels import channels
from lianyi.reports.blocks.cohorts import cohorts
from lianyi.reports.blocks.compared import Names
from lianyi.reports.blocks.good_bad import good_bad
from lianyi.reports.blocks.key_figures import key_figures
from lianyi.reports.blocks.monthly_goals import goal_tree
from lianyi.reports.blocks.monthly_promoters import METRICS as PROMOTERS
from lianyi.reports.blocks.monthly_promoters import promoters
from lianyi.reports.blocks.monthly_risks import risks
from lianyi.reports.blocks.notes import data_notes, definitions
from lianyi.reports.blocks.own import own_metrics
from lianyi.reports.blocks.people import customers, spend
from lianyi.reports.blocks.products import products
from lianyi.reports.blocks.profit import profit
from lianyi.reports.blocks.raw import raw_data
from lianyi.reports.blocks.rfm_flow import rfm_flow
from lianyi.reports.blocks.what_changed import what_changed
from lianyi.reports.document import Block, Document, Prose
from lianyi.reports.gather import Gathered
from lianyi.reports.headline import Headline, write_headline
from lianyi.reports.headline.message import group_message
from lianyi.reports.registry import REPORTS, Report
from lianyi.reports.source import ReportSource
from lianyi.reports.weekly import HEADLINE
from lianyi.reports.weekly import KEYS as WEEKLY_KEYS

KEYS = tuple(dict.fromkeys((*WEEKLY_KEYS, *PROMOTERS)))
NAME = Text("月报", "monthly report")
NAMES: Names = (Text("本月", "This month"), Text("上月", "Month before"))
MONTH_BEFORE = Text("前一个月", "the month before")


def build(source: ReportSource, period: Period, lang: Lang) -> Document:
    """Return the monthly report on `period`, a calendar month; a range works too, against the days before it."""
    from lianyi.reports.analysis import analyse_month

    facts = Gathered(source, period, period.stepped(-1), KEYS, MONTH_BEFORE)
    return assemble(facts, analyse_month(facts), lang)


def assemble(facts: Gathered, found: Analysed, lang: Lang) -> Document:
    """Return the document from what was gathered and worked out."""
    headline = write_headline(found.headline)
    source, month = facts.source, facts.period
    title = Text(f"月报{month.key}", f"Monthly {month.key}")
    return Document(
        kind="monthly",
        name=NAME,
        shop=source.shop,
        period=month.key,
        period_label=month.text(full=True),
        lang=lang,
        blocks=_blocks(facts, found, headline),
        base_period=facts.base.key,
        made_at=source.made_at,
        snapshot=source.snapshot,
        zone=source.zone,
        currency=source.currency,
        colours=source.colours,
        message=group_message(found.headline, title),
        raw=raw_data(facts),
        verdict=headline.verdict,
    )


def _blocks(facts: Gathered, found: Analysed, headline: Headline) -> tuple[Block, ...]:
    made = (
        Block("headline", HEADLINE, (Prose(headline.sentences, lead=True),)),
        good_bad(facts, found),
        goal_tree(facts, found),
        key_figures(facts, found, NAMES),
        what_changed(facts, found, NAMES),
        channels(facts, found),
        products(facts, found, NAMES),
        customers(facts, found, NAMES),
        cohorts(facts),
        rfm_flow(facts),
        promoters(facts),
        spend(facts, found, NAMES),
        budget(facts),
        profit(facts),
        risks(facts),
        own_metrics(facts, NAMES),
        data_notes(facts, found),
    )
    blocks = tuple(block for block in made if block is not None)
    meanings = definitions(facts, blocks)
    return (*blocks, meanings) if meanings else blocks


MONTHLY = REPORTS.add(
    Report(
        "monthly",
        NAME,
        Text(
            "一个月的结论、目标达成树、为什么变、同期群、客户分层的去向、分销员榜、预算执行、利润桥和风险事件。",
            "One month: headline, goal tree, what changed, cohorts, moves between customer groups, promoters, budget, profit bridge, risk events.",
        ),
        last_complete_month,
        build,
        "lianyi report monthly --period 2026-10 -o monthly.html",
        "month",
    )
)
