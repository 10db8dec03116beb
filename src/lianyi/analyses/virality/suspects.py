"""Who may be gaming the invites: evidence per person, never a verdict.

```
mutual    two people accepted invites from each other
ring      three or more did so in a circle
star      those whom one person brought did nothing after their first day, far more often than others' did
regular   people came in at machine-like equal distances
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.virality.forest import Exposed, Window
from lianyi.analyses.virality.invites import DAY_SECONDS, Invites, Known, Outcome

if TYPE_CHECKING:
    from lianyi.timelines.store import Array

STAR_LEAST = 5
STAR_SHARE = 0.8
STAR_CHANCE = 1e-4
RUN = 8
RUN_SPREAD = 0.1
"""Eight arrivals in a row whose gaps differ by less than a tenth: chance makes 4 of a million such runs."""
COARSEST = 10
NAMED = 5


@dataclass(frozen=True)
class Evidence:
    """Why one person is on the list. `people` are concerned, `share` of the invitees were idle, `gap_seconds` apart."""

    person: int
    rule: str
    role: str
    people: int
    with_ids: tuple[int, ...]
    share: float | None = None
    usual: float | None = None
    gap_seconds: float | None = None


@dataclass(frozen=True)
class Suspects:
    """`flagged` [customers] and the evidence, rule by rule; `unchecked` are rules that the data cannot answer."""

    flagged: Array
    evidence: tuple[Evidence, ...]
    unchecked: tuple[str, ...] = ()


def suspects_of(exposed: Exposed, invites: Invites, outcome: Outcome, window: Window, seen: Known) -> Suspects:  # fmt: skip
    """Return who is suspected; `seen` says when everybody did something last (nobody where events are missing)."""
    found = [*_rings(invites, outcome), *_regular(exposed, outcome)]
    unchecked = [] if len(seen.ids) else ["star"]
    if len(seen.ids):
        found += _stars(exposed, window, seen)
    flagged = np.zeros(len(exposed), bool)
    customers = exposed.customers(np.array([e.person for e in found], np.int64))
    flagged[customers[customers >= 0]] = True
    return Suspects(flagged, tuple(found), tuple(unchecked))


def _rings(invites: Invites, outcome: Outcome) -> Iterator[Evidence]:
    """Yield the members of each circle of accepted invites of one activity (a strongly connected component)."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    accepted = outcome.accepted_at >= 0
    both = accepted & np.isin(invites.inviter, invites.invitee[accepted]) & np.isin(invites.invitee, invites.inviter[accepted])  # fmt: skip
    if not both.any():
        return
    ends = np.concatenate([invites.inviter[both], invites.invitee[both]])
    people, person = np.unique(ends, return_inverse=True)
    place = np.concatenate([invites.activity[both]] * 2) * len(people) + person
    nodes, node = np.unique(place, return_inverse=True)
    source, target = node.reshape(2, -1)
    graph = coo_array((np.ones(len(source), np.int8), (source, target)), (len(nodes), len(nodes)))
    _, part = connected_components(graph, connection="strong")
    order = np.argsort(part, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(part[order])) + 1):
        if len(members) > 1:
            ids = people[nodes[members] % len(people)].tolist()
            rule = "mutual" if len(ids) == 2 else "ring"
            for one in ids:
                others = tuple(i for i in ids if i != one)
                yield Evidence(one, rule, "member", len(ids), others[:NAMED])


def _stars(exposed: Exposed, window: Window, seen: Known) -> Iterator[Evidence]:
    """Yield inviters whose invitees went idle at once, against how often that happens to all others' invitees."""
    from scipy.special import bdtrc

    came = np.flatnonzero(exposed.parent >= 0)
    came = came[exposed.start[came] + max(window.within, DAY_SECONDS) <= window.end]
    idle = seen.of(exposed.ids[came], 0) <= exposed.start[came] + DAY_SECONDS
    above = exposed.parent[came]
    brought = np.bincount(above, minlength=len(exposed))
    gone = np.bincount(above[idle], minlength=len(exposed))
    rest = len(came) - brought
    usual = (int(idle.sum()) - gone + 0.5) / (rest + 1.0)
    some = (brought >= STAR_LEAST) & (gone >= STAR_SHARE * brought)
    some[some] = bdtrc(gone[some] - 1, brought[some], usual[some]) < STAR_CHANCE
    if not some.any():
        return
    order = np.argsort(above, kind="stable")
    bounds = np.searchsorted(above[order], np.arange(len(exposed) + 1))
    for star in np.flatnonzero(some).tolist():
        below = order[bounds[star] : bounds[star + 1]]
        ids = exposed.ids[came[below[idle[below]]]].tolist()
        share, normal = gone[star] / brought[star], float(usual[star])
        centre = int(exposed.ids[star])
        yield Evidence(centre, "star", "inviter", int(brought[star]), tuple(ids[:NAMED]), float(share), normal)  # fmt: skip
        for one in ids:
            yield Evidence(one, "star", "invitee", int(brought[star]), (centre,), float(share), normal)  # fmt: skip


def _regular(exposed: Exposed, outcome: Outcome) -> Iterator[Evidence]:
    """Yield inviters, and those they brought, of runs of arrivals at equal distances."""
    came = np.flatnonzero(exposed.parent >= 0)
    if len(came) < RUN:
        return
    at = outcome.accepted_at[exposed.invite[came]]
    above = exposed.parent[came]
    order = np.lexsort((exposed.ids[came], at, above))
    came, at, above = came[order], at[order], above[order]
    gaps = np.diff(at).astype(float)
    runs = np.lib.stride_tricks.sliding_window_view(gaps, RUN - 1)
    mean = runs.mean(axis=1)
    even = runs.std(axis=1) <= RUN_SPREAD * mean
    # Times written to the minute or the day are regular by themselves.
    long = mean >= COARSEST * _resolution(at)
    found = even & long & (above[: len(runs)] == above[RUN - 1 :]) & (mean <= DAY_SECONDS)
    starts = np.flatnonzero(found)
    inside = np.zeros(len(came), bool)
    for step in range(RUN):
        inside[starts + step] = True
    for parent in np.unique(above[starts]).tolist():
        own = slice(*np.searchsorted(above, [parent, parent + 1]))
        ids = exposed.ids[came[own][inside[own]]].tolist()
        first, after = np.searchsorted(above[starts], [parent, parent + 1])
        gap = float(mean[starts[first:after]].mean())
        centre = int(exposed.ids[parent])
        yield Evidence(centre, "regular", "inviter", len(ids), tuple(ids[:NAMED]), gap_seconds=gap)
        for one in ids:
            yield Evidence(one, "regular", "invitee", len(ids), (centre,), gap_seconds=gap)


def _resolution(at: Array) -> int:
    """Return how finely the source writes times: 1 second, a minute, an hour or a day."""
    return next((u for u in (DAY_SECONDS, 3_600, 60) if not (at % u).any()), 1)
