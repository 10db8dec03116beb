"""The RACI grid: for every goal, campaign, budget line, risk and duty, what each person is to it.

```
A 负责 Accountable   who answers for it: exactly one
R 执行 Responsible   who does it: at least one (whoever is accountable does it where nobody else is named)
C 咨询 Consulted     who is asked before          I 知会 Informed     who is told after
```

The duties list decides; where it says nothing of an item, the owner of the item is accountable for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lianyi.planning.model.plan import Plan
    from lianyi.planning.model.team import Team

LETTERS = ("responsible", "accountable", "consulted", "informed")


@dataclass(frozen=True)
class Line:
    """One item of the grid. `key` is `goal:gmv` or the text of a free duty, `place` where it stands in the plan.

    The four lists are names of people as members are called, each once. `owner` is who the item itself names.
    """

    key: str
    name: str
    place: str
    owner: str
    responsible: tuple[str, ...] = ()
    accountable: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    is_listed: bool = False

    @property
    def answers(self) -> tuple[str, ...]:
        """Who is accountable: of the duties list, else the owner."""
        return self.accountable or ((self.owner,) if self.owner else ())

    def letters(self, person: str) -> str:
        """Return what a person is to this item: `A`, `R`, `AR`, `C`, `I`, or nothing."""
        listed = {
            "A": self.answers,
            "R": self.responsible,
            "C": self.consulted,
            "I": self.informed,
        }
        return "".join(letter for letter, people in listed.items() if person in people)


def grid(plan: Plan) -> tuple[Line, ...]:
    """Return a line for every goal, campaign, budget line and risk, then one for each duty about something else."""
    names = _names(plan.team)
    listed: dict[str, dict[str, tuple[str, ...]]] = {}
    for duty in plan.team.duties:
        lists = listed.setdefault(duty.item, dict.fromkeys(LETTERS, ()))
        for letter in LETTERS:
            people = _called(getattr(duty, letter), names)
            lists[letter] = tuple(dict.fromkeys(lists[letter] + people))
    found = [
        _line(key, name, place, names.get(owner, owner), listed.get(key))
        for key, name, place, owner in _items(plan)
    ]
    known = {line.key for line in found}
    for duty in plan.team.duties:
        if duty.item not in known:
            known.add(duty.item)
            place = f"team.duties.{duty.id}"
            found.append(_line(duty.item, duty.item, place, "", listed[duty.item]))
    return tuple(found)


def _line(
    key: str, name: str, place: str, owner: str, lists: dict[str, tuple[str, ...]] | None
) -> Line:
    if lists is None:
        return Line(key, name, place, owner)
    return Line(
        key,
        name,
        place,
        owner,
        lists["responsible"],
        lists["accountable"],
        lists["consulted"],
        lists["informed"],
        is_listed=True,
    )


def people_of(plan: Plan) -> tuple[str, ...]:
    """Return everybody who appears in the plan: members in their order, then who is named and is no member."""
    members = [member.name for member in plan.team.members]
    others = [name for line in grid(plan) for name in (*line.answers, *line.responsible, *line.consulted, *line.informed)]  # fmt: skip
    return tuple(dict.fromkeys([*members, *others]))


def named_owners(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Yield (person, what they own, place) for every owner that the plan names anywhere."""
    names = _names(plan.team)
    for _, name, place, owner in _items(plan):
        if owner:
            yield names.get(owner, owner), name, place
    for campaign in plan.campaigns:
        for phase in campaign.phases:
            for task in phase.tasks:
                place = f"campaigns.{campaign.id}"
                for person in (task.owner, task.hand_to):
                    if person:
                        yield names.get(person, person), task.name, place
    owned = (
        ("content.items", plan.content.items),
        ("channels", plan.channels),
    )
    for place, items in owned:
        for item in items:
            if item.owner:
                yield names.get(item.owner, item.owner), item.name, f"{place}.{item.id}"
    for line in grid(plan):
        for person in (*line.responsible, *line.accountable, *line.consulted, *line.informed):
            yield person, line.name, line.place


def _items(plan: Plan) -> Iterator[tuple[str, str, str, str]]:
    """Yield key, name, place and owner of what needs somebody accountable; the parts of a goal are its owner's."""
    for goal in plan.goals:
        if not goal.draft:
            yield f"goal:{goal.id}", goal.name, f"goals.{goal.id}", goal.owner
    for campaign in plan.campaigns:
        yield f"campaign:{campaign.id}", campaign.name, f"campaigns.{campaign.id}", campaign.owner
    for line in plan.budget.lines:
        yield f"budget:{line.id}", line.name or line.id, f"budget.lines.{line.id}", line.owner
    for risk in plan.risks:
        yield f"risk:{risk.id}", risk.name, f"risks.{risk.id}", risk.owner


def _names(team: Team) -> dict[str, str]:
    """Return the name of each member by id and by name."""
    return {key: member.name for member in team.members for key in (member.id, member.name)}


def _called(people: tuple[str, ...], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names.get(person, person) for person in people))
