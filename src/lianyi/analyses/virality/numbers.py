"""The numbers of `virality`: K and its parts, cycle time, new customers and their cost, what is still to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, isfinite
from typing import TYPE_CHECKING, Literal

import numpy as np

from lianyi.analyses.result import Interval, Number
from lianyi.analyses.virality import words
from lianyi.analyses.virality.cost import bill_of, cost_number
from lianyi.analyses.virality.invites import DAY_SECONDS
from lianyi.stats.branching import Rate, dispersion, further, grown, rate_of
from lianyi.stats.intervals import ratio, ratio_error, sums_by_cluster, z_of

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.result import Unit
    from lianyi.analyses.virality.forest import Counts
    from lianyi.analyses.virality.read import Reading
    from lianyi.core.translation import Text
    from lianyi.timelines.store import Array

NAMED_GENERATIONS = 10
ENOUGH_PEOPLE = 100
ENOUGH_TREES = 20


def rates_of(counts: Counts, seed: int) -> list[Rate | None]:
    """Return K of each generation; None where nobody is fully exposed."""
    spread = dispersion(counts.brought, counts.generation)
    found = []
    for g in range(len(counts.people)):
        some = counts.generation == g
        found.append(rate_of(counts.tree[some], counts.brought[some], spread, seed=seed))
    return found


def k_numbers(read: Reading, rates: Sequence[Rate | None]) -> list[Number]:
    """Return K, K by generation, its factors, both twins, and who is not counted."""
    counts = read.counts
    whole = _whole(counts, read.asked.seed)
    named = [(f"k_{g}", r) for g, r in enumerate(rates[:NAMED_GENERATIONS])]
    return [
        *(_k(key, rate, read) for key, rate in (("k_factor", whole), *named)),
        *_parts(read),
        *_twins(read, whole),
        _number("suspicious_people", int(read.suspects.flagged.sum()), "count"),
        _number("not_fully_exposed", len(counts.early), "count"),
    ]


def _number(key: str, value: float | None, unit: Unit, n: int | None = None, why: Text | None = None, interval: Interval | None = None) -> Number:  # fmt: skip
    return Number(key, words.NUMBERS[key], value, unit, interval, n, why if value is None else None)


def _whole(counts: Counts, seed: int) -> Rate | None:
    return rate_of(counts.tree, counts.brought, dispersion(counts.brought, counts.generation), seed=seed)  # fmt: skip


def _k(key: str, rate: Rate | None, read: Reading) -> Number:
    name = words.NUMBERS.get(key) or words.GENERATION.format(g=key[2:])
    if read.untold is not None:
        return Number(key, name, None, "number", why=read.untold)
    if rate is None:
        return Number(key, name, None, "number", n=0, why=words.NOBODY_RIPE)
    around = Interval(rate.low, rate.high, method=rate.method)
    return Number(key, name, rate.value, "number", around, rate.people)


def parts_of(people: int, invites: int, opened: int, brought: int, *, knows_opened: bool) -> dict[str, float | None]:  # fmt: skip
    """Return the factors of K; their product is brought ÷ people. Unknown opening leaves two of them."""
    reached = opened if knows_opened else invites
    return {
        "invites_per_person": invites / people if people else None,
        "open_rate": opened / invites if knows_opened and invites else None,
        "convert_rate": brought / reached if reached else None,
    }


def _parts(read: Reading) -> list[Number]:
    counts, knows = read.counts, read.invites.knows_opened
    people, sent, opened, valid = (int(a.sum()) for a in (counts.people, counts.invites, counts.opened, counts.valid))  # fmt: skip
    parts = parts_of(people, sent, opened, valid, knows_opened=knows)
    no_opened = words.NO_INVITES if knows else words.NO_OPENED
    return [
        _number("invites_per_person", parts["invites_per_person"], "number", people, words.NOBODY_RIPE),
        _number("open_rate", parts["open_rate"], "ratio", sent, no_opened),
        _number("convert_rate", parts["convert_rate"], "ratio", opened if knows else sent, words.NO_INVITES),
    ]  # fmt: skip


def _twins(read: Reading, whole: Rate | None) -> list[Number]:
    """Return K with and without the suspected, whichever of them was asked for."""
    flagged, excluded = read.suspects.flagged, read.asked.exclude_suspicious
    twin = whole
    if flagged.any():
        twin = _whole(read.counted(np.zeros_like(flagged) if excluded else flagged), read.asked.seed)  # fmt: skip
    both = (twin, whole) if excluded else (whole, twin)
    keys = ("k_with_suspicious", "k_without_suspicious")
    return [_k(key, rate, read) for key, rate in zip(keys, both, strict=True)]


def cycle_numbers(read: Reading) -> list[Number]:
    """Return the days from a customer's own arrival to that of those they brought, median and mean.

    Generation 0 has no arrival: only where nobody else brought anybody does it count, from its first invite.
    """
    counts = read.counts
    some = counts.wait_later if counts.wait_later.any() else np.ones(len(counts.waits), bool)
    days, trees = counts.waits[some] / DAY_SECONDS, counts.wait_tree[some]
    n = len(days)
    if not n:
        return [_number(k, None, "days", 0, words.NO_CYCLE) for k in ("cycle_days", "cycle_days_mean")]  # fmt: skip
    median, mean = float(np.median(days)), float(days.mean())
    around: tuple[Interval | None, Interval | None] = (None, None)
    sums = sums_by_cluster(trees, days, days <= median, np.ones(n))
    if len(sums) >= ENOUGH_TREES:
        # The share below the median is a ratio over trees; its ends, as days (Woodruff 1952).
        _, error = ratio_error(sums[:, 1], sums[:, 2])
        shares = np.clip([0.5 - z_of() * error, 0.5 + z_of() * error], 0, 1)
        low, high = np.quantile(days, shares)
        around = (
            Interval(float(low), float(high), method="woodruff_trees"),
            Interval(*ratio(sums[:, 0], sums[:, 2]), method="delta_trees"),
        )
    return [
        _number("cycle_days", median, "days", n, None, around[0]),
        _number("cycle_days_mean", mean, "days", n, None, around[1]),
    ]


def new_numbers(read: Reading, data: Data) -> list[Number]:
    """Return the valid new customers, what one cost, and the shares that fission tools show."""
    exposed, came = read.exposed, read.came
    lost = read.invites.lost
    net = ~lost[exposed.invite[came]] & ~read.suspects.flagged[came]
    first, last = (read.store.day_of(int(at) // DAY_SECONDS) for at in (read.invites.at.min(), read.window.end - 1))  # fmt: skip
    if read.period is not None:
        first, last = read.period.start, read.period.last
    bill = bill_of(data, read.asked.reward_fen, len(came), first, last, read.asked.activity)
    kept = ~read.left_out
    people, invited = int(kept.sum()), kept & (exposed.parent >= 0)
    gone = int(lost[exposed.invite[invited]].sum())
    return [
        _number("valid_new_customers", None if read.untold else len(read.new), "count", None, read.untold),
        cost_number(bill, exposed.root[came], np.ones(len(came)), net, read.asked.seed),
        _number("fission_rate", int(invited.sum()) / people if people else None, "ratio", people, words.NOBODY_RIPE),
        _number("fission_retention", (people - gone) / people if people else None, "ratio", people, words.NOBODY_RIPE),
    ]  # fmt: skip


@dataclass(frozen=True)
class Ahead:
    """The forecast, and what kind it is: `ends`, `open` (no upper end), `grows` (formula) or `unknown`."""

    number: Number
    kind: Literal["ends", "open", "grows", "unknown"]


def ahead_of(read: Reading, rates: Sequence[Rate | None], seconds: int) -> Ahead:
    """Return how many new customers still come from those whose window is not over, and from whom they bring.

    Generations with fewer than `ENOUGH_PEOPLE` share one rate with all later ones. Where that rate is 1 or more, the
    growth formula over `seconds` is all there is.
    """
    key, counts = "further_customers", read.counts
    if read.untold is not None:
        return Ahead(_number(key, None, "number", None, read.untold), "unknown")
    solid = 0
    while solid < len(rates) and (r := rates[solid]) is not None and r.people >= ENOUGH_PEOPLE:
        solid += 1
    solid = max(solid, 1)
    people, brought = (_folded(a, solid) for a in (counts.people, counts.valid))
    if not people.all():
        return Ahead(_number(key, None, "number", 0, words.NOBODY_RIPE), "unknown")
    pending = _pending(read, solid)
    last = float(brought[-1] / people[-1])
    if last >= 1:
        cycles = seconds / max(float(counts.waits.mean()), 1.0)
        value = grown(float(pending.sum()), last, cycles)
        return Ahead(_number(key, value if isfinite(value) else None, "number", len(counts.early), words.TOO_MANY), "grows")  # fmt: skip
    spread = dispersion(counts.brought, counts.generation)
    more = further(pending, brought, people, spread, seed=read.asked.seed)
    ends = isfinite(more.high)
    around = Interval(more.low, more.high, method="branching") if ends else None
    return Ahead(_number(key, more.expected, "number", len(counts.early), None, around), "ends" if ends else "open")  # fmt: skip


def _folded(by_generation: Array, solid: int) -> Array:
    """Return the first generations one by one; the last of them stands for all later ones."""
    return np.append(by_generation[: solid - 1], by_generation[solid - 1 :].sum())


def _pending(read: Reading, solid: int) -> Array:
    """Return how many whole windows are still ahead, by generation: by the share of arrivals that come later."""
    counts, exposed = read.counts, read.exposed
    elapsed = read.window.end - exposed.start[counts.early]
    waits = np.sort(counts.waits)
    left = 1 - np.searchsorted(waits, elapsed, side="right") / max(len(waits), 1)
    generation = np.minimum(exposed.generation[counts.early], solid - 1)
    return np.bincount(generation, weights=left, minlength=solid)


def shape_numbers(read: Reading) -> list[Number]:
    """Return depth, breadth, and how much the most active inviters brought."""
    exposed, kept = read.exposed, ~read.left_out
    depth = int(exposed.generation[kept].max(initial=0))
    place = exposed.root[kept] * (depth + 1) + exposed.generation[kept]
    breadth = int(np.unique(place, return_counts=True)[1].max(initial=0))
    inviters = np.isin(exposed.ids, read.invites.inviter) & kept & read.parents
    brought = np.sort(read.brought[inviters])[::-1]
    total = int(brought.sum())
    tops = {p: int(brought[: ceil(len(brought) * p / 100)].sum()) for p in (1, 10)}
    return [
        _number("depth", depth, "count"),
        _number("breadth", breadth, "count"),
        *(_number(f"top_{p}_share", top / total if total else None, "ratio", total, words.NO_NEW) for p, top in tops.items()),
    ]  # fmt: skip
