"""Channels: the tree from public traffic to the private domain."""

from __future__ import annotations

from typing import Literal

from lianyi.planning.model.base import Fen, Id, Line, Part

Domain = Literal["public", "private"]


class Channel(Part):
    """One channel. `parent` and `hand_to` are ids of channels; `platform` and `codes` find it in the facts."""

    id: Id
    name: Line
    domain: Domain = "public"
    parent: Line = ""
    platform: Line = ""
    codes: tuple[Line, ...] = ()
    hand_to: Line = ""
    monthly_cost_fen: Fen = 0
    owner: Line = ""
    tools: tuple[Line, ...] = ()
