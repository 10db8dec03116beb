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
    from pathlib import Path

    from lianyi.analyses.data import Data
    from lianyi.core.calendar.periods import Period

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
    """Texts that say something, and what is known of each: its row in a file or its number, label, day, where it was said.

    `labels`, `days` and `sources` are None where the source has no such column. `empty` rows had no text,
    `unread_labels` and `unread_days` are cells that say something that could not be read.
    """

    texts: list[str]
    rows: list[int] | list[str]
    labels: list[int | None] | None = None
    days: list[date | None] | None = None
    sources: list[str] | None = None
    empty: int = 0
    unread_labels: int = 0
    unread_days: int = 0
    is_shop: bool = False
    period: str | None = None


def from_file(data: Data, path: Path, named: str | None) -> Texts:
    """Return the texts of a file, of one period where one is `named`: then it needs a column of days."""
    wanted = dict(COLUMNS)
    period = data.period(named) if named else None
    if period is not None:
        wanted["day"] = wanted.pop("?day")
    return from_columns(data.columns(path, wanted), period)


def from_columns(columns: Mapping[str, Sequence[str]], period: Period | None = None) -> Texts:
    """Return the texts of a file; rows are counted from 1 below the header, those outside of `period` left out."""
    texts = columns["text"]
    labels, written = _labels(columns)
    days = [_day(cell) for cell in columns["day"]] if "day" in columns else None
    meant = [
        n for n in range(len(texts)) if period is None or (days and days[n] and days[n] in period)
    ]
    kept = [n for n in meant if texts[n] and texts[n].strip()]
    return Texts(
        [texts[n] for n in kept],
        [n + 1 for n in kept],
        None if labels is None else [labels[n] for n in kept],
        None if days is None else [days[n] for n in kept],
        [columns["source"][n].strip() for n in kept] if "source" in columns else None,
        len(meant) - len(kept),
        0 if labels is None else sum(labels[n] is None and bool(written[n].strip()) for n in kept),
        0 if days is None else sum(d is None and bool(c.strip()) for d, c in zip(days, columns["day"], strict=True)),
        period=None if period is None else period.key,
    )  # fmt: skip


def from_shop(data: Data, key: str, named: str | None) -> Texts:
    """Return the reviews of a shop, their stars as labels; refuses with `run.missing_source`."""
    reach = observed(data, key, ("reviews",))
    period = data.period(named) if named else between(reach.first, reach.seen)
    have = set(data.engine.columns("reviews"))
    columns = ", ".join(c if c in have else f"NULL AS {c}" for c in ("text", "score", "day", "platform", "review_no"))  # fmt: skip
    sql = f"SELECT {columns} FROM reviews WHERE day >= ? AND day < ? ORDER BY day, review_no"
    rows = data.engine.rows(sql, [period.start, period.end])
    kept = [(n, r) for n, r in enumerate(rows, 1) if r[0] and r[0].strip()]
    return Texts(
        [r[0] for _, r in kept],
        [str(r[4]) for _, r in kept],
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
