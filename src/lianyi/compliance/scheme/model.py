"""A reward scheme in one spelling: who is paid, on what, by which depth, and what is promised beside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from lianyi.compliance.overrides import Override

Payer = Literal["ordinary", "platform"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Commission(_Part):
    """What one level is paid on paid orders: depth 1 is who recommended the buyer, 2 that person's recommender, …

    `rate` is a share (0.05), `amount` an amount in yuan per order; either makes the level a paid one.
    """

    depth: int = Field(ge=1, description="1 = the direct recommender, 2 = one above, …")
    rate: Decimal = Field(default=Decimal(0), ge=0)
    amount: Decimal = Field(default=Decimal(0), ge=0)
    name: str = ""

    @property
    def paid(self) -> bool:
        """True where this level receives something."""
        return self.rate > 0 or self.amount > 0


class Prize(_Part):
    """One prize of a draw; `value` in yuan, `odds` as a share, `stock` as a count; unknown ones are null."""

    name: str = ""
    value: Decimal | None = Field(default=None, ge=0)
    odds: Decimal | None = Field(default=None, ge=0)
    stock: int | None = Field(default=None, ge=0)
    drawn: bool = Field(default=True, description="false: everyone gets it, there is no draw")


class DealPrice(_Part):
    """One price at which the goods were really sold, in yuan."""

    day: date
    price: Decimal = Field(gt=0)


class PriceClaim(_Part):
    """A price beside a crossed-out one, with the recent deals that must carry it; `day` is the day of the claim."""

    sku: str = ""
    price: Decimal | None = Field(default=None, ge=0)
    crossed_out: Decimal | None = Field(default=None, ge=0)
    day: date | None = None
    deals: tuple[DealPrice, ...] = ()


class Scheme(_Part):
    """A whole scheme. What is left out is not done."""

    name: str = ""
    commissions: tuple[Commission, ...] = ()
    max_levels: int | None = Field(default=None, ge=0, description="declared depth of commission")
    head_count_pay: Decimal = Field(
        default=Decimal(0), ge=0, description="yuan per recruited person"
    )
    invite_gift: bool = Field(
        default=False, description="a coupon or points for inviting a customer"
    )
    entry_fee: Decimal = Field(
        default=Decimal(0), ge=0, description="yuan to join, deposit included"
    )
    required_purchase: Decimal = Field(default=Decimal(0), ge=0, description="yuan to buy first")
    spend_qualification: Decimal = Field(default=Decimal(0), ge=0, description="yuan spent so far")
    team_pay: bool = Field(default=False, description="pay on the sales of a team or downline")
    self_purchase: bool = Field(default=False, description="commission on one's own orders")
    stacking: bool = Field(
        default=False, description="one person holds several paid roles in one order"
    )
    virtual_members: bool = Field(
        default=False, description="groups are filled up by invented members"
    )
    prizes: tuple[Prize, ...] = ()
    prices: tuple[PriceClaim, ...] = ()
    payer: Payer | None = None
    texts: tuple[str, ...] = Field(default=(), description="rules and copy, checked as text")
    overrides: tuple[Override, ...] = ()
