"""What a written goal says, once it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from lianyi.planning.written.amounts import Amount
from lianyi.planning.written.naming import Measured

Way = Literal["up", "down", ""]


@dataclass(frozen=True)
class Change:
    """How much is to change where no target is named: by a share, by points, by a factor or by an amount."""

    kind: Literal["share", "points", "factor", "amount"]
    value: Decimal


@dataclass(frozen=True)
class Said:
    """One sentence, understood. Amounts are in the major unit of the measure; None is what it does not say.

    `measured` is what is to move; `rivals` are further measures with targets of their own, which makes it several
    goals. `raw` are the numbers of the goal as they stand there, `base_raw` the first, `goal_raw` the one to reach.
    `open_words` are words such as 尽快; `broken_day` says that a date does not exist. `way` is where the verb points.
    `where` limits the measure as a plan writes it. `thing` is what is left of the sentence when everything that was understood is taken out.
    """

    text: str
    measured: Measured | None = None
    measure_said: str = ""
    rivals: tuple[str, ...] = ()
    baseline: Decimal | None = None
    target: Decimal | None = None
    change: Change | None = None
    base_raw: Amount | None = None
    goal_raw: Amount | None = None
    from_day: date | None = None
    due: date | None = None
    per: str = ""
    way: Way = ""
    owner: str = ""
    why: str = ""
    budget: str = ""
    against: bool = False
    scope: tuple[str, ...] = ()
    open_words: tuple[str, ...] = ()
    broken_day: bool = False
    thing: str = ""
    normal: str = ""
    where: str = ""

    @property
    def number(self) -> bool:
        """Whether it says how much."""
        return self.goal_raw is not None
