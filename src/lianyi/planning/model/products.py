"""Products: scores for the choice, the price ladder, and what may be stacked."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from lianyi.planning.model.base import Fen, Id, Line, Part, Score, Share


class Weights(Part):
    """How much each criterion counts in the selection score; they need not sum to 100."""

    social: int = Field(default=20, ge=0, le=100)
    looks: int = Field(default=15, ge=0, le=100)
    packaging: int = Field(default=5, ge=0, le=100)
    value: int = Field(default=20, ge=0, le=100)
    topicality: int = Field(default=10, ge=0, le=100)
    season: int = Field(default=5, ge=0, le=100)
    margin: int = Field(default=15, ge=0, le=100)
    stock: int = Field(default=5, ge=0, le=100)
    share_rate: int = Field(default=3, ge=0, le=100)
    review_rate: int = Field(default=2, ge=0, le=100)


class ProductItem(Part):
    """A candidate. Scores are 0 to 100 and given by people; None is not judged. Cost and margin come from facts."""

    sku: Id
    name: Line = ""
    social: Score | None = None
    looks: Score | None = None
    packaging: Score | None = None
    value: Score | None = None
    topicality: Score | None = None
    season_from: date | None = None
    season_to: date | None = None
    price_fen: Fen | None = None
    cost_fen: Fen | None = None
    stock: int | None = None
    mode: Line = ""


class LadderStep(Part):
    """The prices of one SKU. `list_fen` is the crossed-out price; `floor_fen` what no price may pass."""

    sku: Id
    list_fen: Fen | None = None
    group_fen: Fen | None = None
    community_fen: Fen | None = None
    member_fen: Fen | None = None
    flash_fen: Fen | None = None
    floor_fen: Fen | None = None
    cost_fen: Fen | None = None
    freight_fen: Fen | None = None


class Stacking(Part):
    """What may come together on one order, and the rates that then apply.

    `stackable` are sets of benefits that may be combined: `coupon`, `points`, `commission`, `leader`, `member`.
    """

    coupon_fen: Fen = 0
    coupon_min_fen: Fen = 0
    coupon_rate: Share | None = None
    points_rate: Share | None = None
    commission_rate: Share | None = None
    leader_rate: Share | None = None
    platform_rate: Share | None = None
    not_with: tuple[tuple[Line, Line], ...] = ()


class ProductSection(Part):
    """Which products, at which prices, with which benefits."""

    weights: Weights = Weights()
    items: tuple[ProductItem, ...] = ()
    ladder: tuple[LadderStep, ...] = ()
    stacking: Stacking = Stacking()
