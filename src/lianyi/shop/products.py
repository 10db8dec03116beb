"""Products of a plan with what the shop's facts know of them: score, advice on modes, proof of margins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from lianyi.planning.model.modes import ModeWeights
from lianyi.planning.model.plan import Plan
from lianyi.planning.model.products import LadderStep, ProductItem
from lianyi.planning.products.known import KnownProduct, known_products
from lianyi.planning.products.margin import Proof, prove
from lianyi.planning.products.modes import Advice, Trait, advise
from lianyi.planning.products.score import Scored, margin_rate, rank
from lianyi.planning.products.table import Candidates, candidates, wanted_columns

if TYPE_CHECKING:
    from lianyi.shop.shop import Shop

DAYS_A_YEAR = 365


@dataclass(frozen=True)
class ProductFacts:
    """A plan beside what the facts know by `day`; without a shop nothing is known."""

    plan: Plan
    known: Mapping[str, KnownProduct]
    day: date

    def items(self) -> tuple[ProductItem, ...]:
        """Return the candidates of the plan, else every SKU that sold."""
        planned = self.plan.products.items
        return planned or tuple(ProductItem(sku=s, name=k.name) for s, k in self.known.items() if k.units)  # fmt: skip

    def ranked(self, items: Sequence[ProductItem] | None = None) -> list[Scored]:
        """Return the products by their score."""
        chosen = self.items() if items is None else items
        return rank(chosen, dict(self.known), self.plan.products.weights, self.day)

    def proofs(self) -> list[Proof]:
        """Return the worst order of every SKU of the ladder; costs and freight come from the facts where the plan has none."""
        return [prove(self.completed(step), self.plan.products.stacking) for step in self.plan.products.ladder]  # fmt: skip

    def completed(self, step: LadderStep) -> LadderStep:
        """Return a step with the cost and freight that the facts know."""
        known = self.known.get(step.sku, KnownProduct(step.sku))
        found = {
            name: getattr(known, name)
            for name in ("cost_fen", "freight_fen")
            if getattr(step, name) is None and getattr(known, name) is not None
        }
        return step.model_copy(update=found)

    def traits(self, item: ProductItem) -> dict[Trait, Fraction | None]:
        """Return what is known of a product's traits, in the units of the advice."""
        known = self.known.get(item.sku, KnownProduct(item.sku))
        price = item.price_fen if item.price_fen is not None else known.price_fen
        yearly = None
        if known.buyers and known.orders:
            yearly = Fraction(known.orders, known.buyers) * Fraction(DAYS_A_YEAR, 90)
        return {
            "price": None if price is None else Fraction(price, 100),
            "margin": margin_rate(item, known),
            "frequency": yearly,
            "shareability": None if item.social is None else Fraction(item.social),
            "complexity": None,
        }

    def advice(self, item: ProductItem, told: Mapping[Trait, Fraction] | None = None) -> list[Advice]:  # fmt: skip
        """Return the modes for a product; `told` goes before what the facts know."""
        weights: ModeWeights = self.plan.modes.weights
        return advise({**self.traits(item), **(told or {})}, weights)


def product_facts(shop: Shop | None, plan: Plan, today: date) -> ProductFacts:
    """Return the plan's products beside what the shop knows; without imports nothing is known."""
    if shop is None or not shop.snapshot.imports:
        return ProductFacts(plan, {}, today)
    day = min(shop.covered_days()[1], today)
    return ProductFacts(plan, known_products(shop.engine, day), today)


def read_candidates(path: Path, currency: str) -> Candidates:
    """Return the candidates in a CSV or Excel file; refuses with the codes of reading."""
    from lianyi.shop.file_columns import file_columns

    return candidates(file_columns(path, wanted_columns()), path.name, currency)
