"""The scale on which a series is a sum of parts: logarithms where values are positive, else shares of its mean.

On the log scale a weekday, a festival and a level multiply. Weekdays on which a business is closed are taken out
and answered with 0; a rare 0 among positive values is a closed day, a series with many zeros stays on the plain scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]
    Rows = npt.NDArray[np.intp]

RARE_ZEROS = 0.03
CLOSED_SHARE = 0.9
LEAST_CLOSED = 4
LOOK_BACK = 12


@dataclass(frozen=True)
class Scale:
    """`log` or a plain share of `unit`; values under `floor` do not happen (None = they may)."""

    log: bool
    unit: float
    floor: float | None

    def working(self, values: Array) -> Array:
        """Return values on the working scale."""
        with np.errstate(divide="ignore", invalid="ignore"):
            found: Array = np.log(values) if self.log else values / self.unit
        return found

    def plain(self, working: Array) -> Array:
        """Return values in their own unit."""
        if self.log:
            found: Array = np.exp(np.minimum(working, 700.0))
            return found
        found = working * self.unit
        return found if self.floor is None else np.maximum(found, self.floor)

    def slope(self, plain: Array) -> Array:
        """Return how much a plain value moves per unit of the working scale."""
        return plain if self.log else np.full(len(plain), self.unit)


def scale_of(values: Array, known: Rows) -> tuple[Scale, Rows]:
    """Return the scale of the `known` rows of `values` (closed weekdays left out), and which of them a model may use."""
    seen = values[known]
    zeros = float((seen == 0).mean()) if len(seen) else 0.0
    if len(seen) and seen.min() >= 0 and zeros <= RARE_ZEROS and seen.max() > 0:
        return Scale(log=True, unit=1.0, floor=0.0), known[seen > 0]
    unit = float(np.abs(seen).mean()) if len(seen) else 1.0
    return Scale(log=False, unit=unit or 1.0, floor=0.0 if len(seen) and seen.min() >= 0 else None), known  # fmt: skip


def closed_weekdays(values: Array, known: Rows, weekdays: Sequence[int]) -> tuple[int, ...]:
    """Return the weekdays (0 is Monday) on which nothing ever happens, while other days are busy."""
    of_day = np.asarray(weekdays)[known]
    shut = []
    for weekday in range(7):
        late = values[known[of_day == weekday]][-LOOK_BACK:]
        rest = values[known[of_day != weekday]]
        quiet = len(late) >= LEAST_CLOSED and float((late == 0).mean()) >= CLOSED_SHARE
        if quiet and len(rest) and float((rest == 0).mean()) < 1 - CLOSED_SHARE and late[-1] == 0:
            shut.append(weekday)
    return tuple(shut) if len(shut) < 4 else ()
