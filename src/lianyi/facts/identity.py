"""Who is one person: the links that count, joined into groups. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from lianyi.facts.vault import Link

QUARANTINE_ABOVE = 5


def standing_links(links: Iterable[Link], imports: Collection[str]) -> list[Link]:
    """Return the links made by hand or by an import that stands."""
    return [link for link in links if link.import_id is None or link.import_id in imports]


def quarantined(links: Iterable[Link]) -> set[int]:
    """Return identifiers linked to more than five others: a shared phone is nobody's proof."""
    neighbours: dict[int, set[int]] = defaultdict(set)
    for link in links:
        neighbours[link.a].add(link.b)
        neighbours[link.b].add(link.a)
    return {i for i, others in neighbours.items() if len(others) > QUARANTINE_ABOVE}


def persons(links: Iterable[Link], born: Mapping[int, int]) -> dict[int, int]:
    """Return identifier → person for identifiers whose person has another id than their own.

    A person keeps the id of the oldest identifier (`born`, then the smaller id); identifiers in
    quarantine join nobody.
    """
    listed = list(links)
    apart = quarantined(listed)
    parent: dict[int, int] = {}
    for link in listed:
        if link.a in apart or link.b in apart:
            continue
        old, young = sorted(
            (_root(parent, link.a), _root(parent, link.b)), key=lambda i: (born.get(i, 1 << 60), i)
        )
        if old != young:
            parent[young] = old
    return {i: _root(parent, i) for i in list(parent)}


def _root(parent: dict[int, int], identifier: int) -> int:
    while identifier in parent:
        above = parent[identifier]
        if above in parent:  # halve the way, so that a long chain is walked once
            parent[identifier] = parent[above]
        identifier = above
    return identifier
