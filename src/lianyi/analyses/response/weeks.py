"""Weekly sales, spend and controls as `response` takes them, whatever they came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from lianyi.analyses.result import Unit
from lianyi.analyses.result import Warning as Caution

Array = npt.NDArray[Any]
WEEK_DAYS = 7


@dataclass(frozen=True)
class Weeks:
    """`days` [weeks] are the ordinals of the weeks' first days, `sales` [weeks], `spend` [channels, weeks].

    Sales and spend are in whole minor units where `unit` is money, else in whatever the file has. `controls` are further
    columns [weeks] by name, `target` is what the sales are called.
    """

    days: Array
    sales: Array
    spend: Array
    channels: tuple[str, ...]
    controls: Mapping[str, Array]
    target: str
    unit: Unit
    cautions: tuple[Caution, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.days)

    @property
    def first(self) -> date:
        """The first day of the first week."""
        return date.fromordinal(int(self.days[0]))

    @property
    def last(self) -> date:
        """The last day of the last week."""
        return date.fromordinal(int(self.days[-1]) + WEEK_DAYS - 1)

    @property
    def missing(self) -> int:
        """How many weeks between the first and the last have no row."""
        return round(int(self.days[-1] - self.days[0]) / WEEK_DAYS) + 1 - len(self)


def seasons(days: Array, harmonics: int) -> Iterable[Array]:
    """Yield sine and cosine [weeks] of the year, twice a year and so on, of weeks that begin on `days`."""
    for times in range(1, harmonics + 1):
        turn = 2 * np.pi * times * days / 365.25
        yield np.sin(turn)
        yield np.cos(turn)


def trends(weeks: int, degree: int) -> Iterable[Array]:
    """Yield the level and the powers of time up to `degree`, time from −1 to 1."""
    time = np.linspace(-1, 1, weeks)
    for power in range(degree + 1):
        yield time**power
