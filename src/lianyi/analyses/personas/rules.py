"""Readable rules: up to three conditions that find most of a group and few others, tried on people they were not made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lianyi.core import numbers
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.personas.traits import Trait, Traits
    from lianyi.timelines.store import Array

MOST_CONDITIONS = 3
LEAST_GAIN = 0.01
CUTS = tuple(n / 20 for n in range(1, 20))
JOIN = Text("，且", " and ")
AT_LEAST, AT_MOST = Text("{name}不少于{value}", "{name} at least {value}"), Text("{name}不超过{value}", "{name} at most {value}")  # fmt: skip
EVERYBODY = Text("所有人", "everybody")


@dataclass(frozen=True)
class Condition:
    """`trait` (its place) is at least or at most `value`."""

    trait: int
    is_least: bool
    value: float

    def holds(self, values: Array) -> Array:
        """Return for whom [people] it holds."""
        column = values[:, self.trait]
        return np.asarray(column >= self.value if self.is_least else column <= self.value)


@dataclass(frozen=True)
class Rule:
    """All of `conditions`. Of `found` people that it finds `right` are of the group, which has `size`; other people than
    those that taught it.
    """

    conditions: tuple[Condition, ...]
    right: int
    found: int
    size: int

    @property
    def precision(self) -> float | None:
        """Of those found, the share that belongs to the group."""
        return self.right / self.found if self.found else None

    @property
    def coverage(self) -> float | None:
        """Of the group, the share that is found."""
        return self.right / self.size if self.size else None


def rule_of(traits: Traits, mine: Array) -> Rule:
    """Return the rule for the people `mine` [people, bool]: learnt from every second one, tried on the others.

    Conditions are added one by one as long as the F1 of precision and coverage grows by 0.01.
    """
    teach = np.arange(len(mine)) % 2 == 0
    values, wanted = traits.values[teach], mine[teach]
    choices = [c for n, t in enumerate(traits.traits) for c in _choices(values[:, n], n, t)]
    held = np.array([c.holds(values) for c in choices], np.bool_).reshape(len(choices), -1)
    chosen: list[Condition] = []
    inside, best = np.ones(len(values), np.bool_), 0.0
    while len(chosen) < MOST_CONDITIONS and choices:
        score = _f1(held & inside, wanted)
        top = int(score.argmax())
        if score[top] < best + LEAST_GAIN:
            break
        chosen.append(choices[top])
        inside, best = inside & held[top], float(score[top])
    return _tried(tuple(chosen), traits.values[~teach], mine[~teach])


def _tried(conditions: tuple[Condition, ...], values: Array, wanted: Array) -> Rule:
    inside = np.ones(len(values), np.bool_)
    for condition in conditions:
        inside &= condition.holds(values)
    return Rule(conditions, int((inside & wanted).sum()), int(inside.sum()), int(wanted.sum()))


def _choices(column: Array, place: int, trait: Trait) -> Iterator[Condition]:
    """Yield conditions with round thresholds."""
    cuts = (
        sorted({_round(float(v), trait) for v in np.quantile(column, CUTS)}) if len(column) else []
    )
    for cut in cuts:
        yield Condition(place, is_least=True, value=cut)
        yield Condition(place, is_least=False, value=cut)


def _round(value: float, trait: Trait) -> float:
    if trait.kind == "ratio":
        return round(value * 20) / 20
    if trait.kind == "money":
        # Whole units of money, two figures from a hundred units on.
        digits = max(2, len(str(int(abs(value)))) - 2)
        return float(round(value, -digits))
    return float(round(value))


def _f1(found: Array, wanted: Array) -> Array:
    right = (found & wanted).sum(axis=1)
    return np.asarray(2 * right / np.maximum(found.sum(axis=1) + wanted.sum(), 1))


def said(conditions: Sequence[Condition], traits: Sequence[Trait], currency: str) -> Text:
    """Return the rule in words."""
    if not conditions:
        return EVERYBODY
    parts = [
        (AT_LEAST if c.is_least else AT_MOST).format(name=traits[c.trait].name, value=shown(c.value, traits[c.trait], currency))
        for c in conditions
    ]  # fmt: skip
    return Text(JOIN.zh.join(p.zh for p in parts), JOIN.en.join(p.en for p in parts))


def shown(value: float, trait: Trait, currency: str) -> Text:
    """Return a value of a trait as a reader sees it."""
    value = float(value)
    if trait.kind == "ratio":
        return Text(numbers.ratio(value, decimals=0), numbers.ratio(value, decimals=0))
    if trait.kind == "money":
        zh, en = (numbers.money(round(value), lang, style="full", currency=currency) for lang in ("zh", "en"))  # fmt: skip
        return Text(zh, en)
    text = numbers.number(value, decimals=0 if value == round(value) else 1)
    return Text(text, text)
