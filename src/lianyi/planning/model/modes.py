"""Modes: how we sell socially, and why."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lianyi.planning.model.base import Fen, Id, Line, Part, Share

ModeKey = Literal["content", "community", "distribution", "live"]


class ModeWeights(Part):
    """How much each trait of the product counts for the advice."""

    price: int = Field(default=25, ge=0, le=100)
    margin: int = Field(default=20, ge=0, le=100)
    frequency: int = Field(default=20, ge=0, le=100)
    shareability: int = Field(default=20, ge=0, le=100)
    complexity: int = Field(default=15, ge=0, le=100)


class UnitEconomics(Part):
    """What one order brings and costs in a mode; empty fields come from facts."""

    price_fen: Fen | None = None
    cost_fen: Fen | None = None
    freight_fen: Fen | None = None
    commission_rate: Share | None = None
    coupon_fen: Fen | None = None
    acquisition_fen: Fen | None = None
    platform_rate: Share | None = None


class ModeChoice(Part):
    """A mode that was chosen, for whom (persona ids), with which promise, and its arithmetic."""

    mode: ModeKey
    personas: tuple[Id, ...] = ()
    value_statement: Line = ""
    reason: Line = ""
    owner: Line = ""
    economics: UnitEconomics = UnitEconomics()


class ModeSection(Part):
    """The modes in use and the weights of the advice."""

    chosen: tuple[ModeChoice, ...] = ()
    weights: ModeWeights = ModeWeights()
