"""Reposts as arrays: from a file of parents, from lines of people, from what people of a shop shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.cascades.codes import POST, Keys, coded
from lianyi.analyses.cascades.times import UNKNOWN, Times, infer_years, parse_times

if TYPE_CHECKING:
    from lianyi.timelines.store import Array, Store

COLUMNS = {
    "id": ("id", "rid", "repost_id", "node", "mid", "转发ID", "微博ID"),
    "parent": ("parent", "parent_id", "parent_rid", "parent_node", "上级ID", "转发自"),
    "?item": ("item", "item_id", "cascade_id", "cascade", "content", "content_no", "post_id", "内容ID", "原帖ID"),
    "?time": ("time", "date", "at", "ts", "timestamp", "created_at", "时间", "转发时间"),
}  # fmt: skip
SHARES = ("share", "repost", "forward", "分享", "转发")


@dataclass
class Quality:
    """What was found wrong on the way; every count is of rows."""

    repeats: int = 0
    blank_ids: int = 0
    missing_parents: int = 0
    self_parents: int = 0
    years_inferred: int = 0
    years_unknown: int = 0
    times_unreadable: int = 0
    before_parent: int = 0


@dataclass(frozen=True)
class Reposts:
    """Arrays [rows], one row a repost that counts.

    `item` is a code into `items`; `parent` the row that it reposts, POST where it reposts the item itself; `at` seconds
    on one clock, UNKNOWN where the source does not say. `has_parents` is False where nobody says who reposted whom;
    `has_post` says that one row of each item is the item's own post (its `parent` is POST, that of no other row).
    """

    items: Sequence[str]
    item: Array
    parent: Array
    at: Array
    ids: Sequence[str]
    has_parents: bool = True
    has_post: bool = False
    quality: Quality = field(default_factory=Quality)

    def __len__(self) -> int:
        return len(self.item)


def from_columns(columns: Mapping[str, Sequence[str]], post: str, year: int | None) -> Reposts:
    """Return the reposts of a file; `post` is `auto`, `row` (the post is a row of its item) or `above` (it is not).

    Of rows with the same item and id the earliest counts, of equally early ones the first. A parent that is no row of
    the item leaves its repost with the post.
    """
    texts = columns["id"]
    every = len(texts)
    names = columns.get("item") or [""] * every
    item_codes = dict(zip(dict.fromkeys(names), range(every), strict=False))
    item = np.fromiter(map(item_codes.__getitem__, names), np.int64, every)
    own, parents, bare, name_codes = coded(texts, columns["parent"], list(item_codes))
    times = parse_times(columns.get("time") or [""] * every, year)
    wide = int(max(own.max(initial=0), parents.max(initial=0))) + 1
    blank = np.array([not t for t in texts], bool) if "" in texts else np.zeros(every, bool)
    keys = Keys(item * wide + own, times.at, ~blank)
    parent = keys.find(item * wide + parents)
    itself = parent == np.arange(every)
    parent[itself] = POST
    at, inferred = infer_years(times, item, parent)
    lost = (parent == POST) & ~itself & ~bare & (parents != name_codes[item])
    rows = np.flatnonzero(keys.kept)
    quality = Quality(
        repeats=int((~blank).sum()) - len(rows),
        blank_ids=int(blank.sum()),
        missing_parents=int(lost[rows].sum()),
        self_parents=int(itself[rows].sum()),
        years_inferred=inferred,
        years_unknown=_still_unknown(times, at, keys.kept),
        times_unreadable=times.unreadable,
    )
    place = np.full(every + 1, POST)
    place[rows] = np.arange(len(rows))
    used, item = np.unique(item[rows], return_inverse=True)
    every_item = list(item_codes)
    kept = Reposts(
        [every_item[n] for n in used.tolist()],
        item,
        place[parent[rows]],
        at[rows],
        [texts[r] for r in rows.tolist()] if len(rows) < every else texts,
        quality=quality,
    )
    timed = (kept.parent >= 0) & (kept.at != UNKNOWN) & (kept.at[kept.parent] != UNKNOWN)
    quality.before_parent = int((kept.at < kept.at[kept.parent])[timed].sum())
    alone = (kept.parent == POST) & ~lost[rows]
    named = alone & (own[rows] == name_codes[used][item])
    return _with_posts(kept, alone & ~itself[rows], named, post)


def _still_unknown(times: Times, at: Array, kept: Array) -> int:
    return sum(1 for row in times.yearless if kept[row] and at[row] == UNKNOWN)


def _with_posts(found: Reposts, plain: Array, named: Array, post: str) -> Reposts:
    """Say which row of each item is the post itself, where the file has it.

    `plain` rows name no parent, `named` ones bear the name of their item and none but themselves. The file has the posts if each item has one
    row of that name, or else exactly one without a parent, and no row of the item is earlier.
    """
    if post == "above" or not len(found):
        return found
    items = len(found.items)
    has_names = np.bincount(found.item[named], minlength=items).all()
    candidates = np.flatnonzero(named if has_names else plain)
    posts = _earliest(found, candidates)
    one_each = len(candidates) == items and (posts != POST).all()
    if post == "auto" and not (one_each and _is_earliest(found, posts)):
        return found
    posts = np.where(posts == POST, _earliest(found, np.arange(len(found))), posts)
    parent = np.where(found.parent == POST, posts[found.item], found.parent)
    parent[posts] = POST
    return replace(found, parent=parent, has_post=True)


def _earliest(found: Reposts, rows: Array) -> Array:
    """Return per item the earliest of `rows`, the first of equally early ones, POST where there is none."""
    at = np.where(found.at[rows] == UNKNOWN, np.iinfo(np.int64).max, found.at[rows])
    order = rows[np.lexsort((rows, at, found.item[rows]))]
    present, first = np.unique(found.item[order], return_index=True)
    posts = np.full(len(found.items), POST)
    posts[present] = order[first]
    return posts


def _is_earliest(found: Reposts, posts: Array) -> bool:
    known = found.at != UNKNOWN
    start = found.at[posts[found.item]]
    return bool((found.at >= start)[known & (start != UNKNOWN)].all())


def from_lines(lines: Sequence[str]) -> Reposts:
    """Return the cascades of lines `person time,person time,…`, one item a line; who reposted whom is not known.

    A field of three parts names the root, a person and a time: both came at that time. Of a person who comes twice
    the first time counts.
    """
    items, item, ids, texts = [], [], [], []
    quality = Quality()
    for number, line in enumerate(lines, 1):
        fields = [f.split() for f in line.split(",") if f.strip()]
        if not fields:
            continue
        items.append(str(number))
        for parts in fields:
            if len(parts) not in {2, 3}:
                quality.blank_ids += 1
                continue
            for person in parts[:-1]:
                item.append(len(items) - 1)
                ids.append(person)
                texts.append(parts[-1])
    times = parse_times(texts)
    quality.times_unreadable = times.unreadable
    codes: dict[str, int] = {}
    own = np.fromiter((codes.setdefault(i, len(codes)) for i in ids), np.int64, len(ids))
    place = np.array(item, np.int64)
    return _apart(items, place, own, times.at, ids, quality)


def from_store(store: Store, taken: Sequence[Array] | None) -> Reposts:
    """Return what people shared: events named share, repost, 分享 and the like, by content; first share each.

    `taken` limits it to some people (a boolean array per segment).
    """
    names = store.dictionaries.get("event", ())
    shares = np.array([n.strip().lower() in SHARES for n in names] or [False], bool)
    parts: list[tuple[Array, Array, Array]] = []
    for number, segment in enumerate(store.segments):
        stream = segment.streams.get("events")
        if stream is None or "content" not in stream.columns:
            continue
        people = segment.alive if taken is None else segment.alive & taken[number]
        lengths = np.diff(stream.offsets)
        some = np.repeat(people, lengths) & shares[stream["event"]] & (stream["content"] > 0)
        person = np.repeat(segment.person_ids, lengths)
        parts.append((stream["content"][some].astype(np.int64), person[some], stream["at"][some].astype(np.int64)))  # fmt: skip
    content, person, at = (np.concatenate([np.zeros(0, np.int64), *p]) for p in (zip(*parts, strict=True) if parts else ((), (), ())))  # fmt: skip
    used, item = np.unique(content, return_inverse=True)
    items = [store.dictionaries["content"][c] for c in used.tolist()]
    _, own = np.unique(person, return_inverse=True)
    return _apart(items, item, own, at, [str(p) for p in person.tolist()], Quality())


def _apart(items: Sequence[str], item: Array, own: Array, at: Array, ids: Sequence[str], quality: Quality) -> Reposts:  # fmt: skip
    """Return reposts without parents, each person once an item."""
    keys = Keys(item * (int(own.max(initial=0)) + 1) + own, at, np.ones(len(own), bool))
    rows = np.flatnonzero(keys.kept)
    quality.repeats = len(own) - len(rows)
    parent = np.full(len(rows), POST)
    kept = [ids[r] for r in rows.tolist()]
    return Reposts(items, item[rows], parent, at[rows], kept, has_parents=False, quality=quality)
