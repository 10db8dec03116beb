"""Everything beside the orders."""

from __future__ import annotations

from collections.abc import Sequence

from lianyi.simulation.exports import Export
from lianyi.simulation.log import Log
from lianyi.simulation.tally import Tally


def add_sources(tally: Tally, log: Log, exports: Sequence[Export]) -> None:
    """Add the totals of every source that one of `exports` shows."""
