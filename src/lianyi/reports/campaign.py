"""The campaign review (活动复盘): what was planned, what came of it, and how the last of its kind did.

Headline · the campaign · goal, actual, completion · against the last of its kind, with base rates · phases and
tasks · funnel · spread · cost and return · highlights, problems, improvements · what counts as the campaign's.
A block about which nothing is known is left out.
"""

from __future__ import annotations

from lianyi.core.calendar.periods import Period, last_complete_day
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text
from lianyi.reports.blocks.campaign.case import CampaignSource, Case
from lianyi.reports.blocks.campaign.cost import cost
from lianyi.reports.blocks.campaign.findings import findings
from lianyi.reports.blocks.campaign.funnel import funnel
from lianyi.reports.blocks.campaign.goals import goals
from lianyi.reports.blocks.campaign.headline import headline
from lianyi.reports.blocks.campaign.history import history
from lianyi.reports.blocks.campaign.info import info
from lianyi.reports.blocks.campaign.phases import phases
from lianyi.reports.blocks.campaign.rules import rules
from lianyi.reports.blocks.campaign.spread import spread
from lianyi.reports.document import Document
from lianyi.reports.registry import REPORTS, Report
from lianyi.reports.source import ReportSource

NAME = Text("活动复盘", "campaign review")
BLOCKS = (headline, info, goals, history, phases, funnel, spread, cost, findings, rules)


def build(source: ReportSource, period: Period, lang: Lang) -> Document:
    """Return the review of the source's campaign over `period`, days of it; `report.campaign_missing` without one."""
    if not isinstance(source, CampaignSource):
        raise LianyiError("report.campaign_missing", known="—")
    case = Case(source, period)
    blocks = tuple(block for block in (make(case) for make in BLOCKS) if block is not None)
    name = Text(f"{source.run.name}复盘", f"review of {source.run.name}")
    return Document(
        kind="campaign",
        name=name,
        shop=source.shop,
        period=period.key,
        period_label=period.text(full=True),
        lang=lang,
        blocks=blocks,
        base_period=case.last_days.key if case.last_days else "",
        made_at=source.made_at,
        snapshot=source.snapshot,
        zone=source.zone,
        currency=source.currency,
        colours=source.colours,
        about=source.run.key,
    )


CAMPAIGN = REPORTS.add(
    Report(
        "campaign",
        NAME,
        Text(
            "一次活动的目标和实际、和上次同类活动比、阶段任务、漏斗、裂变、花费和改进项。",
            "One campaign: goals and actuals, the last of its kind, tasks, funnel, spread, cost, improvements.",
        ),
        last_complete_day,
        build,
        "lianyi report campaign --campaign double11 -o review.html",
        about="campaign",
    )
)
