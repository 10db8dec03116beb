"""Products: scores for the choice, the price ladder, and what may be stacked."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from lianyi.planning.model.base import Fen, Id, Line, Part, Score, Share

PriceKind = Literal["list", "group", "community", "member", "flash"]
BenefitKind = Literal["coupon", "discount", "points", "commission", "leader", "platform"]
Base = Literal["price", "paid"]


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


class Benefit(Part):
    """Something that may be taken off an order or paid on it.

    `coupon` and `discount` lower what the buyer pays, `points` pay a part of it, `commission`, `leader` and `platform`
    are paid by the shop. It is a fixed amount per order or a rate of `base`: the price of the goods, or what is left to
    pay after coupons, discounts and points. It needs `min_spend_fen` of goods and stops at `cap_fen`; `prices` limits it
    to some prices of the ladder.
    """

    id: Id
    name: Line = ""
    kind: BenefitKind
    amount_fen: Fen | None = None
    rate: Share | None = None
    base: Base = "price"
    min_spend_fen: Fen = 0
    cap_fen: Fen | None = None
    prices: tuple[PriceKind, ...] = ()


class Stacking(Part):
    """Which benefits there are, and which may not come together.

    `not_with` names pairs of benefits, or of a benefit and a price of the ladder, that one order cannot have. Freight is
    paid by the shop where the goods reach `free_freight_from_fen`, else by the buyer. An order has 1 to `most_units` pieces.
    """

    benefits: tuple[Benefit, ...] = ()
    not_with: tuple[tuple[Line, Line], ...] = ()
    free_freight_from_fen: Fen = 0
    most_units: int = Field(default=5, ge=1, le=50)


class ProductSection(Part):
    """Which products, at which prices, with which benefits."""

    weights: Weights = Weights()
    items: tuple[ProductItem, ...] = ()
    ladder: tuple[LadderStep, ...] = ()
    stacking: Stacking = Stacking()
