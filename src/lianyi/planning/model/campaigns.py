"""Campaigns: dates, phases with tasks and hand-overs, money, products, content and codes."""

from __future__ import annotations

from datetime import date
from typing import Literal

from lianyi.planning.model.base import Fen, Id, Line, Part

Category = Literal["content", "kol", "ads", "incentives"]
PhaseKind = Literal["prepare", "warm_up", "burst", "wrap_up"]
Mode = Literal["", "content", "community", "distribution", "live"]


class Task(Part):
    """One task of a phase. `hand_to` is who goes on with it."""

    id: Id
    name: Line
    owner: Line = ""
    due: date | None = None
    hand_to: Line = ""
    done: date | None = None


class Phase(Part):
    """筹备, 预热, 爆发 or 收尾."""

    kind: PhaseKind
    from_day: date
    to_day: date
    tasks: tuple[Task, ...] = ()


class CampaignMoney(Part):
    """What a campaign may spend on one category, in one channel or in all (empty)."""

    category: Category
    amount_fen: Fen
    channel: Line = ""


class Campaign(Part):
    """A campaign. `kind` compares it with others of its kind (`邀请有礼`, `双11`, …); `codes` are coupon and channel codes."""

    id: Id
    name: Line
    kind: Line = ""
    mode: Mode = ""
    from_day: date
    to_day: date
    owner: Line = ""
    goals: tuple[Id, ...] = ()
    products: tuple[Line, ...] = ()
    codes: tuple[Line, ...] = ()
    channels: tuple[Line, ...] = ()
    contents: tuple[Id, ...] = ()
    creators: tuple[Line, ...] = ()
    phases: tuple[Phase, ...] = ()
    budget: tuple[CampaignMoney, ...] = ()
    prize: Line = ""
    notes: Line = ""
