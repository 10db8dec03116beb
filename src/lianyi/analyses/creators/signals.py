"""Signs of bought engagement: each compares a creator with all others or with what chance does. Leads, no verdicts.

Every sign is strict (chance alone does it about one time in ten thousand) and speaks of one thing; only a creator with
two signs of different kinds is listed as 疑似.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lianyi.analyses.creators.read import Array, Deals, Works
from lianyi.core import numbers
from lianyi.core.translation import Text

RARE = 1e-4
FAR = 4.0
FEWEST_PEERS = 5
ROUND_FROM, ROUND_STEP = 100, 100
FEWEST_COUNTS = 6
LATE_AGE, LATE_SHARE, LATE_LEAST = 3, 0.5, 100
KINDS: dict[str, Text] = {
    "engagement_rate": Text("互动率远离同行", "engagement rate far from peers"),
    "few_comments": Text("赞多评少", "many likes, hardly a comment"),
    "no_visits": Text("互动多、进店少", "engagement without visits"),
    "round_counts": Text("整百的数太多", "too many round counts"),
    "too_even": Text("互动率过于整齐", "engagement rates too even"),
    "late_burst": Text("发布几天后突增", "a burst days after publication"),
}


@dataclass(frozen=True)
class Sign:
    """One piece of evidence about the creator at place `creator`."""

    creator: int
    kind: str
    text: Text


def signs_of(deals: Deals, works: Works) -> list[Sign]:
    """Return all evidence, by creator and kind."""
    found = [
        *_far(deals.both("interactions", "reads"), "engagement_rate", both_ways=True),
        *_far(_of_items(works, "comments", "likes"), "few_comments", both_ways=False),
        *_far(deals.both("visitors", "interactions"), "no_visits", both_ways=False),
        *_round(deals, works),
        *_even(deals),
        *_bursts(works),
    ]
    return sorted(found, key=lambda s: (s.creator, s.kind))


def unchecked(deals: Deals, works: Works) -> list[str]:
    """Return the kinds that the data cannot show for anybody."""
    peers = {
        "engagement_rate": deals.both("interactions", "reads")[2],
        "few_comments": _of_items(works, "comments", "likes")[2],
        "no_visits": deals.both("visitors", "interactions")[2],
    }
    missing = [kind for kind, who in peers.items() if len(np.unique(who)) < FEWEST_PEERS]
    return [*missing, *([] if works.days else ["late_burst"])]


def suspects(signs: list[Sign]) -> dict[int, list[Sign]]:
    """Return the creators with signs of two kinds or more."""
    by: dict[int, list[Sign]] = {}
    for sign in signs:
        by.setdefault(sign.creator, []).append(sign)
    return {who: mine for who, mine in by.items() if len({s.kind for s in mine}) > 1}


def _of_items(works: Works, above: str, below: str) -> tuple[Array, Array, Array]:
    a, b = works.counts[above], works.counts[below]
    known = np.isfinite(a) & np.isfinite(b) & (b > 0)
    return a[known], b[known], works.creator[known]


SAID: dict[str, Text] = {
    "engagement_rate": Text("互动÷阅读为{own}，同行中位{peers}，偏离{far}倍离散度", "engagements over reads {own}, median of peers {peers}, {far} spreads away"),
    "few_comments": Text("评论÷点赞为{own}，同行中位{peers}，偏离{far}倍离散度", "comments over likes {own}, median of peers {peers}, {far} spreads away"),
    "no_visits": Text("进店÷互动为{own}，同行中位{peers}，偏离{far}倍离散度", "visits over engagements {own}, median of peers {peers}, {far} spreads away"),
}  # fmt: skip


def _far(counts: tuple[Array, Array, Array], kind: str, *, both_ways: bool) -> Iterator[Sign]:
    """Yield creators whose rate lies far from the median of all, in robust spreads of the logarithm that include counting noise."""
    above, below, who = counts
    creators = np.unique(who)
    if len(creators) < FEWEST_PEERS:
        return
    top = np.array([above[who == c].sum() for c in creators])
    size = np.array([below[who == c].sum() for c in creators])
    # Half a count keeps a rate of nothing on the scale, and its own noise says how little it means.
    log = np.log((top + 0.5) / (size + 1))
    middle = float(np.median(log))
    spread = 1.4826 * float(np.median(np.abs(log - middle)))
    away = (log - middle) / np.sqrt(spread**2 + 1 / (top + 0.5))
    for c, z, t, s in zip(creators, away, top, size, strict=True):
        if z <= -FAR or (both_ways and z >= FAR):
            said = SAID[kind].format(own=numbers.ratio(float(t / s)), peers=numbers.ratio(float(np.exp(middle))), far=numbers.number(abs(float(z)), decimals=1))  # fmt: skip
            yield Sign(int(c), kind, said)


def _round(deals: Deals, works: Works) -> Iterator[Sign]:
    """Yield creators whose counts end in two zeros more often than one in a hundred allows."""
    from scipy.special import bdtrc

    for c in range(len(deals.creators)):
        mine = [deals.counts[k][deals.creator == c] for k in ("reads", "interactions")]
        mine += [works.counts[k][works.creator == c] for k in ("views", "likes", "comments", "saves", "shares")]  # fmt: skip
        counts = np.concatenate(mine)
        # 1.2万 is shown for what lies between; rounding of large numbers by a platform is no sign.
        counts = counts[np.isfinite(counts) & (counts >= ROUND_FROM) & (counts < 10_000)]
        even = int((counts % ROUND_STEP == 0).sum())
        if len(counts) >= FEWEST_COUNTS and even and bdtrc(even - 1, len(counts), 1 / ROUND_STEP) < RARE:  # fmt: skip
            yield Sign(c, "round_counts", Text(f"{len(counts)}个计数里{even}个是整百，偶然约{len(counts) / ROUND_STEP:.1f}个", f"{even} of {len(counts)} counts are whole hundreds, by chance about {len(counts) / ROUND_STEP:.1f}"))  # fmt: skip


def _even(deals: Deals) -> Iterator[Sign]:
    """Yield creators whose engagement rates differ less from one placement to the next than counting alone makes them."""
    from scipy.special import chdtr

    above, below, who = deals.both("interactions", "reads")
    for c in np.unique(who):
        a, b = above[who == c], below[who == c]
        if len(a) < FEWEST_COUNTS or not a.sum():
            continue
        expected = b * a.sum() / b.sum()
        differ = float(((a - expected) ** 2 / expected).sum())
        if chdtr(len(a) - 1, differ) < RARE:
            yield Sign(int(c), "too_even", Text(f"{len(a)}次合作的互动率几乎一样，差别只有偶然该有的{numbers.ratio(differ / (len(a) - 1))}", f"the engagement rates of {len(a)} placements are nearly the same: they differ by {numbers.ratio(differ / (len(a) - 1))} of what chance makes"))  # fmt: skip


def _bursts(works: Works) -> Iterator[Sign]:
    """Yield creators with an item half of whose engagement came on one day, three days or more after publication."""
    by: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for who, item, age, count in works.days:
        by.setdefault((who, item), []).append((age, count))
    worst: dict[int, tuple[float, str, int, int]] = {}
    for (who, item), days in by.items():
        total = sum(count for _, count in days)
        age, count = max(days, key=lambda d: (d[1], -d[0]))
        if age >= LATE_AGE and total >= LATE_LEAST and count >= LATE_SHARE * total:
            worst[who] = max(worst.get(who, (0.0, "", 0, 0)), (count / total, item, age, count))
    for who, (share, item, age, count) in sorted(worst.items()):
        yield Sign(who, "late_burst", Text(f"内容{item}的互动有{numbers.ratio(share)}（{count:,}次）集中在发布后第{age}天", f"{numbers.ratio(share)} of the engagement with item {item} ({count:,}) came on day {age} after publication"))  # fmt: skip
