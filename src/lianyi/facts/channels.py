"""The channel tree of a workspace: what leaves are called, how they are grouped, which orders go where.

Read from `channels.yaml`:

```yaml
channels:                                # leaves and branches: platform[/carrier[/source]]
  douyin/live: {group: 直播}              # a group holds for everything below
  douyin/live/creator: {name: {zh: 达人直播, en: Creator live}}
orders:                                  # the first rule that fits an order moves it
  - when: {platform: youzan, promoter: [小王, 群主*]}
    source: private
  - when: {host: 店主}
    carrier: live
    source: own
```

Every order keeps exactly one channel: a rule replaces carrier or source, nothing is copied.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text, same

SOURCES = ("own", "creator", "paid", "private", "offline", "unknown")
CARRIER = re.compile(r"[a-z][a-z0-9_]*")
CONDITIONS: Mapping[str, tuple[str, ...]] = {
    "platform": ("platform",),
    "store": ("store",),
    "carrier": ("carrier",),
    "source": ("source",),
    "promoter": ("promoter_name", "promoter_id"),
    "live_session": ("live_session_no",),
    "coupon": ("coupon_name",),
    "order_type": ("order_type",),
    "sales_channel": ("sales_channel",),
    "flag": ("flag",),
}
HOST = "host"


@dataclass(frozen=True)
class Branch:
    """What `channels` says about one place of the tree."""

    key: str
    name: Text | None = None
    group: str | None = None


@dataclass(frozen=True)
class Rule:
    """Orders that meet every condition (a column group and the values it may have) move to carrier and source."""

    when: tuple[tuple[str, tuple[str, ...]], ...]
    carrier: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Channels:
    """The tree of one workspace; without a file, leaves go by their keys and platforms are the groups."""

    branches: tuple[Branch, ...] = ()
    rules: tuple[Rule, ...] = ()

    def name(self, leaf: str) -> Text:
        """Return what `leaf` is called; one without a name is called by its key."""
        found = next((b.name for b in self.branches if b.key == leaf), None)
        return found or same(leaf)

    def group_sql(self, channel: str, platform: str) -> str:
        """Return SQL for the group of the leaf `channel`: that of the nearest branch above, else the platform."""
        grouped = sorted((b for b in self.branches if b.group), key=lambda b: -len(b.key))
        cases = [
            f"WHEN {channel} = {_quote(b.key)} OR starts_with({channel}, {_quote(b.key + '/')}) "
            f"THEN {_quote(b.group or '')}"
            for b in grouped
        ]
        return f"CASE {' '.join(cases)} ELSE {platform} END" if cases else platform

    def assigned_sql(self, column: str, alias: str, sessions: str) -> str:
        """Return SQL for `carrier` or `source` of the orders `alias`, after the rules.

        `sessions` is the select of live sessions, by which a rule finds an order's host.
        """
        plain = f"coalesce({alias}.{column}, 'unknown')"
        cases = []
        for rule in self.rules:
            to = rule.carrier if column == "carrier" else rule.source
            fits = " AND ".join(_fits(n, values, alias, sessions) for n, values in rule.when)
            cases.append(f"WHEN {fits} THEN {plain if to is None else _quote(to)}")
        return f"CASE {' '.join(cases)} ELSE {plain} END" if cases else plain


def parse_channels(document: Any) -> Channels:
    """Return the tree of `document` (parsed YAML or None); `channels.malformed` names the place and the reason."""
    if document is None:
        return Channels()
    _expect(isinstance(document, Mapping), "/", "channels, orders")
    for key in document:
        _expect(key in {"channels", "orders"}, str(key), "channels, orders")
    branches = document.get("channels") or {}
    rules = document.get("orders") or []
    _expect(isinstance(branches, Mapping), "channels", "platform/carrier/source: {name, group}")
    _expect(isinstance(rules, list), "orders", "- when: … carrier: … source: …")
    found = Channels(
        tuple(_branch(str(key), spec) for key, spec in branches.items()),
        tuple(_rule(f"orders[{n}]", spec) for n, spec in enumerate(rules, 1)),
    )
    _each_name_once(found)
    return found


def _branch(key: str, spec: Any) -> Branch:
    place = f"channels.{key}"
    parts = key.split("/")
    _expect(1 <= len(parts) <= 3 and all(parts), place, "platform/carrier/source")
    _expect(all(CARRIER.fullmatch(p) for p in parts[1:]), place, "platform/carrier/source")
    _expect(parts[-1] != "unknown" or len(parts) == 1, place, key.removesuffix("/unknown"))
    if len(parts) == 3:
        _expect(parts[2] in SOURCES, place, ", ".join(SOURCES))
    _expect(isinstance(spec, Mapping), place, "{name: …, group: …}")
    for word in spec:
        _expect(word in {"name", "group"}, f"{place}.{word}", "name, group")
    group = spec.get("group")
    _expect(group is None or isinstance(group, str), f"{place}.group", "group: 直播")
    return Branch(key, _name(f"{place}.name", spec.get("name")), group)


def _name(place: str, value: Any) -> Text | None:
    if value is None:
        return None
    if isinstance(value, Mapping):
        whole = set(value) == {"zh", "en"} and all(isinstance(v, str) for v in value.values())
        _expect(whole, place, "{zh: 达人直播, en: Creator live}")
        return Text(value["zh"], value["en"])
    _expect(isinstance(value, str), place, "{zh: 达人直播, en: Creator live}")
    return same(value)


def _rule(place: str, spec: Any) -> Rule:
    _expect(isinstance(spec, Mapping), place, "when, carrier, source")
    for word in spec:
        _expect(word in {"when", "carrier", "source"}, f"{place}.{word}", "when, carrier, source")
    when = spec.get("when")
    _expect(isinstance(when, Mapping) and bool(when), f"{place}.when", f"{_conditions()}")
    carrier, source = spec.get("carrier"), spec.get("source")
    _expect(carrier is not None or source is not None, place, "carrier, source")
    _expect(carrier is None or _is_carrier(carrier), f"{place}.carrier", "live, note, mall")
    _expect(source is None or source in SOURCES, f"{place}.source", ", ".join(SOURCES))
    return Rule(
        tuple(_condition(place, name, value) for name, value in when.items()), carrier, source
    )


def _condition(place: str, name: Any, value: Any) -> tuple[str, tuple[str, ...]]:
    where = f"{place}.when.{name}"
    _expect(name in CONDITIONS or name == HOST, where, _conditions())
    values = value if isinstance(value, list) else [value]
    good = bool(values) and all(
        isinstance(v, str | int) and not isinstance(v, bool) for v in values
    )
    _expect(good, where, f"{name}: [甲, 乙*]")
    return str(name), tuple(str(v) for v in values)


def _is_carrier(word: Any) -> bool:
    return isinstance(word, str) and CARRIER.fullmatch(word) is not None


def _conditions() -> str:
    return ", ".join([*CONDITIONS, HOST])


def _each_name_once(channels: Channels) -> None:
    """Two leaves under one name could not be told apart in a table."""
    for words in ("zh", "en"):
        seen: dict[str, str] = {}
        for branch in channels.branches:
            if branch.name is not None:
                said = getattr(branch.name, words)
                other = seen.setdefault(said, branch.key)
                _expect(other == branch.key, f"channels.{branch.key}.name", f"{said} = {other}")


def _expect(good: bool, place: str, known: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not good:
        raise LianyiError("channels.malformed", place=place, known=known)


def _fits(name: str, values: tuple[str, ...], alias: str, sessions: str) -> str:
    if name == HOST:
        hosts = " OR ".join(_any_of(c, values) for c in ("host_name", "host_id"))
        key = f"({alias}.platform, {alias}.store, coalesce({alias}.live_session_no, ''))"
        return f"{key} IN (SELECT (platform, store, session_no) FROM ({sessions}) WHERE {hosts})"
    columns = (f"{alias}.{c}" for c in CONDITIONS[name])
    return f"({' OR '.join(_any_of(c, values) for c in columns)})"


def _any_of(column: str, values: tuple[str, ...]) -> str:
    """SQL, never null: the column has one of the values; `*` stands for any text."""
    return f"coalesce({' OR '.join(_like(column, v) for v in values)}, false)"


def _like(column: str, value: str) -> str:
    if "*" not in value:
        return f"{column} = {_quote(value)}"
    escaped = re.sub(r"([%_\\])", r"\\\1", value).replace("*", "%")
    return f"{column} LIKE {_quote(escaped)} ESCAPE '\\'"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
