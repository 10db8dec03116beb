"""An open store: segments of whole people, each with streams of columns sorted by (person, time).

```
store ── segment 0 ── person_ids [n]  alive [n]
      │            └─ streams  orders: offsets [n+1], at [m], day [m], paid_fen [m] …
      └─ segment 1 (people whose history changed since; not alive in segment 0 any more)
```

A person is alive in exactly one segment, so a kernel that skips the others meets everybody once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from lianyi.engines.people import Elsewhere

Array = npt.NDArray[Any]

NONE = 0
"""The code of a dictionary column that means: the fact does not say."""

BASE_DAY = date(2000, 1, 1)
"""The day 0 of built stores: fixed, so that every segment and every store counts alike."""

UNKNOWN_FEN = -(1 << 62)
"""In `margin_fen`: the costs of this order are not known. Elsewhere an amount that no fact gives is 0."""

PROPERTIES = tuple(f"p{n}" for n in range(1, 17))
"""The columns of declared event properties in the stream `events`."""


@dataclass(frozen=True)
class Stream:
    """One kind of fact. Person p of the segment owns rows `offsets[p]` up to, without, `offsets[p + 1]`.

    `columns["at"]` are seconds of wall time since `Store.base_day` (int32, or int64 where they do not fit), ascending
    within a person; same-second rows stand by event rank, then by content, never by arrival. `columns["day"]` are int32
    days since `Store.base_day`. Text columns are codes into `Store.dictionaries` (uint8, 16 or 32); code 0 means unknown.
    `session` is a number that tells the sessions of one person apart, 0 where the fact names none.
    """

    offsets: Array
    columns: Mapping[str, Array]

    def __len__(self) -> int:
        return int(self.offsets[-1])

    def __getitem__(self, name: str) -> Array:
        return self.columns[name]


@dataclass(frozen=True)
class Segment:
    """Whole people: `person_ids` (int64, ascending), `alive` (bool: not replaced by a later segment), streams by name."""

    person_ids: Array
    alive: Array
    streams: Mapping[str, Stream]

    @property
    def people(self) -> int:
        """How many people it has, replaced ones included."""
        return len(self.person_ids)

    @property
    def elsewhere(self) -> Elsewhere | None:
        """Where kernels run over it; None for this process."""
        return None


@dataclass(frozen=True)
class Store:
    """All people of one snapshot.

    `dictionaries` map a text column to its values by code; value 0 is "" (unknown). `attributes` map a person
    attribute to one code array per segment, with the values in `dictionaries`. `properties` map the declared names of
    event properties to columns of the stream `events`.
    """

    base_day: date
    segments: Sequence[Segment]
    dictionaries: Mapping[str, Sequence[str]]
    name: str = ""
    attributes: Mapping[str, Sequence[Array]] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """How many people there are."""
        return sum(int(s.alive.sum()) for s in self.segments)

    def rows(self, stream: str) -> int:
        """How many rows of living people a stream has."""
        total = 0
        for s in self.segments:
            if stream in s.streams:
                offsets = s.streams[stream].offsets
                whole = bool(s.alive.all())
                total += int(offsets[-1] if whole else np.diff(offsets)[s.alive].sum())
        return total

    @cached_property
    def _codes(self) -> dict[str, dict[str, int]]:
        return {}

    def code(self, column: str, value: str) -> int | None:
        """Return the code of `value`, None where no fact has it."""
        values = self.dictionaries.get(column, ())
        look_up = getattr(values, "code_of", None)
        if look_up is not None:
            found: int | None = look_up(value)
            return found
        known = self._codes.get(column)
        if known is None:
            known = {v: n for n, v in enumerate(values)}
            self._codes[column] = known
        return known.get(value)

    def day_number(self, day: date) -> int:
        """Return the number of `day`, as in the columns `day`."""
        return (day - self.base_day).days

    def day_of(self, number: int) -> date:
        """Return the day that a number of the columns `day` means."""
        return date.fromordinal(self.base_day.toordinal() + int(number))
