"""Mode advice: which way of selling fits a product, trait by trait, in parts that add up.

Each mode likes each trait of a product to a degree between 0 and 100 that depends on whether the trait is low, middle or high (the table
below, straight lines between). The score is the weighted mean; the parts are what each trait adds.

The table says in numbers what practice says in words: dear goods that need explaining and come back suit a community, cheap
goods that everybody needs and that leave a margin for commission suit distribution, what one likes to show suits content, what
has to be seen in use suits live sessions. It is a setting, shown as a reference value, not a law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from lianyi.core.money import split
from lianyi.core.translation import Text
from lianyi.planning.model.modes import ModeKey, ModeWeights

Trait = Literal["price", "margin", "frequency", "shareability", "complexity"]
MODES: dict[ModeKey, Text] = {
    "content": Text("内容", "Content"),
    "community": Text("社群", "Community"),
    "distribution": Text("分销", "Distribution"),
    "live": Text("直播", "Live"),
}
TRAITS: dict[Trait, Text] = {
    "price": Text("客单价", "Price"),
    "margin": Text("毛利率", "Margin"),
    "frequency": Text("复购频次", "Purchases a year"),
    "shareability": Text("可分享", "Shareability"),
    "complexity": Text("需要讲解", "Needs explaining"),
}
# low, middle, high of each trait, in its own unit: yuan, share, orders a year, points, points.
ENDS: dict[Trait, tuple[Fraction, Fraction, Fraction]] = {
    "price": (Fraction(30), Fraction(150), Fraction(600)),
    "margin": (Fraction(10, 100), Fraction(35, 100), Fraction(60, 100)),
    "frequency": (Fraction(1), Fraction(4), Fraction(12)),
    "shareability": (Fraction(0), Fraction(50), Fraction(100)),
    "complexity": (Fraction(0), Fraction(50), Fraction(100)),
}
LIKES: dict[ModeKey, dict[Trait, tuple[int, int, int]]] = {
    "content": {
        "price": (60, 90, 60),
        "margin": (30, 70, 90),
        "frequency": (80, 60, 40),
        "shareability": (10, 60, 100),
        "complexity": (50, 60, 50),
    },
    "community": {
        "price": (20, 60, 100),
        "margin": (20, 60, 90),
        "frequency": (30, 80, 90),
        "shareability": (40, 60, 70),
        "complexity": (30, 70, 100),
    },
    "distribution": {
        "price": (100, 60, 10),
        "margin": (0, 60, 100),
        "frequency": (30, 70, 100),
        "shareability": (20, 60, 90),
        "complexity": (100, 50, 10),
    },
    "live": {
        "price": (80, 90, 40),
        "margin": (20, 60, 90),
        "frequency": (60, 60, 50),
        "shareability": (40, 60, 70),
        "complexity": (40, 100, 60),
    },
}


@dataclass(frozen=True)
class TraitPart:
    """What one trait adds to a mode's score: its value, its liking (0 to 100), and its part in 1/100 of a point."""

    trait: Trait
    value: Fraction
    liking: int
    weight: int
    hundredths: int


@dataclass(frozen=True)
class Advice:
    """One mode with its score in 1/100 of a point; `unknown` are traits that nobody told."""

    mode: ModeKey
    hundredths: int
    parts: tuple[TraitPart, ...]
    unknown: tuple[Trait, ...]


def advise(traits: Mapping[Trait, Fraction | None], weights: ModeWeights) -> list[Advice]:
    """Return the four modes, the best fit first; equal ones in the order of `MODES`.

    `traits` are in the units of `ENDS`; what is unknown is left out and its weight spread over the rest. Without any trait
    the list is empty: nothing can be advised.
    """
    known = [t for t in TRAITS if traits.get(t) is not None and getattr(weights, t) > 0]
    if not known:
        return []
    made = [_advice(mode, traits, weights, known) for mode in MODES]
    return sorted(made, key=lambda a: -a.hundredths)


def liking(mode: ModeKey, trait: Trait, value: Fraction) -> int:
    """Return how much `mode` likes `value` of a trait, 0 to 100."""
    low, middle, high = ENDS[trait]
    at_low, at_middle, at_high = LIKES[mode][trait]
    if value <= low:
        return at_low
    if value >= high:
        return at_high
    if value <= middle:
        found = at_low + (at_middle - at_low) * (value - low) / (middle - low)
    else:
        found = at_middle + (at_high - at_middle) * (value - middle) / (high - middle)
    return int(found + Fraction(1, 2))


def _advice(
    mode: ModeKey, traits: Mapping[Trait, Fraction | None], weights: ModeWeights, known: list[Trait]
) -> Advice:
    values = {t: value for t in known if (value := traits[t]) is not None}
    likings = {t: liking(mode, t, value) for t, value in values.items()}
    products = [getattr(weights, t) * likings[t] for t in known]
    total = sum(getattr(weights, t) for t in known)
    whole = int(Fraction(100 * sum(products), total) + Fraction(1, 2))
    shares = split(whole, products) if any(products) else [0] * len(products)
    parts = tuple(
        TraitPart(t, values[t], likings[t], getattr(weights, t), part)
        for t, part in zip(known, shares, strict=True)
    )
    unknown = tuple(t for t in TRAITS if t not in known and getattr(weights, t) > 0)
    return Advice(mode, whole, parts, unknown)
