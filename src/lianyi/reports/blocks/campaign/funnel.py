"""From being seen to buying: how many reach each step, and the share of the step before."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.metrics.query import MetricQuery
from lianyi.reports.blocks.campaign.case import Case
from lianyi.reports.document import Block, Cell, Column, Nothing, Row, Table
from lianyi.reports.shown import ratio

STEPS = ("exposure_people", "visitors", "product_visitors", "cart_adders", "buyers", "new_buyers")
TITLE = Text("漏斗", "Funnel")
COLUMNS = (
    Column("step", Text("步骤", "Step"), numeric=False),
    Column("people", Text("人数", "People")),
    Column("rate", Text("占上一步", "Of the step before")),
    Column("last", Text("上次占上一步", "Last time")),
)
NOTE = Text(
    "曝光和访客是平台按天数的人数，同一个人每天算一次；成交按整个活动去重。",
    "Reach and visitors are the platforms' daily counts, a person once a day; buyers are counted once over the campaign.",
)
UNLIKE = Nothing(
    "undefined",
    Text(
        "活动只限定了其中一步，两步不是同一批人",
        "only one of the two steps is limited to the campaign",
    ),
)
FIRST = Text("第一步", "the first step")


def funnel(case: Case) -> Block | None:
    """Return the block, None where fewer than two steps are known."""
    if not case.has_begun:
        return None
    now, before = case.now(STEPS), case.before(STEPS)
    known = [step for step in STEPS if now.get(step) is not None]
    if len(known) < 2:
        return None
    rows = []
    for number, step in enumerate(known):
        above = known[number - 1] if number else None
        old = before.get(step) if before else None
        cells: tuple[Cell, ...] = (
            case.name_of(step),
            case.number(step, now),
            _rate(case, step, above, now.get(step), now.get(above) if above else None),
            _rate(case, step, above, old, before.get(above) if before and above else None),
        )
        rows.append(Row(cells if case.last else cells[:3]))
    columns = COLUMNS if case.last else COLUMNS[:3]
    return Block(
        "funnel",
        TITLE,
        (Table("funnel", Text("逐步人数", "Step by step"), columns, tuple(rows), NOTE),),
    )


def _rate(case: Case, step: str, above: str | None, value: float | None, of: float | None) -> Cell:
    if above is None:
        return None
    if _limits(case, step) != _limits(case, above):
        return UNLIKE
    if value is None or not of:
        return Nothing("undefined", Text("上一步没有人", "nobody in the step before"))
    return case.derived(step, value / of, "ratio", ratio(value / of))


def _limits(case: Case, key: str) -> tuple[str, ...]:
    answer = case.ask(MetricQuery(STEPS, case.days, campaign=case.run.limits))
    found = answer.limited.get(key)
    return found.by if found else ()
