"""Reading for `virality`: invites, outcomes, the forest, suspects and counts in the scope that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.observed import observed
from lianyi.analyses.virality import words
from lianyi.analyses.virality.forest import Counts, Exposed, Window, counts_of, exposed_of
from lianyi.analyses.virality.invites import (
    DAY_SECONDS,
    Invites,
    Known,
    Outcome,
    first_orders,
    invites_of,
    last_seen,
    outcome_of,
)
from lianyi.analyses.virality.suspects import Suspects, suspects_of
from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.observed import Observed
    from lianyi.analyses.virality import Virality
    from lianyi.core.calendar.periods import Period
    from lianyi.core.translation import Text
    from lianyi.timelines.store import Array, Store


@dataclass(frozen=True)
class Reading:
    """Everything that was read and counted.

    `parents` [customers] are those asked about, `left_out` those who neither count nor are counted. `untold` says why
    the data cannot tell who is valid.
    """

    asked: Virality
    store: Store
    seen: Observed
    period: Period | None
    window: Window
    invites: Invites
    outcome: Outcome
    exposed: Exposed
    suspects: Suspects
    parents: Array
    left_out: Array
    counts: Counts
    untold: Text | None

    @property
    def came(self) -> Array:
        """The customers whom somebody of those asked about brought."""
        came = np.flatnonzero(self.exposed.parent >= 0)
        return came[self.parents[self.exposed.parent[came]]]

    @property
    def new(self) -> Array:
        """The valid new customers: who came, less who is left out."""
        return self.came[~self.left_out[self.came]]

    @property
    def brought(self) -> Array:
        """How many valid new customers each customer brought."""
        return np.bincount(self.exposed.parent[self.new], minlength=len(self.exposed))

    def counted(self, left_out: Array) -> Counts:
        """Return the counts with other people left out."""
        return counts_of(self.exposed, self.invites, self.outcome, self.window, self.parents, left_out)  # fmt: skip


def read(asked: Virality, data: Data, within: int) -> Reading:
    """Read what `asked` needs; refuses with `virality.no_invites`."""
    store = data.store
    seen = observed(data, asked.KEY, ("invites",))
    period = None if asked.period is None else data.period(asked.period)
    invites = invites_of(store, asked.activity, period)
    if not len(invites):
        raise LianyiError("virality.no_invites")
    orders = first_orders(store)
    outcome = outcome_of(invites, orders, asked.valid)
    latest = max(int(a.max()) for a in (invites.at, invites.opened_at, invites.joined_at)) + 1
    over, today = ((store.day_number(d) + 1) * DAY_SECONDS for d in (seen.over, data.today))
    window = Window(within, min(max(latest, over), today, *_orders_end(asked, data)))
    exposed = exposed_of(invites, outcome, _people_in(data, asked.seeds))
    suspects = suspects_of(exposed, invites, outcome, window, last_seen(store))
    parents = np.ones(len(exposed), bool)
    if asked.segment is not None:
        parents = np.isin(exposed.ids, _people_in(data, asked.segment))
    left_out = suspects.flagged if asked.exclude_suspicious else np.zeros(len(exposed), bool)
    counts = counts_of(exposed, invites, outcome, window, parents, left_out)
    untold = _untold(asked.valid, invites, orders)
    return Reading(asked, store, seen, period, window, invites, outcome, exposed, suspects, parents, left_out, counts, untold)  # fmt: skip


def _orders_end(asked: Virality, data: Data) -> list[int]:
    """Return the second up to which orders are known, where they decide who is valid."""
    if asked.valid != "order":
        return []
    return [(data.store.day_number(observed(data, asked.KEY).over) + 1) * DAY_SECONDS]


def _untold(valid: str, invites: Invites, orders: Known) -> Text | None:
    """Return why nobody can be told valid: the source never says what it takes."""
    if valid == "join" and not invites.knows_joined:
        return words.NO_JOINED
    if valid == "open" and not (invites.knows_opened or invites.knows_joined):
        return words.NO_OPENED
    return words.NO_ORDERS if valid == "order" and not len(orders.ids) else None


def _people_in(data: Data, segment: str | None) -> Array:
    if segment is None:
        return np.zeros(0, np.int64)
    masks = data.segment(segment)
    people = [s.person_ids[m & s.alive] for s, m in zip(data.store.segments, masks, strict=True)]
    return np.concatenate([np.zeros(0, np.int64), *people])
