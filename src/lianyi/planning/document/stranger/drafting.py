"""What was found in a document -> a plan: sound goals as goals, all others as drafts, nothing invented."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lianyi.planning.document.stranger.budget import FoundLine
from lianyi.planning.document.stranger.channels import FoundChannel
from lianyi.planning.document.stranger.document import Read
from lianyi.planning.document.stranger.goals import FoundGoal
from lianyi.planning.document.stranger.risks import FoundRisk
from lianyi.planning.model.base import MOST_TEXT
from lianyi.planning.model.budget import Approved, Budget, BudgetLine
from lianyi.planning.model.channels import Channel
from lianyi.planning.model.goals import Goal
from lianyi.planning.model.plan import Plan
from lianyi.planning.model.risks import Fallback, Risk, Trigger


def draft_plan(read: Read) -> Plan:
    """Return the plan of a document. A goal that a letter refuses, or whose target is no number yet, is a draft.

    Amounts without a month become what is approved for their category; amounts without a category are left out and
    stand among what the document lacks.
    """
    ids = _Ids()
    goals = tuple(_goal(g, ids) for g in read.goals)
    channels = tuple(_channel(c, ids) for c in read.channels)
    by_name = {c.name: c.id for c in channels}
    return Plan(
        title=read.title,
        goals=goals,
        channels=channels,
        budget=Budget(
            lines=tuple(_lines(read.budget, by_name, ids)), approved=tuple(_approved(read.budget))
        ),
        risks=tuple(_risk(r, ids) for r in read.risks),
    )


class _Ids:
    """Ids that no other part of the plan has."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def new(self, wanted: str) -> str:
        """Return `wanted` in a form that an id may have, with a number where it is taken."""
        plain = "".join("-" if c.isspace() or c in ".:/" else c for c in wanted)[:48] or "part"
        found, number = plain, 1
        while found in self._given:
            number += 1
            found = f"{plain}-{number}"
        self._given.add(found)
        return found


def _goal(found: FoundGoal, ids: _Ids) -> Goal:
    said = found.judged.said
    measure = said.measured
    whole = bool(measure and measure.metric and said.target is not None)
    start = said.from_day if said.from_day and said.due and said.from_day <= said.due else None
    return Goal(
        id=ids.new(measure.metric if measure and measure.metric else "goal"),
        name=found.source[:MOST_TEXT],
        dimension=_dimension(found),
        metric=measure.metric if measure else "",
        baseline=said.baseline,
        target=said.target,
        from_day=start,
        due=said.due,
        owner=said.owner,
        why=said.why,
        # 抖音的GMV without its condition would be held against the GMV of the whole shop.
        draft=not found.judged.ok or not whole or bool(said.scope),
    )


def _dimension(found: FoundGoal) -> Any:
    measure = found.judged.said.measured
    if measure and measure.dimension:
        return measure.dimension
    return next((k for k in ("brand", "users") if k in found.judged.letters["R"].why.en), "trade")


def _channel(found: FoundChannel, ids: _Ids) -> Channel:
    return Channel(
        id=ids.new(found.name), name=found.name, domain=found.domain, platform=found.platform
    )


def _lines(
    budget: tuple[FoundLine, ...], channels: dict[str, str], ids: _Ids
) -> Iterator[BudgetLine]:
    for line in budget:
        if line.category and line.month:
            yield BudgetLine(
                id=ids.new(f"{line.category}-{line.month}"),
                name=line.name[:MOST_TEXT],
                category=line.category,
                month=line.month,
                planned_fen=line.amount_fen,
                channel=channels.get(line.channel, ""),
                owner=line.owner,
            )


def _approved(budget: tuple[FoundLine, ...]) -> Iterator[Approved]:
    sums: dict[Any, int] = {}
    for line in budget:
        if line.category and not line.month:
            sums[line.category] = sums.get(line.category, 0) + line.amount_fen
    yield from (Approved(category=key, amount_fen=fen) for key, fen in sums.items())


def _risk(found: FoundRisk, ids: _Ids) -> Risk:
    return Risk(
        id=ids.new(found.preset or "risk"),
        name=found.name,
        probability=found.probability or "medium",
        impact=found.impact or "medium",
        trigger=Trigger(preset=found.preset),
        owner=found.owner,
        fallback=tuple(Fallback(name=step) for step in found.fallback),
    )
