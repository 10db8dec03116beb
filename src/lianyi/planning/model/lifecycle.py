"""Life cycle: acquire, activate, retain, convert, refer: who is where, and what is done there."""

from __future__ import annotations

from typing import Literal

from lianyi.planning.model.base import Id, Line, Part

StageKey = Literal["acquire", "activate", "retain", "convert", "refer"]


class Strategy(Part):
    """What is done for the people of a stage: the play, the message, the channel, who does it."""

    id: Id
    name: Line
    play: Line = ""
    channel: Line = ""
    persona: Line = ""
    metric: Line = ""
    owner: Line = ""


class LifecycleStage(Part):
    """A stage with the rule of who is in it (a condition of the segment language) and its strategies."""

    stage: StageKey
    segment: Line = ""
    strategies: tuple[Strategy, ...] = ()


class LifecycleSection(Part):
    """The stages of the life cycle."""

    stages: tuple[LifecycleStage, ...] = ()
