"""A pinned shop of events in memory, for analyses of what people did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from lianyi.analyses.result import Result
from lianyi.timelines.store import Store
from tests.analyses.pinned import Pinned, Views
from tests.timelines.kernels.event_logs import BASE, Event, store_of


@dataclass
class Watched(Pinned):
    """`facts` are events; `names` what their codes mean. `days` is how many days from BASE on are known."""

    facts: Sequence[Event] = ()  # type: ignore[assignment]  # rows of another kind
    days: int = 30
    names: Sequence[str] = ()
    people: int = 0

    def __post_init__(self) -> None:
        last = BASE + timedelta(days=self.days - 1)
        covered = [("events", "site", "main", BASE, last, self.partial)]
        self.engine = Views([], covered)
        store: Store = store_of(self.facts, people=self.people, replaced=self.replaced)
        names = {"event": tuple(self.names)} if self.names else {}
        self.store = replace(store, dictionaries={**store.dictionaries, **names})


def run(key: str, data: Watched, **options: Any) -> Result:
    """Run an analysis by its key, as the notebook does."""
    from lianyi.analyses.declaration import make

    return make(key, options).run(data)
