"""What people or rows are told apart by: a person attribute, a column of the stream, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lianyi.timelines.store import Array, Stream


@dataclass(frozen=True)
class Grouping:
    """`groups` codes from 0. `person` are codes per segment and person; `column` names a column of the stream."""

    groups: int = 1
    person: Sequence[Array] | None = None
    column: str | None = None

    def arrays(self, segment: int, stream: Stream) -> tuple[Array, Array]:
        """Return the codes by person and those by row; what does not apply is empty.

        The empty ones are uint8 like most columns, so that no further kernel has to be compiled for them.
        """
        nothing = np.zeros(0, np.uint8)
        nothing.flags.writeable = False
        person = nothing if self.person is None else self.person[segment]
        return person, nothing if self.column is None else stream[self.column]
