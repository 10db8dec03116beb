"""One person as the vault knows them: identifiers, the links that make them one, and quarantine."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lianyi.core.errors import LianyiError
from lianyi.facts import identity
from lianyi.facts.vault import Link, Vault


@dataclass(frozen=True)
class Identifier:
    """A number that facts carry: its kind and age rank, or when it was erased. Never its value."""

    identifier_id: int
    kind: str | None
    born: int | None
    erased_at: str | None = None
    erased_reason: str | None = None


@dataclass(frozen=True)
class Person:
    """A person at one snapshot. `links` that touch them, `quarantined` those of their identifiers that join nobody."""

    person_id: int
    identifiers: tuple[Identifier, ...]
    links: tuple[Link, ...]
    quarantined: tuple[int, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """The numbers of all identifiers."""
        return tuple(i.identifier_id for i in self.identifiers)


def person_of(vault: Vault, imports: Collection[str], identifier: int) -> Person:
    """Return the person that `identifier` (or a person id) belongs to while `imports` stand.

    `person.unknown` where the vault never gave out such a number.
    """
    links = identity.standing_links(vault.links(), imports)
    apart = identity.quarantined(links)
    resolved = identity.persons(
        links, vault.born_of({i for link in links for i in (link.a, link.b)})
    )
    root = resolved.get(identifier, identifier)
    members = sorted({root, *(i for i, person in resolved.items() if person == root)})
    kinds, erased = vault.kinds(members), vault.erased(members)
    if not (kinds.keys() | erased.keys()) & {identifier}:
        raise LianyiError("person.unknown", id=identifier)
    touching = tuple(link for link in links if {link.a, link.b} & set(members))
    known = [_identifier(i, kinds.get(i), erased.get(i)) for i in members]
    return Person(root, tuple(known), touching, tuple(i for i in members if i in apart))


def in_quarantine(vault: Vault, imports: Collection[str]) -> dict[int, int]:
    """Return the identifiers that join nobody because too many others share them, and with how many."""
    links = identity.standing_links(vault.links(), imports)
    apart = identity.quarantined(links)
    return {
        i: len({link.a + link.b - i for link in links if i in (link.a, link.b)})
        for i in sorted(apart)
    }


def _identifier(
    number: int, known: tuple[str, int] | None, erased: tuple[str, str] | None
) -> Identifier:
    kind, born = known or (None, None)
    at, reason = erased or (None, None)
    return Identifier(number, kind, born, at, reason)
