"""Which definition tells the platform's numbers best: the one that needs the fewest words in all.

```
words of a definition = Σ of 8 + ¼ log2(1 + |amount left|) over the days or orders that do not agree to the fen
                        + n H(m ÷ n) for m of n orders that one side lacks, H the entropy of a coin
                        + 4 + log2(settings) for every switch turned
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
OFF_BITS, NEARNESS = 8.0, 0.25
ROUNDS = 6
FEW = ("time", "excluded", "unpaid", "presale", "subsidy", "freight", "refunds")
"""Switches tried all together; stores and hours are turned one at a time from the best of these."""
STARTS = 4


@dataclass(frozen=True)
class Bits:
    """What tells a report to somebody who knows a definition: `words` decides, `near` only says where to look."""

    words: float
    near: float


@dataclass
class Search:
    """`bits(definition)` are those that tell what stays open; `settings` are the choices of every switch, ours first.

    Three switches may agree together where none of them does alone: the way there goes by nearness, the choice does not.
    """

    base: Definition
    settings: Mapping[str, Sequence[Any]]
    bits: Callable[[Definition], Bits]
    _known: dict[Definition, Bits] = field(default_factory=dict)

    def best(self) -> Definition:
        """Return the definition that leaves least; among equals the one with the fewest switches, in the order of the settings."""
        some = list(self._all_of(FEW))
        some += [self.base.switched(n, s) for n in ("scope", "hours") for s in self.settings[n][1:]]
        for key in (self.near, self.words):
            starts = sorted(dict.fromkeys(some), key=key)[: 2 * STARTS]
            some += [self._improved(start, key) for start in starts]
        reached = sorted(dict.fromkeys(some), key=self.words)[:STARTS]
        return min((self._improved(one, self.words) for one in reached), key=self.words)

    def words(self, definition: Definition) -> float:
        """Return the bits that the numbers need under `definition`, and it itself."""
        return self._bits(definition).words + self._cost(definition)

    def near(self, definition: Definition) -> float:
        """Return the same where nearness counts in full."""
        return self._bits(definition).near + self._cost(definition)

    def _bits(self, definition: Definition) -> Bits:
        if definition not in self._known:
            self._known[definition] = self.bits(definition)
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

    def _improved(self, start: Definition, key: Callable[[Definition], float]) -> Definition:
        """Return what is reached by turning one switch after the other while it gets shorter by `key`."""
        now = start
        for _ in range(ROUNDS):
            better = min(self._beside(now), key=key)
            if key(better) >= key(now):
                break
            now = better
        return now

    def _beside(self, now: Definition) -> Iterator[Definition]:
        for name in STEPS:
            for setting in self.settings[name]:
                if setting != getattr(now, name):
                    yield now.switched(name, setting)


def bits_of(left: Whole, choice: float = 0.0) -> Bits:
    """Return the bits of amounts that stay open: none for 0, 12 for a thousand yuan in fen; `choice` are bits beside.

    That it does not agree is most of the news: whatever is added to numbers brings some of them nearer by chance.
    """
    off = np.abs(left[left != 0]).astype(np.float64)
    sizes = float(np.log2(1 + off).sum())
    return Bits(OFF_BITS * len(off) + NEARNESS * sizes + choice, sizes + choice)


def bits_of_choice(some: int, every: int) -> float:
    """Return the bits that say which `some` of `every` things it is.

    >>> round(bits_of_choice(1, 2), 3), bits_of_choice(0, 9), round(bits_of_choice(10, 400))
    (2.0, 0.0, 67)
    """
    if not 0 < some < every:
        return 0.0
    share = some / every
    return -every * (share * log2(share) + (1 - share) * log2(1 - share))
