"""How a number stands in the sentence of a reading."""

from __future__ import annotations

from math import isnan

from lianyi.core import numbers

NOTHING = "—"


def whole(value: float | None) -> str:
    """Return a count: `1,204`; a dash where nobody knows."""
    return NOTHING if value is None or isnan(value) else numbers.count(round(float(value)))


def short(value: float | None) -> str:
    """Return a mean with one decimal; a dash where nobody knows."""
    return NOTHING if value is None or isnan(value) else numbers.number(float(value), decimals=1)


def percent(value: float | None) -> str:
    """Return a share in percent; a dash where nobody knows."""
    return NOTHING if value is None or isnan(value) else numbers.ratio(float(value))
