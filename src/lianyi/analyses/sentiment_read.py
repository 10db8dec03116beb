"""The texts that `sentiment` reads: columns of a file, or the reviews of a shop."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lianyi.analyses.observed import observed
from lianyi.core.calendar.periods import between
from lianyi.language.labels import feelings, starred

if TYPE_CHECKING:
    from lianyi.analyses.data import Data

COLUMNS: Mapping[str, Sequence[str]] = {
    "text": ("text", "review", "content", "评论", "内容", "评价", "评论内容", "评价内容", "正文", "comment"),
    "?label": ("label", "sentiment", "情感", "标签", "polarity"),
    "?stars": ("stars", "rating", "score", "评分", "星级"),
    "?day": ("day", "date", "time", "at", "日期", "时间", "created_at", "评价时间", "评论时间"),
    "?source": ("source", "platform", "channel", "来源", "平台", "渠道", "cat", "category", "类目"),
}  # fmt: skip
_DAY = re.compile(r"\s*(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?!\d)|\s*(\d{4})(\d{2})(\d{2})(?!\d)")  # fmt: skip


@dataclass(frozen=True)
class Texts:
    """Texts that say something, and what is known of each: row in the source, label, day, where it was said.

    `labels`, `days` and `sources` are None where the source has no such column. `empty` rows had no text,
    `unread_labels` and `unread_days` are cells that say something that could not be read.
    """

    texts: list[str]
    rows: list[int]
    labels: list[int | None] | None = None
    days: list[date | None] | None = None
    sources: list[str] | None = None
    empty: int = 0
    unread_labels: int = 0
    unread_days: int = 0
    is_shop: bool = False
    period: str | None = None


def from_columns(columns: Mapping[str, Sequence[str]]) -> Texts:
    """Return the texts of a file; rows are counted from 1 below the header."""
    texts = columns["text"]
    kept = [n for n, text in enumerate(texts) if text and text.strip()]
    labels, written = _labels(columns)
    days = [_day(cell) for cell in columns["day"]] if "day" in columns else None
    return Texts(
        [texts[n] for n in kept],
        [n + 1 for n in kept],
        None if labels is None else [labels[n] for n in kept],
        None if days is None else [days[n] for n in kept],
        [columns["source"][n].strip() for n in kept] if "source" in columns else None,
        len(texts) - len(kept),
        0 if labels is None else sum(labels[n] is None and bool(written[n].strip()) for n in kept),
        0 if days is None else sum(days[n] is None and bool(columns["day"][n].strip()) for n in kept),
    )  # fmt: skip


def from_shop(data: Data, key: str, named: str | None) -> Texts:
    """Return the reviews of a shop, their stars as labels; refuses with `run.missing_source`."""
    reach = observed(data, key, ("reviews",))
    period = data.period(named) if named else between(reach.first, reach.seen)
    have = set(data.engine.columns("reviews"))
    columns = ", ".join(c if c in have else f"NULL AS {c}" for c in ("text", "score", "day", "platform"))  # fmt: skip
    sql = f"SELECT {columns} FROM reviews WHERE day >= ? AND day < ? ORDER BY day, review_no"
    rows = data.engine.rows(sql, [period.start, period.end])
    kept = [(n, r) for n, r in enumerate(rows, 1) if r[0] and r[0].strip()]
    return Texts(
        [r[0] for _, r in kept],
        [n for n, _ in kept],
        starred(["" if r[1] is None else str(r[1]) for _, r in kept]) if any(r[1] is not None for _, r in kept) else None,
        [r[2] for _, r in kept],
        [r[3] or "" for _, r in kept],
        len(rows) - len(kept),
        is_shop=True,
        period=period.key,
    )  # fmt: skip


def _labels(columns: Mapping[str, Sequence[str]]) -> tuple[list[int | None] | None, Sequence[str]]:
    if "label" in columns:
        return feelings(columns["label"]), columns["label"]
    if "stars" in columns:
        return starred(columns["stars"]), columns["stars"]
    return None, ()


def _day(cell: str) -> date | None:
    found = _DAY.match(cell)
    if found is None:
        return None
    year, month, day = (int(g) for g in found.groups() if g is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None
