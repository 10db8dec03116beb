"""Which facts a segment rests on: what is missing, and which of its days no source covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from lianyi.core.attributes import attribute_named
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.facts.tables import TABLES
from lianyi.segments.relations import views_of_events
from lianyi.segments.tallies import MEASURES, SOURCES
from lianyi.segments.tree import ALWAYS, AsOf, Node, Tally, Trait, children
from lianyi.segments.windows import day_of, days_of


class Facts(Protocol):
    """What an engine tells of its facts."""

    @property
    def coverage(self) -> Iterable[Sequence[Any]]:
        """Rows (table, platform, store, from day, to day, …)."""
        ...

    def columns(self, view: str) -> Sequence[str]:
        """Return the columns of a documented view; nothing where there is none."""
        ...


@dataclass(frozen=True)
class Caveat:
    """What a reader should know of who is in a segment; `code` is stable."""

    code: str
    text: Text


_BEFORE = Text(
    "「{table}」的数据从{day}开始，更早的日子按没有计算。",
    "Data on {table} begins on {day}; the days before count as nothing.",
)
_AFTER = Text(
    "「{table}」的数据到{day}为止，之后的日子按没有计算。",
    "Data on {table} ends on {day}; the days after count as nothing.",
)
_NEWEST = Text(
    "{names}按最新一次导出，不是{day}当时的情况。",
    "{names}: as the newest export says, not as it was on {day}.",
)


def require(node: Node, facts: Facts) -> None:
    """Refuse with `segment.missing_source` where a condition rests on facts that no import has filled."""
    missing = [choice for choice in _needs(node) if not any(_is_there(v, facts) for v in choice)]
    if missing:
        names = [_table(min(choice)) for choice in missing]
        raise LianyiError("segment.missing_source", missing=_listed(names))


def _needs(node: Node) -> Iterator[tuple[str, ...]]:
    """Yield, for each condition, the views of which at least one has to be there."""
    for leaf, _ in _leaves(node, date.min):
        if isinstance(leaf, Trait):
            yield (attribute_named(leaf.attribute).view,)
        else:
            yield _views(leaf)


def _views(tally: Tally) -> tuple[str, ...]:
    source = MEASURES[tally.measure].source
    if source == "events":
        return tuple(sorted(views_of_events(tally.events)))
    return (SOURCES[source].stream,)


def _leaves(node: Node, as_of: date) -> Iterator[tuple[Trait | Tally, date]]:
    if isinstance(node, Trait | Tally):
        yield node, as_of
    day = day_of(node.when, as_of) if isinstance(node, AsOf) else as_of
    for part in children(node):
        yield from _leaves(part, day)


def _is_there(view: str, facts: Facts) -> bool:
    """The view of orders exists always, so there it is the coverage that tells."""
    if view == "orders":
        return any(row[0] == "orders" for row in facts.coverage)
    return bool(facts.columns(view))


def caveats(node: Node, as_of: date, facts: Facts) -> tuple[Caveat, ...]:
    """Return what the answer for `as_of` should say beside the people: uncovered days, undated attributes."""
    reach = _reach(facts)
    found: dict[Text, Caveat] = {}
    undated: dict[str, Text] = {}
    for leaf, day in _leaves(node, as_of):
        if isinstance(leaf, Tally):
            for caveat in _uncovered(leaf, day, reach):
                found[caveat.text] = caveat
        elif not attribute_named(leaf.attribute).is_dated:
            undated[leaf.attribute] = attribute_named(leaf.attribute).name
    if undated:
        text = _NEWEST.format(names=_listed(list(undated.values())), day=as_of)
        found[text] = Caveat("newest_export", text)
    return tuple(found.values())


def _reach(facts: Facts) -> dict[str, tuple[date, date]]:
    reach: dict[str, tuple[date, date]] = {}
    for table, _, _, first, last, *_ in facts.coverage:
        known = reach.get(table, (first, last))
        reach[table] = min(known[0], first), max(known[1], last)
    return reach


def _uncovered(
    tally: Tally, as_of: date, reach: dict[str, tuple[date, date]]
) -> Iterator[Caveat]:  # fmt: skip
    first, last = days_of(tally.window, as_of)
    views = _views(tally)
    table = views[0] if len(views) == 1 else "events"
    if table not in reach or first > last:
        return
    begins, ends = reach[table]
    if tally.window != ALWAYS and date.min < first < begins:
        yield Caveat("days_before_data", _BEFORE.format(table=_table(table), day=begins))
    if last > ends:
        yield Caveat("days_after_data", _AFTER.format(table=_table(table), day=ends))


def _table(view: str) -> Text:
    return TABLES.get(view).name


def _listed(names: Sequence[Text]) -> Text:
    once = list(dict.fromkeys(names))
    return Text("、".join(n.zh for n in once), ", ".join(n.en for n in once))
