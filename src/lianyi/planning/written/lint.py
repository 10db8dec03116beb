"""All goals of a list, judged together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lianyi.metrics.book import Book
from lianyi.planning.goals.placed import Placed, placed
from lianyi.planning.model.goals import Goal
from lianyi.planning.model.plan import Plan
from lianyi.planning.written.history import History
from lianyi.planning.written.judging import hold_to_owners, judge
from lianyi.planning.written.letters import Judged
from lianyi.planning.written.listing import Entry
from lianyi.planning.written.naming import Names
from lianyi.planning.written.reading import read_goal
from lianyi.planning.written.times import Clock
from lianyi.planning.written.typed import said_by


@dataclass(frozen=True)
class Yardstick:
    """What goals are held against: the day, the dictionary, and the history of a shop where there is one."""

    clock: Clock
    history: History | None = None
    book: Book = field(default_factory=Book)
    names: Names | None = None


def lint_entries(entries: Sequence[Entry], by: Yardstick) -> list[Judged]:
    """Return the verdict on each entry, in order; refuses nothing itself."""
    return hold_to_owners([_judged(entry, by) for entry in entries])


def lint_plan(plan: Plan, by: Yardstick) -> list[Judged]:
    """Return the verdict on each goal of a plan, parts with what they inherit; each needs an owner, drafts are only read."""
    trees = placed(plan.goals)
    return [
        _judged_goal(_inherited(one), by, draft=one.is_draft) for t in trees for one in t.walk()
    ]


def _inherited(one: Placed) -> Goal:
    """Return a goal with what it takes from the one that it is a part of."""
    span = one.period
    first, last = (span.start, span.last) if span else (None, None)
    given = {
        "metric": one.metric,
        "where": one.where,
        "owner": one.owner,
        "from_day": one.goal.from_day or first,
        "due": one.goal.due or last,
    }
    return one.goal.model_copy(update=given)


def _judged(entry: Entry, by: Yardstick) -> Judged:
    if entry.fields is None:
        return judge(read_goal(entry.sentence, by.clock, by.names), by.clock, by.history)
    goal = _goal(entry)
    if goal is None:
        return judge(read_goal(_as_sentence(entry), by.clock, by.names), by.clock, by.history)
    return _judged_goal(goal, by, draft=goal.draft)


def _judged_goal(goal: Goal, by: Yardstick, *, draft: bool) -> Judged:
    said = said_by(goal, by.clock, by.book, by.names)
    judged = judge(said, by.clock, by.history, owner_required=True, evidence=goal.evidence)
    return replace(judged, draft=draft)


def _goal(entry: Entry) -> Goal | None:
    """Return the typed goal of an entry; None where its fields are not those of a goal."""
    from pydantic import ValidationError

    fields: dict[str, Any] = {k: v for k, v in (entry.fields or {}).items() if k != "parts"}
    try:
        return Goal.model_validate({"id": "goal", "name": entry.text, **fields})
    except ValidationError:
        return None


def _as_sentence(entry: Entry) -> str:
    """Return a sentence that says what the fields say, where they are not written as a plan writes them."""
    fields = entry.fields or {}
    said = [entry.text]
    for key, words in (("metric", "{}"), ("baseline", "从{}"), ("target", "到{}"), ("due", "，{}前"), ("owner", "，负责人{}")):  # fmt: skip
        if fields.get(key) not in (None, "") and str(fields[key]) not in entry.text:
            said.append(words.format(fields[key]))
    return "".join(said)
