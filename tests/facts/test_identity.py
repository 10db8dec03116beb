"""Who is one person: joined by links that stand, never through a shared phone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.core.errors import LianyiError
from lianyi.facts.identity import persons, quarantined, standing_links
from lianyi.facts.person import in_quarantine, person_of
from lianyi.facts.vault import Link, Vault, tagged
from tests.facts import lakes

NODES = st.integers(1, 14)
PAIRS = st.lists(st.tuples(NODES, NODES).filter(lambda p: p[0] != p[1]), max_size=25)


def _links(pairs: list[tuple[int, int]], import_id: str | None = None) -> list[Link]:
    return [Link(n, min(p), max(p), import_id, "r", "t") for n, p in enumerate(pairs)]


def _neighbours(pairs: list[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for a, b in pairs:
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return found


def _reach(start: int, near: dict[int, set[int]], apart: set[int]) -> set[int]:
    if start in apart:
        return {start}
    seen, edge = {start}, [start]
    while edge:
        for other in near.get(edge.pop(), set()) - apart - seen:
            seen.add(other)
            edge.append(other)
    return seen


@given(PAIRS, st.permutations(range(1, 15)), st.randoms(use_true_random=False))
def test_groups_are_what_a_walk_along_the_links_finds(
    pairs: list[tuple[int, int]], ages: list[int], shuffle: object
) -> None:
    near = _neighbours(pairs)
    apart = {i for i, others in near.items() if len(others) > 5}
    born = dict(zip(range(1, 15), ages, strict=True))
    assert quarantined(_links(pairs)) == apart
    found = persons(_links(pairs), born)
    for node in range(1, 15):
        group = _reach(node, near, apart)
        assert found.get(node, node) == min(group, key=lambda i: (born[i], i))
    shuffle.shuffle(pairs)  # type: ignore[attr-defined]  # hypothesis hands over a random.Random
    assert persons(_links(pairs), born) == found


def test_only_links_of_imports_that_stand_and_those_made_by_hand_count() -> None:
    links = [*_links([(1, 2)], "a"), *_links([(2, 3)], "b"), *_links([(3, 4)])]
    assert [(link.a, link.b) for link in standing_links(links, {"b"})] == [(2, 3), (3, 4)]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = Vault(tmp_path / "vault.db", lakes.KEY)
    yield opened
    opened.close()


def _ids(vault: Vault, count: int) -> list[int]:
    # One import each, so that the first is the oldest.
    tags = [tagged("phone", str(n)) for n in range(count)]
    return [i for tag in tags for i in vault.assign([tag]) if i is not None]


def test_a_person_keeps_the_number_of_the_oldest_identifier(vault: Vault) -> None:
    old, middle, young = _ids(vault, 3)
    vault.add_links([(young, middle), (middle, old)], None, "card", "t")
    person = person_of(vault, (), young)
    assert person.person_id == old
    assert sorted(person.ids) == sorted([old, middle, young])
    assert [link.reason for link in person.links] == ["card", "card"]


def test_a_phone_shared_by_six_joins_nobody_and_is_listed(vault: Vault) -> None:
    shared, *others = _ids(vault, 7)
    vault.add_links([(shared, o) for o in others[:5]], None, "r", "t")
    assert len(person_of(vault, (), shared).ids) == 6
    vault.add_links([(shared, others[5])], None, "r", "t")
    assert in_quarantine(vault, ()) == {shared: 6}
    assert person_of(vault, (), shared).ids == (shared,)
    assert person_of(vault, (), shared).quarantined == (shared,)
    assert all(person_of(vault, (), o).ids == (o,) for o in others)


def test_somebody_erased_is_still_one_person_without_a_name(vault: Vault) -> None:
    old, young = _ids(vault, 2)
    vault.add_links([(old, young)], None, "r", "t")
    vault.erase([old, young], [], "2026-11-23", "asked")
    person = person_of(vault, (), young)
    assert person.person_id == old
    assert {i.kind for i in person.identifiers} == {None}
    assert {i.erased_reason for i in person.identifiers} == {"asked"}


def test_a_number_that_nobody_has_is_refused(vault: Vault) -> None:
    with pytest.raises(LianyiError, match=r"person\.unknown"):
        person_of(vault, (), 7)


def test_a_chain_of_a_hundred_thousand_is_joined_quickly() -> None:
    count = 100_000
    links = _links([(n + 1, n) for n in range(count)])
    start = time.perf_counter()
    found = persons(links, {n: count - n for n in range(count + 1)})
    assert time.perf_counter() - start < 20
    assert found == dict.fromkeys(range(count), count)
