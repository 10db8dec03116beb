"""`segments.yaml`: a workspace's own segments by name.

```yaml
segments:
  - key: loyal
    name: 老客|Loyal
    where: orders(last 90d) >= 2 and first_channel under 'douyin'
  - key: sleeping
    name: {zh: 沉睡老客, en: Sleeping}
    where:
      all:
        - orders() >= 2
        - not: orders(last 90d) >= 1
  - key: double_11
    name: 双11买家|Bought on 11.11
    where: orders(2026-11-11) >= 1
    as_of: 2026-11-11
```

A mistake is an `Issue`, never an exception; the other segments of the file still work.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from lianyi.core.calendar.period_text import parse_day
from lianyi.core.errors import Issue, LianyiError
from lianyi.core.translation import Text, same
from lianyi.segments.parse import parse
from lianyi.segments.tree import AsOf, Both, Either, Named, Node, Not, Trait, both, either, walk

FILE = "segments.yaml"
FIELDS = ("key", "name", "where", "as_of", "description")
MOST_NODES = 500
"""How many conditions a segment may have with everything that it names put in."""
DEEPEST = 60
NO_NAME = Text("", "")


@dataclass(frozen=True)
class NamedSegment:
    """One entry of the file. `where` is as it was written, other segments still named in it."""

    key: str
    name: Text
    where: Node
    description: Text = NO_NAME


@dataclass(frozen=True)
class Segments:
    """The segments of a workspace that can be asked for, and what is wrong with the others.

    `properties` are the names that the workspace gives to event properties, in their order.
    """

    by_key: Mapping[str, NamedSegment] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    properties: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[NamedSegment]:
        return iter(self.by_key.values())

    def get(self, key: str) -> NamedSegment:
        """Return the segment; refuses with `segment.unknown`, or with what is wrong with its entry."""
        if key in self.by_key:
            return self.by_key[key]
        for issue in self.issues:
            if issue.facts.get("key") == key:
                raise LianyiError(issue.code, **issue.facts)
        nearest = ", ".join(get_close_matches(key, list(self.by_key), n=3, cutoff=0.5)) or "—"
        raise LianyiError("segment.unknown", key=key, nearest=nearest)

    def stated(self, segment: str) -> Node:
        """Return the tree of a key or of a condition as it was written, other segments still named in it.

        A word that is a key is that segment. Refuses with `segment.unknown` and all codes of `parse`.
        """
        text = segment.strip()
        if text in self.by_key or any(i.facts.get("key") == text for i in self.issues):
            return self.get(text).where
        try:
            return parse(text, self.properties)
        except LianyiError as wrong:
            if wrong.code == "segment.name_unknown" and text.isidentifier():
                return self.get(text).where
            if wrong.facts.get("name") in self.by_key:
                nearest = f"segment = '{wrong.facts['name']}'"
                raise LianyiError(wrong.code, **{**wrong.facts, "nearest": nearest}) from None
            raise

    def tree(self, segment: str) -> Node:
        """Return the tree of a key or of a condition with everything that it names put in."""
        return self.whole(self.stated(segment))

    def whole(self, node: Node) -> Node:
        """Return `node` with the trees of the segments that it names in their place.

        Refuses with `segment.unknown`, `segment.cycle`, `segment.too_large`.
        """
        return _put_in(self, node, (), _Limits())


class _Limits:
    """Counts nodes and depth, so that segments of segments of segments cannot grow without end."""

    def __init__(self) -> None:
        self._nodes = 0

    def one_more(self, depth: int) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise LianyiError("segment.too_large", size=self._nodes, limit=MOST_NODES)
        if depth > DEEPEST:
            raise LianyiError("segment.too_deep", limit=DEEPEST, position=1)


def _put_in(
    segments: Segments, node: Node, above: tuple[str, ...], limits: _Limits, depth: int = 0
) -> Node:
    """Put named segments in; `above` are the keys that are being put in already."""
    limits.one_more(depth)

    def below(part: Node) -> Node:
        return _put_in(segments, part, above, limits, depth + 1)

    match node:
        case Named(key):
            if key in above:
                raise LianyiError("segment.cycle", path=" → ".join((*above, key)))
            where = segments.get(key).where
            return _put_in(segments, where, (*above, key), limits, depth + 1)
        case Both(parts):
            return Both(tuple(map(below, parts)))
        case Either(parts):
            return Either(tuple(map(below, parts)))
        case Not(part):
            return Not(below(part))
        case AsOf(part, when):
            return AsOf(below(part), when)
        case _:
            return node


def parse_segments(document: Any, properties: Sequence[str] = ()) -> Segments:
    """Return the segments of `document` (parsed YAML or None); every mistake is one of its `issues`."""
    names = tuple(properties)
    if document is None:
        return Segments(properties=names)
    entries = document.get("segments") if isinstance(document, Mapping) else None
    if not isinstance(entries, list):
        issue = Issue("segments_file.unreadable", file=FILE)
        return Segments(issues=(issue,), properties=names)
    read: dict[str, NamedSegment] = {}
    issues: list[Issue] = []
    for entry in entries:
        fields = entry if isinstance(entry, Mapping) else {}
        key = str(fields.get("key", "?"))[:80]
        try:
            if key in read:
                raise LianyiError("segments_file.key_taken", key=key)
            read[key] = _entry(key, fields, names)
        except LianyiError as wrong:
            issues.append(_issue(key, wrong.code, wrong.facts))
    return _without_broken(Segments(read, tuple(issues), names))


def _without_broken(read: Segments) -> Segments:
    """Leave out what names a segment that cannot be used, goes in a circle or grows too large."""
    good, issues = {}, list(read.issues)
    for key, segment in read.by_key.items():
        try:
            _put_in(read, segment.where, (key,), _Limits())
            good[key] = segment
        except LianyiError as wrong:
            named = wrong.facts.get("key")
            if named is None:
                issues.append(_issue(key, wrong.code, wrong.facts))
            else:
                issues.append(_issue(key, "segments_file.named_unusable", {"named": named}))
    return Segments(good, tuple(issues), read.properties)


def _issue(key: str, code: str, facts: Mapping[str, object]) -> Issue:
    return Issue(code, file=f"{FILE}:{key}", facts={**facts, "key": key})


def _entry(key: str, fields: Mapping[Any, Any], properties: tuple[str, ...]) -> NamedSegment:
    for name in ("key", "name", "where"):
        if not fields.get(name):
            raise LianyiError("segments_file.field_missing", field=name)
    for name in fields:
        if name not in FIELDS:
            raise LianyiError("segments_file.field_unknown", field=str(name)[:40], known=", ".join(FIELDS))  # fmt: skip
    if not isinstance(fields["key"], str) or not key.isidentifier() or key != fields["key"]:
        raise _wrong("key", key, "a_name_like_this")
    where = _where(fields["where"], _Limits(), properties)
    if fields.get("as_of") is not None:
        where = AsOf(where, _day(fields["as_of"]))
    about = fields.get("description")
    return NamedSegment(
        key,
        _text("name", fields["name"]),
        where,
        _text("description", about) if about is not None else NO_NAME,
    )


def _where(given: Any, limits: _Limits, properties: tuple[str, ...], depth: int = 0) -> Node:
    """A line of text, or `all`, `any` and `not` over such lines."""
    limits.one_more(depth)
    if isinstance(given, str):
        return parse(given, properties)
    if isinstance(given, Mapping) and len(given) == 1:
        word, inside = next(iter(given.items()))
        if word == "not":
            return Not(_where(inside, limits, properties, depth + 1))
        if word in ("all", "any") and isinstance(inside, list) and inside:
            parts = [_where(part, limits, properties, depth + 1) for part in inside]
            return (both if word == "all" else either)(*parts)
    raise _wrong("where", given, "orders(last 90d) >= 2, all: […], any: […], not: …")


def _day(given: Any) -> date:
    if isinstance(given, date):
        return date(given.year, given.month, given.day)
    try:
        return parse_day(str(given))
    except LianyiError:
        raise _wrong("as_of", given, "2026-11-11") from None


def _text(field_name: str, given: Any) -> Text:
    if isinstance(given, str):
        zh, bar, en = given.partition("|")
        return Text(zh.strip(), en.strip()) if bar and zh.strip() and en.strip() else same(given)
    if isinstance(given, Mapping) and given.get("zh") and given.get("en"):
        return Text(str(given["zh"]), str(given["en"]))
    raise _wrong(field_name, given, "老客|Loyal")


def _wrong(field_name: str, value: object, known: str) -> LianyiError:
    return LianyiError("segments_file.field_wrong", field=field_name, value=str(value)[:80], known=known)  # fmt: skip


def attributes_in(node: Node) -> tuple[str, ...]:
    """Return the attributes that a whole tree asks for, each once, in order."""
    return tuple(dict.fromkeys(n.attribute for n in walk(node) if isinstance(n, Trait)))
