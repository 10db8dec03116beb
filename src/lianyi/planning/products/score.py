"""Selection score: what speaks for a product, criterion by criterion, in parts that add up.

```
score = sum(weight x points) / sum(weight)     over the criteria about which something is known
```

Points run from 0 to 100. People give those of looks, social appeal, packaging, value and topicality; the others are measured: margin,
season, stock, share rate, review rate. What is not known is left out and its weight spread over the rest, and the product says so: an
unknown is neither good nor bad. A product of which less than half of the weights is known stands behind the others,
since its score says little. A rate needs `FEWEST` cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from lianyi.core.money import split
from lianyi.core.translation import Text
from lianyi.planning.model.products import ProductItem, Weights
from lianyi.planning.products.known import KnownProduct

Criterion = Literal[
    "social", "looks", "packaging", "value", "topicality",
    "season", "margin", "stock", "share_rate", "review_rate",
]  # fmt: skip
CRITERIA: dict[Criterion, Text] = {
    "social": Text("社交属性", "Social appeal"),
    "looks": Text("颜值", "Looks"),
    "packaging": Text("包装适合拍照", "Packaging for photos"),
    "value": Text("性价比", "Value for money"),
    "topicality": Text("话题", "Topicality"),
    "season": Text("季节", "Season"),
    "margin": Text("毛利", "Margin"),
    "stock": Text("库存", "Stock"),
    "share_rate": Text("实测分享率", "Measured share rate"),
    "review_rate": Text("实测评价率", "Measured review rate"),
}
GIVEN: tuple[Criterion, ...] = ("social", "looks", "packaging", "value", "topicality")
FEWEST = 30
HALF = Fraction(1, 2)
# Ends of the measured scales: 0 points at the first, 100 at the second. Settings of ours, not facts of the market.
MARGIN = (Fraction(0), Fraction(60, 100))
SHARE = (Fraction(0), Fraction(5, 100))
REVIEW = (Fraction(0), Fraction(10, 100))
COVER_DAYS = (3, 14, 60, 180)
"""Days of stock: 0 points up to the first, 100 from the second to the third, 0 from the fourth on."""
SEASON_DAYS = 60


@dataclass(frozen=True)
class Contribution:
    """One part of a score: `points` are 0 to 100, `hundredths` what it adds to the score in 1/100 of a point."""

    criterion: Criterion
    weight: int
    points: int
    hundredths: int
    basis: str = ""


@dataclass(frozen=True)
class Scored:
    """A product with its score in 1/100 of a point; None where nothing is known of it.

    `known_share` is the share of the weights about which something is known.
    """

    sku: str
    name: str
    hundredths: int | None
    contributions: tuple[Contribution, ...]
    unknown: tuple[Criterion, ...]
    unit_margin_fen: int | None = None
    known_share: Fraction = Fraction(0)

    @property
    def says_little(self) -> bool:
        """Whether less than half of the weights is behind the score."""
        return self.known_share < HALF


def rank(
    items: Sequence[ProductItem], known: dict[str, KnownProduct], weights: Weights, today: date
) -> list[Scored]:
    """Return the products, the best first; equal scores stand by SKU, those that say little at the end."""
    scored = [score(i, known.get(i.sku, KnownProduct(i.sku)), weights, today) for i in items]
    return sorted(scored, key=lambda s: (s.says_little, -(s.hundredths or 0), s.sku))


def score(item: ProductItem, known: KnownProduct, weights: Weights, today: date) -> Scored:
    """Return the score of one product; its parts sum to it exactly."""
    points = points_of(item, known, today)
    counted = [c for c in CRITERIA if c in points and getattr(weights, c) > 0]
    unknown = tuple(c for c in CRITERIA if c not in points and getattr(weights, c) > 0)
    products = [getattr(weights, c) * points[c][0] for c in counted]
    total = sum(getattr(weights, c) for c in counted)
    margin = unit_margin_fen(item, known)
    name = item.name or known.name or item.sku
    if not total:
        return Scored(item.sku, name, None, (), unknown, margin)
    whole = _rounded(Fraction(100 * sum(products), total))
    parts = split(whole, products) if any(products) else [0] * len(products)
    contributions = tuple(
        Contribution(c, getattr(weights, c), points[c][0], part, points[c][1])
        for c, part in zip(counted, parts, strict=True)
    )
    all_weights = sum(getattr(weights, c) for c in CRITERIA)
    share = Fraction(total, all_weights)
    return Scored(item.sku, name, whole, contributions, unknown, margin, share)


def points_of(
    item: ProductItem, known: KnownProduct, today: date
) -> dict[Criterion, tuple[int, str]]:
    """Return the points of every criterion about which something is known, each with what it rests on."""
    found: dict[Criterion, tuple[int, str]] = {}
    for criterion in GIVEN:
        given = getattr(item, criterion)
        if given is not None:
            found[criterion] = given, "plan"
    rate = margin_rate(item, known)
    if rate is not None:
        found["margin"] = _scaled(rate, MARGIN), f"{float(rate):.4f}"
    stock = _stock_points(item, known)
    if stock is not None:
        found["stock"] = stock
    season = _season_points(item, today)
    if season is not None:
        found["season"] = season, f"{item.season_from or ''}..{item.season_to or ''}"
    for criterion, part, whole, scale in (
        ("share_rate", known.shares, known.views, SHARE),
        ("review_rate", known.reviews, known.orders, REVIEW),
    ):
        if part is not None and whole is not None and whole >= FEWEST:
            found[criterion] = _scaled(Fraction(part, whole), scale), f"{part}/{whole}"
    return found


def unit_margin_fen(item: ProductItem, known: KnownProduct) -> int | None:
    """Return price minus cost and freight of a piece; None where price or cost is unknown."""
    price = item.price_fen if item.price_fen is not None else known.price_fen
    cost = item.cost_fen if item.cost_fen is not None else known.cost_fen
    if price is None or cost is None:
        return None
    return price - cost - (known.freight_fen or 0)


def margin_rate(item: ProductItem, known: KnownProduct) -> Fraction | None:
    """Return the margin of a piece over its price; None where it is unknown or the price is 0."""
    margin = unit_margin_fen(item, known)
    price = item.price_fen if item.price_fen is not None else known.price_fen
    return None if margin is None or not price else Fraction(margin, price)


def _stock_points(item: ProductItem, known: KnownProduct) -> tuple[int, str] | None:
    stock = item.stock if item.stock is not None else known.stock
    if stock is None:
        return None
    if stock <= 0:
        return 0, "0"
    if not known.daily_units:
        return None
    cover = Fraction(stock) / Fraction(known.daily_units)
    first, enough, plenty, last = COVER_DAYS
    up = Fraction(cover - first, enough - first)
    down = Fraction(last - cover, last - plenty)
    return _scaled(min(up, down), (Fraction(0), Fraction(1))), f"{float(cover):.1f}"


def _season_points(item: ProductItem, today: date) -> int | None:
    if item.season_from is None and item.season_to is None:
        return None
    start, end = item.season_from or today, item.season_to or today
    away = max((start - today).days, (today - end).days, 0)
    return _rounded(Fraction(100 * max(0, SEASON_DAYS - away), SEASON_DAYS))


def _scaled(value: Fraction, scale: tuple[Fraction, Fraction]) -> int:
    share = (value - scale[0]) / (scale[1] - scale[0])
    return _rounded(100 * min(max(share, Fraction(0)), Fraction(1)))


def _rounded(value: Fraction) -> int:
    return int(value + Fraction(1, 2))
