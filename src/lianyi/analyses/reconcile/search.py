"""Which definition tells the platform's numbers best: the one that needs the fewest words in all.

```
words of a definition = Σ over days or orders of log2(1 + |amount left|)  +  4 + log2(settings) for every switch turned
                        + n H(m ÷ n) for m of n orders that one side lacks, H the entropy of a coin
```
This is Rissanen's minimum description length (1978): a switch is believed only where it saves more than it costs, so that a
chance likeness on one day is not taken for a cause, and exact agreement on many is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, product
from math import log2
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.reconcile.definition import STEPS, Definition

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]

SWITCH_BITS = 4.0
ROUNDS = 6
FEW = ("time", "excluded", "unpaid", "presale", "subsidy", "freight", "refunds")
"""Switches tried all together; stores and hours are turned one at a time from the best of these."""
STARTS = 4


@dataclass
class Search:
    """`bits(definition)` are those that tell what stays open; `settings` are the choices of every switch, ours first."""

    base: Definition
    settings: Mapping[str, Sequence[Any]]
    bits: Callable[[Definition], float]
    _known: dict[Definition, float] = field(default_factory=dict)

    def best(self) -> Definition:
        """Return the definition that leaves least; among equals the one with the fewest switches, in the order of the settings."""
        starts = sorted(self._all_of(FEW), key=self.words)[:STARTS]
        starts += [
            self.base.switched(n, s) for n in ("scope", "hours") for s in self.settings[n][1:]
        ]
        starts = sorted({**dict.fromkeys(starts)}, key=self.words)[: 2 * STARTS]
        return min((self._improved(start) for start in starts), key=self.words)

    def words(self, definition: Definition) -> float:
        """Return the bits that the numbers need under `definition`, and it itself."""
        if definition not in self._known:
            self._known[definition] = self.bits(definition) + self._cost(definition)
        return self._known[definition]

    def _cost(self, definition: Definition) -> float:
        turned = self.base.differences(definition)
        return sum(SWITCH_BITS + log2(len(self.settings[name])) for name in turned)

    def _all_of(self, names: Sequence[str]) -> Iterator[Definition]:
        """Yield the base and all combinations of up to three turned switches of `names`."""
        yield self.base
        for count in (1, 2, 3):
            for some in combinations(names, count):
                for chosen in product(*(self.settings[name][1:] for name in some)):
                    found = self.base
                    for name, setting in zip(some, chosen, strict=True):
                        found = found.switched(name, setting)
                    yield found

    def _improved(self, start: Definition) -> Definition:
        """Return what is reached by turning one switch after the other while it gets shorter."""
        now = start
        for _ in range(ROUNDS):
            better = min(self._beside(now), key=self.words)
            if self.words(better) >= self.words(now):
                break
            now = better
        return now

    def _beside(self, now: Definition) -> Iterator[Definition]:
        for name in STEPS:
            for setting in self.settings[name]:
                if setting != getattr(now, name):
                    yield now.switched(name, setting)


def bits_of(left: Whole) -> float:
    """Return the bits of amounts that stay open: none for 0, 17 for a thousand yuan in fen."""
    return float(np.log2(1 + np.abs(left).astype(np.float64)).sum())


def bits_of_choice(some: int, every: int) -> float:
    """Return the bits that say which `some` of `every` things it is.

    >>> round(bits_of_choice(1, 2), 3), bits_of_choice(0, 9), round(bits_of_choice(10, 400))
    (2.0, 0.0, 67)
    """
    if not 0 < some < every:
        return 0.0
    share = some / every
    return -every * (share * log2(share) + (1 - share) * log2(1 - share))
