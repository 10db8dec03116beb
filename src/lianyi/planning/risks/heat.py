"""What one day says of one watched thing, and what the days together make of it: quiet, watch, fired.

A day has a heat: −1 nobody knows, 0 calm, 1 notable, 2 alarming. A state follows with hysteresis: it fires at once, and it
takes calm days in a row to come down again, so that a value at the limit does not ring every other day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from lianyi.core.translation import Text

Heat = npt.NDArray[np.int8]
State = Literal["unknown", "quiet", "watch", "fired"]
UNKNOWN, CALM, NOTABLE, ALARMING = -1, 0, 1, 2
ORDER: tuple[State, ...] = ("quiet", "watch", "fired")
NAMES: dict[State, Text] = {
    "unknown": Text("无法判断", "Can't tell"),
    "quiet": Text("平静", "Quiet"),
    "watch": Text("关注", "Watch"),
    "fired": Text("触发", "Fired"),
}
MARKS: dict[State, str] = {"unknown": "?", "quiet": "○", "watch": "◐", "fired": "●"}


@dataclass(frozen=True)
class Settling:
    """How many days without an alarm take `fired` down to `watch`, and how many calm ones `watch` to `quiet`."""

    release_days: int = 3
    quiet_days: int = 3


@dataclass(frozen=True)
class Spell:
    """A stretch of days in one state."""

    state: State
    first: int
    last: int


def states(heat: Heat, settling: Settling) -> list[State]:
    """Return the state at the end of every day, each from that day and those before it alone.

    Unknown days leave the state as it is; before the first known day it is unknown.

    >>> days = np.array([-1, 0, 2, 0, 0, 0, 0, 0, 0, 0], dtype=np.int8)
    >>> [s[0] for s in states(days, Settling(release_days=2, quiet_days=3))]
    ['u', 'q', 'f', 'f', 'w', 'w', 'w', 'q', 'q', 'q']
    """
    found: list[State] = []
    state: State = "unknown"
    below = 0
    for warmth in heat.tolist():
        state, below = _next(state, below, warmth, settling)
        found.append(state)
    return found


def _next(state: State, below: int, warmth: int, settling: Settling) -> tuple[State, int]:
    if warmth == UNKNOWN:
        return state, below
    reading: State = ORDER[warmth]
    if state == "unknown" or ORDER.index(reading) >= ORDER.index(state):
        return reading, 0
    below += 1
    if state == "fired" and below >= settling.release_days:
        return "watch", 0
    if state == "watch" and below >= settling.quiet_days:
        return "quiet", 0
    return state, below


def spells(found: list[State]) -> list[Spell]:
    """Return the stretches of equal states, in order."""
    cuts = [n for n in range(len(found)) if n == 0 or found[n] != found[n - 1]]
    return [Spell(found[a], a, b - 1) for a, b in zip(cuts, [*cuts[1:], len(found)], strict=True)]
