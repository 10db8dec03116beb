"""One kind of liability, and all of them: if everything is called in, what is expected, and what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Literal

from lianyi.core.translation import Text

Kind = Literal["coupons", "commission", "points", "balance", "groups"]
LEVEL = 0.8
NAMES: dict[Kind, Text] = {
    "coupons": Text("未核销券", "Unredeemed coupons"),
    "commission": Text("冻结佣金", "Frozen commission"),
    "points": Text("积分", "Points"),
    "balance": Text("储值余额", "Stored value"),
    "groups": Text("未成团的拼团", "Open groups"),
}


@dataclass(frozen=True)
class Expected:
    """What is expected to be paid, with the interval of `LEVEL`."""

    value_fen: int
    low_fen: int
    high_fen: int


@dataclass(frozen=True)
class Week:
    """What falls due in one week: `week` is its key, empty for what has no date."""

    week: str
    items: int
    face_fen: int
    expected: Expected | None


@dataclass(frozen=True)
class Owed:
    """One kind. `face_fen` is what all of it would cost, None where that is not known; `expected` None where the past
    cannot tell; `why` says what is missing. `weeks` sum to it where the kind has dates.
    """

    kind: Kind
    items: int
    face_fen: int | None
    expected: Expected | None = None
    why: Text | None = None
    weeks: tuple[Week, ...] = ()

    @property
    def name(self) -> Text:
        """How the kind is called."""
        return NAMES[self.kind]


@dataclass(frozen=True)
class Liability:
    """All kinds as of the end of `as_of`; `missing` are sources that a complete view would need."""

    as_of: date
    kinds: tuple[Owed, ...]
    missing: tuple[Text, ...] = ()

    @property
    def face_fen(self) -> int:
        """What everything of a known amount would cost."""
        return sum(kind.face_fen or 0 for kind in self.kinds)

    @property
    def unforeseen(self) -> tuple[Owed, ...]:
        """Kinds with an amount of which the past cannot tell how much will be called in."""
        return tuple(k for k in self.kinds if k.face_fen and k.expected is None)

    @property
    def expected(self) -> Expected | None:
        """What is expected of all kinds that the past tells of; None where there is none."""
        return together([k.expected for k in self.kinds if k.expected is not None])


def together(parts: Sequence[Expected]) -> Expected | None:
    """Return the sum of independent parts: values add up, half-widths as the root of their squares.

    >>> together([Expected(100, 70, 130), Expected(50, 10, 90)])
    Expected(value_fen=150, low_fen=100, high_fen=200)
    """
    if not parts:
        return None
    value = sum(p.value_fen for p in parts)
    below = sqrt(sum((p.value_fen - p.low_fen) ** 2 for p in parts))
    above = sqrt(sum((p.high_fen - p.value_fen) ** 2 for p in parts))
    return Expected(value, round(value - below), round(value + above))
