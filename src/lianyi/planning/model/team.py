"""The team: who belongs to it, and who is responsible, accountable, consulted and informed."""

from __future__ import annotations

from lianyi.planning.model.base import Id, Line, Part


class Member(Part):
    """A person of the team; `team` is operations, marketing, supply, data or a name of one's own."""

    id: Id
    name: Line
    team: Line = ""
    role: Line = ""


class Duty(Part):
    """One row of the RACI grid. `item` names a part of the plan (`goal:gmv`, `risk:ban`) or is free text."""

    id: Id
    item: Line
    responsible: tuple[Line, ...] = ()
    accountable: tuple[Line, ...] = ()
    consulted: tuple[Line, ...] = ()
    informed: tuple[Line, ...] = ()


class Team(Part):
    """Members and duties."""

    members: tuple[Member, ...] = ()
    duties: tuple[Duty, ...] = ()
