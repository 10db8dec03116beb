"""From what was read to the result of `virality`: numbers, tables, cautions, sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.result import Result
from lianyi.analyses.result import Warning as Caution
from lianyi.analyses.virality import words
from lianyi.analyses.virality.numbers import (
    NAMED_GENERATIONS,
    Ahead,
    ahead_of,
    cycle_numbers,
    k_numbers,
    new_numbers,
    rates_of,
    shape_numbers,
)
from lianyi.analyses.virality.read import Reading, read
from lianyi.analyses.virality.tables import (
    evidence_table,
    forest_lists,
    generations_table,
    inviters_table,
)
from lianyi.stats.branching import FEW_TREES, Rate

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.virality import Virality


def report(asked: Virality, data: Data, within: int, ahead: int) -> Result:
    """Return the result for an exposure of `within` seconds, looking `ahead` seconds where it grows."""
    found = read(asked, data, within)
    exposed, flagged = found.exposed, found.suspects.flagged
    rates = rates_of(found.counts, asked.seed)
    coming = ahead_of(found, rates, ahead)
    numbers = (
        *k_numbers(found, rates),
        *cycle_numbers(found),
        *new_numbers(found, data),
        coming.number,
        *shape_numbers(found),
    )
    everybody = np.bincount(exposed.generation[~found.left_out], minlength=len(rates))
    knows = found.invites.knows_opened
    return Result(
        analysis=asked.KEY,
        definition=asked.definition(),
        options=asked.options,
        numbers=numbers,
        tables=(
            generations_table(everybody, found.counts, rates, knows_opened=knows),
            inviters_table(exposed, flagged, found.brought),
            evidence_table(found.suspects.evidence),
        ),
        sentences=words.sentences({n.key: n for n in numbers}, within, asked.valid),
        warnings=tuple(_cautions(found, rates, coming, ahead)),
        sizes={
            "invites": len(found.invites),
            "people": len(exposed),
            "trees": int((exposed.parent < 0).sum()),
        },
        extra={
            "forest": forest_lists(exposed, flagged, found.brought, asked.nodes),
            "cycles": {"count": exposed.cycles, "ids": [str(i) for i in exposed.cycle_ids.tolist()]},
        },
        period=None if found.period is None else found.period.key,
        drawn=asked.draw,
    )  # fmt: skip


def _cautions(found: Reading, rates: Sequence[Rate | None], coming: Ahead, ahead: int) -> Iterator[Caution]:  # fmt: skip
    counts, window = found.counts, found.window
    if found.suspects.evidence:
        rules = list(dict.fromkeys(e.rule for e in found.suspects.evidence))
        yield words.suspicious(int(found.suspects.flagged.sum()), rules)
    if coming.kind == "grows":
        yield words.saturation(ahead)
    if coming.kind == "open":
        yield words.no_upper_end()
    if len(counts.early):
        yield words.early(len(counts.early), window.within)
    if found.asked.seeds is None:
        yield words.seeds_seen_only()
    named = enumerate(rates[:NAMED_GENERATIONS])
    thin = [g for g, rate in named if rate is not None and rate.trees < FEW_TREES]
    if thin:
        yield words.thin(thin, FEW_TREES)
    if len(counts.waits):
        yield words.cycle_censored(window.within)
    if not found.invites.knows_opened:
        yield words.opened_unknown()
    yield from _left_out(found)
    if found.suspects.unchecked:
        yield words.unchecked()
    yield from found.seen.warnings


def _left_out(found: Reading) -> Iterator[Caution]:
    """Yield which invites brought nobody new, and why."""
    invites, outcome, exposed = found.invites, found.outcome, found.exposed
    old = int(((outcome.valid_at >= 0) & ~outcome.is_new).sum())
    if old:
        yield words.not_new(old)
    again = int(outcome.counts.sum()) - int((exposed.parent >= 0).sum()) - exposed.cycles
    if again:
        yield words.several(again)
    if invites.self_invites:
        yield words.to_oneself(invites.self_invites)
    if exposed.cycles:
        yield words.cycles(exposed.cycles)
    lost = int(invites.lost[exposed.invite[found.new]].sum())
    if lost:
        yield words.lost(lost)
