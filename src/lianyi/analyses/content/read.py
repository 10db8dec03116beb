"""Items and their lives: what `contents` says of each, and how its counts fall day by day, or hour by hour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from lianyi.metrics.families.content import DAILY_INTERACTIONS, INTERACTIONS

if TYPE_CHECKING:
    from lianyi.analyses.content import Content
    from lianyi.analyses.data import Data
    from lianyi.core.calendar.periods import Period

Array = npt.NDArray[Any]
HOUR, HOURS_A_DAY = 3600, 24
GROUPS: Mapping[str, str] = {
    "theme": "theme",
    "form": "form",
    "origin": "upper(origin)",
    "creator": "coalesce(creator_name, creator_id)",
    "platform": "platform",
}
MEASURES: Mapping[str, tuple[str, str]] = {
    "interaction_rate": ("interactions", "views"),
    "share_rate": ("shares", "views"),
    "save_rate": ("saves", "views"),
    "click_rate": ("clicks", "views"),
    "order_rate": ("orders", "views"),
    "cover_rate": ("views", "impressions"),
    "reach": ("views", "one"),
}
COUNTS = ("impressions", "views", "shares", "saves", "clicks", "orders", "interactions")


@dataclass(frozen=True)
class Items:
    """One entry an item: `keys` are (platform, store, content_no), `counts` arrays [items] by name, NaN where not known.

    `group` [items] are places in `groups`, −1 where the source does not say; `published` are days as text.
    """

    keys: list[tuple[str, str, str]]
    titles: list[str]
    published: list[str]
    groups: tuple[str, ...]
    group: Array
    counts: Mapping[str, Array]

    def __len__(self) -> int:
        return len(self.keys)

    def measured(self, measure: str) -> tuple[Array, Array, Array]:
        """Return above and below [known] of a measure, and which items [known] they belong to."""
        above, below = (self.counts[name] for name in MEASURES[measure])
        known = np.flatnonzero(np.isfinite(above) & np.isfinite(below) & (below > 0))
        return above[known], below[known], known


@dataclass(frozen=True)
class Lives:
    """`things` [items, 3] for `stats.decay.half_life`, `item` [items] their places; one step lasts `step_hours`."""

    things: Array
    item: Array
    step_hours: int
    counted: str


def items_of(data: Data, by: str, period: Period | None) -> Items:
    """Return the items published in `period` (all of them without one)."""
    where, params = ("WHERE day BETWEEN ? AND ?", [period.start, period.last]) if period else ("WHERE published_at IS NOT NULL", [])  # fmt: skip
    sql = (
        f"SELECT platform, store, content_no, title, day, {GROUPS[by]} AS part, impressions, views, shares, saves, clicks, orders, "
        f"CASE WHEN coalesce(likes, comments, shares, saves, coins, danmaku) IS NOT NULL THEN {INTERACTIONS} END "
        f"FROM contents {where} ORDER BY published_at, platform, store, content_no"
    )
    rows = data.engine.rows(sql, params)
    parts = [(str(r[5]).strip() or None) if r[5] is not None else None for r in rows]
    groups = tuple(sorted({p for p in parts if p is not None}))
    place = {name: n for n, name in enumerate(groups)}
    counts = {name: np.array([np.nan if r[6 + n] is None else float(r[6 + n]) for r in rows]) for n, name in enumerate(COUNTS)}  # fmt: skip
    return Items(
        [(r[0], r[1], r[2]) for r in rows],
        [r[3] or "" for r in rows],
        [f"{r[4]}" for r in rows],
        groups,
        np.array([place.get(p, -1) if p is not None else -1 for p in parts], int),
        {**counts, "one": np.ones(len(rows))},
    )


def lives_of(asked: Content, data: Data, items: Items) -> Lives | None:
    """Return how the counts of the items fall; from the days of contents, else from events; None where there is neither."""
    from lianyi.analyses.observed import observed

    delivered = {row[0] for row in data.engine.coverage}
    place = {key: n for n, key in enumerate(items.keys)}
    if "content_days" in delivered:
        reach = observed(data, asked.KEY, ("content_days",))
        for name, value in (("views", "d.views"), ("interactions", _daily())):
            sql = (
                "SELECT d.platform, d.store, d.content_no, date_diff('day', c.day, ?) AS seen, "
                f"sum({value}), sum({value} * (date_diff('day', c.day, d.day) - 1)) "
                "FROM content_days d JOIN contents c USING (platform, store, content_no) "
                "WHERE c.day >= ? AND d.day > c.day AND d.day <= ? AND date_diff('day', c.day, d.day) <= ? GROUP BY ALL"
            )
            found = data.engine.rows(sql, [reach.over, reach.first, reach.over, asked.window])
            lives = _lives(found, place, asked.window, HOURS_A_DAY, name)
            if lives is not None:
                return lives
    if "events" not in delivered:
        return None
    last = observed(data, asked.KEY, ("events",))
    end = datetime.combine(last.over, datetime.max.time())
    sql = (
        f"SELECT c.platform, c.store, c.content_no, date_diff('second', c.published_at, ?) // {HOUR}, count(*), "
        f"sum(date_diff('second', c.published_at, e.at) // {HOUR}) "
        "FROM events e JOIN contents c ON c.content_no = e.content_no "
        "WHERE c.day >= ? AND e.at >= c.published_at AND e.at <= ? "
        f"AND date_diff('second', c.published_at, e.at) // {HOUR} < least(?, date_diff('second', c.published_at, ?) // {HOUR}) GROUP BY ALL"
    )
    params = [end, last.first, end, asked.window * HOURS_A_DAY, end]
    return _lives(data.engine.rows(sql, params), place, asked.window * HOURS_A_DAY, 1, "events")


def _daily() -> str:
    plain = DAILY_INTERACTIONS
    for name in ("likes", "comments", "shares", "saves"):
        plain = plain.replace(f"coalesce({name},", f"coalesce(d.{name},")
    return "(" + plain.replace("platform IN", "d.platform IN") + ")"


def _lives(
    rows: Sequence[tuple[Any, ...]], place: Mapping[tuple[str, str, str], int], window: int, step: int, counted: str
) -> Lives | None:  # fmt: skip
    """Return what was seen for two steps at least; of less no fall can be told."""
    kept = [
        (place[r[0], r[1], r[2]], float(r[4]), float(r[5]), min(int(r[3]), window))
        for r in rows
        if (r[0], r[1], r[2]) in place and r[4] and int(r[3]) >= 2
    ]
    if not kept:
        return None
    table = np.array(kept, float)
    return Lives(table[:, 1:], table[:, 0].astype(int), step, counted)
