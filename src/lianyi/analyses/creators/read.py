"""Placements, creators and their items, as the evidence and the ranking take them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.core.calendar.periods import Period

Array = npt.NDArray[Any]
Key = tuple[str, str]
COUNTS = (
    "fee_fen", "commission_fen", "promised_impressions", "impressions", "reads", "interactions", "visitors", "orders", "paid_fen",
)  # fmt: skip
ITEM_COUNTS = ("views", "likes", "comments", "saves", "shares")
TIERS = ((1_000_000, "head"), (100_000, "middle"), (10_000, "tail"), (0, "koc"))


@dataclass(frozen=True)
class Deals:
    """One entry a placement: `creator` [placements] are places in `creators`, `counts` by name with NaN where not known.

    `creators` are (platform, id or name), `names` what they are called, `fans` [creators] with NaN; `late` [placements]
    is 1 where it was published after the agreed day, 0 where not, NaN where no day was agreed.
    """

    creators: tuple[Key, ...]
    names: tuple[str, ...]
    fans: Array
    creator: Array
    counts: Mapping[str, Array]
    late: Array
    items: tuple[tuple[str, str] | None, ...]

    def __len__(self) -> int:
        return len(self.creator)

    @property
    def tiers(self) -> tuple[str, ...]:
        """The tier of every creator by fans; `unknown` where they are not known."""
        return tuple(
            "unknown" if np.isnan(f) else next(name for least, name in TIERS if f >= least)
            for f in self.fans
        )

    def both(self, above: str, below: str) -> tuple[Array, Array, Array]:
        """Return two counts [known] and the creators [known] of placements that have both."""
        a, b = self.counts[above], self.counts[below]
        known = np.isfinite(a) & np.isfinite(b) & (b > 0)
        return a[known], b[known], self.creator[known]


def deals_of(data: Data, period: Period | None) -> Deals:
    """Return the placements published in `period` (all published ones without one) whose creator is named."""
    where, params = ("day BETWEEN ? AND ?", [period.start, period.last]) if period else ("published_at IS NOT NULL", [])  # fmt: skip
    sql = (
        "SELECT platform, coalesce(creator_id, creator_name) AS who, creator_name, content_no, "
        f"CASE WHEN due_day IS NOT NULL THEN (day > due_day)::INT END, {', '.join(COUNTS)} "
        f"FROM placements WHERE {where} AND coalesce(creator_id, creator_name) IS NOT NULL "
        "ORDER BY published_at, platform, store, placement_no"
    )
    rows = data.engine.rows(sql, params)
    creators = tuple(sorted({(r[0], r[1]) for r in rows}))
    place = {key: n for n, key in enumerate(creators)}
    names = dict.fromkeys(creators, "")
    for r in rows:
        names[r[0], r[1]] = r[2] or names[r[0], r[1]] or r[1]
    return Deals(
        creators,
        tuple(names[c] for c in creators),
        _fans(data, creators),
        np.array([place[r[0], r[1]] for r in rows], int),
        {name: _floats([r[5 + n] for r in rows]) for n, name in enumerate(COUNTS)},
        _floats([r[4] for r in rows]),
        tuple((r[0], r[3]) if r[3] else None for r in rows),
    )


def _floats(values: Sequence[Any]) -> Array:
    return np.array([np.nan if v is None else float(v) for v in values], float)


def _fans(data: Data, creators: Sequence[Key]) -> Array:
    if not data.engine.columns("creators"):
        return np.full(len(creators), np.nan)
    rows = data.engine.rows("SELECT platform, creator_id, creator_name, fans FROM creators WHERE fans IS NOT NULL")  # fmt: skip
    known: dict[Key, float] = {}
    for platform, who, name, fans in rows:
        for key in (who, name):
            if key:
                known.setdefault((platform, key), float(fans))
    return np.array([known.get(c, np.nan) for c in creators], float)


@dataclass(frozen=True)
class Works:
    """Items of the creators: `creator` [items] places in `Deals.creators`, counts [items] with NaN; daily counts beside.

    `days` are (creator, content_no, age in days, views and engagements of the day), items in order of age.
    """

    creator: Array
    counts: Mapping[str, Array]
    days: tuple[tuple[int, str, int, int], ...]


def works_of(data: Data, deals: Deals) -> Works:
    """Return the items that a creator made or that a placement names."""
    place: dict[tuple[str, str], int] = {}
    for n, (platform, who) in enumerate(deals.creators):
        place[platform, who] = n
        place.setdefault((platform, deals.names[n]), n)
    if not data.engine.columns("contents"):
        nothing = np.zeros(0)
        return Works(nothing.astype(int), dict.fromkeys(ITEM_COUNTS, nothing), ())
    named = {item: int(c) for item, c in zip(deals.items, deals.creator, strict=True) if item}
    rows = data.engine.rows(
        f"SELECT platform, content_no, creator_id, creator_name, {', '.join(ITEM_COUNTS)} FROM contents ORDER BY platform, content_no"
    )
    kept, creator = [], []
    for r in rows:
        found = named.get((r[0], r[1]))
        if found is None:
            found = next((place[r[0], k] for k in (r[2], r[3]) if k and (r[0], k) in place), None)
        if found is not None:
            kept.append(r)
            creator.append(found)
    owner = {(r[0], r[1]): c for r, c in zip(kept, creator, strict=True)}
    return Works(
        np.array(creator, int),
        {name: _floats([r[4 + n] for r in kept]) for n, name in enumerate(ITEM_COUNTS)},
        _days(data, owner),
    )


def _days(data: Data, owner: Mapping[tuple[str, str], int]) -> tuple[tuple[int, str, int, int], ...]:  # fmt: skip
    if not data.engine.columns("content_days"):
        return ()
    rows = data.engine.rows(
        "SELECT d.platform, d.content_no, date_diff('day', c.day, d.day), "
        "coalesce(d.likes, 0) + coalesce(d.comments, 0) + coalesce(d.saves, 0) + coalesce(d.shares, 0) "
        "FROM content_days d JOIN contents c USING (platform, store, content_no) WHERE d.day >= c.day "
        "ORDER BY d.platform, d.content_no, d.day"
    )
    return tuple((owner[r[0], r[1]], r[1], int(r[2]), int(r[3])) for r in rows if (r[0], r[1]) in owner)  # fmt: skip
