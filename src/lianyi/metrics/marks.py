"""What marks facts as a campaign's: its days, and the codes, channels, products, creators and contents that it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from lianyi.core.calendar.periods import Period, between
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text

Field = Literal["codes", "channels", "products", "creators", "contents"]
FIELDS: tuple[Field, ...] = get_args(Field)
NAME = "name"
"""What a table is limited by that calls an activity, a coupon or an ad plan like the campaign."""
FIELD_NAMES: dict[str, Text] = {
    "codes": Text("渠道码和优惠券", "codes and coupons"),
    "channels": Text("渠道", "channels"),
    "products": Text("商品", "products"),
    "creators": Text("达人", "creators"),
    "contents": Text("内容", "contents"),
    NAME: Text("名字", "name"),
}


@dataclass(frozen=True)
class Marks:
    """One campaign as metrics see it; every field that is empty limits nothing.

    `codes` are values of any column that says through what something came: a channel, a coupon, a promoter, a live
    session, an ad plan, an activity. `channels` are platforms, channels (`douyin/live`, with all below it) or groups.
    `products` are SKUs, product ids or names; `creators` and `contents` ids or names.
    """

    key: str
    name: str
    period: Period
    codes: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()

    def named(self, field: Field) -> tuple[str, ...]:
        """Return what the campaign names of one kind."""
        return getattr(self, field)  # type: ignore[no-any-return]  # every field of `FIELDS` is a tuple of texts

    @property
    def fields(self) -> tuple[Field, ...]:
        """The kinds of things that it names."""
        return tuple(field for field in FIELDS if self.named(field))

    def days(self, asked: Period | None) -> Period:
        """Return the days of `asked` that are the campaign's, all of its days for None.

        Refuses with `metric.campaign_elsewhere` where they have none in common.
        """
        if asked is None:
            return self.period
        if not asked.overlaps(self.period):
            raise LianyiError(
                "metric.campaign_elsewhere",
                name=self.name,
                days=self.period.key,
                asked=asked.key,
            )
        first, last = max(asked.start, self.period.start), min(asked.last, self.period.last)
        return asked if (first, last) == (asked.start, asked.last) else between(first, last)
