"""The answer first: what the campaign brought, of what it was meant to, against the last time, at which cost."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.reports.blocks.campaign.case import Case
from lianyi.reports.blocks.campaign.cost import spent_by_category
from lianyi.reports.blocks.campaign.goals import completion, goals_of
from lianyi.reports.document import Block, Number, Prose, Sentence
from lianyi.reports.shown import ratio
from lianyi.reports.wording import Slot, compose, words

TITLE = Text("结论", "Headline")
MAIN = ("gmv_paid", "orders_paid", "new_buyers")


def headline(case: Case) -> Block:
    """Return the block; a campaign that has not begun says so."""
    if not case.has_begun:
        day = case.run.period.start
        told = Text(
            f"{case.run.name}从{day}开始，还没有结果；下面是计划和过去同类活动的情况。",
            f"{case.run.name} begins on {day}; there are no results yet. Below: the plan and past campaigns of its kind.",
        )
        return Block("headline", TITLE, (Prose((words(told),), lead=True),))
    sentences = [_result(case), *_goals(case), *_cost(case)]
    return Block("headline", TITLE, (Prose(tuple(sentences), lead=True),))


def _result(case: Case) -> Sentence:
    now, before = case.now(MAIN), case.before(MAIN)
    name, so_far = case.run.name, _so_far(case)
    change = case.change(MAIN[0], now, before)
    template = Text(
        "{name}{so_far}支付GMV {gmv}，{orders}单", "{name}{so_far}: GMV {gmv}, {orders} orders"
    )
    slots: dict[str, Slot] = {
        "name": name,
        "so_far": so_far,
        "gmv": case.number(MAIN[0], now),
        "orders": case.number(MAIN[1], now),
    }
    if isinstance(change, Number) and case.last is not None:
        template = Text(
            f"{template.zh}，GMV比{{last}}{{change}}。",
            f"{template.en}; GMV {{change}} against {{last}}.",
        )
        return compose(template, **slots, last=case.last.name, change=change)
    return compose(Text(f"{template.zh}。", f"{template.en}."), **slots)


def _so_far(case: Case) -> Text:
    if case.days == case.run.period:
        return Text("", "")
    last = case.days.last
    return Text(f"到{last:%m-%d}为止", f" up to {last}")


def _goals(case: Case) -> list[Sentence]:
    shares = [s for s in (completion(case, goal) for goal in goals_of(case)) if s is not None]
    if not shares:
        return []
    met = sum(share >= 1 for share in shares)
    lowest = ratio(min(shares))
    if met == len(shares):
        return [
            words(Text(f"{len(shares)}个目标都达到了。", f"All {len(shares)} goals were reached."))
        ]
    return [
        words(
            Text(
                f"{len(shares)}个目标里{met}个达到，最低的完成{lowest.zh}。",
                f"{met} of {len(shares)} goals reached; the lowest stands at {lowest.en}.",
            )
        )
    ]


def _cost(case: Case) -> list[Sentence]:
    spent = spent_by_category(case)
    if spent is None:
        return []
    whole = sum(spent.values())
    number = case.derived("total_spend", whole, "money", case.shown.short(whole))
    if not case.run.budget_fen:
        return [compose(Text("花费{spent}。", "Spent {spent}."), spent=number)]
    share = ratio(whole / case.run.budget_fen)
    budget = case.shown.short(case.run.budget_fen)
    return [
        compose(
            Text("花费{spent}，是预算{budget}的{share}。", "Spent {spent}, {share} of the budget of {budget}."),
            spent=number, budget=budget, share=share,
        )
    ]  # fmt: skip
